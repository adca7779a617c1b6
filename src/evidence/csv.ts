import { shorten } from './clean';
import type { BucketReport, Finding, Report } from './report';
import { tidy } from './sarif-text';
import { declaredInWords, observedInWords, sentence, shortPath } from './words';

const COLUMNS = [
  'row', 'framework', 'bucket', 'template', 'line', 'control', 'severity', 'outcome', 'known', 'reasons', 'assuming',
  'waiver_reason', 'waiver_owner', 'waiver_expires', 'requirements', 'statement', 'fix',
] as const;

type Row = Partial<Record<typeof COLUMNS[number], string | number>>;

/**
 * As CSV (RFC 4180): a header, then a row for each finding and each attestation, and for what else a report says: exceptions that waive
 * nothing, declarations, and entries of the baseline file that are not found any more. The column `row` says which. All cells are quoted, the
 * lines end with CRLF, and several reasons or ids in one cell are parted by ` | `.
 *
 * A spreadsheet would take a cell for a formula that begins with `=`, `+`, `-` or `@`: such a cell, and such a text behind a semicolon,
 * gets an apostrophe before it.
 */
export function toCsv(reports: readonly Report[]): string {
  const rows = reports.flatMap(report => [
    ...report.buckets.flatMap(bucket => rowsOf(report, bucket)),
    ...report.manual.map(({ check, statement, manual, onlyIf, observed = [], requirements }): Row => ({
      row: 'attestation',
      framework: report.framework.id,
      control: check,
      outcome: 'manual',
      reasons: list([...onlyIf === undefined ? [] : [`asked only ${onlyIf}`], manual, ...observed.map(observedInWords)]),
      requirements: list(requirements),
      statement,
    })),
    ...(report.baseline?.gone ?? []).map(({ bucket, control, outcome }): Row => ({
      row: 'gone', framework: report.framework.id, bucket, control, known: 'gone', reasons: `recorded in the baseline file as ${outcome}, and not found any more`,
    })),
  ]);
  return [COLUMNS.map(quote), ...rows.map(row => COLUMNS.map(column => quote(cell(row[column] ?? ''))))].map(cells => `${cells.join(',')}\r\n`).join('');
}

function rowsOf({ framework, baseline }: Report, bucket: BucketReport): readonly Row[] {
  const { template, constructPath, logicalId, findings, declared = [], exceptions } = bucket;
  const about = { framework: framework.id, bucket: constructPath ?? logicalId, template };
  return [
    ...findings.map((finding): Row => ({
      ...about,
      row: 'finding',
      line: bucket.line,
      control: finding.check,
      severity: finding.severity,
      outcome: finding.outcome,
      known: baseline && (finding.outcome === 'fail' || finding.outcome === 'unknown') ? (finding.known ? 'known' : 'new') : '',
      reasons: list(reasonsOf(bucket, finding)),
      assuming: list(finding.assuming ?? []),
      waiver_reason: finding.waiver?.reason,
      waiver_owner: finding.waiver?.owner,
      waiver_expires: finding.waiver?.expires,
      requirements: list(finding.requirements),
      statement: finding.statement,
      fix: finding.fix,
    })),
    ...exceptions.filter(e => e.status !== 'waives').map((e): Row => ({
      ...about,
      row: 'exception',
      line: e.line,
      control: e.control,
      reasons: `${e.status}: ${e.says}`,
      waiver_reason: e.reason,
      waiver_owner: e.owner,
      waiver_expires: e.expires,
    })),
    ...declared.map((d): Row => ({ ...about, row: 'declaration', line: d.line, reasons: list(declaredInWords(d)) })),
  ];
}

const reasonsOf = (bucket: BucketReport, { because }: Finding): readonly string[] => because.map(({ template, at, line, says }) => {
  const place = template !== undefined ? ` (${template}${line === undefined ? '' : `:${line}`})` : line === undefined ? '' : ` (line ${line})`;
  return `${sentence(shortPath(bucket.at, at), says)}${place}`;
});

const list = (items: readonly string[]): string => items.join(' | ');

/** What a cell of a spreadsheet holds. */
const MOST_CHARACTERS = 32_767;

const cell = (value: string | number): string =>
  typeof value === 'number' ? String(value) : shorten(inert(tidy(value).trim()), MOST_CHARACTERS);

/** No formula, in a spreadsheet that parts cells by commas or by semicolons. */
const inert = (text: string): string => text.replace(/(^|;)( ?)(?=[=+\-@＝＋－＠])/g, '$1$2\'');

const quote = (text: string): string => `"${text.replace(/"/g, '""')}"`;
