/** One thing that a form must keep. Names of fields are in lower case. */
export type PostCondition = FieldCondition | RangeCondition;

export interface FieldCondition {
  readonly test: 'eq' | 'starts-with';
  readonly field: string;
  readonly value: string;
}

/** Bytes of the file; both ends are allowed. */
export interface RangeCondition {
  readonly test: 'content-length-range';
  readonly min: number;
  readonly max: number;
}

/** A POST policy. */
export interface PostPolicy {
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly conditions: readonly PostCondition[];
}

/** What S3 takes of a form before its file, in bytes. */
export const MOST_BYTES = 20_480;

/** What the variable is called that S3 replaces by the name of the file, before it looks at the conditions. */
export const FILENAME = '${filename}';

/**
 * A policy as JSON; it is signed and sent in base64.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export function policyText({ expiresAt, conditions }: PostPolicy): string {
  return `{"expiration":"${new Date(expiresAt).toISOString()}","conditions":[${conditions.map(conditionText).join(',')}]}`;
}

function conditionText(condition: PostCondition): string {
  if (condition.test === 'content-length-range') return `["content-length-range",${condition.min},${condition.max}]`;
  const { test, field, value } = condition;
  return test === 'eq' ? `{${quoted(field)}:${quoted(value)}}` : `["starts-with","$${quoted(field).slice(1)},${quoted(value)}]`;
}

/** What stands in a JSON string as it is: printable ASCII but for `"`, `$` and the backslash. */
const PLAIN = /^[ !#%-[\]-~]*$/;

/**
 * A JSON string in which a dollar sign is `\u0024`: a policy must not have it bare, and `\$`, which S3 takes as well, is no JSON. Other
 * characters are escaped as S3 wants them, but for those beyond U+FFFF: not every server joins the two escapes of one.
 */
function quoted(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  return JSON.stringify(text).replace(/[$\u007f-\ud7ff\ue000-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
