import { Problem } from './problem';

/** How reports are written. */
export const FORMATS = ['text', 'markdown', 'json', 'csv', 'sarif', 'junit', 'oscal', 'html', 'asff'] as const;
export type Format = typeof FORMATS[number];

/** The longer endings first: `.oscal.json` is no plain JSON. */
const ENDINGS: readonly (readonly [ending: string, format: Format])[] = [
  ['.oscal.json', 'oscal'],
  ['.asff.json', 'asff'],
  ['.sarif.json', 'sarif'],
  ['.sarif', 'sarif'],
  ['.json', 'json'],
  ['.html', 'html'],
  ['.htm', 'html'],
  ['.md', 'markdown'],
  ['.csv', 'csv'],
  ['.xml', 'junit'],
  ['.txt', 'text'],
];

/** The format that a file's name tells; `text` for standard output. */
export function formatOf(file: string): Format {
  if (file === '-') return 'text';
  const found = ENDINGS.find(([ending]) => file.toLowerCase().endsWith(ending));
  if (found) return found[1];
  throw new Problem(`'--output ${file}' does not end in ${ENDINGS.map(([ending]) => ending).join(', ')}; pass '--format' as well`);
}
