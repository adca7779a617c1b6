import type { IResolvable } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { NetworkPerimeter } from './network-perimeter';

const SSE = 's3:x-amz-server-side-encryption';
const SSE_KEY = 's3:x-amz-server-side-encryption-aws-kms-key-id';

/**
 * Refuses uploads whose headers ask for other encryption than the bucket's own. Uploads without such headers get the default
 * encryption, and stay allowed: each Deny looks only at a header that is there.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export function denyWrongEncryption(bucket: s3.IBucket, key: kms.IKey): iam.PolicyStatement[] {
  const upload = { actions: ['s3:PutObject'], resources: [bucket.arnForObjects('*')] };
  return [
    deny('DenyOtherAlgorithm', {
      ...upload,
      conditions: { Null: { [SSE]: 'false' }, StringNotEquals: { [SSE]: 'aws:kms' } },
    }),
    deny('DenyOtherKey', {
      ...upload,
      conditions: { Null: { [SSE_KEY]: 'false' }, StringNotEquals: { [SSE_KEY]: key.keyArn } },
    }),
    // `aws:kms` without a key would take the AWS managed key.
    deny('DenyKmsWithoutKey', {
      ...upload,
      conditions: { Null: { [SSE_KEY]: 'true' }, StringEquals: { [SSE]: 'aws:kms' } },
    }),
  ];
}

/** Refuses to read, list, write or delete objects from outside the network. Changes of the bucket itself stay possible. */
export function denyOutside(bucket: s3.IBucket, network: NetworkPerimeter): iam.PolicyStatement {
  return deny('DenyOutsideNetwork', {
    actions: ['s3:GetObject*', 's3:PutObject*', 's3:DeleteObject*', 's3:ListBucket*'],
    resources: [bucket.bucketArn, bucket.arnForObjects('*')],
    conditions: network._outside(),
  });
}

/** Lets S3 deliver access logs under a prefix: of one bucket or, where `sourceArn` is a pattern or a list, of several, all of the log bucket's account. */
export function allowLogDelivery(logs: s3.IBucket, prefix: string, sourceArn: string | IResolvable): iam.PolicyStatement {
  return new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('logging.s3.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [logs.arnForObjects(`${prefix}*`)],
    conditions: { ArnLike: { 'aws:SourceArn': sourceArn }, StringEquals: { 'aws:SourceAccount': logs.env.account } },
  });
}

function deny(sid: string, props: iam.PolicyStatementProps): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid, effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], ...props });
}
