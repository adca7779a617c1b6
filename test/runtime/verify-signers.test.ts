import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CopyObjectCommand, DeleteObjectsCommand, GetObjectCommand, ListObjectsV2Command, PutBucketTaggingCommand, PutObjectCommand, S3Client,
  type S3ClientConfig, UploadPartCommand,
} from '@aws-sdk/client-s3';
import * as aws4 from 'aws4';
import { AwsClient } from 'aws4fetch';
import { Client } from 'minio';
import { sdkUrls } from './sdk-urls';
import { AT, codeOf, HOST, inHeaders, inUrl, judge, LONG_TERM, OPTIONS, REGION, TEMPORARY } from './verify-requests';
import { type SignOptions, signQuery } from '../../src/runtime/sign';

const now = { at: undefined };
const CREDENTIALS = [LONG_TERM, TEMPORARY] as const;
const KEYS = ['a', 'a/b c+d', "ü/~!'()*;:@&=$,?#[]", 'x%2Fy', '//a/../b', '漢字/😀'];

test('512 URLs of the presigner of the SDK: each is accepted, and none for another method, Region or secret', async () => {
  const urls = await sdkUrls();
  expect(urls.length).toBeGreaterThanOrEqual(512);
  const wrong: string[] = [];
  for (const { url, method, headers, credentials, region, at } of urls) {
    const options = { region, at, secretFor: () => credentials, allowHttp: true, service: /%2F(s3[a-z-]*)%2Faws4_request/.exec(url)![1] };
    const codes = await Promise.all([
      codeOf({ method, url, headers }, options), codeOf({ method: method === 'GET' ? 'HEAD' : 'GET', url, headers }, options), codeOf({ method, url, headers }, { ...options, region: 'eu-north-9' }),
      codeOf({ method, url, headers }, { ...options, secretFor: () => ({ ...credentials, secretAccessKey: 'x' }) }),
    ]);
    if (codes.join() !== 'ok,signature-mismatch,wrong-region,signature-mismatch') wrong.push(`${codes.join()} ${method} ${url}`);
  }
  expect(wrong).toEqual([]);
}, 30_000);

