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
  return ofAscii(text) ?? strictly(text) ?? text.replace(ENCODED, run => strictly(run) ?? run);
}

/** The same where only ASCII is encoded, which is most often so and much faster. */
function ofAscii(text: string): string | undefined {
  let out = '';
  let from = 0;
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at)) {
    const high = hexIn(text, at + 1);
    const low = hexIn(text, at + 2);
    if (high < 0 || low < 0) {
      at++;
    } else {
      if (high > 7) return undefined;
      out += text.slice(from, at) + String.fromCharCode(high * 16 + low);
      at += 3;
      from = at;
    }
  }
  return from === 0 ? text : out + text.slice(from);
}

function hexIn(text: string, at: number): number {
  const c = text.charCodeAt(at);
  if (c >= 48 && c <= 57) return c - 48;
  return c >= 65 && c <= 70 ? c - 55 : c >= 97 && c <= 102 ? c - 87 : -1;
}

function strictly(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
