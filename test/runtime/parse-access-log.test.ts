import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { type AccessLogLine, type AccessLogOptions, type BadLine, type LogSource, parseAccessLog, readAccessLog, recordOf } from '../../src/runtime/parse-access-log';
import { requestOf, writeLine } from '../access/access-log-writer';

const LINES = Array.from({ length: 20 }, (_, seed) => writeLine(requestOf(seed)));
const TEXT = `\ufeff${LINES.slice(0, 10).join('\r\n')}\n\nno line é\u0000\n${LINES.slice(10).join('\n')}`;
const BYTES = Buffer.from(TEXT);
const WHOLE = parseAccessLog(TEXT);

async function all(source: LogSource, options?: AccessLogOptions) {
  const lines: (AccessLogLine | BadLine)[] = [];
  const reading = readAccessLog(source, options);
  for (;;) {
    const { done, value } = await reading.next();
    if (done === true) return { lines, ...value };
    lines.push(value);
  }
}

function cut(bytes: Buffer, at: readonly number[]): Buffer[] {
  const places = [0, ...[...at].sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, i) => bytes.subarray(places[i], end));
}

test('text as a whole', () => {
  expect(WHOLE).toMatchObject({ read: 20, bad: 1, blank: 1 });
  expect(WHOLE.lines[10]).toEqual({ ok: false, number: 12, text: 'no line é\u0000', why: expect.any(String) });
});

test.each<[string, () => LogSource]>([
  ['text', () => TEXT], ['bytes', () => BYTES], ['a view', () => new Uint8Array(BYTES)], ['gzip', () => gzipSync(BYTES)],
  ['gzip of two members', () => Buffer.concat([gzipSync(BYTES.subarray(0, 700)), gzipSync(BYTES.subarray(700))])],
  ['a stream of Node', () => Readable.from([BYTES])], ['one that gives text', () => Readable.from([...TEXT])],
  ['half characters of text', () => Readable.from(TEXT.replace('é', '😀').split('')).map((c: string) => c === '\ud83d' || c === '\ude00' ? 'é'.repeat(Number(c === '\ude00')) : c)],
  ['a stream of the web', () => new Blob([gzipSync(BYTES)]).stream() as LogSource],
  ['a stream of the web without an iterator', () => ({ getReader: () => new Blob([BYTES]).stream().getReader() }) as unknown as LogSource],
])('%s gives the same lines', async (_, source) => expect(await all(source())).toEqual(WHOLE));

test('bytes as a whole give the same lines, packed or not', () => {
  expect(parseAccessLog(BYTES)).toEqual(WHOLE);
  expect(parseAccessLog(gzipSync(BYTES))).toEqual(WHOLE);
});

test('it does not matter where the bytes are cut', () => fc.assert(fc.asyncProperty(
  fc.array(fc.nat(BYTES.length)), fc.boolean(), async (at, packed) => {
    const bytes = packed ? gzipSync(BYTES) : BYTES;
    expect(await all(Readable.from(cut(bytes, at.map(place => place % bytes.length))))).toEqual(WHOLE);
  },
), { numRuns: 25 }));

test('no line of random bytes is lost', () => fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
  fc.pre(!(bytes[0] === 0x1f && bytes[1] === 0x8b));
  const { lines, blank, bad } = await all(bytes);
  const feeds = bytes.filter(b => b === 10).length;
  expect(lines.length + blank).toBe(bytes.length === 0 ? 0 : feeds + (bytes[bytes.length - 1] === 10 ? 0 : 1));
  expect(bad).toBe(lines.length);
}), { numRuns: Number(process.env.ACCESS_LOG_LINES ?? 1000) / 10 }), 120_000);

test('a line that is too long is kept as far as it goes, and the next ones are read', async () => {
  const log = [LINES[0], 'x'.repeat(5000), LINES[1], 'y'.repeat(100_000)].join('\n');
  for (const source of [log, Readable.from(cut(Buffer.from(log), [300, 900, 901, 4000, 70_000]))]) {
    const { lines, bad, read } = await all(source, { maxLineLength: 2000 });
    expect([read, bad]).toEqual([2, 2]);
    expect(lines[1]).toEqual({ ok: false, number: 2, text: 'x'.repeat(2000), why: 'the line is longer than 2000', truncated: true });
    expect(lines[3]).toMatchObject({ number: 4, text: 'y'.repeat(2000), truncated: true });
  }
});

test.each<[string, Buffer]>([
  ['that ends too early', gzipSync(BYTES).subarray(0, 400)], ['with a log behind it', Buffer.concat([gzipSync(BYTES), BYTES])],
  ['with zeros behind it', Buffer.concat([gzipSync(BYTES), Buffer.alloc(9)])],
])('gzip %s throws', async (_, bytes) => {
  await expect(all(bytes)).rejects.toThrow(/^the log is not whole gzip data: /);
  expect(() => parseAccessLog(bytes)).toThrow(/^the log is not whole gzip data: /);
});

test.each([undefined, null, 7, {}])('%j is no log', async source => expect(all(source as never)).rejects.toThrow(/^a log must be a stream/));

test('pieces that are neither text nor bytes', async () => expect(all(Readable.from([{ a: 1 }]))).rejects.toThrow(/^a log must come in pieces/));

test('a limit of 0', () => expect(() => parseAccessLog(BYTES, { maxLineLength: 0 })).toThrow(/^'maxLineLength' must be at least 1, got 0/));

test.each([['plain', BYTES], ['packed', gzipSync(BYTES)]])('who stops early lets go of the source: %s', async (_, bytes) => {
  let open = true;
  async function* source(): AsyncGenerator<Buffer> {
    try {
      for (;;) yield bytes;
    } finally {
      open = false;
    }
  }
  for await (const line of readAccessLog(source())) {
    expect(line.number).toBe(1);
    break;
  }
  await new Promise(resolve => setTimeout(resolve, 20));
  expect(open).toBe(false);
});

test('records of lines', () => expect(WHOLE.lines.filter(line => line.ok).map(line => recordOf(line).number)).toHaveLength(20));
