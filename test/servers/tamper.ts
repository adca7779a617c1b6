import type { Sent } from './raw';

/** A request with one thing changed, that a server must refuse since the signature is another's. */
export interface Tampered {
  readonly change: string;
  readonly request: Sent;
}

const METHODS = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'];

/**
 * Every change of one thing that is signed: each parameter altered, left out and named otherwise, one parameter more, each part of the
 * credential, the method, the key, the host, and each header (but what the HTTP client itself needs) altered and left out.
 */
export function tampered(request: Sent): Tampered[] {
  const cut = request.url.indexOf('?');
  const [place, pairs] = [request.url.slice(0, cut), request.url.slice(cut + 1).split('&')];
  const withPairs = (changed: readonly string[]): Sent => ({ ...request, url: `${place}?${changed.join('&')}` });
  const replaced = (i: number, pair: string): Sent => withPairs(pairs.map((p, j) => i === j ? pair : p));
  const withPlace = (changed: string): Sent => ({ ...request, url: `${changed}?${pairs.join('&')}` });
  const found: Tampered[] = [];
  const add = (change: string, changed: Sent) => found.push({ change, request: changed });

  pairs.forEach((pair, i) => {
    const name = pair.slice(0, pair.indexOf('='));
    const value = pair.slice(name.length + 1);
    add(`${name} altered`, replaced(i, `${name}=${altered(value)}`));
    add(`${name} left out`, withPairs(pairs.filter((_, j) => j !== i)));
    const parts = name === 'X-Amz-Credential' ? value.split('%2F') : [];
    parts.forEach((part, p) => add(`${['access key', 'date', 'Region', 'service', 'terminator'][p]} of the credential altered`,
      replaced(i, `${name}=${parts.map((other, q) => p === q ? altered(part) : other).join('%2F')}`)));
  });
  add('a parameter more', withPairs([...pairs, 'response-content-language=xx']));
  for (const method of METHODS) if (method !== request.method) add(`method ${method}`, { ...request, method });
  add('another key', withPlace(`${place}x`));
  add('a shorter key', withPlace(place.replace(/(?:%..|.)$/, '')));
  add('another host', { ...request, headers: { ...request.headers, host: `other.${place.split('/')[2]}` } });
  for (const header of Object.keys(request.headers ?? {})) {
    const { [header]: value, ...rest } = request.headers ?? {};
    // a body of another length than announced is no request at all
    if (header === 'content-length') {
      add(`${header} altered`, { ...request, body: `${String(request.body)}+`, headers: rest });
    } else {
      add(`${header} altered`, { ...request, headers: { ...rest, [header]: altered(String(value)) } });
      add(`${header} left out`, { ...request, headers: rest });
    }
  }
  return found;
}

/** The same text but for its last letter or digit. */
export function altered(text: string): string {
  const at = text.search(/[A-Za-z0-9][^A-Za-z0-9]*$/);
  if (at < 0) return `${text}x`;
  const last = text[at];
  const other = /\d/.test(last) ? `${(Number(last) + 1) % 10}` : last === 'a' ? 'b' : last === 'A' ? 'B' : last < 'a' ? 'A' : 'a';
  return text.slice(0, at) + other + text.slice(at + 1);
}
