/**
 * The key that is written in an access log. S3 percent-encodes it twice, but once where no request named it by a URL: parts of a batch delete, and what
 * lifecycle rules do. A `+` is a plus sign. Sequences that are no UTF-8 stay as they are.
 *
 * @see https://engineeringblog.yelp.com/2025/09/s3-server-access-logs-at-scale.html
 */
export function keyOf(raw: string, operation: string): string {
  if (!raw.includes('%')) return raw;
  const once = decoded(raw);
  return operation.startsWith('BATCH.') || operation.startsWith('S3.') || !once.includes('%') ? once : decoded(once);
}

const ENCODED = /(?:%[0-9A-Fa-f]{2})+/g;

function decoded(text: string): string {
  return strictly(text) ?? text.replace(ENCODED, run => strictly(run) ?? run);
}

function strictly(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
