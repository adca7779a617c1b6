import { App, Duration, Fn, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { hipaaBucket, messageOf, NETWORK, RETENTION, stackOf, synth } from './apps';
import { AccessLogBucket, ComplianceFramework, CompliantBucket, HipaaBucket, NetworkPerimeter } from '../../src';

test('the template, whole', () => {
  const stack = stackOf();
  hipaaBucket(stack);
  expect(Template.fromStack(stack).toJSON()).toMatchSnapshot();
});

describe('choices that are missing, unsafe or at odds', () => {
  const locked = { retention: s3.ObjectLockRetention.compliance(Duration.days(10)) };
  test.each<[string, (stack: Stack) => unknown, string[]]>([
    ['no retention', s => hipaaBucket(s, { retention: undefined }), ['Stack/Records', '\'retention\' is missing', 'ObjectLockRetention.governance']],
    ['no network', s => hipaaBucket(s, { network: undefined }), ['Stack/Records', '\'network\' is missing', 'NetworkPerimeter.vpcs']],
    ['COMPLIANCE without a word', s => hipaaBucket(s, locked), ['COMPLIANCE lock of 10 days', 'acknowledgeIrreversibleLock: true']],
    ['DESTROY with a lock', s => hipaaBucket(s, { removalPolicy: RemovalPolicy.DESTROY }), ['RemovalPolicy.DESTROY', '\'retention\'', 'leave']],
    ['autoDeleteObjects with a lock', s => hipaaBucket(s, { autoDeleteObjects: true }), ['\'autoDeleteObjects\'', '\'retention\'']],
    ['autoDeleteObjects with a network', s => new CompliantBucket(s, 'B', { network: NETWORK, autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY }),
      ['\'autoDeleteObjects\'', '\'network\'']],
    ['expiry shorter than the lock', s => hipaaBucket(s, { expiration: Duration.days(30) }), ['\'expiration\' is 30 days', '2190 days']],
    ['noncurrent expiry shorter than the lock', s => hipaaBucket(s, { noncurrentVersionExpiration: Duration.days(30) }), ['noncurrentVersionExpiration', '30 days']],
    ['expiry of no day', s => new CompliantBucket(s, 'B', { expiration: Duration.hours(1) }), ['\'expiration\' must be at least 1 day, got 1 hour']],
    ['no framework', s => new CompliantBucket(s, 'B', { frameworks: [] }), ['\'frameworks\' is empty', 'ComplianceFramework.BASELINE']],
    ['an unknown framework', s => new CompliantBucket(s, 'B', { frameworks: ['sox' as ComplianceFramework] }), ['\'sox\' is no framework', 'ComplianceFramework.HIPAA']],
    ['HIPAA as one of several', s => new CompliantBucket(s, 'B', { frameworks: [ComplianceFramework.BASELINE, ComplianceFramework.HIPAA] }), ['\'retention\' is missing, and Object Lock is asked for (HIPAA Security Rule spec L542)']],
    ['an empty network', () => NetworkPerimeter.vpcs([]), ['at least one vpc-']],
    ['a wildcard as network', () => NetworkPerimeter.vpcIds(['vpc-*']), ['\'vpc-*\'', 'without wildcards']],
    ['an endpoint as VPC', () => NetworkPerimeter.vpcIds(['vpce-0123456789abcdef0']), ['vpce-0123456789abcdef0']],
    ['logs in another Region', (s) => {
      const logs = s3.Bucket.fromBucketAttributes(s, 'Logs', { bucketName: 'logs', region: 'eu-west-1', account: '111122223333' });
      return hipaaBucket(s, { accessLogBucket: logs });
    }, ['eu-west-1', 'one account and Region']],
    ['logs kept for no day', s => new AccessLogBucket(s, 'Logs', { retention: Duration.minutes(5) }), ['\'retention\' must be at least 1 day, got 5 minutes']],
  ])('%s', (_, make, parts) => {
    const message = messageOf(() => make(stackOf({ env: { account: '111122223333', region: 'us-east-1' } })));
    for (const part of parts) expect(message).toContain(part);
  });

  test('a COMPLIANCE lock that is meant', () => {
    const stack = stackOf();
    hipaaBucket(stack, { ...locked, acknowledgeIrreversibleLock: true });
    Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 10 } } },
    });
  });
});

