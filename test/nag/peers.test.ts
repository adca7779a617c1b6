import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, Validations } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { AccessLogBucket } from '../../src';
import { hipaaBucket, stackOf } from '../constructs/apps';

const PACKS = [AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks];

interface Violation { ruleName: string; reason?: string; violatingConstructs: { constructPath: string }[] }

/** cdk-nag's own packs over a stack of HipaaBuckets: what is left, and what this library answers itself. */
test('cdk-nag finds nothing but what the library acknowledges with a reason', () => {
  const stack = stackOf({ env: { account: '111122223333', region: 'us-east-1' } });
  hipaaBucket(stack, {}, 'One');
  hipaaBucket(stack, { accessLogBucket: new AccessLogBucket(stack, 'Logs') }, 'Two');
  const app = stack.node.root as App;
  Validations.of(app).addPlugins(...PACKS.map(Pack => new Pack(app)));
  const { pluginReports } = JSON.parse(readFileSync(join(app.synth().directory, 'validation-report.json'), 'utf8'));

  expect(pluginReports.flatMap((r: { violations: Violation[] }) => r.violations)).toEqual([]);

  const answered = pluginReports.flatMap((r: { suppressedViolations?: Violation[] }) => r.suppressedViolations ?? []) as Violation[];
  const rows = answered.map(v => `${v.ruleName.replace(/^.*-/, '')} ${v.violatingConstructs.map(c => c.constructPath).join()}`);
  expect([...new Set(rows)].sort()).toEqual([
    'S3BucketDefaultLockEnabled Stack/Logs/Resource',
    'S3BucketDefaultLockEnabled Stack/One/AccessLogs/Resource',
    'S3BucketReplicationEnabled Stack/Logs/Resource',
    'S3BucketReplicationEnabled Stack/One/AccessLogs/Resource',
    'S3BucketReplicationEnabled Stack/One/Resource',
    'S3BucketReplicationEnabled Stack/Two/Resource',
    'S3DefaultEncryptionKMS Stack/Logs/Resource',
    'S3DefaultEncryptionKMS Stack/One/AccessLogs/Resource',
  ]);
  for (const violation of answered) expect(violation.reason?.length).toBeGreaterThan(40);
});

test('the packs do look: each finds a plain bucket', () => {
  const stack = stackOf();
  new s3.Bucket(stack, 'Plain');
  for (const Pack of PACKS) expect(new Pack(stack).validateScope(stack).violations).not.toEqual([]);
});
