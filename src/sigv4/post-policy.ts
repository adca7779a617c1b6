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
 * A policy in base64, as it is signed and sent.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export function encodePolicy({ expiresAt, conditions }: PostPolicy): string {
  const json = `{"expiration":"${new Date(expiresAt).toISOString()}","conditions":[${conditions.map(conditionText).join(',')}]}`;
  return btoa(Array.from(new TextEncoder().encode(json), byte => String.fromCharCode(byte)).join(''));
}

function conditionText(condition: PostCondition): string {
  if (condition.test === 'content-length-range') return `["content-length-range",${condition.min},${condition.max}]`;
  const { test, field, value } = condition;
  return test === 'eq' ? `{${quoted(field)}:${quoted(value)}}` : `["starts-with","$${quoted(field).slice(1)},${quoted(value)}]`;
}

/**
 * A JSON string in which a dollar sign is `\u0024`: a policy must not have it bare, and `\$`, which S3 takes as well, is no JSON. Other
 * characters are escaped as S3 wants them, but for those beyond U+FFFF: not every server joins the two escapes of one.
 */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[$\u007f-\ud7ff\ue000-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
