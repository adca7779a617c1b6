import { REQUESTS, substitutesOf, wrong } from './verify-mutants';
import { AT, inHeaders, inUrl, type Plain, randomFrom, TEMPORARY, withAuthorization, withHeader, withParameter } from './verify-requests';

const COUNT = 100_000;
const { below, pick } = randomFrom(20260115);
/** A body that is not at hand is not judged, so it always is. */
const withBody = (request: Plain): Plain => ({ ...request, body: request.body ?? '' });
const originals = Object.values(REQUESTS).map(withBody);
const WORDS = [
  '', '/', '//', '/../', '/%2e%2e/', '%00', '%2F', '?', '&', '=', '&&', ' ', ',', ';', ':', '\r\n', '\t', '%', '%25', '+', '..', 'host', 'https://', 'http://', 'evil.example', '@evil.example',
  'X-Amz-Expires=604800', 'X-Amz-SignedHeaders=host', 'X-Amz-Signature=', 'x-amz-acl', 'UNSIGNED-PAYLOAD', 'AWS4-HMAC-SHA256 ', 'versionId=x', '__proto__', 'é', '\ud800', '\u0000', '0', 'Z',
] as const;
const NAMES = ['x-amz-acl', 'X-Amz-Acl', 'x-amz-security-token', 'x-amz-date', 'X-Amz-Content-Sha256', 'host', 'Host', 'authorization', 'content-type', '__proto__', 'x-amz-copy-source'];
const PARAMETERS = [
  'X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Date', 'X-Amz-Expires', 'X-Amz-SignedHeaders', 'X-Amz-Signature', 'X-Amz-Security-Token', 'X-Amz-Content-Sha256', 'x-amz-expires', 'versionId',
  'acl', 'response-content-type', 'AWSAccessKeyId', 'Signature', '__proto__',
];

/** A text with a run of it changed in one of the ways that texts are. */
function changed(text: string): string {
  const from = below(text.length + 1);
  const to = Math.min(text.length, from + below(6));
  const [before, run, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  return before + pick([
    () => pick(WORDS),
    () => run + pick(WORDS),
    () => run + run,
    () => run.toUpperCase(),
    () => run.toLowerCase(),
    () => [...run].reverse().join(''),
    () => [...run].map(char => pick(substitutesOf(char))).join(''),
    () => encodeURIComponent(run.replace(/[\ud800-\udfff]/g, '')),
    () => run.replace(/./g, char => `%${char.charCodeAt(0).toString(16)}`),
    () => run.replace(/%/g, '%25'),
    () => run.replace(/%[0-9A-F]{2}/g, percent => percent.toLowerCase()),
    () => run.replace(/%([2-7][0-9A-F])/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
  ])() + after;
}

const pairsOf = (url: string): [string, string[]] => [url.split('?')[0], (url.split('?')[1] ?? '').split('&')];
const headerOf = (request: Plain): string => pick(['host', ...Object.keys(request.headers)]);
/** Another request that is good by itself: parts of it are the best that an attacker has. */
const donors = [
  inUrl({ key: 'other.pdf' }), inUrl({ expiresIn: 604_800 }), inUrl({ method: 'DELETE' }), inUrl({ credentials: TEMPORARY }), inUrl({ at: new Date(AT.getTime() - 60_000) }),
  inUrl({ method: 'PUT', headers: { 'x-amz-acl': 'public-read' } }), inHeaders({ method: 'GET', path: '/other.pdf' }), inHeaders({ body: 'another' }), inHeaders({}, { credentials: TEMPORARY }),
].map(withBody);

const MUTATIONS: readonly ((request: Plain) => Plain)[] = [
  request => ({ ...request, url: changed(request.url) }),
  request => ({ ...request, url: changed(changed(request.url)) }),
  request => ({ ...request, method: pick([changed(request.method), 'GET', 'PUT', 'HEAD', 'DELETE', 'POST', request.method.toLowerCase()]) }),
  request => ({ ...request, url: unescape(request.url) }),
  request => ({ ...request, url: request.url.replace(/%/g, () => pick(['%', '%25'])) }),
  request => withParameter(request, pick(PARAMETERS), pick<string | undefined>([...WORDS, undefined])),
  (request) => {
    const [place, pairs] = pairsOf(request.url);
    const more = pick([pick(pairs), changed(pick(pairs)), pick(pairsOf(pick(donors).url)[1]), `${pick(PARAMETERS)}=${pick(WORDS)}`]);
    pairs.splice(below(pairs.length + 1), below(2), more);
    return { ...request, url: `${place}?${pairs.join('&')}` };
  },
  (request) => {
    const [place, pairs] = pairsOf(request.url);
    const [from, to] = [below(pairs.length), below(pairs.length)];
    [pairs[from], pairs[to]] = [pairs[to], pairs[from]];
    return { ...request, url: pick([place, changed(place), pairsOf(pick(donors).url)[0]]) + `?${pairs.join('&')}` };
  },
  request => withHeader(request, pick(NAMES), pick([...WORDS, pick(donors).headers.authorization])),
  (request) => {
    const name = headerOf(request);
    return withHeader(request, name, pick([undefined, changed(request.headers[name] ?? ''), pick(donors).headers[name]]));
  },
  (request) => {
    const name = headerOf(request);
    const value = request.headers[name] ?? '';
    return withHeader(withHeader(request, name, undefined), changed(name), value);
  },
  (request) => {
    // One header sent in two lines, which HTTP would join again.
    const name = headerOf(request);
    const value = request.headers[name] ?? '';
    const at = below(value.length + 1);
    return withHeader(withHeader(request, name, value.slice(0, at)), name.toUpperCase(), value.slice(at));
  },
  request => request.headers.authorization === undefined ? withHeader(request, 'authorization', pick(donors).headers.authorization) : withAuthorization(request, changed),
  request => ({ ...request, headers: pick(donors).headers }),
  request => ({ ...pick(donors), url: changed(request.url), body: request.body }),
  request => request.body === undefined || request.headers['x-amz-content-sha256'] === undefined ? { ...request, url: changed(request.url) } : { ...request, body: changed(request.body) },
];

test(`${COUNT} mutations: none is accepted, none throws, and each is refused with a code that is known`, async () => {
  const mutants = function* (): Generator<Plain> {
    for (let i = 0; i < COUNT * 1.35; i++) {
      const mutant = pick(MUTATIONS)(originals[i % originals.length]);
      yield below(4) === 0 ? pick(MUTATIONS)(mutant) : mutant;
    }
  };
  const { tried, found } = await wrong([...originals, ...donors], mutants());
  expect(found).toEqual([]);
  expect(tried).toBeGreaterThanOrEqual(COUNT);
}, 60_000);
