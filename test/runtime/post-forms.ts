import { signature, signingKey } from '../../src/runtime/signature';
import type { PostForm, VerifyPostOptions } from '../../src/runtime/verify-post';
import type { Credentials } from '../../src/sigv4/credentials';

export const longTerm: Credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
export const temporary: Credentials = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
  sessionToken: 'IQoJb3JpZ2luX2VjEXAMPLE//token==',
};

export const at = new Date('2026-01-15T10:30:00Z');
export const REGION = 'eu-central-1';
export const BUCKET = 'records';

/** What the server knows: both keys. */
export const server: VerifyPostOptions = {
  bucket: BUCKET,
  region: REGION,
  at,
  secretFor: id => id === longTerm.accessKeyId ? longTerm.secretAccessKey : id === temporary.accessKeyId ? temporary : undefined,
};

export const EXPIRATION = '2026-01-15T11:00:00.000Z';
const SCOPE = { date: '20260115', region: REGION, service: 's3' };
/** The fields that every form of these tests is signed with. */
export const signing: Readonly<Record<string, string>> = {
  'x-amz-algorithm': 'AWS4-HMAC-SHA256',
  'x-amz-credential': `${longTerm.accessKeyId}/20260115/${REGION}/s3/aws4_request`,
  'x-amz-date': '20260115T103000Z',
};

/** Conditions for the bucket, for the key and for those fields. */
export const usual: readonly Readonly<Record<string, string>>[] = [
  { bucket: BUCKET }, { key: 'a.txt' }, ...Object.entries(signing).map(([name, value]) => ({ [name]: value })),
];
/** A policy of all of them but one, and of others. */
export const policyWithout = (name: string, ...conditions: readonly unknown[]) =>
  ({ expiration: EXPIRATION, conditions: [...usual.filter(one => !(name in one)), ...conditions] });

/** A policy of the usual conditions and more. */
export const policyOf = (...conditions: readonly unknown[]) => ({ expiration: EXPIRATION, conditions: [...usual, ...conditions] });

/** A form with any policy, an odd one too, and a true signature over it. */
export function signed(policy: unknown, fields: Readonly<Record<string, string>> = {}): Record<string, string> {
  const text = typeof policy === 'string' ? policy : JSON.stringify(policy);
  return signedBase64(Buffer.from(text).toString('base64'), fields);
}

export function signedBase64(policy: string, fields: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { 'key': 'a.txt', ...signing, ...fields, policy, 'x-amz-signature': signature(signingKey(longTerm.secretAccessKey, SCOPE), policy) };
}

/** What a browser sends for the fields that presignPost gave, with a file. */
export const sent = (fields: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = {}, size = 100): PostForm =>
  ({ fields: { ...fields, ...more }, file: { size, name: 'cat.jpg' } });
