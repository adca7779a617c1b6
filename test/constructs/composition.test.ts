import { Duration, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as n from 'aws-cdk-lib/aws-s3-notifications';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { messageOf, stackOf, synth } from './apps';
import { ComplianceFramework as F, CompliantBucket, type CompliantBucketProps, EncryptionHeaders, EncryptionMethod, NetworkPerimeter } from '../../src';
import { definitionOf } from '../../src/constructs/compliance-framework';
import { CONTROLS } from '../../src/controls';
import { judge } from '../../src/evidence/judge';
import { controlsOf, demands } from '../../src/frameworks/framework';
import { readTemplates } from '../../src/posture/cloudformation';

const ENV = { account: '111122223333', region: 'eu-central-1' };
const ALL = Object.values(F);
const COMBINATIONS = ALL.reduce<F[][]>((sets, framework) => [...sets, ...sets.map(set => [...set, framework])], [[]]).filter(set => set.length > 0);
const network = NetworkPerimeter.vpcEndpoints([{ vpcEndpointId: 'vpce-0123456789abcdef0' } as ec2.IVpcEndpoint]);

/** What the frameworks make their user state, and no more. */
const stated = (frameworks: readonly F[]): CompliantBucketProps => ({
  frameworks: [...frameworks],
  ...frameworks.includes(F.HIPAA) ? { retention: s3.ObjectLockRetention.governance(Duration.days(300)) } : {},
  ...frameworks.includes(F.HIPAA) || frameworks.includes(F.PCI_DSS) ? { network } : {},
  ...frameworks.includes(F.GDPR) ? { retentionLimit: Duration.days(365) } : {},
});

function judged(stack: Stack, logicalId: RegExp) {
  const body = Template.fromStack(stack).toJSON();
  const reading = readTemplates([{ name: 't', body, ...ENV }]).find(r => logicalId.test(r.logicalId) && !r.logicalId.includes('AccessLogs'))!;
  return Object.fromEntries(CONTROLS.map(control => [control.id, judge(control, reading).outcome]));
}

test.each(COMBINATIONS.map(frameworks => [frameworks.join(' + '), frameworks] as const))('%s: nothing that one of them demands fails', (_, frameworks) => {
  const stack = stackOf({ env: ENV });
  const bucket = new CompliantBucket(stack, 'Data', stated(frameworks));
  expect(messageOf(() => synth(stack))).toBe('');
  const outcomes = judged(stack, /^Data/);
  const demanded = frameworks.map(definitionOf).flatMap(f => controlsOf(f).filter(c => demands(f, c.id)).map(c => c.id));
  // Trails are the account's.
  expect([...new Set(demanded)].filter(id => !['pass', 'not-applicable'].includes(outcomes[id]) && !/^data-(reads|writes)/.test(id))).toEqual([]);
  expect(bucket.explain().flatMap(row => row.frameworks)).toEqual(expect.arrayContaining([...frameworks]));
});

test('explain says who asked for what, and where', () => {
  const bucket = new CompliantBucket(stackOf({ env: ENV }), 'Data', stated([F.HIPAA, F.GDPR]));
  const row = (setting: string) => bucket.explain().find(r => r.setting === setting)!;
  expect(row('Object Lock')).toMatchObject({ value: 'GOVERNANCE, 300 days', frameworks: ['hipaa'], controls: ['object-lock-enabled', 'default-retention'] });
  expect(row('Object Lock').citations).toEqual([expect.stringContaining('spec L542')]);
  expect(row('Regions')).toMatchObject({ frameworks: ['gdpr'], value: expect.stringContaining('eu-central-1') });
  expect(row('default encryption')).toMatchObject({ value: 'aws:kms, under a new key of its own', frameworks: ['hipaa', 'gdpr'] });
  expect(row('lifecycle').value).toBe('current versions expire after 335 days, noncurrent ones go after 30 days; delete markers without versions go');
  expect(row('second factor')).toBeUndefined();
});

describe('encryption', () => {
  const KMS = (frameworks: F[], encryption?: EncryptionMethod) => ({ ...stated(frameworks), encryption });
  const algorithms = (props: CompliantBucketProps) => {
    const stack = stackOf({ env: ENV });
    new CompliantBucket(stack, 'Data', props);
    expect(messageOf(() => synth(stack))).toBe('');
    const [rule] = Object.values(Template.fromStack(stack).findResources('AWS::S3::Bucket'))
      .map(r => r.Properties.BucketEncryption.ServerSideEncryptionConfiguration[0]);
    return [rule.ServerSideEncryptionByDefault.SSEAlgorithm, rule.BucketKeyEnabled];
  };
  test.each<[string, CompliantBucketProps, [string, boolean | undefined]]>([
    ['by default', {}, ['AES256', undefined]],
    ['under HIPAA', KMS([F.HIPAA]), ['aws:kms', true]],
    ['with two layers', KMS([F.HIPAA], EncryptionMethod.KMS_DSSE), ['aws:kms:dsse', undefined]],
    ['with a KMS event for each object', { ...KMS([F.PCI_DSS]), bucketKeyEnabled: false }, ['aws:kms', false]],
    ['by clients', { encryption: EncryptionMethod.CLIENT_SIDE }, ['AES256', undefined]],
    ['with headers', { encryptionHeaders: EncryptionHeaders.REQUIRED }, ['AES256', undefined]],
  ])('%s', (_, props, expected) => expect(algorithms(props)).toEqual(expected));

  test.each<[string, CompliantBucketProps, string]>([
    ['clients alone, where a framework asks for KMS', KMS([F.HIPAA], EncryptionMethod.CLIENT_SIDE), 'EncryptionMethod.CLIENT_SIDE uses no KMS key in S3; pass EncryptionMethod.KMS'],
    ['S3 alone, where a framework asks for KMS', KMS([F.GDPR], EncryptionMethod.S3_MANAGED), 'EncryptionMethod.S3_MANAGED uses no KMS key in S3'],
    ['a bucket key with two layers', { encryption: EncryptionMethod.KMS_DSSE, bucketKeyEnabled: true }, 'DSSE-KMS knows no bucket keys'],
    ['no method', { encryption: 'rot13' as EncryptionMethod }, '\'encryption\' cannot be "rot13"; pass a member of EncryptionMethod'],
  ])('%s is an error', (_, props, expected) => {
    expect(messageOf(() => new CompliantBucket(stackOf({ env: ENV }), 'Data', props))).toContain(`Stack/Data: ${expected}`);
  });
});

describe('exceptions', () => {
  const exception = { control: 'vpc-only', reason: 'the partner has no VPC', owner: 'Jane Roe', expires: '2999-01-01' };
  const { network: _, ...open } = stated([F.HIPAA]);
  test('let a bucket do without, and stay in its template', () => {
    const stack = stackOf({ env: ENV });
    new CompliantBucket(stack, 'Data', { ...open, exceptions: [exception] });
    expect(messageOf(() => synth(stack))).toBe('');
    Template.fromStack(stack).hasResource('AWS::S3::Bucket', { Metadata: { 'cdk-s3-compliance': { exceptions: [exception] } } });
  });

  test.each<[string, object, string]>([
    ['without a reason', { reason: ' ' }, 'has no reason; pass a reason'],
    ['without an owner', { owner: undefined }, 'has no owner'],
    ['of another control', { control: 'sse-c-blocked' }, '\'network\' is missing'],
    ['of no control', { control: 'vpc' }, 'the exception from "vpc" names no control; pass an id of docs/CONTROLS.md'],
    ['until no day', { expires: '2026-02-30' }, 'expires on "2026-02-30", which is no day'],
    ['that have expired', { expires: '2026-01-01' }, 'expired on 2026-01-01; meet the control'],
  ])('%s are errors', (_name, change, expected) => {
    const message = messageOf(() => new CompliantBucket(stackOf({ env: ENV }), 'Data', { ...open, exceptions: [{ ...exception, ...change }] }));
    expect(message).toContain('Stack/Data: ');
    expect(message).toContain(expected);
  });

  test('twice from the same control are an error', () => {
    expect(messageOf(() => new CompliantBucket(stackOf({ env: ENV }), 'Data', { ...open, exceptions: [exception, exception] }))).toContain('is there twice; leave one');
  });
});

describe('what a user may add', () => {
  test('administrators of the key, apart from those who use it', () => {
    const stack = stackOf({ env: ENV });
    new CompliantBucket(stack, 'Data', {
      ...stated([F.PCI_DSS]), keyAdministrators: [iam.Role.fromRoleArn(stack, 'Admin', 'arn:aws:iam::111122223333:role/key-admin')],
    });
    expect(messageOf(() => synth(stack))).toBe('');
    expect(judged(stack, /^Data/)['key-duties-separated']).toBe('pass');
  });

  test('EventBridge on the bucket itself, and with another notification as well', () => {
    const stack = stackOf({ env: ENV });
    const bucket = new CompliantBucket(stack, 'Data', { eventBridgeEnabled: true });
    Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } });
    expect(judged(stack, /^Data/)['events-sent']).toBe('pass');
    expect(bucket.node.tryFindChild('Notifications')).toBeUndefined();
  });

  test('a queue keeps EventBridge on', () => {
    const stack = stackOf({ env: ENV });
    new CompliantBucket(stack, 'Data', { eventBridgeEnabled: true }).addEventNotification(s3.EventType.OBJECT_CREATED, new n.SqsDestination(new sqs.Queue(stack, 'Queue')));
    Template.fromStack(stack).hasResourceProperties('Custom::S3BucketNotifications', {
      NotificationConfiguration: { EventBridgeConfiguration: {}, QueueConfigurations: Match.anyValue() },
    });
  });

  test('an organization that alone comes in', () => {
    const stack = stackOf({ env: ENV });
    new CompliantBucket(stack, 'Data', { organizationId: 'o-exampleorgid' });
    expect(messageOf(() => synth(stack))).toBe('');
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain('o-exampleorgid');
    expect(messageOf(() => new CompliantBucket(stackOf(), 'Data', { organizationId: 'my-org' }))).toMatch(/^Stack\/Data: .*my-org/);
  });

  test.each<[string, CompliantBucketProps, string]>([
    ['five minutes', { presignedUrlMaxAge: Duration.minutes(5) }, '\'presignedUrlMaxAge\' must be whole seconds from 15 minutes to 7 days, got 5 minutes'],
    ['eight days', { presignedUrlMaxAge: Duration.days(8) }, '\'presignedUrlMaxAge\' must be whole seconds from 15 minutes to 7 days, got 8 days'],
    ['lock administrators without a lock', { lockAdministrators: [] }, '\'lockAdministrators\' says who may change a lock'],
    ['a bound without a lock', { maximumObjectRetention: Duration.days(1) }, '\'maximumObjectRetention\' says who may change a lock, or how long it is, and there is no \'retention\''],
  ])('not %s', (_name, props, expected) => {
    expect(messageOf(() => new CompliantBucket(stackOf(), 'Data', props))).toContain(`Stack/Data: ${expected}`);
  });

  test('a key of a locked bucket is not deleted while its policy stands, once for all its buckets', () => {
    const stack = stackOf({ env: ENV });
    const encryptionKey = new kms.Key(stack, 'Key', { enableKeyRotation: true });
    for (const id of ['One', 'Two']) new CompliantBucket(stack, id, { encryptionKey, retention: s3.ObjectLockRetention.governance(Duration.days(1)) });
    const [{ Properties: { KeyPolicy } }] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
    expect(KeyPolicy.Statement.filter(({ Sid }: { Sid: string }) => Sid === 'KeptWhileObjectsAreLocked')).toHaveLength(1);
  });
});
