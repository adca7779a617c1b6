/**
 * Writes `api.json` beside a `template.json`: what AWS answers about the buckets of that template once it is deployed, as recordings.
 *
 *   node test/agreement/from-template.mjs test/agreement/hipaa
 *
 * It knows both spellings, CloudFormation's and that of the API references, and nothing of the code under test. What it writes was read
 * through and may be changed by hand: `by-hand.json`, where there is one, replaces answers, by bucket and name.
 *
 * Buckets are taken to be made before April 2023, so that what a template leaves out is not there; CloudFormation's own tags are.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';
const OWNER = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be';

const folder = process.argv[2];
const stack = basename(folder);
const { Resources } = JSON.parse(readFileSync(join(folder, 'template.json'), 'utf8'));
const byHand = existsSync(join(folder, 'by-hand.json')) ? JSON.parse(readFileSync(join(folder, 'by-hand.json'), 'utf8')) : {};

const uuid = id => createHash('sha256').update(`${stack}.${id}`).digest('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
const keyIdOf = id => (Resources[id].Properties.MultiRegion ? `mrk-${uuid(id).replace(/-/g, '')}` : uuid(id));
const PSEUDO = { 'AWS::AccountId': ACCOUNT, 'AWS::Region': REGION, 'AWS::Partition': 'aws', 'AWS::StackName': stack, 'AWS::URLSuffix': 'amazonaws.com' };

function ref(id) {
  if (id in PSEUDO) return PSEUDO[id];
  const { Type, Properties = {} } = Resources[id];
  if (Type === 'AWS::S3::Bucket') return Properties.BucketName;
  if (Type === 'AWS::KMS::Key') return keyIdOf(id);
  if (Type === 'AWS::S3::AccessPoint' || Type === 'AWS::CloudTrail::Trail') return Properties.Name ?? Properties.TrailName;
  if (Type === 'AWS::KMS::Alias') return Properties.AliasName;
  throw new Error(`no name for ${id} (${Type})`);
}

function arn(id) {
  const { Type } = Resources[id];
  if (Type === 'AWS::S3::Bucket') return `arn:aws:s3:::${ref(id)}`;
  if (Type === 'AWS::KMS::Key') return `arn:aws:kms:${REGION}:${ACCOUNT}:key/${keyIdOf(id)}`;
  if (Type === 'AWS::CloudTrail::Trail') return `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/${ref(id)}`;
  throw new Error(`no ARN for ${id} (${Type})`);
}

function resolved(value) {
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value !== 'object' || value === null) return value;
  if ('Ref' in value) return ref(value.Ref);
  if ('Fn::GetAtt' in value) return arn(value['Fn::GetAtt'][0]);
  if ('Fn::Join' in value) return resolved(value['Fn::Join'][1]).join(value['Fn::Join'][0]);
  if ('Fn::Sub' in value) return value['Fn::Sub'].replace(/\$\{([^}]*)\}/g, (_, name) => name.endsWith('.Arn') ? arn(name.slice(0, -4)) : ref(name));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item)]));
}

const of = type => Object.entries(Resources).filter(([, resource]) => resource.Type === type).map(([id, { Properties }]) => [id, resolved(Properties ?? {})]);
const answer = value => ({ answer: value });
const error = (code, status = 404) => ({ error: { code, status } });
const without = (object, ...keys) => Object.fromEntries(Object.entries(object).filter(([key, value]) => !keys.includes(key) && value !== undefined));

const group = name => ({ Type: 'Group', URI: `http://acs.amazonaws.com/groups/${name}` });
const user = ID => ({ Type: 'CanonicalUser', ID });
const grant = (Grantee, Permission) => ({ Grantee, Permission });
const ACLS = {
  Private: [],
  PublicRead: [grant(group('global/AllUsers'), 'READ')],
  PublicReadWrite: [grant(group('global/AllUsers'), 'READ'), grant(group('global/AllUsers'), 'WRITE')],
  AuthenticatedRead: [grant(group('global/AuthenticatedUsers'), 'READ')],
  LogDeliveryWrite: [grant(group('s3/LogDelivery'), 'WRITE'), grant(group('s3/LogDelivery'), 'READ_ACP')],
};

const tag = ({ Key, Value }) => ({ Key, Value });

function lifecycleRule(rule, i) {
  const tags = (rule.TagFilters ?? []).map(tag);
  const sizes = without({ ObjectSizeGreaterThan: number(rule.ObjectSizeGreaterThan), ObjectSizeLessThan: number(rule.ObjectSizeLessThan) });
  const parts = tags.length + Object.keys(sizes).length + (rule.Prefix ? 1 : 0);
  const prefix = rule.Prefix === undefined ? {} : { Prefix: rule.Prefix };
  const one = tags.length === 1 ? { Tag: tags[0] } : sizes;
  const Filter = parts > 1 ? { And: { ...prefix, ...tags.length > 0 && { Tags: tags }, ...sizes } } : parts === 1 && !rule.Prefix ? one : { Prefix: rule.Prefix ?? '' };
  const transition = ({ TransitionInDays, TransitionDate, StorageClass }) => without({ Days: TransitionInDays, Date: TransitionDate, StorageClass });
  const noncurrent = ({ TransitionInDays, StorageClass, NewerNoncurrentVersions }) =>
    without({ NoncurrentDays: TransitionInDays, StorageClass, NewerNoncurrentVersions });
  const expiration = without({ Days: rule.ExpirationInDays, Date: rule.ExpirationDate, ExpiredObjectDeleteMarker: rule.ExpiredObjectDeleteMarker });
  return without({
    ID: rule.Id ?? uuid(`rule ${i}`),
    Filter,
    Status: rule.Status,
    Expiration: Object.keys(expiration).length > 0 ? expiration : undefined,
    Transitions: rule.Transitions?.map(transition),
    NoncurrentVersionTransitions: rule.NoncurrentVersionTransitions?.map(noncurrent),
    NoncurrentVersionExpiration: rule.NoncurrentVersionExpiration
      ?? (rule.NoncurrentVersionExpirationInDays === undefined ? undefined : { NoncurrentDays: rule.NoncurrentVersionExpirationInDays }),
    AbortIncompleteMultipartUpload: rule.AbortIncompleteMultipartUpload,
  });
}

const number = text => text === undefined ? undefined : Number(text);

function replicationRule(rule, i) {
  const tags = rule.Filter?.And?.TagFilters?.map(tag);
  const Filter = rule.Filter && without({
    Prefix: rule.Filter.Prefix,
    Tag: rule.Filter.TagFilter && tag(rule.Filter.TagFilter),
    And: rule.Filter.And && without({ Prefix: rule.Filter.And.Prefix, Tags: tags }),
  });
  return without({ ...rule, ID: rule.Id ?? uuid(`rule ${i}`), Id: undefined, Filter, Prefix: Filter ? undefined : rule.Prefix ?? '' });
}

function notification(configuration) {
  const rename = (list, arnName, apiName) => list?.map((one, i) => ({ Id: uuid(`notification ${i}`), [apiName]: one[arnName], Events: [one.Event] }));
  return without({
    TopicConfigurations: rename(configuration.TopicConfigurations, 'Topic', 'TopicArn'),
    QueueConfigurations: rename(configuration.QueueConfigurations, 'Queue', 'QueueArn'),
    LambdaFunctionConfigurations: rename(configuration.LambdaConfigurations, 'Function', 'LambdaFunctionArn'),
    EventBridgeConfiguration: configuration.EventBridgeConfiguration ? {} : undefined,
  });
}

function inventory(one) {
  return {
    Destination: { S3BucketDestination: { Bucket: one.Destination.BucketArn, Format: one.Destination.Format } },
    IsEnabled: one.Enabled,
    ...one.Prefix !== undefined && { Filter: { Prefix: one.Prefix } },
    Id: one.Id,
    IncludedObjectVersions: one.IncludedObjectVersions,
    Schedule: { Frequency: one.ScheduleFrequency },
  };
}

function encryption(properties) {
  const [rule] = properties.BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
  const byDefault = rule?.ServerSideEncryptionByDefault ?? { SSEAlgorithm: 'AES256' };
  return without({
    ApplyServerSideEncryptionByDefault: byDefault,
    BucketKeyEnabled: rule?.BucketKeyEnabled ?? false,
    BlockedEncryptionTypes: rule?.BlockedEncryptionTypes,
  });
}

function lock(properties) {
  if (!properties.ObjectLockEnabled) return error('ObjectLockConfigurationNotFoundError');
  const { Rule } = properties.ObjectLockConfiguration ?? {};
  return answer({ ObjectLockConfiguration: without({ ObjectLockEnabled: 'Enabled', Rule }) });
}

function ofBucket(id, properties) {
  const Bucket = properties.BucketName;
  const policy = of('AWS::S3::BucketPolicy').find(([, one]) => one.Bucket === Bucket)?.[1].PolicyDocument;
  const tags = [...properties.Tags ?? [], { Key: 'aws:cloudformation:stack-name', Value: stack }, { Key: 'aws:cloudformation:logical-id', Value: id }];
  const versioning = properties.VersioningConfiguration?.Status ?? (properties.ObjectLockEnabled ? 'Enabled' : undefined);
  const logging = properties.LoggingConfiguration;
  const website = properties.WebsiteConfiguration;
  const list = (found, code, make) => found === undefined ? error(code) : answer(make(found));
  return {
    GetBucketLocation: answer({ LocationConstraint: REGION }),
    GetPublicAccessBlock: list(properties.PublicAccessBlockConfiguration, 'NoSuchPublicAccessBlockConfiguration', block => ({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false, ...block,
      },
    })),
    GetBucketOwnershipControls: list(properties.OwnershipControls, 'OwnershipControlsNotFoundError', OwnershipControls => ({ OwnershipControls })),
    GetBucketAcl: answer({ Owner: { ID: OWNER }, Grants: [grant(user(OWNER), 'FULL_CONTROL'), ...ACLS[properties.AccessControl ?? 'Private']] }),
    GetBucketPolicy: list(policy, 'NoSuchBucketPolicy', document => ({ Policy: JSON.stringify(document) })),
    GetBucketEncryption: answer({ ServerSideEncryptionConfiguration: { Rules: [encryption(properties)] } }),
    GetBucketVersioning: answer(versioning === undefined ? {} : { Status: versioning }),
    GetObjectLockConfiguration: lock(properties),
    GetBucketLifecycleConfiguration: list(properties.LifecycleConfiguration, 'NoSuchLifecycleConfiguration', ({ Rules }) => ({ Rules: Rules.map(lifecycleRule) })),
    GetBucketReplication: list(properties.ReplicationConfiguration, 'ReplicationConfigurationNotFoundError', ({ Role, Rules }) => ({
      ReplicationConfiguration: { Role, Rules: Rules.map(replicationRule) },
    })),
    GetBucketLogging: answer(logging === undefined ? {} : {
      LoggingEnabled: { TargetBucket: logging.DestinationBucketName ?? Bucket, TargetPrefix: logging.LogFilePrefix ?? '' },
    }),
    GetBucketWebsite: list(website, 'NoSuchWebsiteConfiguration', ({ IndexDocument, ErrorDocument, RedirectAllRequestsTo }) => without({
      IndexDocument: IndexDocument && { Suffix: IndexDocument }, ErrorDocument: ErrorDocument && { Key: ErrorDocument }, RedirectAllRequestsTo,
    })),
    GetBucketTagging: answer({ TagSet: tags }),
    GetBucketNotificationConfiguration: answer(notification(properties.NotificationConfiguration ?? {})),
    ListBucketInventoryConfigurations: answer(without({
      InventoryConfigurationList: properties.InventoryConfigurations?.map(inventory), IsTruncated: false,
    })),
  };
}

const BLOCK = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };

function accessPoints(bucket) {
  const points = of('AWS::S3::AccessPoint').filter(([, one]) => one.Bucket === bucket);
  const listed = points.map(([, { Name, Bucket }]) => ({
    Name, NetworkOrigin: 'Internet', Bucket, AccessPointArn: `arn:aws:s3:${REGION}:${ACCOUNT}:accesspoint/${Name}`, BucketAccountId: ACCOUNT,
  }));
  return {
    ListAccessPoints: answer({ AccessPointList: listed }),
    ...Object.fromEntries(points.map(([, { Name, Bucket, PublicAccessBlockConfiguration }]) => [`GetAccessPoint ${Name}`, answer({
      Name, Bucket, NetworkOrigin: 'Internet', PublicAccessBlockConfiguration: PublicAccessBlockConfiguration ?? BLOCK, BucketAccountId: ACCOUNT,
    })])),
  };
}

function trails() {
  const found = of('AWS::CloudTrail::Trail');
  const trailList = found.map(([id, one]) => ({
    Name: ref(id), S3BucketName: one.S3BucketName, IncludeGlobalServiceEvents: true, IsMultiRegionTrail: one.IsMultiRegionTrail ?? false, HomeRegion: REGION,
    TrailARN: arn(id), LogFileValidationEnabled: one.EnableLogFileValidation ?? false, HasCustomEventSelectors: true, IsOrganizationTrail: false,
  }));
  return {
    DescribeTrails: answer({ trailList }),
    ...Object.fromEntries(found.flatMap(([id, one]) => [
      [`GetTrailStatus ${arn(id)}`, answer({ IsLogging: one.IsLogging })],
      [`GetEventSelectors ${arn(id)}`, answer(selectors(id, one))],
    ])),
  };
}

/** CloudTrail answers the selectors of one form; without any it records management events. */
function selectors(id, { EventSelectors = [], AdvancedEventSelectors }) {
  if (AdvancedEventSelectors) return { TrailARN: arn(id), AdvancedEventSelectors };
  const none = { ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] };
  return { TrailARN: arn(id), EventSelectors: EventSelectors.length === 0 ? [none] : EventSelectors.map(one => ({ ...none, ...one })) };
}

