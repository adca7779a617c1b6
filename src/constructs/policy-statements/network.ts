import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { deny, whole } from './deny';
import type { NetworkPerimeter } from '../network-perimeter';

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
