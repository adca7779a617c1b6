import { DATA_ACTIONS } from '../policy/s3-actions';
import { ANYBODY } from '../policy/witnesses';
import type { Control } from './control';
import { unlessLogTarget } from './log-target';
import { refuses } from './questions';

const OUTSIDE = { 'aws:ViaAWSService': 'false', 'aws:SourceIp': '198.18.77.77', 'aws:VpcSourceIp': null, 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };
const INTERNET = { ...OUTSIDE, 'aws:SourceVpc': null, 'aws:SourceVpce': null, 'aws:SourceVpcArn': null };
const ANOTHER_VPC = {
  ...OUTSIDE,
  'aws:SourceVpc': 'vpc-0000000000000000a',
  'aws:SourceVpce': 'vpce-0000000000000000a',
  'aws:SourceVpcArn': 'arn:aws:ec2:xx-none-1:999999999999:vpc/vpc-0000000000000000a',
};

/** Stolen credentials are of no use outside the network. */
export const vpcOnly: Control = {
  id: 'vpc-only',
  statement: 'Objects are read, listed, written and deleted only from named VPCs or VPC endpoints',
  why: 'A leaked key or presigned URL works from anywhere unless the bucket asks where the request comes from.',
  fix: 'Add a Deny of the object actions where `aws:SourceVpc` (or `aws:SourceVpce`) is none of yours, with AWS services and named administrators left out.',
  severity: 'medium',
  see: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html'],
  test: bucket => unlessLogTarget(bucket, 'S3 delivers them from outside',
    refuses(bucket, 'from outside the named VPCs', { actions: DATA_ACTIONS, requesters: ANYBODY, contexts: [INTERNET, ANOTHER_VPC] })),
};
