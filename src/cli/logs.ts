import type { Io } from './io';
import { type BadEntry, logEntries, logFiles, type Seen } from './logs-input';
import { detectOptions, type LogsOptions, OPTION_NAMES } from './logs-options';
import { type LogsReport, logsMarkdown, logsText, summaryOf } from './logs-report';
import { pageOf } from './printed';
import { Problem } from './problem';
import { progressOn } from './progress';
import type { AccessRecord } from '../access/access-record';
import { Detector } from '../access/detect';
import { clean } from '../evidence';
import { shorten } from '../evidence/clean';
import { toJsonText } from '../evidence/json';

/** Bad entries that a report holds, and that standard error names; of more the number is told. */
const BAD_KEPT = 1000;
const BAD_SHOWN = 20;

/** Reads access logs and CloudTrail, and says what they should not show: 1 where `--fail-on` asks for it. */
export async function logs(names: readonly string[], options: LogsOptions, io: Io): Promise<number> {
  const detector = detectorFor(options);
  const { files, leftOut } = await logFiles(names, io);
  const parse = options.parse === true || options.format === 'ndjson';
  const progress = progressOn(io, options.quiet);
  const note = (text: string) => { if (!options.quiet) io.stderr.write(`${clean(text)}\n`); };
  const seen: Seen = { otherServices: 0 };
  const bad: BadEntry[] = [];
  let [badCount, records] = [0, 0];
  try {
    for (const file of files) {
      for await (const batch of logEntries(file, io, seen)) {
        for (const entry of batch) {
          if (entry.ok) {
            records++;
            if (parse) io.stdout.write(jsonLine(entry.record));
            else detector.add(entry.record);
          } else {
            badCount++;
            if (bad.length < BAD_KEPT) bad.push({ ...entry, text: shorten(entry.text, 10_000) });
            if (parse || badCount <= BAD_SHOWN) { progress.end(); io.stderr.write(badLine(entry)); }
          }
        }
        progress.step('reading records', records);
      }
    }
  } finally {
    progress.end();
  }
  if (leftOut > 0) note(`left out ${leftOut} digest ${leftOut === 1 ? 'file' : 'files'} of CloudTrail`);
  if (!parse && badCount > BAD_SHOWN) note(`${badCount - BAD_SHOWN} more entries could not be read; --parse names them all`);
  if (records === 0 && badCount > 0) throw new Problem(`no record in ${files.length === 1 ? `'${files[0].name}'` : `${files.length} files`}; pass S3 server access logs or log files of CloudTrail`);
  const report: LogsReport = { schema: 'cdk-s3-compliance/logs/1', files: files.length, otherServices: seen.otherServices, badCount, bad, ...detector.result() };
  if (!parse) io.stdout.write(rendered(report, options, io));
  if (!parse && options.format !== 'text' || parse) summaryNote(report, parse, records, note);
  return parse ? options.failOn === 'unknown' && badCount > 0 ? 1 : 0 : exitCode(report, options.failOn);
}

function detectorFor(options: LogsOptions): Detector {
  const said = Object.fromEntries(Object.entries(detectOptions(options)).filter(([, value]) => value !== undefined));
  try {
    return new Detector(said);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Problem(error.message.replace(/'([a-zA-Z]+)'/g, (whole, name: string) => Object.hasOwn(OPTION_NAMES, name) ? `'--${OPTION_NAMES[name]}'` : whole));
  }
}

function summaryNote(report: LogsReport, parse: boolean, records: number, note: (text: string) => void): void {
  if (parse) note(`${records} ${records === 1 ? 'record' : 'records'}, ${report.badCount} could not be read, ${report.otherServices} events of other services left out`);
  else note(summaryOf(report)[0]);
}

function rendered(report: LogsReport, { format }: LogsOptions, io: Io): string {
  if (format === 'json') return toJsonText(report);
  return format === 'markdown' ? logsMarkdown(report) : logsText(report, pageOf(io));
}

/** One line of JSON, without characters that steer a terminal. */
const jsonLine = (record: AccessRecord): string => `${JSON.stringify(record).replace(/[\u007f-\u009f\u2028\u2029]|\p{Cf}/gu, character =>
  Array.from({ length: character.length }, (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''))}\n`;

const badLine = ({ file, number, why, text }: BadEntry): string => `${clean(`${file}:${number}: ${why}${text === '' ? '' : `: ${shorten(text, 200)}`}`)}\n`;

const RANK = ['high', 'medium', 'low'] as const;

/** `unknown` is what could not be read, can be read in more than one way, or was given up. What the records do not tell fails nothing. */
function exitCode({ detections, badCount, counts, rows }: LogsReport, failOn: LogsOptions['failOn']): 0 | 1 {
  if (failOn === 'none') return 0;
  if (failOn === 'unknown') {
    const unsure = badCount + counts.ambiguous + rows.reduce((sum, { windowsGivenUp = 0, late = 0 }) => sum + windowsGivenUp + late, 0);
    return detections.length + unsure > 0 ? 1 : 0;
  }
  return detections.some(({ severity }) => RANK.indexOf(severity) <= RANK.indexOf(failOn)) ? 1 : 0;
}
