import { meaningOf, oneByteAway, REQUESTS, wrong } from './verify-mutants';
import { codeOf, HOST, inUrl, type Plain, withHeader } from './verify-requests';

const map = function* <T, U>(items: Iterable<T>, to: (item: T) => U): Generator<U> {
  for (const item of items) yield to(item);
};

function* headerMutants(request: Plain): Generator<Plain> {
  for (const [name, value] of Object.entries(request.headers)) {
    for (const text of oneByteAway(value)) yield withHeader(request, name, text);
    for (const text of oneByteAway(name)) yield withHeader(withHeader(request, name, undefined), text, value);
    yield withHeader(request, name, undefined);
  }
}

describe.each(Object.entries(REQUESTS))('%s', (_, request) => {
  test('is accepted', async () => expect(await codeOf(request)).toBe('ok'));

  test('every byte of the URL', async () => {
    const { tried, found } = await wrong([request], map(oneByteAway(request.url), url => ({ ...request, url })));
    expect(found).toEqual([]);
    expect(tried).toBeGreaterThan(request.url.length * 20);
  });

  test('every byte of the method, and every other method', async () => {
    const methods = [...oneByteAway(request.method), 'GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS'];
    expect((await wrong([request], map(methods, method => ({ ...request, method })))).found).toEqual([]);
  });

  test('every byte of every header and of its name', async () => expect((await wrong([request], headerMutants(request))).found).toEqual([]));

  test('every byte of the body, where it is signed', async () => {
    const mutants = request.body === undefined ? [] : map(oneByteAway(request.body), body => ({ ...request, body }));
    const { tried, found } = await wrong([request], mutants);
    expect(found).toEqual([]);
    expect(tried > 0).toBe(request.body !== undefined);
  });
});

test('what is left out: the same meaning, written in another way, is accepted', async () => {
  const list = REQUESTS['a listing in headers'];
  const get = inUrl({ versionId: 'a' });
  const meta = REQUESTS['PUT in headers'];
  const same: readonly (readonly [Plain, Plain])[] = [
    [list, { ...list, url: `https://${HOST}?delimiter=%2F&list-type=2&prefix=a%2Fb%20c` }],
    [meta, { ...meta, url: `${meta.url}?` }],
    [get, { ...get, url: get.url.replace(/\?(.*)&(versionId=a)&(.*)/, '?$3&$2&$1') }],
    [get, withHeader(get, 'Host', HOST)],
    [meta, withHeader(withHeader(meta, 'x-amz-meta-owner', undefined), 'X-Amz-Meta-Owner', '\t jane\tdoe,  ünï ')],
    [meta, withHeader(meta, 'authorization', `AWS4-HMAC-SHA256 ${meta.headers.authorization.slice(17).split(', ').reverse().join(',')}`)],
    [meta, withHeader(meta, 'user-agent', 'other')],
  ];
  for (const [original, other] of same) {
    expect(meaningOf(other)).toBe(meaningOf(original));
    expect(other).not.toEqual(original);
    expect(await codeOf(other)).toBe('ok');
  }
  expect(await codeOf(withHeader(meta, 'x-amz-meta-owner', 'jane\u00a0doe, ünï'))).toBe('signature-mismatch');
});
