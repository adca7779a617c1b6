import { decoded, missingName, type ParsedQuery, parseQuery } from './query-claim';
import type { Received } from './received';
import { ALGORITHM, type Scope, UNSIGNED_PAYLOAD } from './scope';
import { type Refusal, refuse } from './verification';

/** What a request says of its own signature; nothing of it is believed yet. */
export interface Claim {
  readonly form: 'query' | 'header';
  readonly accessKeyId: string;
  readonly scope: Scope;
  /** As sent. */
  readonly time: string;
  /** As sent, for a URL. */
  readonly expires?: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly sessionToken?: string;
  readonly payloadHash: string;
  /** The query as received, sorted, without the signature of a URL. */
  readonly canonicalQuery: string;
}

/** Reads what a request says of its signature, in the URL or in its headers; both at once are refused. */
export function claimOf(request: Received): Claim | Refusal {
  const query = parseQuery(request.query);
  if ('ok' in query) return query;
  const authorization = request.headers.get('authorization');
  if (query.signature !== undefined || query.algorithm !== undefined || query.credential !== undefined) {
    if (authorization !== undefined) return refuse('ambiguous-signature', 'the request is signed in its URL and in its header authorization');
    return fromQuery(request, query);
  }
  if (query.version2) return refuse('signature-version-2', 'the request is signed with Signature Version 2, which nobody may use any more');
  if (authorization === undefined) return refuse('not-signed', 'the request has no signature');
  if (authorization.length > 1) return refuse('duplicate-header', 'the header authorization stands more than once');
  return fromHeader(request, query.canonical, authorization[0]);
}

function fromQuery({ headers }: Received, query: ParsedQuery): Claim | Refusal {
  const { algorithm, credential, date, expires, signedHeaders, signature } = query;
  if (algorithm === undefined || credential === undefined || date === undefined || expires === undefined
    || signedHeaders === undefined || signature === undefined) {
    return refuse('missing-parameter', `the parameter ${missingName(query)} is missing`);
  }
  if (algorithm !== ALGORITHM) return refuse('unsupported-algorithm', `the algorithm must be ${ALGORITHM}`);
  const { accessKeyId, scope } = credentialOf(credential, true) ?? {};
  if (scope === undefined) return refuse('malformed-credential', 'X-Amz-Credential must be key id/YYYYMMDD/region/service/aws4_request');
  const names = namesOf(decoded(signedHeaders));
  if (names === undefined) return refuse('malformed-signed-headers', 'X-Amz-SignedHeaders must be sorted names in lower case');
  const sessionToken = query.token === undefined ? undefined : decoded(query.token);
  if (query.token !== undefined && !sessionToken) return refuse('malformed-parameter', 'X-Amz-Security-Token is not encoded as a URL wants it');
  const hash = headers.get('x-amz-content-sha256');
  if (hash !== undefined && hash.length > 1) return refuse('duplicate-header', 'the header x-amz-content-sha256 stands more than once');
  if (hash !== undefined && query.payloadHash !== undefined && hash[0] !== query.payloadHash) {
    return refuse('malformed-payload-hash', 'the URL and the header x-amz-content-sha256 name different payloads');
  }
  return {
    form: 'query',
    accessKeyId: accessKeyId!,
    scope,
    time: date,
    expires,
    signedHeaders: names,
    signature,
    sessionToken,
    payloadHash: query.payloadHash ?? hash?.[0] ?? UNSIGNED_PAYLOAD,
    canonicalQuery: query.canonical,
  };
}

const SINGLE = [
  'x-amz-date', 'date', 'x-amz-content-sha256', 'x-amz-security-token', 'content-length', 'content-md5', 'x-amz-decoded-content-length', 'x-amz-trailer',
];

