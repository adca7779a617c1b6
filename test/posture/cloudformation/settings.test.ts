import { bucket, posture, readAll, readBoth, told } from './helpers';
import type { BucketPosture } from '../../../src/posture/bucket-posture';

const at = 'Resources/B/Properties';
const read = (properties: unknown): BucketPosture => posture(readBoth({ Parameters: { P: { Type: 'String' } }, Resources: { B: bucket(properties) } }));

type Case = readonly [what: string, properties: unknown, fact: (found: BucketPosture) => unknown, value: unknown];

const rule = (more: object) => ({ BucketEncryption: { ServerSideEncryptionConfiguration: [more] } });
const byDefault = (more: object) => rule({ ServerSideEncryptionByDefault: more });
const P = { Ref: 'P' };
const why = { why: 'decided at deploy time by {"Ref":"P"}' };

test.each<Case>([
  ['nothing blocks public access', {}, b => Object.values(b.publicAccessBlock).map(told), [false, false, false, false]],
  ['flags', { PublicAccessBlockConfiguration: { BlockPublicAcls: true, IgnorePublicAcls: 'true', BlockPublicPolicy: 'True', RestrictPublicBuckets: 'false' } },
    b => Object.values(b.publicAccessBlock).map(told), [true, true, true, false]],
  ['an unknown flag', { PublicAccessBlockConfiguration: { BlockPublicAcls: P } }, b => told(b.publicAccessBlock.blockPublicAcls), why],
  ['a flag that is none', { PublicAccessBlockConfiguration: { BlockPublicAcls: 'maybe' } }, b => told(b.publicAccessBlock.blockPublicAcls), { why: '"maybe" is neither true nor false' }],
  ['an unknown block', { PublicAccessBlockConfiguration: P }, b => told(b.publicAccessBlock.ignorePublicAcls), why],
  ['a block that is a list', { PublicAccessBlockConfiguration: [true] }, b => told(b.publicAccessBlock.ignorePublicAcls), { why: '[true] is no map' }],
  ['a block removed', { PublicAccessBlockConfiguration: { Ref: 'AWS::NoValue' } }, b => told(b.publicAccessBlock.ignorePublicAcls), false],
  ['no ownership', {}, b => told(b.ownership), 'NotStated'],
  ['ownership', { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } }, b => told(b.ownership), 'BucketOwnerEnforced'],
  ['ownership that is none', { OwnershipControls: { Rules: [{ ObjectOwnership: 'Me' }] } }, b => told(b.ownership), { why: '"Me" is none of BucketOwnerEnforced, BucketOwnerPreferred, ObjectWriter, NotStated' }],
  ['no ACL', {}, b => b.acl, { at: `${at}/AccessControl`, value: 'Private' }],
  ['an ACL', { AccessControl: 'PublicRead' }, b => told(b.acl), 'PublicRead'],
  ['no encryption', {}, b => [told(b.encryption), told(b.key), told(b.bucketKey), told(b.blockedEncryption)], ['AES256', undefined, false, []]],
  ['encryption', byDefault({ SSEAlgorithm: 'aws:kms:dsse' }), b => told(b.encryption), 'aws:kms:dsse'],
  ['unknown encryption', byDefault({ SSEAlgorithm: P }), b => [told(b.encryption), told(b.key)], [why, why]],
  ['encryption that is none', byDefault({ SSEAlgorithm: 'rot13' }), b => told(b.encryption), { why: '"rot13" is none of AES256, aws:kms, aws:kms:dsse' }],
  ['encryption rules removed', rule({ Ref: 'AWS::NoValue' }), b => told(b.encryption), 'AES256'],
  ['a bucket key', rule({ BucketKeyEnabled: 'true' }), b => told(b.bucketKey), true],
  ['blocked encryption', rule({ BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] } }), b => told(b.blockedEncryption), ['SSE-C']],
  ['nothing blocked', rule({ BlockedEncryptionTypes: { EncryptionType: ['NONE'] } }), b => told(b.blockedEncryption), []],
  ['unknown blocked encryption', rule({ BlockedEncryptionTypes: { EncryptionType: [P] } }), b => told(b.blockedEncryption), why],
  ['no versioning', {}, b => b.versioning, { at: `${at}/VersioningConfiguration/Status`, value: 'NotStated' }],
  ['versioning', { VersioningConfiguration: { Status: 'Suspended' } }, b => told(b.versioning), 'Suspended'],
  ['unknown versioning', { VersioningConfiguration: { Status: P } }, b => told(b.versioning), why],
  ['versioning with object lock', { ObjectLockEnabled: true }, b => b.versioning, { at: `${at}/ObjectLockEnabled`, value: 'Enabled' }],
  ['versioning with an unknown object lock', { ObjectLockEnabled: P }, b => told(b.versioning), why],
  ['no lock', {}, b => [told(b.objectLock), told(b.defaultRetention)], [false, undefined]],
  ['a lock', { ObjectLockEnabled: 'true' }, b => told(b.objectLock), true],
  ['a lock by its configuration', { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } }, b => told(b.objectLock), true],
  ['an unknown lock', { ObjectLockEnabled: P }, b => told(b.objectLock), why],
  ['retention in days', { ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: '30' } } } },
    b => { const kept = told(b.defaultRetention) as any; return [told(kept.mode), told(kept.days)]; }, ['GOVERNANCE', 30]],
  ['retention in years', { ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Years: 2 } } } },
    b => { const kept = told(b.defaultRetention) as any; return [told(kept.mode), told(kept.days)]; }, ['COMPLIANCE', 730]],
  ['unknown retention', { ObjectLockConfiguration: { Rule: { DefaultRetention: { Days: P } } } },
    b => { const kept = told(b.defaultRetention) as any; return [told(kept.mode), told(kept.days)]; }, [{ why: 'is required but absent' }, why]],
  ['no account and no region', {}, b => [told(b.account), told(b.region)], [{ why: 'the template does not say' }, { why: 'the template does not say' }]],
  ['properties that are no map', 'x', b => told(b.versioning), { why: '"x" is no map' }],
  ['properties that are a list', [], b => told(b.versioning), { why: '[] is no map' }],
  ['properties that are unknown', P, b => told(b.versioning), why],
  ['no properties', undefined, b => told(b.versioning), 'NotStated'],
])('%s', (_, properties, fact, value) => expect(fact(read(properties))).toEqual(value));

