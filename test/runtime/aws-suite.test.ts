import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Signed, signHeaders, type SignOptions, signQuery, type SignRequest, uriEncodePath } from '../../src/runtime/sign';
import { canonicalRequest, scopeText, sha256Hex, signature, signingKey, stringToSign } from '../../src/runtime/signature';

const AWS = join(__dirname, '../../../shared/data/sigv4');
const SUITE = join(AWS, 'aws-c-auth-v4');
const here = existsSync(SUITE);
const cases = here ? readdirSync(SUITE) : [];

/** AWS's files stand beside the project, not in it. Where they are absent, what wants them is skipped; what is at the end of this file never is. */
function suite(name: string, tests: () => void): void {
  if (here) describe(name, tests);
  else test.skip(`${name}: skipped, since ../shared/data/sigv4 is absent`, () => {});
}

interface Context {
  readonly credentials: { readonly access_key_id: string; readonly secret_access_key: string; readonly token?: string };
  readonly expiration_in_seconds: number;
  readonly normalize: boolean;
  readonly omit_session_token?: boolean;
  readonly region: string;
  readonly service: string;
  readonly sign_body: boolean;
  readonly timestamp: string;
}

const read = (name: string, file: string): string => readFileSync(join(SUITE, name, file), 'utf8');
const contextOf = (name: string): Context => JSON.parse(read(name, 'context.json')) as Context;

function optionsOf({ credentials, normalize, omit_session_token: omitSessionToken, region, service, timestamp }: Context): SignOptions {
  const { access_key_id: accessKeyId, secret_access_key: secretAccessKey, token } = credentials;
  return {
    credentials: { accessKeyId, secretAccessKey, ...token !== undefined && { sessionToken: token } },
    region,
    service,
    at: new Date(timestamp),
    normalizePath: normalize,
    doubleEncode: false,
    omitSessionToken,
  };
}

type Pair = [string, string];

interface Parsed {
  readonly method: string;
  /** As the file has it: spaces and letters of other scripts are not encoded. */
  readonly rawPath: string;
  readonly query: Pair[];
  readonly host: string;
  readonly headers: Pair[];
  readonly body: string;
}

/** An HTTP request as text. A line that begins with a space goes on with the value before, as RFC 9112 has it. */
function parsed(text: string): Parsed {
  const [head, ...rest] = text.split('\n\n');
  const [first, ...lines] = head.replace(/\n(?=[ \t])/g, ' ').trimEnd().split('\n');
  const [, method, target] = /^([A-Z]+) (.*) HTTP\/1\.1$/.exec(first)!;
  const [, rawPath, search] = /^([^?]*)\??(.*)$/.exec(target)!;
  const fields = lines.map((line): Pair => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]);
  return {
    method,
    rawPath,
    host: fields.find(([name]) => name === 'Host')![1],
    headers: fields.filter(([name]) => name !== 'Host'),
    body: rest.join('\n\n').trim(),
    query: search === '' ? [] : search.split('&').map((pair) => {
      const at = `${pair}=`.indexOf('=');
      return [decodeURIComponent(pair.slice(0, at)), decodeURIComponent(pair.slice(at + 1))];
    }),
  };
}

function requestOf(name: string): SignRequest & Parsed {
  const request = parsed(read(name, 'request.txt'));
  return { ...request, path: uriEncodePath(request.rawPath) };
}

/** Names in lower case, the values of a name in one, white space folded: what a server reads. */
function fieldsOf(pairs: readonly Pair[]): Record<string, string> {
  const fields = new Map<string, string[]>();
  for (const [name, value] of pairs) fields.set(name.toLowerCase(), [...fields.get(name.toLowerCase()) ?? [], value.trim().replace(/ +/g, ' ')]);
  return Object.fromEntries([...fields].map(([name, values]) => [name, values.join(',')]));
}

const sorted = (pairs: readonly Pair[]): string[] => pairs.map(pair => JSON.stringify(pair)).sort();

