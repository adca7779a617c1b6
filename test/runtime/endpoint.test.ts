import { S3Client } from '@aws-sdk/client-s3';
import { messageOf } from './sent';
import { endpointOf, type EndpointOptions } from '../../src/sigv4/endpoint';

/** One lower-case line that ends in what to do. */
const CURED = /^[^\nA-Z][^\n]*(?:;|asked:) [^\n]+$/;

const POINT = 'arn:aws:s3:us-west-2:123456789012:accesspoint';
const OUTPOST = 'arn:aws:s3-outposts:us-west-2:123456789012:outpost';

const BUCKETS = [
  'records', 'abc', 'a'.repeat(63), 'records--table-s3', 'scans-abcdefghijklmnopqrstuvwx-s3alias', 'scans-ab12cd34--ol-s3', 'sthree-x', '1234567890',
  'records.example.org', '192.168.5.4', 'under_score', 'CapitalBucket', 'a'.repeat(64), 'a.-b', `${'Aa._-'.repeat(50)}zzzzz`,
  'xn--abc', 'ab', '-lead', 'trail-', 'a..b', '.bucket', 'bucket.', 'a/b', 'a?b', 'ä', '', ' ', 's3://records', 'a'.repeat(256),
  'records--use1-az4--x-s3', 'records--use1-az4--xa-s3', 'records--x-s3', 'test-accessp-o0b1d075431d83bebde8xz5w8ijx1qzlbp3i3kuse10--op-s3',
  `${POINT}/scans`, `${POINT}:scans`, `${POINT}/a.b`, `${POINT}/under_score`, `${POINT}/-ab`, `${POINT}/a`, `${POINT}/`, `${POINT}/scans/object/x`, POINT,
  'arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/masked', 'arn:aws:s3-object-lambda:us-west-2:123456789012:bucket/masked',
  `${OUTPOST}/op-01234567890123456/accesspoint/scans`, `${OUTPOST}:op-01234567890123456:accesspoint:scans`, `${OUTPOST}/op-01234567890123456`, `${OUTPOST}/op-01234567890123456/bucket/scans`,
  'arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap', 'arn:aws:s3:us-west-2:12345:accesspoint/scans', 'arn:aws:s3:::records', 'arn:aws:sqs:us-west-2:123456789012:queue',
  'arn:aws-cn:s3:cn-north-1:123456789012:accesspoint/scans', 'arn:aws-us-gov:s3:us-gov-west-1:123456789012:accesspoint/scans', 'arn:aws-cn:s3:us-west-2:123456789012:accesspoint/scans',
  'arn:aws-iso:s3:us-iso-east-1:123456789012:accesspoint/scans', 'arn:aws-eusc:s3:eusc-de-east-1:123456789012:accesspoint/scans', 'arn:', 'arn:aws:s3',
];

const REGIONS = [
  'us-east-1', 'us-west-2', 'ca-central-1', 'ca-west-1', 'eu-central-1', 'ap-southeast-7', 'mx-central-1', 'il-central-1', 'cn-north-1', 'cn-northwest-1', 'us-gov-west-1', 'us-gov-east-1',
  'us-iso-east-1', 'us-isob-west-1', 'eu-isoe-west-1', 'us-isof-south-1', 'eusc-de-east-1', 'auto', 'US-EAST-1', 'us-east1', '', 'us-east-1.evil.example', 'us-east-1/x',
];

const ENDPOINTS = [
  'https://storage.example.org', 'https://storage.example.org:9000', 'https://storage.example.org:443', 'https://Storage.Example.ORG/base/', 'https://storage.example.org/a/b',
  'http://127.0.0.1:9000', 'http://storage.example.org', 'https://[::1]:9000', 'https://localhost:8443', 'https://s3.eu-central-1.amazonaws.com', 'https://bucket.vpce-1a2b3c4d-5e6f.s3.us-west-2.vpce.amazonaws.com',
];

const SDK = new S3Client({ region: 'us-east-1' }).config.endpointProvider!;

