import { byRegex, byScanner } from './log-peers';
import { median } from './side-by-side';
import { parseAccessLog, parseAccessLogLine, readAccessLog, readAccessLogBatches } from '../src/runtime/parse-access-log';
import { LineCutter } from '../src/runtime/parts/log-lines';
import { requestOf, writeLine } from '../test/access/access-log-writer';

/** Short by default, for CI; `LOGS_BENCH=full` for the figures of the guide. */
const FULL = process.env.LOGS_BENCH === 'full';
const ROUNDS = FULL ? 12 : 6;
const WARM_UP = 3;
const MEBIBYTE = 1_048_576;
const PIECE = 65_536;

/** Lines of 26 fields, as they are since 2023, without anything odd in them, since the regex and the bare scanner cannot read others. */
function cleanLines(count: number): string[] {
  const lines: string[] = [];
  for (let seed = 0; lines.length < count; seed++) {
    const request = requestOf(seed);
    const key = seed % 4 === 0 ? request.key?.trim() || 'my file.txt' : `photos/2026/07/image-${seed}.jpg`; // One in four has something to decode.
    if (request.fields === 26 && request.time! > Date.UTC(2023, 5)) lines.push(writeLine({ ...request, key, referer: seed % 3 === 0 ? 'https://example.com/gallery?page=7' : null }));
  }
  return lines;
}

/** A log of so many bytes, in pieces, which is made as it is read. */
async function* logOf(bytes: number, block: Buffer): AsyncGenerator<Buffer> {
  for (let given = 0; given < bytes;) {
    for (let start = 0; start < block.length && given < bytes; start += PIECE) {
      const piece = block.subarray(start, start + PIECE);
      given += piece.length;
      yield piece;
    }
  }
}

type Line = Partial<Record<typeof COLUMNS[number], unknown>>;

const COLUMNS = [
  'bucketOwner', 'bucket', 'time', 'remoteIp', 'requester', 'requestId', 'operation', 'key', 'rawKey', 'requestUri', 'status', 'errorCode', 'bytesSent',
  'objectSize', 'totalTime', 'turnAroundTime', 'referer', 'userAgent', 'versionId', 'hostId', 'signatureVersion', 'cipherSuite', 'authenticationType',
  'hostHeader', 'tlsVersion', 'accessPointArn', 'aclRequired', 'sourceRegion',
] as const;

/** Looks at each typed column, as whoever reads a log would. */
function touch(line: Line): number {
  let held = 0;
  if (line.bucketOwner !== undefined) held++;
  if (line.bucket !== undefined) held++;
  if (line.time !== undefined) held++;
  if (line.remoteIp !== undefined) held++;
  if (line.requester !== undefined) held++;
  if (line.requestId !== undefined) held++;
  if (line.operation !== undefined) held++;
  if (line.key !== undefined) held++;
  if (line.rawKey !== undefined) held++;
  if (line.requestUri !== undefined) held++;
  if (line.status !== undefined) held++;
  if (line.errorCode !== undefined) held++;
  if (line.bytesSent !== undefined) held++;
  if (line.objectSize !== undefined) held++;
  if (line.totalTime !== undefined) held++;
  if (line.turnAroundTime !== undefined) held++;
  if (line.referer !== undefined) held++;
  if (line.userAgent !== undefined) held++;
  if (line.versionId !== undefined) held++;
  if (line.hostId !== undefined) held++;
  if (line.signatureVersion !== undefined) held++;
  if (line.cipherSuite !== undefined) held++;
  if (line.authenticationType !== undefined) held++;
  if (line.hostHeader !== undefined) held++;
  if (line.tlsVersion !== undefined) held++;
  if (line.accessPointArn !== undefined) held++;
  if (line.aclRequired !== undefined) held++;
  if (line.sourceRegion !== undefined) held++;
  return held;
}

/** Looks at each column that is text. */
function touchText(columns: readonly (string | undefined)[]): number {
  let held = 0;
  for (let i = 1; i < columns.length; i++) if (columns[i] !== undefined) held++;
  return held;
}

/** Reads the lines of a block, from its bytes, in batches of 64 KiB, and looks at what it has read. */
type Contestant = (block: Buffer) => Promise<number> | number;

