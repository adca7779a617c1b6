import { Annotations, Lazy, Names, PhysicalName, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledgeReplicationRole } from './acknowledgements';
import type { CompliantBucket } from './compliant-bucket';
import { checkedReplica, type Replica } from './replica';
import { isMadeHere, reachableKey } from './replica-key';
import { allowReplicas, allowReplicaKey, allowSourceKey, readSource, writeReplicas, type Way } from './replication-statements';
import { written } from './statement-text';

/** Properties of a replication. */
export interface BucketReplicationProps {
  /** The bucket whose new objects are copied. */
  readonly source: CompliantBucket;

  /**
   * The bucket that gets the copies, of this or another stack, Region or account. A bucket of this app must be a CompliantBucket of at least
   * the same frameworks, with Object Lock where the source has it; in another Region or account it needs a `bucketName`, and both stacks need an
   * `env`. Of an imported bucket nothing is known here: a warning says what it must have and allow. It must be there before the source is
   * deployed; for a bucket of this app the order of the stacks follows by itself.
   */
  readonly destination: s3.IBucket;

  /**
   * KMS key of the copies, in the destination's Region. Of a multi-Region key pass the one of that Region: S3 treats each as a key by itself.
   * A key of another account or Region that this app makes gets an alias, by which the source names it.
   *
   * @default - the key of the destination; an error where the source has a key and the destination's is not known
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
   */
  readonly destinationKey?: kms.IKey;

  /**
   * Region of an imported destination, such as `eu-west-1`.
   *
   * @default - what the bucket says of itself: for an imported one, without a `region` of its own, the Region of the stack that imports it. Where
   * the source may be replicated to some Regions only, that is not enough, and an error
   */
  readonly destinationRegion?: string;

  /**
   * Account of an imported destination, 12 digits. Across accounts the copies belong to the destination's account.
   *
   * @default - what the bucket says of itself: for an imported one, without an `account` of its own, the account of the stack that imports it
   */
  readonly destinationAccount?: string;

  /**
   * Storage class of the copies.
   *
   * @default - that of the original
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html
   */
  readonly storageClass?: s3.StorageClass;

  /**
   * Whether a delete without a version id, which hides an object, hides its copy as well.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-marker-replication.html
   */
  readonly deleteMarkers?: boolean;

  /**
   * Whether S3 is to copy within 15 minutes (Replication Time Control), and says so in metrics and events. Costs more per GB.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html
   */
  readonly timeControl?: boolean;
}

/**
 * Copies every new object of a compliant bucket to a bucket that is itself compliant.
 *
 * Adds one rule to the source, and what S3 needs to follow it: a role that may read the source's versions with their retention and legal
 * holds, write replicas at the destination and use both keys for that alone; the exemption of that role from the source's network
 * perimeter; across accounts the statements in the destination's bucket and key policies. A source may have several replications: they share
 * the role, and each has a rule of its own.
 *
 * Not copied: objects that are there already (use S3 Batch Replication), objects that are copies themselves, deletions of versions, and what lifecycle
 * rules do. What must be erased must be erased in both buckets, and each needs an end for its versions. The retention of an original goes
 * with it. S3 does not check keys when a rule is made, it fails to copy: watch `s3:Replication:OperationFailedReplication`. Keys that leave no access to
 * IAM policies, unlike the CDK's, need a statement for the role.
 *
 * Costs: storage of the copies, a PUT request for each, transfer between Regions, KMS requests, and Replication Time Control where it is on.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
 */
export class BucketReplication extends Construct {
  /** The role that S3 copies with, one for all replications of the source. */
  public readonly role: iam.IRole;

