import type { Format } from './formats';
import { type Io, wantsColor } from './io';
import { momentOf } from './options';
import { Problem } from './problem';
import { version } from './version';
import { type Report, toAsff, toCsv, toHtml, toJson, toJunit, toMarkdown, toOscal, toSarif, toText } from '../evidence';

export const REPORTS_SCHEMA = 'cdk-s3-compliance/reports/1';

export interface Rendering {
  /** The day that documents with a date have. @default - now */
  readonly at?: string;
  /** The world that the text goes to, for its colours and its width. @default - none, the text goes to a file */
  readonly io?: Io;
  /** SARIF holds only what fails or is unknown. @default false */
  readonly alertsOnly?: boolean;
  /** The Region whose Security Hub gets ASFF findings. @default - ASFF is refused */
  readonly region?: string;
}

/** The reports in a format. */
export function render(reports: readonly Report[], format: Format, { at, io, alertsOnly, region }: Rendering): string {
  switch (format) {
    case 'text': return reports.map(report => toText(report, { color: io && wantsColor(io), width: io?.isTTY ? io.columns : undefined })).join('\n');
    case 'markdown': return reports.map(toMarkdown).join('\n');
    case 'json': return json(reports);
    case 'csv': return toCsv(reports);
    case 'sarif': return toSarif(reports, { version: version(), alertsOnly });
    case 'junit': return toJunit(reports);
    case 'oscal': return toOscal(reports, { version: version(), at: momentOf(at) });
    case 'html': return toHtml(reports);
    case 'asff': return asff(reports, momentOf(at), region);
  }
}

/** One report as it is, several in a list. No text of JSON has a line break in it, so its lines may be moved. */
function json(reports: readonly Report[]): string {
  if (reports.length === 1) return toJson(reports[0]);
  const list = reports.map(report => `    ${toJson(report).trimEnd().replaceAll('\n', '\n    ')}`).join(',\n');
  return `{\n  "schema": "${REPORTS_SCHEMA}",\n  "reports": [\n${list}\n  ]\n}\n`;
}

function asff(reports: readonly Report[], at: string, region: string | undefined): string {
  if (region === undefined) throw new Problem("findings in ASFF are for the Security Hub of one Region; pass '--region'");
  try {
    return toAsff(reports, { at, region });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Problem(`no findings in ASFF: ${error.message}`);
  }
}
