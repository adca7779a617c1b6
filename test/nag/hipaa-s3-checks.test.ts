import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnParameter, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { HipaaS3Checks } from '../../src';
import { hipaaBucket, messageOf, stackOf } from '../constructs/apps';

/** `rule path` for each finding. */
const findings = (scope: Stack | App): string[] => new HipaaS3Checks(scope).validateScope(scope).violations
  .flatMap(v => v.violatingResources.map(r => `${v.ruleName.replace('HIPAA.S3-', '')} ${r.constructPath}`));

test('a HipaaBucket leaves only what its account must show', () => {
  const stack = stackOf();
  hipaaBucket(stack);
  expect(new Set(findings(stack).map(f => f.split(' ')[0]))).toEqual(new Set(['data-writes-recorded[unknown]', 'data-reads-recorded[unknown]']));
});

test('with a trail beside it nothing is left', () => {
  const stack = stackOf();
  const bucket = hipaaBucket(stack);
  const trailLogs = hipaaBucket(stack, {}, 'Trail');
  new cloudtrail.CfnTrail(stack, 'AllData', {
    s3BucketName: trailLogs.bucketName,
    isLogging: true,
    isMultiRegionTrail: true,
    eventSelectors: [{ readWriteType: 'All', dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }] }],
  });
  expect(bucket.frameworks).toEqual(['hipaa']);
  expect(findings(stack)).toEqual([]);
});

describe('what a finding carries', () => {
  const stack = stackOf();
  new s3.Bucket(stack, 'Careless');
  const { success, violations } = new HipaaS3Checks(stack).validateScope(stack);
  const http = violations.find(v => v.ruleName === 'HIPAA.S3-http-refused')!;

  test('the cure, the severity, the requirements and the place', () => {
    expect(success).toBe(false);
    expect(http.fix).toContain('enforceSSL');
    expect(http.severity).toBe('error');
    expect(http.ruleMetadata).toMatchObject({ severity: 'high', framework: 'HIPAA Security Rule' });
    expect(http.ruleMetadata!.requirements).toContain('164.312(e)(1)');
    expect(http.violatingResources).toEqual([{ constructPath: 'Stack/Careless/Resource', locations: ['Properties'] }]);
  });

  test('failures come before what is unknown, and say so', () => {
    const unknowns = violations.map(v => v.ruleName.endsWith('[unknown]'));
    expect(unknowns).toEqual([...unknowns].sort());
    expect(violations.at(-1)!.description).toMatch(/^Cannot be known before deployment: /);
  });

  test('nothing that the framework asks of some buckets only', () => {
    expect(violations.map(v => v.ruleName).filter(r => /replicated|lifecycle-limits|bucket-key/.test(r))).toEqual([]);
  });
});

describe('what it sees', () => {
  // CDK complains of the stacks that stay empty here.
  beforeEach(() => void jest.spyOn(console, 'error').mockImplementation());

  test.each<[string, (stack: Stack) => void, (found: string[]) => void]>([
    ['a property override that breaks', (s) => {
      (hipaaBucket(s).node.defaultChild as s3.CfnBucket).addPropertyOverride('OwnershipControls.Rules.0.ObjectOwnership', 'ObjectWriter');
    }, f => expect(f).toContain('acls-disabled Stack/Records/Resource')],
    ['a property override that mends', (s) => {
      (new s3.Bucket(s, 'B').node.defaultChild as s3.CfnBucket).addPropertyOverride('VersioningConfiguration.Status', 'Enabled');
    }, f => expect(f).not.toContain('versioning-enabled Stack/B/Resource')],
    ['an L1 bucket', (s) => { new s3.CfnBucket(s, 'Raw'); }, f => expect(f).toContain('versioning-enabled Stack/Raw')],
    ['a policy in another stack', (s) => {
      const bucket = new s3.Bucket(s, 'B');
      new s3.CfnBucketPolicy(new Stack(s.node.root as App, 'Other'), 'Policy', {
        bucket: bucket.bucketName,
        policyDocument: new iam.PolicyDocument({
          statements: [new iam.PolicyStatement({
            effect: iam.Effect.DENY,
            principals: [new iam.AnyPrincipal()],
            actions: ['s3:*'],
            resources: [bucket.bucketArn, bucket.arnForObjects('*')],
            conditions: { Bool: { 'aws:SecureTransport': 'false' } },
          })],
        }),
      });
    }, f => expect(f).not.toContain('http-refused Stack/B/Resource')],
    ['a bucket in a nested stack', (s) => { new s3.Bucket(new NestedStack(s, 'Nested'), 'B'); }, f => expect(f).toContain('http-refused Stack/Nested/B/Resource')],
    ['a bucket in a stage', (s) => { new s3.Bucket(new Stack(new Stage(s.node.root as App, 'Prod'), 'S'), 'B'); }, f => expect(f).toContain('http-refused Prod/S/B/Resource')],
    ['a parameter without a default', (s) => {
      const status = new CfnParameter(s, 'Status').valueAsString;
      new s3.CfnBucket(s, 'Raw', { versioningConfiguration: { status } });
    }, f => expect(f).toContain('versioning-enabled[unknown] Stack/Raw')],
    ['an imported bucket, which is nobody\'s to judge here', (s) => { s3.Bucket.fromBucketName(s, 'Imported', 'somebody-elses'); }, f => expect(f).toEqual([])],
  ])('%s', (_, build, expected) => {
    const stack = stackOf();
    build(stack);
    const app = stack.node.root as App;
    // References between stacks are made when the app is synthesized.
    messageOf(() => app.synth());
    expected(findings(app));

    // As a plugin the pack reads the templates that were written, which say the same.
    const stacks = app.node.findAll().filter((node): node is Stack => Stack.isStack(node) && !node.nested);
    const stackTemplates = stacks.map(({ node: { path }, templateFile }) =>
      ({ stackConstructPath: path, templatePath: templateFile, accountId: undefined, region: undefined }));
    const { violations } = new HipaaS3Checks(app).validate({ appConstruct: app, templatePaths: [], stackTemplates });
    expect(violations).toEqual(new HipaaS3Checks(app).validateScope(app).violations);
  });
});

test('a failure and an unknown are acknowledged apart, and both stay in the report', () => {
  const stack = stackOf();
  const app = stack.node.root as App;
  const bucket = hipaaBucket(stack, {}, 'Records');
  Validations.of(app).addPlugins(new HipaaS3Checks(app));
  expect(messageOf(() => app.synth())).toContain('HIPAA.S3-data-writes-recorded[unknown]');

  const reason = 'the organization\'s trail records the data events of every bucket';
  for (const rule of ['data-writes-recorded', 'data-reads-recorded']) {
    Validations.of(app).acknowledge({ id: `HIPAA.S3::HIPAA.S3-${rule}[unknown]`, reason });
  }
  const assembly = app.synth({ force: true });
  const { pluginReports: [report] } = JSON.parse(readFileSync(join(assembly.directory, 'validation-report.json'), 'utf8'));
  expect(report.conclusion).toBe('success');
  expect(report.suppressedViolations.map((v: { reason: string }) => v.reason)).toEqual(report.suppressedViolations.map(() => reason));
  expect(report.suppressedViolations.length).toBeGreaterThanOrEqual(2);

  // What is acknowledged as unknown still fails once it is known to be wrong.
  (bucket.node.defaultChild as s3.CfnBucket).addPropertyOverride('ObjectLockConfiguration.Rule.DefaultRetention.Mode', 'NONE');
  expect(messageOf(() => app.synth({ force: true }))).toContain('default-retention');
});