function keyAnswers(name) {
  const [id, properties] = of('AWS::KMS::Key').find(([one]) => [keyIdOf(one), arn(one)].includes(name)) ?? [];
  if (id === undefined) return {};
  const enabled = properties.Enabled ?? true;
  return {
    [`DescribeKey ${name}`]: answer({
      KeyMetadata: {
        AWSAccountId: ACCOUNT, KeyId: keyIdOf(id), Arn: arn(id), Enabled: enabled, KeyUsage: 'ENCRYPT_DECRYPT', KeyState: enabled ? 'Enabled' : 'Disabled',
        Origin: 'AWS_KMS', KeyManager: 'CUSTOMER', MultiRegion: properties.MultiRegion ?? false,
      },
    }),
    [`GetKeyRotationStatus ${arn(id)}`]: answer({ KeyRotationEnabled: properties.EnableKeyRotation ?? false, KeyId: arn(id) }),
    [`GetKeyPolicy ${arn(id)}`]: answer({ Policy: JSON.stringify(properties.KeyPolicy), PolicyName: 'default' }),
  };
}

const buckets = new Map(of('AWS::S3::Bucket').map(([id, properties]) => [properties.BucketName, ofBucket(id, properties)]));
const LOG = ['GetBucketEncryption', 'GetObjectLockConfiguration', 'GetBucketPolicy', 'GetBucketAcl', 'GetBucketOwnershipControls'];

