import { brief, CHAIN, outcome, pieces, SEED, signedClaim, signedWire, story, unsignedClaim, unsignedWire } from './chunked';
import { checksum } from '../../src/runtime/checksum';
import { trailerSignature } from '../../src/runtime/sign-chunks';
import { signingKey } from '../../src/runtime/signature';
import { type PayloadErrorCode, verifiedBody } from '../../src/runtime/verify-body';

const data = Buffer.from('a few bytes of an object');
/** Chunks of 8192, 8192 and 1000 bytes. */
const large = Buffer.alloc(2 * 8192 + 1000, 'some text, again and again\r\n');
const cuts = [1, 3, 90, 5000, 8283, 8284, 20_000];
const CHECKSUMS = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;
const crc32 = `x-amz-checksum-crc32:${checksum('CRC32', data)}\r\n`;

describe('signed chunks', () => {
  test('are given on one by one', async () => {
    const wire = await signedWire(large, { chunkSize: 8192 });
    const sizes: number[] = [];
    for await (const part of verifiedBody(pieces(wire, cuts), signedClaim(large.length))) sizes.push(part.length);
    expect(sizes).toEqual([8192, 8192, 1000]);
  });

  test.each(CHECKSUMS)('with a trailer of %s', async (trailer) => {
    const wire = await signedWire(large, { chunkSize: 8192, trailer });
    expect(brief(await outcome(pieces(wire, cuts), signedClaim(large.length, trailer, { contentLength: wire.length })))).toBe(brief(large));
  });

  test('of an empty object', async () => {
    expect(await outcome(await signedWire(''), signedClaim(0))).toEqual(Buffer.alloc(0));
    expect(await outcome(await signedWire('', { trailer: 'CRC32' }), signedClaim(0, 'CRC32'))).toEqual(Buffer.alloc(0));
  });

  /** The wire, chunk by chunk. */
  const chunksOf = async () => {
    const wire = await signedWire(large, { chunkSize: 8192 });
    const size = 8192 + 4 + 83 + 2;
    return [wire.subarray(0, size), wire.subarray(size, 2 * size), wire.subarray(2 * size, -86), wire.subarray(-86)];
  };

  test.each<[string, number, (chunks: Buffer[]) => Buffer[]]>([
    ['of which the second was changed', 1, ([a, b, ...rest]) => {
      const changed = Buffer.from(b);
      changed[4000]++;
      return [a, changed, ...rest];
    }],
    ['of which the first two were swapped', 0, ([a, b, ...rest]) => [b, a, ...rest]],
    ['of which the second is missing', 1, ([a, , c, d]) => [a, c, d]],
    ['of which the second came twice', 2, ([a, b, c, d]) => [a, b, b, c, d]],
    ['of which the last is missing', 2, ([a, b, , d]) => [a, b, d]],
  ])('%s are refused, and no byte of a wrong one is given on', async (_, right, change) => {
    const { given, end } = await story(pieces(Buffer.concat(change(await chunksOf())), cuts), signedClaim(10 * large.length));
    expect(end).toBe('chunk-signature-mismatch');
    expect(brief(given)).toBe(brief(large.subarray(0, right * 8192)));
  });

  test.each([
    ['another seed', { signature: 'a'.repeat(64) }],
    ['another time', { time: '20130524T000001Z' }],
    ['another Region', { scope: { ...CHAIN.scope, region: 'eu-west-1' } }],
    ['another key', { key: signingKey('another', CHAIN.scope) }],
  ])('are not those of %s', async (_, changes) => {
    expect(await outcome(await signedWire(data), signedClaim(data.length, undefined, changes))).toBe('chunk-signature-mismatch');
  });

  test('a chunk that comes in pieces is not what its source makes of the pieces later', async () => {
    const wire = await signedWire(large, { chunkSize: 8192 });
    async function* reusing() {
      const memory = Buffer.alloc(1000);
      for (let i = 0; i < wire.length; i += 1000) yield memory.subarray(0, wire.copy(memory, 0, i, i + 1000));
    }
    expect(brief(await outcome(reusing(), signedClaim(large.length)))).toBe(brief(large));
  });

  test('what a chunk says of its size costs no memory before the bytes come', async () => {
    let before = 0;
    let held = 0;
    async function* source() {
      before = process.memoryUsage().arrayBuffers;
      yield Buffer.from(`ffffff;chunk-signature=${SEED}\r\n`);
      yield Buffer.from('ten bytes.');
      held = process.memoryUsage().arrayBuffers - before;
    }
    expect(await outcome(source(), signedClaim(2 ** 30))).toBe('incomplete-body');
    expect(held).toBeLessThan(1_000_000);
  });
});

