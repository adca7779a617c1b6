import { isOfSignature, SIGNING_FIELDS } from './post-form';
import type { FieldCondition, PostPolicy, RangeCondition } from './post-policy';
import type { PostFile, PostRefusal, VerifiedPost } from './post-verification';
import { show } from './show';
import { refuse } from './verification';

/** What a policy lets through. */
export type Allowed = Pick<VerifiedPost, 'key' | 'fields' | 'contentLengthRange' | 'sizeVerified'>;

/** Fields that a form may have without a condition. */
const exempt = (name: string): boolean => name === 'policy' || name === 'x-amz-signature' || name.startsWith('x-ignore-');

/** Holds the fields of a form, in which `${filename}` is replaced, and its file against a policy that was signed. */
export function judgeForm(
  { conditions }: PostPolicy, form: ReadonlyMap<string, string>, bucket: string, file: PostFile | undefined, allowUnknownSize: boolean,
): Allowed | PostRefusal {
  if ((form.get('bucket') ?? bucket) !== bucket) return refuse('wrong-bucket', 'the field bucket names another bucket than the one that was asked');
  const about = conditions.filter((condition): condition is FieldCondition => condition.test !== 'content-length-range');

  for (const name of ['bucket', ...SIGNING_FIELDS]) {
    if ((name === 'bucket' || form.has(name)) && !about.some(({ test, field }) => field === name && test === 'eq')) {
      return refuse('missing-condition', `the policy does not say what ${name} must be`);
    }
  }
  const covered = new Set(about.map(({ field }) => field));
  const extra = [...form.keys()].find(name => !covered.has(name) && !exempt(name));
  if (extra !== undefined) return refuse('extra-field', `the policy has no condition for the field ${show(extra)}`);

  const failed = about.find(condition => !holds(condition, condition.field === 'bucket' ? bucket : form.get(condition.field)));
  if (failed !== undefined) {
    return failed.field === 'bucket'
      ? refuse('wrong-bucket', 'the policy is for another bucket than the one that was asked')
      : refuse('condition-failed', `the field ${show(failed.field)} does not keep the condition ${failed.test} of the policy`);
  }
  const type = file?.contentType;
  if (typeof type === 'string' && about.some(condition => condition.field === 'content-type' && !holds(condition, type))) {
    return refuse('condition-failed', 'the type of the file does not keep the conditions of the policy for content-type');
  }
  const key = form.get('key')!;
  if (key === '' || new TextEncoder().encode(key).length > 1024) return refuse('malformed-field', 'the field key must be 1 to 1024 bytes of UTF-8');
  const size = judgeSize(conditions.filter(condition => condition.test === 'content-length-range'), file?.size, allowUnknownSize);
  return 'ok' in size ? size : { key, fields: new Map([...form].filter(([name]) => covered.has(name) && !isOfSignature(name))), ...size };
}

/** A condition for a field that is not there fails, even where it allows anything. */
function holds({ test, field, value }: FieldCondition, sent: string | undefined): boolean {
  if (sent === undefined) return false;
  if (test === 'eq') return sent === value;
  // "Content-Types values for a starts-with condition that include commas are interpreted as lists."
  return field === 'content-type' ? sent.split(',').every(one => one.replace(/^[ \t]+/, '').startsWith(value)) : sent.startsWith(value);
}

function judgeSize(
  ranges: readonly RangeCondition[], size: unknown, allowUnknownSize: boolean,
): Pick<Allowed, 'contentLengthRange' | 'sizeVerified'> | PostRefusal {
  const known = typeof size === 'number' && Number.isSafeInteger(size) && size >= 0;
  if (ranges.length === 0) return { sizeVerified: known };
  const min = Math.max(...ranges.map(range => range.min));
  const max = Math.min(...ranges.map(range => range.max));
  if (known && size < min) return refuse('file-too-small', `the file has ${size} bytes, and the policy wants at least ${min}`);
  if (known && size > max) return refuse('file-too-large', `the file has ${size} bytes, and the policy allows at most ${max}`);
  if (!known && !allowUnknownSize) return refuse('missing-file-size', 'the policy bounds the size of the file, and the size is not known');
  return { contentLengthRange: { min, max }, sizeVerified: known };
}
