import { createHash } from 'node:crypto';
import { ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { bob, alice, KMS_KEYS, type Radosgw } from './radosgw';
import { type Answer, send, type Sent } from './raw';
import { tampered } from './tamper';
import { type Asked, BODY, describeAtRadosgw, presigned, versions } from './world';

const digest = (algorithm: string, encoding: 'hex' | 'base64', of: string | Buffer = BODY) => createHash(algorithm).update(of).digest(encoding);
const CUSTOMER_KEY = Buffer.alloc(32, 7);
const SSE_C = {
  'x-amz-server-side-encryption-customer-algorithm': 'AES256',
  'x-amz-server-side-encryption-customer-key': CUSTOMER_KEY.toString('base64'),
  'x-amz-server-side-encryption-customer-key-md5': digest('md5', 'base64', CUSTOMER_KEY),
};
const LOCK = { 'x-amz-object-lock-mode': 'GOVERNANCE', 'x-amz-object-lock-retain-until-date': new Date(Date.now() + 3_600_000).toISOString(), 'x-amz-object-lock-legal-hold': 'ON' };
const SSE_KMS = { 'x-amz-server-side-encryption': 'aws:kms', 'x-amz-server-side-encryption-aws-kms-key-id': KMS_KEYS[0] };
const MD5 = { 'content-md5': digest('md5', 'base64') };

/** Who is asked, and how. */
const PLACES = {
  'HTTP, bucket in the path': (g: Radosgw) => ({ endpoint: g.http, pathStyle: true, allowHttp: true }),
  'HTTP, bucket in the host': (g: Radosgw) => ({ endpoint: g.named.http, allowHttp: true }),
  'HTTPS, bucket in the path': (g: Radosgw) => ({ endpoint: g.https, pathStyle: true }),
  'HTTPS, bucket in the host': (g: Radosgw) => ({ endpoint: g.named.https }),
} as const;
type Place = keyof typeof PLACES;

/** What is presigned, and what its answer must be. */
type Case = [name: string, asked: Asked, status: number, check?: (answer: Answer) => unknown];

const upload = (headers?: Record<string, string>): Asked => ({ method: 'PUT', key: 'new', ...headers && { headers } });
const tells = (headers: Record<string, unknown>) => (answer: Answer) => expect(answer.headers).toMatchObject(headers);
const isBody = (answer: Answer) => expect(answer.body).toBe(BODY);

const CASES: readonly Case[] = [
  ['GET', {}, 200, isBody],
  ['GET for a second', { expiresIn: 60 }, 200, isBody],
  ['GET for seven days', { expiresIn: 604_800 }, 200, isBody],
  ['HEAD', { method: 'HEAD' }, 200, tells({ 'content-length': `${BODY.length}` })],
  ['DELETE', { method: 'DELETE' }, 204],
  ['PUT', upload(), 200, tells({ etag: `"${digest('md5', 'hex')}"` })],
  ['PUT of one media type', upload({ 'Content-Type': 'text/x-fox; charset=utf-8' }), 200],
  ['PUT of one length', upload({ 'content-length': `${BODY.length}` }), 200],
  ['PUT of one MD5', upload(MD5), 200],
  ['PUT of one CRC32', upload({ 'x-amz-checksum-crc32': 'zk8r1A==', 'x-amz-sdk-checksum-algorithm': 'CRC32' }), 200],
  ['PUT of one SHA-256', upload({ 'x-amz-checksum-sha256': digest('sha256', 'base64') }), 200],
  ['PUT of one body', { ...upload(), contentSha256: digest('sha256', 'hex') }, 200],
  ['PUT with metadata', upload({ 'x-amz-meta-owner': '  records   office ', 'cache-control': 'no-store' }), 200],
  ['PUT with tags', upload({ 'x-amz-tagging': 'data=personal&keep=10%20years' }), 200],
  ['PUT with an ACL', upload({ 'x-amz-acl': 'private' }), 200],
  ['PUT with Object Lock', { ...upload({ ...LOCK, ...MD5 }), bucket: 'locked' }, 200, tells({ 'x-amz-version-id': expect.any(String) })],
  ['GET with other headers', {
    response: {
      contentType: 'text/plain', contentDisposition: 'attachment; filename="a + b.txt"', cacheControl: 'no-store', contentEncoding: 'identity', contentLanguage: 'de', expires: new Date(0),
    },
  }, 200, tells({
    'content-type': 'text/plain',
    'content-disposition': 'attachment; filename="a + b.txt"',
    'cache-control': 'no-store',
    'content-encoding': 'identity',
    'content-language': 'de',
    'expires': 'Thu, 01 Jan 1970 00:00:00 GMT',
  })],
  ['GET of a range', { headers: { range: 'bytes=4-8' } }, 206, answer => expect(answer.body).toBe('quick')],
  ['GET with a further parameter', { query: { 'x-amz-checksum-mode': 'ENABLED', 'x-id': 'GetObject' } }, 200, isBody],
];
/** Over plain HTTP radosgw refuses both, and this library the second. */
const CASES_OF_HTTPS: readonly Case[] = [
  ['PUT with SSE-KMS', upload(SSE_KMS), 200, tells(SSE_KMS)],
  ['PUT with SSE-C', upload(SSE_C), 200, tells({ 'x-amz-server-side-encryption-customer-key-md5': SSE_C['x-amz-server-side-encryption-customer-key-md5'] })],
];

const KEYS = [
  '.', '..', '../up', 'a/../b', './a', 'a/.', 'a//b', '//a', '/a', 'a/', 'a b', ' ', 'a+b', 'a%2Bb', '%', '%2F%252F', "!'()*&=;:@$,?#[]{}|\\^`<>\"", '~-_.', 'ünï/код/日本/😀',
  'é as e and an accent: e\u0301', 'line\nbreak', '\u0001', 'k'.repeat(1024), 'ü'.repeat(512), '😀'.repeat(256),
];

describeAtRadosgw('presigned requests at a real server', world => {
  describe.each(Object.keys(PLACES) as Place[])('over %s', place => {
    const signed = (asked: Asked): Sent => presigned(world, { ...asked, ...PLACES[place](world.gateway) });

    beforeEach(async () => world.s3.send(new PutObjectCommand({ Bucket: 'plain', Key: 'old', Body: BODY })));

    test.each<Case>([...CASES, ...place.startsWith('HTTPS') ? CASES_OF_HTTPS : []])('%s: accepted, and no change of it is', async (...[, asked, status, check]: Case) => {
      const request = signed(asked);
      const bucket = asked.bucket ?? 'plain';
      const before = await versions(world, bucket);
      const accepted: string[] = [];
      for (const [change, changed] of [
        ...tampered(request).map(({ change: name, request: other }) => [name, other] as const),
        ['expired', signed({ ...asked, at: new Date(Date.now() - 1000 * ((asked.expiresIn ?? 900) + 2)) })],
        ['another secret', signed({ ...asked, credentials: { ...alice, secretAccessKey: bob.secretAccessKey } })],
        ['somebody who may not', signed({ ...asked, credentials: bob })],
        ['nobody', signed({ ...asked, credentials: { accessKeyId: 'AKIANOBODY0000000000', secretAccessKey: 'none' } })],
      ] as const) {
        const answer = await send(changed);
        // 501: radosgw does not know POST and DELETE with a signed hash of the body
        if (![400, 403, 501].includes(answer.status)) accepted.push(`${change}: ${answer.status} ${answer.code ?? ''}`);
      }
      expect(accepted).toEqual([]);
      expect(await versions(world, bucket)).toEqual(before);

      const answer = await send(request);
      expect([answer.status, answer.code]).toEqual([status, undefined]);
      check?.(answer);
    });

    test.each(KEYS.map(key => [JSON.stringify(key).slice(0, 40), key]))('the key %s', async (_, key) => {
      expect((await send(signed({ method: 'PUT', key }))).status).toBe(200);
      expect(await send(signed({ key }))).toMatchObject({ status: 200, body: BODY });
      const { Versions } = await world.s3.send(new ListObjectVersionsCommand({ Bucket: 'plain', Prefix: key, EncodingType: 'url' }));
      expect(Versions?.map(v => decodeURIComponent(v.Key!.replace(/\+/g, ' ')))).toContain(key);
      expect((await send(signed({ method: 'DELETE', key }))).status).toBe(204);
      expect((await send(signed({ key }))).code).toBe('NoSuchKey');
    });
  });
});