describe('how clients frame', () => {
  const half = (part: number) => Buffer.alloc(8997, part);
  const both = Buffer.concat([half(1), half(2)]);
  const sum = `x-amz-checksum-crc32c:${checksum('CRC32C', both)}`;
  const claim = unsignedClaim(both.length, ['x-amz-checksum-crc32c']);
  test.each<[string, Buffer]>([
    ['the SDK for JavaScript, botocore, Go, PHP', unsignedWire([half(1), half(2)], `${sum}\r\n\r\n`)],
    ['the AWS CRT, .NET and Rust: one chunk, upper case', Buffer.concat([Buffer.from('464A\r\n'), both, Buffer.from(`\r\n0\r\n${sum}\r\n\r\n`)])],
    ['minio-go: a line feed behind the value', unsignedWire([half(1), half(2)], `${sum}\n\r\n\r\n`)],
  ])('%s', async (_, wire) => {
    expect(brief(await outcome(pieces(wire, [1, 2, 3, 9000]), { ...claim, contentLength: wire.length }))).toBe(brief(both));
  });

  test('nothing is announced, and nothing comes', async () => {
    expect(brief(await outcome(unsignedWire([both]), unsignedClaim(both.length)))).toBe(brief(both));
  });

  test('an empty object', async () => {
    const wire = unsignedWire([], 'x-amz-checksum-crc32:AAAAAA==\r\n\r\n');
    expect(await outcome(wire, unsignedClaim(0, ['x-amz-checksum-crc32']))).toEqual(Buffer.alloc(0));
  });

  test('minio-go, signed', async () => {
    const wire = (await signedWire(data, { trailer: 'CRC32C' })).toString('latin1').replace('\r\nx-amz-trailer-signature', '\n$&');
    expect(await outcome(wire, signedClaim(data.length, 'CRC32C'))).toEqual(data);
  });

  test('.NET, signed: the size in upper case', async () => {
    const body = Buffer.alloc(0xabc, 'x');
    const wire = (await signedWire(body)).toString('latin1').replace('abc;', 'ABC;');
    expect(brief(await outcome(wire, signedClaim(body.length)))).toBe(brief(body));
  });
});

