import type { IResolvable } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { EncryptionMethod } from './encryption-method';
import type { NetworkPerimeter } from './network-perimeter';
import { deny, whole } from './policy-statements/deny';
import { denyWrongEncryption as denyOther } from './policy-statements/encryption';

/** Refuses uploads whose headers ask for other encryption than SSE-KMS under the bucket's own key. */
export const denyWrongEncryption = (bucket: s3.IBucket, key: kms.IKey): iam.PolicyStatement[] =>
  denyOther(bucket, { method: EncryptionMethod.KMS, key });

/** Refuses to read, list, write or delete objects from outside the network. Changes of the bucket itself stay possible. */
export function denyOutside(bucket: s3.IBucket, network: NetworkPerimeter): iam.PolicyStatement {
  return deny('DenyOutsideNetwork', {
    actions: [
      's3:GetObject*', 's3:PutObject*', 's3:DeleteObject*', 's3:ListBucket*', 's3:ListObject*', 's3:UpdateObject*', 's3:RestoreObject',
      's3:AbortMultipartUpload', 's3:ListMultipartUploadParts',
    ],
    resources: whole(bucket),
    conditions: network._outside(),
  });
}

/** Lets a service deliver under a prefix what it says of one bucket or, where `sourceArn` is a pattern or a list, of several, all of the log bucket's account. */
export function allowDelivery(logs: s3.IBucket, service: string, prefix: string, sourceArn: string | IResolvable): iam.PolicyStatement {
  return new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(service)],
    actions: ['s3:PutObject'],
    resources: [logs.arnForObjects(`${prefix}*`)],
    conditions: { ArnLike: { 'aws:SourceArn': sourceArn }, StringEquals: { 'aws:SourceAccount': logs.env.account } },
  });
}
