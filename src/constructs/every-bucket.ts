import { RemovalPolicy, Token } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { show } from './shapes';

/** What every bucket of this library has, whatever it is for. No property of a construct changes any of it. */
export const EVERY_BUCKET = {
  blockedEncryptionTypes: [s3.BlockedEncryptionType.SSE_C],
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  versioned: true,
} satisfies s3.BucketProps;

/** Beginnings and ends of names that S3 gives to other things than buckets. */
const RESERVED = /^(?:xn--|sthree-|amzn-s3-demo-)|(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

/**
 * Refuses what S3 refuses of any bucket, beyond what the CDK checks.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function checkEveryBucket(path: string, { bucketName: name, removalPolicy }: Pick<s3.BucketProps, 'bucketName' | 'removalPolicy'>): void {
  const reserved = name === undefined || name === null || Token.isUnresolved(name) ? undefined : RESERVED.exec(name)?.[0];
  if (name === '') throw new Error(`${path}: 'bucketName' is empty; leave it out for a name made by CloudFormation`);
  if (reserved !== undefined) throw new Error(`${path}: 'bucketName' cannot be '${name}', because S3 keeps '${reserved}' for itself; pass another name`);
  if (name !== undefined && name !== null) checkName(path, name);
  if (removalPolicy !== undefined && removalPolicy !== null && !Object.values(RemovalPolicy).includes(removalPolicy)) {
    throw new Error(`${path}: 'removalPolicy' cannot be ${show(removalPolicy)}; pass a member of RemovalPolicy`);
  }
  if (removalPolicy === RemovalPolicy.SNAPSHOT) throw new Error(`${path}: RemovalPolicy.SNAPSHOT is nothing that S3 can do; pass RemovalPolicy.RETAIN`);
}

/** What the CDK says of a name in several lines, in one. */
function checkName(path: string, name: string): void {
  try {
    s3.Bucket.validateBucketName(name);
  } catch (error) {
    const [, ...wrong] = (error as Error).message.split('\n');
    throw new Error(`${path}: 'bucketName' cannot be '${name}': ${wrong.join(', ')}; pass another name`);
  }
}
