import { Stack } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';

/** AWS: a bucket policy has at most 20 KB. */
const LIMIT = 20 * 1024;

/**
 * Fails the synthesis where the bucket's policy is larger than S3 takes.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
 */
export function checkPolicySize(bucket: s3.IBucket, document: () => unknown = () => bucket.policy?.document): void {
  bucket.node.addValidation({
    validate: () => {
      const resolved: unknown = Stack.of(bucket).resolve(document());
      const size = resolved === undefined ? 0 : policySize(bucket, resolved);
      return size <= LIMIT ? [] : [`the bucket policy has about ${size} bytes, and S3 takes ${LIMIT}; `
        + 'give several principals one statement, or grant roles their access by their own policies'];
    },
  });
}

/** The bytes of a resolved policy without white space; what only deployment decides counts as long as it plausibly gets. */
export function policySize(bucket: s3.IBucket, document: unknown): number {
  const ownArn = JSON.stringify(Stack.of(bucket).resolve(bucket.bucketArn));
  return Buffer.byteLength(JSON.stringify(document, (_, value: unknown) => {
    const length = deployedLength(value, ownArn);
    return length === undefined ? value : 'x'.repeat(length);
  }));
}

/** The longest that AWS has of each, or close to it: `aws-us-gov`, `ap-southeast-1`. */
const PSEUDO: Readonly<Record<string, number>> = { 'AWS::Partition': 10, 'AWS::AccountId': 12, 'AWS::Region': 14, 'AWS::URLSuffix': 16 };

/** A bucket's name. */
const NAME = 63;

/** The ARN of a role with the longest name and no path: longer than that of a key or a bucket. */
const ARN = 95;

function deployedLength(value: unknown, ownArn: string): number | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const [[name, of] = [], ...more] = Object.entries(value);
  if (name === undefined || more.length > 0 || !/^(Ref|Fn::.+)$/.test(name)) return undefined;
  if (JSON.stringify(value) === ownArn) return 'arn:aws-us-gov:s3:::'.length + NAME;
  if (name === 'Ref') return PSEUDO[String(of)] ?? NAME;
  if (name !== 'Fn::Join' || !Array.isArray(of) || !Array.isArray(of[1])) return ARN;
  const [separator, parts] = of as [string, unknown[]];
  return parts.reduce<number>((sum, part) => sum + (typeof part === 'string' ? Buffer.byteLength(part) : deployedLength(part, ownArn) ?? ARN),
    separator.length * Math.max(0, parts.length - 1));
}
