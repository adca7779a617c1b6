import { isAscii } from 'node:buffer';
import { unpacked, unpackedSync } from './parts/log-gunzip';
import { LineCutter, type Take } from './parts/log-lines';
import { bufferOf, type LogSource, parted, piecesOf } from './parts/log-pieces';
import { type AccessLog, BOM, MAX_LINE_LENGTH, parseAccessLogLine, parseAccessLogText, parseUnclean, readLine, Tally, tooLong } from '../access/access-log';
import { readClean } from '../access/access-log-clean';
import type { AccessLogCounts, AccessLogLine, AccessLogOptions, BadLine } from '../access/access-log-line';

export { type AccessLog, parseAccessLogLine } from '../access/access-log';
export type { AccessLogCounts, AccessLogField, AccessLogLine, AccessLogOptions, BadLine } from '../access/access-log-line';
export { recordOf } from '../access/access-log-record';
export type { AccessRecord, RecordedRequester } from '../access/access-record';
export type { LogSource } from './parts/log-pieces';

/**
 * Reads a server access log as a whole: text, or bytes of UTF-8 that may be packed with gzip. A line that is none of an access log is among the lines,
 * with `ok: false`.
 *
 * @throws Error where the gzip data are not whole
 */
export function parseAccessLog(log: string | Uint8Array, options: AccessLogOptions = {}): AccessLog {
  if (typeof log === 'string') return parseAccessLogText(log, options);
  const reader = new Reader(options);
  const lines: (AccessLogLine | BadLine)[] = [];
  for (const piece of parted(bufferOf(unpackedSync(log)))) lines.push(...reader.read(piece));
  lines.push(...reader.end());
  return { lines, ...reader.tally.counts() };
}

/**
 * Reads a server access log line by line, in bounded memory. Returns the counts at the end.
 *
 * ```ts
 * const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
 * for await (const line of readAccessLog(Body)) if (line.ok && line.tlsVersion === undefined) ...
 * ```
 *
 * @throws Error where gzip data are not whole, and whatever the stream throws; the lines before that have come
 */
export async function* readAccessLog(source: LogSource, options: AccessLogOptions = {}): AsyncGenerator<AccessLogLine | BadLine, AccessLogCounts> {
  const batches = readAccessLogBatches(source, options);
  try {
    for (;;) {
      const { done, value } = await batches.next();
      if (done === true) return value;
      yield* value;
    }
  } finally {
    await batches.return({ read: 0, ambiguous: 0, bad: 0, blank: 0 });
  }
}

/** The same by the lines of up to 64 KiB, which is faster: JavaScript waits once a batch and not once a line. */
export async function* readAccessLogBatches(
  source: LogSource, options: AccessLogOptions = {},
): AsyncGenerator<readonly (AccessLogLine | BadLine)[], AccessLogCounts> {
  const reader = new Reader(options);
  for await (const piece of unpacked(piecesOf(source))) {
    const lines = reader.read(piece);
    if (lines.length > 0) yield lines;
  }
  const last = reader.end();
  if (last.length > 0) yield last;
  return reader.tally.counts();
}

const CR = 13;

const codesOf = (bytes: Buffer): Uint8Array => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);

/** Reads lines from bytes, and counts them. */
class Reader {
  public readonly tally = new Tally();
  private readonly most: number;
  private readonly cutter: LineCutter;
  private number = 0;
  private bytes: Buffer = Buffer.alloc(0);
  private codes: Uint8Array = new Uint8Array(0);
  private isAscii = true;
  private lines: (AccessLogLine | BadLine)[] = [];

  public constructor({ maxLineLength = MAX_LINE_LENGTH }: AccessLogOptions) {
    if (!(maxLineLength >= 1)) throw new RangeError(`'maxLineLength' must be at least 1, got ${maxLineLength}; leave it out for 1 MiB`);
    this.most = maxLineLength;
    this.cutter = new LineCutter(maxLineLength);
  }

  public read(piece: Buffer): readonly (AccessLogLine | BadLine)[] {
    this.see(piece);
    this.cutter.push(piece, this.take);
    return this.taken();
  }

  public end(): readonly (AccessLogLine | BadLine)[] {
    this.cutter.end(this.take);
    return this.taken();
  }

  private taken(): readonly (AccessLogLine | BadLine)[] {
    const { lines } = this;
    this.lines = [];
    return lines;
  }

  private see(bytes: Buffer): void {
    this.bytes = bytes;
    this.codes = codesOf(bytes);
    this.isAscii = isAscii(bytes);
  }

  private readonly take: Take = (bytes, start, end, long) => {
    const number = ++this.number;
    const line = (long ? undefined : this.clean(bytes, start, end, number)) ?? this.other(bytes.toString('utf8', start, end), long, number);
    if (this.tally.count(line)) this.lines.push(line);
  };

  /** Each line becomes a string of its own, so that whoever keeps a field of it keeps no more than that line in memory. */
  private clean(bytes: Buffer, start: number, end: number, number: number): AccessLogLine | undefined {
    const here = bytes === this.bytes; // And not put together from two pieces.
    const codes = here ? this.codes : codesOf(bytes);
    const stop = end > start && codes[end - 1] === CR ? end - 1 : end;
    const text = bytes.toString(here && this.isAscii ? 'latin1' : 'utf8', start, stop);
    if (number === 1 && text.charCodeAt(0) === BOM) return undefined;
    // As long as its bytes: each of these is one character, at the same place.
    return text.length === stop - start ? readClean(text, number, codes, start) : readClean(text, number);
  }

  private other(text: string, long: boolean, number: number): AccessLogLine | BadLine | undefined {
    const plain = number === 1 && text.charCodeAt(0) === BOM ? text.slice(1) : text;
    if (long) return tooLong(plain, number, this.most);
    return readLine(plain, number, this.most, plain === text ? parseUnclean : parseAccessLogLine);
  }
}
