import { CfnResource, Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { messageOf, NETWORK, RETENTION, stackOf, synth } from './apps';
import { AccessLogBucket, ComplianceFramework, CompliantBucket, type CompliantBucketProps, EncryptionMethod, NetworkPerimeter } from '../../src';
import { dataReadsRecorded, dataWritesRecorded } from '../../src/controls';
import { judge } from '../../src/evidence/judge';
import { decide } from '../../src/policy/decide';
import { parsePolicy } from '../../src/policy/document';
import { type ContextValue, role } from '../../src/policy/request';
import { THIS_ACCOUNT } from '../../src/policy/text';
import { readTemplates } from '../../src/posture/cloudformation';
import { isKnown } from '../../src/posture/fact';

/** The conflicts between the frameworks, and between them and S3, by their numbers in docs/CONFLICTS.md. */
const ENV = { account: '111122223333', region: 'eu-central-1' };
const { BASELINE, GDPR, HIPAA, PCI_DSS, SOC2 } = ComplianceFramework;
const YEAR = Duration.days(365);
const COMPLIANCE_LOCK = s3.ObjectLockRetention.compliance(YEAR);
const LIMIT = Duration.days(400);

const compliant = (props: CompliantBucketProps, stack = stackOf({ env: ENV })) => new CompliantBucket(stack, 'B', props);
const refused = (props: CompliantBucketProps | ((stack: Stack) => CompliantBucketProps)) => {
  const stack = stackOf({ env: ENV });
  return messageOf(() => compliant(typeof props === 'function' ? props(stack) : props, stack));
};
const templateOf = (props: CompliantBucketProps) => {
  const stack = stackOf({ env: ENV });
  compliant(props, stack);
  return Template.fromStack(stack);
};
const bucketIn = (template: Template) => Object.values(template.findResources('AWS::S3::Bucket')).find(({ Properties }) => Properties.LoggingConfiguration)!.Properties;
const statementsIn = (template: Template, sid: RegExp) => Object.values(template.findResources('AWS::S3::BucketPolicy'))
  .flatMap(({ Properties }) => Properties.PolicyDocument.Statement).filter((statement: object) => sid.test(JSON.stringify(statement)));
const rulesOf = (template: Template) => bucketIn(template).LifecycleConfiguration.Rules;

/** Decides a request that the requester's own policies allow. */
function ask(props: CompliantBucketProps, requester: Parameters<typeof decide>[1]['requester'], action: string, context: Record<string, ContextValue>) {
  const body = templateOf(props).toJSON();
  const fact = readTemplates([{ name: 't', body, ...ENV }]).find(b => !b.logicalId.includes('AccessLogs'))!.alternatives[0].posture.policy;
  if (!isKnown(fact) || !fact.value) throw new Error('the policy of the bucket cannot be read');
  const everything = parsePolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] }, { name: 'identity policy' });
  const resource = action.includes('Object') ? 'arn:aws:s3:::<bucket>/a' : 'arn:aws:s3:::<bucket>';
  return decide({ owner: THIS_ACCOUNT, resource: fact.value, identity: [everything] }, { action, resource, requester, context, otherKeys: 'absent' }).outcome;
}

const TLS = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3', 'aws:ViaAWSService': 'false' };
const PRESIGNED = { ...TLS, 's3:authType': 'REST-QUERY-STRING', 's3:signatureversion': 'AWS4-HMAC-SHA256' };
const INSIDE = { 'aws:SourceVpc': 'vpc-0123456789abcdef0' };

