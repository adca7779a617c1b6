import { Stack, Token } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { AccessLogBucket } from './access-log-bucket';
import type { BucketReplicationProps } from './bucket-replication';
import { cited, ComplianceFramework, definitionOf } from './compliance-framework';
import { CompliantBucket } from './compliant-bucket';
import { differ } from './environment';
import { isElsewhere, isMadeHere } from './replica-key';
import { show } from './shapes';
import { replicasInAllowedRegions, replicated } from '../controls';
import { requirementsFor } from '../frameworks/framework';

/** A destination that may be one. */
export interface Replica {
  readonly source: CompliantBucket;
  readonly destination: s3.IBucket;
  readonly key?: kms.IKey;
  readonly region: string;
  readonly account: string;
  readonly crossAccount: boolean;
  /** Whether the destination is a bucket of this app. */
  readonly ours: boolean;
  /** Whether the source has Object Lock. */
  readonly locked: boolean;
}

/** Refuses destinations that S3 or the source's frameworks refuse. @param others where the source is replicated to already */
export function checkedReplica(scope: IConstruct, props: BucketReplicationProps, others: (bucket: s3.IBucket) => readonly s3.IBucket[]): Replica {
  const { source, destination } = props;
  const refuse: Refuse = (what, cure) => {
    throw new Error(`${scope.node.path}: ${what}; ${cure}`);
  };
  if (!(source instanceof CompliantBucket)) refuse(`'source' cannot be ${show(source)}`, 'pass a CompliantBucket');
  if (typeof destination?.bucketArn !== 'string') refuse(`'destination' cannot be ${show(destination)}`, 'pass a CompliantBucket, or s3.Bucket.fromBucketAttributes(...)');
  if (!others(source).length && template(source).replicationConfiguration !== undefined) {
    refuse(`${source.node.path} has a replication configuration already`, 'take it out, and make a BucketReplication of each of its rules');
  }
  if (isSame(destination, source)) refuse(`'destination' is the source itself, ${source.node.path}`, 'pass another bucket');
  if (others(source).some(other => isSame(other, destination))) {
    refuse(`${source.node.path} is replicated to ${destination.node.path} already`, 'replicate it once to each destination');
  }
  if (others(destination).includes(source)) {
    refuse(`${destination.node.path} is replicated to ${source.node.path}, and each must be there before the other's rule`,
      'replicate one way, or add the way back in a later deployment, to the bucket by its name');
  }
  checkTexts(props, refuse);
  const ours = isMadeHere(destination);
  if (ours) checkOurs(source, destination, refuse);
  const region = regionOf(props, ours, refuse);
  const account = props.destinationAccount ?? destination.env.account;
  if (ours && differ(account, destination.env.account)) {
    refuse(`'destinationAccount' is ${account}, and ${destination.node.path} is in ${destination.env.account}`, 'leave destinationAccount out');
  }
  return {
    source,
    destination,
    region,
    account,
    ours,
    key: keyOf(props, region, ours, refuse),
    crossAccount: account !== Stack.of(source).account,
    locked: template(source).objectLockEnabled === true,
  };
}

type Refuse = (what: string, cure: string) => never;

const template = (bucket: s3.IBucket): s3.CfnBucket => bucket.node.defaultChild as s3.CfnBucket;

function checkTexts({ destinationAccount: account, destinationRegion: region, storageClass }: BucketReplicationProps, refuse: Refuse): void {
  const wrong = (value: unknown, form: RegExp) => value !== undefined && !Token.isUnresolved(value) && !(typeof value === 'string' && form.test(value));
  if (wrong(account, /^\d{12}$/)) refuse(`'destinationAccount' cannot be ${show(account)}`, 'pass the 12 digits of an account');
  if (wrong(region, /^[a-z]+(-[a-z]+)+-\d+$/)) refuse(`'destinationRegion' cannot be ${show(region)}`, 'pass a Region such as eu-west-1');
  if (storageClass !== undefined && typeof storageClass?.value !== 'string') refuse(`'storageClass' cannot be ${show(storageClass)}`, 'pass an s3.StorageClass');
}

/** Whether two constructs are one bucket, by an object or by a name. */
function isSame(one: s3.IBucket, other: s3.IBucket): boolean {
  const namesOf = (bucket: s3.IBucket) => [bucket.bucketName, isMadeHere(bucket) ? template(bucket).bucketName : undefined];
  return namesOf(one).some(name => name !== undefined && namesOf(other).includes(name));
}

/** A bucket of this app is as compliant as the source, and there before it. */
function checkOurs(source: CompliantBucket, destination: s3.IBucket, refuse: Refuse): void {
  const there = destination.node.path;
  if (destination instanceof AccessLogBucket) refuse(`'destination' is the access log bucket ${there}, which has no room for data`, 'pass a CompliantBucket');
  if (!(destination instanceof CompliantBucket)) {
    return refuse(`'destination' is ${there}, which is no CompliantBucket: it may keep no versions, or be public`, 'make it a CompliantBucket of the same frameworks');
  }
  // Every CompliantBucket keeps the baseline, whatever it names.
  const missing = source.frameworks.filter(framework => framework !== ComplianceFramework.BASELINE && !destination.frameworks.includes(framework));
  if (missing.length > 0) {
    refuse(`'destination' is ${there}, which does not support ${missing.map(f => f.toUpperCase()).join(' and ')} as the source does`, 'add what is missing to its frameworks');
  }
  if (template(source).objectLockEnabled === true && template(destination).objectLockEnabled !== true) {
    refuse(`'destination' is ${there}, which has no Object Lock, and S3 copies from a locked bucket only to another one`, 'give it a retention');
  }
  if (isElsewhere(destination, source)) {
    checkPlaces('\'destination\'', source, destination, refuse);
    attempt(() => Stack.of(source).resolve(destination.bucketArn), () => refuse(
      `'destination' is ${there} in another account or Region, where only its name is known, and it has none`, 'give it a bucketName, or PhysicalName.GENERATE_IF_NEEDED'));
  }
  deployFirst('\'destination\'', source, destination, refuse);
}

