import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, type CfnResource, type PolicyViolation, Stack, Validations } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { HipaaS3Checks } from '../../src';
import { versioningEnabled } from '../../src/controls';
import { HIPAA } from '../../src/frameworks';
import { controlsOf } from '../../src/frameworks/framework';
import { messageOf, stackOf } from '../constructs/apps';

const EVERY = controlsOf(HIPAA).map(control => control.id);

function waiving(stack: Stack, controls: readonly string[], expires = '9999-12-31'): s3.Bucket {
  const bucket = new s3.Bucket(stack, 'Careless');
  const exceptions = controls.map(control => ({ control, reason: 'rebuilt\nevery night', owner: 'Jane Roe', expires }));
  (bucket.node.defaultChild as CfnResource).addMetadata('cdk-s3-compliance', { exceptions });
  return bucket;
}

const violationsOf = (stack: Stack): readonly PolicyViolation[] => new HipaaS3Checks(stack).validateScope(stack).violations;
const of = (violations: readonly PolicyViolation[], name: string) => violations.filter(v => v.ruleName.startsWith(`HIPAA.S3-${name}`));

test('a waived control is no violation, but the report says who waives it, why and until when', () => {
  const stack = stackOf();
  waiving(stack, ['versioning-enabled']);
  const [found, ...others] = of(violationsOf(stack), 'versioning-enabled');
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    ruleName: 'HIPAA.S3-versioning-enabled[waived]',
    description: `Waived until 9999-12-31 by Jane Roe (rebuilt every night): ${versioningEnabled.statement}`,
    severity: 'info',
    violatingResources: [{ constructPath: 'Stack/Careless/Resource', locations: ['Properties'] }],
    ruleMetadata: { framework: 'HIPAA Security Rule' },
  });
});

test('what is unknown is waived as well', () => {
  const stack = stackOf();
  waiving(stack, ['data-reads-recorded']);
  expect(of(violationsOf(stack), 'data-reads-recorded').map(v => v.ruleName)).toEqual(['HIPAA.S3-data-reads-recorded[waived]']);
});

test('an exception that expired is none', () => {
  const stack = stackOf();
  waiving(stack, ['versioning-enabled'], '2000-01-01');
  expect(of(violationsOf(stack), 'versioning-enabled').map(v => [v.ruleName, v.severity])).toEqual([['HIPAA.S3-versioning-enabled', 'error']]);
});

test('a bucket that waives all lets the synthesis pass; a second run says each waiver once', () => {
  const stack = stackOf();
  waiving(stack, EVERY);
  const pack = new HipaaS3Checks(stack);
  const report = pack.validateScope(stack);
  expect(report.success).toBe(true);
  expect(new Set(report.violations.map(v => v.severity))).toEqual(new Set(['info']));
  expect(pack.validateScope(stack)).toEqual(report);
});

test('waivers are in validation-report.json, as information', () => {
  const stack = stackOf();
  waiving(stack, EVERY);
  const app = stack.node.root as App;
  Validations.of(app).addPlugins(new HipaaS3Checks(app));
  jest.spyOn(console, 'error').mockImplementation();
  const { pluginReports } = JSON.parse(readFileSync(join(app.synth().directory, 'validation-report.json'), 'utf8'));
  const report = pluginReports.find((r: { pluginName: string }) => r.pluginName === 'HIPAA.S3');
  expect(report.conclusion).toBe('success');
  expect(report.violations.length).toBeGreaterThan(5);
  for (const { ruleName, severity, description } of report.violations) {
    expect([ruleName, severity, description]).toEqual([expect.stringMatching(/\[waived\]$/), 'info', expect.stringContaining('Waived until 9999-12-31 by Jane Roe')]);
  }
});

test('one control that is not waived stops the synthesis', () => {
  const stack = stackOf();
  waiving(stack, EVERY.filter(id => id !== 'versioning-enabled'));
  const app = stack.node.root as App;
  Validations.of(app).addPlugins(new HipaaS3Checks(app));
  expect(messageOf(() => app.synth())).toContain('HIPAA.S3-versioning-enabled');
});

test('no control is asked twice about a bucket', () => {
  const stack = stackOf();
  waiving(stack, ['versioning-enabled']);
  const asked = jest.spyOn(versioningEnabled as { test: typeof versioningEnabled.test }, 'test');
  violationsOf(stack);
  expect(asked).toHaveBeenCalledTimes(1);
});
