import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { messageOf } from './constructs/apps';
import { fourFrameworks } from '../examples/four-frameworks/app';
import { goldenPath } from '../examples/golden-path/app';
import { records, RecordsStack } from '../examples/hipaa-records/app';
import { evaluate } from '../src/evidence';
import { frameworkById } from '../src/frameworks';
import { readTemplates } from '../src/posture/cloudformation';

describe('hipaa-records', () => {
  test('the pack stops the careless bucket; of the HipaaBucket only the trail is asked for', () => {
    const findings = messageOf(() => records().synth()).split('\n\n').filter(text => text.includes('HIPAA.S3'));
    const careless = findings.filter(text => text.includes('Records/Careless/Resource'));
    const rest = findings.filter(text => !careless.includes(text));
    expect(careless.filter(text => !text.includes('[unknown]')).length).toBe(15);
    expect(rest.length).toBeGreaterThan(0);
    for (const text of rest) expect(text).toMatch(/HIPAA\.S3-data-(reads|writes)-recorded\[unknown\]/);
  });

  test('the template, whole', () => {
    expect(Template.fromStack(new RecordsStack(new App(), 'Records')).toJSON()).toMatchSnapshot();
  });
});

describe('four-frameworks', () => {
  const app = fourFrameworks({ analyticsReporting: false });
  const template = (id: string) => Template.fromStack(app.node.findChild(id) as Stack).toJSON();

  test.each(['Health', 'Payments', 'Customers', 'Service', 'Claims', 'Profiles'])('the template of %s, whole', (id) => {
    expect(template(id)).toMatchSnapshot();
  });

  test.each([
    ['Health', 'hipaa'], ['Payments', 'pci-dss-4-0-1'], ['Customers', 'gdpr'], ['Service', 'soc2'],
    ['Claims', 'hipaa'], ['Claims', 'pci-dss-4-0-1'], ['Profiles', 'gdpr'], ['Profiles', 'soc2'],
  ])('%s fails nothing of %s, and only its account decides what is left', (id, framework) => {
    const templates = [{ name: id, body: template(id), region: 'eu-central-1' }];
    const { buckets } = evaluate(readTemplates(templates), frameworkById(framework), { templates });
    expect(buckets.length).toBe(2);
    const found = (outcome: string) => buckets.flatMap(bucket => bucket.findings.filter(f => f.outcome === outcome).map(f => f.check));
    expect(found('fail')).toEqual([]);
    expect([...new Set(found('unknown'))].sort()).toEqual(['data-reads-recorded', 'data-writes-recorded']);
  });
});

describe('golden-path', () => {
  const app = (guarded: boolean) => goldenPath({ guarded }, { analyticsReporting: false });
  /** The templates as they are written, with or without findings. */
  const templates = ({ outdir }: App) => ['Storage', 'Analysis'].map(name => JSON.parse(readFileSync(join(outdir, `${name}.template.json`), 'utf8')) as object);
  const findings = (message: string) => [...message.matchAll(/^ {3}(\S+) aws-cdk-lib\S*$|Acknowledge with '([^']+)'/gm)].map(m => m[1] ?? m[2]);

  test('without the platform team\'s lines synthesis fails, with these findings', () => {
    const bare = app(false);
    const found = findings(messageOf(() => bare.synth()));
    expect(found.flatMap((path, n) => n % 2 === 0 ? [`${path} ${found[n + 1]}`] : []).sort()).toMatchSnapshot();
    expect(templates(bare)).toMatchSnapshot();
  });

  test('with them it is clean', () => {
    const guarded = app(true);
    expect(messageOf(() => guarded.synth())).toBe('');
    expect(templates(guarded)).toMatchSnapshot();
  });
});
