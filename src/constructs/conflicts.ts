import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { asking, cited, ComplianceFramework } from './compliance-framework';
import type { CompliantBucketProps } from './compliant-bucket-props';
import { EncryptionMethod } from './encryption-method';
import { defaultRetention, destructiveChangesNeedMfa, encryptedWithKms, erasurePossible, lifecycleLimits, vpcOnly } from '../controls';
import type { Control } from '../controls/control';

/** Two demands that one bucket cannot meet at once: which, who makes each of them, and what to do. */
interface Conflict {
  readonly when: (props: CompliantBucketProps, frameworks: readonly ComplianceFramework[]) => boolean;
  readonly says: (props: CompliantBucketProps) => string;
  readonly cure: (props: CompliantBucketProps) => string;
  /** The controls behind the one demand and the other, and where AWS says so. */
  readonly one: Side;
  readonly other: Side;
}

interface Side {
  readonly controls: readonly Control[];
  /** Where no framework of the bucket asks for it. */
  readonly source: string;
}

const LOCK: Side = { controls: [defaultRetention], source: 'S3 User Guide, "Locking objects with Object Lock"' };
const LOGS: Side = { controls: [], source: 'S3 User Guide, "Enabling Amazon S3 server access logging"' };
const WISH: Side = { controls: [], source: 'the properties of this bucket' };

const longer = (one: Duration | undefined, other: Duration | undefined): boolean =>
  one !== undefined && other !== undefined && !one.isUnresolved() && one.toDays({ integral: false }) > other.toDays({ integral: false });

const CONFLICTS: readonly Conflict[] = [
  {
    when: ({ retention, retentionLegalBasis }, frameworks) => frameworks.includes(ComplianceFramework.GDPR)
      && retention?.mode === s3.ObjectLockMode.COMPLIANCE && !retentionLegalBasis,
    says: () => 'a COMPLIANCE lock, which nobody can lift, makes the erasure of personal data impossible',
    cure: () => 'pass s3.ObjectLockRetention.governance(...), which the erasure role can lift, or state the law that puts retention first as \'retentionLegalBasis\'',
    one: { controls: [erasurePossible], source: 'GDPR Art. 17' },
    other: LOCK,
  },
  {
    when: ({ retention, retentionLimit }) => longer(retention?.duration, retentionLimit),
    says: ({ retention, retentionLimit }) =>
      `the retention of ${retention!.duration.toHumanString()} is longer than the retention limit of ${retentionLimit!.toHumanString()}: what is locked cannot be deleted in time`,
    cure: ({ retention }) => `pass a 'retentionLimit' of ${retention!.duration.toDays()} days or more, or a shorter retention`,
    one: { controls: [lifecycleLimits], source: 'GDPR Art. 5' },
    other: LOCK,
  },
  {
    when: ({ retention, removalPolicy, autoDeleteObjects }) =>
      retention !== undefined && (removalPolicy === RemovalPolicy.DESTROY || autoDeleteObjects === true),
    says: ({ autoDeleteObjects }) => `${autoDeleteObjects ? '\'autoDeleteObjects\'' : 'RemovalPolicy.DESTROY'} cannot go with 'retention': locked objects cannot be deleted`,
    cure: () => 'leave removalPolicy and autoDeleteObjects out',
    one: WISH,
    other: LOCK,
  },
  {
    when: ({ network, autoDeleteObjects }) => network !== undefined && autoDeleteObjects === true,
    says: () => '\'autoDeleteObjects\' cannot go with \'network\': its Lambda function deletes from outside the network',
    cure: () => 'empty the bucket from inside the network',
    one: WISH,
    other: { controls: [vpcOnly], source: 'the network perimeter of this bucket' },
  },
  {
    when: ({ autoDeleteObjects }, frameworks) => autoDeleteObjects === true && cited(frameworks, destructiveChangesNeedMfa).length > 0,
    says: () => '\'autoDeleteObjects\' deletes versions without a second factor',
    cure: () => 'empty the bucket as somebody who has one',
    one: WISH,
    other: { controls: [destructiveChangesNeedMfa], source: 'the second factor' },
  },
  {
    when: ({ encryption, encryptionKey, exceptions }, frameworks) =>
      (encryption === EncryptionMethod.CLIENT_SIDE || encryption === EncryptionMethod.S3_MANAGED)
      && (encryptionKey !== undefined
        || (asking(frameworks, encryptedWithKms).length > 0 && !exceptions?.some(e => e.control === encryptedWithKms.id))),
    says: ({ encryption, encryptionKey }) => `EncryptionMethod.${encryption === EncryptionMethod.CLIENT_SIDE ? 'CLIENT_SIDE' : 'S3_MANAGED'} uses no KMS key in S3`
      + `${encryptionKey ? ', and \'encryptionKey\' is one' : ''}`,
    cure: () => 'pass EncryptionMethod.KMS, which clients that encrypt by themselves can use as well',
    one: WISH,
    other: { controls: [encryptedWithKms], source: 'the key of this bucket' },
  },
  {
    when: ({ encryption, bucketKeyEnabled }) => encryption === EncryptionMethod.KMS_DSSE && bucketKeyEnabled === true,
    says: () => 'DSSE-KMS knows no bucket keys',
    cure: () => 'leave bucketKeyEnabled out, or pass EncryptionMethod.KMS',
    one: WISH,
    other: { controls: [], source: 'S3 User Guide, "Using dual-layer server-side encryption with AWS KMS keys"' },
  },
  {
    when: ({ accessLogBucket }) => lockOf(accessLogBucket) !== undefined,
    says: ({ accessLogBucket }) => `${accessLogBucket!.node.path} has Object Lock with a default retention, which blocks the delivery of access logs`,
    cure: () => 'pass an AccessLogBucket, and replicate the logs to a locked bucket where they must be immutable',
    one: { controls: [], source: 'PCI DSS 10.5.1 and S3 User Guide, "Locking objects with Object Lock"' },
    other: LOGS,
  },
  {
    when: ({ accessLogBucket }) => Boolean((accessLogBucket as s3.IBucket | undefined)?.encryptionKey),
    says: ({ accessLogBucket }) => `${accessLogBucket!.node.path} encrypts with a KMS key, and S3 delivers readable access logs to buckets with SSE-S3 only`,
    cure: () => 'pass an AccessLogBucket',
    one: { controls: [encryptedWithKms], source: 'S3 User Guide, "Using server-side encryption with AWS KMS keys"' },
    other: LOGS,
  },
];

/** Refuses what cannot go together, with the citations of both sides. @param path of the bucket, for the messages */
export function checkConflicts(path: string, props: CompliantBucketProps, frameworks: readonly ComplianceFramework[]): void {
  const found = CONFLICTS.find(conflict => conflict.when(props, frameworks));
  if (!found) return;
  const sides = [found.one, found.other].map(({ controls, source }) => cited(frameworks, ...controls).join('; ') || source);
  throw new Error(`${path}: ${found.says(props)}; ${found.cure(props)} (${sides.join(' against ')})`);
}

function lockOf(bucket: s3.IBucket | undefined): unknown {
  const resource = bucket?.node.defaultChild;
  const rule = resource instanceof s3.CfnBucket ? resource.objectLockConfiguration : undefined;
  return rule;
}
