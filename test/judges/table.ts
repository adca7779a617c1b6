import { exampleOf, type Finding, type Verdict } from './finding';
import { type Acknowledgement, left } from './matching';

const HEAD = ['tool', 'example', 'templates', 'findings', 'acknowledged', 'in the code', 'left'] as const;

/** Tool x example x findings x acknowledged. */
export function table(verdicts: readonly Verdict[], examples: readonly string[], acknowledged: readonly Acknowledgement[]): string {
  const rows = verdicts.flatMap(verdict => examples.map(example => row(verdict, example, acknowledged)));
  const total = ['all', '', '', ...[3, 4, 5, 6].map(column => String(rows.reduce((sum, cells) => sum + Number(cells[column]), 0)))];
  const lines = [HEAD, ...rows, total];
  const widths = HEAD.map((_, column) => Math.max(...lines.map(cells => cells[column].length)));
  return lines.map(cells => cells.map((cell, column) => column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])).join('  ').trimEnd()).join('\n');
}

function row({ judge, looked, findings }: Verdict, example: string, acknowledged: readonly Acknowledgement[]): readonly string[] {
  const own = findings.filter(finding => exampleOf(finding) === example);
  const answered = own.filter(({ answer }) => answer !== undefined).length;
  const open = left(own, acknowledged).length;
  const templates = looked.filter(template => template.startsWith(`${example}/`)).length;
  return [judge, example, ...[templates, own.length, own.length - answered - open, answered, open].map(String)];
}

export const line = ({ judge, rule, at, says }: Finding): string => `${judge} ${rule} ${at}: ${says}`;
