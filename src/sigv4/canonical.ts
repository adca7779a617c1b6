import { uriEncode, uriEncodePath } from './encode';

/** Query parameters, decoded: a record, or pairs where a name stands more than once. */
export type Query = Readonly<Record<string, string>> | readonly (readonly [string, string])[];
/** Header fields: a record with one value or several, or pairs where a name stands more than once. Names in any case. */
export type HeaderFields = Readonly<Record<string, string | readonly string[] | undefined>> | Iterable<readonly [string, string]>;

/** A request before it is signed. */
export interface CanonicalInput {
  readonly method: string;
  /** The path as it will be sent, `/photos/a%20b.jpg`; for most services it is encoded once more in the canonical request. */
  readonly path: string;
  /** Decoded parameters. @default - none */
  readonly query?: Query;
  /** All of them are signed. `host` must be one of them. */
  readonly headers: HeaderFields;
  /** SHA-256 of the body in hexadecimal, `UNSIGNED-PAYLOAD`, or a `STREAMING-...` word. */
  readonly payloadHash: string;
  /** Whether the path is encoded a second time, as every service but S3 wants it. @default false, as for S3 */
  readonly doubleEncode?: boolean;
  /** Whether `.`, `..` and empty segments of the path are resolved, as every service but S3 wants it. @default false, as for S3 */
  readonly normalizePath?: boolean;
}

/** The names and values of header fields as they are signed. */
export interface CanonicalHeaders {
  /** `host:example.org\nx-amz-date:...\n` */
  readonly text: string;
  /** `host;x-amz-date` */
  readonly signed: string;
}

/**
 * The canonical request: method, path, sorted query, headers, names of the signed headers and hash of the payload, a line each.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request
 */
export function canonicalRequest(input: CanonicalInput): string {
  const { text, signed } = canonicalHeaders(input.headers);
  return joinCanonical(input.method, canonicalPath(input.path, input), canonicalQuery(input.query ?? []), text, signed, input.payloadHash);
}

export const joinCanonical = (method: string, path: string, query: string, headers: string, signed: string, payloadHash: string): string =>
  `${method}\n${path}\n${query}\n${headers}\n${signed}\n${payloadHash}`;

/** Header fields in lower case, sorted, several values of a name joined by commas, white space folded. */
export function canonicalHeaders(fields: HeaderFields): CanonicalHeaders {
  const values = new Map<string, string>();
  for (const [name, value] of pairsOf(fields)) {
    const key = name.toLowerCase();
    const had = values.get(key);
    const folded = foldSpace(value);
    values.set(key, had === undefined ? folded : `${had},${folded}`);
  }
  const names = [...values.keys()].sort();
  return { text: names.map(name => `${name}:${values.get(name)}\n`).join(''), signed: names.join(';') };
}

/** Names and values of header fields, one by one. */
export function* pairsOf(fields: HeaderFields): Generator<readonly [string, string]> {
  if (Symbol.iterator in fields) {
    yield* fields as Iterable<readonly [string, string]>;
    return;
  }
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) for (const one of Array.isArray(value) ? value as readonly string[] : [value as string]) yield [name, one];
  }
}

/**
 * A header's value without white space around it, and with one space for each run of it within. White space is what HTTP calls so: a no-break
 * space is a letter of the value.
 */
export const foldSpace = (value: string): string => ODD_SPACE.test(value) ? value.replace(/[\t\n\r ]+/g, ' ').replace(/^ | $/g, '') : value;

const ODD_SPACE = /^ | $| {2}|[\t\n\r]/;

/** Decoded parameters, encoded and in the order of their encoded names, then values. */
export function canonicalQuery(query: Query): string {
  const pairs = Array.isArray(query) ? query as readonly (readonly [string, string])[] : Object.entries(query as Readonly<Record<string, string>>);
  return joinSorted(pairs.map(([name, value]) => [uriEncode(name), uriEncode(value)]));
}

/** Encoded pairs in order, as `a=1&b=2`. Sorts the array that it is given. */
export function joinSorted(pairs: (readonly [string, string])[]): string {
  if (pairs.length > 1) pairs.sort(byNameThenValue);
  return pairs.map(pair => pair.join('=')).join('&');
}

/** The order of bytes, since encoded text is ASCII: `A` before `a`, and `a-b` before `a=`. */
export function byNameThenValue(a: readonly [string, string], b: readonly [string, string]): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  return a[1] === b[1] ? 0 : a[1] < b[1] ? -1 : 1;
}

export function canonicalPath(path: string, { doubleEncode = false, normalizePath = false }: Pick<CanonicalInput, 'doubleEncode' | 'normalizePath'>): string {
  const resolved = normalizePath ? resolveSegments(path) : path;
  return doubleEncode ? uriEncodePath(resolved) : resolved;
}

/** A slash at the end stays. As in the AWS SDKs for JavaScript and Python and the AWS CRT, `/a/b/..` is `/a`, where RFC 3986 has `/a/`. */
function resolveSegments(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  const text = `/${kept.join('/')}`;
  return kept.length > 0 && path.endsWith('/') ? `${text}/` : text;
}
