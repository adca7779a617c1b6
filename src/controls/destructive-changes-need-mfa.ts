import type { Control } from './control';
import { refuses } from './questions';
import { allButNamedRoles } from '../policy/witnesses';

const DESTRUCTIVE = ['s3:DeleteObjectVersion', 's3:DeleteBucket', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'];
/** A long-term key says nothing of MFA. A service that acts for a caller cannot say. */
const DIRECT = { 'aws:MultiFactorAuthAge': null, 'aws:ViaAWSService': 'false', 'aws:CalledVia': null, 'aws:CalledViaFirst': null, 'aws:CalledViaLast': null };

/** MFA Delete itself is for the root user alone and in no template; this is what a policy can do. */
export const destructiveChangesNeedMfa: Control = {
  id: 'destructive-changes-need-mfa',
  statement: 'Without MFA, only roles that the bucket policy names may delete versions or the bucket, or change or remove its policy',
  why: 'A stolen access key alone must not be enough to destroy data for good or to take its protection away.',
  fix: 'Deny `s3:DeleteObjectVersion`, `s3:DeleteBucket`, `s3:PutBucketPolicy` and `s3:DeleteBucketPolicy` where `BoolIfExists` of '
    + '`aws:MultiFactorAuthPresent` is false, but for AWS services and deployment roles that are named by their full ARNs.',
  severity: 'medium',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-MFA',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent',
  ],
  test: bucket => refuses(bucket, 'without MFA', policy => ({
    actions: DESTRUCTIVE,
    requesters: allButNamedRoles(policy),
    contexts: ['false', null].map(present => ({ ...DIRECT, 'aws:MultiFactorAuthPresent': present })),
  })),
};
