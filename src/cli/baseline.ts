import type { Io } from './io';
import { judgeTemplates } from './judged';
import { baselineIn } from './known';
import { keyOf } from './merged';
import type { JudgeOptions } from './options';
import { keepInputs, targetsOf, textThere, writeAll } from './outputs';
import { Problem } from './problem';
import { type Baseline, clean, toBaseline } from '../evidence';
import { plural } from '../evidence/words';

export interface BaselineOptions extends JudgeOptions {
  /** The baseline file, or `-`. */
  readonly output: string;
  /** Replaces a baseline file that is there, and says what changes. @default false */
  readonly update?: boolean;
  /** Replaces whatever is there. @default false */
  readonly force?: boolean;
}

/** Records what fails or is unknown today, so that `check --baseline` fails on what is new. */
export async function baseline(names: readonly string[], options: BaselineOptions, io: Io): Promise<number> {
  const { output, update = false, force = false, quiet } = options;
  const [target] = await targetsOf([output], io);
  const text = await textThere(target);
  if (text !== undefined && !update && !force) throw new Problem(`'${output}' is there already; pass '--update' to record anew what is found today, or name another file`);
  const before = text !== undefined && !force ? baselineIn(output, text) : undefined;

  const { reports, paths } = await judgeTemplates(names, options, io);
  await keepInputs([target], paths, 'templates');
  const content = toBaseline(reports);
  await writeAll([{ target, text: content }], io);
  if (!quiet) io.stderr.write(`${clean(`${recorded(baselineIn(output, content))} in '${output}'${before ? changes(before, baselineIn(output, content)) : ''}`)}\n`);
  return 0;
}

function recorded({ findings }: Baseline): string {
  const buckets = new Set(findings.map(({ bucket }) => bucket)).size;
  const failed = findings.filter(({ outcome }) => outcome === 'fail').length;
  return `recorded ${plural(findings.length, 'finding')} (${failed} failed, ${findings.length - failed} unknown) of ${plural(buckets, 'bucket')}`;
}

function changes(before: Baseline, after: Baseline): string {
  const [old, now] = [before, after].map(({ findings }) => new Set(findings.map(keyOf)));
  const added = [...now].filter(key => !old.has(key)).length;
  const gone = [...old].filter(key => !now.has(key)).length;
  return `: ${added} new, ${gone} gone`;
}
