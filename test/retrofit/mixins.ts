import { writeFileSync } from 'node:fs';
import { App, DefaultStackSynthesizer, Duration, Mixins, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { ENV, MIXINS, resourcesOf } from './buckets';
import { REFUSALS } from './refusals';
import {
  AccessLogging, BaselineCompliance, CompliantBucket, CurrentSignaturesOnly, EncryptionEnforced, LifecycleHygiene, NoAcls, SecureTransport,
} from '../../src';
import { evaluate } from '../../src/evidence';
import { frameworkById } from '../../src/frameworks';
import { readTemplates } from '../../src/posture/cloudformation';
import { messageOf, stackOf, synth } from '../constructs/apps';

type Json = Record<string, any>;

const TEMPLATE = {
  Resources: {
    Included: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'included', Tags: [{ Key: 'team', Value: 'records' }] } },
    IncludedPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Included' },
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: {
            Sid: 'DenyOldTls', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: { 'Fn::Sub': '${Included.Arn}/*' }, Condition: { NumericLessThan: { 's3:TlsVersion': '1.3' } },
          },
        },
      },
    },
  },
};

describe('each framework, over an s3.Bucket, a CfnBucket and an included template', () => {
  const app = new App({ analyticsReporting: false });
  const file = `${app.outdir}/included.json`;
  writeFileSync(file, JSON.stringify(TEMPLATE));
  for (const [id, mixin] of Object.entries(MIXINS)) {
    const stack = new Stack(app, id, { env: ENV });
    new s3.Bucket(stack, 'Data');
    new s3.CfnBucket(stack, 'Raw', { lifecycleConfiguration: { rules: [{ id: 'Old', status: 'Enabled', prefix: 'old/', expirationInDays: 400 }] } });
    new CfnInclude(stack, 'Template', { templateFile: file });
    Mixins.of(stack).apply(mixin());
  }
  // The guard would judge them once more.
  const { stacks } = app.synth({ skipValidation: true });

  test.each(Object.keys(MIXINS))('%s: nothing fails, and only the account decides what is left', (id) => {
    const templates = [{ name: id, body: stacks.find(s => s.stackName === id)!.template as Json, ...ENV }];
    const { buckets } = evaluate(readTemplates(templates), frameworkById(id), { templates });
    expect(buckets.map(b => b.logicalId.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual(['ComplianceAccessLogs', 'Data', 'Included', 'Raw']);
    const found = (outcome: string) => buckets.flatMap(b => b.findings.filter(f => f.outcome === outcome).map(f => f.check));
    expect(found('fail')).toEqual([]);
    expect([...new Set(found('unknown'))].sort()).toEqual(['data-reads-recorded', 'data-writes-recorded']);
  });

  test.each([['gdpr', 365], ['hipaa', 2192]])('%s: the access logs are kept %i days', (id, days) => {
    const logs = Object.entries((stacks.find(s => s.stackName === id)!.template as Json).Resources as Json).find(([name, { Type }]) => /^Compl/.test(name) && Type === 'AWS::S3::Bucket')!;
    expect(logs[1].Properties.LifecycleConfiguration.Rules[0].ExpirationInDays).toBe(days);
  });

  test('statements go into the one policy, beside those of its user, under names of their own', () => {
    const { Resources } = stacks.find(s => s.stackName === 'baseline')!.template as Json;
    const { Statement } = Resources.IncludedPolicy.Properties.PolicyDocument;
    expect(Statement.map((s: Json) => s.Sid)).toEqual(['DenyOldTls', 'DenyInsecureTransport', 'DenyOldTlsEnforced', 'DenySigV2', 'DenyOldSignatures']);
    expect(Resources.Raw.Properties.LifecycleConfiguration.Rules.map((r: Json) => r.Id)).toEqual(['Old', 'ComplianceLimits']);
    expect(Resources.Included.Properties).toMatchObject({ BucketName: 'included', Tags: [{ Key: 'team', Value: 'records' }] });
  });
});

test.each(REFUSALS.map(([what, ...how]) => [what, how] as const))('refuses %s', (_, [make, mixin, ...parts]) => {
  const stack = stackOf({ env: ENV });
  make(stack);
  const message = messageOf(() => Mixins.of(stack).apply(mixin(stack)));
  expect(message).toMatch(/^Stack\/Data: [^;]+; .+/s);
  for (const part of parts) expect(message).toContain(part);
});

describe('leaves alone', () => {
  test('the buckets of this library, log buckets that it made, and imported ones, of which it tells', () => {
    const stack = stackOf({ env: ENV });
    new CompliantBucket(stack, 'Ours');
    const imported = s3.Bucket.fromBucketName(stack, 'Imported', 'elsewhere');
    const before = JSON.stringify(Template.fromStack(stack).toJSON());
    Mixins.of(stack).apply(MIXINS.soc2(), MIXINS.hipaa());
    expect(imported.node.metadata.map(m => String(m.data)).join()).toContain('Stack/Imported is imported');
    const again = stackOf({ env: ENV });
    new CompliantBucket(again, 'Ours');
    expect(JSON.stringify(Template.fromStack(again).toJSON())).toBe(before);
    expect(stack.node.tryFindChild('ComplianceAccessLogs')).toBeUndefined();
  });

  test('what stops access logs: a bucket that gets them has no key, no lock, no perimeter and no logs', () => {
    const stack = stackOf({ env: ENV });
    const logs = new s3.Bucket(stack, 'Logs', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED });
    logs.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('logging.s3.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [logs.arnForObjects('*')],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }));
    new s3.CfnBucket(stack, 'Data', { loggingConfiguration: { destinationBucketName: logs.bucketName, logFilePrefix: 'data/' } });
    Mixins.of(stack).apply(MIXINS.hipaa());
    expect(messageOf(() => synth(stack))).toBe('');
    const found = Template.fromStack(stack).toJSON().Resources as Json;
    const { Properties: of } = Object.values(found).find(r => r.Type === 'AWS::S3::Bucket' && !r.Properties.LoggingConfiguration)!;
    expect(of.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.SSEAlgorithm).toBe('AES256');
    expect(of).not.toHaveProperty('ObjectLockEnabled');
    expect(found).not.toHaveProperty('ComplianceAccessLogs');
  });
});

describe('keeps', () => {
  test('the key of a bucket, by its ARN, and has it rotate', () => {
    const stack = stackOf({ env: ENV });
    const key = new kms.CfnKey(stack, 'Key', { keyPolicy: { Version: '2012-10-17', Statement: [] } });
    new s3.CfnBucket(stack, 'Data', { bucketEncryption: { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.ref } }] } });
    Mixins.of(stack).apply(new EncryptionEnforced(), new EncryptionEnforced());
    const text = JSON.stringify(Template.fromStack(stack).toJSON());
    expect(text).toContain('"KMSMasterKeyID":{"Ref":"Key"}');
    expect(text).toContain('"s3:x-amz-server-side-encryption-aws-kms-key-id":{"Fn::GetAtt":["Key","Arn"]}');
    expect(text).toContain('"EnableKeyRotation":true');
    expect(text.match(/DenyOtherKey/g)).toHaveLength(1);
  });

  test('grants that come later: they know the key, and join the one policy', () => {
    const stack = stackOf({ env: ENV });
    const data = new s3.Bucket(stack, 'Data');
    const raw = new s3.CfnBucket(stack, 'Raw');
    Mixins.of(stack).apply(new EncryptionEnforced(), new SecureTransport(), new LifecycleHygiene());
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('glue.amazonaws.com') });
    data.grantRead(role);
    data.addLifecycleRule({ prefix: 'later/', expiration: Duration.days(5) });
    s3.Bucket.fromCfnBucket(raw).addToResourcePolicy(new iam.PolicyStatement({ principals: [role], actions: ['s3:GetObject'], resources: [`${raw.attrArn}/*`] }));
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::S3::BucketPolicy', 2);
    expect(JSON.stringify(template.toJSON())).toMatch(/"Prefix":"later\/".*"Id":"ComplianceLimits"/);
    expect(JSON.stringify(template.findResources('AWS::IAM::Policy'))).toContain('kms:Decrypt');
  });

  test('a policy of another stack as the one policy of the bucket', () => {
    const app = new App({ analyticsReporting: false });
    const data = new s3.Bucket(new Stack(app, 'Stack', { env: ENV }), 'Data');
    const other = new Stack(app, 'Other', { env: ENV });
    new s3.BucketPolicy(other, 'Policy', { bucket: data });
    Mixins.of(app).apply(new BaselineCompliance());
    expect(messageOf(() => app.synth())).toBe('');
    Template.fromStack(Stack.of(data)).resourceCountIs('AWS::S3::BucketPolicy', 1);
    expect(JSON.stringify(Template.fromStack(other).findResources('AWS::S3::BucketPolicy'))).toContain('DenyOldSignatures');
  });
});

