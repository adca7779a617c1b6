import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, type Stack, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { messageOf, stackOf } from './apps';
import { BUNDLE, bundleAudit } from './audit-bundle';
import { scheduledAudit } from '../../examples/scheduled-audit/app';
import { ComplianceFramework, ScheduledAudit, type ScheduledAuditProps } from '../../src';
import { auditCode } from '../../src/constructs/scheduled-audit-code';
import { auditPolicy, CALLS } from '../../src/posture/live';

const PACKS = [AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks];

interface Violation { ruleName: string; reason?: string; description?: string; violatingConstructs: { constructPath: string }[] }
interface Statement { Sid?: string; Effect: string; Action: string | string[]; Resource: unknown }

// Before the stacks below are made.
bundleAudit();

/** The code of the function changes with every file behind it, and what it may read is compared elsewhere. */
function steady(template: object): object {
  const copy = JSON.parse(JSON.stringify(template).replace(/"[0-9a-f]{64}\.zip"/g, '"code.zip"')) as { Resources: Record<string, { Properties: Record<string, unknown> }> };
  const reading = Object.keys(copy.Resources).find(id => id.startsWith('AuditReading'))!;
  copy.Resources[reading].Properties.PolicyDocument = 'auditPolicy(...)';
  return copy;
}

const auditIn = (stack: Stack, props?: ScheduledAuditProps) => new ScheduledAudit(stack, 'Audit', props);

describe('the example', () => {
  let template: Template;
  let reports: { pluginName: string; violations: Violation[]; suppressedViolations?: Violation[] }[];

  beforeAll(() => {
    const app = scheduledAudit({ analyticsReporting: false });
    Validations.of(app).addPlugins(...PACKS.map(Pack => new Pack(app)));
    let message = '';
    const printed = jest.spyOn(console, 'error').mockImplementation();
    try {
      app.synth();
    } catch (error) {
      message = (error as Error).message;
    }
    printed.mockRestore();
    template = Template.fromJSON(JSON.parse(readFileSync(join(app.outdir, 'Audit.template.json'), 'utf8')));
    reports = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')).pluginReports;
    expect(message).toBe('');
  });

  test('the template, whole', () => {
    expect(steady(template.toJSON())).toMatchSnapshot();
  });

  test('cdk-nag and our own pack find nothing but what is acknowledged with a reason', () => {
    expect(reports.flatMap(r => r.violations.map(v => `${v.ruleName} ${v.violatingConstructs.map(c => c.constructPath).join(', ')}: ${v.description}`))).toEqual([]);
    const answered = reports.flatMap(r => r.suppressedViolations ?? []).filter(v => v.violatingConstructs.some(c => c.constructPath.startsWith('Audit/Audit/')));
    expect([...new Set(answered.map(v => v.ruleName.replace(/\[.*/, '').replace(/^(HIPAA|NIST|PCI)[^-]*-/, '')))].sort()).toEqual(['AwsSolutions-IAM5', 'AwsSolutions-L1', 'IAMNoInlinePolicy', 'LambdaInsideVPC']);
    for (const { reason } of answered) expect(reason?.length).toBeGreaterThan(40);
  });

  test('the function may read configurations, send findings, write reports and invoke itself, no more', () => {
    const policies = [...Object.values(template.findResources('AWS::IAM::Policy')), ...Object.values(template.findResources('AWS::IAM::ManagedPolicy'))];
    const ofFunction = policies.filter(({ Properties }) => JSON.stringify(Properties.Roles).includes('AuditRole'));
    const statements = ofFunction.flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[]);
    const actions = statements.flatMap(({ Action }) => Action);
    const reading = Object.values(CALLS).filter(call => call.on !== 'object').flatMap(call => call.permissions as readonly string[]).filter(action => action !== 's3:ListBucket');
    expect([...new Set(actions)].sort()).toEqual([...new Set([
      ...reading,
      'kms:Decrypt', 'kms:GenerateDataKey', 'lambda:InvokeFunction', 'logs:CreateLogStream', 'logs:PutLogEvents', 's3:GetObject', 's3:ListBucket',
      's3:PutObject', 'securityhub:BatchImportFindings', 'sqs:SendMessage',
    ])].sort());
    const wide = statements.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
    const { Statement: all } = auditPolicy({ account: '111122223333' }) as { Statement: Statement[] };
    expect(wide.sort()).toEqual(all.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action).sort());
    expect(JSON.stringify(statements.find(({ Action }) => [Action].flat().includes('securityhub:BatchImportFindings'))!.Resource)).toMatch(/:product\/.*\/default/);
    expect(statements.every(({ Effect }) => Effect === 'Allow')).toBe(true);
  });
});