suite("AWS's own suite", () => {
  describe.each(cases)('%s', (name) => {
    const context = contextOf(name);
    const options = optionsOf(context);
    const request = requestOf(name);

    /** The four texts of a form, and ours. */
    function proves(form: 'header' | 'query', signed: Signed): Parsed {
      expect(signed.canonicalRequest).toBe(read(name, `${form}-canonical-request.txt`));
      expect(stringToSign(signed.canonicalRequest, signed.time, signed.scope)).toBe(read(name, `${form}-string-to-sign.txt`));
      expect(signed.signature).toBe(read(name, `${form}-signature.txt`));
      const expected = parsed(read(name, `${form}-signed-request.txt`));
      expect(fieldsOf(Object.entries(signed.headers))).toStrictEqual(fieldsOf([['host', expected.host], ...expected.headers]));
      expect([request.method, request.path, request.body]).toStrictEqual([expected.method, uriEncodePath(expected.rawPath), expected.body]);
      return expected;
    }

    test('in the headers', () => {
      const expected = proves('header', signHeaders(request, { ...options, signBody: context.sign_body }));
      expect(sorted(request.query)).toStrictEqual(sorted(expected.query));
    });

    test('in the URL', () => {
      const signed = signQuery(request, { ...options, expiresIn: context.expiration_in_seconds });
      const expected = proves('query', signed);
      const sent = parsed(`GET ${signed.target} HTTP/1.1\nHost:${request.host}`);
      expect(sorted(sent.query)).toStrictEqual(sorted(expected.query));
      expect(signed.url).toBe(`https://${request.host}${signed.target}`);
    });

    test('the path as it stands there, encoded once by the signature', () => {
      const headers = [...request.headers, ['host', request.host], ['x-amz-date', '20150830T123600Z'] as const] as Pair[];
      if (options.credentials.sessionToken !== undefined && !options.omitSessionToken) headers.push(['x-amz-security-token', options.credentials.sessionToken]);
      if (context.sign_body) headers.push(['x-amz-content-sha256', sha256Hex(request.body)]);
      const { method, rawPath: path, query, body } = request;
      expect(canonicalRequest({ method, path, query, headers, payloadHash: sha256Hex(body), doubleEncode: true, normalizePath: context.normalize }))
        .toBe(read(name, 'header-canonical-request.txt'));
    });
  });

  test('38 cases, and each knob of them is turned both ways', () => {
    expect(cases).toHaveLength(38);
    const contexts = cases.map(contextOf);
    expect(new Set(contexts.map(c => c.normalize)).size).toBe(2);
    expect(new Set(contexts.map(c => c.sign_body)).size).toBe(2);
    expect(new Set(contexts.map(c => c.omit_session_token)).size).toBe(3);
  });
});

interface Example {
  readonly name: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  readonly service: string;
  readonly request: Readonly<Record<'method' | 'uri' | 'query' | 'body', string>> & { readonly headers: Record<string, string> };
  readonly payloadHash: string;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly expectedSignature: string;
}

interface Examples {
  readonly requests: readonly Example[];
  readonly streamingChunks: readonly { readonly chunk: string; readonly expected: string }[];
  readonly postPolicy: Readonly<Record<'secretAccessKey' | 'region' | 'date' | 'policyBase64' | 'expectedSignature', string>>;
}

const AT = new Date('2013-05-24T00:00:00Z');

/** What the signer adds itself. */
const ADDED = ['host', 'x-amz-date', 'x-amz-content-sha256'];