  constructor(scope: Construct, id: string, props: BucketReplicationProps) {
    super(scope, id);
    const replica = checkedReplica(this, props, destinationsOf);
    const { source, destination, account, crossAccount } = replica;
    const key = replica.key && reachableKey(replica.key, source);
    const replication = replicationOf(source);
    const way: Way = { source, destination, sourceRegion: Stack.of(source).region, region: replica.region, crossAccount };
    this.role = replication.role;
    replication.destinations.push(destination);
    replication.rules.push({
      id: Names.uniqueResourceName(this, { maxLength: 200, separator: '-' }),
      priority: replication.rules.length + 1,
      status: 'Enabled',
      filter: { prefix: '' },
      deleteMarkerReplication: { status: props.deleteMarkers ? 'Enabled' : 'Disabled' },
      ...key ? { sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } } } : {},
      destination: {
        bucket: destination.bucketArn,
        ...key ? { encryptionConfiguration: { replicaKmsKeyId: key.id } } : {},
        ...crossAccount ? { account, accessControlTranslation: { owner: 'Destination' } } : {},
        ...props.timeControl ? {
          replicationTime: { status: 'Enabled', time: { minutes: 15 } },
          metrics: { status: 'Enabled', eventThreshold: { minutes: 15 } },
        } : {},
        storageClass: props.storageClass?.value,
      },
    });
    replication.policy.addStatements(...writeReplicas(way, key));
    this.allowAcrossAccounts(replica, way);
    if (!replica.ours) {
      this.warn('replicaNotChecked', `nothing is known here of the imported bucket ${destination.node.path}; see that it keeps versions`
        + `${replica.locked ? ', has Object Lock' : ''} and is as compliant as ${source.node.path}`);
    }
  }

  /** What IAM cannot allow: the bucket and the keys of other accounts allow it too, and say so themselves. */
  private allowAcrossAccounts({ source, destination, key, ours }: Replica, way: Way): void {
    const isForeign = (other: kms.IKey | undefined): other is kms.IKey => other !== undefined && other.env.account !== Stack.of(source).account;
    if (way.crossAccount) this.allow(destination, 'replicasNotAllowed', allowReplicas(way, this.role));
    if (isForeign(key)) {
      // A key of this app cannot refer to the bucket, which refers to the key; across accounts the bucket has a name.
      const bucketArn = ours && isMadeHere(key) ? Stack.of(destination).formatArn({
        service: 's3', region: '', account: '', resource: (destination.node.defaultChild as s3.CfnBucket).bucketName!,
      }) : destination.bucketArn;
      this.allow(key, 'replicaKeyNotAllowed', allowReplicaKey(way, this.role, bucketArn));
    }
    if (isForeign(source.encryptionKey)) this.allow(source.encryptionKey, 'sourceKeyNotAllowed', allowSourceKey(way, this.role));
  }

  private allow(resource: s3.IBucket | kms.IKey, id: string, statement: iam.PolicyStatement): void {
    if (resource.addToResourcePolicy(statement).statementAdded) return;
    this.warn(id, `the policy of the imported ${resource.node.path} cannot be changed here; add ${written(statement, Stack.of(this.role))} to it`);
  }

  private warn(id: string, message: string): void {
    Annotations.of(this).addWarningV2(`cdk-s3-compliance:${id}`, message);
  }
}

interface Replication {
  readonly role: iam.Role;
  readonly policy: iam.ManagedPolicy;
  readonly rules: s3.CfnBucket.ReplicationRuleProperty[];
  readonly destinations: s3.IBucket[];
}

const replications = new WeakMap<CompliantBucket, Replication>();

/** Where a bucket is replicated to so far. */
const destinationsOf = (bucket: s3.IBucket): readonly s3.IBucket[] => replications.get(bucket as CompliantBucket)?.destinations ?? [];

function replicationOf(source: CompliantBucket): Replication {
  const found = replications.get(source);
  if (found) return found;
  const role = new iam.Role(source, 'ReplicationRole', {
    roleName: PhysicalName.GENERATE_IF_NEEDED,
    assumedBy: new iam.ServicePrincipal('s3.amazonaws.com'),
    description: `S3 replicates ${source.node.path} with this role`,
  });
  const policy = new iam.ManagedPolicy(source, 'ReplicationPolicy', { roles: [role], statements: readSource(source) });
  acknowledgeReplicationRole(policy);
  const made: Replication = { role, policy, rules: [], destinations: [] };
  replications.set(source, made);
  (source.node.defaultChild as s3.CfnBucket).replicationConfiguration = Lazy.any({ produce: () => ({ role: role.roleArn, rules: made.rules }) });
  source._exemptRole(role);
  return made;
}