/** Where the SDK would send a request, and with which scope it would sign it; undefined where it refuses. */
function sdkPlace({ bucket, region, pathStyle = false, dualStack = false, fips = false, endpoint }: EndpointOptions): string | undefined {
  try {
    const { url, properties } = SDK({
      Bucket: bucket,
      Region: region,
      UseDualStack: dualStack,
      UseFIPS: fips,
      ForcePathStyle: pathStyle,
      Endpoint: endpoint,
      Accelerate: false,
      UseGlobalEndpoint: false,
      UseArnRegion: false,
      DisableMultiRegionAccessPoints: false,
    });
    const schemes = properties!.authSchemes as { readonly name: string; readonly signingName: string; readonly signingRegion?: string }[];
    const scheme = schemes.find(({ name }) => name === 'sigv4') ?? schemes[0];
    // its serializers drop a slash at the end before they add the key
    return `${url.protocol}//${url.host}${url.pathname.replace(/\/$/, '')} ${scheme.name} ${scheme.signingName} ${scheme.signingRegion}`;
  } catch {
    return undefined;
  }
}

/** The same of ours, and why it is refused. */
function ourPlace(options: EndpointOptions): { readonly place?: string; readonly because?: string } {
  try {
    const { protocol, host, base, service } = endpointOf(options);
    return { place: `${protocol}//${host}${base} sigv4 ${service} ${options.region}` };
  } catch (error) {
    return { because: (error as Error).message };
  }
}

interface Difference {
  readonly reason: string;
  /** What we say instead. */
  readonly because?: RegExp;
  readonly applies: (options: EndpointOptions) => boolean;
}

/** All that is not as in the SDK, and why. Each of them must occur, and nothing else may. */
const DIFFERENCES: readonly Difference[] = [
  {
    reason: 'the SDK takes any Region for one of AWS; a mistyped one would be asked as s3.us-east1.amazonaws.com',
    because: /^'region' must be /,
    applies: ({ region, endpoint }) => endpoint === undefined && !/^[a-z]+(-[a-z]+)+-\d$/.test(region),
  },
  {
    reason: 'the SDK asks for FIPS hosts that do not exist outside the US and Canada',
    because: /^'fips' does not exist in /,
    applies: ({ fips, region }) => fips === true && !/^(us|ca)-/.test(region),
  },
  {
    reason: 'the SDK asks for dual-stack hosts that do not exist in the secret Regions',
    because: /^'dualStack' does not exist in /,
    applies: ({ dualStack, region }) => dualStack === true && /^(us|eu)-iso/.test(region),
  },
  {
    reason: 'no bucket is called so, and no bucket of the first Region was that can be asked safely',
    because: /^'bucket' must be /,
    applies: ({ bucket }) => !/^[A-Za-z0-9][\w.-]+[A-Za-z0-9]$/.test(bucket) || bucket.length > 255 || bucket.includes('..') || bucket.length < 3,
  },
  {
    reason: 'directory buckets want a session, which only the SDK gets',
    because: /^'bucket' \S+ is a directory bucket/,
    applies: ({ bucket }) => /--xa?-s3$/.test(bucket),
  },
  {
    reason: 'the ARN of an access point on Outposts says which Outpost, its alias hides it',
    because: /^'bucket' \S+ is on Outposts; pass the ARN of the access point$/,
    applies: ({ bucket }) => bucket.endsWith('--op-s3'),
  },
  {
    reason: 'an access point is asked at its own host',
    because: /its host goes without 'endpoint'/,
    applies: ({ bucket, endpoint }) => bucket.startsWith('arn:') && endpoint !== undefined,
  },
  {
    reason: 'a Multi-Region Access Point wants another algorithm',
    because: /want SigV4A/,
    applies: ({ bucket }) => bucket.endsWith('.mrap'),
  },
  {
    reason: 'an account has twelve digits',
    because: /pass the ARN of an access point, or a bucket name/,
    applies: ({ bucket }) => bucket.includes(':12345:'),
  },
  {
    reason: 'the name of an access point begins with a letter or digit, and has three at least',
    because: /end it with accesspoint\/ and a valid name/,
    applies: ({ bucket }) => [`${POINT}/-ab`, `${POINT}/a`].includes(bucket),
  },
  {
    reason: 'the SDK puts a name with dots into the host where that is asked over HTTP, which has no certificates; ours is the same for both',
    applies: ({ bucket, endpoint, pathStyle }) => !pathStyle && bucket.includes('.') && endpoint !== undefined && endpoint.startsWith('http:'),
  },
  {
    reason: 'a name that begins as an international one does is in the path, since URL refuses such a host where the rest is not Punycode',
    applies: ({ bucket }) => bucket.startsWith('xn--'),
  },
];

