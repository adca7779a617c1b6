import { createHash } from 'node:crypto';
import { KMS_KEYS } from './radosgw';
import type { Answer } from './raw';
import { type Asked, BODY } from './world';

export const digest = (algorithm: string, encoding: 'hex' | 'base64', of: string | Uint8Array = BODY): string => createHash(algorithm).update(of).digest(encoding);
const CUSTOMER_KEY = Buffer.alloc(32, 7);
const SSE_C = {
  'x-amz-server-side-encryption-customer-algorithm': 'AES256',
  'x-amz-server-side-encryption-customer-key': CUSTOMER_KEY.toString('base64'),
  'x-amz-server-side-encryption-customer-key-md5': digest('md5', 'base64', CUSTOMER_KEY),
};
const LOCK = { 'x-amz-object-lock-mode': 'GOVERNANCE', 'x-amz-object-lock-retain-until-date': new Date(Date.now() + 3_600_000).toISOString(), 'x-amz-object-lock-legal-hold': 'ON' };
const SSE_KMS = { 'x-amz-server-side-encryption': 'aws:kms', 'x-amz-server-side-encryption-aws-kms-key-id': KMS_KEYS[0] };
const MD5 = { 'content-md5': digest('md5', 'base64') };

/** What is presigned, and what its answer must be. */
export type Case = [name: string, asked: Asked, status: number, check?: (answer: Answer) => unknown];

const upload = (headers?: Record<string, string>): Asked => ({ method: 'PUT', key: 'new', ...headers && { headers } });
const tells = (headers: Record<string, unknown>) => (answer: Answer) => expect(answer.headers).toMatchObject(headers);
const isBody = (answer: Answer) => expect(answer.body).toBe(BODY);

export const CASES: readonly Case[] = [
  ['GET', {}, 200, isBody],
  ['GET for a minute', { expiresIn: 60 }, 200, isBody],
  ['GET for seven days', { expiresIn: 604_800 }, 200, isBody],
  ['HEAD', { method: 'HEAD' }, 200, tells({ 'content-length': `${BODY.length}` })],
  ['DELETE', { method: 'DELETE' }, 204],
  ['PUT', upload(), 200, tells({ etag: `"${digest('md5', 'hex')}"` })],
  ['PUT of one media type', upload({ 'Content-Type': 'text/x-fox; charset=utf-8' }), 200],
  ['PUT of one length', upload({ 'content-length': `${BODY.length}` }), 200],
  ['PUT of one MD5', upload(MD5), 200],
  ['PUT of one CRC32', upload({ 'x-amz-checksum-crc32': 'zgxRFA==', 'x-amz-sdk-checksum-algorithm': 'CRC32' }), 200],
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
export const CASES_OF_HTTPS: readonly Case[] = [
  ['PUT with SSE-KMS', upload(SSE_KMS), 200, tells(SSE_KMS)],
  ['PUT with SSE-C', upload(SSE_C), 200, tells({ 'x-amz-server-side-encryption-customer-key-md5': SSE_C['x-amz-server-side-encryption-customer-key-md5'] })],
];