function fromHeader({ headers }: Received, canonicalQuery: string, authorization: string): Claim | Refusal {
  if (authorization.startsWith('AWS ')) return refuse('signature-version-2', 'the request is signed with Signature Version 2, which nobody may use any more');
  if (!authorization.startsWith(`${ALGORITHM} `)) return refuse('unsupported-algorithm', `the header authorization must begin with ${ALGORITHM}`);
  const parts = new Map<string, string>();
  for (const part of authorization.slice(ALGORITHM.length + 1).split(',')) {
    const [name, value] = split(part.startsWith(' ') ? part.slice(1) : part);
    if (parts.has(name)) return refuse('duplicate-parameter', 'the header authorization has a part more than once');
    parts.set(name, value);
  }
  const [credentialText, names, signature] = ['Credential', 'SignedHeaders', 'Signature'].map(name => parts.get(name));
  if (credentialText === undefined || names === undefined || signature === undefined || parts.size !== 3) {
    return refuse('missing-parameter', 'the header authorization must have Credential, SignedHeaders and Signature, and nothing else');
  }
  const { accessKeyId, scope } = credentialOf(credentialText, false) ?? {};
  if (scope === undefined) return refuse('malformed-credential', 'Credential must be key id/YYYYMMDD/region/service/aws4_request');
  const signedHeaders = namesOf(names);
  if (signedHeaders === undefined) return refuse('malformed-signed-headers', 'SignedHeaders must be sorted names in lower case');
  const twice = SINGLE.find(name => headers.get(name)?.[1] !== undefined);
  if (twice !== undefined) return refuse('duplicate-header', `the header ${twice} stands more than once`);
  const time = headers.get('x-amz-date')?.[0] ?? basicDate(headers.get('date')?.[0]);
  if (time === undefined) return refuse('malformed-date', 'the header x-amz-date is missing, and so is a valid date');
  const payloadHash = headers.get('x-amz-content-sha256')?.[0];
  if (payloadHash === undefined) return refuse('missing-payload-hash', 'the header x-amz-content-sha256 is missing');
  const sessionToken = headers.get('x-amz-security-token')?.[0];
  if (sessionToken === '') return refuse('malformed-header', 'the header x-amz-security-token is empty');
  return { form: 'header', accessKeyId: accessKeyId!, scope, time, signedHeaders, signature, sessionToken, payloadHash, canonicalQuery };
}

function split(part: string): [string, string] {
  const equals = part.indexOf('=');
  return equals === -1 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
}

let last: { readonly text: string; readonly encoded: boolean; readonly accessKeyId: string; readonly scope: Scope } | undefined;

/** Key id and scope. The last one is kept: most requests of a day come from the same few keys. */
function credentialOf(text: string, encoded: boolean): { accessKeyId: string; scope: Scope } | undefined {
  if (last?.text === text && last.encoded === encoded) return last;
  const parts = (encoded ? decoded(text) : text)?.split('/');
  if (parts?.length !== 5 || parts[4] !== 'aws4_request' || parts.includes('') || parts[0].length > 128) return undefined;
  const found = { text, encoded, accessKeyId: parts[0], scope: { date: parts[1], region: parts[2], service: parts[3] } };
  last = found;
  return found;
}

const HEADER = /^[!#$%&'*+.^_`|~0-9a-z-]{1,256}$/;
const HOST_ONLY: readonly string[] = Object.freeze(['host']);

/** Sorted names in lower case, each once; undefined for anything else. */
function namesOf(text: string | undefined): readonly string[] | undefined {
  if (text === 'host') return HOST_ONLY;
  const names = text?.split(';');
  if (names === undefined || names.length > 200) return undefined;
  return names.every((name, i) => HEADER.test(name) && (i === 0 || names[i - 1] < name)) ? names : undefined;
}

/** The `Date` header of old clients, in one of the forms of RFC 9110 that is not obsolete, or as AWS writes it. */
function basicDate(date: string | undefined): string | undefined {
  if (date === undefined || /^\d{8}T\d{6}Z$/.test(date)) return date;
  const at = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(date) ? Date.parse(date) : Number.NaN;
  return Number.isNaN(at) ? undefined : `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