suite('the worked examples of the S3 API reference', () => {
  const EXAMPLES = JSON.parse(readFileSync(join(AWS, 'aws-docs-s3-examples.json'), 'utf8')) as Examples;

  test.each(EXAMPLES.requests.map(example => [example.name, example] as const))('%s', (_, example) => {
    const { method, uri: path, query: search, headers: given, body } = example.request;
    const { accessKeyId, secretAccessKey, region, service, payloadHash } = example;
    const fields = Object.entries(given).map(([name, value]): Pair => [name.toLowerCase(), value]);
    const query = [...new URLSearchParams(search)].filter(([name]) => !name.startsWith('X-Amz-'));
    const headers = fields.filter(([name]) => !ADDED.includes(name));
    const request: SignRequest = { method, path, query, host: new Map(fields).get('host')!, headers, ...body !== '' && { body } };
    const streamed = payloadHash.startsWith('STREAMING-');
    const options: SignOptions = { credentials: { accessKeyId, secretAccessKey }, region, service, at: AT, ...streamed && { payloadHash } };
    const signed = search.startsWith('X-Amz-') ? signQuery(request, { ...options, expiresIn: 86400 }) : signHeaders(request, options);
    expect(signed.canonicalRequest).toBe(example.canonicalRequest);
    expect(stringToSign(signed.canonicalRequest, signed.time, signed.scope)).toBe(example.stringToSign);
    expect(signed.signature).toBe(example.expectedSignature);
  });

  test('six requests', () => expect(EXAMPLES.requests).toHaveLength(6));

  test('the chunks go on from the seed with what the signer returns', () => {
    const { secretAccessKey, expectedSignature } = EXAMPLES.requests.find(({ name }) => name.startsWith('chunked'))!;
    const { scope, time, signature: seed } = chunkedUpload(secretAccessKey);
    expect(seed).toBe(expectedSignature);
    const chunks = EXAMPLES.streamingChunks.map(({ chunk }) => 'a'.repeat(Number(/\d+$/.exec(chunk)![0])));
    const key = signingKey(secretAccessKey, scope);
    let previous = seed;
    const signatures = chunks.map((chunk) => {
      previous = signature(key, `AWS4-HMAC-SHA256-PAYLOAD\n${time}\n${scopeText(scope)}\n${previous}\n${sha256Hex('')}\n${sha256Hex(chunk)}`);
      return previous;
    });
    expect(signatures).toStrictEqual(EXAMPLES.streamingChunks.map(({ expected }) => expected));
    expect(signatures).toHaveLength(3);
  });

  test('the policy of a form', () => {
    const { secretAccessKey, region, date, policyBase64, expectedSignature } = EXAMPLES.postPolicy;
    expect(signature(signingKey(secretAccessKey, { date, region, service: 's3' }), policyBase64)).toBe(expectedSignature);
  });
});

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const s3: SignOptions = { credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET }, region: 'us-east-1', at: AT };
const host = 'examplebucket.s3.amazonaws.com';