describe('by itself', () => {
  const stack = stackOf();
  const audit = auditIn(stack);
  const template = Template.fromStack(stack);

  test('it runs every day at 03:00 UTC, and what cannot be started is not lost', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(0 3 * * ? *)',
      ScheduleExpressionTimezone: 'Etc/UTC',
      Target: { DeadLetterConfig: { Arn: Match.anyValue() }, RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 10 }, Input: '{}' },
    });
  });

  test('the function has the code, one run at a time, and the same queue for what fails', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Timeout: 900,
      MemorySize: 1769,
      ReservedConcurrentExecutions: 1,
      DeadLetterConfig: { TargetArn: Match.anyValue() },
      Environment: { Variables: { FRAMEWORKS: 'baseline', CONCURRENCY: '16', HAND_OVERS: '12', SECURITY_HUB: 'on', REPORT_BUCKET: Match.absent() } },
    });
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 21600 });
  });

  test('log lines are kept for a year, the queue is encrypted, and two alarms watch', () => {
    template.hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 365 }, DeletionPolicy: 'Retain' });
    template.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true });
    template.resourceCountIs('AWS::CloudWatch::Alarm', 2);
    expect(audit.alarms.length).toBe(2);
  });
});

const EXCEPTION = { control: 'vpc-only', reason: 'serves a web site', owner: 'Web team', expires: '2099-01-01' };

test('without Security Hub nothing may send findings, and named buckets go with each event', () => {
  const stack = stackOf();
  const reportBucket = s3.Bucket.fromBucketAttributes(stack, 'Reports', {
    bucketName: 'reports', encryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:111122223333:key/1234'),
  });
  auditIn(stack, { securityHub: false, reportBucket, reportPrefix: 'audits', buckets: ['one', 'two'], exceptions: { one: [EXCEPTION] }, maxHandOvers: 3 });
  const template = Template.fromStack(stack);
  expect(JSON.stringify(template.toJSON())).not.toContain('securityhub:');
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { SECURITY_HUB: 'off', REPORT_PREFIX: 'audits/', REPORT_BUCKET: 'reports', REPORT_ENCRYPTION: 'aws:kms', HAND_OVERS: '3' } },
  });
  template.hasResourceProperties('AWS::Scheduler::Schedule', { Target: { Input: JSON.stringify({ buckets: ['one', 'two'], exceptions: { one: [EXCEPTION] } }) } });
});

const BUCKET = () => s3.Bucket.fromBucketName(stackOf(), 'Reports', 'reports');

test.each<[string, () => ScheduledAuditProps, string]>([
  ['no frameworks', () => ({ frameworks: [] }), "'frameworks' is empty; name one, such as ComplianceFramework.BASELINE"],
  ['a framework that is none', () => ({ frameworks: ['nist' as ComplianceFramework] }), "there is no framework 'nist'; pass members of ComplianceFramework"],
  ['no buckets', () => ({ buckets: [] }), "'buckets' is empty; leave it out for every bucket of the account"],
  ['many buckets', () => ({ buckets: Array<string>(1001).fill('b') }), "'buckets' names 1001, and at most 1000 fit; leave it out for every bucket of the account"],
  ['an exception that is over', () => ({ exceptions: { one: [{ ...EXCEPTION, expires: '2020-01-01' }] } }),
    'one: the exception from "vpc-only" expired on 2020-01-01; meet the control, or have the exception renewed by its owner'],
  ['nobody told', () => ({ securityHub: false }), "nobody would see what is found; pass a 'reportBucket', or leave 'securityHub' on"],
  ['a prefix for nothing', () => ({ reportPrefix: 'a/' }), "'reportPrefix' needs a 'reportBucket'; pass one"],
  ['a prefix with a wildcard', () => ({ reportBucket: BUCKET(), reportPrefix: '*' }), "'reportPrefix' must be letters, digits and / _ . -, got '*'; pass one such as 's3-audit/'"],
  ['much at once', () => ({ concurrency: 101 }), "'concurrency' must be a whole number from 1 to 100, got 101; leave it out for the default"],
  ['an endless chain', () => ({ maxHandOvers: 15 }), "'maxHandOvers' must be a whole number from 0 to 14, got 15; leave it out for the default"],
  ['little memory', () => ({ memorySize: 128 }), "'memorySize' must be a whole number from 512 to 10240 MiB, got 128; leave it out for the default"],
  ['little time', () => ({ timeout: Duration.minutes(1) }), "'timeout' must be a whole number from 180 to 900 seconds, got 60; leave it out for the default"],
])('%s is refused', (_, props, message) => {
  expect(messageOf(() => auditIn(stackOf(), props()))).toBe(`Stack/Audit: ${message}`);
});

test('a package without the code says so', () => {
  expect(messageOf(() => auditCode('Stack/Audit', '/nowhere'))).toBe('Stack/Audit: the code of the function is not in /nowhere; install the package again, or compile it');
});

test('the code is one file that loads without the SDK, and reaches neither the CDK nor the command line', () => {
  const code = readFileSync(BUNDLE, 'utf8');
  const required = new Set([...code.matchAll(/\b(?:require|import)\("([^"]+)"\)/g)].map(m => m[1]));
  expect([...required].filter(name => !name.startsWith('node:') && !name.startsWith('@aws-sdk/'))).toEqual([]);
});
