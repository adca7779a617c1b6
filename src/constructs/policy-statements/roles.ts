import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { refuse } from './deny';
import { show } from '../shapes';

/** Why an ARN names no single role; undefined where it does, or where only deployment decides. */
export function notOneRole(bucket: s3.IBucket, arn: unknown): string | undefined {
  if (typeof arn !== 'string') return 'is no role';
  const text = lettersOf(Stack.of(bucket).resolve(arn));
  if (text === undefined) return undefined;
  if (text === '*') return 'is everybody';
  if (/:root$|^\d{12}$/.test(text)) return 'is a whole account';
  if (/:user\//.test(text)) return 'is a user, whose credentials do not expire';
  if (/[*?]/.test(text)) return 'is a pattern';
  return /^arn:[^:]+:iam::[^:]+:role\/.+$/.test(text) ? undefined : 'is no role';
}

/** A resolved text, with a letter for each part that only deployment decides; undefined where that is all of it. */
function lettersOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const [separator, parts] = (value as { 'Fn::Join'?: [string, unknown] })['Fn::Join'] ?? ['', undefined];
  return Array.isArray(parts) ? parts.map(part => lettersOf(part) ?? 'x').join(separator) : undefined;
}

/** The ARNs of a list of roles, each of which must name one role. @param name of the list, for the message */
export function arnsOf(bucket: s3.IBucket, name: string, roles: readonly iam.IRole[]): string[] {
  return namedRoles(bucket, name, Array.isArray(roles) ? roles.map((role?: iam.IRole) => role?.roleArn) : roles);
}

/** The same of roles that are given by their ARNs. */
export function namedRoles(bucket: s3.IBucket, name: string, arns: unknown): string[] {
  if (!Array.isArray(arns)) refuse(bucket, `'${name}' cannot be ${show(arns)}`, 'pass a list');
  for (const arn of arns as unknown[]) {
    const why = notOneRole(bucket, arn);
    if (why !== undefined) refuse(bucket, `'${name}' cannot hold ${show(arn)}, which ${why}`, 'name each role by itself, without wildcards');
  }
  return arns as string[];
}

/** The condition that leaves some roles out; none where there are none. */
export const notBy = (arns: readonly string[]): Record<string, unknown> => arns.length > 0 ? { ArnNotEquals: { 'aws:PrincipalArn': arns } } : {};