describe('framing', () => {
  const end = `0\r\n${crc32}\r\n`;
  const wire = (text: string) => `${text}\r\n${data.toString()}\r\n${end}`;
  const claim = unsignedClaim(data.length, ['x-amz-checksum-crc32']);

  test.each<[PayloadErrorCode, string, string]>([
    ['malformed-chunk', 'no size', wire('')],
    ['malformed-chunk', 'a leading zero', wire('018')],
    ['malformed-chunk', 'the size with a sign', wire('+18')],
    ['malformed-chunk', 'the size with 0x', wire('0x18')],
    ['malformed-chunk', 'a space before the size', wire(' 18')],
    ['malformed-chunk', 'a space behind the size', wire('18 ')],
    ['malformed-chunk', 'a size in two cases', wire('aB')],
    ['malformed-chunk', 'a size in two cases, upper case first', wire('Ab')],
    ['length-mismatch', 'a size beyond the decoded length, before its data comes', '19\r\n'],
    ['malformed-chunk', 'another extension', wire('18;name=value')],
    ['malformed-chunk', 'an empty extension', wire('18;')],
    ['malformed-chunk', 'a signature where none belongs', wire(`18;chunk-signature=${SEED}`)],
    ['malformed-chunk', 'a size of 14 digits', wire('10000000000000')],
    ['length-mismatch', 'a size of 13 digits', wire('fffffffffffff')],
    ['malformed-chunk', 'a line of 129 bytes', wire('1'.repeat(129))],
    ['malformed-chunk', 'a line feed alone', wire('18').replace('\r\n', '\n')],
    ['malformed-chunk', 'a carriage return alone', wire('18').replace('\r\n', '\r')],
    ['malformed-chunk', 'a size of one too few', wire('17')],
    ['length-mismatch', 'a size of one too many', wire('19')],
    ['malformed-chunk', 'bytes behind the end', `${wire('18')}\r\n`],
    ['malformed-chunk', 'a second body behind the end', wire('18') + wire('18')],
    ['length-mismatch', 'no data', end],
    ['malformed-chunk', 'data that is not framed', `${data.toString()}\r\n`],
    ['incomplete-body', 'data without any line', data.toString()],
    ['incomplete-body', 'nothing', ''],
  ])('%s: %s', async (code, _, body) => {
    expect(await outcome(body, claim)).toBe(code);
    expect(await outcome(pieces(Buffer.from(body), [1, 2, 3, 5, 8, 30]), claim)).toBe(code);
  });

  test('it is what it is without any of that', async () => {
    expect(await outcome(wire('18'), claim)).toEqual(data);
  });

  test.each<[string, (signed: string) => string]>([
    ['no signature', text => text.replace(/;chunk-signature=[0-9a-f]{64}/, '')],
    ['a signature in upper case', text => text.replace(/[0-9a-f]{64}/, one => one.toUpperCase())],
    ['a signature of 63 digits', text => text.replace(/[0-9a-f]\r\n/, '\r\n')],
    ['a signature of 65 digits', text => text.replace(/[0-9a-f]\r\n/, '00\r\n')],
    ['a space before the signature', text => text.replace('=', '= ')],
    ['another name', text => text.replace('chunk-signature', 'Chunk-Signature')],
  ])('a signed chunk has %s', async (_, change) => {
    expect(await outcome(change((await signedWire(data)).toString()), signedClaim(data.length))).toBe('malformed-chunk');
  });

  test('a line without end is not read on', async () => {
    let read = 0;
    async function* endless() {
      for (; ;) {
        read++;
        yield Buffer.from('1111111111');
      }
    }
    expect(await outcome(endless(), unsignedClaim(1))).toBe('malformed-chunk');
    expect(read).toBeLessThan(15);
  });

  test('chunks need a decoded length', async () => {
    expect(await outcome(wire('18'), { ...claim, decodedLength: undefined })).toBe('missing-decoded-length');
  });
});