/** Cuts a block into lines, each of them a string, and reads them one by one. */
const byLine = <T>(read: (line: string, number: number) => unknown, look: (line: T) => number): Contestant => (block) => {
  const cutter = new LineCutter(MEBIBYTE);
  let number = 0;
  let held = 0;
  for (let at = 0; at < block.length; at += PIECE) {
    const batch: T[] = [];
    cutter.push(block.subarray(at, at + PIECE), (bytes, start, end) => {
      batch.push(read(bytes.toString('utf8', start, end), ++number) as T);
    });
    for (const line of batch) held += look(line);
  }
  return held;
};

const byBytes: Contestant = async (block) => {
  let held = 0;
  for await (const batch of readAccessLogBatches(block)) {
    for (const line of batch) held += touch(line as Line);
  }
  return held;
};

const CONTESTANTS: readonly (readonly [string, Contestant])[] = [
  ['readAccessLogBatches', byBytes],
  ['parseAccessLogLine, of strings', byLine<Line>(parseAccessLogLine, touch)],
  ['regex of Amazon\'s guide, typed', byLine<Line>(line => byRegex(line, true), touch)],
  ['regex of Amazon\'s guide, columns as text', byLine<readonly string[]>(line => byRegex(line, false), touchText)],
  ['bare typed scanner (trusts every line)', byLine<Line>(byScanner, touch)],
  ['read and split into lines only', byLine<string>(line => line, line => line.length)],
];

/** Columns of which the peers have the same values; they keep quotes, and have a `-` in quotes as text. */
const SAME = COLUMNS.filter(column => !['requestUri', 'referer', 'userAgent'].includes(column));

/** Throws where a line is not read by all to the same columns. Line by line, since V8 allocates otherwise what it has once seen to be kept for long. */
function check(lines: readonly string[]): void {
  lines.forEach((line, i) => {
    const { lines: [own] } = parseAccessLog(Buffer.from(line));
    for (const peer of [parseAccessLogLine(line), byRegex(line, true), byScanner(line, i)] as (Line | undefined)[]) {
      const other = own.ok ? SAME.find(column => own[column] !== peer?.[column]) : 'ok';
      if (other !== undefined) throw new Error(`'${other}' is not the same for all, so they cannot be compared: ${line}`);
    }
  });
}

async function speeds(): Promise<void> {
  const lines = cleanLines(FULL ? 100_000 : 30_000);
  const block = Buffer.from(`${lines.join('\n')}\n`);
  check(lines);
  const seconds = CONTESTANTS.map(() => [] as number[]);
  // In turn, round by round, and each first for once, so that a machine whose speed drifts is unfair to all alike; the first rounds warm up.
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (let turn = 0; turn < CONTESTANTS.length; turn++) {
      const i = (turn + round + WARM_UP) % CONTESTANTS.length;
      const start = process.hrtime.bigint();
      await CONTESTANTS[i][1](block);
      if (round >= 0) seconds[i].push(Number(process.hrtime.bigint() - start) / 1e9);
    }
  }
  const own = median(seconds[0]);
  process.stdout.write(`lines of an access log, ${Math.round(block.length / lines.length)} bytes each (${process.version}, median of ${ROUNDS} rounds)\n`);
  CONTESTANTS.forEach(([name], i) => {
    const took = median(seconds[i]);
    const ratio = i === 0 ? '' : `   ours is ${(took / own).toFixed(2)} x`;
    process.stdout.write(`  ${name.padEnd(44)}${Math.round(lines.length / took).toLocaleString('en').padStart(12)} lines/s${ratio}\n`);
  });
}

/** Reads so many bytes as a stream, and tells the most memory that was used; the most there was before cannot be forgotten, so sizes go up. */
async function memory(mebibytes: number, block: Buffer): Promise<void> {
  const start = process.hrtime.bigint();
  let read = 0;
  for await (const batch of readAccessLogBatches(logOf(mebibytes * MEBIBYTE, block))) read += batch.length;
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const peak = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`  ${String(mebibytes).padStart(5)} MiB: ${read.toLocaleString('en')} lines in ${seconds.toFixed(1)} s, peak RSS ${peak.toFixed(0)} MiB\n`);
}

async function main(): Promise<void> {
  await speeds();
  const block = Buffer.from(`${cleanLines(20_000).join('\n')}\n`);
  process.stdout.write('a stream, in batches\n');
  for (const size of FULL ? [64, 256, 1024] : [32, 128]) await memory(size, block);
  const start = process.hrtime.bigint();
  let read = 0;
  for await (const line of readAccessLog(logOf(32 * MEBIBYTE, block))) if (line.ok) read++;
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  process.stdout.write(`  line by line: ${Math.round(read / seconds).toLocaleString('en')} lines/s\n`);
}

void main();
