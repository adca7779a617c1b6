import { byRegex, byScanner } from './log-peers';
import { median } from './side-by-side';
import { parseAccessLogLine, readAccessLog, readAccessLogBatches } from '../src/runtime/parse-access-log';
import { LineCutter } from '../src/runtime/parts/log-lines';
import { requestOf, writeLine } from '../test/access/access-log-writer';

/** Short by default, for CI; `LOGS_BENCH=full` for the figures of the guide. */
const FULL = process.env.LOGS_BENCH === 'full';
const ROUNDS = FULL ? 9 : 5;
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

/** Seconds for all lines of a block, cut from its bytes and read one by one. */
function timed(block: Buffer, each: (line: string, number: number) => unknown): number {
  const start = process.hrtime.bigint();
  const cutter = new LineCutter(MEBIBYTE);
  let number = 0;
  let batch: unknown[] = [];
  for (let at = 0; at < block.length; at += PIECE) {
    cutter.push(block.subarray(at, at + PIECE), (line) => {
      batch.push(each(line, ++number));
    });
    batch = [];
  }
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function speeds(): void {
  const lines = cleanLines(FULL ? 100_000 : 30_000);
  const block = Buffer.from(`${lines.join('\n')}\n`);
  const contestants: readonly (readonly [string, (line: string, number: number) => unknown])[] = [
    ['parseAccessLogLine', parseAccessLogLine],
    ['regex of Amazon\'s guide, columns as text', line => byRegex(line, false)],
    ['regex of Amazon\'s guide, typed', line => byRegex(line, true)],
    ['bare typed scanner (trusts every line)', byScanner],
    ['read and split into lines only', line => line],
  ];
  const lost = lines.filter((line, i) => byRegex(line, true) === undefined || !parseAccessLogLine(line, i).ok).length;
  if (lost > 0) throw new Error(`${lost} lines are not read by all; they must be, to be compared`);
  const seconds = contestants.map(() => [] as number[]);
  // In turn, round by round, so that a machine whose speed drifts is unfair to all alike; the first round warms up.
  for (let round = 0; round <= ROUNDS; round++) {
    contestants.forEach(([, each], i) => {
      const took = timed(block, each);
      if (round > 0) seconds[i].push(took);
    });
  }
  const own = median(seconds[0]);
  process.stdout.write(`lines of an access log, ${Math.round(block.length / lines.length)} bytes each (${process.version}, median of ${ROUNDS} rounds)\n`);
  contestants.forEach(([name], i) => {
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
  speeds();
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
