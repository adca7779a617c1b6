import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ComplianceFramework, CompliantBucket } from '../../../src';
import { ConfigRecording } from '../../../src/constructs/config/config-recording';
import type { ConfigRecordingProps } from '../../../src/constructs/config/config-recording-props';
import { FrameworkConformancePack } from '../../../src/constructs/config/framework-conformance-pack';
import { service } from '../../../src/policy/request';
import { observeTemplates } from '../../../src/posture/cloudformation';
import { PROVIDED } from '../../../src/posture/provided';
import { messageOf, stackOf } from '../apps';
import { deploy, only } from '../deployed';
import { judge, NAG, OURS } from '../guarded-app';
import { permits, SEALED } from '../permits';

const ACCOUNT = '111122223333';
const ENV = { env: { account: ACCOUNT, region: 'eu-west-1' } };
const recordingIn = (stack: Stack, props?: ConfigRecordingProps) => new ConfigRecording(stack, 'Recording', props);
const app = () => new App({ analyticsReporting: false });
const keyOf = (stack: Stack) => new kms.Key(stack, 'Key', { enableKeyRotation: true });

describe('by itself', () => {
  const stack = stackOf();
  const recording = recordingIn(stack);
  new FrameworkConformancePack(stack, 'Pack', { framework: ComplianceFramework.BASELINE, recording });
  const template = Template.fromStack(stack);

  test('recorder, channel and role, whole', () => {
    const made = template.toJSON() as { Resources: Record<string, { Type: string }> };
    const whole = Object.entries(made.Resources).filter(([, { Type }]) => /Recorder|Channel|IAM/.test(Type));
    expect(Object.fromEntries(whole)).toMatchSnapshot();
  });

  test('recorder and channel stay when the stack goes, and neither waits for the other', () => {
    for (const type of ['AWS::Config::ConfigurationRecorder', 'AWS::Config::DeliveryChannel']) {
      const [resource] = Object.values(template.findResources(type)) as [{ DependsOn: string[] }];
      expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
      expect(resource.DependsOn.filter(id => /Recorder|Channel/.test(id))).toEqual([]);
    }
  });

  test('a pack waits for the recorder and the channel', () => {
    template.hasResource('AWS::Config::ConformancePack', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('Channel'), Match.stringLikeRegexp('Recorder')]) });
  });

  test('the check by hand sees it', () => {
    expect(observeTemplates([{ name: 'x', body: template.toJSON() as Record<string, unknown> }]).map(({ check }) => check)).toContain('aws-config-recording');
  });
});

