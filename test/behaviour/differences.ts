import type { Verdict } from './question';
import type { Server } from './server';

/** Where a server does not do as S3, and with it our evaluator, does. */
export interface Difference {
  readonly server: Server['name'];
  readonly verdict: Verdict;
  /** `Bucket: name`, all of those and no others. */
  readonly questions: RegExp;
  readonly reason: string;
}

/** radosgw is 16.2.15, moto is 5. S3 is what its documentation says; each entry is of every run, or the run fails. */
export const DIFFERENCES: readonly Difference[] = [
  {
    server: 'moto',
    verdict: 'allow',
    questions: /^(?!Records: DELETE of a locked version).* by (stranger|processor)$(?<!Settlements: GET of outgoing\/ by processor)/,
    reason: 'moto asks the policies of the requester alone: a user of another account whom they let do everything may do it in every bucket. In S3 the bucket policy must allow it as well',
  },
  {
    server: 'moto',
    verdict: 'deny',
    questions: /^Customers: (DELETE|DELETE of a version|list) by eraser$|^Customers: (GET|list) by porter$|^AccessLogs: GET of the inventory by reader$/,
    reason: 'moto does not let a bucket policy grant anything to a user or role. In S3 it may, within the account',
  },
  {
    server: 'moto',
    verdict: 'allow',
    questions: /^Records: DELETE of a version under (default retention|governance), with bypass$/,
    reason: 'moto takes the header for the permission. S3 asks for s3:BypassGovernanceRetention, which the policy denies to everybody',
  },
  {
    server: 'moto',
    verdict: 'allow',
    questions: /^Records: PUT of a shorter retention/,
    reason: 'moto lets anybody shorten the retention of a version who may set it. S3 refuses it without bypass, and the policy refuses the bypass',
  },
  {
    server: 'moto',
    verdict: 'allow',
    questions: /^Records: PUT of suspended versioning$/,
    reason: 'moto suspends the versions of a bucket with Object Lock. S3 answers InvalidBucketState',
  },
  {
    server: 'moto',
    verdict: 'allow',
    questions: /: PUT of a public policy$/,
    reason: 'moto stores the settings of Block Public Access and does not act on them',
  },
  {
    server: 'radosgw',
    verdict: 'deny',
    questions: /^Settlements: PUT of a policy for a role$/,
    reason: 'radosgw takes every Allow for public, so that BlockPublicPolicy refuses a policy for one role as well; our policies are put before it is set',
  },
  {
    server: 'radosgw',
    verdict: 'allow',
    questions: /^Records: (start of an upload in parts|copy), (AES256|aws:kms and another key)$/,
    reason: 'radosgw 16 has the condition keys of encryption for an upload in one part alone. In S3 a copy and the start of an upload in parts are s3:PutObject too',
  },
  {
    server: 'radosgw',
    verdict: 'deny',
    questions: /^Customers: (start of an upload in parts|copy), no encryption headers$/,
    reason: 'radosgw 16 has s3:RequestObjectTag for an upload in one part alone, so that the tag of a copy or of an upload in parts is missed',
  },
  ...(['radosgw', 'moto'] as const).map((server): Difference => ({
    server,
    verdict: 'allow',
    questions: /: PUT, SSE-C$/,
    reason: `${server} does not know BlockedEncryptionTypes, by which S3 refuses keys of customers`,
  })),
  ...(['radosgw', 'moto'] as const).map((server): Difference => ({
    server,
    verdict: 'allow',
    questions: /^Uploads: PUT (with|of) the ACL public-read/,
    reason: server === 'moto' ? 'moto stores BucketOwnerEnforced and does not act on it; S3 answers AccessControlListNotSupported'
      : 'radosgw 16 does not know BucketOwnerEnforced, and takes no upload at all under BlockPublicAcls, which is why that is off here; S3 answers AccessControlListNotSupported',
  })),
];
