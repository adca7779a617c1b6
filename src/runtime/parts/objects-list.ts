import { isRecord, refused } from './objects-ask';
import { momentOf } from './objects-facts';
import { ask } from '../../posture/live/ask';
import type { Port } from '../../posture/live/port';

/** An object as a listing shows it. */
export interface Listed {
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly written?: number;
  readonly storageClass?: string;
  /** Algorithms of its checksums; empty where the listing names none. */
  readonly checksums: readonly string[];
}

export interface Place {
  readonly account: string;
  readonly bucket: string;
  readonly prefix?: string;
  readonly signal?: AbortSignal;
}

/** One page of the listing, or why there is none. */
export interface Page {
  readonly objects: readonly Listed[];
  readonly next?: string;
  readonly refused?: string;
}

/** The current objects in the order of their keys, page after page. The last page says why, where the listing broke off. */
export async function* pages(port: Port, place: Place): AsyncGenerator<Page> {
  let token: string | undefined;
  do {
    const page = await pageOf(port, place, { ...token !== undefined && { ContinuationToken: token } });
    yield page.next !== undefined && page.next === token ? { ...page, next: undefined, refused: 'OddAnswer: ListObjectsV2 brought the same continuation token twice' } : page;
    token = page.next === token ? undefined : page.next;
  } while (token !== undefined);
}

/** The page behind a key, or behind a token. */
export async function pageOf(port: Port, { account, bucket, prefix, signal }: Place, from: Readonly<Record<string, unknown>>): Promise<Page> {
  const input = { Bucket: bucket, ExpectedBucketOwner: account, EncodingType: 'url', ...prefix !== undefined && { Prefix: prefix }, ...from };
  const found = await ask(port, 'ListObjectsV2', input, { signal });
  if (found.error !== undefined) return { objects: [], refused: refused('ListObjectsV2', found.error) };
  const { answer } = found;
  const odd = (lacks: string): Page => ({ objects: [], refused: `OddAnswer: ListObjectsV2 brought no ${lacks}` });
  if (!isRecord(answer)) return odd('listing');
  const { Contents: contents = [], IsTruncated: truncated, NextContinuationToken: next, KeyCount: count } = answer;
  if (!Array.isArray(contents) || (typeof truncated !== 'boolean' && typeof count !== 'number')) return odd('listing');
  if (contents.length === 0 && typeof count === 'number' && count > 0) return odd('objects, and counts some');
  const objects = contents.map(one => listed(one, answer.EncodingType === 'url'));
  if (objects.includes(undefined)) return odd('key of an object');
  if (truncated === true && (typeof next !== 'string' || next === '')) return odd('token of the next page');
  return { objects: objects as readonly Listed[], ...truncated === true && { next: next as string } };
}

function listed(object: unknown, encoded: boolean): Listed | undefined {
  if (!isRecord(object) || typeof object.Key !== 'string' || object.Key === '') return undefined;
  const key = encoded ? decoded(object.Key) : object.Key;
  if (key === undefined) return undefined;
  const { StorageClass: storageClass, ChecksumAlgorithm: checksums } = object;
  return {
    key,
    written: momentOf(object.LastModified),
    ...typeof storageClass === 'string' && storageClass !== '' && { storageClass },
    checksums: Array.isArray(checksums) ? checksums.filter(name => typeof name === 'string' && name !== '') as string[] : [],
  };
}

/** A key as S3 encodes it in listings and inventories: percent signs, and a plus sign for a space. Undefined where it is not so encoded. */
export function decoded(text: string): string | undefined {
  if (!/[%+]/.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
