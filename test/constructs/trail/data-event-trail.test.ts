import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import * as kms from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BaselineS3Checks, GdprS3Checks, HipaaBucket, HipaaS3Checks, NetworkPerimeter, PciDssS3Checks, Soc2S3Checks } from '../../../src';
import type { AlreadyProvided } from '../../../src/constructs/already-provided';
import { DataEventTrail } from '../../../src/constructs/trail/data-event-trail';
import type { DataEventTrailProps } from '../../../src/constructs/trail/data-event-trail-props';
import { MOST_VALUES, valuesOf } from '../../../src/constructs/trail/selectors';
import { evaluate } from '../../../src/evidence';
import { frameworkById } from '../../../src/frameworks';
import { role, service } from '../../../src/policy/request';
import { observeTemplates, readTemplates } from '../../../src/posture/cloudformation';
import { messageOf, stackOf } from '../apps';
import { deploy, only } from '../deployed';
import { judge, NAG } from '../guarded-app';
import { permits, SEALED } from '../permits';

const ACCOUNT = '111122223333';
const ENV = { env: { account: ACCOUNT, region: 'eu-west-1' } };
const trail = (stack: Stack, props?: DataEventTrailProps) => new DataEventTrail(stack, 'Trail', props);
const records = (stack: Stack, id = 'Records', bucketName?: string) => new HipaaBucket(stack, id, {
  retention: s3.ObjectLockRetention.governance(Duration.days(2190)), network: NetworkPerimeter.vpcIds(['vpc-0123456789abcdef0']), bucketName,
});
const app = () => new App({ analyticsReporting: false });

/** What the controls say of a bucket's reads and writes. */
function recorded(of: App, bucket: string): string[] {
  const templates = of.synth().stacks.map(({ stackName: name, template: body }) => ({ name, body, region: 'eu-west-1', account: ACCOUNT }));
  const { buckets } = evaluate(readTemplates(templates), frameworkById('hipaa'), { templates });
  const found = buckets.find(({ logicalId }) => logicalId.startsWith(bucket))!;
  return ['data-reads-recorded', 'data-writes-recorded'].map(id => found.findings.find(({ check }) => check === id)!.outcome);
}

describe('a trail of every bucket, beside a bucket', () => {
  const root = app();
  const stack = new Stack(root, 'Stack', ENV);
  const made = trail(stack);
  records(stack);
  const outcome = judge(root, [BaselineS3Checks, HipaaS3Checks]);
  const template = () => Template.fromStack(stack);

  test('the template of the trail, whole', () => {
    const resources = Object.entries(template().toJSON().Resources as object).filter(([id]) => id.startsWith('Trail'));
    expect(Object.fromEntries(resources)).toMatchSnapshot();
  });

  test('our packs find nothing: reads and writes are known to be recorded', () => {
    expect(outcome.message).toBe('');
    expect(outcome.found).toEqual([]);
    expect(recorded(root, 'Records')).toEqual(['pass', 'pass']);
    expect(recorded(root, 'TrailBucket')).toEqual(['unknown', 'unknown']);
  });

  test('what it leaves out stands in the template', () => {
    expect(made.exclusions.map(({ reason }) => reason)).toEqual([expect.stringContaining('never end'), expect.stringContaining('access logs')]);
    const { Metadata } = Object.values(template().findResources('AWS::CloudTrail::Trail'))[0];
    expect(Metadata['cdk-s3-compliance:exclusions']).toHaveLength(2);
  });

  test('what the checks by hand ask for is seen', () => {
    const says = observeTemplates([{ name: 'x', body: template().toJSON() as Record<string, unknown> }]).map(o => `${o.check}: ${o.says}`);
    expect(says).toEqual([
      'cloudtrail-multi-region-management-events: IsMultiRegionTrail is true, IncludeGlobalServiceEvents is true, IsLogging is true',
      'cloudtrail-log-encryption: names a KMSKeyId',
      'cloudtrail-log-file-validation: EnableLogFileValidation is true',
    ]);
  });
});

