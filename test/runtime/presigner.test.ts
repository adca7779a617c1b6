import { type SdkUrl, sdkUrls } from './sdk-urls';
import { presign } from '../../src/runtime/presign';

/** The pieces of a URL as they stand there; its parameters by name. */
function piecesOf(url: string) {
  const [, start, search] = /^([^?]*)\?(.*)$/.exec(url)!;
  const pairs = search.split('&').map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
  return { start, parameters: Object.fromEntries(pairs), names: pairs.map(([name]) => name) };
}

/** What the SDK adds to a request that nobody asked for. All of it is signed. */
const ADDED = ['x-id', 'X-Amz-Content-Sha256', 'x-amz-checksum-mode', 'x-amz-checksum-crc32', 'x-amz-sdk-checksum-algorithm'];

describe('512 URLs of @aws-sdk/s3-request-presigner', () => {
  let urls: SdkUrl[];

  beforeAll(async () => {
    urls = await sdkUrls();
  });

  test('are of 16 places, 32 requests, 16 keys, both kinds of credentials and four lifetimes', () => {
    expect(new Set(urls.map(({ name }) => name)).size).toBe(512);
    expect(new Set(urls.map(({ options }) => options.key)).size).toBe(16);
    expect(new Set(urls.map(({ credentials }) => credentials.sessionToken)).size).toBe(2);
    expect(new Set(urls.map(({ options }) => options.expiresIn)).size).toBe(4);
    expect(new Set(urls.map(({ method }) => method))).toEqual(new Set(['GET', 'HEAD', 'PUT', 'POST', 'DELETE']));
    expect(new Set(urls.flatMap(({ url }) => piecesOf(url).names).filter(name => ADDED.includes(name)))).toEqual(new Set(ADDED));
  });

  test('differ from ours in what the SDK adds, and in nothing else', () => {
    for (const { name, url, headers, options } of urls) {
      const ours = presign(options);
      const [theirs, mine] = [piecesOf(url), piecesOf(ours.url)];
      const added = theirs.names.filter(parameter => !mine.names.includes(parameter));
      expect({ name, added: added.filter(parameter => !ADDED.includes(parameter)) }).toEqual({ name, added: [] });
      const same = Object.fromEntries(Object.entries(theirs.parameters).filter(([parameter]) => !added.includes(parameter) && parameter !== 'X-Amz-Signature'));
      const { 'X-Amz-Signature': _, ...own } = mine.parameters;
      expect({ name, start: mine.start, parameters: own, headers: ours.headers }).toEqual({ name, start: theirs.start, parameters: same, headers });
    }
  });

  test('have our signature where ours say the same, with the parameters in the order in which they are signed', () => {
    for (const { name, url, options } of urls) {
      const theirs = piecesOf(url);
      const mine = piecesOf(presign(options).url);
      const added = theirs.names.filter(parameter => !mine.names.includes(parameter));
      const more = Object.fromEntries(added.map(parameter => [parameter, decodeURIComponent(theirs.parameters[parameter])]));
      const query = { ...options.query, ...more };
      const whole = piecesOf(presign({ ...options, query }).url);
      expect({ name, start: whole.start, parameters: whole.parameters }).toEqual({ name, start: theirs.start, parameters: theirs.parameters });
      const signed = whole.names.slice(0, -1);
      expect(signed).toEqual([...signed].sort());
      expect(whole.names.at(-1)).toBe('X-Amz-Signature');
    }
  });

  test('come from a list that is the same at each call', async () => {
    expect((await sdkUrls()).map(({ url }) => url)).toEqual(urls.map(({ url }) => url));
  });
});