test('names who must get in: who erases lifts the lock, who replicates comes from nowhere, who deploys the policy has no second factor', () => {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Stack', { env: ENV });
  const data = new s3.CfnBucket(stack, 'Data', { replicationConfiguration: { role: 'arn:aws:iam::111122223333:role/replicates', rules: [] } });
  const other = new Stack(app, 'Other', { env: ENV, synthesizer: new DefaultStackSynthesizer({ qualifier: 'other' }) });
  new s3.BucketPolicy(other, 'Policy', { bucket: s3.Bucket.fromCfnBucket(data) });
  Mixins.of(data).apply(...Object.values(MIXINS).map(make => make()));
  app.synth({ skipValidation: true });
  const { Statement } = (Object.values(resourcesOf(other)) as Json[])[0].Properties.PolicyDocument;
  const said = (sid: string) => JSON.stringify(Statement.find((s: Json) => s.Sid === sid));
  expect(said('AllowErasureOfLocked')).toContain('s3:BypassGovernanceRetention');
  expect(said('DenyGovernanceBypass')).toContain('DataErasureRole');
  expect(said('DenyOutsideNetwork')).toContain('role/replicates');
  for (const role of ['cdk-hnb659fds-cfn-exec-role', 'cdk-other-cfn-exec-role']) expect(said('DenyDestructiveChangesWithoutMfa')).toContain(role);
});

test('each hardening alone does what it says, and is judged by that alone', () => {
  const stack = stackOf({ env: ENV });
  new s3.CfnBucket(stack, 'Data', { publicAccessBlockConfiguration: { blockPublicAcls: false } });
  const mixins = [
    new SecureTransport(), new CurrentSignaturesOnly({ maximumAge: Duration.hours(1) }),
    new CurrentSignaturesOnly({ maximumAge: Duration.hours(2) }), new NoAcls(),
    new EncryptionEnforced(), new AccessLogging(), new LifecycleHygiene({ noncurrentVersionExpiration: Duration.days(10) }),
  ];
  Mixins.of(stack).apply(...mixins);
  expect(messageOf(() => synth(stack))).toBe('');
  const text = JSON.stringify(Template.fromStack(stack).toJSON());
  for (const part of ['"s3:signatureAge":"3600000"', 'DenyOldTls', 'BucketOwnerEnforced', 'DenyOtherKey', 'SSE-C', 'EventTime', '"NoncurrentDays":10']) expect(text).toContain(part);
});