describe('trailers', () => {
  const crc32Only = ['x-amz-checksum-crc32'];
  const unsigned = (trailers: string, names: readonly string[]) => outcome(unsignedWire([data], trailers), unsignedClaim(data.length, names));
  const next = (one: string) => `${String.fromCharCode(one.charCodeAt(0) + 1)}${one.slice(1)}`;
  const sha1 = `x-amz-checksum-sha1:${checksum('SHA1', data)}\r\n`;

  test('several, in any order', async () => {
    const names = ['x-amz-checksum-crc32', 'x-amz-checksum-sha1'];
    expect(await unsigned(`${crc32}${sha1}\r\n`, names)).toEqual(data);
    expect(await unsigned(`${sha1}${crc32}\r\n`, names)).toEqual(data);
  });

  const unsignedCases: [PayloadErrorCode, string, string, string[]?][] = [
    ['missing-trailer', 'none came', '\r\n'],
    ['missing-trailer', 'one of two came', `${crc32}\r\n`, ['x-amz-checksum-crc32', 'x-amz-checksum-sha1']],
    ['unexpected-trailer', 'not announced', `${crc32}\r\n`, []],
    ['unexpected-trailer', 'another is announced', `${sha1}\r\n`],
    ['unexpected-trailer', 'one more than announced', `${crc32}${sha1}\r\n`],
    ['unexpected-trailer', 'twice', `${crc32}${crc32}\r\n`],
    ['unexpected-trailer', 'a field of HTTP', `transfer-encoding:chunked\r\n${crc32}\r\n`],
    ['unexpected-trailer', 'a signature that nobody asked for', `${crc32}x-amz-trailer-signature:${SEED}\r\n\r\n`],
    ['unsupported-checksum', 'announced, and no checksum', 'x-amz-meta-a:b\r\n\r\n', ['x-amz-meta-a']],
    ['unsupported-checksum', 'announced, and not known', 'x-amz-checksum-sha512:aaaa\r\n\r\n', ['x-amz-checksum-sha512']],
    ['checksum-mismatch', 'of another body', `x-amz-checksum-crc32:${checksum('CRC32', 'another')}\r\n\r\n`],
    ['checksum-mismatch', 'other bits behind the last byte', `${crc32.replace(/.==/, next)}\r\n`],
    ['malformed-trailer', 'a space before the value', `${crc32.replace(':', ': ')}\r\n`],
    ['malformed-trailer', 'a space behind the name', `${crc32.replace(':', ' :')}\r\n`],
    ['malformed-trailer', 'upper case', `X${crc32.slice(1)}\r\n`],
    ['malformed-trailer', 'no colon', `${crc32.replace(':', '')}\r\n`],
    ['malformed-trailer', 'no value', 'x-amz-checksum-crc32:\r\n\r\n'],
    ['malformed-trailer', 'two line feeds behind the value', `${crc32.replace('\r', '\n\n\r')}\r\n`],
    ['incomplete-body', 'a line feed alone behind the value', `${crc32.replace('\r', '')}\r\n`],
    ['malformed-chunk', 'a value of a megabyte', `x-amz-checksum-crc32:${'a'.repeat(1_000_000)}\r\n\r\n`],
    ['malformed-trailer', 'a second last chunk', `0\r\n${crc32}\r\n`],
    ['incomplete-body', 'no empty line behind them', crc32],
  ];
  test.each(unsignedCases)('%s: %s', async (...[code, , trailers, names]) => {
    expect(await unsigned(trailers, names ?? crc32Only)).toBe(code);
  });

  const signed = async (change: (text: string) => string, trailers: string[]) => {
    const text = (await signedWire(data, { trailer: 'CRC32' })).toString('latin1');
    return outcome(change(text), { ...signedClaim(data.length, 'CRC32'), trailers });
  };
  const signature = /x-amz-trailer-signature:[0-9a-f]{64}\r\n/;

  const signedCases: [PayloadErrorCode, string, (text: string) => string, string[]?][] = [
    ['trailer-signature-mismatch', 'of another value', text => text.replace(/(crc32:).{8}/, '$1AAAAAA==')],
    ['trailer-signature-mismatch', 'of other trailers', text => text.replace(/x-amz-checksum-crc32:.{8}\r\n/, '')],
    ['trailer-signature-mismatch', 'a digit of it', text => text.replace(/(?<=trailer-signature:.{63})./, last => last === '0' ? '1' : '0')],
    ['malformed-trailer', 'no signature', text => text.replace(signature, '')],
    ['malformed-trailer', 'a short signature', text => text.replace(/(trailer-signature:)./, '$1')],
    ['malformed-trailer', 'a signature in upper case', text => text.replace(/(?<=trailer-signature:).{64}/, hex => hex.toUpperCase())],
    ['malformed-trailer', 'a line feed behind the signature', text => text.replace(signature, one => one.replace('\r', '\n\r'))],
    ['malformed-trailer', 'something behind the signature', text => text.replace(signature, `$&${crc32}`)],
    ['missing-trailer', 'none is announced', text => text, []],
    ['missing-trailer', 'more are announced', text => text, ['x-amz-checksum-crc32', 'x-amz-checksum-sha1']],
    ['incomplete-body', 'no empty line behind it', text => text.slice(0, -2)],
  ];
  test.each(signedCases)('%s, signed: %s', async (...[code, , change, names]) => {
    expect(await signed(change, names ?? crc32Only)).toBe(code);
  });

  test('a signed trailer of another body is no better than an unsigned one', async () => {
    const wire = (await signedWire(data, { trailer: 'CRC32' })).toString('latin1');
    const value = checksum('CRC32', 'another body');
    const last = /0;chunk-signature=([0-9a-f]{64})/.exec(wire)![1];
    const forged = trailerSignature(CHAIN, last, [['x-amz-checksum-crc32', value]]);
    const text = wire.replace(/(crc32:).{8}/, `$1${value}`).replace(/(trailer-signature:).{64}/, `$1${forged}`);
    expect(await outcome(text, signedClaim(data.length, 'CRC32'))).toBe('checksum-mismatch');
  });
});
