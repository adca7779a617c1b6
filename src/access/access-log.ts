import { readClean } from './access-log-clean';
import { readHostile } from './access-log-hostile';
import type { AccessLogCounts, AccessLogLine, AccessLogOptions, BadLine } from './access-log-line';

export const MAX_LINE_LENGTH = 1_048_576;

/**
 * Reads one line of a server access log, without its line end. Never throws. Time and memory are linear in the length of the line, whatever stands in it.
 *
 * @param number its number in its source, from 1 on
 */
export function parseAccessLogLine(text: string, number = 1): AccessLogLine | BadLine {
  return readClean(text, number) ?? parseUnclean(text, number);
}

/** The same for a line that `readClean` does not read. */
export function parseUnclean(text: string, number: number): AccessLogLine | BadLine {
  const line = readHostile(text, number);
  return typeof line === 'string' ? { ok: false, number, text, why: line } : line;
}

/** A log that was read as a whole. */
export interface AccessLog extends AccessLogCounts {
  /** Every line that is not blank, in order. */
  readonly lines: readonly (AccessLogLine | BadLine)[];
}

/** Reads the text of a log. */
export function parseAccessLogText(text: string, { maxLineLength = MAX_LINE_LENGTH }: AccessLogOptions = {}): AccessLog {
  const lines: (AccessLogLine | BadLine)[] = [];
  const tally = new Tally();
  let number = 0;
  for (let start = text.charCodeAt(0) === BOM ? 1 : 0; start < text.length;) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    const line = readLine(text.slice(start, end), ++number, maxLineLength);
    if (tally.count(line)) lines.push(line);
    start = end + 1;
  }
  return { lines, ...tally.counts() };
}

export const BOM = 0xfeff;

/** Reads a line that may end in a carriage return; undefined where it is blank. */
export function readLine(
  text: string, number: number, maxLineLength: number, parse: (line: string, number: number) => AccessLogLine | BadLine = parseAccessLogLine,
): AccessLogLine | BadLine | undefined {
  const line = text.endsWith('\r') ? text.slice(0, -1) : text;
  if (line.length > maxLineLength) return tooLong(line.slice(0, maxLineLength), number, maxLineLength);
  return isBlank(line) ? undefined : parse(line, number);
}

export const tooLong = (text: string, number: number, most: number): BadLine =>
  ({ ok: false, number, text, why: `the line is longer than ${most}`, truncated: true });

function isBlank(line: string): boolean {
  for (let i = 0; i < line.length; i++) {
    const c = line.charCodeAt(i);
    if (c !== 32 && c !== 9) return false;
  }
  return true;
}

/** Counts lines. */
export class Tally {
  private read = 0;
  private ambiguous = 0;
  private bad = 0;
  private blank = 0;

  /** Counts a line, and tells whether it is one to keep. */
  public count(line: AccessLogLine | BadLine | undefined): line is AccessLogLine | BadLine {
    if (line === undefined) this.blank++;
    else if (!line.ok) this.bad++;
    else this.read++;
    if (line?.ok === true && line.ambiguous !== undefined) this.ambiguous++;
    return line !== undefined;
  }

  public counts(): AccessLogCounts {
    return { read: this.read, ambiguous: this.ambiguous, bad: this.bad, blank: this.blank };
  }
}