function chunkedUpload(secretAccessKey: string): Signed {
  const headers = {
    'content-encoding': 'aws-chunked', 'content-length': '66824', 'x-amz-decoded-content-length': '66560', 'x-amz-storage-class': 'REDUCED_REDUNDANCY',
  };
  const request: SignRequest = { method: 'PUT', host: 's3.amazonaws.com', path: '/examplebucket/chunkObject.txt', headers };
  return signHeaders(request, { ...s3, credentials: { ...s3.credentials, secretAccessKey }, payloadHash: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' });
}

/** Published by AWS; these need no file. */
describe('vectors that are always at hand', () => {
  test.each<[string, SignRequest, string]>([
    ['GET with a range', { method: 'GET', host, path: '/test.txt', headers: { Range: 'bytes=0-9' } }, 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41'],
    ['PUT with a body', {
      method: 'PUT',
      host,
      path: `/${uriEncodePath('test$file.text')}`,
      body: 'Welcome to Amazon S3.',
      headers: { 'Date': 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
    }, '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd'],
    ['GET of a lifecycle', { method: 'GET', host, query: { lifecycle: '' } }, 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
    ['GET of a list', { method: 'GET', host, query: { 'prefix': 'J', 'max-keys': '2' } }, '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'],
  ])('S3, %s', (_, request, expected) => {
    expect(signHeaders(request, s3).signature).toBe(expected);
  });

  test('S3, a presigned GET', () => {
    const { url } = signQuery({ method: 'GET', host, path: '/test.txt' }, { ...s3, expiresIn: 86400 });
    expect(url).toBe(`https://${host}/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request`
      + '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404');
  });

  test('S3, the seed of an upload in chunks', () => {
    expect(chunkedUpload(SECRET).signature).toBe('4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9');
  });

  const token = '6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267';
  const other: SignOptions = {
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
    region: 'us-east-1',
    service: 'service',
    at: new Date('2015-08-30T12:36:00Z'),
    doubleEncode: false,
  };
  const temporary = { ...other, credentials: { ...other.credentials, sessionToken: token } };
  const get = (path: string): SignRequest => ({ method: 'GET', host: 'example.amazonaws.com', path });

  test.each<[string, SignRequest, SignOptions, string, string]>([
    ['dots resolved', get('/example/..'), other,
      '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31', 'e93c787ed7f371d5c6b165c1b38ede9550f4dce4144713e844b25b7192d3865d'],
    ['dots kept', get('/example/..'), { ...other, normalizePath: false },
      'eca7ead57bb5aa5c8e28007acd4ff04e1ff9a0ff3b237ec1554a184887ff9282', 'cbcb213b928a077e43275df47b500f1dfaa864ab3f5a18f6b95f4ff0938167ee'],
    ['empty segments resolved', get('//example//'), other,
      '9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84', 'c1834e8fb0307243711f0f907f6ab7311ed300d87f13792d7ee4da89ab93e082'],
    ['empty segments kept', get('//example//'), { ...other, normalizePath: false },
      '87cca117541a147f6df867677d98a7d80dff226d2bfca9e4ffa899665623c7e5', '822a5a9ba28072c5ab2bb4a6307d0c88276d40e49fec6b724c03fb4d4ba60fc2'],
    ['a space', get('/example%20space/'), other,
      '652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741', '7a1f416954786484c9824d93c1f26ef64acb9b1b6c9154d08c9f07d0e394abf6'],
    ['a session token', get('/'), temporary,
      '07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8', '7ff2b50b376cb4d151970630573d6291dc128cc5c2a12ffb237f73cc53f67b6c'],
    ['white space within a value', { ...get('/'), headers: { 'My-Header1': ' value1', 'My-Header2': ' "a   b   c"' } }, other,
      'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736', 'e7bb0fd515e125e1aec2ecc4c0c17484fb06f6846b927c35e46005dd3df3acd4'],
    ['a header four times', { ...get('/'), headers: { 'My-Header1': ['value4', 'value1', 'value3', 'value2'] } }, other,
      '08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01', '313720e71ca6202fdcfa9b20f88de01a4eb0638a83c833b1c184359a4eda864e'],
  ])('another service, %s', (_, request, options, inHeaders, inUrl) => {
    expect(signHeaders(request, options).signature).toBe(inHeaders);
    expect(signQuery(request, { ...options, expiresIn: 3600 }).signature).toBe(inUrl);
  });

  test('a token that is added after the signature changes nothing but the request', () => {
    const signed = signHeaders(get('/'), { ...temporary, omitSessionToken: true });
    expect(signed.signature).toBe(signHeaders(get('/'), other).signature);
    expect(signed.headers['x-amz-security-token']).toBe(token);
    const query = signQuery(get('/'), { ...temporary, omitSessionToken: true });
    expect(query.signature).toBe(signQuery(get('/'), other).signature);
    expect(query.url).toContain(`&X-Amz-Security-Token=${token}&X-Amz-Signature=`);
  });

  /** From the page on the canonical request. */
  test('all services but S3 encode a path twice', () => {
    const path = '/documents%20and%20settings/';
    expect(signHeaders(get(path), { ...other, doubleEncode: undefined }).canonicalRequest).toContain('\n/documents%2520and%2520settings/\n');
    expect(signHeaders(get(path), s3).canonicalRequest).toContain(`\n${path}\n`);
  });
});
