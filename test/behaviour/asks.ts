import type { BucketName } from './buckets';
import { type Ask, type Question, VERSION } from './question';

type Make = Question['ask'];
type Headers = Readonly<Record<string, string>>;

/** What every upload to a bucket needs beside its encryption. */
export const usual = (bucket: BucketName): Headers => bucket === 'Customers' ? { 'x-amz-tagging': 'personal-data=true' } : {};

export const put = (headers: Headers = {}): Make => (_, key) => ({ method: 'PUT', key, headers, body: 'new' });
/** An upload with all that the bucket asks for. */
export const putUsual: Make = ({ name }, key) => ({ method: 'PUT', key, headers: usual(name), body: 'new' });
export const get: Make = (_, key) => ({ method: 'GET', key });
export const remove: Make = (_, key) => ({ method: 'DELETE', key });
export const removeVersion = (headers: Headers = {}): Make => (_, key) => ({ method: 'DELETE', key, query: { versionId: VERSION }, headers });
export const bypass: Headers = { 'x-amz-bypass-governance-retention': 'true' };
export const list: Make = () => ({ method: 'GET' });
export const onBucket = (method: Ask['method'], parameter: string, body?: string): Make => () => ({ method, query: { [parameter]: '' }, body });
export const inDays = (days: number): string => new Date(Date.now() + 86_400_000 * days).toISOString();
/** What is put before a question is asked. */
export const THERE: Headers = {};
