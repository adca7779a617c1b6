/* eslint-disable no-bitwise -- bits are changed here */
import { Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import { brief, claimOf, gathered, outcome, pieces, SEED, signedClaim, signedWire, story, unsignedClaim, unsignedWire } from './chunked';
import { checksum, type ChecksumAlgorithm } from '../../src/runtime/checksum';
import { sha256Hex } from '../../src/runtime/signature';
import { type BodySource, PAYLOAD_S3_ERRORS, PayloadError, type PayloadErrorCode, readBody, verifiedBody } from '../../src/runtime/verify-body';

const data = Buffer.from('a few bytes of an object');
const hashed = claimOf(sha256Hex(data));
/** Chunks of 8192, 8192 and 1000 bytes. */
const large = Buffer.alloc(2 * 8192 + 1000, 'some text, again and again\r\n');
const CHECKSUMS = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;
const headerOf = (algorithm: ChecksumAlgorithm) => `x-amz-checksum-${algorithm.toLowerCase()}`;

describe('bodies that come as a whole', () => {
  test.each([
    ['of the signed hash', data, hashed],
    ['of nothing', '', claimOf(sha256Hex(''))],
    ['that nobody signed', data, claimOf('UNSIGNED-PAYLOAD')],
    ['with a Content-Length', data, claimOf(sha256Hex(data), { contentLength: data.length })],
    ['with a decoded length all the same', data, claimOf('UNSIGNED-PAYLOAD', { decodedLength: data.length })],
    ['with a Content-MD5', data, claimOf('UNSIGNED-PAYLOAD', { contentMd5: checksum('MD5', data) })],
    ['with every checksum at once', data, claimOf(sha256Hex(data), {
      checksums: Object.fromEntries(CHECKSUMS.map(name => [headerOf(name), checksum(name, data)])),
    })],
    ['with headers about checksums', data, claimOf('UNSIGNED-PAYLOAD', {
      checksums: { 'x-amz-checksum-algorithm': 'CRC32', 'x-amz-checksum-mode': 'ENABLED', 'x-amz-checksum-type': 'FULL_OBJECT' },
    })],
  ])('%s are given on', async (_, body, claim) => {
    expect(await outcome(body, claim)).toEqual(Buffer.from(body));
    expect(await outcome(pieces(Buffer.from(body), [0, 0, 1, 5]), claim)).toEqual(Buffer.from(body));
  });

  const wrong = Buffer.from(data);
  wrong[3] ^= 1;
  test.each<[PayloadErrorCode, string, BodySource, ReturnType<typeof claimOf>]>([
    ['payload-hash-mismatch', 'one bit differs', wrong, hashed],
    ['payload-hash-mismatch', 'a byte is missing', data.subarray(1), hashed],
    ['payload-hash-mismatch', 'nothing came', '', hashed],
    ['checksum-mismatch', 'Content-MD5', wrong, claimOf('UNSIGNED-PAYLOAD', { contentMd5: checksum('MD5', data) })],
    ['checksum-mismatch', 'Content-MD5 without padding', data, claimOf('UNSIGNED-PAYLOAD', { contentMd5: checksum('MD5', data).replace(/=+$/, '') })],
    ['checksum-mismatch', 'Content-MD5 of no meaning', data, claimOf('UNSIGNED-PAYLOAD', { contentMd5: '?' })],
    ...CHECKSUMS.map((name): [PayloadErrorCode, string, BodySource, ReturnType<typeof claimOf>] =>
      ['checksum-mismatch', name, wrong, claimOf('UNSIGNED-PAYLOAD', { checksums: { [headerOf(name)]: checksum(name, data) } })]),
    ['checksum-mismatch', 'the second of two', data, claimOf('UNSIGNED-PAYLOAD', {
      checksums: { [headerOf('CRC32')]: checksum('CRC32', data), [headerOf('SHA1')]: checksum('SHA1', wrong) },
    })],
    ['unsupported-checksum', 'a checksum that is not known', data, claimOf('UNSIGNED-PAYLOAD', { checksums: { 'x-amz-checksum-sha512': 'x' } })],
    ['unsupported-checksum', 'a name of every object', data, claimOf('UNSIGNED-PAYLOAD', { checksums: { constructor: 'x' } })],
    ['length-mismatch', 'longer than its Content-Length', data, claimOf('UNSIGNED-PAYLOAD', { contentLength: data.length - 1 })],
    ['incomplete-body', 'shorter than its Content-Length', data, claimOf('UNSIGNED-PAYLOAD', { contentLength: data.length + 1 })],
    ['length-mismatch', 'longer than the decoded length', data, claimOf('UNSIGNED-PAYLOAD', { decodedLength: data.length - 1 })],
    ['length-mismatch', 'shorter than the decoded length', data, claimOf('UNSIGNED-PAYLOAD', { decodedLength: data.length + 1 })],
    ['unexpected-trailer', 'trailers without chunks', data, claimOf('UNSIGNED-PAYLOAD', { trailers: [headerOf('CRC32')] })],
    ['unexpected-trailer', 'trailers of chunks that have none', data, signedClaim(data.length, undefined, { trailers: [headerOf('CRC32')] })],
    ['unsupported-payload', 'SigV4A', data, claimOf('STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD')],
    ['unsupported-payload', 'a hash in upper case', data, claimOf(sha256Hex(data).toUpperCase())],
    ['unsupported-payload', 'a hash with a line feed', data, claimOf(`${sha256Hex(data)}\n`)],
    ['unsupported-payload', 'a name of every object', data, claimOf('constructor')],
  ])('%s: %s', async (code, _, body, claim) => {
    expect(await outcome(body, claim)).toBe(code);
    const inPieces = pieces(Buffer.from(body as Buffer), [1, 2]);
    expect(await readBody(inPieces, claim, { maxBytes: 1000 })).toMatchObject({ ok: false, code });
  });
});

describe('limits', () => {
  const small = Buffer.alloc(8191);
  test('only the last chunk may have less than 8192 bytes', async () => {
    expect(await outcome(unsignedWire([small, small]), unsignedClaim(2 * 8191))).toBe('chunk-too-small');
    expect(await outcome(unsignedWire([small]), unsignedClaim(8191))).toHaveLength(8191);
    expect(await outcome(unsignedWire([small, small]), unsignedClaim(2 * 8191), { minChunkSize: 0 })).toHaveLength(2 * 8191);
    expect(await outcome(await signedWire(large, { chunkSize: 8192 }), signedClaim(large.length), { minChunkSize: 8193 })).toBe('chunk-too-small');
  });

  test('a signed chunk is at most as long as is held', async () => {
    const wire = await signedWire(large, { chunkSize: 16_384 });
    expect(await outcome(wire, signedClaim(large.length), { maxChunkSize: 16_383 })).toBe('chunk-too-large');
    expect(await outcome(wire, signedClaim(large.length), { maxChunkSize: 16_384 })).toHaveLength(large.length);
    expect(await outcome(`1000001;chunk-signature=${SEED}\r\n`, signedClaim(2 ** 30))).toBe('chunk-too-large');
    expect(await outcome(unsignedWire([large]), unsignedClaim(large.length), { maxChunkSize: 10 })).toHaveLength(large.length);
  });

  test.each([
    ['announced', data, claimOf('UNSIGNED-PAYLOAD', { contentLength: data.length }), 0],
    ['not announced', pieces(data, [10]), claimOf('UNSIGNED-PAYLOAD'), 10],
    ['decoded', unsignedWire([data]), unsignedClaim(data.length), 0],
  ])('maxBytes, %s', async (_, body, claim, given) => {
    const one = await story(body, claim, { maxBytes: data.length - 1 });
    expect([one.end, one.given.length]).toEqual(['too-large', given]);
  });

  test('what says that it is larger than maxBytes is not read', async () => {
    const unread = () => new Readable({ read: () => { throw new Error('read'); } });
    expect(await outcome(unread(), claimOf('UNSIGNED-PAYLOAD', { contentLength: 11 }), { maxBytes: 10 })).toBe('too-large');
    expect(await outcome(unread(), unsignedClaim(11), { maxBytes: 10 })).toBe('too-large');
  });

  test('maxBytes is of the object, not of its frame', async () => {
    const wire = unsignedWire([data]);
    expect(await outcome(wire, unsignedClaim(data.length, [], { contentLength: wire.length }), { maxBytes: data.length })).toEqual(data);
  });

  test.each(['maxBytes', 'minChunkSize', 'maxChunkSize'])('%s is a number of bytes', async (name) => {
    for (const value of [Number.NaN, -1, 1.5, Infinity, '10', null]) {
      const limits = { maxBytes: 1, [name]: value };
      await expect(outcome(data, hashed, limits)).rejects.toThrow(new RegExp(`^'${name}' must be a whole number of bytes, got .*$`));
      await expect(readBody(data, hashed, limits)).rejects.toThrow(RangeError);
    }
  });
});

describe('sources', () => {
  test.each<[string, () => BodySource]>([
    ['text', () => data.toString()],
    ['a Uint8Array', () => new Uint8Array(data)],
    ['a part of memory', () => new Uint8Array(Buffer.concat([data, data, data])).subarray(data.length, 2 * data.length)],
    ['a stream of Node', () => Readable.from([data.subarray(0, 5), data.subarray(5)])],
    ['a web stream', () => new ReadableStream<Uint8Array>({ start: one => (one.enqueue(new Uint8Array(data)), one.close()) })],
    ['a request of fetch', () => new Request('http://localhost', { method: 'PUT', body: data.toString() }).body!],
    ['a generator', () => pieces(data, [3])],
  ])('%s', async (_, source) => {
    expect(await outcome(source(), hashed)).toEqual(data);
    expect(await readBody(source(), hashed, { maxBytes: 1000 })).toEqual(data);
  });

  test('what a source throws comes through', async () => {
    async function* broken() {
      yield data;
      throw new Error('aborted');
    }
    await expect(outcome(broken(), hashed)).rejects.toThrow('aborted');
    await expect(readBody(broken(), hashed, { maxBytes: 1000 })).rejects.toThrow('aborted');
  });

  test.each<[unknown, RegExp]>([
    [undefined, /^a body must be a stream, a Uint8Array or text, got nothing; pass the request$/],
    [{}, /^a body must be a stream, a Uint8Array or text, got an object; pass the request$/],
    [Readable.from(['text', 'text']), /^a body must come in pieces of Uint8Array, got "text"; give the stream no encoding$/],
  ])('%p is no source', async (source, message) => {
    await expect(outcome(source as BodySource, hashed)).rejects.toThrow(message);
  });

  test('a stream of Node is let go of and not destroyed, where the body is refused and where nobody wants the rest', async () => {
    for (const [claim, text] of [[unsignedClaim(5), 'wrong\r\n'], [claimOf('UNSIGNED-PAYLOAD'), 'right']] as const) {
      const stream = new Readable({ read: () => undefined });
      stream.push(text);
      const body = verifiedBody(stream, claim);
      await body.next().then(() => body.return(), (error: PayloadError) => expect(error.code).toBe('malformed-chunk'));
      expect([stream.destroyed, stream.listenerCount('readable')]).toEqual([false, 0]);
    }
  }, 1000);

  test('a source that fails while it is let go of does not hide the reason', async () => {
    const iterator = { next: async () => ({ value: data, done: false }), return: async () => Promise.reject(new Error('late')) };
    const source = { [Symbol.asyncIterator]: () => iterator };
    expect(await outcome(source as AsyncIterable<Uint8Array>, unsignedClaim(5))).toBe('malformed-chunk');
  });
});

describe('readBody', () => {
  test('holds everything back until everything held', async () => {
    const wire = await signedWire(large, { chunkSize: 8192, trailer: 'CRC32' });
    const claim = signedClaim(large.length, 'CRC32');
    expect(brief(await readBody(wire, claim, { maxBytes: large.length }) as Uint8Array)).toBe(brief(large));
    expect(await readBody(wire.subarray(0, -2), claim, { maxBytes: large.length })).toEqual({
      ok: false, code: 'incomplete-body', message: 'the body ends too early; send all of it',
    });
    expect(await readBody(wire, claim, { maxBytes: large.length - 1 })).toMatchObject({ code: 'too-large' });
  });

  test('many small pieces need no more memory than one large piece, and share it with nobody', async () => {
    const body = Buffer.alloc(150_000, 'text');
    const bytes = pieces(body, Array.from({ length: 50_000 }, (_, i) => 3 * i));
    const read = await readBody(bytes, claimOf('UNSIGNED-PAYLOAD'), { maxBytes: 1e6 }) as Uint8Array;
    expect(brief(read)).toBe(brief(body));
    expect(read.buffer.byteLength).toBeLessThanOrEqual(body.length);
  });
});

test('messages are one sentence, and tell no signature, checksum, key or data', async () => {
  const codes = new Map<PayloadErrorCode, string>();
  const note = async (body: BodySource, claim: ReturnType<typeof claimOf>, limits?: object) => {
    try {
      await gathered(verifiedBody(body, claim, limits));
    } catch (error) {
      if (error instanceof PayloadError) codes.set(error.code, error.message);
    }
  };
  const wire = (await signedWire(data, { trailer: 'CRC32' })).toString('latin1');
  await note(data, claimOf('?'));
  await note(data, claimOf('UNSIGNED-PAYLOAD', { checksums: { 'x-amz-checksum-md4': 'x' } }));
  await note(data, { ...unsignedClaim(1), decodedLength: undefined });
  await note(data, claimOf('UNSIGNED-PAYLOAD', { trailers: ['a'] }));
  await note(`${data.toString()}\r\n`, unsignedClaim(100));
  await note(unsignedWire([data]), unsignedClaim(data.length, ['x-amz-checksum-crc32']));
  await note(wire.replace('checksum-crc32:', '?'), signedClaim(data.length, 'CRC32'));
  await note('x', signedClaim(data.length, 'CRC32'));
  await note(wire, signedClaim(data.length, 'CRC32'), { maxChunkSize: 1 });
  await note(unsignedWire([data, data]), unsignedClaim(2 * data.length));
  await note(data, hashed, { maxBytes: 1 });
  await note(wire, signedClaim(data.length - 1, 'CRC32'));
  await note('', signedClaim(data.length, 'CRC32'));
  await note('', hashed);
  await note(wire.replace('a few', 'a new'), signedClaim(data.length, 'CRC32'));
  await note(wire.replace(/(crc32:).{8}/, '$1AAAAAA=='), signedClaim(data.length, 'CRC32'));
  await note(data, claimOf('UNSIGNED-PAYLOAD', { contentMd5: 'x' }));
  expect([...codes.keys()].sort()).toEqual(Object.keys(PAYLOAD_S3_ERRORS).sort());
  for (const message of codes.values()) {
    expect(message).toMatch(/^[a-z][^.\n]*[^.\n]$/);
    expect(message).not.toMatch(/[0-9a-f]{12}|few|new|AAAA/);
  }
});