describe('the policies', () => {
  const root = app();
  const made = trail(new Stack(root, 'Stack', ENV), { trailName: 'audit', logPrefix: 'trails', organizationId: 'o-exampleorgid' });
  const resources = deploy(root);
  const bucketPolicy = only(resources, 'AWS::S3::BucketPolicy', ({ id }) => id.startsWith('TrailBucketPolicy'));
  const keyPolicy = only(resources, 'AWS::KMS::Key');
  const bucketArn = `arn:aws:s3:::${only(resources, 'AWS::S3::Bucket', ({ id }) => /^TrailBucket(?!AccessLogs)/.test(id)).id.toLowerCase()}`;
  const ARN = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/audit`;
  const asService = { ...SEALED, 'aws:PrincipalIsAWSService': 'true', 'aws:SourceArn': ARN, 'aws:SourceAccount': ACCOUNT };
  const full = { 's3:x-amz-acl': 'bucket-owner-full-control' };
  const log = `${bucketArn}/trails/AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/2026/11/26/x.json.gz`;
  const encrypted = { 's3:x-amz-server-side-encryption': 'aws:kms', 's3:x-amz-server-side-encryption-aws-kms-key-id': `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${keyPolicy.id}` };
  test.each<[string, boolean, string, string, Record<string, string>]>([
    ['asks for the ACL', true, 's3:GetBucketAcl', bucketArn, asService],
    ['writes a log file', true, 's3:PutObject', log, { ...asService, ...full, ...encrypted }],
    ['writes a digest with SSE-S3', true, 's3:PutObject', log.replace('/CloudTrail/', '/CloudTrail-Digest/'), { ...asService, ...full, 's3:x-amz-server-side-encryption': 'AES256' }],
    ['writes for another account of the organization', true, 's3:PutObject', `${bucketArn}/trails/AWSLogs/o-exampleorgid/444455556666/CloudTrail/x`, { ...asService, ...full }],
    ['writes for another trail', false, 's3:PutObject', log, { ...asService, ...full, 'aws:SourceArn': `${ARN}2` }],
    ['writes without the ACL', false, 's3:PutObject', log, asService],
    ['writes elsewhere', false, 's3:PutObject', `${bucketArn}/x`, { ...asService, ...full }],
    ['writes over plain HTTP', false, 's3:PutObject', log, { ...asService, ...full, ...encrypted, 'aws:SecureTransport': 'false' }],
    ['asks for the ACL for another trail', false, 's3:GetBucketAcl', bucketArn, { ...asService, 'aws:SourceArn': `${ARN}2` }],
    ['deletes', false, 's3:DeleteObjectVersion', log, asService],
    ['reads', false, 's3:GetObject', log, asService],
  ])('CloudTrail %s: %s', (_, allowed, action, resource, context) => {
    const found = permits(bucketPolicy.properties.PolicyDocument, service('cloudtrail.amazonaws.com'), action, resource, context);
    expect(found).toBe(allowed);
  });

  test('the key lets CloudTrail encrypt for this trail, and nobody else', () => {
    const key = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${keyPolicy.id}`;
    const ask = (context: object, requester = service('cloudtrail.amazonaws.com'), action = 'kms:GenerateDataKey') =>
      permits(keyPolicy.properties.KeyPolicy, requester, action, key, context as Record<string, string>);
    const mine = { 'aws:SourceArn': ARN, 'kms:EncryptionContext:aws:cloudtrail:arn': 'arn:aws:cloudtrail:us-east-1:444455556666:trail/audit' };
    expect(ask(mine)).toBe(true);
    expect(ask({ ...mine, 'aws:SourceArn': `${ARN}2` })).toBe(false);
    expect(ask({ ...mine, 'kms:EncryptionContext:aws:cloudtrail:arn': 'arn:aws:s3:::x' })).toBe(false);
    expect(ask({ 'aws:SourceArn': ARN }, undefined, 'kms:DescribeKey')).toBe(true);
    expect(ask({ 'aws:SourceArn': `${ARN}2` }, undefined, 'kms:DescribeKey')).toBe(false);
    expect(ask(mine, service('s3.amazonaws.com'))).toBe(false);
    expect(ask(mine, service('cloudtrail.amazonaws.com'), 'kms:Decrypt')).toBe(false);
    expect(ask(mine, role('arn:aws:iam::999999999999:role/x'))).toBe(false);
  });

  test.each(['s3.amazonaws.com', 'config.amazonaws.com'])('%s does not write, with whatever it says', name => {
    expect(permits(bucketPolicy.properties.PolicyDocument, service(name), 's3:PutObject', log, { ...asService, ...full, ...encrypted })).toBe(false);
  });

  test('its attributes', () => {
    expect([made.logPrefix, made.trailName, JSON.stringify(Stack.of(made).resolve(made.trailArn))]).toEqual(['trails', 'audit', expect.stringContaining('trail/audit')]);
  });
});

