import { show } from '../../sigv4/show';

/**
 * A part of a request to S3 in two forms that say the same: for a plain HTTP request or a presigned URL, and for the AWS SDK for JavaScript v3.
 *
 * ```ts
 * fetch(url, { method: 'PUT', body, headers: { ...sseS3().headers } });
 * new PutObjectCommand({ Bucket, Key, Body, ...sseS3().params });
 * ```
 */
export interface RequestPart<Params> {
  /** HTTP headers: names in lower case, values in ASCII. */
  readonly headers: Readonly<Record<string, string>>;
  /** Members of the SDK's command input. What was not asked for is left out, never `undefined`. */
  readonly params: Params;
}

/** What sort of value it is, without showing it. */
export function kind(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  return Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** The entries of a plain object of strings, sorted by key, so that equal maps give equal requests. What is inherited does not count. */
export function textEntries(name: string, map: unknown): [key: string, value: string][] {
  const prototype: unknown = typeof map === 'object' && map !== null ? Object.getPrototypeOf(map) : undefined;
  const plain = prototype === null || (prototype !== undefined && Object.getPrototypeOf(prototype) === null);
  if (!plain) throw new TypeError(`'${name}' must be a plain object of strings, got ${kind(map)}; pass one such as { department: 'billing' }`);
  const entries = Object.entries(map as Record<string, unknown>);
  if (entries.length === 0) throw new RangeError(`'${name}' is empty; leave it out, or pass at least one pair`);
  for (const [key, value] of entries) {
    if (typeof value !== 'string') throw new TypeError(`'${name}' must hold strings only, got ${kind(value)} for ${show(key)}; pass it as text`);
  }
  return (entries as [string, string][]).sort(([a], [b]) => a < b ? -1 : 1);
}
