import type { BucketPosture, LogDestination } from '../bucket-posture';
import { known, map, unknown } from '../fact';
import { accessLogsOf, logBucketOf, logDestinationOf, receivesAccessLogs } from './access-logs';
import { accessPointsOf } from './access-points';
import type { Resource } from './assembly';
import { arnOf } from './bucket-names';
import { declaredOf } from './declared';
import { defaultEncryption, firstItem } from './default-key';
import { encryptionOf } from './encryption';
import { inventoriesOf } from './inventories';
import { isMap } from './json-value';
import { ownKey } from './key';
import { lifecycleOf } from './lifecycle';
import { notificationsOf } from './notifications';
import { objectLockOf } from './object-lock';
import { policyOf } from './policies';
import { replicationOf } from './replication';
import type { Scope } from './scope';
import { type Spot, get, oneOf, pathOf, propertiesOf, read, truth, wording } from './spot';
import { render, textOf } from './symbolic-text';
import { tagsOf } from './tags';
import { trailsOf } from './trails';

/** Everything that the templates say about one bucket, in one world. */
export function bucketPosture(bucket: Resource, scope: Scope): BucketPosture {
  const properties = propertiesOf(bucket, scope);
  const { ownKey: key, ...encryption } = encryptionOf(bucket, properties);
  const accessLogs = accessLogsOf(bucket, properties);
  const acl = aclOf(properties);
  return {
    at: pathOf(bucket, scope),
    arn: arnOf(bucket),
    ...whereabouts(bucket, scope),
    publicAccessBlock: publicAccessBlockOf(properties),
    ownership: ownershipOf(properties),
    acl,
    policy: policyOf({ bucket, key }, scope),
    ...encryption,
    ...objectLockOf(properties),
    lifecycle: lifecycleOf(properties),
    replication: replicationOf(properties),
    accessLogs,
    logDestination: logDestinationOf(accessLogs, logBucketOf(properties, bucket), scope, target => logDestination(target, scope)),
    receivesAccessLogs: receivesAccessLogs(bucket, scope),
    trails: trailsOf(bucket, scope),
    website: read(get(properties, 'WebsiteConfiguration'), value => isMap(value) || undefined, 'is no map', false),
    tags: tagsOf(properties),
    notifications: notificationsOf(bucket, properties, scope),
    inventories: inventoriesOf(properties),
    accessPoints: accessPointsOf(bucket, scope),
    declared: declaredOf(bucket, scope),
  };
}

function logDestination(bucket: Resource, scope: Scope): LogDestination {
  const properties = propertiesOf(bucket, scope);
  const { algorithm: encryption, keySpot } = defaultEncryption(properties);
  const { defaultRetention } = objectLockOf(properties);
  const policy = policyOf({ bucket, key: ownKey(keySpot, encryption) }, scope);
  return { at: pathOf(bucket, scope), encryption, defaultRetention, policy, acl: aclOf(properties), ownership: ownershipOf(properties) };
}

function whereabouts(bucket: Resource, scope: Scope): Pick<BucketPosture, 'account' | 'region'> {
  const at = pathOf(bucket, scope);
  const { account, region } = bucket.stack.template;
  return {
    account: account === undefined ? unknown(at, 'the template does not say') : known(at, account),
    region: region === undefined ? unknown(at, 'the template does not say') : known(at, region),
  };
}

function publicAccessBlockOf(properties: Spot): BucketPosture['publicAccessBlock'] {
  const flag = (key: string) => truth(get(properties, 'PublicAccessBlockConfiguration', key), false);
  return {
    blockPublicAcls: flag('BlockPublicAcls'),
    ignorePublicAcls: flag('IgnorePublicAcls'),
    blockPublicPolicy: flag('BlockPublicPolicy'),
    restrictPublicBuckets: flag('RestrictPublicBuckets'),
  };
}

const OWNERSHIPS = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter', 'NotStated'] as const;

const ownershipOf = (properties: Spot): BucketPosture['ownership'] =>
  oneOf(get(firstItem(get(properties, 'OwnershipControls', 'Rules')), 'ObjectOwnership'), OWNERSHIPS, 'NotStated');

const aclOf = (properties: Spot): BucketPosture['acl'] =>
  map(wording(get(properties, 'AccessControl'), textOf('Private')), acl => render(acl));
