/* eslint-disable no-bitwise -- bits are changed here */
import fc from 'fast-check';
import { claimOf, outcome, pieces, signedClaim, signedWire, unsignedClaim, unsignedWire } from './chunked';
import { checksum } from '../../src/runtime/checksum';
import { sha256Hex } from '../../src/runtime/signature';
import { type PayloadClaim, PAYLOAD_S3_ERRORS } from '../../src/runtime/verify-body';

interface Upload {
  readonly name: string;
  readonly wire: Buffer;
  readonly claim: PayloadClaim;
}

/** Chunks may be small here, so that more of the wire is framing. */
const LIMITS = { minChunkSize: 0 };
/** What is changed of a byte. */
const ALL = Array.from({ length: 255 }, (_, i) => i + 1);
const SOME = [1, 2, 4, 8, 16, 32, 64, 128, 255];
const object = Buffer.from('29 bytes, \r\nwith a line break');

async function uploads(): Promise<Upload[]> {
  const half = [object.subarray(0, 10), object.subarray(10)];
  const crc32 = `x-amz-checksum-crc32:${checksum('CRC32', object)}\r\n\r\n`;
  const sha256 = `x-amz-checksum-sha256:${checksum('SHA256', object)}\r\n\r\n`;
  const { length } = object;
  return [
    { name: 'signed chunks', wire: await signedWire(object), claim: signedClaim(length) },
    { name: 'signed chunks, signed trailer', wire: await signedWire(object, { trailer: 'CRC32' }), claim: signedClaim(length, 'CRC32') },
    { name: 'unsigned chunks, CRC32', wire: unsignedWire(half, crc32), claim: unsignedClaim(length, ['x-amz-checksum-crc32']) },
    { name: 'unsigned chunks, SHA-256', wire: unsignedWire(half, sha256), claim: unsignedClaim(length, ['x-amz-checksum-sha256']) },
    { name: 'a signed hash', wire: object, claim: claimOf(sha256Hex(object)) },
    { name: 'a Content-MD5', wire: object, claim: claimOf('UNSIGNED-PAYLOAD', { contentMd5: checksum('MD5', object) }) },
  ];
}

/** Letters of the size of a chunk may be in the other case, where it has one letter: `1d` is `1D`. It is no change of meaning. */
const sizeLetters = ({ wire }: Upload): number[] =>
  [...wire.toString('latin1').matchAll(/(?:^|\r\n)(\d*)[a-f]\d*(?=;|\r\n)/g)].map(match => match.index + match[0].search(/[a-f]/));

test.each([0, 1, 2, 4])('upload %d: every change of one byte is refused, but for the case of a size', async (number) => {
  const upload = (await uploads())[number];
  const { wire, claim } = upload;
  const isFrame = (at: number) => /[\r\n;:=x-]/.test(wire.toString('latin1', Math.max(0, at - 4), at + 5));
  expect(await outcome(wire, claim, LIMITS)).toEqual(object);
  const accepted: [number, string, string][] = [];
  for (let at = 0; at < wire.length; at++) {
    // Data and signatures are judged as a whole, so a few changes stand for all; framing is not.
    for (const bits of isFrame(at) ? ALL : SOME) {
      const changed = Buffer.from(wire);
      changed[at] ^= bits;
      const end = await outcome(changed, claim, LIMITS);
      if (typeof end === 'string') continue;
      accepted.push([at, String.fromCharCode(changed[at]), end.equals(object) ? 'the same object' : 'another object']);
    }
  }
  expect(accepted).toEqual(sizeLetters(upload).map(at => [at, wire.toString('latin1', at, at + 1).toUpperCase(), 'the same object']));
}, 60_000);

test('there are such sizes', async () => {
  expect((await uploads()).map(upload => sizeLetters(upload).length)).toEqual([1, 1, 1, 1, 0, 0]);
});

test('what is cut off anywhere is refused', async () => {
  for (const { name, wire, claim } of await uploads()) {
    for (let length = 0; length < wire.length; length++) {
      const end = await outcome(wire.subarray(0, length), claim, LIMITS);
      expect([name, length, typeof end]).toEqual([name, length, 'string']);
    }
  }
});

test('what is added at the end is refused', async () => {
  for (const { name, wire, claim } of await uploads()) {
    for (const more of ['\n', '\r\n', '0', 'x', '\0', wire.toString('latin1')]) {
      const end = await outcome(Buffer.concat([wire, Buffer.from(more, 'latin1')]), claim, LIMITS);
      expect([name, more, typeof end]).toEqual([name, more, 'string']);
    }
  }
});

type Mutation = readonly [kind: 'change' | 'insert' | 'delete' | 'repeat' | 'swap' | 'cut', at: number, length: number, byte: number];

const mutation: fc.Arbitrary<Mutation> = fc.tuple(
  fc.constantFrom('change', 'insert', 'delete', 'repeat', 'swap', 'cut'),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: 1, max: 100 }),
  fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(...Buffer.from('\r\n;:=0123456789abcdefABCDEF- x'))),
);

function mutated(wire: Buffer, [kind, share, length, byte]: Mutation): Buffer {
  const at = Math.floor(share * wire.length);
  const [before, part, after] = [wire.subarray(0, at), wire.subarray(at, at + length), wire.subarray(at + length)];
  switch (kind) {
    case 'change': return Buffer.concat([before, Buffer.from([byte]), wire.subarray(at + 1)]);
    case 'insert': return Buffer.concat([before, Buffer.from([byte]), wire.subarray(at)]);
    case 'delete': return Buffer.concat([before, after]);
    case 'repeat': return Buffer.concat([before, part, part, after]);
    case 'swap': return Buffer.concat([before, after, part]);
    case 'cut': return before;
  }
}

test('20000 mutations: nothing but a code of a refusal comes, or the very object that was sent', async () => {
  const all = await uploads();
  const codes = new Set<string>();
  const cases = fc.record({
    number: fc.nat(all.length - 1),
    mutations: fc.array(mutation, { minLength: 1, maxLength: 3 }),
    cuts: fc.array(fc.nat(700), { maxLength: 4 }),
  });
  await fc.assert(fc.asyncProperty(fc.array(cases, { minLength: 10, maxLength: 10 }), async (ten) => {
    for (const { number, mutations, cuts } of ten) {
      const { wire, claim } = all[number];
      const end = await outcome(pieces(mutations.reduce(mutated, wire), cuts), claim, LIMITS);
      if (typeof end === 'string') codes.add(end);
      else if (!end.equals(object)) throw new Error('another object was accepted');
    }
  }), { numRuns: 2000 });
  expect([...codes].filter(code => !Object.hasOwn(PAYLOAD_S3_ERRORS, code))).toEqual([]);
  const reached = ['malformed-chunk', 'incomplete-body', 'chunk-signature-mismatch', 'checksum-mismatch', 'payload-hash-mismatch'];
  expect([...codes]).toEqual(expect.arrayContaining(reached));
}, 60_000);
