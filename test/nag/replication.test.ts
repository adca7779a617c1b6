import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { BucketReplication } from '../../src';
import { hipaaBucket } from '../constructs/apps';

const PACKS = [AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks];
const [HERE, THERE] = ['111122223333', '222233334444'];

interface Violation { ruleName: string; reason?: string; violatingConstructs: { constructPath: string }[] }

test('cdk-nag finds nothing in a replication but what the library acknowledges with a reason', () => {
  const app = new App({ analyticsReporting: false });
  const stackIn = (id: string, account: string, region: string) => new Stack(app, id, { env: { account, region } });
  const stack = stackIn('Stack', HERE, 'eu-west-1');
  const source = hipaaBucket(stack);
  const destinations = [
    hipaaBucket(stack, {}, 'Near'),
    hipaaBucket(stackIn('Other', HERE, 'eu-west-1')),
    hipaaBucket(stackIn('Far', HERE, 'eu-central-1'), { bucketName: 'far-copies' }),
    hipaaBucket(stackIn('There', THERE, 'eu-west-1'), { bucketName: 'their-copies' }),
  ];
  destinations.forEach((destination, i) => new BucketReplication(stack, `Replication${i}`, { source, destination }));
  Validations.of(app).addPlugins(...PACKS.map(Pack => new Pack(app)));
  const { pluginReports } = JSON.parse(readFileSync(join(app.synth().directory, 'validation-report.json'), 'utf8'));
  expect(pluginReports.flatMap((r: { violations: Violation[] }) => r.violations)).toEqual([]);
  const answered = pluginReports.flatMap((r: { suppressedViolations?: Violation[] }) => r.suppressedViolations ?? []) as Violation[];
  const ofRole = answered.filter(v => v.violatingConstructs.some(c => c.constructPath.includes('Replication')));
  expect([...new Set(ofRole.map(v => v.ruleName.replace(/\[.*/, '')))]).toEqual(['AwsSolutions-IAM5']);
  for (const violation of ofRole) expect(violation.reason?.length).toBeGreaterThan(40);
});
