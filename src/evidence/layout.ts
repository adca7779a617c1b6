/** How a piece of terminal text looks. Colour is never the only thing that tells two outcomes apart. */
export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan' | 'magenta';

const CODES: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  bold: [1, 22], dim: [2, 22], red: [31, 39], yellow: [33, 39], green: [32, 39], cyan: [36, 39], magenta: [35, 39],
};

export interface Cell {
  readonly text: string;
  /** Columns to fill. @default - as long as the text */
  readonly width?: number;
  readonly style?: readonly Style[];
}

export interface Page {
  readonly width: number;
  readonly color: boolean;
}

/** Columns left to text however narrow the page: words are better than a staircase of letters. */
const NARROWEST = 24;

/** One row of cells; the last one wraps to the page, under itself. */
export function row(page: Page, ...cells: readonly Cell[]): readonly string[] {
  const last = cells[cells.length - 1];
  const left = cells.slice(0, -1);
  const indent = left.reduce((sum, cell) => sum + Math.max(cell.width ?? 0, length(cell.text)), 0);
  return wrap(last.text, Math.max(NARROWEST, page.width - indent)).map((line, i) => {
    const start = i === 0 ? left.map(cell => paint(page, cell, pad(cell))).join('') : ' '.repeat(indent);
    return (start + paint(page, last, line)).trimEnd();
  });
}

/** Breaks between words; a word that is longer than the line keeps its own line, so that a path can be copied. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1];
    if (line !== undefined && length(line) + 1 + length(word) <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function paint(page: Page, cell: Cell, text: string): string {
  if (!page.color || text.trim() === '') return text;
  const codes = (cell.style ?? []).map(style => CODES[style]);
  return codes.map(([on]) => `\u001b[${on}m`).join('') + text + codes.map(([, off]) => `\u001b[${off}m`).reverse().join('');
}

const pad = (cell: Cell): string => cell.text + ' '.repeat(Math.max(0, (cell.width ?? 0) - length(cell.text)));

const length = (text: string): number => [...text].length;
