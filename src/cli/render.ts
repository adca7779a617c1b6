import type { Format } from './formats';
import { type Io, wantsColor } from './io';
import { momentOf } from './options';
import { version } from './version';
import { type Report, toCsv, toHtml, toJson, toJunit, toMarkdown, toOscal, toSarif, toText } from '../evidence';

export const REPORTS_SCHEMA = 'cdk-s3-compliance/reports/1';

export interface Rendering {
  /** The day that documents with a date have. @default - now */
  readonly at?: string;
  /** The world that the text goes to, for its colours and its width. @default - none, the text goes to a file */
  readonly io?: Io;
  /** SARIF holds only what fails or is unknown. @default false */
  readonly alertsOnly?: boolean;
}

/** The reports in a format. */
export function render(reports: readonly Report[], format: Format, { at, io, alertsOnly }: Rendering): string {
  switch (format) {
    case 'text': return reports.map(report => toText(report, { color: io && wantsColor(io), width: io?.isTTY ? io.columns : undefined })).join('\n');
    case 'markdown': return reports.map(toMarkdown).join('\n');
    case 'json': return json(reports);
    case 'csv': return toCsv(reports);
    case 'sarif': return toSarif(reports, { version: version(), alertsOnly });
    case 'junit': return toJunit(reports);
    case 'oscal': return toOscal(reports, { version: version(), at: momentOf(at) });
    case 'html': return toHtml(reports);
  }
}

/** One report as it is, several in a list. No text of JSON has a line break in it, so its lines may be moved. */
function json(reports: readonly Report[]): string {
  if (reports.length === 1) return toJson(reports[0]);
  const list = reports.map(report => `    ${toJson(report).trimEnd().replaceAll('\n', '\n    ')}`).join(',\n');
  return `{\n  "schema": "${REPORTS_SCHEMA}",\n  "reports": [\n${list}\n  ]\n}\n`;
}
