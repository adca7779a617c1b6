import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { presign, type PresignOptions } from '../../src/runtime/presign';
import { signHeaders, type SignOptions, type SignRequest, uriEncodePath } from '../../src/runtime/sign';
import { scopeText, signature, signingKey, stringToSign } from '../../src/runtime/signature';
import { verify, type Verification, type VerifyOptions } from '../../src/runtime/verify';

export const AT = new Date('2026-01-15T12:00:00Z');
export const REGION = 'eu-central-1';
export const HOST = 'records.s3.eu-central-1.amazonaws.com';
export const TIME = '20260115T120000Z';
export const LONG_TERM = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
export const TEMPORARY = { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY', sessionToken: 'IQoJb3JpZ2luX2VjE//token+of=a/session==' };
/** What a message looks like: one line, no full stop. */
export const SENTENCE = /^[^\n\r]{10,300}[^.\s]$/;
export const BODY = 'the quick brown fox, naïvely';

/** A request as plain data. */
export interface Plain {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export const secretFor: VerifyOptions['secretFor'] = id =>
  id === LONG_TERM.accessKeyId ? LONG_TERM.secretAccessKey : id === TEMPORARY.accessKeyId ? TEMPORARY : undefined;
export const OPTIONS: VerifyOptions = { region: REGION, secretFor, at: AT };

export const judge = (request: unknown, options: Partial<VerifyOptions> = {}): Promise<Verification> =>
  verify(request as Plain, { ...OPTIONS, ...options });

/** The code of a refusal, or `ok`. */
export async function codeOf(request: unknown, options: Partial<VerifyOptions> = {}): Promise<string> {
  const answer = await judge(request, options);
  return answer.ok ? 'ok' : answer.code;
}

/** A request signed in its URL. */
export function inUrl(options: Partial<PresignOptions> = {}): Plain {
  const { method, url, headers } = presign({ bucket: 'records', key: 'scans/a b.pdf', region: REGION, credentials: LONG_TERM, at: AT, ...options });
  return { method, url, headers };
}

/** A request signed in its headers. */
export function inHeaders(request: Partial<SignRequest> = {}, options: Partial<SignOptions> = {}): Plain {
  const { query = {}, ...asked } = request;
  const target = { method: 'PUT', host: HOST, path: `/${uriEncodePath('scans/a b.pdf')}`, body: request.method === undefined ? BODY : undefined, query, ...asked };
  const { headers } = signHeaders(target, { credentials: LONG_TERM, region: REGION, at: AT, ...options });
  const search = Object.entries(query).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value as string)}`).join('&');
  return { method: target.method, url: `https://${target.host}${target.path}${search === '' ? '' : `?${search}`}`, headers, body: target.body as string | undefined };
}

/** A GET whose path and query are signed as they are, though no signer of good manners would write them so. The query must be in order. */
export function signedAsIs(path: string, query = '', host = HOST): Plain {
  const scope = { date: TIME.slice(0, 8), region: REGION, service: 's3' };
  const headers = { 'host': host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', 'x-amz-date': TIME };
  const names = Object.keys(headers).join(';');
  const canonical = ['GET', path, query, ...Object.entries(headers).map(pair => pair.join(':')), '', names, 'UNSIGNED-PAYLOAD'].join('\n');
  const signed = signature(signingKey(LONG_TERM.secretAccessKey, scope), stringToSign(canonical, TIME, scope));
  const credential = `${LONG_TERM.accessKeyId}/${scopeText(scope)}`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${names},Signature=${signed}`;
  return { method: 'GET', url: `https://${host}${path}${query === '' ? '' : `?${query}`}`, headers: { ...headers, authorization } };
}

/** A parameter of the URL set, added or (undefined) left out. The value is raw. */
export function withParameter(request: Plain, name: string, value: string | undefined): Plain {
  const [place, query = ''] = request.url.split('?');
  const pairs = query === '' ? [] : query.split('&');
  const at = pairs.findIndex(pair => pair === name || pair.startsWith(`${name}=`));
  const changed = value === undefined ? [] : [`${name}=${value}`];
  pairs.splice(at === -1 ? pairs.length : at, at === -1 ? 0 : 1, ...changed);
  return { ...request, url: `${place}?${pairs.join('&')}` };
}

/** A header set, added or (undefined) left out. */
export function withHeader(request: Plain, name: string, value: string | undefined): Plain {
  const { [name]: _, ...others } = request.headers;
  return { ...request, headers: value === undefined ? others : { ...others, [name]: value } };
}

export const withAuthorization = (request: Plain, change: (text: string) => string): Plain => withHeader(request, 'authorization', change(request.headers.authorization));

/** All codes there are, from where they are declared. */
export function allCodes(): string[] {
  const source = readFileSync(join(__dirname, '../../src/sigv4/verification.ts'), 'utf8');
  return [.../export type RefusalCode =([^;]+);/.exec(source)![1].matchAll(/'([a-z0-9-]+)'/g)].map(match => match[1]);
}

/** Numbers that look random and are the same in each run (mulberry32). */
export function randomFrom(seed: number): { below(n: number): number; pick<T>(list: readonly T[]): T } {
  /* eslint-disable no-bitwise */
  let state = seed >>> 0;
  const below = (n: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
  /* eslint-enable no-bitwise */
  return { below, pick: list => list[below(list.length)] };
}
