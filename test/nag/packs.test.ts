import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type IPolicyValidationPlugin, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { HIPAASecurityChecks, NagPack } from 'cdk-nag';
import { Construct } from 'constructs';
import { BaselineS3Checks, FindingSeverity, GdprS3Checks, HipaaS3Checks, PciDssS3Checks, type S3ChecksProps, Soc2S3Checks } from '../../src';
import { httpRefused } from '../../src/controls';
import { toBaseline } from '../../src/evidence';
import { evaluate } from '../../src/evidence/evaluate';
import { BASELINE } from '../../src/frameworks';
import { readTemplates } from '../../src/posture/cloudformation';
import { messageOf, stackOf } from '../constructs/apps';

interface Report {
  readonly pluginName: string;
  readonly violations: readonly { readonly ruleName: string; readonly violatingConstructs: readonly { readonly constructPath: string }[] }[];
}

const PACKS = [BaselineS3Checks, HipaaS3Checks, PciDssS3Checks, GdprS3Checks, Soc2S3Checks];
const folder = mkdtempSync(join(tmpdir(), 'packs-'));

function plain(build: (bucket: s3.CfnBucket) => void = () => {}): Stack {
  const stack = stackOf(undefined, { context: { 'aws:cdk:enable-path-metadata': true } });
  build(new s3.Bucket(stack, 'Careless').node.defaultChild as s3.CfnBucket);
  return stack;
}

function judged(stack: Stack, props?: S3ChecksProps) {
  const report = new BaselineS3Checks(stack, props).validateScope(stack);
  const of = (name: string) => report.violations.filter(v => v.ruleName.startsWith(`Baseline.S3-${name}`)).map(v => [v.ruleName.replace('Baseline.S3-', ''), v.severity]);
  return { ...report, of };
}

/** What synthesis with some plugins says, and what stands in its report. */
function synthesized(app: App, ...plugins: IPolicyValidationPlugin[]) {
  const printed = jest.spyOn(console, 'error').mockImplementation();
  Validations.of(app).addPlugins(...plugins);
  const message = messageOf(() => app.synth());
  printed.mockRestore();
  const { pluginReports } = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
  return { message, reports: pluginReports as Report[] };
}

