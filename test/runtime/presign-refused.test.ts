import fc from 'fast-check';
import { AT, HASH, longTerm, type Loose, make, SECRET, temporary, TOKEN } from './presigning';
import { messageOf, SENTENCE } from './sent';

describe('what is refused', () => {
  const DISPLAYED = 'object Object';

  test.each<[string, Loose, RegExp]>([
    ['no credentials', { credentials: undefined }, /^'credentials.accessKeyId' is missing or malformed; pass what .* gave$/],
    ['empty credentials', { credentials: {} }, /^'credentials.accessKeyId' /],
    ['an access key of two letters', { credentials: { ...longTerm, accessKeyId: 'AK' } }, /^'credentials.accessKeyId' /],
    ['an access key that would end the scope', { credentials: { ...longTerm, accessKeyId: 'AKIA/20260115' } }, /^'credentials.accessKeyId' /],
    ['an access key with a line break', { credentials: { ...longTerm, accessKeyId: 'AKIAIOSFODNN7EXAMPLE\n' } }, /^'credentials.accessKeyId' /],
    ['no secret', { credentials: { ...longTerm, secretAccessKey: undefined } }, /^'credentials.secretAccessKey' /],
    ['an empty secret', { credentials: { ...longTerm, secretAccessKey: '' } }, /^'credentials.secretAccessKey' /],
    ['a secret of bytes', { credentials: { ...longTerm, secretAccessKey: Buffer.from(SECRET) } }, /^'credentials.secretAccessKey' /],
    ['an empty session token', { credentials: { ...longTerm, sessionToken: '' } }, /^'credentials.sessionToken' /],
    ['a session token that is none', { credentials: { ...longTerm, sessionToken: 5 } }, /^'credentials.sessionToken' /],
    ['a session token with a line break', { credentials: { ...temporary, sessionToken: `${TOKEN}\n` } }, /^'credentials.sessionToken' /],
    ['a session token of half a letter', { credentials: { ...temporary, sessionToken: '\ud800' } }, /^'credentials.sessionToken' /],
    ['no token where one is required', { requireTemporary: true }, /^'credentials' have no session token.*; sign with those of a role$/],
    ['0 seconds', { expiresIn: 0 }, /^'expiresIn' must be .* 1 to 604800, got 0; /],
    ['more than 7 days', { expiresIn: 604_801 }, /^'expiresIn' must be .* 1 to 604800, got 604801; /],
    ['half a second', { expiresIn: 0.5 }, /^'expiresIn' must be .*, got 0.5; /],
    ['a lifetime in text', { expiresIn: '900' }, /^'expiresIn' must be .*, got "900"; /],
    ['no number', { expiresIn: NaN }, /^'expiresIn' must be .*, got NaN; /],
    ['forever', { expiresIn: Infinity }, /^'expiresIn' must be .*, got Infinity; /],
    ['a negative lifetime', { expiresIn: -1 }, /^'expiresIn' must be .*, got -1; /],
    ['nothing', { expiresIn: null }, /^'expiresIn' must be .*, got nothing; /],
    ['more than the house allows', { expiresIn: 301, maxExpiresIn: 300 }, /^'expiresIn' must be .* 1 to 300, got 301; /],
    ['the default, where the house allows less', { maxExpiresIn: 300 }, /^'expiresIn' must be .* 1 to 300, got 900; /],
    ['a limit that is none', { maxExpiresIn: 604_801 }, /^'maxExpiresIn' must be .* 1 to 604800, got 604801; /],
    ['a limit of 0', { maxExpiresIn: 0 }, /^'maxExpiresIn' must be .*, got 0; /],
    ['a moment that is none', { at: new Date(NaN) }, /^'at' must be a valid Date, got NaN; /],
    ['a moment in text', { at: '2026-01-15' }, /^'at' must be a valid Date, got "2026-01-15"; /],
    ['a moment in milliseconds', { at: 1_768_478_400_000 }, /^'at' must be a valid Date, got 1768478400000; /],
    ['the year 10000', { at: new Date('+010000-01-01T00:00:00Z') }, /^a signature needs a year from 0 to 9999, /],
    ['credentials that ended', { credentials: { ...temporary, expiration: AT } }, /^'credentials' ended at 2026-01-15T12:00:00.999Z; ask the provider for new ones$/],
    ['an end that is none', { credentials: { ...temporary, expiration: new Date(NaN) } }, /^'credentials.expiration' must be a valid Date, got NaN; /],
    ['an end in text', { credentials: { ...temporary, expiration: '2026-01-16' } }, /^'credentials.expiration' must be a valid Date, got "2026-01-16"; /],
    ['credentials that end first, where that is an error', { credentials: { ...temporary, expiration: new Date('2026-01-15T12:10:00Z') }, onEarlyEnd: 'error' },
      /^the credentials end at 2026-01-15T12:10:00.000Z, before the URL would at 2026-01-15T12:15:00.000Z; refresh them, or pass a shorter 'expiresIn'$/],
    ['a method that is none', { method: 'PATCH' }, /^'method' must be GET, HEAD, PUT, DELETE(,| or) POST, got "PATCH"; /],
    ['a method in small letters', { method: 'get' }, /^'method' must be .*, got "get"; /],
    ['a method that is a part of one', { method: 'E' }, /^'method' must be .*, got "E"; /],
    ['POST of an object', { method: 'POST' }, /^'method' POST is for multipart uploads; pass 'multipart', or use presignPost/],
    ['POST with no parameters', { method: 'POST', query: {} }, /^'method' POST is for multipart uploads; /],
    ['an empty version', { versionId: '' }, /^'versionId' must be non-empty text, got ""; /],
    ['a version that is none', { versionId: 5 }, /^'versionId' must be non-empty text, got 5; /],
    ['PUT of a version', { method: 'PUT', versionId: 'a' }, /^'versionId' .*PUT.*; /],
    ['half a letter in a version', { versionId: '\ud800' }, /^'versionId' has half of a surrogate pair, /],
    ['an upload begun with GET', { multipart: 'create' }, /^'multipart' .*GET.*; /],
    ['an upload without id', { multipart: {} }, /^'multipart.uploadId' must be non-empty text, got nothing; /],
    ['a part with GET', { multipart: { uploadId: 'u', partNumber: 1 } }, /^'multipart.partNumber' .*GET.*; /],
    ['an upload without part', { method: 'PUT', multipart: { uploadId: 'u' } }, /^'multipart' .*PUT.*; /],
    ['HEAD of an upload', { method: 'HEAD', multipart: { uploadId: 'u' } }, /^'multipart' .*HEAD.*; /],
    ['part 0', { method: 'PUT', multipart: { uploadId: 'u', partNumber: 0 } }, /^'multipart.partNumber' must be .* 1 to 10000, got 0; /],
    ['part 10001', { method: 'PUT', multipart: { uploadId: 'u', partNumber: 10_001 } }, /^'multipart.partNumber' must be .* 1 to 10000, got 10001; /],
    ['half a part', { method: 'PUT', multipart: { uploadId: 'u', partNumber: 1.5 } }, /^'multipart.partNumber' must be .*, got 1.5; /],
    ['an override of PUT', { method: 'PUT', response: { contentType: 'a' } }, /^'response' .*PUT.*; /],
    ['an override that is none', { response: { contentLength: '5' } }, /^'response.contentLength' is unknown; use .*cacheControl/],
    ['an override called like what objects have', { response: { constructor: 'a' } }, /^'response.constructor' is unknown; /],
    ['an empty override', { response: { contentType: '' } }, /^'response.contentType' must be non-empty text, got ""; /],
    ['an end in text', { response: { expires: '2033' } }, /^'response.expires' must be a valid Date, got "2033"; /],
    ['an end that is none', { response: { expires: new Date(NaN) } }, /^'response.expires' must be a valid Date, got NaN; /],
    ['a parameter without a name', { query: { '': 'a' } }, /^'query' cannot hold "".*; leave it out$/],
    ['a parameter of the signature', { query: { 'X-Amz-Expires': '1' } }, /^'query' cannot hold "X-Amz-Expires".*; leave it out$/],
    ['in other letters', { query: { 'x-amz-signature': '1' } }, /^'query' cannot hold "x-amz-signature".*; leave it out$/],
    ['a token', { query: { 'X-Amz-Security-Token': TOKEN } }, /^'query' cannot hold "X-Amz-Security-Token".*; leave it out$/],
    ['a hash', { query: { 'X-Amz-Content-Sha256': HASH } }, /^'query' cannot hold "X-Amz-Content-Sha256".*; leave it out$/],
    ['another parameter that says there is no hash', { query: { 'X-Amz-Date': 'UNSIGNED-PAYLOAD' } }, /^'query' cannot hold "X-Amz-Date".*; leave it out$/],
    ['no hash in small letters', { query: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } }, /^'query' cannot hold "x-amz-content-sha256".*; leave it out$/],
    ['no hash beside a hash', { query: { 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' }, contentSha256: HASH }, /^'query' cannot hold "X-Amz-Content-Sha256".*; leave it out$/],
    ['a key for encryption', { query: { 'X-Amz-Server-Side-Encryption-Customer-Key': 'geheim' } }, /^'query' cannot hold "X-Amz-Server-Side-Encryption-Customer-Key".*; pass .* in 'headers'$/],
    ['a parameter that another option sets', { versionId: 'a', query: { versionId: 'b' } }, /^'query' .* "versionId" .*; state it once$/],
    ['an override that another option sets', { response: { contentType: 'a' }, query: { 'response-content-type': 'b' } }, /^'query' .* "response-content-type" .*; state it once$/],
    ['a parameter that is no text', { query: { a: 5 } }, /^'query.a' must be text, got 5; /],
    ['half a letter in a parameter', { query: { a: '\ud800' } }, /^'query.a' has half of a surrogate pair, /],
    ['half a letter in its name', { query: { '\ud800': 'a' } }, /^'query' has half of a surrogate pair, /],
    ['the host', { headers: { Host: 'a' } }, /^'headers' cannot hold "Host": .*; leave it out$/],
    ['a header of the signature', { headers: { 'X-Amz-Date': 'a' } }, /^'headers' cannot hold "X-Amz-Date": .*; leave it out$/],
    ['a hash in the headers', { headers: { 'x-amz-content-sha256': HASH } }, /^'headers' cannot hold .?x-amz-content-sha256/],
    ['authorization', { headers: { Authorization: 'geheim' } }, /^'headers' cannot hold "Authorization": .*; leave it out$/],
    ['a header without a name', { headers: { '': 'a' } }, /^'headers' cannot hold "": .*; leave it out$/],
    ['a name that would end the list', { headers: { 'a;b': 'c' } }, /^'headers' cannot hold "a;b": /],
    ['a name with a colon', { headers: { 'a:b': 'c' } }, /^'headers' cannot hold "a:b": /],
    ['a letter that becomes another', { headers: { Kelvin: 'c' } }, /^'headers' cannot hold "\u212aelvin": /],
    ['a second header in a value', { headers: { a: 'b\r\nx-amz-acl:public-read' } }, /^'headers.a' must be text without control characters; correct the value$/],
    ['a value that is no text', { headers: { 'content-length': 5 } }, /^'headers.content-length' must be text without control characters; /],
    ['a name twice in other letters', { headers: { a: 'b', A: 'c' } }, /^'headers' .*twice.*; /],
    ['a list of values', { headers: { a: ['b', 'c'] } }, /^'headers' .*twice.*; /],
    ['half a hash', { contentSha256: HASH.slice(1) }, /^'contentSha256' must be 64 hexadecimal digits in lower case, got "4ce7/],
    ['a hash in capitals', { contentSha256: HASH.toUpperCase() }, /^'contentSha256' must be 64 hexadecimal digits in lower case, /],
    ['a hash that is none', { contentSha256: 'UNSIGNED-PAYLOAD' }, /^'contentSha256' must be 64 hexadecimal digits in lower case, got "UNSIGNED-PAYLOAD"; /],
    ['a hash with a line break', { contentSha256: `${HASH}\n` }, /^'contentSha256' must be 64 hexadecimal digits in lower case, /],
    ['no bucket', { bucket: undefined }, /^'bucket' must be .*, got nothing; /],
    ['no Region', { region: undefined }, /^'region' must be .*, got nothing; /],
    ['HTTP', { endpoint: 'http://127.0.0.1:9000' }, /^'endpoint' must be https/],
    ['an encryption key over HTTP', { endpoint: 'http://127.0.0.1:9000', allowHttp: true, headers: { 'X-Amz-Server-Side-Encryption-Customer-Key': 'geheim' } },
      /^'headers.x-amz-server-side-encryption-customer-key' would send an encryption key over plain HTTP.*; use an https endpoint$/],
    ['an encryption key for the source of a copy over HTTP',
      { endpoint: 'http://a.example', allowHttp: true, headers: { 'x-amz-copy-source-server-side-encryption-customer-key-md5': 'geheim' } }, /would send an encryption key over plain HTTP/],
  ])('%s', (_, options, message) => {
    const said = messageOf(() => make(options));
    expect(said).toMatch(message);
    expect(said).toMatch(SENTENCE);
    for (const secret of [SECRET, TOKEN, 'geheim', DISPLAYED]) expect(said).not.toContain(secret);
    expect(() => make(options)).toThrow(/credentials\.\w+Key|credentials\.sessionToken/.test(said) ? TypeError : RangeError);
  });

  test('plain HTTP is for those who ask for it', () => {
    expect(make({ endpoint: 'http://127.0.0.1:9000', allowHttp: true }).url).toMatch(/^http:\/\/127\.0\.0\.1:9000\/records\/a\.txt\?/);
  });

  test('a value in the wrong place never shows what it holds', () => {
    const options = ['bucket', 'key', 'region', 'method', 'credentials', 'expiresIn', 'maxExpiresIn', 'at', 'versionId', 'multipart', 'response', 'headers', 'contentSha256', 'query', 'endpoint'] as const;
    const holders = [temporary, [SECRET], { a: temporary }, new Map([['a', SECRET]]), () => SECRET, Symbol(SECRET), Object.create(null, { a: { value: SECRET, enumerable: true } }) as object, 10n];
    const holder = fc.constantFrom<unknown>(...holders);
    const misplaced = fc.dictionary(fc.constantFrom(...options), holder, { minKeys: 1, maxKeys: 3, noNullPrototype: true });
    fc.assert(fc.property(misplaced, (wrong) => {
      const said = messageOf(() => make({ ...wrong }));
      expect(said).not.toContain(SECRET);
      expect(said).not.toContain(TOKEN);
      if (said !== '') expect(said).toMatch(SENTENCE);
    }), { numRuns: 1000 });
  });
});
