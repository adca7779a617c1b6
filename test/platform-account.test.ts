import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleInline } from './constructs/account/bundles';
import { judge, NAG } from './constructs/guarded-app';
import { platformAccount } from '../examples/platform-account/app';
import { evaluate } from '../src/evidence';
import { frameworkById } from '../src/frameworks';
import { observeTemplates, readTemplates } from '../src/posture/cloudformation';

// Before the stacks below are made.
bundleInline();

const STACKS = ['Platform', 'Health', 'Payments'];

interface Template {
  readonly Resources: Record<string, { readonly Type: string; readonly Properties?: { readonly Code?: { ZipFile?: string } } }>;
}

describe('platform-account', () => {
  const app = platformAccount({ analyticsReporting: false });
  const outcome = judge(app, NAG);
  const template = (name: string): Template => JSON.parse(readFileSync(join(app.outdir, `${name}.template.json`), 'utf8')) as Template;
  const templates = STACKS.map(name => ({ name, body: template(name) as unknown as Record<string, unknown>, account: '111122223333', region: 'eu-central-1' }));

  test('cdk-nag and our pack find nothing but what is answered', () => {
    expect([outcome.message, outcome.found, outcome.curt]).toEqual(['', [], []]);
  });

  test.each(STACKS)('the template of %s, whole', (name) => {
    const body = template(name);
    // The code of the functions changes with every file behind it.
    for (const { Properties } of Object.values(body.Resources)) if (Properties?.Code?.ZipFile) Properties.Code.ZipFile = 'the code';
    expect(body).toMatchSnapshot();
  });

  test.each([['Health', 'hipaa'], ['Payments', 'pci-dss-4-0-1']])('the bucket of %s fails nothing of %s, and nothing of it is unknown', (name, framework) => {
    const { buckets } = evaluate(readTemplates(templates), frameworkById(framework), { templates });
    const findings = buckets.filter(bucket => bucket.template === name).flatMap(bucket => bucket.findings);
    expect(findings.filter(({ outcome: found }) => found === 'fail' || found === 'unknown').map(({ check }) => check)).toEqual([]);
    expect(findings.find(({ check }) => check === 'data-reads-recorded')!.outcome).toBe('pass');
  });

  test('what people attest of the account is seen in the templates', () => {
    expect([...new Set(observeTemplates(templates).map(({ check }) => check))].sort()).toEqual([
      'access-analyzer-external-access', 'aws-config-recording', 'block-public-access-account', 'bucket-policy-change-monitoring',
      'cloudtrail-log-encryption', 'cloudtrail-log-file-validation', 'cloudtrail-multi-region-management-events', 'cloudwatch-4xx-5xx-alarms',
      'guardduty-s3-protection', 'macie-enabled', 'storage-quota-alarms', 'vpc-endpoint-for-s3',
    ]);
  });
});

test('a hundred buckets are within what CloudFormation takes of one stack, and would not be with indentation', () => {
  const app = platformAccount({ analyticsReporting: false }, { many: 100 });
  app.synth({ skipValidation: true });
  const text = readFileSync(join(app.outdir, 'Many.template.json'), 'utf8');
  const body = JSON.parse(text) as Template;
  expect(Object.values(body.Resources).filter(({ Type }) => Type === 'AWS::S3::Bucket')).toHaveLength(100);
  expect(Object.keys(body.Resources).length).toBeLessThan(500);
  expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
  expect(Buffer.byteLength(JSON.stringify(body, undefined, 1))).toBeGreaterThan(1024 * 1024);
});
