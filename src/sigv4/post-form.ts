import { FILENAME, MOST_BYTES } from './post-policy';
import type { PostFile, PostRefusal } from './post-verification';
import { show } from './show';
import { refuse } from './verification';

/** Names and values: pairs as they came, a Map, or a record. */
export type PostFields = Iterable<readonly [string, string]> | Readonly<Record<string, string | undefined>>;

/** The fields of a form by their names in lower case, or why it is none. Nothing a stranger sends makes it throw. */
export function readFields(fields: unknown): Map<string, string> | PostRefusal {
  if (typeof fields !== 'object' || fields === null) return refuse('malformed-form', "'fields' must be pairs, a Map or a record");
  const pairs: Iterable<unknown> = Symbol.iterator in fields
    ? fields as Iterable<unknown>
    : Object.entries(fields).filter(([, value]) => value !== undefined);
  const form = new Map<string, string>();
  let size = 0;
  for (const pair of pairs) {
    const [given, value]: readonly unknown[] = Array.isArray(pair) ? pair : [];
    if (typeof given !== 'string' || typeof value !== 'string' || given === '') return refuse('malformed-form', 'a field must be a name and a text');
    const name = given.toLowerCase();
    // Characters, of which there are not more than bytes: never stricter than S3.
    size += name.length + value.length;
    if (size > MOST_BYTES) return refuse('form-too-large', `the fields have more than ${MOST_BYTES} bytes, which is what S3 takes before the file`);
    if (form.has(name)) return refuse('duplicate-field', `the field ${show(name)} stands more than once`);
    if (name === 'file') return refuse('malformed-form', "the file is given apart from the fields, as 'file'");
    form.set(name, value);
  }
  return form;
}

const MOST_NAME = 1024;

/**
 * Puts the name of the file, without folders, in place of `${filename}`, as S3 does before it looks at the conditions.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html
 */
export function expandFields(form: ReadonlyMap<string, string>, file: PostFile | undefined): Map<string, string> | PostRefusal {
  const expanded = new Map(form);
  const name = typeof file?.name === 'string' ? file.name.slice(Math.max(file.name.lastIndexOf('/'), file.name.lastIndexOf('\\')) + 1) : undefined;
  for (const [field, value] of form) {
    if (!value.includes(FILENAME)) continue;
    if (name === undefined) return refuse('missing-file-name', `the field ${show(field)} has ${FILENAME}, and the file came without a name`);
    if (name.length > MOST_NAME) return refuse('malformed-form', `the name of the file has more than ${MOST_NAME} characters`);
    expanded.set(field, value.split(FILENAME).join(name));
  }
  return expanded;
}

/** Fields that are there to sign the others. */
export const SIGNING_FIELDS = ['x-amz-algorithm', 'x-amz-credential', 'x-amz-date', 'x-amz-security-token'] as const;

const OF_SIGNATURE: readonly string[] = ['policy', 'x-amz-signature', ...SIGNING_FIELDS];
export const isOfSignature = (field: string): boolean => OF_SIGNATURE.includes(field);
