import { readFileSync } from 'node:fs';
import { FindingSeverity } from './finding-severity';
import type { S3ChecksProps } from './s3-checks-props';
import type { Control } from '../controls/control';
import { type Baseline, parseBaseline } from '../evidence/baseline';
import { controlsOf, demands, type Framework } from '../frameworks/framework';

export interface Options {
  /** What is asked of every bucket and not excluded; what is asked of some buckets only is for the report to say. */
  readonly controls: readonly Control[];
  readonly excluded: readonly string[];
  readonly severityOf: (control: Control) => FindingSeverity;
  readonly unknownSeverityOf: (control: Control) => FindingSeverity;
  readonly baseline?: Baseline;
}

/** @throws Error where a control has no such id in the framework, a severity is none, or the baseline file cannot be read */
export function optionsOf(pack: string, framework: Framework, props: S3ChecksProps = {}): Options {
  const { exclude = [], severities = {}, unknownSeverity, baselineFile } = props;
  const asked = controlsOf(framework).filter(control => demands(framework, control.id));
  for (const id of exclude) checkId(pack, 'exclude', id, asked);
  for (const [id, severity] of Object.entries(severities)) {
    checkId(pack, 'severities', id, asked);
    checkSeverity(pack, `severities['${id}']`, severity);
  }
  if (unknownSeverity !== undefined) checkSeverity(pack, 'unknownSeverity', unknownSeverity);

  const severityOf = ({ id, severity }: Control): FindingSeverity =>
    (Object.hasOwn(severities, id) ? severities[id] : undefined) ?? (severity === 'low' ? FindingSeverity.WARNING : FindingSeverity.ERROR);
  return {
    controls: asked.filter(control => !exclude.includes(control.id)),
    excluded: exclude,
    severityOf,
    unknownSeverityOf: (control) => {
      const severity = severityOf(control);
      return unknownSeverity ?? (severity === FindingSeverity.FATAL ? FindingSeverity.ERROR : severity);
    },
    ...baselineFile === undefined ? {} : { baseline: readBaseline(pack, baselineFile) },
  };
}

function checkId(pack: string, option: string, id: string, controls: readonly Control[]): void {
  if (controls.some(control => control.id === id)) return;
  throw new Error(`${pack}: '${option}' names '${id}', which is no control that the framework asks of every bucket; `
    + `use one of ${controls.map(control => control.id).join(', ')}`);
}

function checkSeverity(pack: string, option: string, severity: unknown): void {
  const all: readonly unknown[] = Object.values(FindingSeverity);
  if (!all.includes(severity)) throw new Error(`${pack}: '${option}' is ${JSON.stringify(severity)}; pass one of ${all.join(', ')}`);
}

function readBaseline(pack: string, file: string): Baseline {
  try {
    return parseBaseline(file, readFileSync(file, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(code === undefined
      ? `${pack}: baselineFile ${message}`
      : `${pack}: baselineFile '${file}' cannot be read (${code}); write it with 'cdk-s3-compliance baseline cdk.out --output ${file}'`);
  }
}
