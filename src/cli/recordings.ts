import { readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type AwsCommand, targetsOf } from './aws';
import type { Io } from './io';
import { Problem, systemProblem } from './problem';
import type { Progress } from './progress';
import { plural } from '../evidence/words';
import { LiveError, type Recording, RECORDING } from '../posture/live';
import { type AuditTarget, type Entry, fileJournal, type Reading } from '../runtime/audit';
import { collected } from '../runtime/parts/audit-collect';
import { LISTED, OBSERVED } from '../runtime/parts/audit-journal';
import { read } from '../runtime/parts/audit-stream';
import { isUnsettled, mayChange, ODD_ANSWER } from '../runtime/parts/audit-transient';

/** How buckets are read, or where what was read is kept. */
export interface ReadingOptions {
  readonly concurrency?: number;
  readonly attempts?: number;
  /** The journal of an audit that can be resumed; it is begun where it is not there. */
  readonly resume?: string;
  /** Where to keep what was read. */
  readonly record?: string;
  /** What was kept: nobody is asked. */
  readonly replay?: string;
}

/** What AWS says of buckets, or what it said when it was recorded. */
export async function readingFor(buckets: readonly string[], options: ReadingOptions & AwsCommand, io: Io, progress: Progress): Promise<Reading> {
  const { replay, resume, record } = options;
  if (replay !== undefined) {
    const clash = resume !== undefined ? '--resume' : record !== undefined ? '--record' : undefined;
    if (clash !== undefined) throw new Problem(`'--replay' asks nobody, so '${clash}' has nothing to keep; pass one of them`);
    return replayed(replay, io);
  }
  for (const name of [resume, record]) if (name !== undefined) await mustHaveDirectory(name, io);
  if (record !== undefined && await stat(resolve(io.cwd, record)).catch(() => undefined)) {
    throw new Problem(`'${record}' is there already; name another file, or judge it with '--replay'`);
  }
  return live(await targetsOf(options, buckets, io), options, io, progress);
}

/** Reads buckets that run. */
export async function live(targets: readonly AuditTarget[], options: ReadingOptions, io: Io, progress: Progress): Promise<Reading> {
  const { concurrency, attempts, resume } = options;
  try {
    const reading = await collected(read({
      targets,
      ...concurrency !== undefined && { concurrency },
      ...attempts !== undefined && { attempts },
      ...resume !== undefined && { journal: fileJournal(resolve(io.cwd, resume), resume) },
      onProgress: ({ done, total }) => progress.step('reading buckets', done, total),
    }));
    refuseIfNothingCame(reading.recordings, resume);
    return reading;
  } catch (error) {
    throw problemOf(error, resume);
  } finally {
    for (const { port } of targets) (port as { close?(): void }).close?.();
  }
}

function problemOf(error: unknown, journal: string | undefined): unknown {
  if (error instanceof RangeError || error instanceof LiveError) return new Problem(error.message);
  const { code, syscall } = error as NodeJS.ErrnoException;
  return code !== undefined && syscall !== undefined && journal !== undefined ? new Problem(`cannot write '${journal}': ${systemProblem(error)}`) : error;
}

/** What AWS says to credentials rather than to a question. */
const LOCKED_OUT: ReadonlySet<string> = new Set(['InvalidAccessKeyId', 'InvalidClientTokenId', 'InvalidToken', 'SignatureDoesNotMatch', 'UnrecognizedClientException']);

/** A report in which all is unknown helps nobody where the credentials or the network are to blame. */
function refuseIfNothingCame(recordings: readonly Recording[], journal: string | undefined): void {
  const errors = recordings.flatMap(recording => Object.values(recording.answers)).map(({ error }) => error);
  const said = errors.filter(error => error?.code !== 'NotInstalled');
  const [first] = said;
  if (!first || !said.every(error => error !== undefined && error.code !== ODD_ANSWER && (LOCKED_OUT.has(error.code) || mayChange(error)))) return;
  const again = journal === undefined ? 'try again' : `run it again with '--resume ${journal}'`;
  throw new Problem(`AWS answered nothing but ${first.code}; see to the credentials and the network, and ${again}`);
}