describe('five packs', () => {
  test.each(PACKS.map(Pack => [Pack.name, Pack] as const))('%s finds a plain bucket', (_, Pack) => {
    const stack = plain();
    const pack = new Pack(stack);
    expect(pack).toBeInstanceOf(NagPack);
    const { success, violations, metadata } = pack.validateScope(stack);
    expect(success).toBe(false);
    expect(violations.map(v => v.ruleName)).toContain(`${pack.name}-http-refused`);
    expect(violations.every(v => v.fix && v.ruleMetadata?.requirements)).toBe(true);
    expect(metadata?.edition).toBe(violations[0].ruleMetadata?.edition);
  });

  test('in one app beside cdk-nag\'s own: each reports, and a bucket is judged once for all', () => {
    const app = plain().node.root as App;
    const asked = jest.spyOn(httpRefused as { test: typeof httpRefused.test }, 'test');
    const { reports } = synthesized(app, ...PACKS.map(Pack => new Pack(app)), new HIPAASecurityChecks(app));
    expect(reports.filter(r => r.violations.length > 0).map(r => r.pluginName)).toEqual(
      expect.arrayContaining(['Baseline.S3', 'HIPAA.S3', 'PCI.DSS.S3', 'GDPR.S3', 'SOC2.S3', 'HIPAA.Security']));
    expect(asked).toHaveBeenCalledTimes(1);
    asked.mockRestore();
  });

  test('an app that changed is read again', () => {
    const stack = plain();
    const app = stack.node.root as App;
    const versioning = () => messageOf(() => app.synth({ force: true })).includes('versioning-enabled');
    Validations.of(app).addPlugins(new BaselineS3Checks(app));
    const printed = jest.spyOn(console, 'error').mockImplementation();
    expect(versioning()).toBe(true);
    (stack.node.findChild('Careless').node.defaultChild as s3.CfnBucket).versioningConfiguration = { status: 'Enabled' };
    expect(versioning()).toBe(false);
    printed.mockRestore();
  });

  test('of a stage, those of its stacks only', () => {
    const app = new App({ analyticsReporting: false });
    const prod = new Stage(app, 'Prod');
    new s3.Bucket(new Stack(prod, 'S'), 'Inside');
    new s3.Bucket(new Stack(app, 'S'), 'Outside');
    Validations.of(prod).addPlugins(new BaselineS3Checks(prod));
    const paths = synthesized(app).reports.flatMap(r => r.violations.flatMap(v => v.violatingConstructs.map(c => c.constructPath)));
    expect([...new Set(paths)]).toEqual(['Prod/S/Inside/Resource']);
  });

  test('a stack by another name, below a construct, in a stage of a stage', () => {
    const app = new App({ analyticsReporting: false });
    const inner = new Stage(new Stage(app, 'Outer'), 'Inner', { stageName: 'other' });
    const places = [new Construct(app, 'Group'), inner, app];
    for (const [i, place] of places.entries()) new s3.Bucket(new Stack(place, 'S', { stackName: `another-name-${i}` }), 'B');
    const { reports } = synthesized(app, new BaselineS3Checks(app));
    const paths = reports.flatMap(r => r.violations.flatMap(v => v.violatingConstructs.map(c => c.constructPath)));
    expect([...new Set(paths)].sort()).toEqual(['Group/S/B/Resource', 'Outer/Inner/S/B/Resource', 'S/B/Resource']);
  });

  test.each([
    ['CloudFormation', { Resources: { Data: { Type: 'AWS::S3::Bucket' } } }],
    ['SAM', {
      Transform: 'AWS::Serverless-2016-10-31',
      Globals: { Function: { Timeout: 3 } },
      Resources: {
        Data: { Type: 'AWS::S3::Bucket' },
        Reader: { Type: 'AWS::Serverless::Function', Properties: { Handler: 'a.b', Runtime: 'nodejs20.x', InlineCode: 'x', Events: { New: { Type: 'S3', Properties: { Bucket: { Ref: 'Data' }, Events: 's3:ObjectCreated:*' } } } } },
      },
    }],
  ])('a bucket of an included %s template', (name, template) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(template));
    const stack = stackOf();
    new CfnInclude(stack, 'Included', { templateFile: file });
    const found = new BaselineS3Checks(stack).validateScope(stack).violations;
    expect(found.filter(v => v.ruleName.startsWith('Baseline.S3-versioning-enabled')).flatMap(v => v.violatingResources.map(r => r.constructPath))).toEqual(['Stack/Included/Data']);
  });
});

