/* eslint-disable no-bitwise */
import * as zlib from 'node:zlib';

/** A cyclic redundancy check over bytes that come in pieces. All of them are reflected, and start and end with their bits inverted. */
export interface Crc {
  update(bytes: Uint8Array): void;
  /** Of what came so far: 4 or 8 bytes, the most significant first, as S3 wants them. */
  digest(): Buffer;
}

/** The CRC of zlib and Ethernet; the one of Node where it has it. */
export function crc32(): Crc {
  const { crc32: native } = zlib as Partial<typeof zlib>;
  if (!native) return narrow(0xedb88320);
  let crc = 0;
  // Of no bytes Node may say 0, whatever came before: v20.20.2 does for an empty ArrayBuffer.
  return { update: bytes => void (crc = bytes.length === 0 ? crc : native(bytes, crc)), digest: () => bytesOf(crc) };
}

/** The CRC of Castagnoli. @see https://www.rfc-editor.org/rfc/rfc3720#appendix-B.4 */
export const crc32c = (): Crc => narrow(0x82f63b78);

/** The CRC of NVM Express. @see https://reveng.sourceforge.io/crc-catalogue/17plus.htm#crc.cat.crc-64-nvme */
export function crc64nvme(): Crc {
  const table = remembered(CRC64NVME, wideTable);
  const crc: Halves = { high: -1, low: -1 };
  return { update: bytes => wideUpdate(table, crc, bytes), digest: () => bytesOf(~crc.high, ~crc.low) };
}

function narrow(polynomial: number): Crc {
  const table = remembered(polynomial, narrowTable);
  let crc = -1;
  return { update: bytes => void (crc = narrowUpdate(table, crc, bytes)), digest: () => bytesOf(~crc) };
}

function bytesOf(...words: number[]): Buffer {
  const buffer = Buffer.alloc(4 * words.length);
  words.forEach((word, index) => buffer.writeInt32BE(word | 0, 4 * index));
  return buffer;
}

const tables = new Map<number, Int32Array>();

/** Tables are made when they are first needed: 8 KB for 32 bits, 16 KB for 64. */
function remembered(polynomial: number, make: (polynomial: number) => Int32Array): Int32Array {
  const table = tables.get(polynomial) ?? make(polynomial);
  tables.set(polynomial, table);
  return table;
}

/**
 * Eight tables of 256 words in a row, so that a step takes eight bytes ("slicing by 8"): table n is what a byte does with n bytes behind it.
 * Words are signed: V8 keeps those as plain integers.
 */
function narrowTable(polynomial: number): Int32Array {
  const table = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >>> 1 ^ polynomial : crc >>> 1;
    table[byte] = crc;
  }
  for (let i = 256; i < table.length; i++) table[i] = table[i - 256] >>> 8 ^ table[table[i - 256] & 255];
  return table;
}

function narrowUpdate(table: Int32Array, start: number, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let crc = start;
  let i = 0;
  for (const last = bytes.length - 8; i <= last; i += 8) {
    const a = view.getInt32(i, true) ^ crc;
    const b = view.getInt32(i + 4, true);
    crc = table[1792 + (a & 255)] ^ table[1536 + (a >>> 8 & 255)] ^ table[1280 + (a >>> 16 & 255)] ^ table[1024 + (a >>> 24)]
      ^ table[768 + (b & 255)] ^ table[512 + (b >>> 8 & 255)] ^ table[256 + (b >>> 16 & 255)] ^ table[b >>> 24];
  }
  for (; i < bytes.length; i++) crc = crc >>> 8 ^ table[(crc ^ bytes[i]) & 255];
  return crc;
}

/** 64 bits in two halves: a BigInt for each byte would be far slower. */
interface Halves {
  high: number;
  low: number;
}

/** The lower half names the table; the upper one is 0x9a6c9329. */
const CRC64NVME = 0xac4bc9b5;

/** As the narrow one, with two words a byte: upper half, lower half. */
function wideTable(polynomial: number): Int32Array {
  const table = new Int32Array(8 * 512);
  for (let byte = 0; byte < 256; byte++) {
    let [high, low] = [0, byte];
    for (let bit = 0; bit < 8; bit++) {
      const mask = -(low & 1);
      low = (low >>> 1 | high << 31) ^ polynomial & mask;
      high = high >>> 1 ^ 0x9a6c9329 & mask;
    }
    table.set([high, low], 2 * byte);
  }
  for (let i = 512; i < table.length; i += 2) {
    const [high, low] = [table[i - 512], table[i - 511]];
    const next = 2 * (low & 255);
    table.set([high >>> 8 ^ table[next], (low >>> 8 | high << 24) ^ table[next + 1]], i);
  }
  return table;
}

function wideUpdate(table: Int32Array, crc: Halves, bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let high = crc.high;
  let low = crc.low;
  let i = 0;
  for (const last = bytes.length - 8; i <= last; i += 8) {
    const x = view.getInt32(i, true) ^ low;
    const y = view.getInt32(i + 4, true) ^ high;
    const a = 3584 + (x << 1 & 510);
    const b = 3072 + (x >>> 7 & 510);
    const c = 2560 + (x >>> 15 & 510);
    const d = 2048 + (x >>> 23 & 510);
    const e = 1536 + (y << 1 & 510);
    const f = 1024 + (y >>> 7 & 510);
    const g = 512 + (y >>> 15 & 510);
    const h = y >>> 23 & 510;
    high = table[a] ^ table[b] ^ table[c] ^ table[d] ^ table[e] ^ table[f] ^ table[g] ^ table[h];
    low = table[a + 1] ^ table[b + 1] ^ table[c + 1] ^ table[d + 1] ^ table[e + 1] ^ table[f + 1] ^ table[g + 1] ^ table[h + 1];
  }
  for (; i < bytes.length; i++) {
    const entry = 2 * ((low ^ bytes[i]) & 255);
    low = (low >>> 8 | high << 24) ^ table[entry + 1];
    high = high >>> 8 ^ table[entry];
  }
  crc.high = high;
  crc.low = low;
}
