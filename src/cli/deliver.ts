import type { Io } from './io';
import { writeAll } from './outputs';
import { render } from './render';
import type { ReportTarget } from './targets';
import { clean, type Report } from '../evidence';
import { countsInWords, knownInWords, plural } from '../evidence/words';

interface Delivery {
  readonly at?: string;
  readonly quiet?: boolean;
  readonly alertsOnly?: boolean;
  readonly region?: string;
}

/** Writes the reports to each target. Where none is standard output, says on standard error what was found, and where to read it. */
export async function deliver(reports: readonly Report[], targets: readonly ReportTarget[], delivery: Delivery, io: Io): Promise<void> {
  const { at, quiet, alertsOnly, region } = delivery;
  const textFor = ({ format, path }: ReportTarget) => render(reports, format, { at, alertsOnly, region, ...path === undefined && { io } });
  await writeAll(targets.map(target => ({ target, text: textFor(target) })), io);
  if (quiet || targets.some(({ path }) => path === undefined)) return;
  for (const { framework, summary, baseline } of reports) {
    const counts = countsInWords(summary.outcomes).map(({ text }) => text).join(', ');
    const known = baseline ? `; ${knownInWords(baseline)}` : '';
    io.stderr.write(`${clean(framework.id)}: ${plural(summary.buckets, 'bucket')}: ${counts}${known}\n`);
  }
  io.stderr.write(`${clean(`wrote ${targets.map(({ name }) => `'${name}'`).join(', ')}`)}\n`);
}
