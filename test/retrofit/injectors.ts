import { App, Duration, Mixins, NestedStack, PropertyInjectors, RemovalPolicy, Stack, Stage, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { endpoints, ENV, MIXINS, resourcesOf, retention } from './buckets';
import {
  AccessLogBucket, ComplianceFramework as F, CompliantBucket, CompliantBucketInjector, type CompliantBucketInjectorProps, CompliantKeyInjector,
} from '../../src';
import { messageOf } from '../constructs/apps';

type Json = Record<string, any>;

const injected = (props: CompliantBucketInjectorProps, make: (stack: Stack, app: App) => unknown): { app: App; stack: Stack } => {
  const app = new App({ analyticsReporting: false });
  PropertyInjectors.of(app).add(new CompliantBucketInjector(props), new CompliantKeyInjector());
  const stack = new Stack(app, 'Stack', { env: ENV });
  make(stack, app);
  return { app, stack };
};

const ALL: CompliantBucketInjectorProps = {
  frameworks: Object.values(F), retention: retention(), newBuckets: true, network: endpoints(), retentionLimit: Duration.days(365),
};

describe('the bucket injector', () => {
  test('gives what all mixins together give, whether they are applied as well or not', () => {
    const make = (mixin: boolean) => injected(ALL, (stack) => {
      new s3.Bucket(stack, 'Data');
      if (mixin) Mixins.of(stack).apply(...Object.values(MIXINS).map(each => each()));
    });
    const plain = new Stack(new App({ analyticsReporting: false }), 'Stack', { env: ENV });
    PropertyInjectors.of(plain).add(new CompliantKeyInjector());
    new s3.Bucket(plain, 'Data');
    Mixins.of(plain).apply(...Object.values(MIXINS).map(each => each()));
    const [alone, both] = [make(false), make(true)].map(({ stack, app }) => {
      app.synth({ skipValidation: true });
      return resourcesOf(stack);
    });
    expect(both).toEqual(alone);
    expect(resourcesOf(plain)).toEqual(alone);
  });

  test('sees what comes later, in stages and nested stacks, with one log bucket a stack', () => {
    const { app } = injected({ frameworks: [F.PCI_DSS], network: endpoints() }, (outer, root) => {
      new kms.Key(outer, 'Key');
      const stack = new Stack(new Stage(root, 'Prod'), 'Inside', { env: ENV });
      Tags.of(stack).add('team', 'payments');
      const one = new s3.Bucket(stack, 'One', { enforceSSL: true });
      new s3.Bucket(stack, 'Two');
      new s3.Bucket(new NestedStack(stack, 'Nested'), 'Three');
      const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('glue.amazonaws.com') });
      one.grantRead(role);
      one.addToResourcePolicy(new iam.PolicyStatement({ principals: [role], actions: ['s3:GetObject'], resources: [one.arnForObjects('*')] }));
    });
    const [{ template }] = app.synth().getNestedAssembly('assembly-Prod').stacks;
    const resources = Object.entries((template as Json).Resources as Json);
    const buckets = resources.filter(([, { Type }]) => Type === 'AWS::S3::Bucket');
    expect(buckets.map(([id]) => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual(['ComplianceAccessLogs', 'One', 'Two']);
    for (const [, { Properties }] of buckets) expect(Properties.Tags).toEqual([{ Key: 'team', Value: 'payments' }]);
    expect(JSON.stringify(resources.filter(([, { Type }]) => Type === 'AWS::IAM::Policy'))).toContain('kms:Decrypt');
  });

  test('leaves buckets of this library alone, and others to an injector inside', () => {
    const { stack } = injected({ frameworks: [F.SOC2] }, (inner) => {
      new CompliantBucket(inner, 'Ours', { accessLogBucket: new AccessLogBucket(inner, 'Logs') });
    });
    const { stack: bare } = injected({}, inner => new CompliantBucket(inner, 'Ours', { accessLogBucket: new AccessLogBucket(inner, 'Logs') }));
    expect(resourcesOf(stack)).toEqual(resourcesOf(bare));
    expect(stack.node.tryFindChild('ComplianceAccessLogs')).toBeUndefined();
  });

  test('empties a bucket that goes with its stack, where nothing forbids it', () => {
    const { app, stack } = injected({}, inner => new s3.Bucket(inner, 'Data', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true }));
    expect(messageOf(() => app.synth())).toBe('');
    Template.fromStack(stack).resourceCountIs('Custom::S3AutoDeleteObjects', 1);
    const strict = injected({ frameworks: [F.SOC2] }, inner => new s3.Bucket(inner, 'Data', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true }));
    expect(messageOf(() => strict.app.synth())).toContain('Stack/Data: \'autoDeleteObjects\' deletes versions without a second factor');
  });

  test.each<[string, s3.BucketProps]>([
    ['versioned', { versioned: false }],
    ['publicReadAccess', { publicReadAccess: true }],
    ['websiteIndexDocument', { websiteIndexDocument: 'index.html' }],
    ['blockPublicAccess', { blockPublicAccess: new s3.BlockPublicAccess({ blockPublicPolicy: false }) }],
    ['enforceSSL', { enforceSSL: false }],
    ['minimumTLSVersion', { enforceSSL: true, minimumTLSVersion: 1.1 }],
    ['objectOwnership', { objectOwnership: s3.ObjectOwnership.OBJECT_WRITER }],
    ['accessControl', { accessControl: s3.BucketAccessControl.PUBLIC_READ }],
    ['encryption', { encryption: s3.BucketEncryption.UNENCRYPTED }],
    ['encryption', { encryption: s3.BucketEncryption.S3_MANAGED }],
    ['encryption', { encryption: s3.BucketEncryption.KMS_MANAGED }],
    ['blockedEncryptionTypes', { blockedEncryptionTypes: [s3.BlockedEncryptionType.NONE] }],
    ['serverAccessLogsPrefix', { serverAccessLogsPrefix: 'logs/' }],
  ])('refuses the property %s of %j', (name, props) => {
    const message = messageOf(() => injected({ frameworks: [F.HIPAA], retention: retention(), network: endpoints() }, inner => new s3.Bucket(inner, 'Data', props)));
    expect(message).toMatch(new RegExp(`^Stack/Data: '${name}' is .+; .+`));
  });

  test('has logs let in by the policy of the bucket that gets them, and refuses an ACL for it', () => {
    const make = (stack: Stack) => new s3.Bucket(stack, 'Data', { serverAccessLogsBucket: new s3.Bucket(stack, 'Logs'), serverAccessLogsPrefix: 'data/' });
    expect(messageOf(() => injected({}, make))).toContain('Stack/Data: \'serverAccessLogsBucket\' is Stack/Logs, and the CDK lets logs in by an ACL');
    const { app, stack } = injected({ frameworks: [F.SOC2] }, (inner) => {
      inner.node.setContext('@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy', true);
      make(inner);
    });
    expect(messageOf(() => app.synth())).toBe('');
    const logging = Object.values(resourcesOf(stack) as Json).map(({ Properties }) => Properties?.LoggingConfiguration?.LogFilePrefix);
    expect(logging.filter(Boolean)).toEqual(['data/']);
  });

  test('refuses Object Lock where nobody says that the buckets are new', () => {
    const { app } = injected({ retention: retention() }, inner => new s3.Bucket(inner, 'Data', { versioned: undefined }));
    expect(messageOf(() => app.synth())).toContain('Stack/Data: \'retention\' asks for Object Lock');
  });
});