const flags = [false, true].flatMap(pathStyle => [false, true].flatMap(dualStack => [false, true].map(fips => ({ pathStyle, dualStack, fips }))));
const matrix: readonly EndpointOptions[] = BUCKETS.flatMap(bucket => [
  ...REGIONS.flatMap(region => flags.map(flag => ({ bucket, region, ...flag }))),
  ...ENDPOINTS.flatMap(endpoint => ['us-west-2', 'auto'].flatMap(region => [false, true].map(pathStyle => ({ bucket, region, endpoint, pathStyle, allowHttp: true })))),
]);

describe(`${matrix.length} buckets, Regions and choices, beside the SDK`, () => {
  let noise: jest.SpyInstance;
  // the SDK prints hosts that URL refuses
  beforeAll(() => void (noise = jest.spyOn(console, 'error').mockImplementation()));
  afterAll(() => noise.mockRestore());

  test('the same host, path and scope, or a difference that is listed', () => {
    const used = new Map<Difference, number>();
    let same = 0;
    for (const options of matrix) {
      const sdk = sdkPlace(options);
      const { place, because } = ourPlace(options);
      if (because !== undefined) expect(because).toMatch(CURED);
      if (place === sdk) {
        same++;
        continue;
      }
      const explains = (d: Difference) => d.because === undefined ? because === undefined : because !== undefined && d.because.test(because);
      const difference = DIFFERENCES.find(d => d.applies(options) && explains(d));
      if (difference === undefined) expect({ options, place, because }).toEqual({ options, place: sdk });
      used.set(difference!, (used.get(difference!) ?? 0) + 1);
    }
    expect(DIFFERENCES.filter(d => !used.has(d)).map(({ reason }) => reason)).toEqual([]);
    expect(same / matrix.length).toBeGreaterThan(0.5);
  });

  test('what both refuse is refused for a reason that says what to do', () => {
    const both = matrix.filter(options => sdkPlace(options) === undefined && ourPlace(options).because !== undefined);
    expect(both.length).toBeGreaterThan(1000);
  });
});

