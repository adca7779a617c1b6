import { createHash } from 'node:crypto';
import { Stack } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';

/** A Sid for a statement that a policy may have several times: S3 wants each Sid once, and letters and digits only. */
export function sidFor(bucket: s3.IBucket, name: string, ...parts: readonly unknown[]): string {
  const said = JSON.stringify(Stack.of(bucket).resolve(parts));
  return `${name}${createHash('sha256').update(said).digest('hex').slice(0, 8).toUpperCase()}`;
}
