import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';

/** A statement that refuses everybody what its conditions describe. */
export function deny(sid: string, props: iam.PolicyStatementProps): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid, effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], ...props });
}

/** The bucket and its objects. */
export const whole = (bucket: s3.IBucket): string[] => [bucket.bucketArn, bucket.arnForObjects('*')];

/** Spares AWS services that act for themselves. Anonymous requests lack the key and are not spared. */
export const NO_SERVICE = { 'aws:PrincipalIsAWSService': 'false' };

/** Spares services that act for a caller as well. */
export const NO_SERVICE_AT_ALL = { ...NO_SERVICE, 'aws:ViaAWSService': 'false' };

/** Ends an error of a helper: what is wrong, and what to do. */
export function refuse(bucket: s3.IBucket, what: string, cure: string): never {
  throw new Error(`${bucket.node.path}: ${what}; ${cure}`);
}