test('cdk-nag finds nothing but what is answered', () => {
  for (const logGroupRetention of [undefined, RetentionDays.TEN_YEARS]) {
    const root = app();
    trail(new Stack(root, 'Stack', ENV), { logGroupRetention, insights: true });
    const { found, answered, curt, message } = judge(root, [...NAG, PciDssS3Checks, GdprS3Checks, Soc2S3Checks]);
    expect([message, found, curt]).toEqual(['', [], []]);
    expect(answered.filter(rule => /^[A-Z].*[A-Z0-9]$|^[A-Za-z0-9]+$/.test(rule))).toEqual([
      ...logGroupRetention ? ['IAMNoInlinePolicy'] : ['CloudTrailCloudWatchLogsEnabled'],
      'S3BucketDefaultLockEnabled', 'S3BucketReplicationEnabled', 'S3DefaultEncryptionKMS',
    ]);
  }
});

describe('buckets of other stacks', () => {
  test.each<[string, string | undefined]>([['with a name', 'records-of-tests'], ['without one', undefined]])('%s are recorded when they are named', (_, name) => {
    const root = app();
    const platform = new Stack(root, 'Platform', ENV);
    const own = new s3.Bucket(platform, 'Own');
    const made = trail(platform, { buckets: [own] });
    made.addBucket(records(new Stack(root, 'App', ENV), 'Records', name));
    records(new Stack(root, 'Other', ENV), 'Unrecorded', 'another-bucket');
    expect(recorded(root, 'Records')).toEqual(['pass', 'pass']);
    expect(recorded(root, 'Unrecorded')).toEqual(['unknown', 'unknown']);
    expect(platform.dependencies.map(({ node }) => node.id)).toEqual(name === undefined ? ['App'] : []);
  });

  test('are all recorded where none is named, but for those that are left out', () => {
    const root = app();
    const stack = new Stack(root, 'App', ENV);
    const left = records(stack, 'Left', 'left-out');
    records(stack, 'Records', 'records-of-tests');
    const made = trail(new Stack(root, 'Platform', ENV), { excludedBuckets: [left] });
    expect(() => made.addBucket(left)).toThrow('Platform/Trail: App/Left cannot be recorded: left out by its owner; leave it out');
    expect(recorded(root, 'Records')).toEqual(['pass', 'pass']);
    expect(recorded(root, 'Left')).toEqual(['unknown', 'unknown']);
  });
});

describe('what would be a circle', () => {
  /** Two stacks, of which the second one needs the first: by a reference, by its word, or by way of a third. */
  const needy: [string, (platform: Stack, made: DataEventTrail, second: Stack) => void][] = [
    ['refers to it', (_, made, second) => { new CfnOutput(second, 'Out', { value: made.logBucket!.bucketArn }); }],
    ['depends on it', (platform, _, second) => second.addStackDependency(platform)],
    ['depends on one that refers to it', (_, made, second) => {
      const third = new Stack(second.node.root, 'AThird', ENV);
      new CfnOutput(third, 'Out', { value: made.logBucket!.bucketArn });
      second.addStackDependency(third);
    }],
  ];
  const world = (bucketName: string | undefined, need: typeof needy[number][1]) => {
    const root = app();
    const platform = new Stack(root, 'Platform', ENV);
    const made = trail(platform, { buckets: [new s3.Bucket(platform, 'Own')] });
    const second = new Stack(root, 'App', ENV);
    made.addBucket(new s3.Bucket(second, 'Records', { bucketName }));
    need(platform, made, second);
    return messageOf(() => root.synth());
  };
  test.each(needy)('a bucket whose stack %s: says so, and what to do', (_, need) => {
    expect(world(undefined, need)).toContain('Platform/Trail: a reference to App/Records would make a circle, since the stack App needs Platform; '
      + "give the bucket a 'bucketName', or put the trail into a stack that it does not need");
  });
  test('is none where the bucket has a name, or its stack needs nothing', () => {
    expect(world('records-of-tests', needy[0][1])).toBe('');
    expect(world(undefined, () => {})).toBe('');
  });
});

