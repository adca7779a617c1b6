import type { TestReference } from './references';

/** Two demands that one bucket cannot meet at once, and what became of them. */
export interface Conflict {
  /** As in the research behind this project, where they were found. */
  readonly number: number;
  readonly words: string;
  /** Numbers of the decision records; where there was nothing to choose, why. */
  readonly decided: readonly number[] | string;
  readonly tests: readonly TestReference[];
}

const here = (name: string): TestReference => ({ file: 'constructs/conflicts.test.ts', name });
const replication = (name: string): TestReference => ({ file: 'constructs/bucket-replication.test.ts', name });
const lockout = (name: string): TestReference => ({ file: 'constructs/lockout.test.ts', name });

export const CONFLICTS: readonly Conflict[] = [
  { number: 1, words: 'Erasure (GDPR) against a COMPLIANCE lock', decided: [9], tests: [here('conflict 1: erasure against a COMPLIANCE lock')] },
  {
    number: 2,
    words: 'Erasure against versions and replicas',
    decided: [10],
    tests: [here('conflict 2: erasure reaches every version, and what hides it'), replication('a bucket of another framework')],
  },
  { number: 3, words: 'Lifecycle rules against Object Lock', decided: [11], tests: [here('conflict 3: lifecycle against lock')] },
  { number: 4, words: 'KMS everywhere against readable access logs', decided: [4], tests: [here('conflict 4: access logs against SSE-KMS')] },
  { number: 5, words: 'A lock on audit logs against their delivery', decided: [12], tests: [here('conflict 5: a log bucket with a default retention is refused')] },
  {
    number: 6,
    words: 'What every bucket must have against what a log bucket cannot have',
    decided: [12],
    tests: [
      here('conflict 6: a log bucket has no logs of its own, no lock and no replica'),
      { file: 'constructs/access-log-bucket.test.ts', name: 'every other promise of a log bucket is kept' },
    ],
  },
  {
    number: 7,
    words: 'Encryption headers required against default encryption',
    decided: [5],
    tests: [
      { file: 'constructs/statements-spec.test.ts', name: 'DenyUnencryptedUploads' },
      { file: 'constructs/statements-encryption.test.ts', name: 'optional headers never deny an upload without encryption headers' },
    ],
  },
  {
    number: 8,
    words: 'VPC-only access against deployment, log delivery and services',
    decided: [6],
    tests: [{ file: 'constructs/statements-spec.test.ts', name: 'RestrictToVPC' }, lockout("'deploy', 'PutBucketPolicy', 'outside'")],
  },
  { number: 9, words: 'Presigned URLs against a network perimeter', decided: [13], tests: [here('conflict 9: presigned URLs under a perimeter')] },
  { number: 10, words: 'A TLS floor against requests that say nothing of TLS', decided: [14], tests: [here('conflict 10: TLS against the keys that services do not send')] },
  {
    number: 11,
    words: 'The spec\'s HTTPS statement, which leaves the bucket itself open',
    decided: 'no choice: every check of it wants the bucket and its objects, and the spec asks for HTTPS only.',
    tests: [here('conflict 11: plain HTTP is refused for the bucket as for its objects')],
  },
  { number: 12, words: 'MFA Delete against lifecycle rules', decided: [15, 16], tests: [here('conflict 12: MFA delete beside lifecycle rules stops the synthesis')] },
  { number: 13, words: 'A lock that cannot be undone against a slip', decided: [17], tests: [here('conflict 13: a lock cannot be undone')] },
  {
    number: 14,
    words: 'Replication against Object Lock',
    decided: [18],
    tests: [replication('a bucket without a lock'), replication('s3:GetObjectRetention s3:GetObjectLegalHold')],
  },
  {
    number: 15,
    words: 'Replication against KMS keys',
    decided: [18],
    tests: [replication('an imported bucket without a key'), replication('a key of another Region'), replication('the rule')],
  },
  {
    number: 16,
    words: 'Replication asked for against replication forbidden',
    decided: [18],
    tests: [here('conflict 16: a bucket that supports'), replication('a Region that is not allowed')],
  },
  { number: 17, words: 'Bucket keys against a KMS event for each object', decided: [19], tests: [here('conflict 17: bucket keys against a KMS event for each object')] },
  { number: 18, words: 'SSE-C blocked by S3 against templates that are silent', decided: [20], tests: [here('conflict 18: SSE-C is blocked in so many words')] },
  {
    number: 19,
    words: 'The loss of a key against retention',
    decided: [21],
    tests: [here('conflict 19: the key against the lock'), { file: 'constructs/key-duties.test.ts', name: 'while objects are locked' }],
  },
  { number: 20, words: 'EventBridge against the custom resource of the CDK', decided: [22], tests: [here('conflict 20: EventBridge is told by the bucket itself')] },
  { number: 21, words: 'A trail for each bucket against one for the account', decided: [23], tests: [here('conflict 21: no trail is made')] },
  { number: 22, words: 'Endpoints with security groups against gateway endpoints', decided: [24], tests: [here('conflict 22: PCI DSS takes named endpoints')] },
  { number: 23, words: 'RestrictPublicBuckets against access across accounts', decided: [25], tests: [here('conflict 23: one public statement would cut off every other account')] },
  { number: 24, words: 'The account\'s public access block against stacks of buckets', decided: [23], tests: [here('conflict 24: nothing in the stack reaches beyond the bucket')] },
];