interface Sent {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const encoded = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** What the client of the SDK sends, on its way to the socket. */
async function sentBy(config: S3ClientConfig, command: unknown) {
  let sent: Sent | undefined;
  const requestHandler = {
    handle: async (request: unknown) => {
      sent = request as Sent;
      throw new Error('not sent');
    },
  };
  const client = new S3Client({ region: REGION, maxAttempts: 1, requestHandler: requestHandler as never, ...config });
  await expect(client.send(command as GetObjectCommand)).rejects.toThrow('not sent');
  const { method, hostname, path, query, headers, body } = sent!;
  const search = Object.entries(query).map(([name, value]) => value === null ? encoded(name) : `${encoded(name)}=${encoded(String(value))}`).join('&');
  return { method, url: `https://${hostname}${path}${search === '' ? '' : `?${search}`}`, headers, ...typeof body === 'string' && { body } };
}

describe.each(CREDENTIALS.map(credentials => [credentials.accessKeyId, credentials] as const))('the client of the SDK, %s', (_, credentials) => {
  test.each<[string, unknown, S3ClientConfig?]>([
    ...KEYS.map((Key): [string, unknown] => [`GET ${Key}`, new GetObjectCommand({ Bucket: 'records', Key, ResponseContentType: 'text/plain; a=b' })]),
    ['PUT', new PutObjectCommand({ Bucket: 'records', Key: 'a', Body: 'hello', ContentType: 'text/plain', Metadata: { a: 'x  y' }, Tagging: 'a=b' })],
    ['PUT, no checksum', new PutObjectCommand({ Bucket: 'records', Key: 'a', Body: 'hello' }), { requestChecksumCalculation: 'WHEN_REQUIRED' }],
    ['a part', new UploadPartCommand({ Bucket: 'records', Key: 'a', UploadId: 'x.y_z', PartNumber: 3, Body: 'hello' })],
    ['a listing', new ListObjectsV2Command({ Bucket: 'records', Prefix: 'a/b c', Delimiter: '/', ContinuationToken: '1/x+y==' })],
    ['a deletion of many', new DeleteObjectsCommand({ Bucket: 'records', Delete: { Objects: [{ Key: 'a' }] } })],
    ['a copy', new CopyObjectCommand({ Bucket: 'records', Key: 'b', CopySource: 'records/a b', StorageClass: 'STANDARD_IA' })],
    ['tags of a bucket', new PutBucketTaggingCommand({ Bucket: 'records', Tagging: { TagSet: [] } })],
    ['bucket in the path', new GetObjectCommand({ Bucket: 'records', Key: 'a b' }), { forcePathStyle: true, endpoint: 'https://storage.example.org' }],
  ])('%s', async (...[, command, config]) => {
    const request = await sentBy({ credentials, ...config }, command);
    expect(await codeOf(request, now)).toBe('ok');
    expect(await codeOf({ ...request, url: `${request.url}${request.url.includes('?') ? '&' : '?'}acl=` }, now)).toBe('signature-mismatch');
  });
});

test.each(CREDENTIALS.map(credentials => [credentials.accessKeyId, credentials] as const))('aws4, %s: in the URL and in headers', async (_, credentials) => {
  for (const signQueryToo of [true, false]) {
    const signed = aws4.sign({ service: 's3', region: REGION, host: HOST, path: `/a%20b?${signQueryToo ? 'X-Amz-Expires=60&' : ''}list-type=2&acl`, signQuery: signQueryToo }, credentials);
    expect(await codeOf({ method: 'GET', url: `https://${HOST}${signed.path}`, headers: signed.headers }, now)).toBe('ok');
  }
});

test.each(CREDENTIALS.map(credentials => [credentials.accessKeyId, credentials] as const))('aws4fetch, %s: in the URL and in headers', async (_, credentials) => {
  const client = new AwsClient({ ...credentials, service: 's3', region: REGION });
  for (const sign of [{ signQuery: true }, {}]) {
    const request = await client.sign(`https://${HOST}/a%20b/c?versionId=x%2Fy`, { method: 'PUT', body: 'hello', headers: { 'x-amz-acl': 'private' }, aws: sign });
    expect(await codeOf(request, now)).toBe('ok');
    expect(await codeOf({ method: request.method, url: request.url, headers: request.headers, body: 'hello' }, now)).toBe('ok');
  }
});

test.each(CREDENTIALS.map(credentials => [credentials.accessKeyId, credentials] as const))('minio, %s', async (_, { accessKeyId, secretAccessKey, ...rest }) => {
  const client = new Client({ endPoint: 'storage.example.org', port: 9000, useSSL: true, accessKey: accessKeyId, secretKey: secretAccessKey, region: REGION, ...rest });
  for (const key of KEYS.filter(name => !name.includes('..'))) {
    expect(await codeOf({ method: 'GET', url: await client.presignedGetObject('records', key, 60, { 'response-content-type': 'text/plain; a' }) }, now)).toBe('ok');
    expect(await codeOf({ method: 'PUT', url: await client.presignedPutObject('records', key, 60) }, now)).toBe('ok');
  }
});

/** Made with botocore 1.43.11, its clock at noon on 15 January 2026. */
const SCOPE = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20260115%2F${REGION}%2Fs3%2Faws4_request&X-Amz-Date=20260115T120000Z`;
const BOTOCORE: readonly (readonly [string, string, string?])[] = [
  ['GET', `https://records.s3.amazonaws.com/a%20b%2Bc/%C3%BC~%281%29%21%27%2A.txt?versionId=3%2FL4kqtJlcpXroDTDmJ%2BrmSpXd3dIbrHY&response-content-disposition=attachment%3B%20filename%3D%22a%20b.pdf%22&${SCOPE}&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=0d7c1a94b07a6c53bdabfbade890ff0ac9e37c26d218b057f23c51990299982f`],
  ['GET', `https://records.s3.amazonaws.com/../up//a?${SCOPE}&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Security-Token=FwoG%2B%2F%3Dx&X-Amz-Signature=b70f0c064efc70172cc9fda7b9fbef6a8cbe21ce55ea8d43f9bcd21e4af86247`, 'FwoG+/=x'],
  ['PUT', `https://s3.eu-central-1.amazonaws.com/rec.ords/a%20b%2Bc/%C3%BC~%281%29%21%27%2A.txt?${SCOPE}&X-Amz-Expires=604800&X-Amz-SignedHeaders=host&X-Amz-Signature=5da87ef7eb49a090b72c55ea00fd44e3dbadc5a9a1e8ff18381263b2eab82a0b`],
  ['GET', `https://records.s3.amazonaws.com/?list-type=2&prefix=a%2Fb%20c&delimiter=%2F&start-after=~&encoding-type=url&${SCOPE}&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=805db67269c993e3ba48b9c665e97e7daee089b87bd122479e716a64d7ee04f1`],
];

