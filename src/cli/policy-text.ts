import { clean } from '../evidence';

/** A line: what stands before the text is ours, and the text of anybody's. */
export type Line = readonly [lead: string, text: string];

export const linesText = (lines: readonly (Line | string)[]): string =>
  lines.map(line => typeof line === 'string' ? `${clean(line)}\n` : `${line[0]}${clean(line[1])}\n`).join('');