describe('what is refused', () => {
  const of = (options: Partial<Record<keyof EndpointOptions, unknown>>) => messageOf(() => endpointOf({ bucket: 'records', region: 'us-west-2', ...options } as EndpointOptions));

  test.each<[string, Partial<Record<keyof EndpointOptions, unknown>>, RegExp]>([
    ['no bucket', { bucket: undefined }, /^'bucket' must be .* got nothing;/],
    ['a bucket that is none', { bucket: 5 }, /^'bucket' must be .* got 5;/],
    ['an object for a bucket', { bucket: { secretAccessKey: 'geheim' } }, /^'bucket' must be .* got an object;/],
    ['a URL for a bucket', { bucket: 'https://records.s3.amazonaws.com' }, /^'bucket' must be .* pass the name alone/],
    ['a bucket with a path', { bucket: 'records/a' }, /^'bucket' must be .* pass the name alone/],
    ['a line break', { bucket: 'records\n' }, /^'bucket' must be .* got "records\\n";/],
    ['no Region', { region: undefined }, /^'region' must be .* got nothing;/],
    ['a Region that names a host', { region: 'us-west-2.evil.example' }, /^'region' must be /],
    ['a Region that names a host, of another server', { region: 'a/b', endpoint: 'https://storage.example.org' }, /^'region' must be /],
    ['a line break in the Region', { region: 'us-west-2\n' }, /^'region' must be /],
    ['plain HTTP', { endpoint: 'http://storage.example.org' }, /^'endpoint' must be https/],
    ['another scheme', { endpoint: 'ftp://storage.example.org', allowHttp: true }, /^'endpoint' must be https/],
    ['a script', { endpoint: 'javascript:alert(1)', allowHttp: true }, /^'endpoint' must be https/],
    ['a host alone', { endpoint: 'storage.example.org' }, /^'endpoint' must be /],
    ['nothing', { endpoint: '' }, /^'endpoint' must be /],
    ['a query', { endpoint: 'https://storage.example.org?a' }, /^'endpoint' must be /],
    ['a fragment', { endpoint: 'https://storage.example.org#a' }, /^'endpoint' must be /],
    ['a user', { endpoint: 'https://user:geheim@storage.example.org' }, /^'endpoint' must be /],
    ['a password alone', { endpoint: 'https://:geheim@storage.example.org' }, /^'endpoint' must be /],
    ['a user in what is no URL', { endpoint: 'https://user:geheim@storage.example.org:99999' }, /^'endpoint' must be /],
    ['dual stack of another server', { endpoint: 'https://storage.example.org', dualStack: true }, /^'endpoint' goes without 'dualStack' and 'fips'; leave one of them out$/],
    ['FIPS of another server', { endpoint: 'https://storage.example.org', fips: true }, /^'endpoint' goes without 'dualStack' and 'fips'; leave one of them out$/],
    ['an access point of another Region', { bucket: `${POINT}/scans`, region: 'eu-central-1' }, /it is in us-west-2 and 'region' is eu-central-1; correct one of them$/],
    ['path style of an access point', { bucket: `${POINT}/scans`, pathStyle: true }, /its host goes without 'pathStyle'; leave that out$/],
    ['FIPS on Outposts', { bucket: `${OUTPOST}/op-01234567890123456/accesspoint/scans`, fips: true }, /its host goes without 'fips'; leave that out$/],
    ['dual stack on Outposts', { bucket: `${OUTPOST}/op-01234567890123456/accesspoint/scans`, dualStack: true }, /its host goes without 'dualStack'; leave that out$/],
    ['FIPS in China', { region: 'cn-north-1', fips: true }, /^'fips' does not exist in cn-north-1; leave it out/],
    ['a directory bucket', { bucket: 'records--use1-az4--x-s3' }, /is a directory bucket; use the AWS SDK for it$/],
    ['an access point of a directory bucket', { bucket: 'scans--use1-az4--xa-s3' }, /is a directory bucket; use the AWS SDK for it$/],
  ])('%s', (_, options, message) => {
    expect(of(options)).toMatch(message);
    expect(of(options)).toMatch(CURED);
    expect(of(options)).not.toContain('geheim');
  });
});

test.each<[string, string, Partial<EndpointOptions>, string | undefined]>([
  ['records', 'https://records.s3.us-west-2.amazonaws.com', {}, undefined],
  ['records', 'https://s3.us-west-2.amazonaws.com/records', { pathStyle: true }, undefined],
  ['a.b.c', 'https://s3.us-west-2.amazonaws.com/a.b.c', {}, "the name 'a.b.c' has dots"],
  ['a.b.c', 'https://s3.us-west-2.amazonaws.com/a.b.c', { pathStyle: true }, undefined],
  ['a.b.c', 'https://s3.us-west-2.amazonaws.com/a.b.c', { pathStyle: false }, "the name 'a.b.c' has dots"],
  ['xn--abc', 'https://s3.us-west-2.amazonaws.com/xn--abc', {}, "the name 'xn--abc' has"],
  ['records', 'http://127.0.0.1:9000/records', { endpoint: 'http://127.0.0.1:9000', allowHttp: true }, 'the endpoint 127.0.0.1 is an address'],
  ['records', 'https://[::1]/records', { endpoint: 'https://[::1]:443' }, 'the endpoint [::1] is an address'],
  ['records', 'https://127.0.0.1/records', { endpoint: 'https://2130706433' }, 'the endpoint 127.0.0.1 is an address'],
  ['records', 'https://records.storage.example.org/base', { endpoint: 'https://storage.example.org/base///' }, undefined],
  ['records', 'https://s3-fips.dualstack.us-iso-east-1.c2s.ic.gov/records', { region: 'us-iso-east-1', fips: true, dualStack: true, pathStyle: true }, undefined],
])('%s is asked at %s', (bucket, url, options, reason) => {
  const { protocol, host, base, pathStyleReason } = endpointOf({ bucket, region: 'us-west-2', ...options });
  expect(`${protocol}//${host}${base}`).toBe(url);
  if (reason === undefined) expect(pathStyleReason).toBeUndefined();
  else expect(pathStyleReason).toContain(reason);
});