describe('the policies', () => {
  const root = app();
  const stack = new Stack(root, 'Stack', ENV);
  recordingIn(stack, { encryptionKey: keyOf(stack), retentionLimit: Duration.days(400) });
  const resources = deploy(root);
  const { properties: { PolicyDocument: bucketPolicy } } = only(resources, 'AWS::S3::BucketPolicy', ({ id }) => id.startsWith('RecordingHistoryPolicy'));
  const bucket = `arn:aws:s3:::${only(resources, 'AWS::S3::Bucket', ({ id }) => /^RecordingHistory(?!AccessLogs)/.test(id)).id.toLowerCase()}`;
  const key = only(resources, 'AWS::KMS::Key');
  const keyArn = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${key.id}`;
  const asService = { ...SEALED, 'aws:PrincipalIsAWSService': 'true', 'aws:SourceAccount': ACCOUNT };
  const full = { ...asService, 's3:x-amz-acl': 'bucket-owner-full-control' };
  const encrypted = { 's3:x-amz-server-side-encryption': 'aws:kms', 's3:x-amz-server-side-encryption-aws-kms-key-id': keyArn };
  const item = `${bucket}/AWSLogs/${ACCOUNT}/Config/eu-west-1/2026/11/26/ConfigHistory/x.json.gz`;

  test.each<[string, boolean, string, string, Record<string, string>]>([
    ['looks at the ACL', true, 's3:GetBucketAcl', bucket, asService],
    ['looks whether the bucket is there', true, 's3:ListBucket', bucket, asService],
    ['delivers', true, 's3:PutObject', item, { ...full, ...encrypted }],
    ['delivers without the headers of encryption', true, 's3:PutObject', item, full],
    ['delivers under another key', false, 's3:PutObject', item, { ...full, ...encrypted, 's3:x-amz-server-side-encryption-aws-kms-key-id': `${keyArn}2` }],
    ['delivers without the ACL', false, 's3:PutObject', item, asService],
    ['delivers for another account', false, 's3:PutObject', item, { ...full, 'aws:SourceAccount': '999999999999' }],
    ['delivers elsewhere', false, 's3:PutObject', `${bucket}/x`, full],
    ['reads', false, 's3:GetObject', item, asService],
    ['deletes', false, 's3:DeleteObject', item, asService],
  ])('AWS Config %s: %s', (_, allowed, action, resource, context) => {
    expect(permits(bucketPolicy, service('config.amazonaws.com'), action, resource, context)).toBe(allowed);
  });

  test('the key lets AWS Config encrypt for this account, and nobody else', () => {
    const ask = (account: string, name = 'config.amazonaws.com', action = 'kms:GenerateDataKey') =>
      permits(key.properties.KeyPolicy, service(name), action, keyArn, { 'aws:SourceAccount': account });
    expect([ask(ACCOUNT), ask('999999999999'), ask(ACCOUNT, 's3.amazonaws.com'), ask(ACCOUNT, undefined, 'kms:ScheduleKeyDeletion')]).toEqual([true, false, false, false]);
  });

  test('the role may deliver and encrypt there, and what AWS_ConfigRole has', () => {
    const { Statement: statements } = only(resources, 'AWS::IAM::Policy').properties.PolicyDocument as { Statement: { Action: string | string[] }[] };
    expect(statements.flatMap(({ Action }) => Action)).toEqual(['s3:GetBucketAcl', 's3:ListBucket', 's3:PutObject', 'kms:Decrypt', 'kms:GenerateDataKey']);
    expect(only(resources, 'AWS::Config::DeliveryChannel').properties.S3KmsKeyArn).toBe(keyArn);
  });
});

test('cdk-nag and our packs find nothing but what is answered', () => {
  const root = app();
  const [plain, encrypted, linked] = ['Plain', 'Encrypted', 'Linked'].map(id => new Stack(root, id));
  for (const framework of Object.values(ComplianceFramework)) {
    new FrameworkConformancePack(plain, framework, { framework });
    new FrameworkConformancePack(linked, framework, { framework, organization: true });
  }
  recordingIn(plain);
  recordingIn(encrypted, { encryptionKey: keyOf(encrypted), allResources: true });
  recordingIn(linked, { serviceLinkedRole: true });
  const { message, found, answered, curt } = judge(root, NAG);
  expect([message, found, curt]).toEqual(['', [], []]);
  expect(answered).toEqual(['AwsSolutions-IAM4', 'AwsSolutions-IAM5', 'IAMNoInlinePolicy', 'S3BucketDefaultLockEnabled', 'S3BucketReplicationEnabled', 'S3DefaultEncryptionKMS']);
});

/** What a framework asks beyond the checklist, such as a network, is for the user's own bucket to have. */
test.each<[string, ConfigRecordingProps['bucket'] | undefined, number[]]>([
  ['the bucket that is made here, by the checklist', undefined, [0]],
  ['a bucket for SOC 2, by SOC 2', new CompliantBucket(stackOf(ENV), 'Own', { frameworks: [ComplianceFramework.SOC2] }), [0, 4]],
])('our packs find of %s nothing but what only the account decides', (_, bucket, packs) => {
  const root = bucket ? bucket.node.root as App : app();
  recordingIn(bucket ? bucket.stack : new Stack(root, 'Stack', ENV), { bucket });
  const { found } = judge(root, packs.map(n => OURS[n]));
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter(finding => !/data-(reads|writes)-recorded\[unknown\]/.test(finding))).toEqual([]);
});

test('all resources, and the service-linked role', () => {
  const stack = stackOf();
  recordingIn(stack, { allResources: true, serviceLinkedRole: true });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Config::ConfigurationRecorder', {
    RecordingGroup: { AllSupported: true, IncludeGlobalResourceTypes: true, ResourceTypes: Match.absent() },
    RoleARN: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig']] },
  });
  template.resourceCountIs('AWS::IAM::Role', 0);
});

test('a bucket of another stack is let in without a circle, under its own key', () => {
  const root = app();
  const there = new Stack(root, 'There', ENV);
  const encryptionKey = keyOf(there);
  const bucket = new CompliantBucket(there, 'Own', { encryptionKey });
  const here = new Stack(root, 'Here', ENV);
  const role = iam.Role.fromRoleArn(here, 'Mine', `arn:aws:iam::${ACCOUNT}:role/Mine`);
  const recording = recordingIn(here, { bucket, role });
  expect(messageOf(() => root.synth())).toBe('');
  expect(here.dependencies).toEqual([there]);
  expect([recording.bucket, recording.role]).toEqual([bucket, role]);
  Template.fromStack(here).hasResourceProperties('AWS::Config::DeliveryChannel', { S3KmsKeyArn: Match.anyValue() });
  Template.fromStack(here).resourceCountIs('AWS::S3::Bucket', 0);
});

test('a bucket of another account lets the account in that is recorded', () => {
  const root = app();
  const archive = new Stack(root, 'Archive', { env: { account: '444455556666', region: 'eu-west-1' } });
  const bucket = new s3.Bucket(archive, 'Central', { bucketName: 'central' });
  recordingIn(new Stack(root, 'Here', ENV), { bucket });
  const [{ Properties }] = Object.values(Template.fromStack(archive).findResources('AWS::S3::BucketPolicy'));
  const text = JSON.stringify(Properties.PolicyDocument);
  expect(text).toContain(`/AWSLogs/${ACCOUNT}/Config/*`);
  expect(text).toContain(`"aws:SourceAccount":"${ACCOUNT}"`);
  expect(text).not.toContain('444455556666');
});

test('of an imported bucket it says that its policy has to let AWS Config in', () => {
  const stack = stackOf();
  recordingIn(stack, { bucket: s3.Bucket.fromBucketName(stack, 'Theirs', 'theirs') });
  Annotations.fromStack(stack).hasWarning('/Stack/Recording', Match.stringLikeRegexp('let config.amazonaws.com deliver to it there'));
});

test('a recorder that is there already is not made again', () => {
  const stack = stackOf();
  const recording = recordingIn(stack, { alreadyProvided: { reference: 'aws-controltower-BaselineConfigRecorder', providedBy: 'Control Tower, account 111122223333' } });
  expect([recording.recorderName, recording.bucket, recording.role]).toEqual(['aws-controltower-BaselineConfigRecorder', undefined, undefined]);
  const template = Template.fromStack(stack).toJSON();
  expect(template.Resources).toBeUndefined();
  expect(template.Metadata[PROVIDED]).toMatchObject([{ checks: ['aws-config-recording'] }]);
});

test.each<[string, (stack: Stack) => ConfigRecordingProps, string]>([
  ['two log buckets', stack => ({ bucket: s3.Bucket.fromBucketName(stack, 'B', 'theirs'), accessLogBucket: s3.Bucket.fromBucketName(stack, 'L', 'logs') }),
    "'accessLogBucket' is for the bucket that is made here; leave it out beside 'bucket'"],
  ['a limit for another bucket', stack => ({ bucket: s3.Bucket.fromBucketName(stack, 'B', 'theirs'), retentionLimit: Duration.days(400) }),
    "'retentionLimit' is for the bucket that is made here; leave it out beside 'bucket'"],
  ['two roles', stack => ({ role: iam.Role.fromRoleName(stack, 'R', 'r'), serviceLinkedRole: true }), "'role' cannot go with 'serviceLinkedRole'; pass one of them"],
  ['a recorder without a name', () => ({ alreadyProvided: { reference: 'a b', providedBy: 'Control Tower, account 111122223333' } }),
    "'alreadyProvided' has the reference 'a b'; pass one such as 'default'"],
])('%s: refused', (_, props, message) => {
  const stack = stackOf();
  expect(messageOf(() => recordingIn(stack, props(stack)))).toBe(`Stack/Recording: ${message}`);
});