test('account and region are the template\'s', () => {
  const found = posture(readBoth({ Resources: { B: bucket() } }, { account: '111122223333', region: 'eu-west-1' }));
  expect([told(found.account), told(found.region)]).toEqual(['111122223333', 'eu-west-1']);
});

describe('lifecycle', () => {
  const rules = (...list: readonly unknown[]) => told(read({ LifecycleConfiguration: { Rules: list } }).lifecycle) as any[];

  test.each<[string, object, string, unknown]>([
    ['enabled', { Status: 'Enabled' }, 'enabled', true],
    ['disabled', { Status: 'Disabled' }, 'enabled', false],
    ['without a status', {}, 'enabled', { why: 'is required but absent' }],
    ['for everything', {}, 'wholeBucket', true],
    ['with an empty prefix', { Prefix: '' }, 'wholeBucket', true],
    ['with a prefix', { Prefix: 'a' }, 'wholeBucket', false],
    ['with an unknown prefix', { Prefix: P }, 'wholeBucket', why],
    ['with an unknown prefix and a tag', { Prefix: P, TagFilters: [{ Key: 'a', Value: 'b' }] }, 'wholeBucket', false],
    ['without tags', { TagFilters: [] }, 'wholeBucket', true],
    ['with a tag that is removed', { TagFilters: [{ Ref: 'AWS::NoValue' }] }, 'wholeBucket', true],
    ['with a size', { ObjectSizeGreaterThan: '5' }, 'wholeBucket', false],
    ['in days', { ExpirationInDays: '30' }, 'expirationDays', 30],
    ['in unknown days', { ExpirationInDays: P }, 'expirationDays', why],
    ['in days that are none', { ExpirationInDays: 'soon' }, 'expirationDays', { why: '"soon" is no number' }],
    ['on a date', { ExpirationDate: '2030-01-01T00:00:00Z' }, 'expirationDate', '2030-01-01T00:00:00Z'],
    ['on no date', {}, 'expirationDate', undefined],
    ['of versions', { NoncurrentVersionExpiration: { NoncurrentDays: 7 } }, 'noncurrentDays', 7],
    ['of versions, the old way', { NoncurrentVersionExpirationInDays: 8 }, 'noncurrentDays', 8],
    ['of all versions but some', { NoncurrentVersionExpiration: { NoncurrentDays: 7, NewerNoncurrentVersions: 2 } }, 'noncurrentDays', { why: 'keeps some noncurrent versions however old they are' }],
    ['of uploads', { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }, 'abortIncompleteUploadDays', 1],
    ['of no uploads', {}, 'abortIncompleteUploadDays', undefined],
    ['of no delete markers', {}, 'deleteMarkers', false],
    ['of delete markers', { ExpiredObjectDeleteMarker: 'true' }, 'deleteMarkers', true],
    ['of delete markers, perhaps', { ExpiredObjectDeleteMarker: P }, 'deleteMarkers', why],
    ['that moves nothing', {}, 'storageClasses', []],
    ['that moves', { Transitions: [{ StorageClass: 'GLACIER' }, { Ref: 'AWS::NoValue' }, { StorageClass: 'DEEP_ARCHIVE' }] }, 'storageClasses', ['GLACIER', 'DEEP_ARCHIVE']],
    ['that moves, the old way', { Transition: { StorageClass: 'ONEZONE_IA' }, NoncurrentVersionTransition: { StorageClass: 'GLACIER' } }, 'storageClasses', ['ONEZONE_IA', 'GLACIER']],
    ['that moves versions', { Transitions: [{ StorageClass: 'GLACIER' }], NoncurrentVersionTransitions: [{ StorageClass: 'ONEZONE_IA' }, { StorageClass: 'GLACIER' }] },
      'storageClasses', ['GLACIER', 'ONEZONE_IA']],
    ['that moves to who knows', { Transitions: [{ StorageClass: 'GLACIER' }, { StorageClass: P }] }, 'storageClasses', why],
    ['that moves to nothing', { Transitions: [{}] }, 'storageClasses', { why: 'is required but absent' }],
    ['that moves perhaps', { Transitions: P }, 'storageClasses', why],
    ['that moves perhaps, the old way', { Transition: P }, 'storageClasses', why],
    ['that moves what is none', { NoncurrentVersionTransitions: {} }, 'storageClasses', { why: '{} is no list' }],
  ])('a rule %s', (_, rule1, fact, value) => expect(told(rules(rule1)[0][fact])).toEqual(value));

  test('rules that are removed do not count, and keep the places of the others', () => {
    expect(rules({ Ref: 'AWS::NoValue' }, { Status: 'Enabled' }).map(({ at: place }) => place)).toEqual([`${at}/LifecycleConfiguration/Rules/1`]);
    expect(told(read({}).lifecycle)).toEqual([]);
    expect(told(read({ LifecycleConfiguration: { Rules: P } }).lifecycle)).toEqual(why);
    expect(told(read({ LifecycleConfiguration: { Rules: {} } }).lifecycle)).toEqual({ why: '{} is no list' });
  });
});