describe('conflict 1: erasure against a COMPLIANCE lock', () => {
  const props = { frameworks: [GDPR], retentionLimit: LIMIT, retention: COMPLIANCE_LOCK, acknowledgeIrreversibleLock: true };

  test('is refused with both citations', () => {
    const message = refused(props);
    expect(message).toMatch(/^Stack\/B: a COMPLIANCE lock, which nobody can lift, makes the erasure of personal data impossible; /);
    for (const part of ['GDPR', 'Art. 17', ' against ', 'Object Lock', 'retentionLegalBasis']) expect(message).toContain(part);
  });

  test('is refused beside another framework as well, which is cited too', () => {
    const message = refused({ ...props, frameworks: [GDPR, HIPAA], network: NETWORK });
    for (const part of ['Art. 17', ' against ', 'HIPAA Security Rule']) expect(message).toContain(part);
  });

  test('is allowed by the law that puts retention first, which the template repeats', () => {
    const template = templateOf({ ...props, retentionLegalBasis: 'section 147 AO' });
    template.hasResource('AWS::S3::Bucket', { Metadata: { 'cdk-s3-compliance': { retentionLegalBasis: 'section 147 AO' } } });
  });

  test('is no conflict in GOVERNANCE mode, which the erasure role alone can lift', () => {
    const template = templateOf({ ...props, retention: s3.ObjectLockRetention.governance(YEAR) });
    expect(JSON.stringify(statementsIn(template, /"Sid":"AllowErasure"/))).toContain('s3:BypassGovernanceRetention');
    expect(JSON.stringify(statementsIn(template, /DenyGovernanceBypass/))).toContain('ErasureRole');
    expect(statementsIn(template, /DenyComplianceMode/)).toHaveLength(1);
  });
});

test('conflict 2: erasure reaches every version, and what hides it', () => {
  const template = templateOf({ frameworks: [GDPR], retentionLimit: LIMIT });
  expect(rulesOf(template)).toEqual([
    expect.objectContaining({ ExpirationInDays: 370, NoncurrentVersionExpiration: { NoncurrentDays: 30 } }),
    expect.objectContaining({ ExpiredObjectDeleteMarker: true }),
  ]);
  const erasure = JSON.stringify(statementsIn(template, /"Sid":"AllowErasure/));
  for (const action of ['s3:ListBucketVersions', 's3:DeleteObjectVersion']) expect(erasure).toContain(action);
});

describe('conflict 3: lifecycle against lock', () => {
  test.each<[string, CompliantBucketProps, string[]]>([
    ['an expiration before the lock ends', { retention: RETENTION, expiration: YEAR }, ['\'expiration\' is 365 days, shorter than the retention of 2190 days', ' against ']],
    ['versions that go before the lock ends', { retention: RETENTION, noncurrentVersionExpiration: YEAR }, ['\'noncurrentVersionExpiration\' is 365 days, shorter']],
    ['a limit before the lock ends', { frameworks: [GDPR], retention: RETENTION, retentionLimit: LIMIT },
      ['the retention of 2190 days is longer than the retention limit of 400 days', 'Art. 5', ' against ']],
  ])('%s is refused', (_, props, parts) => {
    const message = refused(props);
    for (const part of parts) expect(message).toContain(part);
  });

  test.each<[limit: number, retention: number | undefined, current: number, noncurrent: number]>([
    [2, undefined, 1, 1], [20, undefined, 10, 10], [60, undefined, 30, 30], [400, undefined, 370, 30],
    [400, 365, 370, 30], [400, 390, 390, 10], [400, 400, 399, 1],
  ])('a limit of %p days with a retention of %p leaves %p for current and %p for noncurrent versions', (limit, retention, current, noncurrent) => {
    const template = templateOf({
      retentionLimit: Duration.days(limit), ...retention !== undefined && { retention: s3.ObjectLockRetention.governance(Duration.days(retention)) },
    });
    expect(rulesOf(template)[0]).toMatchObject({ ExpirationInDays: current, NoncurrentVersionExpiration: { NoncurrentDays: noncurrent } });
  });
});

describe('conflict 4: access logs against SSE-KMS', () => {
  test('a log bucket with a key is refused with both citations', () => {
    const message = refused(stack => ({ frameworks: [SOC2], accessLogBucket: new s3.Bucket(stack, 'Logs', { encryption: s3.BucketEncryption.KMS }) }));
    for (const part of ['Stack/Logs encrypts with a KMS key', 'pass an AccessLogBucket', ' against ', 'server access logging']) expect(message).toContain(part);
  });

  test('an AccessLogBucket uses SSE-S3, whatever the frameworks of its sources', () => {
    const stack = stackOf({ env: ENV });
    new AccessLogBucket(stack, 'Logs');
    Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: { ServerSideEncryptionConfiguration: [Match.objectLike({ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } })] },
    });
  });
});

