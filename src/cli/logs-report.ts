import type { BadEntry } from './logs-input';
import { cell, lines, SEVERITY_STYLE } from './printed';
import type { AccessRecord } from '../access/access-record';
import { clean } from '../evidence';
import { shorten } from '../evidence/clean';
import { type Page, wrap } from '../evidence/layout';
import { plural } from '../evidence/words';
import type { Detection, Detections } from '../runtime/detect';

/** Everything that `logs` says. */
export interface LogsReport extends Detections {
  readonly schema: 'cdk-s3-compliance/logs/1';
  readonly files: number;
  /** Events of other services, which are left out. */
  readonly otherServices: number;
  /** Lines and events that could not be read, in all; `bad` holds the first of them. */
  readonly badCount: number;
  readonly bad: readonly BadEntry[];
}

const LONGEST = 300;
const word = (text: string): string => shorten(clean(text), LONGEST);
const moment = (time: number): string => new Date(time).toISOString().replace('.000Z', 'Z');
const span = ({ first, last }: Detection): string => first === undefined || last === undefined ? 'at a time that is not known'
  : first === last ? moment(first) : `${moment(first)} to ${moment(last)}`;
const about = ({ bucket, requester, others }: Detection): string => others ? 'by others'
  : [bucket === undefined ? [] : `in ${word(bucket)}`, requester === undefined ? [] : `by ${word(requester)}`].flat().join(' ');

/** `logs/a.log:12 REST.GET.OBJECT key`. */
export function example({ file, number, operation, key }: AccessRecord): string {
  return [`${file === undefined ? '' : `${word(file)}:`}${number}`, word(operation), key === undefined ? '' : word(key)].join(' ').trimEnd();
}

const NO_MAPPING = 'no published mapping';

/** What the checks support, of what somebody has published. */
function supports({ requirements }: Detection): string {
  const published = Object.entries(requirements)
    .map(([framework, ids]) => [framework, ids.filter(id => id !== NO_MAPPING)] as const).filter(([, ids]) => ids.length > 0);
  return published.length === 0 ? NO_MAPPING : published.map(([framework, ids]) => `${framework} ${ids.join(', ')}`).join('; ');
}

/** What was found in a sentence; the counts say how far one could look. */
export function summaryOf(report: LogsReport): readonly string[] {
  const { detections, counts, rows, badCount, otherServices } = report;
  const severities = (['high', 'medium', 'low'] as const)
    .map(severity => [severity, detections.filter(d => d.severity === severity).length] as const).filter(([, n]) => n > 0);
  const unsure = rows.filter(row => row.notJudged > 0);
  const givenUp = rows.filter(row => (row.windowsGivenUp ?? 0) + (row.late ?? 0) > 0);
  return [
    `${plural(counts.records, 'record')} in ${plural(report.files, 'file')}: ${plural(detections.length, 'detection')}`
      + `${severities.length === 0 ? '' : ` (${severities.map(([severity, n]) => `${n} ${severity}`).join(', ')})`}`,
    ...badCount === 0 ? [] : [`${badCount} ${badCount === 1 ? 'entry' : 'entries'} could not be read`],
    ...otherServices === 0 ? [] : [`${plural(otherServices, 'event')} of other services left out`],
    ...counts.ambiguous === 0 ? [] : [`${plural(counts.ambiguous, 'record')} can be read in more than one way: no evidence of anything good`],
    ...unsure.length === 0 ? [] : [`not judged, since the records do not tell: ${unsure.map(({ id, judged, notJudged }) => `${id} (${notJudged} of ${judged + notJudged})`).join(', ')}`],
    ...givenUp.map(({ id, windowsGivenUp = 0, late = 0 }) => `${id}: ${plural(windowsGivenUp, 'window')} given up, ${plural(late, 'record')} too late`),
  ];
}

export function logsText(report: LogsReport, page: Page): string {
  const found = report.detections.map(detection => lines(page, [
    [cell(detection.severity, 8, ...SEVERITY_STYLE[detection.severity]), cell(`${detection.id} ${about(detection)}`, undefined, 'bold')],
    ...[
      detection.says, span(detection), ...detection.examples.map(example), `checks: ${detection.checks.join(', ')}`, `supports: ${supports(detection)}`,
    ].map(text => [cell('', 8), cell(text)]),
  ]) + '\n');
  return found.join('') + summaryOf(report).flatMap(text => wrap(text, page.width)).map(line => `${line}\n`).join('');
}

/** Neither markup, nor a table's edge, nor a link. */
const inert = (text: string): string => word(text).replace(/[\\`*_{}[\]<>#|~&!]/g, '\\$&').replace(/:\/\//g, '&#58;//');

export function logsMarkdown(report: LogsReport): string {
  const found = report.detections.map(detection => [
    `## ${detection.severity}: ${detection.id}`,
    '',
    `${detection.says[0].toUpperCase()}${detection.says.slice(1)}.`,
    '',
    ...detection.bucket === undefined ? [] : [`- Bucket: ${inert(detection.bucket)}`],
    ...detection.requester === undefined ? [] : [`- Requester: ${inert(detection.requester)}`],
    `- Time: ${span(detection)}`,
    ...detection.examples.map(record => `- Example: ${inert(example(record))}`),
    `- Checks: ${detection.checks.join(', ')}`,
    `- Supports: ${supports(detection)}`,
    '',
  ].join('\n'));
  return `# S3 access\n\n${summaryOf(report).map(text => `- ${inert(text)}`).join('\n')}\n\n${found.join('\n')}`.trimEnd() + '\n';
}