test.each(BOTOCORE.map(([method, url, sessionToken]) => [method, url, sessionToken] as const))('botocore: %s %s', async (method, url, sessionToken) => {
  expect(await codeOf({ method, url }, { secretFor: () => ({ ...LONG_TERM, sessionToken }) })).toBe('ok');
});

test('botocore, in headers', async () => {
  const url = 'https://records.s3.amazonaws.com/a%20b%2Bc/%C3%BC~%281%29%21%27%2A.txt?tagging';
  const headers = {
    'x-amz-meta-Owner': '  jane   doe ',
    'Content-Type': 'application/xml',
    'X-Amz-Date': '20260115T120000Z',
    'X-Amz-Content-SHA256': '4a30abeb5dabf612172d2ee8341621891bc3606ba5df198bb045c130ea09ad42',
    'Authorization': `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260115/${REGION}/s3/aws4_request, SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-meta-owner, Signature=0b1f5637cf45211bdecf29e1fa2ca4a28fb35b10719cb955e253442b43cb48da`,
  };
  expect(await judge({ method: 'PUT', url, headers, body: '<Tagging/>' })).toMatchObject({ ok: true, bodyVerified: true });
});

test('our own signers, with and without a token', async () => {
  for (const credentials of CREDENTIALS) {
    const options: SignOptions = { credentials, region: REGION, at: AT };
    for (const key of KEYS) expect(await codeOf(inUrl({ key, credentials }))).toBe('ok');
    expect(await codeOf(inHeaders({}, options))).toBe('ok');
    const { url, headers } = signQuery({ method: 'PUT', host: HOST, path: '/a', headers: { 'x-amz-acl': 'private' } }, { ...options, payloadHash: 'a'.repeat(64) });
    expect(await codeOf({ method: 'PUT', url, headers })).toBe('ok');
  }
  expect(await codeOf(inHeaders({ host: 'api.example.org' }, { service: 'sts', doubleEncode: false, normalizePath: false, signBody: true }), { service: 'sts' })).toBe('ok');
});

const EXAMPLES = join(__dirname, '../../../shared/data/sigv4/aws-docs-s3-examples.json');
interface Example {
  readonly name: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly expectedSignature: string;
  readonly canonicalRequest: string;
  readonly dateTime: string;
  readonly request: {
    readonly method: string;
    readonly uri: string;
    readonly query: string;
    readonly headers: Readonly<Record<string, string>>;
  };
}

/** The worked examples of AWS, where they are at hand. */
(existsSync(EXAMPLES) ? test : test.skip)('the worked examples of AWS', async () => {
  const { requests } = JSON.parse(readFileSync(EXAMPLES, 'utf8')) as { readonly requests: readonly Example[] };
  for (const { name, accessKeyId, secretAccessKey, dateTime, expectedSignature, canonicalRequest, request } of requests) {
    const inQuery = request.query.includes('X-Amz-');
    const names = canonicalRequest.split('\n').at(-2);
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${dateTime.slice(0, 8)}/us-east-1/s3/aws4_request,SignedHeaders=${names},Signature=${expectedSignature}`;
    const query = canonicalRequest.split('\n')[2];
    const url = `${request.uri}?${query}${inQuery ? `&X-Amz-Signature=${expectedSignature}` : ''}`;
    const at = new Date(dateTime.replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:'));
    const asked = { method: request.method, url, headers: inQuery ? request.headers : { ...request.headers, authorization } };
    expect([name, await codeOf(asked, { ...OPTIONS, at, region: 'us-east-1', secretFor: () => secretAccessKey })]).toEqual([name, 'ok']);
  }
  expect(requests).toHaveLength(6);
});
