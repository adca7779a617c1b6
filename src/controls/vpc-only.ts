import type { Control } from './control';
import { unlessLogTarget } from './log-target';
import { refuses } from './questions';
import { outsideNetworks } from '../policy/networks';

/** Stolen credentials are of no use outside the network. */
export const vpcOnly: Control = {
  id: 'vpc-only',
  statement: 'Objects are read, listed, written and deleted only from named VPCs or VPC endpoints',
  why: 'A leaked key or presigned URL works from anywhere unless the bucket asks where the request comes from.',
  fix: 'Add a Deny of the object actions where `aws:SourceVpc` (or `aws:SourceVpce`) is none of yours, with AWS services and named administrators left out.',
  severity: 'medium',
  see: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html'],
  test: bucket => unlessLogTarget(bucket, 'S3 delivers them from outside',
    refuses(bucket, 'from outside the named VPCs', outsideNetworks)),
};