describe('keys', () => {
  const arn = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const keyed = (id: unknown, key: object = {}) => {
    const Resources = {
      B: bucket(byDefault({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: id })),
      K: { Type: 'AWS::KMS::Key', Properties: key },
      R: { Type: 'AWS::KMS::ReplicaKey', Properties: {} },
      A: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/mine', TargetKeyId: { Ref: 'K' } } },
    };
    const found = told(posture(readBoth({ Parameters: { P: { Type: 'String' } }, Resources })).key) as any;
    return [found.id, told(found.manager), told(found.rotation), told(found.enabled)];
  };
  const absent = { why: `the key ${arn} is not in these templates` };

  test.each<[string, unknown, object, unknown[]]>([
    ['none', undefined, {}, ['alias/aws/s3', 'aws', true, true]],
    ['of AWS', 'alias/aws/s3', {}, ['alias/aws/s3', 'aws', true, true]],
    ['of AWS by ARN', 'arn:aws:kms:eu-west-1:111122223333:alias/aws/s3', {}, ['alias/aws/s3', 'aws', true, true]],
    ['by reference', { Ref: 'K' }, {}, ['<app.K>', 'customer', false, true]],
    ['by its ARN', { 'Fn::GetAtt': ['K', 'Arn'] }, { EnableKeyRotation: 'true', Enabled: false }, ['<app.K>', 'customer', true, false]],
    ['by an ARN around it', { 'Fn::Sub': 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/${K}' }, {}, ['<app.K>', 'customer', false, true]],
    ['by its alias', { Ref: 'A' }, { EnableKeyRotation: true }, ['<app.K>', 'customer', true, true]],
    ['by its alias\'s name', 'alias/mine', {}, ['<app.K>', 'customer', false, true]],
    ['by its alias\'s ARN', { 'Fn::Sub': 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:${A}' }, {}, ['<app.K>', 'customer', false, true]],
    ['that rotates perhaps', { Ref: 'K' }, { EnableKeyRotation: P }, ['<app.K>', 'customer', why, true]],
    ['whose material is made elsewhere', { Ref: 'K' }, { Origin: 'EXTERNAL' }, ['<app.K>', 'customer', false, { why: 'its material is brought in from elsewhere, may be missing and may expire' }]],
    ['that is off, whose material is made elsewhere', { Ref: 'K' }, { Origin: 'EXTERNAL', Enabled: false }, ['<app.K>', 'customer', false, false]],
    ['whose material is of KMS', { Ref: 'K' }, { Origin: 'AWS_KMS' }, ['<app.K>', 'customer', false, true]],
    ['whose material is made somewhere', { Ref: 'K' }, { Origin: P }, ['<app.K>', 'customer', false, why]],
    ['by a foreign ARN', arn, {}, [arn, absent, absent, absent]],
    ['by a foreign alias', 'alias/theirs', {}, ['alias/theirs', 'customer', { why: 'the key alias/theirs is not in these templates' }, { why: 'the key alias/theirs is not in these templates' }]],
    ['that is a replica', { Ref: 'R' }, {}, ['<app.R>', 'customer', { why: 'decided by the primary key of this replica' }, true]],
    ['unknown', P, {}, ['{"Ref":"P"}', why, why, why]],
  ])('%s', (_, id, key, value) => expect(keyed(id, key)).toEqual(value));

  describe('by the name of an alias that several templates have', () => {
    const named = (rotates: boolean, more: object = {}) => ({
      K: { Type: 'AWS::KMS::Key', Properties: { EnableKeyRotation: rotates } },
      A: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/mine', TargetKeyId: { Ref: 'K' } } },
      ...more,
    });
    const B = bucket(byDefault({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/mine' }));
    test.each<[string, Record<string, object>, unknown]>([
      ['its own', { app: named(false, { B }), other: named(true) }, false],
      ['one of two others', { app: { B }, test: named(false), prod: named(true) }, { why: 'the key alias/mine is not in these templates' }],
      ['the only one', { app: { B }, prod: named(true) }, true],
    ])('%s', (_, templates, expected) => {
      const readings = readAll(Object.fromEntries(Object.entries(templates).map(([name, Resources]) => [name, { Resources }])));
      expect(told((told(posture(readings).key) as any).rotation)).toEqual(expected);
    });
  });

  test('may be in another template', () => {
    const keys = { Resources: { K: { Type: 'AWS::KMS::Key', Properties: { EnableKeyRotation: true } } }, Outputs: { O: { Value: { 'Fn::GetAtt': ['K', 'Arn'] }, Export: { Name: 'key' } } } };
    const app = { Resources: { B: bucket(byDefault({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::ImportValue': 'key' } })) } };
    const { rotation } = told(posture(readAll({ app, keys })).key) as any;
    expect(rotation).toEqual({ at: 'keys#Resources/K/Properties/EnableKeyRotation', value: true });
  });
});

describe('access logs', () => {
  const logs = (logging: unknown, more: object = {}) => posture(readBoth({ Parameters: { P: { Type: 'String' } }, Resources: { B: bucket({ LoggingConfiguration: logging }), ...more } }));
  const facts = (found: BucketPosture) => {
    const { bucket: to, prefix, toItself } = told(found.accessLogs) as any;
    return [told(to), told(prefix), told(toItself)];
  };

  test('none', () => {
    const found = logs(undefined);
    expect([told(found.accessLogs), told(found.logDestination), told(found.receivesAccessLogs)]).toEqual([undefined, undefined, false]);
  });

  test.each<[string, unknown, unknown[]]>([
    ['to itself, by saying nothing', {}, ['<app.B>', '', true]],
    ['to itself', { DestinationBucketName: { Ref: 'B' } }, ['<app.B>', '', true]],
    ['to another', { DestinationBucketName: { Ref: 'L' }, LogFilePrefix: 'b/' }, ['<app.L>', 'b/', false]],
    ['to a name', { DestinationBucketName: 'far' }, ['far', '', false]],
    ['to who knows', { DestinationBucketName: P }, [why, '', why]],
  ])('%s', (_, logging, value) => expect(facts(logs(logging, { L: bucket() }))).toEqual(value));

  test('the destination is described, and knows that it is one', () => {
    const readings = readBoth({ Resources: { B: bucket({ LoggingConfiguration: { DestinationBucketName: { Ref: 'L' } } }), L: bucket({ BucketName: 'logs' }) } });
    const { logDestination, accessLogs } = posture(readings);
    expect(told(logDestination)).toMatchObject({ at: 'Resources/L', encryption: { value: 'AES256' }, acl: { value: 'Private' }, policy: { value: undefined } });
    expect(told((told(accessLogs) as any).bucket)).toBe('logs');
    expect(posture(readings, 'L').receivesAccessLogs).toEqual({ at: 'Resources/B/Properties/LoggingConfiguration', value: true });
    expect(told(logs({ DestinationBucketName: 'far' }).logDestination)).toEqual({ why: 'the destination bucket is not in these templates' });
    expect(told(logs({ DestinationBucketName: P }).logDestination)).toEqual(why);
  });

  const to = (DestinationBucketName: unknown) => bucket({ LoggingConfiguration: { DestinationBucketName } });
  test.each<[string, object, string[]]>([
    ['each other', { A: to({ Ref: 'C' }), C: to({ Ref: 'A' }) }, []],
    ['each other in a circle', { A: to({ Ref: 'C' }), C: to({ Ref: 'D' }), D: to({ Ref: 'A' }) }, []],
    ['each other, and a third', { A: to({ Ref: 'C' }), C: to({ Ref: 'A' }), D: to({ Ref: 'A' }) }, ['A']],
    ['one after the other', { A: to({ Ref: 'C' }), C: to({ Ref: 'D' }), D: bucket() }, ['C', 'D']],
    ['one that logs to itself', { A: to({ Ref: 'C' }), C: bucket({ LoggingConfiguration: {} }) }, ['C']],
  ])('buckets that log to %s', (_, Resources, expected) => {
    const receive = readBoth({ Resources }).filter(({ alternatives: [{ posture: found }] }) => told(found.receivesAccessLogs) === true);
    expect(receive.map(({ logicalId }) => logicalId)).toEqual(expected);
  });

  test('an ACL for log delivery is no delivery: one line must not spare a bucket what log buckets are spared', () => {
    expect(told(posture(readBoth({ Resources: { B: bucket({ AccessControl: 'LogDeliveryWrite' }) } })).receivesAccessLogs)).toBe(false);
  });
});

test('a reading says where its bucket is', () => {
  const Metadata = { 'aws:cdk:path': 'App/Records/Resource' };
  const [reading] = readAll({ 'app.json': { Resources: { B: bucket({}, { Metadata }) } } });
  expect(reading).toMatchObject({ template: 'app.json', logicalId: 'B', at: 'Resources/B', line: 1, constructPath: 'App/Records' });
  expect(reading.alternatives[0].posture).toMatchObject({ at: 'Resources/B', arn: 'arn:aws:s3:::<app.json.B>' });
});