/** Across accounts and Regions both places are known. */
function checkPlaces(what: string, source: CompliantBucket, other: IConstruct, refuse: Refuse): void {
  const places = [source, other].map(construct => Stack.of(construct)).flatMap(({ account, region }) => [account, region]);
  if (places.some(Token.isUnresolved)) {
    refuse(`${what} is ${other.node.path}, which may be in another account or Region`, 'give both stacks an env with account and region');
  }
}

/** S3 refuses a rule whose destination is not there. */
function deployFirst(what: string, source: CompliantBucket, other: IConstruct, refuse: Refuse): void {
  const [here, there] = [Stack.of(source), Stack.of(other)];
  if (here === there || here.nested || there.nested) return;
  attempt(() => here.addStackDependency(there), why => refuse(
    `${what} is ${other.node.path}, and its stack cannot be deployed before that of the source: ${why}`,
    'take away what makes it wait for the source, or import it by its name or ARN'));
}

function attempt(action: () => unknown, otherwise: (why: string) => void): void {
  try {
    action();
  } catch (error) {
    otherwise((error as Error).message);
  }
}

function regionOf({ source, destination, destinationRegion: stated }: BucketReplicationProps, ours: boolean, refuse: Refuse): string {
  const there = destination.node.path;
  const allowed = source._allowedRegions;
  const region = stated ?? destination.env.region;
  if (ours && differ(region, destination.env.region)) {
    refuse(`'destinationRegion' is ${region}, and ${there} is in ${destination.env.region}`, 'leave destinationRegion out');
  }
  if (!allowed) return region;
  // An imported bucket that says nothing of its Region says that of the stack around it.
  const guessed = !ours && stated === undefined && region === Stack.of(destination).region;
  if (guessed || Token.isUnresolved(region)) {
    refuse(`nobody knows here which Region ${there} is in, and ${source.node.path} may be in ${allowed.join(', ')} only`,
      ours ? 'give its stack an env with a region' : 'pass destinationRegion');
  }
  if (!allowed.includes(region)) {
    refuse(`'destination' is in ${region}, and ${source.node.path} may be in ${allowed.join(', ')} only`, `pass a bucket in one of these (${bothSides(source)})`);
  }
  return region;
}

/** Who keeps the data where it is, against who wants it in a second place. */
function bothSides({ frameworks }: CompliantBucket): string {
  const residency = cited(frameworks, replicasInAllowedRegions).join('; ') || 'the \'allowedRegions\' of this bucket';
  const copies = frameworks.map(definitionOf).flatMap((framework) => {
    const ids = requirementsFor(framework, replicated.id);
    return ids.length > 0 ? [`${framework.title} ${ids.join(', ')}`] : [];
  });
  return `${residency} against ${copies.join('; ') || 'S3 User Guide, "Replicating objects within and across Regions"'}`;
}

function keyOf(props: BucketReplicationProps, region: string, ours: boolean, refuse: Refuse): kms.IKey | undefined {
  const { source, destination, destinationKey: given } = props;
  const own = destination.encryptionKey;
  if (given !== undefined && typeof given?.keyArn !== 'string') refuse(`'destinationKey' cannot be ${show(given)}`, 'pass a kms.Key, or kms.Key.fromKeyArn(...)');
  const key = given === undefined ? own : targetOf(given) ?? refuse('\'destinationKey\' is an alias whose key nobody knows here', 'pass kms.Key.fromKeyArn(...) with the ARN of the key itself');
  if (!key) {
    return source.encryptionKey ? refuse(`${source.node.path} has a KMS key, and the key of ${destination.node.path} is not known here`, 'pass destinationKey') : undefined;
  }
  if (ours && own && key !== own && isMadeHere(key)) {
    refuse(`'destinationKey' is ${key.node.path}, and ${destination.node.path} encrypts with ${own.node.path}`, 'leave destinationKey out');
  }
  if (differ(key.env.region, region)) {
    refuse(`'destinationKey' ${key.node.path} is in ${key.env.region}, and S3 encrypts copies with a key of their own Region, a multi-Region key included`, `pass a key in ${region}`);
  }
  if (source._allowedRegions && !(ours && key === own) && isMultiRegion(key)) {
    refuse(`'destinationKey' ${key.node.path} is a multi-Region key, whose other copies may be in any Region, and ${source.node.path} may be in some only`, 'pass a key of one Region');
  }
  if (!ours && isMadeHere(key) && isElsewhere(key, source)) {
    checkPlaces('\'destinationKey\'', source, key, refuse);
    deployFirst('\'destinationKey\'', source, key, refuse);
  }
  return key;
}

/** The key behind an alias; undefined for an imported alias, whose key the CDK does not know. */
function targetOf(given: kms.IKey): kms.IKey | undefined {
  try {
    return 'aliasTargetKey' in given ? (given as kms.IAlias).aliasTargetKey : /:alias\//.test(given.keyArn) ? undefined : given;
  } catch {
    return undefined;
  }
}

const isMultiRegion = (key: kms.IKey): boolean => /:key\/mrk-/.test(key.keyArn) || (isMadeHere(key) && (key.node.defaultChild as kms.CfnKey).multiRegion === true);