test('conflict 5: a log bucket with a default retention is refused with both citations', () => {
  const message = refused(stack => ({ accessLogBucket: new s3.Bucket(stack, 'Logs', { objectLockDefaultRetention: RETENTION }) }));
  for (const part of ['Stack/Logs has Object Lock', 'blocks the delivery', 'PCI DSS 10.5.1', ' against ', 'server access logging']) expect(message).toContain(part);
});

test('conflict 6: a log bucket has no logs of its own, no lock and no replica, and is of the same account and Region', () => {
  const stack = stackOf({ env: ENV });
  new AccessLogBucket(stack, 'Logs');
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::S3::Bucket'));
  for (const name of ['LoggingConfiguration', 'ObjectLockConfiguration', 'ObjectLockEnabled', 'ReplicationConfiguration']) expect(Properties).not.toHaveProperty(name);
  const far = s3.Bucket.fromBucketAttributes(stack, 'Far', { bucketName: 'far', region: 'us-east-1', account: ENV.account });
  expect(messageOf(() => compliant({ accessLogBucket: far }, stack))).toContain('access logs cannot go to Stack/Far in 111122223333/us-east-1');
});

describe('conflict 9: presigned URLs under a perimeter', () => {
  const props = { network: NETWORK, presignedUrlMaxAge: Duration.hours(1) };
  test.each<[string, Record<string, ContextValue>, 'allowed' | 'denied']>([
    ['inside, fresh', { ...PRESIGNED, ...INSIDE, 's3:signatureAge': '60000' }, 'allowed'],
    ['inside, too old', { ...PRESIGNED, ...INSIDE, 's3:signatureAge': '3600001' }, 'denied'],
    ['outside, fresh', { ...PRESIGNED, 's3:signatureAge': '60000' }, 'denied'],
    ['inside, Signature Version 2', { ...PRESIGNED, ...INSIDE, 's3:signatureversion': 'AWS', 's3:signatureAge': '0' }, 'denied'],
  ])('%s', (_, context, expected) => {
    expect(ask(props, role('app'), 's3:GetObject', context)).toBe(expected);
  });

  test('the limit is 7 days where nobody says otherwise', () => {
    expect(JSON.stringify(statementsIn(templateOf({}), /s3:signatureAge/))).toContain('"s3:signatureAge":"604800000"');
  });
});

describe('conflict 10: TLS against the keys that services do not send', () => {
  test('the conditions are positive and plain', () => {
    const conditions = statementsIn(templateOf({}), /aws:SecureTransport|s3:TlsVersion/).map(({ Condition }: { Condition: object }) => Condition);
    expect(conditions).toEqual(expect.arrayContaining([{ Bool: { 'aws:SecureTransport': 'false' } }, { NumericLessThan: { 's3:TlsVersion': 1.2 } }]));
    expect(JSON.stringify(conditions)).not.toMatch(/IfExists|Not/);
  });

  test.each<[string, Parameters<typeof ask>[1], Record<string, ContextValue>, string]>([
    ['TLS 1.2', role('app'), { ...TLS, 's3:TlsVersion': '1.2' }, 'allowed'],
    ['TLS 1.1', role('app'), { ...TLS, 's3:TlsVersion': '1.1' }, 'denied'],
    ['a caller behind a service, without both keys', role('app'), { 'aws:ViaAWSService': 'true' }, 'allowed'],
  ])('%s', (_, requester, context, expected) => {
    expect(ask({}, requester, 's3:GetObject', context)).toBe(expected);
  });
});

test.each(['s3:ListBucket', 's3:GetObject'])('conflict 11: plain HTTP is refused for the bucket as for its objects: %s', (action) => {
  expect(ask({}, role('app'), action, { 'aws:SecureTransport': 'false', 'aws:ViaAWSService': 'false' })).toBe('denied');
  expect(ask({}, role('app'), action, TLS)).toBe('allowed');
});