function logBucket(bucket, { GetBucketLogging }) {
  const target = GetBucketLogging.answer.LoggingEnabled?.TargetBucket;
  if (!buckets.has(target) || target === bucket) return {};
  return Object.fromEntries(LOG.map(call => [`${call} ${target}`, buckets.get(target)[call]]));
}

function replicas(bucket, { GetBucketReplication }) {
  const names = (GetBucketReplication.answer?.ReplicationConfiguration.Rules ?? []).map(rule => rule.Destination.Bucket.replace('arn:aws:s3:::', ''));
  return Object.fromEntries(names.filter(name => name !== bucket && buckets.has(name)).map(name => [`GetBucketLocation ${name}`, buckets.get(name).GetBucketLocation]));
}

const recordings = [...buckets].map(([bucket, own]) => {
  const [{ ApplyServerSideEncryptionByDefault: { KMSMasterKeyID: key } }] = own.GetBucketEncryption.answer.ServerSideEncryptionConfiguration.Rules;
  const answers = {
    ...own, ...logBucket(bucket, own), ...replicas(bucket, own), ...accessPoints(bucket), ...trails(), ...key === undefined ? {} : keyAnswers(key), ...byHand[bucket],
  };
  return { schema: 'cdk-s3-compliance/recording/1', account: ACCOUNT, bucket, answers };
});
writeFileSync(join(folder, 'api.json'), `${JSON.stringify(recordings, null, 1)}\n`);
