/** What is wrong with the body of an answer, as a clause; undefined where nothing is. */
export type Complaint = string | undefined;

export interface Root {
  readonly name: string;
  /** Whether there is anything in it. */
  readonly filled: boolean;
}

/** Spaces, tabs and line ends, as XML and JSON have them. */
const blank = (text: string, at: number): number => {
  while (at < text.length && ' \t\r\n'.includes(text[at])) at++;
  return at;
};

/**
 * The root element of an XML document that is there to its end; else why it is none. Not a parser: it looks at both ends, so that a document
 * of another kind, one that was cut off, and two in one are not taken for an answer.
 */
export function rootOf(text: string): Root | { readonly complaint: string } {
  let at = blank(text, text.startsWith('\uFEFF') ? 1 : 0);
  if (at === text.length) return { complaint: 'it is empty' };
  for (;;) {
    const close = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : undefined;
    if (close === undefined) break;
    const end = text.indexOf(close, at);
    if (end < 0) return { complaint: 'it is cut off' };
    at = blank(text, end + close.length);
  }
  const [, name] = /^<([A-Za-z]\w{0,80})[\s/>]/.exec(text.slice(at, at + 100)) ?? [];
  if (name === undefined) return { complaint: 'it is no XML' };
  const open = text.indexOf('>', at);
  if (open < 0) return { complaint: 'it is cut off' };
  const end = text.trimEnd();
  if (text[open - 1] === '/') return open === end.length - 1 ? { name, filled: false } : { complaint: `something follows ${name}` };
  const last = `</${name}>`;
  if (!end.endsWith(last)) return { complaint: `${name} is cut off` };
  const close = text.indexOf(last, open);
  if (close !== end.length - last.length) return { complaint: `something follows ${name}` };
  return { name, filled: blank(text, open + 1) < close };
}

export function xmlComplaint(text: string, ...roots: readonly string[]): Complaint {
  const root = rootOf(text);
  if ('complaint' in root) return root.complaint;
  return roots.includes(root.name) ? undefined : `its root is ${root.name}, not ${roots.join(' or ')}`;
}

export function jsonComplaint(text: string): Complaint {
  const at = blank(text, 0);
  if (at === text.length) return 'it is empty';
  if (text[at] !== '{') return 'it is no JSON object';
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return 'it is no JSON';
  }
}
