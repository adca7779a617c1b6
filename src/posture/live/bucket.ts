import type { BucketPosture, LogDestination } from '../bucket-posture';
import { type Declarations, NOTHING_DECLARED } from '../declarations';
import { type Fact, isKnown, known, unknown } from '../fact';
import { accessLogsOf } from './access-logs';
import { accessPointsOf } from './access-points';
import { aclOf } from './acl';
import { answerTo, isAnswered, refusalIn } from './answers';
import type { CallName } from './calls';
import { encryptionOf } from './encryption';
import { keyPosture, resolvedKey } from './key';
import { keyId, keyNamed } from './key-name';
import { lifecycleOf } from './lifecycle';
import { type Look, member } from './look';
import { objectLockOf, versioningOf } from './object-lock';
import { policyIn } from './policy-text';
import type { Recording } from './port';
import { OF_LOG_BUCKET } from './record';
import { regionOf } from './region';
import { replicationOf } from './replication';
import { inventoriesOf, notificationsOf, ownershipOf, publicAccessBlockOf, tagsOf, websiteOf } from './settings';
import { trailsOf } from './trails';
import { own } from '../cloudformation/json-value';

/** What is seen over all buckets that are read together. */
export interface Together {
  readonly isRead: (bucket: string) => boolean;
  /** The bucket whose access logs go to this one. */
  readonly logSource: (bucket: string) => string | undefined;
  readonly otherBuckets: (key: string, bucket: string, at: string) => Fact<readonly string[]>;
  readonly declared: (bucket: string) => Declarations | undefined;
}

/** Everything that the answers say about one bucket. */
export function bucketPosture(recording: Recording, together: Together): BucketPosture {
  const { bucket, account } = recording;
  const at = `Buckets/${bucket}`;
  const to = (call: CallName): Look => answerTo(recording, at, call);
  const location = to('GetBucketLocation');
  const region = regionOf(location);
  const { keyLook, ...encryption } = encryptionOf(to('GetBucketEncryption'));
  const accessLogs = accessLogsOf(to('GetBucketLogging'), bucket);
  const key = keyPosture(keyLook, encryption.encryption, {
    recording, region, isRead: together.isRead, otherBuckets: place => together.otherBuckets(keyOf(recording) ?? '', bucket, place),
  });
  return {
    at,
    arn: `arn:aws:s3:::${bucket}`,
    account: accountOf(recording, at),
    region,
    publicAccessBlock: publicAccessBlockOf(to('GetPublicAccessBlock')),
    ownership: ownershipOf(to('GetBucketOwnershipControls')),
    acl: aclOf(to('GetBucketAcl')),
    policy: policyOf(to('GetBucketPolicy'), bucket, account, keysOf(recording), together),
    ...encryption,
    key,
    ...objectLockOf(to('GetObjectLockConfiguration')),
    versioning: versioningOf(to('GetBucketVersioning')),
    lifecycle: lifecycleOf(to('GetBucketLifecycleConfiguration')),
    replication: replicationOf(to('GetBucketReplication'), recording),
    accessLogs,
    logDestination: logDestinationOf(accessLogs, recording, together),
    receivesAccessLogs: receivesAccessLogs(at, together.logSource(bucket)),
    trails: trailsOf(recording, region),
    website: websiteOf(to('GetBucketWebsite')),
    tags: tagsOf(to('GetBucketTagging')),
    notifications: notificationsOf(to('GetBucketNotificationConfiguration')),
    inventories: inventoriesOf(to('ListBucketInventoryConfigurations')),
    accessPoints: accessPointsOf(recording),
    declared: known(`Declarations/${bucket}`, together.declared(bucket) ?? NOTHING_DECLARED),
  };
}

/** AWS answers only where the bucket is in the account that is expected: each question names it. */
function accountOf(recording: Recording, at: string): Fact<string> {
  const asked = (['GetBucketLocation', 'GetBucketVersioning', 'GetBucketAcl', 'GetBucketPolicy', 'GetPublicAccessBlock'] as const)
    .map(call => answerTo(recording, at, call));
  const answered = asked.find(isAnswered);
  return answered ? known(answered.at, recording.account) : unknown(at, asked[0].why ?? 'nothing was answered');
}

function keyOf(recording: Recording): string | undefined {
  const name = keyNamed(answerTo(recording, '', 'GetBucketEncryption'));
  return name === undefined ? undefined : resolvedKey(recording, name) ?? name;
}

function keysOf(recording: Recording): readonly string[] {
  const name = keyNamed(answerTo(recording, '', 'GetBucketEncryption'));
  return name === undefined ? [] : [name, resolvedKey(recording, name) ?? name].map(keyId);
}

const policyOf = (answer: Look, bucket: string, account: string, keys: readonly string[], { isRead }: Together): BucketPosture['policy'] =>
  policyIn(member(answer, 'Policy'), { account, bucket, keys, isRead }, 'bucket policy');

function receivesAccessLogs(at: string, source: string | undefined): Fact<boolean> {
  return source === undefined ? known(at, false) : known(`Buckets/${source}/GetBucketLogging/LoggingEnabled`, true);
}

/** What is true of the bucket that gets the access logs; undefined where S3 says that there is no such bucket. */
function logDestinationOf(logs: BucketPosture['accessLogs'], recording: Recording, together: Together): BucketPosture['logDestination'] {
  if (!isKnown(logs)) return logs;
  if (logs.value === undefined) return known(logs.at, undefined);
  const { bucket: name } = logs.value;
  if (!isKnown(name)) return name;
  const of = name.value === recording.bucket ? undefined : name.value;
  const codes = OF_LOG_BUCKET.map(call => refusalIn(own(own(recording.answers, of === undefined ? call : `${call} ${of}`), 'error')));
  if (codes.every(({ code, status = 404 }) => code === 'NoSuchBucket' && status === 404)) return known(name.at, undefined);
  const at = `Buckets/${name.value}`;
  const to = (call: (typeof OF_LOG_BUCKET)[number]): Look => answerTo(recording, at, call, of);
  const { encryption } = encryptionOf(to('GetBucketEncryption'));
  const named = keyNamed(to('GetBucketEncryption'));
  const destination: LogDestination = {
    at,
    encryption,
    defaultRetention: objectLockOf(to('GetObjectLockConfiguration')).defaultRetention,
    policy: policyOf(to('GetBucketPolicy'), name.value, recording.account, named === undefined ? [] : [keyId(named)], together),
    acl: aclOf(to('GetBucketAcl')),
    ownership: ownershipOf(to('GetBucketOwnershipControls')),
  };
  return known(name.at, destination);
}
