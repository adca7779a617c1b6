import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * The Sids that a bucket policy has several times, as sentences. The CDK takes out statements that are the same; others with one Sid S3 refuses.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
 */
export function repeatedSids(bucket: IConstruct, document: unknown): string[] {
  const { Statement: statements = [] } = (Stack.of(bucket).resolve(document) ?? {}) as { Statement?: { Sid?: unknown }[] };
  const sids = [statements].flat().map(({ Sid }) => Sid).filter(sid => sid !== undefined).map(String);
  const repeated = sids.filter((sid, n) => sids.indexOf(sid) !== n);
  return [...new Set(repeated)].map(sid => `${bucket.node.path}: the bucket policy has several statements with the Sid '${sid}', and S3 takes each once; `
    + 'give yours another one, or leave it out where the bucket has such a statement already');
}
