import { type Io, wantsColor } from './io';
import { type Cell, type Page, row, type Style } from '../evidence/layout';

/** The page that standard output is. */
export function pageOf(io: Io): Page {
  return { color: wantsColor(io), width: Math.max(40, (io.isTTY ? io.columns : undefined) ?? 100) };
}

export const lines = (page: Page, rows: readonly (readonly Cell[])[]): string => rows.flatMap(cells => row(page, ...cells)).map(line => `${line}\n`).join('');

export const cell = (text: string, width?: number, ...style: readonly Style[]): Cell => ({ text, width, style });

/** A table of Markdown, of texts of the catalogue. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.map(text => text.replace(/\|/g, '\\|')).join(' | ')} |\n`).join('');
}

/** CSV (RFC 4180) of texts of the catalogue, every cell in quotes. */
export function csvTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, ...rows].map(cells => `${cells.map(text => `"${text.replace(/"/g, '""')}"`).join(',')}\r\n`).join('');
}

export const jsonText = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** Which colour a severity has. */
export const SEVERITY_STYLE: Readonly<Record<'high' | 'medium' | 'low', readonly Style[]>> = { high: ['red'], medium: ['yellow'], low: ['dim'] };
