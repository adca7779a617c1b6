/** What surrounds a template inside another: `outer.yaml (StackSet)` stands in the file `outer.yaml`. */
const INSIDE = /^(.*\.(?:json|ya?ml|template)|stdin) \(\w+\)$/is;

/** The file that a template stands in; `stdin` for standard input. */
export function fileOf(template: string): string {
  return INSIDE.exec(template)?.[1] ?? template;
}

/** Whether a place is no file but an account, in which buckets run. */
export const isAccount = (template: string): boolean => /^aws:\/\/\d{12}$/.test(template);

export const isStdin = (file: string): boolean => file === 'stdin';

/**
 * A file name as a URI reference, an account as the URI that it is: what is absolute becomes a `file:` URI, the rest stays relative. Percent-encoded as RFC 3986 asks;
 * backslashes of Windows are taken for slashes.
 */
export function uriOf(file: string): string {
  if (isAccount(file)) return file;
  const path = file.replace(/\\/g, '/').replace(/^(?:\.\/+)+(?=.)/, '');
  const encoded = path.split('/').map(segment => encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd'))).join('/');
  if (/^[A-Za-z]:\//.test(path)) return `file:///${encoded.replace('%3A', ':')}`;
  if (path.startsWith('//')) return `file:${encoded}`;
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}

/** Whether a URI reference stays below the directory that it is relative to. */
export const isBelow = (uri: string): boolean => !uri.startsWith('file:') && !isAccount(uri) && !uri.split('/').includes('..');
