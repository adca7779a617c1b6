/* eslint-disable no-bitwise */
/** A range of addresses: the network's bits, and how many of them count. */
interface Range {
  readonly bits: 32 | 128;
  readonly network: bigint;
  readonly prefix: number;
}

/** Compiles `192.0.2.0/24`, `2001:db8::/32` or a single address to a test; undefined where the text is neither. */
export function ipRange(text: string): ((address: string) => boolean) | undefined {
  const range = parseRange(text);
  if (!range) return undefined;
  const shift = BigInt(range.bits - range.prefix);
  if (range.bits === 32) {
    const size = 2 ** (32 - range.prefix);
    const block = Math.floor(Number(range.network) / size);
    return (address) => {
      const value = numberOf(address);
      return value >= 0 && Math.floor(value / size) === block;
    };
  }
  return address => {
    const parsed = parseAddress(address);
    return parsed !== undefined && parsed.bits === range.bits && (parsed.value >> shift) === (range.network >> shift);
  };
}

/** An address inside the range, its last one. */
export function lastAddress(text: string): string | undefined {
  const range = parseRange(text);
  if (!range) return undefined;
  const last = range.network | ((1n << BigInt(range.bits - range.prefix)) - 1n);
  const size = range.bits === 32 ? 8 : 16;
  const parts = Array.from({ length: range.bits / size }, (_, i) => BigInt.asUintN(size, last >> BigInt(range.bits - size * (i + 1))));
  return range.bits === 32 ? parts.join('.') : parts.map(p => p.toString(16)).join(':');
}

export function prefixLength(text: string): { bits: 32 | 128; prefix: number } | undefined {
  return parseRange(text);
}

function parseRange(text: string): Range | undefined {
  const [address, length, ...rest] = text.split('/');
  const parsed = parseAddress(address);
  if (!parsed || rest.length > 0) return undefined;
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return undefined;
  const prefix = length === undefined ? parsed.bits : Number(length);
  return prefix > parsed.bits ? undefined : { bits: parsed.bits, network: parsed.value, prefix };
}

function parseAddress(text: string): { bits: 32 | 128; value: bigint } | undefined {
  if (text.includes(':')) {
    const value = parseV6(text);
    return value === undefined ? undefined : { bits: 128, value };
  }
  const value = parseV4(text);
  return value === undefined ? undefined : { bits: 32, value };
}

function parseV4(text: string): bigint | undefined {
  const value = numberOf(text);
  return value < 0 ? undefined : BigInt(value);
}

/** An IPv4 address as a number; -1 where the text is none: four numbers of one to three digits, each below 256. */
function numberOf(text: string): number {
  let sum = 0;
  let part = 0;
  let digits = 0;
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit >= 0 && digit <= 9) {
      part = part * 10 + digit;
      if (++digits > 3 || part > 255) return -1;
    } else {
      if (digit !== DOT || digits === 0 || ++dots > 3) return -1;
      sum = sum * 256 + part;
      part = 0;
      digits = 0;
    }
  }
  return dots === 3 && digits > 0 ? sum * 256 + part : -1;
}

const DOT = 0x2e - 0x30;

function parseV6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(half => half === '' ? [] : half.split(':').flatMap(expandV4));
  const groups = halves.length === 1 ? head : [...head, ...Array(Math.max(0, 8 - head.length - tail.length)).fill('0'), ...tail];
  if (groups.length !== 8 || !groups.every(g => /^[0-9a-f]{1,4}$/i.test(g))) return undefined;
  return groups.reduce((sum, g) => (sum << 16n) | BigInt(`0x${g}`), 0n);
}

/** The dotted end of an IPv4-mapped address, as two groups. */
function expandV4(group: string): string[] {
  const value = group.includes('.') ? parseV4(group) : undefined;
  return value === undefined ? [group] : [(value >> 16n).toString(16), (value & 0xffffn).toString(16)];
}
