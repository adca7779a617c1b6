import type { HeaderFields } from './canonical';
import { type Refusal, refuse } from './verification';

/** A request as plain data. */
export interface SignedRequest {
  readonly method: string;
  /** The URL, or the path and query of the request line: exactly as received, nothing decoded, nothing resolved. */
  readonly url: string;
  /** @default - none; the host is that of the URL */
  readonly headers?: HeaderFields;
  /** The body, where it is at hand. @default - not at hand: see `payload` of the answer */
  readonly body?: string | Uint8Array;
}

/** What `node:http` hands to a server: an IncomingMessage has this shape. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly rawHeaders: readonly string[];
}

/** What a browser, an edge worker or Node's own fetch calls a Request. */
export interface FetchRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: { get(name: string): string | null; forEach(each: (value: string, name: string) => void): void };
}

export type AnyRequest = SignedRequest | NodeRequest | FetchRequest;

/** A request in one shape, nothing decoded. */
export interface Received {
  readonly method: string;
  /** Where the URL says so. */
  readonly scheme?: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  /** Values of each name in lower case, in their order. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body?: string | Uint8Array;
}

const METHOD = /^[A-Za-z]{1,20}$/;
/** What may stand in a request line. */
const VISIBLE = /^[\x21-\x7e]+$/;
const AUTHORITY = /^[A-Za-z0-9.\-_:[\]]{1,300}$/;
/** As long as the longest that Node takes in its default setting. */
const LONGEST_URL = 16_384;
const NO_HEADERS: ReadonlyMap<string, readonly string[]> = new Map();

/** Brings a request into one shape; refuses what no request line or header can be. */
export function received(request: AnyRequest): Received | Refusal {
  try {
    return read(request);
  } catch {
    return refuse('malformed-request', 'the request cannot be read: a property of it throws');
  }
}

function read(request: AnyRequest): Received | Refusal {
  if (typeof request !== 'object' || request === null) return refuse('malformed-request', 'the request is no object; pass method, url and headers');
  const { method, url } = request;
  if (typeof method !== 'string' || !METHOD.test(method)) return refuse('malformed-request', 'the method is missing or is none');
  if (typeof url !== 'string' || url.length > LONGEST_URL) return refuse('malformed-url', `the URL is missing, or longer than ${LONGEST_URL} characters`);
  if (!VISIBLE.test(url) || url.includes('#')) return refuse('malformed-url', 'the URL has a fragment, a space or other characters that must be encoded');

  const headers = headersOf(request);
  if (!(headers instanceof Map)) return headers as Refusal;
  const named = headers.get('host');
  if (named !== undefined && named.length > 1) return refuse('duplicate-header', 'the header host stands more than once');

  const from = url.indexOf('/');
  if (from === 0) return whole(method, undefined, named?.[0], url, headers, request);
  const scheme = url.startsWith('https://') ? 'https' : url.startsWith('http://') ? 'http' : undefined;
  if (scheme === undefined) return refuse('malformed-url', 'the URL must begin with https://, http:// or /');
  const start = scheme.length + 3;
  const end = url.slice(start).search(/[/?]/);
  const authority = end === -1 ? url.slice(start) : url.slice(start, start + end);
  if (named !== undefined && named[0] !== authority) return refuse('host-mismatch', 'the URL and the header host name different hosts');
  const target = end === -1 ? '/' : url[start + end] === '/' ? url.slice(start + end) : `/${url.slice(start + end)}`;
  return whole(method, scheme, authority, target, headers, request);
}

function whole(
  method: string, scheme: string | undefined, host: string | undefined, target: string, headers: Received['headers'], request: AnyRequest,
): Received | Refusal {
  if (host === undefined) return refuse('missing-signed-header', 'the header host is missing');
  if (!AUTHORITY.test(host)) return refuse('malformed-url', 'the host is none');
  const mark = target.indexOf('?');
  const body = 'rawHeaders' in request || !('body' in request) ? undefined : bodyOf(request.body);
  if (body === null) return refuse('malformed-request', 'the body is no text, bytes or stream; pass what was received, or leave it out');
  return { method, scheme, host, path: mark === -1 ? target : target.slice(0, mark), query: mark === -1 ? '' : target.slice(mark + 1), headers, body };
}

/** A stream, as a Request has it, cannot be looked at twice. What is no body at all must not pass for one that is not at hand: null. */
function bodyOf(body: unknown): string | Uint8Array | undefined | null {
  if (body === undefined || body === null || typeof (body as ReadableStream).getReader === 'function') return undefined;
  if (typeof body === 'string') return HALF_LETTER.test(body) ? null : body;
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  return body instanceof ArrayBuffer ? new Uint8Array(body) : null;
}

function headersOf(request: AnyRequest): Received['headers'] | Refusal {
  if ('rawHeaders' in request) {
    const raw = request.rawHeaders;
    if (!Array.isArray(raw) || raw.length % 2 !== 0) return refuse('malformed-header', 'the raw headers are no list of names and values');
    return collect(pairwise(raw), true);
  }
  const { headers } = request;
  if (headers === undefined) return NO_HEADERS;
  if (typeof headers !== 'object' || headers === null) return refuse('malformed-header', 'the headers are no record, list of pairs or Headers');
  if (isFetchHeaders(headers)) {
    const pairs: [string, string][] = [];
    headers.forEach((value, name) => pairs.push([name, value]));
    return collect(pairs, true);
  }
  return collect(Symbol.iterator in headers ? headers as Iterable<readonly [string, string]> : flat(headers as Record<string, unknown>), false);
}

const isFetchHeaders = (headers: object): headers is FetchRequest['headers'] => !(headers instanceof Map)
  && typeof (headers as FetchRequest['headers']).forEach === 'function' && typeof (headers as FetchRequest['headers']).get === 'function';

/** HTTP/2 names the host `:authority`; its other pseudo-header fields stand in method and url. */
function* pairwise(raw: readonly string[]): Generator<readonly [string, string]> {
  for (let i = 0; i < raw.length; i += 2) {
    if (raw[i] === ':authority') yield ['host', raw[i + 1]];
    else if (typeof raw[i] !== 'string' || !raw[i].startsWith(':')) yield [raw[i], raw[i + 1]];
  }
}

function* flat(record: Record<string, unknown>): Generator<readonly [string, string]> {
  for (const name of Object.keys(record)) {
    const value = record[name];
    if (Array.isArray(value)) for (const one of value) yield [name, one];
    else if (value !== undefined) yield [name, value as string];
  }
}

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/;
/** Half of a surrogate pair has no UTF-8 form: its hash would be that of another letter. */
const HALF_LETTER = /[\ud800-\udfff]/u;
/** Stands for a value that has no UTF-8 form: proxies send such headers, and they may not be signed. */
export const UNREADABLE = '\u0000';
const MOST_HEADERS = 1000;

/** `bytes`: the values hold a byte in each character, as HTTP servers hand them out; they are read as UTF-8, which is what clients sign. */
function collect(pairs: Iterable<readonly [string, string]>, bytes: boolean): Received['headers'] | Refusal {
  const headers = new Map<string, string[]>();
  let count = 0;
  for (const pair of pairs) {
    if (!Array.isArray(pair) || ++count > MOST_HEADERS) return refuse('malformed-header', `the headers are no pairs, or more than ${MOST_HEADERS}`);
    const [name, value] = pair as readonly [unknown, unknown];
    if (typeof name !== 'string' || !NAME.test(name) || typeof value !== 'string') {
      return refuse('malformed-header', 'a header has no valid name, or its value is no text');
    }
    if (CONTROL.test(value)) return refuse('malformed-header', `the header ${name.toLowerCase()} has control characters`);
    const text = bytes ? utf8(value) : HALF_LETTER.test(value) ? UNREADABLE : value;
    const had = headers.get(name.toLowerCase());
    if (had === undefined) headers.set(name.toLowerCase(), [text]);
    else had.push(text);
  }
  return headers;
}

// eslint-disable-next-line no-control-regex
const ASCII = /^[\u0000-\u007f]*$/;
// eslint-disable-next-line no-control-regex
const ONE_BYTE_EACH = /^[\u0000-\u00ff]*$/;

function utf8(value: string): string {
  if (ASCII.test(value)) return value;
  if (!ONE_BYTE_EACH.test(value)) return UNREADABLE;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(value, c => c.charCodeAt(0)));
  } catch {
    return UNREADABLE;
  }
}
