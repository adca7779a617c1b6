import { isArn } from './access-point';
import { type Endpoint, endpointOf } from './endpoint';
import { assertOnce, exactFields, openFields } from './post-fields';
import type { ContentLengthRange, PostWarning, PresignedPost, PresignPostOptions } from './post-options';
import { FILENAME, MOST_BYTES, policyText, type PostCondition } from './post-policy';
import { assertExpiry, assertSigner, encodedKey, endOf, endsFirst, signingMoment } from './presign-checks';
import { ALGORITHM, amzDate, scopeText } from './scope';
import { show } from './show';

/** Everything about a form but its policy in base64, and the signature of that. */
export interface PostPlan extends Omit<PresignedPost, 'fields'> {
  readonly fields: readonly (readonly [string, string])[];
  /** JSON. In base64 it is the string to sign. */
  readonly policy: string;
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** Checks what is asked, and writes the policy. */
export function planPost(options: PresignPostOptions): PostPlan {
  const { bucket, region, credentials, expiresIn = 900 } = options;
  assertSigner(credentials, options.requireTemporary);
  assertExpiry(expiresIn, options.maxExpiresIn);
  const at = signingMoment(options.at);
  const endpoint = endpointOf(options);
  const key = keyOf(options);

  const exact = exactFields(options.fields, endpoint.protocol);
  const open = openFields(options.startsWith, endpoint.protocol);
  assertOnce(exact, open);
  const range = options.contentLengthRange === undefined ? [] : [rangeOf(options.contentLengthRange)];

  const time = amzDate(at);
  const date = time.slice(0, 8);
  const signed: [string, string][] = [
    ['x-amz-algorithm', ALGORITHM],
    ['x-amz-credential', `${credentials.accessKeyId}/${scopeText({ date, region, service: endpoint.service })}`],
    ['x-amz-date', time],
    ...credentials.sessionToken === undefined ? [] : [['x-amz-security-token', credentials.sessionToken] as [string, string]],
  ];
  const expiresAt = at - at % 1000 + expiresIn * 1000;
  const policy = policyText({
    expiresAt,
    conditions: [eq(['bucket', bucket]), key.condition, ...exact.map(eq), ...open.map(startsWith), ...range, ...signed.map(eq)],
  });
  const fields: [string, string][] = [['key', key.field], ...exact, ...signed];
  assertSize([...fields, ...open], policy);

  const ends = endOf(credentials, at);
  return {
    url: `${endpoint.protocol}//${endpoint.host}${endpoint.base === '' ? '/' : endpoint.base}`,
    fields,
    policy,
    date,
    region,
    service: endpoint.service,
    effectiveExpiresAt: new Date(Math.min(expiresAt, ends)),
    warnings: warningsOf(options, endpoint, fields, expiresAt, ends),
  };
}

/** The plan with its policy in base64, and the signature of that. */
export function presignedPost({ url, fields, effectiveExpiresAt, warnings }: PostPlan, policy: string, signature: string): PresignedPost {
  return { url, fields: Object.fromEntries([...fields, ['policy', policy], ['x-amz-signature', signature]]), effectiveExpiresAt, warnings };
}

const eq = ([field, value]: readonly [string, string]): PostCondition => ({ test: 'eq', field, value });
const startsWith = ([field, value]: readonly [string, string]): PostCondition => ({ test: 'starts-with', field, value });

function keyOf({ key, keyPrefix }: PresignPostOptions): { readonly field: string; readonly condition: PostCondition } {
  if ((key === undefined) === (keyPrefix === undefined)) throw new RangeError("a form needs either a 'key' or a 'keyPrefix'; pass one of them");
  const [option, text] = keyPrefix === undefined ? ['key', key!] : ['keyPrefix', keyPrefix];
  encodedKey(text, option);
  if (text.includes(FILENAME)) {
    throw new RangeError(`'${option}' has ${FILENAME}, which S3 replaces by the name of the file; pass what comes before it as 'keyPrefix'`);
  }
  return keyPrefix === undefined
    ? { field: text, condition: eq(['key', text]) }
    : { field: `${text}${FILENAME}`, condition: startsWith(['key', text]) };
}

function rangeOf({ min = 0, max }: ContentLengthRange): PostCondition {
  if (!(Number.isSafeInteger(min) && Number.isSafeInteger(max) && min >= 0 && max >= min)) {
    throw new RangeError(`'contentLengthRange' must be whole bytes, 0 <= min <= max, got ${show(min)} to ${show(max)}; correct them`);
  }
  return { test: 'content-length-range', min, max };
}

/** What a browser writes around a field: a boundary of 40 bytes, line ends and Content-Disposition. */
const AROUND_FIELD = 100;

function assertSize(fields: readonly (readonly [string, string])[], policy: string): void {
  const length = (text: string) => new TextEncoder().encode(text).length;
  const bytes = length(fields.flat().join('')) + Math.ceil(length(policy) / 3) * 4 + (fields.length + 3) * AROUND_FIELD;
  if (bytes > MOST_BYTES) {
    throw new RangeError(`'fields' make a form of about ${bytes} bytes, and S3 takes ${MOST_BYTES} before the file; leave some out`);
  }
}

function warningsOf(
  options: PresignPostOptions, { pathStyleReason }: Endpoint, fields: readonly (readonly [string, string])[], expiresAt: number, ends: number,
): readonly PostWarning[] {
  const warnings: PostWarning[] = [];
  if (ends < expiresAt) warnings.push({ code: 'credentials-end-first', message: endsFirst(ends, expiresAt, 'form', options.onEarlyEnd).message });
  if (pathStyleReason !== undefined) warnings.push({ code: 'path-style', message: pathStyleReason });
  if (options.contentLengthRange === undefined) {
    warnings.push({ code: 'any-size', message: "whoever has the form may upload a file of any size; pass 'contentLengthRange'" });
  }
  if (fields[0][1].includes('$$')) {
    warnings.push({ code: 'double-dollar', message: "S3 refuses forms whose key has '$$' (boto/boto3 issue 4514); rename it, or presign a PUT" });
  }
  if (fields.some(([name]) => name.startsWith('x-amz-object-lock-'))) {
    const message = 'AWS does not document Object Lock in forms, and other servers ignore it; look at the object, or presign a PUT';
    warnings.push({ code: 'object-lock', message });
  }
  if (isArn(options.bucket)) {
    warnings.push({ code: 'access-point', message: 'AWS does not list form uploads among what access points do; try it, or presign a PUT' });
  }
  return warnings;
}
