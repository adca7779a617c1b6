import type { ObjectFacts } from './objects-facts';
import * as judge from './objects-judge';
import type { Verdict } from '../../controls/verdict';

export type ObjectCheck = 'encryption' | 'key' | 'checksum' | 'retention' | 'legal-hold' | 'tags' | 'storage-class' | 'public-grants';

export type ObjectEncryption = 'AES256' | 'aws:kms' | 'aws:kms:dsse';

/** What objects must show. What is left out is not asked, unless the default says otherwise. */
export interface ObjectExpectations {
  /** Encryptions any of which will do. @default - the bucket's default encryption, or a stronger one */
  readonly encryption?: readonly ObjectEncryption[];
  /** ARN of the KMS key. @default - the key of the bucket's default encryption, where it names one */
  readonly keyArn?: string;
  /** Algorithms of checksums any of which will do, such as `SHA256` or `CRC64NVME`; `any` for all of them. @default - not asked */
  readonly checksum?: 'any' | readonly string[];
  /** @default - the bucket's default retention, where it has one */
  readonly retention?: ExpectedRetention;
  /** Whether a legal hold must be on. @default false */
  readonly legalHold?: boolean;
  /** Tags that must be there, with their values; `true` for any value. @default - not asked */
  readonly tags?: Readonly<Record<string, string | true>>;
  /** Storage classes any of which will do. @default - not asked */
  readonly storageClasses?: readonly string[];
  /** Whether no ACL of an object may grant anything to everybody. @default - true where the bucket has ACLs in force */
  readonly noPublicGrants?: boolean;
}

/** Without `minDays`, the lock must still run. */
export interface ExpectedRetention {
  /** COMPLIANCE is enough where GOVERNANCE is asked for. @default - either */
  readonly mode?: 'GOVERNANCE' | 'COMPLIANCE';
  /** Days from when the object was written to the end of its retention, at least. @default - not asked */
  readonly minDays?: number;
  /** Days from today to the end of its retention, at least. @default - not asked */
  readonly minDaysLeft?: number;
}

/** One thing that every object must show. */
export interface Expected {
  readonly check: ObjectCheck;
  readonly control: string;
  /** In words. */
  readonly says: string;
  readonly from: string;
  readonly fix: string;
  readonly judge: (facts: ObjectFacts, today: number) => Verdict;
}

const STRENGTH: readonly ObjectEncryption[] = ['AES256', 'aws:kms', 'aws:kms:dsse'];

/** The encryption and all that is stronger. */
export const orStronger = (encryption: ObjectEncryption): readonly ObjectEncryption[] => STRENGTH.slice(STRENGTH.indexOf(encryption));

const REWRITE = 'Copy the objects over themselves, with S3 Batch Operations where there are many: a bucket\'s default is for new objects only.';

export const encryptionExpected = (accepted: readonly ObjectEncryption[], from: string): Expected => ({
  check: 'encryption',
  control: accepted.includes('AES256') ? 'encrypted-by-default' : 'encrypted-with-kms',
  says: `encrypted with ${accepted.join(' or ')}`,
  from,
  fix: REWRITE,
  judge: facts => judge.encryption(facts, accepted),
});

export const keyExpected = (arn: string, from: string): Expected => ({
  check: 'key',
  control: 'encrypted-with-customer-key',
  says: `encrypted under ${arn}`,
  from,
  fix: REWRITE,
  judge: facts => judge.key(facts, arn),
});

export const checksumExpected = (accepted: 'any' | readonly string[], from: string): Expected => ({
  check: 'checksum',
  control: 'content-integrity-checksums',
  says: accepted === 'any' ? 'a checksum' : `a checksum by ${accepted.join(' or ')}`,
  from,
  fix: 'Copy the objects over themselves with a checksum algorithm, or compute checksums with S3 Batch Operations; let clients send one.',
  judge: facts => judge.checksum(facts, accepted),
});

export const retentionExpected = (expected: ExpectedRetention, from: string): Expected => ({
  check: 'retention',
  control: 'default-retention',
  says: [
    `a retention${expected.mode === undefined ? '' : ` in ${expected.mode === 'GOVERNANCE' ? 'GOVERNANCE or COMPLIANCE' : expected.mode} mode`}`,
    ...expected.minDays === undefined ? [] : [`for at least ${judge.days(expected.minDays)} from when the object was written`],
    ...expected.minDaysLeft === undefined ? [] : [`with at least ${judge.days(expected.minDaysLeft)} left`],
    ...expected.minDays === undefined && expected.minDaysLeft === undefined ? ['that has not ended'] : [],
  ].join(' '),
  from,
  fix: 'Set a retention on the objects with S3 Batch Operations: a bucket\'s default retention is for new objects only.',
  judge: (facts, today) => judge.retention(facts, expected, today),
});

export const legalHoldExpected = (from: string): Expected => ({
  check: 'legal-hold',
  control: 'legal-hold-possible',
  says: 'a legal hold',
  from,
  fix: 'Place the hold with PutObjectLegalHold, or with S3 Batch Operations where there are many objects.',
  judge: facts => judge.legalHold(facts),
});

export const tagsExpected = (tags: Readonly<Record<string, string | true>>, from: string): Expected => ({
  check: 'tags',
  control: 'personal-data-tagged',
  says: `the tags ${Object.entries(tags).map(([key, value]) => value === true ? key : `${key}=${value}`).join(', ')}`,
  from,
  fix: 'Tag the objects with PutObjectTagging, or with S3 Batch Operations where there are many; it replaces all tags of an object.',
  judge: facts => judge.tags(facts, Object.entries(tags)),
});

export const storageClassExpected = (accepted: readonly string[], from: string): Expected => ({
  check: 'storage-class',
  control: 'multi-az-storage',
  says: `stored as ${accepted.join(' or ')}`,
  from,
  fix: 'Copy the objects over themselves with the storage class, or move them with a lifecycle rule.',
  judge: facts => judge.storageClass(facts, accepted),
});

export const noPublicGrantsExpected = (from: string): Expected => ({
  check: 'public-grants',
  control: 'no-public-grants',
  says: 'an ACL that grants nothing to everybody',
  from,
  fix: 'Disable ACLs on the bucket (BucketOwnerEnforced), or set IgnorePublicAcls: both make all such grants void.',
  judge: facts => judge.publicGrants(facts),
});
