import { Stack, Validations } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { PACKS } from './nag-answers';
import { text } from './statement-text';

/** Answers cdk-nag where this library decided against a rule of its packs, with the reason that the report then shows. */
function acknowledge(construct: IConstruct, rule: string, reason: string): void {
  Validations.of(construct).acknowledge(...PACKS.map(pack => ({ id: `${pack}::${pack}-${rule}`, reason })));
}

export function acknowledgeNoReplication(construct: IConstruct): void {
  acknowledge(construct, 'S3BucketReplicationEnabled',
    'Replication is the user\'s choice: a second copy costs storage and may leave the Region that the data must stay in. Versions, and Object Lock where it is on, keep the data here.');
}

/** @param algorithm of the default encryption: none but `aws:kms` is known to the rule */
export function acknowledgeEncryption(construct: IConstruct, algorithm: string): void {
  if (algorithm === 'aws:kms') return;
  acknowledge(construct, 'S3DefaultEncryptionKMS', algorithm === 'aws:kms:dsse'
    ? 'DSSE-KMS encrypts twice under a KMS key; the rule knows SSE-KMS alone.'
    : 'No framework that this bucket supports asks for a KMS key; S3 encrypts every object with SSE-S3. Pass an encryptionKey where one is needed.');
}

export function acknowledgeNoLock(construct: IConstruct): void {
  acknowledge(construct, 'S3BucketDefaultLockEnabled',
    'Object Lock can never be taken off a bucket: it is on where a framework asks for it or the user states a retention. Versions keep what is overwritten or deleted.');
}

export function acknowledgeLogBucket(construct: IConstruct): void {
  acknowledge(construct, 'S3DefaultEncryptionKMS',
    'S3 delivers access logs to buckets with SSE-S3 only; under SSE-KMS they may arrive unreadable (S3 User Guide, "Enabling server access logging").');
  acknowledge(construct, 'S3BucketReplicationEnabled',
    'Access logs describe the requests to another bucket and expire; replicate them to a locked bucket where they must be immutable.');
  acknowledge(construct, 'S3BucketDefaultLockEnabled',
    'A default retention blocks the delivery of access logs (S3 User Guide, "Enabling server access logging").');
}

/** cdk-nag wants each resource with a wildcard by itself, as the template writes it; that is known once references between stacks are made. */
export function acknowledgeReplicationRole(policy: iam.ManagedPolicy): void {
  const validate = () => {
    const { Statement: statements } = Stack.of(policy).resolve(policy.document) as { Statement: { Resource: unknown }[] };
    const resources = statements.flatMap(({ Resource }) => [Resource].flat()).map(resource => String(text(resource)).replace(/\$\{([^}]*)\}/g, '<$1>'));
    Validations.of(policy).acknowledge(...[...new Set(resources)].filter(resource => resource.includes('*')).map(resource => ({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`,
      reason: 'S3 replicates every object of the bucket with this role; what it may do there is named, and a key of another stack is bound by its alias, by S3 and by the bucket.',
    })));
    return [];
  };
  policy.node.addValidation({ validate });
}
