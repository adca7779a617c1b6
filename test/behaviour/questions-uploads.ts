import { put, THERE, usual } from './asks';
import type { Bucket, BucketName } from './buckets';
import type { Question } from './question';
import { sseC } from '../../src/runtime/sse';

const SSE = 'x-amz-server-side-encryption';
const KEY = `${SSE}-aws-kms-key-id`;

interface Upload {
  readonly name: string;
  readonly headers: (bucket: Bucket) => Readonly<Record<string, string>>;
  readonly expected: Question['expected'];
  readonly beyond?: string;
}

const none: Upload = { name: 'no encryption headers', headers: () => ({}), expected: 'allow' };
const aes: Upload = { name: 'AES256', headers: () => ({ [SSE]: 'AES256' }), expected: 'deny' };
const foreign: Upload = { name: 'aws:kms and another key', headers: () => ({ [SSE]: 'aws:kms', [KEY]: 'key-of-others' }), expected: 'deny' };
const customers: Upload = { name: 'SSE-C', headers: () => sseC({ key: new Uint8Array(32).fill(7) }).headers, expected: 'deny', beyond: 'the blocked encryption type' };

/** To buckets with a key of their own. */
const KMS: readonly Upload[] = [
  none,
  { name: 'aws:kms and the key of the bucket', headers: ({ key }) => ({ [SSE]: 'aws:kms', [KEY]: key! }), expected: 'allow' },
  { name: 'aws:kms without a key', headers: () => ({ [SSE]: 'aws:kms' }), expected: 'deny' },
  foreign,
  aes,
  { name: 'aws:kms:dsse and the key of the bucket', headers: ({ key }) => ({ [SSE]: 'aws:kms:dsse', [KEY]: key! }), expected: 'deny' },
  { name: 'another key without an algorithm', headers: () => ({ [KEY]: 'key-of-others' }), expected: 'deny' },
  customers,
];

/** To a bucket that S3 encrypts with keys of its own: no policy says what else an upload may ask for. */
const S3: readonly Upload[] = [none, { ...aes, expected: 'allow' }, { ...foreign, expected: 'allow' }, customers];

const to = (bucket: BucketName, uploads: readonly Upload[]): Question[] => uploads.map(({ name, headers, expected, beyond }) => ({
  bucket, name: `PUT, ${name}`, expected, beyond, ask: (where, key) => put({ ...usual(bucket), ...headers(where) })(where, key),
}));

/** Other ways to write an object, for which S3 asks for s3:PutObject as well. */
const otherWays: readonly Question[] = (['Records', 'Customers'] as const).flatMap(bucket => [none, aes, foreign].flatMap(({ name, headers, expected }): Question[] => [
  {
    bucket,
    name: `start of an upload in parts, ${name}`,
    expected,
    ask: (where, key) => ({ method: 'POST', key, query: { uploads: '' }, headers: { ...usual(bucket), ...headers(where) } }),
  },
  {
    bucket,
    name: `copy, ${name}`,
    expected,
    object: THERE,
    ask: (where, key) => ({ method: 'PUT', key: `${key}-copy`, headers: { ...usual(bucket), ...headers(where), 'x-amz-copy-source': `/${where.id}/${key}`, 'x-amz-tagging-directive': 'REPLACE' } }),
  },
]));

export const uploadQuestions: readonly Question[] = [
  ...to('Records', KMS), ...to('Settlements', KMS), ...to('Customers', KMS), ...to('Uploads', S3), ...otherWays,
  { bucket: 'Customers', name: 'PUT without the tag', ask: put(), expected: 'deny' },
  { bucket: 'Customers', name: 'PUT with another tag', ask: put({ 'x-amz-tagging': 'public=true' }), expected: 'deny' },
  { bucket: 'Uploads', name: 'PUT into one zone', ask: put({ 'x-amz-storage-class': 'ONEZONE_IA' }), expected: 'deny' },
  { bucket: 'Uploads', name: 'PUT with reduced redundancy', ask: put({ 'x-amz-storage-class': 'REDUCED_REDUNDANCY' }), expected: 'deny' },
  { bucket: 'Uploads', name: 'PUT into STANDARD', ask: put({ 'x-amz-storage-class': 'STANDARD' }), expected: 'allow' },
  { bucket: 'AccessLogs', name: 'PUT into one zone', ask: put({ 'x-amz-storage-class': 'ONEZONE_IA' }), expected: 'deny' },
];