describe('what stays a bucket like any other', () => {
  test('grants, notifications and events', () => {
    const stack = stackOf();
    const bucket = hipaaBucket(stack);
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    bucket.grantReadWrite(role);
    bucket.enableEventBridgeNotification();
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::Policy', Match.anyValue());
    template.resourceCountIs('Custom::S3BucketNotifications', 1);
  });

  test('with a VPC, an endpoint, an exempt role and a key of the same stack', () => {
    const stack = stackOf();
    const vpc = new ec2.Vpc(stack, 'Vpc');
    const endpoint = vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
    const role = new iam.Role(stack, 'BreakGlass', { assumedBy: new iam.AccountRootPrincipal() });
    hipaaBucket(stack, { network: NetworkPerimeter.vpcs([vpc], { exemptRoles: [role] }) }, 'One');
    hipaaBucket(stack, { network: NetworkPerimeter.vpcEndpoints([endpoint]), encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }) }, 'Two');
    Template.fromStack(stack).hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'DenyOutsideNetwork', Condition: { StringNotEquals: { 'aws:SourceVpce': [{ Ref: Match.anyValue() }] } } })]) },
    });
  });

  test('with an imported key, of which nothing more is known', () => {
    const stack = stackOf();
    hipaaBucket(stack, { encryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/0e5d5a4c-0000-0000-0000-000000000000') });
    expect(messageOf(() => synth(stack))).toBe('');
  });

  test('with one log bucket for many, in another stack too, whatever the feature flags', () => {
    for (const flag of [true, false]) {
      const app = new App({ context: { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': flag } });
      const shared = new Stack(app, 'Shared');
      const logs = new AccessLogBucket(shared, 'Logs');
      const plain = new s3.Bucket(shared, 'Plain', { serverAccessLogsBucket: logs, serverAccessLogsPrefix: 'plain/' });
      hipaaBucket(shared, { accessLogBucket: logs }, 'Near');
      hipaaBucket(new Stack(app, 'Far'), { accessLogBucket: logs, bucketName: 'far-records' });
      app.synth();
      const template = Template.fromStack(shared);
      template.allResourcesProperties('AWS::S3::Bucket', { AccessControl: Match.absent() });
      template.hasResourceProperties('AWS::S3::BucketPolicy', {
        PolicyDocument: {
          Statement: Match.arrayWith([Match.objectLike({
            Principal: { Service: 'logging.s3.amazonaws.com' },
            Condition: {
              ArnLike: { 'aws:SourceArn': Match.arrayWith([{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::far-records']] }]) },
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
            },
          })]),
        },
      });
      expect(plain.policy ?? logs.policy).toBeDefined();
    }
  });

  test('with a log bucket that stays under the 20 KB of a policy for 100 sources', () => {
    const stack = stackOf();
    const logs = new AccessLogBucket(stack, 'Logs');
    for (let i = 0; i < 100; i++) new CompliantBucket(stack, `Bucket${i}`, { accessLogBucket: logs });
    const policies = Template.fromStack(stack).findResources('AWS::S3::BucketPolicy', { Properties: { Bucket: stack.resolve(logs.bucketName) } });
    const [{ Properties: { PolicyDocument } }] = Object.values(policies);
    expect(PolicyDocument.Statement).toHaveLength(6);
    // A bucket's name has up to 63 characters, a reference to it 40 in this text.
    expect(JSON.stringify(PolicyDocument).length + 100 * 40).toBeLessThan(20 * 1024);
  });

  test('in a stage of its own', () => {
    const app = new App();
    const stage = new Stage(app, 'Prod');
    const bucket = hipaaBucket(new Stack(stage, 'Stack'));
    (bucket.node.defaultChild as s3.CfnBucket).addPropertyOverride('VersioningConfiguration.Status', 'Suspended');
    expect(messageOf(() => app.synth())).toContain('control \'versioning-enabled\' fails');
  });
});

describe('the guard at the end of synthesis', () => {
  const raw = (bucket: HipaaBucket) => bucket.node.defaultChild as s3.CfnBucket;
  test.each<[string, (bucket: HipaaBucket, stack: Stack) => void, string]>([
    ['a property override', b => raw(b).addPropertyOverride('PublicAccessBlockConfiguration.BlockPublicPolicy', false), 'public-access-blocked'],
    ['a deleted property', b => raw(b).addPropertyDeletionOverride('OwnershipControls'), 'acls-disabled'],
    ['a setting of a plain compliant bucket', (_, s) => {
      const plain = new CompliantBucket(s, 'Plain');
      (plain.node.defaultChild as s3.CfnBucket).addPropertyDeletionOverride('VersioningConfiguration');
    }, 'versioning-enabled'],
    ['a setting of a log bucket', b => ((b.accessLogBucket as AccessLogBucket).node.defaultChild as s3.CfnBucket).addPropertyOverride('OwnershipControls.Rules.0.ObjectOwnership', 'ObjectWriter'),
      'acls-disabled'],
    ['an L1 property', (b) => { raw(b).loggingConfiguration = undefined; }, 'access-logging-enabled'],
    ['encryption by override', b => raw(b).addPropertyOverride('BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.SSEAlgorithm', 'AES256'),
      'encrypted-with-kms'],
    ['a grant to everybody', b => b.policy!.document.addStatements(new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ['s3:GetObject'], resources: [b.arnForObjects('*')] })),
      'no-public-grants'],
    ['a grant of everything', b => b.policy!.document.addStatements(new iam.PolicyStatement({
      principals: [new iam.AccountPrincipal('999999999999')], actions: ['s3:*'], resources: [b.arnForObjects('*')],
    })), 'least-privilege-policy'],
    ['a policy taken away', b => b.policy!.node.tryRemoveChild('Resource'), 'http-refused'],
    ['a key that no longer rotates', b => (b.encryptionKey!.node.defaultChild as kms.CfnKey).addPropertyOverride('EnableKeyRotation', false), 'key-rotates'],
    ['a key that never rotated', (_, s) => { hipaaBucket(s, { encryptionKey: new kms.Key(s, 'Still', { enableKeyRotation: false }) }, 'Other'); }, 'key-rotates'],
    ['logs into a bucket with KMS', (_, s) => {
      const logs = new s3.Bucket(s, 'KmsLogs');
      hipaaBucket(s, { accessLogBucket: logs }, 'Other');
      (logs.node.defaultChild as s3.CfnBucket).bucketEncryption = { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms' } }] };
    }, 'log-destination-valid'],
  ])('%s', (_, tamper, control) => {
    const stack = stackOf();
    tamper(hipaaBucket(stack), stack);
    const message = messageOf(() => synth(stack));
    expect(message).toContain(`control '${control}' fails`);
    expect(message).toContain('Cause: ');
    expect(message).toContain('Cure: ');
  });

  test('is silent about what only deployment decides', () => {
    const stack = stackOf();
    raw(hipaaBucket(stack)).addPropertyOverride('VersioningConfiguration.Status', Fn.importValue('Somewhere'));
    expect(messageOf(() => synth(stack))).toBe('');
  });

  test('lets an honest bucket through, with each framework', () => {
    const stack = stackOf();
    hipaaBucket(stack);
    new CompliantBucket(stack, 'Plain', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true });
    new CompliantBucket(stack, 'Both', { frameworks: [ComplianceFramework.BASELINE, ComplianceFramework.HIPAA], retention: RETENTION, network: NETWORK });
    expect(messageOf(() => synth(stack))).toBe('');
  });
});
