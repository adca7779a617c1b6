import { allCodes, BODY, inHeaders, inUrl, OPTIONS, type Plain, TEMPORARY } from './verify-requests';
import { verify } from '../../src/runtime/verify';

const listing = { 'prefix': 'a/b c', 'list-type': '2', 'delimiter': '/' };
/** Requests of every kind, all of them accepted. */
export const REQUESTS: Readonly<Record<string, Plain>> = {
  'GET': inUrl(),
  'GET with a token, of a version': inUrl({ credentials: TEMPORARY, versionId: '3/L4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY' }),
  'GET with other headers': inUrl({ key: 'ü/%2e%2e/~(x)', response: { contentDisposition: 'attachment; filename="a b.pdf"', contentType: 'text/plain' } }),
  'GET with a bucket of dots': inUrl({ bucket: 'my.records', key: '../up//a+b' }),
  'PUT bound to a type, a length and an ACL': inUrl({ method: 'PUT', headers: { 'content-type': 'text/plain; charset=utf-8', 'content-length': '5', 'x-amz-acl': 'private' } }),
  'PUT of one body': { ...inUrl({ method: 'PUT', contentSha256: inHeaders().headers['x-amz-content-sha256'] }), body: BODY },
  'DELETE, with a port': inUrl({ method: 'DELETE', endpoint: 'https://storage.example.org:9000/base' }),
  'a part': inUrl({ method: 'PUT', multipart: { uploadId: 'VXBsb2FkIElE', partNumber: 7 } }),
  'PUT in headers': inHeaders({ headers: { 'content-type': 'text/plain', 'x-amz-meta-owner': 'jane  doe, ünï' } }),
  'PUT in headers, with a token': inHeaders({}, { credentials: TEMPORARY }),
  'a listing in headers': inHeaders({ method: 'GET', path: '/', query: listing }),
  'chunks in headers': inHeaders({ body: undefined, method: 'PUT', headers: { 'x-amz-decoded-content-length': '66560' } }, { payloadHash: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' }),
};
const CODES = new Set(allCodes());

/** Tells each mutant that means something else and is not refused with a known code. */
export async function wrong(originals: readonly Plain[], mutants: Iterable<Plain>): Promise<{ readonly tried: number; readonly found: string[] }> {
  const meanings = new Set(originals.map(meaningOf));
  const found: string[] = [];
  let tried = 0;
  for (const mutant of mutants) {
    if (meanings.has(meaningOf(mutant))) continue;
    tried++;
    const answer = await verify(mutant, OPTIONS);
    if (answer.ok || !CODES.has(answer.code)) found.push(`${answer.ok ? 'accepted' : answer.code}: ${JSON.stringify(mutant)}`);
    if (found.length > 9) break;
  }
  return { tried, found };
}

/**
 * What a request says, as Signature Version 4 and HTTP see it: two requests with the same meaning have the same signature, and may both be
 * accepted. That is all that the tests of mutations leave out:
 *
 * - whole parameters in another order, since they are signed in order (and `a` is signed as `a=`);
 * - an empty query, `/a?`, which is signed as none; a URL without a path, which RFC 9110 (4.2.3) makes `/`;
 * - blanks around a header's value and runs of blanks in it, which RFC 9110 (5.5) and Signature Version 4 fold;
 * - the case of header names (RFC 9110, 5.1), and a Host header that only says what the URL says;
 * - the parts of Authorization in another order, and one blank behind each comma, since it is not signed itself;
 * - headers that nobody signed and S3 does not believe, and the body where no hash of it is signed.
 */
export function meaningOf({ method, url, headers, body }: Plain): string {
  const [, scheme, host, rest] = /^(https?:\/\/)?([^/?]*)(.*)$/s.exec(url)!;
  const mark = rest.indexOf('?');
  const path = mark === -1 ? rest : rest.slice(0, mark);
  const query = mark === -1 ? [] : rest.slice(mark + 1).split('&').map(pair => pair.includes('=') ? pair : `${pair}=`).sort();
  const fields = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const authorization = fields.filter(([name]) => name === 'authorization').map(([, value]) => partsOf(value));
  const signed = authorization[0]?.flatMap(part => part.startsWith('SignedHeaders=') ? part.slice(14).split(';') : []) ?? signedInUrl(query);
  const kept = fields.filter(([name]) => signed.includes(name) || name.startsWith('x-amz-') || name === 'host')
    .filter(([name, value]) => !(name === 'host' && value === host))
    .map(([name, value]) => [name, name === 'host' ? value : value.replace(/[\t ]+/g, ' ').replace(/^ | $/g, '')]);
  const bound = fields.some(([name, value]) => name === 'x-amz-content-sha256' && /^[0-9a-f]{64}$/.test(value));
  return JSON.stringify([method, scheme, host, path === '' ? '/' : path, query.length === 1 && query[0] === '=' ? [] : query, authorization, kept.sort(), bound ? body : '']);
}

const signedInUrl = (query: readonly string[]): string[] => query.flatMap(pair => pair.startsWith('X-Amz-SignedHeaders=') ? pair.slice(20).split('%3B') : []);

function partsOf(value: string): string[] {
  const space = value.indexOf(' ');
  return space === -1 ? [value] : [value.slice(0, space), ...value.slice(space + 1).split(',').map(part => part.startsWith(' ') ? part.slice(1) : part).sort()];
}

/** What a byte is changed to: a neighbour, another case, and what has a meaning in a URL or a header. */
export function substitutesOf(char: string): string[] {
  const code = char.charCodeAt(0);
  const other = char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase();
  const near = [code - 1, code + 1].map(c => String.fromCharCode(c));
  return [...new Set([...near, other, ...'A0/%&=?;,.+ ~\u007f\u0000é'])].filter(one => one !== char);
}

/** Every text that is one byte away: changed, left out, doubled, or with one more. */
export function* oneByteAway(text: string): Generator<string> {
  for (let i = 0; i <= text.length; i++) {
    const [before, after] = [text.slice(0, i), text.slice(i + 1)];
    for (const more of '/&=%?; .x0') yield before + more + text.slice(i);
    if (i === text.length) return;
    yield before + after;
    yield before + text[i] + text.slice(i);
    for (const one of substitutesOf(text[i])) yield before + one + after;
  }
}
