import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readInputs } from './inputs';
import { type Io, wantsColor } from './io';
import { Problem, systemProblem } from './problem';
import { clean, dayOf, evaluate, isDay, type Report, toJson, toMarkdown, toText } from '../evidence';
import { frameworkById } from '../frameworks';
import { readTemplates } from '../posture/cloudformation';

export interface CheckOptions {
  readonly framework: string;
  readonly format: Format;
  /** A file to write the report to. @default - standard output */
  readonly output?: string;
  readonly account?: string;
  readonly region?: string;
  /** The day to judge exceptions on, as `YYYY-MM-DD`. @default - today in UTC */
  readonly at?: string;
}

export const FORMATS = ['text', 'markdown', 'json'] as const;
export type Format = typeof FORMATS[number];

/** Judges the buckets of templates: 0 where nothing failed, or all that did is waived; 1 where something did. */
export async function check(names: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  const { framework, account, region, today } = validated(options);
  const { templates, paths, notes } = await readInputs(names, io, { account, region });
  const target = options.output === undefined ? undefined : resolve(io.cwd, options.output);
  if (target !== undefined && paths.includes(target)) throw new Problem(`'${options.output}' is one of the templates; name another output file`);

  const readings = readTemplates(templates);
  const report = evaluate(readings, framework, { templates, today });

  // A stack set carries a template of its own, named `outer.yaml (StackSet)`.
  const without = templates.filter(t => readings.every(r => r.template !== t.name && !r.template.startsWith(`${t.name} (`))).map(t => `'${t.name}'`);
  const empty = without.length > 0 ? [`no S3 bucket in ${without.length > 5 ? `${without.length} of ${templates.length} templates` : without.join(', ')}`] : [];
  for (const note of [...notes, ...empty]) io.stderr.write(`${clean(note)}\n`);

  if (target === undefined) {
    io.stdout.write(render(report, options.format, io));
  } else {
    await writeFile(target, render(report, options.format)).catch(error => {
      throw new Problem(`cannot write '${options.output}': ${systemProblem(error)}`);
    });
  }
  return report.summary.outcomes.fail > 0 ? 1 : 0;
}

/** Colours and the width of the terminal only where the text goes there. */
function render(report: Report, format: Format, io?: Io): string {
  switch (format) {
    case 'json': return toJson(report);
    case 'markdown': return toMarkdown(report);
    case 'text': return toText(report, { color: io && wantsColor(io), width: io?.isTTY ? io.columns : undefined });
  }
}

function validated({ framework, account, region, at }: CheckOptions) {
  if (account !== undefined && !/^\d{12}$/.test(account)) throw new Problem(`'--account' must be 12 digits, got '${account}'`);
  if (region !== undefined && !/^[a-z]+(?:-[a-z]+)+-\d+$/.test(region)) throw new Problem(`'--region' must be a region such as eu-west-1, got '${region}'`);
  if (at !== undefined && !isDay(at)) throw new Problem(`'--at' must be a day of the calendar such as 2026-12-31, got '${at}'`);
  try {
    return { framework: frameworkById(framework), account, region, today: at ?? dayOf(new Date()) };
  } catch (error) {
    throw new Problem((error as Error).message);
  }
}