test('conflict 12: MFA delete beside lifecycle rules stops the synthesis', () => {
  const stack = stackOf({ env: ENV });
  const resource = compliant({}, stack).node.defaultChild as s3.CfnBucket;
  resource.addPropertyOverride('VersioningConfiguration.MFADelete', 'Enabled');
  const message = messageOf(() => synth(stack));
  for (const part of ['Stack/B: VersioningConfiguration.MFADelete asks for MFA delete', 'take it out', ' against ']) expect(message).toContain(part);
});

describe('conflict 13: a lock cannot be undone', () => {
  test.each<[string, CompliantBucketProps, string]>([
    ['COMPLIANCE without saying so', { retention: COMPLIANCE_LOCK }, 'which nobody can lift or shorten, the root user included; set acknowledgeIrreversibleLock: true'],
    ['a bucket that goes', { retention: RETENTION, removalPolicy: RemovalPolicy.DESTROY }, 'RemovalPolicy.DESTROY cannot go with \'retention\''],
    ['a bucket that is emptied', { retention: RETENTION, removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true }, '\'autoDeleteObjects\' cannot go with \'retention\''],
  ])('%s is refused', (_, props, expected) => {
    expect(refused(props)).toContain(expected);
  });

  test.each<[string, CompliantBucketProps, number]>([
    ['ten years', { retention: RETENTION }, 3650],
    ['the retention where that is longer', { retention: s3.ObjectLockRetention.governance(Duration.days(4000)) }, 4000],
    ['what is stated', { retention: RETENTION, maximumObjectRetention: Duration.days(2200) }, 2200],
    ['never beyond the retention limit', { retention: RETENTION, retentionLimit: Duration.days(2500) }, 2500],
  ])('writers lock an object for %s at the most', (_, props, days) => {
    const [{ Condition }] = statementsIn(templateOf(props), /DenyLongRetention/);
    expect(Condition).toEqual({ NumericGreaterThan: { 's3:object-lock-remaining-retention-days': days } });
  });
});

test.each([[BASELINE], [GDPR], [SOC2]])('conflict 16: a bucket that supports %s replicates nothing by itself', (framework) => {
  expect(bucketIn(templateOf({ frameworks: [framework], retentionLimit: LIMIT }))).not.toHaveProperty('ReplicationConfiguration');
});

describe('conflict 17: bucket keys against a KMS event for each object', () => {
  const bucketKey = (props: CompliantBucketProps) =>
    bucketIn(templateOf(props)).BucketEncryption.ServerSideEncryptionConfiguration[0].BucketKeyEnabled;
  test('on by default, and off where somebody says so', () => {
    expect(bucketKey({ encryption: EncryptionMethod.KMS })).toBe(true);
    expect(bucketKey({ encryption: EncryptionMethod.KMS, bucketKeyEnabled: false })).toBe(false);
  });

  test('refused with DSSE-KMS, which knows none', () => {
    expect(refused({ encryption: EncryptionMethod.KMS_DSSE, bucketKeyEnabled: true })).toContain('DSSE-KMS knows no bucket keys');
  });
});

const METHODS = [undefined, EncryptionMethod.KMS, EncryptionMethod.KMS_DSSE, EncryptionMethod.CLIENT_SIDE];
test.each(METHODS)('conflict 18: SSE-C is blocked in so many words with %p', (encryption) => {
  const template = templateOf({ encryption });
  for (const { Properties } of Object.values(template.findResources('AWS::S3::Bucket'))) {
    expect(Properties.BucketEncryption.ServerSideEncryptionConfiguration[0].BlockedEncryptionTypes).toEqual({ EncryptionType: ['SSE-C'] });
  }
});

