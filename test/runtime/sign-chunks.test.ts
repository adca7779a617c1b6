import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { brief, CHAIN, gathered, outcome, pieces, SEED, signedClaim, signedWire } from './chunked';
import { checksum } from '../../src/runtime/checksum';
import {
  chunkedHeaders, chunkedLength, type ChunkOptions, chunkSignature, signChunks, type SignChunksOptions, trailerSignature, type TrailingChecksum,
} from '../../src/runtime/sign-chunks';

const EXAMPLES = join(__dirname, '../../../shared/data/sigv4/aws-docs-s3-examples.json');
const TRAILERS = [undefined, 'CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const satisfies readonly (TrailingChecksum | undefined)[];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html: 66560 letters a, of which 65536 are in the first chunk. */
const EXAMPLE = [
  [65536, 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648'],
  [1024, '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497'],
  [0, 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9'],
] as const;
/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html: the same, with a CRC32C behind it. */
const TRAILER_SEED = '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e';
const TRAILER_EXAMPLE = [
  [65536, 'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2'],
  [1024, '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7'],
  [0, '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992'],
] as const;
const TRAILER_END = 'x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n';

const letters = (length: number) => Buffer.alloc(length, 'a');
const wireOf = (chunks: readonly (readonly [number, string])[], end = '') => Buffer.concat([
  ...chunks.filter(([size]) => size > 0).flatMap(([size, signature]) => [
    Buffer.from(`${size.toString(16)};chunk-signature=${signature}\r\n`), letters(size), Buffer.from('\r\n'),
  ]),
  Buffer.from(`0;chunk-signature=${chunks.at(-1)![1]}\r\n${end}\r\n`),
]);

describe("AWS's worked examples", () => {
  (existsSync(EXAMPLES) ? test : test.skip)('are those of the shared data', () => {
    const { streamingChunks } = JSON.parse(readFileSync(EXAMPLES, 'utf8')) as { streamingChunks: { chunk: string; expected: string }[] };
    expect(streamingChunks.map(({ chunk, expected }) => [Number(chunk.slice("'a' x ".length)), expected])).toEqual(EXAMPLE);
  });

  test.each([['without trailer', SEED, EXAMPLE], ['with trailer', TRAILER_SEED, TRAILER_EXAMPLE]])('chunk signatures, %s', (_, seed, chunks) => {
    let previous = seed;
    for (const [size, expected] of chunks) {
      previous = chunkSignature(CHAIN, previous, letters(size));
      expect(previous).toBe(expected);
    }
  });

  test('the signature of the trailer', () => {
    expect(trailerSignature(CHAIN, TRAILER_EXAMPLE[2][1], [['x-amz-checksum-crc32c', 'sOO8/Q==']])).toBe(TRAILER_END.slice(-66, -2));
  });

  test('the body and its length', async () => {
    expect(brief(await signedWire(letters(66560)))).toBe(brief(wireOf(EXAMPLE)));
    expect(chunkedLength(66560)).toBe(66824);
    expect(brief(await outcome(wireOf(EXAMPLE), signedClaim(66560, undefined, { contentLength: 66824 })))).toBe(brief(letters(66560)));
  });

  test('the body and its length, with trailer', async () => {
    const wire = await gathered(signChunks(letters(66560), { ...CHAIN, seedSignature: TRAILER_SEED, trailer: 'CRC32C' }));
    expect(brief(wire)).toBe(brief(wireOf(TRAILER_EXAMPLE, TRAILER_END)));
    expect(chunkedLength(66560, { trailer: 'CRC32C' })).toBe(66946);
    const claim = signedClaim(66560, 'CRC32C', { signature: TRAILER_SEED, contentLength: 66946 });
    expect(brief(await outcome(wire, claim))).toBe(brief(letters(66560)));
  });
});

describe('signChunks', () => {
  const bodies = fc.record({
    data: fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 0, max: 60_000 }).map(length => Buffer.alloc(length, 'abcdefg\r\n'))),
    chunkSize: fc.integer({ min: 8192, max: 20_000 }),
    trailer: fc.constantFrom(...TRAILERS),
    cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }),
  });

  test('whatever the body, its chunks and the pieces it comes in, it is signed the same, decoded the same and as long as was said', async () => {
    await fc.assert(fc.asyncProperty(bodies, async ({ data, cuts, ...options }) => {
      const bytes = Buffer.from(data);
      const wire = await signedWire(bytes, options);
      const at = (length: number) => cuts.map(share => Math.round(share * length));
      const inPieces = await gathered(signChunks(pieces(bytes, at(bytes.length)), { ...CHAIN, seedSignature: SEED, ...options }));
      expect(brief(inPieces)).toBe(brief(wire));
      expect(chunkedLength(bytes.length, options)).toBe(wire.length);
      const claim = signedClaim(bytes.length, options.trailer, { contentLength: wire.length });
      expect(brief(await outcome(pieces(wire, at(wire.length)), claim))).toBe(brief(bytes));
    }), { numRuns: 300 });
  });

  test('gives one piece a chunk, and one for the end', async () => {
    const sizes: number[] = [];
    for await (const piece of signChunks(letters(20_000), { ...CHAIN, seedSignature: SEED, chunkSize: 8192 })) sizes.push(piece.length);
    expect(sizes).toEqual([8192 + 4 + 83 + 2, 8192 + 4 + 83 + 2, 3616 + 3 + 83 + 2, 86]);
  });

  test('text is signed as UTF-8', async () => {
    expect(brief(await signedWire('schön'))).toBe(brief(await signedWire(Buffer.from('schön'))));
  });

  test('it reads no further than it is asked to, and lets go of the source', async () => {
    let read = 0;
    let closed = false;
    async function* source() {
      try {
        for (; ;) {
          read++;
          yield letters(8192);
        }
      } finally {
        closed = true;
      }
    }
    for await (const piece of signChunks(source(), { ...CHAIN, seedSignature: SEED, chunkSize: 8192 })) {
      if (piece.length > 0) break;
    }
    expect({ read, closed }).toEqual({ read: 1, closed: true });
  });

  test.each([[0], [8191], [8192.5], [16_777_217], [Number.NaN], ['8192'], [-1]])('chunks of %p bytes are refused', async (chunkSize) => {
    const options = { chunkSize } as ChunkOptions;
    const message = /^'chunkSize' must be a whole number of bytes from 8192 to 16777216, got .*; leave it out for 65536$/;
    expect(() => chunkedLength(1, options)).toThrow(message);
    await expect(gathered(signChunks('', { ...CHAIN, seedSignature: SEED, ...options } as SignChunksOptions))).rejects.toThrow(message);
  });

  test.each([[-1], [0.5], [Number.NaN], [2 ** 53], ['1']])('an object of %p bytes has no length in chunks', (length) => {
    expect(() => chunkedLength(length as number)).toThrow(/^'decodedLength' must be a whole number of bytes, got .*; pass the length of the object$/);
  });

  test('an unknown checksum is refused', async () => {
    const options = { trailer: 'MD4' } as unknown as ChunkOptions;
    await expect(signedWire('', options as object)).rejects.toThrow(/'trailer' cannot be "MD4"/);
    expect(() => chunkedLength(0, options)).toThrow(/^'trailer' cannot be "MD4"; pass CRC32, CRC32C, CRC64NVME, SHA1, SHA256$/);
  });
});