describe('the key injector', () => {
  test('has symmetric keys rotate and stay, and leaves the others alone', () => {
    const { stack } = injected({}, (inner) => {
      new kms.Key(inner, 'Key');
      new kms.Key(inner, 'Signs', { keySpec: kms.KeySpec.ECC_NIST_P256, keyUsage: kms.KeyUsage.SIGN_VERIFY, removalPolicy: RemovalPolicy.DESTROY });
      new kms.Key(inner, 'Mac', { keySpec: kms.KeySpec.HMAC_256, keyUsage: kms.KeyUsage.GENERATE_VERIFY_MAC });
    });
    const keys = Object.values(resourcesOf(stack) as Json);
    const found = keys.map(({ Properties: { KeySpec, EnableKeyRotation }, DeletionPolicy }) => [KeySpec, EnableKeyRotation, DeletionPolicy]);
    expect(found).toEqual(expect.arrayContaining([
      ['ECC_NIST_P256', undefined, 'Delete'], ['HMAC_256', undefined, 'Retain'], [undefined, true, 'Retain'],
    ]));
  });

  test.each<[string, kms.KeyProps]>([
    ['enableKeyRotation', { enableKeyRotation: false }], ['enabled', { enabled: false }], ['removalPolicy', { removalPolicy: RemovalPolicy.DESTROY }],
  ])('refuses %s', (name, props) => {
    expect(messageOf(() => injected({}, inner => new kms.Key(inner, 'Key', props)))).toMatch(new RegExp(`^Stack/Key: '${name}' is .+; leave it out`));
  });
});