describe('conflict 19: the key against the lock', () => {
  const kept = (template: Template) => Object.values(template.findResources('AWS::KMS::Key')).flatMap(({ Properties }) => Properties.KeyPolicy.Statement)
    .filter(({ Effect, Action }: { Effect: string; Action: string[] }) => Effect === 'Deny' && Action.includes('kms:ScheduleKeyDeletion'));

  test('nobody deletes the key of a locked bucket', () => {
    expect(kept(templateOf({ encryption: EncryptionMethod.KMS, retention: RETENTION }))).toEqual([expect.objectContaining({ Principal: { AWS: '*' } })]);
    expect(kept(templateOf({ encryption: EncryptionMethod.KMS }))).toEqual([]);
  });

  test('a key that goes with its stack is refused', () => {
    const message = refused(stack => ({ retention: RETENTION, encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY }) }));
    expect(message).toContain('\'encryptionKey\' Stack/Key has RemovalPolicy.DESTROY');
  });
});

test('conflict 20: EventBridge is told by the bucket itself, without a function', () => {
  const template = templateOf({ eventBridgeEnabled: true });
  expect(bucketIn(template).NotificationConfiguration).toEqual({ EventBridgeConfiguration: { EventBridgeEnabled: true } });
  template.resourceCountIs('AWS::Lambda::Function', 0);
  template.resourceCountIs('Custom::S3BucketNotifications', 0);
});

describe('conflicts 21 and 24: the account is not for a bucket stack', () => {
  const all = { frameworks: [BASELINE, HIPAA, GDPR, SOC2], retention: RETENTION, retentionLimit: Duration.days(2500), network: NETWORK };

  test('conflict 21: no trail is made, and nobody claims that there is one', () => {
    const template = templateOf(all);
    template.resourceCountIs('AWS::CloudTrail::Trail', 0);
    const reading = readTemplates([{ name: 't', body: template.toJSON(), ...ENV }]).find(b => !b.logicalId.includes('AccessLogs'))!;
    expect([dataReadsRecorded, dataWritesRecorded].map(control => judge(control, reading).outcome)).toEqual(['unknown', 'unknown']);
  });

  test('conflict 24: nothing in the stack reaches beyond the bucket, its log bucket, its key and its roles', () => {
    const stack = stackOf({ env: ENV });
    compliant(all, stack);
    const types = stack.node.findAll().filter(CfnResource.isCfnResource).map(resource => resource.cfnResourceType);
    expect([...new Set(types)].sort()).toEqual(['AWS::IAM::Role', 'AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy']);
  });
});

test('conflict 22: PCI DSS takes named endpoints, and refuses whole VPCs', () => {
  expect(refused({ frameworks: [PCI_DSS], network: NETWORK })).toContain('\'network\' names VPCs, and PCI DSS v4.0.1 spec L568 asks for endpoints');
  const network = NetworkPerimeter.vpcEndpoints([{ vpcEndpointId: 'vpce-0123456789abcdef0' } as Parameters<typeof NetworkPerimeter.vpcEndpoints>[0][number]]);
  const [{ Condition }] = statementsIn(templateOf({ frameworks: [PCI_DSS], network }), /DenyOutsideNetwork/);
  expect(Condition.StringNotEquals).toEqual({ 'aws:SourceVpce': ['vpce-0123456789abcdef0'] });
});

describe('conflict 23: one public statement would cut off every other account', () => {
  test.each<[string, iam.IPrincipal, string[]]>([
    ['everybody', new iam.AnyPrincipal(), ['s3:GetObject']],
    ['a role with every action', new iam.ArnPrincipal('arn:aws:iam::999999999999:role/partner'), ['s3:*']],
  ])('an Allow for %s is refused', (_, principal, actions) => {
    const bucket = compliant({});
    expect(messageOf(() => bucket.addToResourcePolicy(new iam.PolicyStatement({ principals: [principal], actions, resources: [bucket.arnForObjects('*')] }))))
      .toMatch(/^Stack\/B: /);
  });

  test('by an escape hatch it stops the synthesis', () => {
    const stack = stackOf({ env: ENV });
    const bucket = compliant({}, stack);
    bucket.policy!.document.addStatements(new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')] }));
    expect(messageOf(() => synth(stack))).toContain('control \'no-public-grants\' fails');
  });
});
