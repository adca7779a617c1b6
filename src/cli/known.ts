import { resolve } from 'node:path';
import type { Io } from './io';
import { keyOf } from './merged';
import { Problem } from './problem';
import { readText } from './read-text';
import { type Baseline, type BaselineEntry, bucketId, clean, parseBaseline, type Report } from '../evidence';
import { plural } from '../evidence/words';

export interface BaselineFile {
  /** As it was typed. */
  readonly name: string;
  readonly path: string;
  readonly content: Baseline;
}

const KIND = { limit: 100_000_000, tooLarge: 'and no baseline file is; write it with the command baseline', pass: 'write it with the command baseline' };

/** Reads a baseline file. */
export async function readBaseline(name: string, io: Io): Promise<BaselineFile> {
  const path = resolve(io.cwd, name);
  return { name, path, content: baselineIn(name, await readText(name, path, KIND)) };
}

export function baselineIn(name: string, text: string): Baseline {
  try {
    return parseBaseline(name, text);
  } catch (error) {
    throw error instanceof RangeError ? new Problem(error.message) : error;
  }
}

/** Lines of one list on standard error; the report has the rest. */
const MOST = 20;

/** Names what is new, and what the file records and nobody finds any more. */
export function sayBaseline(name: string, reports: readonly Report[], io: Io): void {
  const fresh = distinct(reports.flatMap(report => report.buckets.flatMap(bucket => bucket.findings
    .filter(({ outcome, known }) => !known && (outcome === 'fail' || outcome === 'unknown'))
    .map(({ check, outcome }) => ({ bucket: bucketId(bucket), control: check, outcome: outcome as BaselineEntry['outcome'] })))));
  const gone = distinct(reports.flatMap(report => report.baseline?.gone ?? []));
  const say = (head: string, entries: readonly BaselineEntry[]) => {
    const lines = entries.slice(0, MOST).map(({ bucket, control, outcome }) => `  ${outcome.padEnd(7)}  ${control}  ${bucket}`);
    const more = entries.length > MOST ? [`  and ${entries.length - MOST} more`] : [];
    for (const line of [head, ...lines, ...more]) io.stderr.write(`${tidy(line)}\n`);
  };
  if (fresh.length > 0) say(`${plural(fresh.length, 'finding')} ${fresh.length === 1 ? 'is' : 'are'} not in '${name}':`, fresh);
  if (gone.length > 0) {
    const [entries, are, them] = gone.length === 1 ? ['1 entry', 'is', 'it'] : [`${gone.length} entries`, 'are', 'them'];
    say(`${entries} of '${name}' ${are} not found any more; the command baseline with --update takes ${them} out:`, gone);
  }
}

function distinct(entries: readonly BaselineEntry[]): readonly BaselineEntry[] {
  return [...new Map(entries.map(entry => [keyOf(entry), entry])).values()];
}

/** Clean, with its indent. */
const tidy = (line: string): string => line.split('  ').map(clean).join('  ');