test('trailers are signed in the order of their names', () => {
  const pairs: [string, string][] = [['x-amz-checksum-sha1', 'b'], ['x-amz-checksum-crc32', 'a']];
  expect(trailerSignature(CHAIN, SEED, pairs)).toBe(trailerSignature(CHAIN, SEED, [...pairs].reverse()));
});

test.each(TRAILERS)('the headers that say so, with %p', async (trailer) => {
  const { 'content-length': length, ...headers } = chunkedHeaders(66560, { trailer });
  expect(Number(length)).toBe((await signedWire(letters(66560), { trailer })).length);
  expect(headers).toEqual({
    'content-encoding': 'aws-chunked',
    'x-amz-decoded-content-length': '66560',
    'x-amz-content-sha256': trailer ? 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER' : 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
    ...trailer && { 'x-amz-trailer': `x-amz-checksum-${trailer.toLowerCase()}` },
  });
});

test('a signed trailer is held against the body', async () => {
  const wire = await signedWire('one body', { trailer: 'SHA1' });
  expect(wire.toString()).toContain(`\r\nx-amz-checksum-sha1:${checksum('SHA1', 'one body')}\r\nx-amz-trailer-signature:`);
  expect(await outcome(wire, signedClaim(8, 'SHA1'))).toEqual(Buffer.from('one body'));
});
