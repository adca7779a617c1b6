import { resolve } from 'node:path';
import { deliver } from './deliver';
import { exitCode } from './fail-on';
import type { Io } from './io';
import { merged } from './merged';
import { dayIn, type ReportOptions } from './options';
import { keepInputs } from './outputs';
import { savedReports } from './saved-reports';
import { reportTargets } from './targets';
import type { Report } from '../evidence';

export interface SavedReportOptions extends ReportOptions {
  /** The day that documents with a date have, as `YYYY-MM-DD`. @default - now */
  readonly at?: string;
  readonly quiet?: boolean;
}

/** Writes saved reports in other formats; judges nothing again. 0 or 1 as `check` would. */
export async function report(names: readonly string[], options: SavedReportOptions, io: Io): Promise<number> {
  dayIn(options.at);
  const targets = await reportTargets(options, io);
  await keepInputs(targets, names.filter(name => name !== '-').map(name => resolve(io.cwd, name)), 'reports');
  const read: Report[] = [];
  for (const name of new Set(names)) read.push(...await savedReports(name, io));
  const ids = [...new Set(read.map(one => one.framework.id))];
  const reports = ids.map(id => merged(read.filter(one => one.framework.id === id)));
  await deliver(reports, targets, options, io);
  return exitCode(reports, options.failOn);
}