/** Says of how many buckets something is unknown that may be told later. */
export function unsettledIn({ recordings }: Reading, { resume, replay }: ReadingOptions): readonly string[] {
  const count = recordings.filter(isUnsettled).length;
  if (count === 0 || replay !== undefined) return [];
  return [`AWS did not answer every question about ${plural(count, 'bucket')}, as the report says; ${resume === undefined ? 'try again' : 'run it again, and only they are asked'}`];
}

async function mustHaveDirectory(name: string, io: Io): Promise<void> {
  const path = resolve(io.cwd, name);
  if ((await stat(path).catch(() => undefined))?.isDirectory()) throw new Problem(`cannot write '${name}': it is a directory; name a file in it`);
  const directory = await stat(dirname(path)).catch(() => undefined);
  if (!directory?.isDirectory()) throw new Problem(`cannot write '${name}': there is no directory '${dirname(name)}'; make it first`);
}

/** Keeps what was read: a line for each thing, mode 0600. */
export async function recorded(name: string, { listed, accounts, recordings }: Reading, io: Io): Promise<void> {
  const text = [...listed, ...accounts, ...recordings].map(entry => `${JSON.stringify(entry)}\n`).join('');
  try {
    await writeFile(resolve(io.cwd, name), text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw new Problem(`cannot write '${name}': ${systemProblem(error)}`);
  }
}

/** What `--record` or `--resume` kept; or a recording, or a list of some, as JSON. */
async function replayed(name: string, io: Io): Promise<Reading> {
  const path = resolve(io.cwd, name);
  try {
    const whole = await wholeJson(path);
    const reading = await collected(checked(whole ?? fileJournal(path, name).read(), name));
    if (reading.recordings.length === 0) throw new Problem(`'${name}' has no recording in it; make it with audit --record`);
    return reading;
  } catch (error) {
    if (error instanceof RangeError) throw new Problem(error.message);
    throw error instanceof Problem ? error : new Problem(`cannot read '${name}': ${systemProblem(error)}`);
  }
}

/** A file of one JSON value; more than one line of it may be one value, so small files are tried. */
async function wholeJson(path: string): Promise<AsyncIterable<unknown> | undefined> {
  if ((await stat(path)).size > 20_000_000) return undefined;
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return each(Array.isArray(value) ? value : [value]);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function* each(list: readonly unknown[]): AsyncGenerator<unknown> {
  yield* list;
}

/** What the judging takes for granted of what was kept: the rest is looked at where it is read. */
async function* checked(entries: AsyncIterable<unknown>, name: string): AsyncGenerator<Entry> {
  let number = 0;
  for await (const entry of entries) {
    number++;
    const { schema, account, bucket, answers, buckets, observations } = (isMap(entry) ? entry : {});
    const wrong = schema === RECORDING ? !isText(bucket) || !isMap(answers) || !Object.values(answers).every(isMap)
      : schema === LISTED ? !isListOf(buckets, isText)
        : schema === OBSERVED ? !isListOf(observations, one => isMap(one) && [one.check, one.at, one.says].every(isText)) : false;
    if (typeof schema !== 'string') throw new Problem(`entry ${number} of '${name}' is no recording; make it with audit --record`);
    if ((schema === RECORDING || schema === LISTED || schema === OBSERVED) && (wrong || !/^\d{12}$/.test(String(account)))) {
      throw new Problem(`entry ${number} of '${name}' was changed since it was recorded; make it again with audit --record`);
    }
    yield entry as Entry;
  }
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isListOf = (value: unknown, is: (item: unknown) => boolean): boolean => Array.isArray(value) && value.every(is);
