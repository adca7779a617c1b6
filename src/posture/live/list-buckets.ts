import { LiveError } from './live-error';
import { askPages, BUCKETS } from './pages';
import type { Port } from './port';
import { odd } from './refusal';
import { isMap, own } from '../cloudformation/json-value';

const PAGE = 1_000;

/**
 * The names of the buckets of the account whose credentials the port has, in order.
 *
 * @throws LiveError where they cannot be listed to the end
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 */
export async function listBuckets(port: Port): Promise<readonly string[]> {
  const asked = await askPages(port, 'ListBuckets', BUCKETS, { MaxBuckets: PAGE });
  if (asked.error) throw new LiveError('ListBuckets', asked.error);
  const list = own(asked.answer, 'Buckets');
  // Without buckets the list is there and empty; a client may drop what is empty, but not the owner of it.
  if (list === undefined && isMap(own(asked.answer, 'Owner'))) return [];
  const names = Array.isArray(list) ? list.map(bucket => own(bucket, 'Name')) : undefined;
  if (!names?.every(name => typeof name === 'string' && name !== '')) throw new LiveError('ListBuckets', odd('it names no buckets'));
  return [...new Set(names as string[])].sort();
}
