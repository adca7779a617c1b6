import { shorten } from './clean';
import { uuidOf } from './oscal-ids';
import { toJsonLines } from './sarif-json';
import { tidy } from './sarif-text';

/** The parts that our two OSCAL documents share. https://pages.nist.gov/OSCAL/reference/latest/ */
export interface Property {
  readonly name: string;
  readonly ns: string;
  readonly value: string;
  readonly class?: string;
  readonly remarks?: string;
}

export const HOME = 'https://github.com/cdk-s3-compliance/cdk-s3-compliance';

/** Names our properties apart from those of others. */
const NS = `${HOME}/ns/oscal`;

/** The oldest edition that has all we use, so that the most tools read it; later editions of OSCAL 1 accept it as well. */
export const OSCAL_VERSION = '1.1.3';

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** @throws RangeError unless the moment is one that OSCAL can hold */
export function metadata(title: string, { version, at }: { readonly version: string; readonly at: string }, remarks: string): object {
  if (!MOMENT.test(at) || Number.isNaN(Date.parse(at))) {
    throw new RangeError(`'at' must be a moment with its zone such as 2026-11-25T12:00:00Z, got '${shorten(tidy(at), 60)}'`);
  }
  return { 'title': title, 'last-modified': at, 'version': version, 'oscal-version': OSCAL_VERSION, remarks };
}

/** A property, or none where there is nothing to say. */
export function prop(name: string, value: string | number | undefined, more: Pick<Property, 'class' | 'remarks'> = {}): readonly Property[] {
  const text = shorten(tidy(String(value ?? '')), MOST_CHARACTERS).trim();
  return text === '' ? [] : [{ name, ns: NS, value: text, ...more }];
}

/** Characters shown of one text of a template; the JSON report has them all. */
const MOST_CHARACTERS = 1000;

/** What a template says, in one line of Markdown that holds no markup; `{{` would insert a parameter. */
export function inert(text: string): string {
  return shorten(tidy(text), MOST_CHARACTERS).trim().replace(/[\\`*_[\]<>~^&]|^#|\{(?=\{)/g, '\\$&');
}

/** A member that OSCAL wants to be absent rather than empty. */
export function some<K extends string, T>(key: K, list: readonly T[]): { readonly [P in K]?: readonly T[] } {
  return list.length === 0 ? {} : { [key]: list } as { readonly [P in K]: readonly T[] };
}

interface Source {
  readonly href: string;
  readonly resource?: { readonly uuid: string; readonly title: string };
}

/** The text of a framework as OSCAL points at it: its address, or where it has none a resource in the document that names it. */
export function sourceOf({ id, source }: { readonly id: string; readonly source: string }): Source {
  if (/^https?:\/\/\S+$/.test(source)) return { href: source };
  const uuid = uuidOf('source', id);
  return { href: `#${uuid}`, resource: { uuid, title: source } };
}

/** As JSON, with a UUID of its own made of all that it says. */
export function document(root: string, content: object): string {
  return toJsonLines({ [root]: { uuid: uuidOf(root, JSON.stringify(content)), ...content } }, 5);
}