test('packs find nothing across stacks, whatever is known of the environment', () => {
  const root = app();
  trail(new Stack(root, 'Platform'));
  records(new Stack(root, 'App'));
  const { found, message } = judge(root, [BaselineS3Checks, HipaaS3Checks]);
  expect([message, found]).toEqual(['', []]);
});

test('a bucket that is named, and a prefix of an imported one', () => {
  const root = app();
  const stack = new Stack(root, 'Platform', ENV);
  const made = trail(stack, { buckets: [records(stack)] });
  made.addBucket(s3.Bucket.fromBucketName(stack, 'Theirs', 'their-bucket'), { prefix: 'private/' });
  const { found } = judge(root, [BaselineS3Checks, HipaaS3Checks]);
  expect(found.filter(line => line.endsWith(' Platform/Records/Resource'))).toEqual([]);
  expect(JSON.stringify(stack.resolve((made.node.findChild('Resource') as CfnTrail).advancedEventSelectors))).toContain(':s3:::their-bucket/private/');
});

test('more buckets than CloudTrail takes are an error before anything is deployed', () => {
  const stack = stackOf(ENV);
  trail(stack, { buckets: Array.from({ length: 498 }, (_, i) => s3.Bucket.fromBucketName(stack, `B${i}`, `bucket-${i}`)) });
  expect(valuesOf({ only: Array(497).fill('x'), except: [] })).toBe(MOST_VALUES);
  expect(messageOf(() => (stack.node.root as App).synth()))
    .toContain("the event selectors of Stack/Trail have 501 values, and CloudTrail takes 500; leave 'buckets' out to record every bucket, or give some of them a trail of their own");
});

