import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { messageOf, stackOf, synth } from './apps';
import { AccessLogBucket, GdprBucket, type GdprBucketProps } from '../../src';

const ENV = { account: '111122223333', region: 'eu-central-1' };
const limited = (stack: Stack, props: Partial<GdprBucketProps> = {}, id = 'Customers') => new GdprBucket(stack, id, { retentionLimit: Duration.days(730), ...props });
const key = (stack: Stack, id: string, region = 'eu-central-1') => kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${region}:111122223333:key/${id}`);

describe('where the data may be', () => {
  test.each<[string, string | undefined, (stack: Stack) => unknown, string[]]>([
    ['a Region that nobody states', undefined, limited, ['Stack/Customers: the stack does not say its Region', 'gdpr', 'env: { region: \'eu-central-1\' }']],
    ['a Region outside the Union', 'us-east-1', limited, ['the stack is in us-east-1', 'eu-west-3', '\'allowedRegions\'']],
    ['London, which left the Union', 'eu-west-2', limited, ['the stack is in eu-west-2']],
    ['a Region outside the list', 'eu-west-1', s => limited(s, { allowedRegions: ['eu-central-1'] }), ['eu-west-1', 'stays in eu-central-1;']],
    ['an empty list', 'eu-west-1', s => limited(s, { allowedRegions: [] }), ['\'allowedRegions\' is empty']],
    ['no Regions', 'eu-west-1', s => limited(s, { allowedRegions: ['Frankfurt'] }), ['\'allowedRegions\' cannot hold "Frankfurt"']],
    ['an imported key of another Region', 'eu-central-1', s => limited(s, { encryptionKey: key(s, 'x', 'us-east-1') }), ['is in us-east-1', 'pass a key in eu-central-1']],
    ['an imported multi-Region key', 'eu-central-1', s => limited(s, { encryptionKey: key(s, 'mrk-1234') }), ['Stack/Key is a multi-Region key', 'multiRegionKeyAllowed: true']],
    ['a multi-Region key', 'eu-central-1', s => limited(s, { encryptionKey: new kms.Key(s, 'Key', { multiRegion: true, enableKeyRotation: true }) }), ['multi-Region key']],
  ])('%s is an error', (_, region, make, parts) => {
    const stack = stackOf(region === undefined ? {} : { env: { account: '111122223333', region } });
    const message = messageOf(() => make(stack));
    for (const part of parts) expect(message).toContain(part);
  });

  test.each<[string, string, (stack: Stack) => unknown]>([
    ['London, where the list names it', 'eu-west-2', s => limited(s, { allowedRegions: ['eu-west-2'] })],
    ['a multi-Region key that is meant', 'eu-central-1', s => limited(s, {
      encryptionKey: new kms.Key(s, 'Key', { multiRegion: true, enableKeyRotation: true }), multiRegionKeyAllowed: true,
    })],
    ['an imported key of the Region', 'eu-central-1', s => limited(s, { encryptionKey: key(s, '12345678-1234-1234-1234-123456789012') })],
  ])('%s is let through', (_, region, make) => {
    const stack = stackOf({ env: { account: '111122223333', region } });
    make(stack);
    expect(messageOf(() => synth(stack))).toBe('');
  });

  test('an override that makes the key multi-Region stops the synthesis', () => {
    const stack = stackOf({ env: ENV });
    (limited(stack).encryptionKey!.node.defaultChild as kms.CfnKey).addPropertyOverride('MultiRegion', true);
    expect(messageOf(() => synth(stack))).toContain('control \'key-in-allowed-region\' fails (GDPR');
  });

  test('replication by hand to a Region outside the list stops the synthesis', () => {
    const app = stackOf({ env: ENV }).node.root as App;
    const there = new Stack(app, 'There', { env: { ...ENV, region: 'us-east-1' } });
    const destination = new s3.Bucket(there, 'Copies', { bucketName: 'copies-of-customers', versioned: true });
    const bucket = limited(new Stack(app, 'Here', { env: ENV }));
    (bucket.node.defaultChild as s3.CfnBucket).replicationConfiguration = {
      role: 'arn:aws:iam::111122223333:role/replication', rules: [{ status: 'Enabled', destination: { bucket: destination.bucketArn } }],
    };
    expect(messageOf(() => app.synth())).toContain('control \'replicas-in-allowed-regions\' fails');
  });
});

describe('how long the data stays', () => {
  const rules = (props: Partial<GdprBucketProps>) => {
    const stack = stackOf({ env: ENV });
    limited(stack, props);
    const [bucket] = Object.values(Template.fromStack(stack).findResources('AWS::S3::Bucket', { Properties: { Tags: Match.anyValue() } }));
    const [limits, markers] = bucket.Properties.LifecycleConfiguration.Rules;
    expect(markers).toEqual({ Id: 'DeleteMarkers', Status: 'Enabled', ExpiredObjectDeleteMarker: true });
    return [limits.ExpirationInDays, limits.NoncurrentVersionExpiration.NoncurrentDays, limits.AbortIncompleteMultipartUpload.DaysAfterInitiation];
  };
  const days = Duration.days;
  const lock = (n: number) => s3.ObjectLockRetention.governance(days(n));
  test.each<[string, Partial<GdprBucketProps>, number[]]>([
    ['two years', {}, [700, 30, 7]],
    ['two days', { retentionLimit: days(2) }, [1, 1, 1]],
    ['a week', { retentionLimit: days(7) }, [4, 3, 4]],
    ['a lock well within the limit', { retention: lock(100) }, [700, 30, 7]],
    ['a lock that leaves little grace', { retention: lock(720) }, [720, 10, 7]],
    ['a lock as long as the limit', { retention: lock(730) }, [729, 1, 7]],
    ['an earlier end', { expiration: days(10) }, [10, 30, 7]],
    ['a longer grace', { noncurrentVersionExpiration: days(90) }, [640, 90, 7]],
    ['both', { expiration: days(300), noncurrentVersionExpiration: days(430) }, [300, 430, 7]],
  ])('%s', (_, props, expected) => expect(rules(props)).toEqual(expected));

  test.each<[string, Partial<GdprBucketProps>, string[]]>([
    ['no limit', { retentionLimit: undefined }, ['\'retentionLimit\' is missing', 'Art. 5']],
    ['one day', { retentionLimit: days(1) }, ['\'retentionLimit\' is 1 day', 'Duration.days(2)']],
    ['half days', { retentionLimit: Duration.hours(36) }, ['\'retentionLimit\' must be whole days']],
    ['more than the limit', { expiration: days(700), noncurrentVersionExpiration: days(31) }, ['700 days', '31 days', 'limit of 730 days']],
    ['a lock beyond the limit', { retention: lock(731) }, ['retention of 731 days is longer than the retention limit of 730 days', 'GDPR Art. 5']],
    ['a COMPLIANCE lock', { retention: s3.ObjectLockRetention.compliance(days(30)), acknowledgeIrreversibleLock: true },
      ['makes the erasure of personal data impossible', 'GDPR Art. 17', 'retentionLegalBasis']],
    ['an empty legal basis', { retentionLegalBasis: ' ' }, ['\'retentionLegalBasis\' is empty']],
  ])('%s is an error', (_, props, parts) => {
    const message = messageOf(() => limited(stackOf({ env: ENV }), props));
    expect(message).toContain('Stack/Customers: ');
    for (const part of parts) expect(message).toContain(part);
  });

  test('a limit that deployment decides is an error', () => {
    const stack = stackOf({ env: ENV });
    const retentionLimit = days(new CfnParameter(stack, 'Days', { type: 'Number' }).valueAsNumber);
    expect(messageOf(() => limited(stack, { retentionLimit }))).toContain('\'retentionLimit\' is decided at deploy time');
  });

  test('a COMPLIANCE lock with a legal basis, which the template repeats', () => {
    const stack = stackOf({ env: ENV });
    limited(stack, { retention: s3.ObjectLockRetention.compliance(days(30)), acknowledgeIrreversibleLock: true, retentionLegalBasis: 'Section 147 AO' });
    expect(messageOf(() => synth(stack))).toBe('');
    Template.fromStack(stack).hasResource('AWS::S3::Bucket', { Metadata: { 'cdk-s3-compliance': { retentionLegalBasis: 'Section 147 AO' } } });
  });
});

describe('erasure and portability', () => {
  const policyOf = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'))
    .map(({ Properties }) => Properties.PolicyDocument.Statement as Record<string, unknown>[]).find(s => s.some(({ Sid }) => Sid === 'AllowErasure'))!;

  test('by roles of their own', () => {
    const stack = stackOf({ env: ENV });
    const bucket = limited(stack);
    const statements = policyOf(stack);
    const allowed = (sid: string) => statements.find(({ Sid }) => Sid === sid)!;
    expect(allowed('AllowErasure')).toMatchObject({ Principal: { AWS: stack.resolve(bucket.erasureRole!.roleArn) }, Action: expect.arrayContaining(['s3:DeleteObjectVersion']) });
    expect(allowed('AllowErasure').Action).not.toContain('s3:BypassGovernanceRetention');
    expect(allowed('AllowPortability')).toMatchObject({ Principal: { AWS: stack.resolve(bucket.portabilityRole!.roleArn) }, Action: expect.arrayContaining(['s3:GetObjectVersion']) });
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('by roles that are there, which may lift a GOVERNANCE lock', () => {
    const stack = stackOf({ env: ENV });
    const role = (name: string) => iam.Role.fromRoleArn(stack, name, `arn:aws:iam::111122223333:role/${name}`);
    limited(stack, { erasureRole: role('eraser'), portabilityRole: role('porter'), retention: s3.ObjectLockRetention.governance(Duration.days(10)) });
    const statements = policyOf(stack);
    expect(statements).toContainEqual(expect.objectContaining({ Sid: 'AllowErasure', Action: expect.arrayContaining(['s3:BypassGovernanceRetention']) }));
    expect(statements).toContainEqual(expect.objectContaining({
      Sid: 'DenyGovernanceBypass', Condition: { ArnNotEquals: { 'aws:PrincipalArn': ['arn:aws:iam::111122223333:role/eraser'] } },
    }));
    expect(statements).toContainEqual(expect.objectContaining({ Effect: 'Deny', Condition: { StringEquals: { 's3:object-lock-mode': 'COMPLIANCE' } } }));
    expect(messageOf(() => synth(stack))).toBe('');
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Role', 0);
  });

  test('the inventory goes where the logs go, and its reader reads it there', () => {
    const stack = stackOf({ env: ENV });
    const bucket = limited(stack);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::S3::Bucket', {
      InventoryConfigurations: [{ Enabled: true, IncludedObjectVersions: 'All', Destination: { Format: 'Parquet', Prefix: Match.stringLikeRegexp('^inventory/') } }],
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Principal: { Service: 's3.amazonaws.com' }, Action: 's3:PutObject', Condition: Match.objectLike({ ArnLike: { 'aws:SourceArn': stack.resolve(bucket.bucketArn) } }) }),
          Match.objectLike({ Principal: { AWS: stack.resolve(bucket.portabilityRole!.roleArn) }, Action: 's3:GetObject' }),
        ]),
      },
    });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('what cannot be changed here is said', () => {
    const stack = stackOf({ env: ENV });
    limited(stack, {
      accessLogBucket: s3.Bucket.fromBucketName(stack, 'Logs', 'logs-of-the-account'), encryptionKey: key(stack, '12345678-1234-1234-1234-123456789012'),
    });
    const warnings = Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
    for (const part of ['let s3.amazonaws.com put objects under inventory/', 'read the inventory under inventory/', 'decrypt with Stack/Key']) {
      expect(warnings).toContainEqual(expect.stringContaining(part));
    }
  });

  test('in another stack than the logs, without a circle', () => {
    const app = stackOf().node.root as App;
    const accessLogBucket = new AccessLogBucket(new Stack(app, 'LogsStack', { env: ENV }), 'Logs');
    limited(new Stack(app, 'Data', { env: ENV }), { accessLogBucket });
    expect(messageOf(() => app.synth())).toBe('');
  });
});

test('personal data is tagged on the bucket alone, under the key that its owner chose', () => {
  const stack = stackOf({ env: ENV });
  limited(stack, { personalDataTag: 'pii' });
  expect(messageOf(() => synth(stack))).toBe('');
  const template = Template.fromStack(stack);
  template.resourcePropertiesCountIs('AWS::S3::Bucket', { Tags: [{ Key: 'pii', Value: 'true' }] }, 1);
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Effect: 'Deny', Condition: Match.objectLike({ Null: { 's3:RequestObjectTag/pii': 'true' } }) })]) },
  });
  for (const resource of Object.values(template.findResources('AWS::KMS::Key'))) expect(resource.Properties.Tags).toBeUndefined();
});

test('an exception from the tag leaves uploads alone', () => {
  const stack = stackOf({ env: ENV });
  limited(stack, { exceptions: [{ control: 'personal-data-tagged', reason: 'uploads come in parts', owner: 'Jane Roe', expires: '2999-01-01' }] });
  expect(messageOf(() => synth(stack))).toBe('');
  expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'))).not.toContain('RequestObjectTag');
});
