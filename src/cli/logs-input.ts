import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { Io } from './io';
import { Problem, systemProblem } from './problem';
import type { AccessRecord } from '../access/access-record';
import { CloudTrailReader } from '../access/cloudtrail';
import { readAccessLogBatches, recordOf } from '../runtime/parse-access-log';
import { unpacked } from '../runtime/parts/log-gunzip';
import { piecesOf } from '../runtime/parts/log-pieces';
import { brokenGzip, decoded } from '../runtime/parts/text-pieces';

/** A line or an event that could not be read. */
export interface BadEntry {
  readonly ok: false;
  readonly file: string;
  readonly number: number;
  readonly why: string;
  readonly text: string;
}

/** What a log has: a record, or what is no record. */
export type LogEntry = { readonly ok: true; readonly record: AccessRecord } | BadEntry;

export interface LogFile {
  /** As it was typed, or below the directory that was. */
  readonly name: string;
  /** Undefined is standard input. */
  readonly path?: string;
}

const STDIN = '-';
/** Hashes that CloudTrail writes beside its log files. */
const DIGEST = /(?:^|[\\/])CloudTrail-Digest[\\/]/;

/** The files that the arguments name, each once; of a directory all files in it, in the order of their names. */
export async function logFiles(names: readonly string[], io: Io): Promise<{ readonly files: readonly LogFile[]; readonly leftOut: number }> {
  const files = new Map<string, LogFile>();
  let leftOut = 0;
  for (const name of names) {
    const path = resolve(io.cwd, name);
    if (name === STDIN) {
      files.set(STDIN, { name: 'stdin' });
      continue;
    }
    try {
      if (!(await stat(path)).isDirectory()) {
        files.set(path, { name, path });
        continue;
      }
      const all = await readdir(path, { recursive: true, withFileTypes: true });
      const inside = all.filter(file => file.isFile()).map(file => relative(path, join(file.path, file.name)));
      const logs = inside.filter(file => !DIGEST.test(join(name, file)));
      leftOut += inside.length - logs.length;
      if (logs.length === 0) throw new Problem(`no file in '${name}'; pass logs, or a directory with logs`);
      for (const file of logs.sort()) files.set(join(path, file), { name: join(name, file), path: join(path, file) });
    } catch (error) {
      throw error instanceof Problem ? error : new Problem(`cannot read '${name}': ${systemProblem(error)}`);
    }
  }
  return { files: [...files.values()], leftOut };
}

/** What was seen while a log was read. */
export interface Seen {
  otherServices: number;
}

/** The entries of one log, in batches: an access log, or CloudTrail where it begins as JSON does; gzip or not. */
export async function* logEntries({ name, path }: LogFile, io: Io, seen: Seen): AsyncGenerator<readonly LogEntry[]> {
  const pieces = unpacked(piecesOf(path === undefined ? io.stdin ?? nothing() : createReadStream(path)));
  const bad = (number: number, why: string, text: string): BadEntry => ({ ok: false, file: name, number, why, text });
  let number = 0;
  try {
    const { isJson, all } = await sniffed(pieces);
    for await (const batch of isJson ? events(all, name, seen) : lines(all, name)) {
      for (const entry of batch) number = Math.max(number, entry.ok ? entry.record.number : entry.number);
      yield batch;
    }
  } catch (error) {
    const broken = brokenGzip(error);
    if (broken === undefined) throw error instanceof Problem ? error : new Problem(`cannot read '${name}': ${systemProblem(error)}`);
    yield [bad(number + 1, broken, '')];
  }
}

async function* lines(pieces: AsyncIterable<Buffer>, file: string): AsyncGenerator<readonly LogEntry[]> {
  for await (const batch of readAccessLogBatches(pieces)) {
    yield batch.map((line): LogEntry => line.ok
      ? { ok: true, record: { file, ...recordOf(line) } }
      : { ok: false, file, number: line.number, why: line.why, text: line.text });
  }
}

/** Events up to a break in the data are read before the break is told. */
async function* events(pieces: AsyncIterable<Buffer>, file: string, seen: Seen): AsyncGenerator<readonly LogEntry[]> {
  const reader = new CloudTrailReader();
  const entry = (item: ReturnType<typeof reader.bad> | { readonly ok: true; readonly record: AccessRecord }): LogEntry =>
    item.ok ? { ok: true, record: { file, ...item.record } } : { ok: false, file, number: item.number, why: item.why, text: item.text };
  let problem: unknown;
  const whole = (async function* () {
    try { yield* pieces; } catch (error) { problem = error; }
  })();
  for await (const text of decoded(whole)) {
    const batch = [...reader.push(text)].map(entry);
    if (batch.length > 0) yield batch;
  }
  const last = [...reader.end()].map(entry);
  if (last.length > 0) yield last;
  seen.otherServices += reader.counts().otherServices;
  if (problem !== undefined) throw problem as Error;
}

/** Whether the first character is one that JSON begins with, and the same pieces again. */
async function sniffed(pieces: AsyncGenerator<Buffer>): Promise<{ readonly isJson: boolean; readonly all: AsyncGenerator<Buffer> }> {
  const first: Buffer[] = [];
  let start: string | undefined;
  while (start === undefined) {
    const next = await pieces.next();
    if (next.done === true) break;
    first.push(next.value);
    start = next.value.toString('latin1').replace(/^(?:\u00ef\u00bb\u00bf)/, '').trimStart()[0];
  }
  const all = (async function* () {
    try {
      yield* first;
      yield* pieces;
    } finally {
      await pieces.return(undefined);
    }
  })();
  return { isJson: start === '{' || start === '[', all };
}

async function* nothing(): AsyncGenerator<string> { /* no input */ }
