import { type AwsCommand, targetsOf } from './aws';
import { driftText } from './drift-text';
import { readInputs } from './inputs';
import type { Io } from './io';
import { circumstances } from './options';
import { jsonText } from './printed';
import { Problem } from './problem';
import { progressOn } from './progress';
import { live, readingFor, type ReadingOptions } from './recordings';
import { namesIn } from './stack-resources';
import { clean } from '../evidence';
import type { Reading } from '../runtime/audit';
import { drift as compare, hasDrifted, pairsOf } from '../runtime/drift';

export interface DriftCommand extends AwsCommand, ReadingOptions {
  /** `Records=acme-records`, or `app.yaml#Records=acme-records`. */
  readonly map?: readonly string[];
  /** Files that `aws cloudformation describe-stack-resources` or `list-stack-resources` printed. */
  readonly resources?: readonly string[];
  /** Names the buckets of the account that no template has. @default false */
  readonly all?: boolean;
  readonly format: 'text' | 'json';
  readonly quiet?: boolean;
}

/** Holds buckets of templates against those that run: 1 where something differs or is missing, 0 where nothing does. */
export async function drift(templateNames: readonly string[], options: DriftCommand, io: Io): Promise<number> {
  const { quiet, all = false, format, replay, map = [], resources = [] } = options;
  circumstances(options);
  const progress = progressOn(io, quiet);
  try {
    const targets = replay === undefined ? await targetsOf(options, [], io) : [];
    if (targets.length > 1) throw new Problem('templates are compared with one account; pass one \'--role-arn\'');
    const kept = replay === undefined ? undefined : await readingFor([], options, io, progress);
    const { templates, notes } = await readInputs(templateNames, io, placeOf({ ...targets[0], ...onlyPlace(kept), ...options }));
    const named = await namesIn(resources, map, templates, io);
    const buckets = asked(() => pairsOf(templates, named.names)).flatMap(({ bucket }) => bucket ?? []);
    if (buckets.length === 0 && !all) {
      throw new Problem('no bucket of the templates has a name that is known; pass \'--map LogicalId=bucket\' or \'--resources\'');
    }
    const { recordings } = kept ?? await live(targets.map(target => all ? target : { ...target, buckets }), options, io, progress);
    const report = asked(() => compare({ templates, recordings, names: named.names }));
    progress.end();
    if (!quiet) for (const note of [...notes, ...named.notes]) io.stderr.write(`${clean(note)}\n`);
    const shown = all ? report : { ...report, onlyInAws: [] };
    io.stdout.write(format === 'json' ? jsonText(shown) : driftText(shown, io));
    return hasDrifted(report) ? 1 : 0;
  } finally {
    progress.end();
  }
}

const placeOf = ({ account, region }: { readonly account?: string; readonly region?: string }) =>
  ({ ...account !== undefined && { account }, ...region !== undefined && { region } });

/** The account of what was kept, where it is one. */
function onlyPlace(kept: Reading | undefined): { readonly account?: string } {
  const accounts = new Set(kept?.recordings.map(({ account }) => account));
  const [account] = accounts;
  return accounts.size === 1 ? { account } : {};
}

/** A question that is wrong is a problem. */
function asked<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof RangeError ? new Problem(error.message) : error;
  }
}