describe('options', () => {
  test('a control that is excluded is not judged, and the report says so', () => {
    const { of, metadata } = judged(plain(), { exclude: ['http-refused', 'old-tls-refused'] });
    expect(of('http-refused')).toEqual([]);
    expect(metadata).toMatchObject({ excluded: 'http-refused, old-tls-refused' });
  });

  test.each<[S3ChecksProps, string]>([
    [{ exclude: ['http-refussed'] }, "Baseline.S3: 'exclude' names 'http-refussed', which is no control that the framework asks of every bucket; use one of "],
    [{ severities: { toString: FindingSeverity.INFO } }, "Baseline.S3: 'severities' names 'toString'"],
    [{ severities: { 'http-refused': 'low' as FindingSeverity } }, "Baseline.S3: 'severities['http-refused']' is \"low\"; pass one of info, warning, error, fatal"],
    [{ unknownSeverity: 'none' as FindingSeverity }, "'unknownSeverity' is \"none\""],
    [{ baselineFile: join(folder, 'absent.json') }, 'cannot be read (ENOENT); write it with \'cdk-s3-compliance baseline cdk.out --output'],
  ])('%j is refused', (props, message) => {
    expect(() => new BaselineS3Checks(undefined, props)).toThrow(message);
  });

  test('severities are lowered and raised; warnings alone let the synthesis pass', () => {
    const all = judged(plain());
    const lowered = Object.fromEntries(all.violations.map(v => [v.ruleName.replace('Baseline.S3-', '').replace('[unknown]', ''), FindingSeverity.WARNING]));
    const { success, violations } = judged(plain(), { severities: lowered });
    expect([success, new Set(violations.map(v => v.severity))]).toEqual([true, new Set(['warning'])]);
    expect(all.of('http-refused')).toEqual([['http-refused', 'error']]);
    expect(judged(plain(), { severities: { 'http-refused': FindingSeverity.INFO } }).of('http-refused')).toEqual([['http-refused', 'info']]);
  });

  test('what is unknown has a severity of its own', () => {
    const parameter = (bucket: s3.CfnBucket) => bucket.addPropertyOverride('VersioningConfiguration.Status', { Ref: 'Nowhere' });
    expect(judged(plain(parameter)).of('versioning')).toEqual([['versioning-enabled[unknown]', 'error']]);
    expect(judged(plain(parameter), { unknownSeverity: FindingSeverity.INFO }).of('versioning')).toEqual([['versioning-enabled[unknown]', 'info']]);
    // A failure that nobody may waive can still be unknown, and that somebody may answer.
    expect(judged(plain(parameter), { severities: { 'versioning-enabled': FindingSeverity.FATAL } }).of('versioning')).toEqual([['versioning-enabled[unknown]', 'error']]);
  });

  test('what is fatal is waived by nothing: no exception, no acknowledgement in either form, no baseline file', () => {
    const fatal = { severities: { 'http-refused': FindingSeverity.FATAL } };
    const stack = plain(bucket => bucket.addMetadata('cdk-s3-compliance', {
      exceptions: ['http-refused', 'versioning-enabled'].map(control => ({ control, reason: 'a test', owner: 'Jane Roe', expires: '9999-12-31' })),
    }));
    const baselineFile = join(folder, 'fatal.json');
    writeFileSync(baselineFile, JSON.stringify({ schema: 'cdk-s3-compliance/baseline/1', findings: [{ bucket: 'Stack/Careless', control: 'http-refused', outcome: 'fail' }] }));
    expect(judged(stack, { ...fatal, baselineFile }).of('versioning')).toEqual([['versioning-enabled[waived]', 'info']]);
    Validations.of(stack).acknowledge({ id: 'Baseline.S3-http-refused', reason: 'no' }, { id: 'Baseline.S3::Baseline.S3-http-refused', reason: 'no' });
    expect(judged(stack, { ...fatal, baselineFile }).of('http')).toEqual([['http-refused', 'fatal']]);
    const app = stack.node.root as App;
    expect(synthesized(app, new BaselineS3Checks(app, { ...fatal, baselineFile })).message).toContain('Baseline.S3-http-refused');
  });
});

describe('a baseline file', () => {
  const stack = plain();
  const app = stack.node.root as App;
  const baselineFile = join(folder, 'known.json');
  // As the command line makes it, of the templates that were written.
  const { directory } = app.synth();
  const templates = [{ name: 'Stack.template.json', body: JSON.parse(readFileSync(join(directory, 'Stack.template.json'), 'utf8')) }];
  writeFileSync(baselineFile, toBaseline([evaluate(readTemplates(templates), BASELINE)]));

  test('what it records is information; synthesis passes', () => {
    const { success, violations } = judged(stack, { baselineFile });
    expect(success).toBe(true);
    expect(violations.length).toBeGreaterThan(5);
    expect(violations.every(v => v.ruleName.endsWith('[known]') && v.severity === 'info' && v.description.startsWith('Known from the baseline file: '))).toBe(true);
  });

  test('another bucket fails', () => {
    new s3.Bucket(stack, 'New');
    const { success, violations } = judged(stack, { baselineFile });
    expect(success).toBe(false);
    const errors = violations.filter(v => v.severity !== 'info').flatMap(v => v.violatingResources.map(r => r.constructPath));
    expect([...new Set(errors)]).toEqual(['Stack/New/Resource']);
  });

  test('what is mended is named, so that the file can shrink', () => {
    (stack.node.findChild('Careless').node.defaultChild as s3.CfnBucket).versioningConfiguration = { status: 'Enabled' };
    expect(judged(stack, { baselineFile }).metadata?.noLongerFound).toBe('versioning-enabled of Stack/Careless');
  });
});
