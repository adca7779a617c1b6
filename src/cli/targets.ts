import { type Format, formatOf } from './formats';
import type { Io } from './io';
import type { ReportOptions } from './options';
import { type Target, targetsOf } from './outputs';
import { Problem } from './problem';

/** A place for a report, and how it is written there. */
export interface ReportTarget extends Target {
  readonly format: Format;
}

/**
 * Which report goes where. With as many `--format` as `--output` they go together in their order; without a `--format` the names
 * of the outputs tell it.
 */
export async function reportTargets({ format: formats = [], output }: Pick<ReportOptions, 'format' | 'output'>, io: Io): Promise<readonly ReportTarget[]> {
  const outputs = output ?? ['-'];
  if (output === undefined && formats.length > 1) {
    throw new Problem(`standard output takes one report, got ${formats.length} formats; pass an '--output' for each '--format', '-' is standard output`);
  }
  if (formats.length > 0 && formats.length !== outputs.length) {
    throw new Problem(`'--format' is there ${times(formats.length)} and '--output' ${times(outputs.length)}; pass one format for each output in the same order, or none where the names tell it`);
  }
  const targets = await targetsOf(outputs, io);
  return targets.map((target, i) => {
    const format = formats[i] ?? formatOf(target.name);
    if (format === 'html' && target.path === undefined && io.isTTY) throw new Problem("an HTML report is for a browser; pass '--output report.html'");
    return { ...target, format };
  });
}

const times = (n: number): string => n === 1 ? 'once' : `${n} times`;