test('a key and a bucket of somebody else: used, and what they must allow is said', () => {
  const stack = stackOf(ENV);
  trail(stack, {
    encryptionKey: kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`), logBucket: s3.Bucket.fromBucketName(stack, 'Logs', 'their-logs'),
  });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::S3::Bucket', 0);
  template.resourceCountIs('AWS::KMS::Key', 0);
  template.hasResourceProperties('AWS::CloudTrail::Trail', { S3BucketName: 'their-logs' });
  Annotations.fromStack(stack).hasWarning('/Stack/Trail', Match.stringLikeRegexp('bucket Stack/Logs cannot be changed here; let cloudtrail.amazonaws.com write log files'));
  Annotations.fromStack(stack).hasWarning('/Stack/Trail', Match.stringLikeRegexp('key Stack/Key cannot be changed here; let cloudtrail.amazonaws.com encrypt log files'));
});

test('a log group under a key of somebody else: what the key must allow is said', () => {
  const [mine, theirs] = [stackOf(ENV), stackOf(ENV)];
  trail(mine, { trailName: 'audit', logGroupRetention: RetentionDays.ONE_YEAR });
  const encryptionKey = kms.Key.fromKeyArn(theirs, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`);
  trail(theirs, { trailName: 'audit', logGroupRetention: RetentionDays.ONE_YEAR, encryptionKey });
  const says = Match.stringLikeRegexp('key Stack/Key cannot be changed here; let logs.eu-west-1.amazonaws.com encrypt the log group /aws/cloudtrail/audit there');
  Annotations.fromStack(mine).hasNoWarning('*', Match.stringLikeRegexp('log group'));
  Annotations.fromStack(theirs).hasWarning('/Stack/Trail', says);
});

test('a prefix has 200 characters at most', () => {
  expect(messageOf(() => trail(stackOf(ENV), { logPrefix: 'x'.repeat(200) }))).toBe('');
  expect(messageOf(() => trail(stackOf(ENV), { logPrefix: 'x'.repeat(201) }))).toContain("'logPrefix' cannot be");
});

describe('a log bucket of this app', () => {
  test('that has a key: CloudTrail encrypts with it, as the policy of the bucket asks, and no other key can be named', () => {
    const root = app();
    const stack = new Stack(root, 'Stack', ENV);
    const logBucket = records(stack, 'TheirLogs', 'their-logs');
    const made = trail(stack, { logBucket, trailName: 'audit' });
    const resources = deploy(root);
    const key = only(resources, 'AWS::KMS::Key');
    const { PolicyDocument } = only(resources, 'AWS::S3::BucketPolicy', ({ id }) => id.startsWith('TheirLogsPolicy')).properties;
    const write = (keyId: string) => permits(PolicyDocument, service('cloudtrail.amazonaws.com'), 's3:PutObject', `arn:aws:s3:::their-logs/AWSLogs/${ACCOUNT}/x`, {
      ...SEALED,
      'aws:PrincipalIsAWSService': 'true',
      'aws:SourceArn': `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/audit`,
      'aws:SourceAccount': ACCOUNT,
      's3:x-amz-acl': 'bucket-owner-full-control',
      's3:x-amz-server-side-encryption': 'aws:kms',
      's3:x-amz-server-side-encryption-aws-kms-key-id': keyId,
    });
    expect([made.encryptionKey, only(resources, 'AWS::CloudTrail::Trail').properties.KMSKeyId]).toEqual([logBucket.encryptionKey, `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${key.id}`]);
    expect([key.id, 'another'].map(id => write(`arn:aws:kms:eu-west-1:${ACCOUNT}:key/${id}`))).toEqual([true, false]);
    expect(messageOf(() => new DataEventTrail(stack, 'Second', { logBucket, encryptionKey: new kms.Key(stack, 'Other') })))
      .toBe("Stack/Second: 'encryptionKey' is not the key of the bucket Stack/TheirLogs, whose policy refuses every other; leave it out to encrypt with the key of the bucket");
  });

  test('the bucket with its access logs is left out as well', () => {
    const stack = stackOf(ENV);
    const serverAccessLogsBucket = new s3.Bucket(stack, 'Access', { bucketName: 'its-access-logs' });
    const { exclusions } = trail(stack, { logBucket: new s3.Bucket(stack, 'Logs', { serverAccessLogsBucket }) });
    expect(stack.resolve(exclusions)).toHaveLength(2);
    expect(JSON.stringify(stack.resolve(exclusions[1].arn))).toContain('{"Ref":"Access');
  });
});

test('a trail that is there already makes nothing, and is written down', () => {
  const stack = stackOf(ENV);
  const reference = 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/organization';
  const made = trail(stack, { alreadyProvided: { reference, providedBy: 'the security account' } });
  expect([made.trailArn, made.trailName, made.logBucket, made.exclusions]).toEqual([reference, 'organization', undefined, []]);
  made.addBucket(s3.Bucket.fromBucketName(stack, 'Records', 'records'));
  Annotations.fromStack(stack).hasWarning('/Stack/Trail', Match.stringLikeRegexp(`the trail ${reference} is provided already and cannot be changed here; see that it records Stack/Records`));
  const body = Template.fromStack(stack).toJSON() as Record<string, unknown>;
  expect(body.Resources).toBeUndefined();
  expect(observeTemplates([{ name: 'x', body }]).map(({ check, says }) => `${check}: ${says}`))
    .toContain(`cloudtrail-log-encryption: said to be provided already, by the security account: ${reference}`);
});

test.each<[object, string]>([
  [{ buckets: [] }, "'buckets' is empty; leave it out to record every bucket, or name one"],
  [{ buckets: 'x' }, "'buckets' cannot be \"x\"; pass a list of buckets"],
  [{ trailName: 'a' }, "'trailName' cannot be \"a\"; pass 3 to 128 letters, digits and single . _ -, such as 'data-events'"],
  [{ trailName: 'a..b' }, "'trailName' cannot be \"a..b\""],
  [{ logPrefix: 'x/' }, "'logPrefix' cannot be \"x/\"; pass one such as 'trails/s3', without a slash at its end"],
  [{ organizationId: 'r-1' }, "'organizationId' cannot be \"r-1\"; pass an id such as 'o-exampleorgid'"],
  [{ alreadyProvided: { reference: 'trail', providedBy: 'them' } }, "'alreadyProvided' has the reference 'trail'; pass one such as 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/organization'"],
  [{ alreadyProvided: { reference: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/x', providedBy: ' ' } satisfies AlreadyProvided }, "'alreadyProvided' does not say who provides"],
  [{ alreadyProvided: { reference: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/x', providedBy: 'x' }, insights: true }, "'insights' is for a trail that is made here, and 'alreadyProvided' names another one; pass one of them"],
])('%j is refused', (props, says) => {
  expect(messageOf(() => trail(stackOf(ENV), props as DataEventTrailProps))).toContain(`Stack/Trail: ${says}`);
});
