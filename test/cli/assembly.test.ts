import { buckets, files, shell, workDirectory } from './shell';
import { readInputs } from '../../src/cli/inputs';
import type { Report } from '../../src/evidence';

const cwd = workDirectory();

const stack = (templateFile: string, environment = 'aws://unknown-account/unknown-region') =>
  ({ type: 'aws:cloudformation:stack', environment, properties: { templateFile } });

const judged = (out: string) => (JSON.parse(out) as Report).buckets.map(b => `${b.template}:${b.logicalId}`);

test('an assembly gives every stack, the stacks of its stages, and nested stacks', async () => {
  files(cwd, {
    'cdk.out/manifest.json': {
      version: '48.0.0',
      artifacts: {
        'App': stack('App.template.json', 'aws://123456789012/eu-west-1'),
        'App.assets': { type: 'cdk:asset-manifest', properties: { file: 'App.assets.json' } },
        'assembly-Prod': { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod', displayName: 'Prod' } },
        'Tree': { type: 'cdk:tree', properties: { file: 'tree.json' } },
      },
    },
    'cdk.out/App.template.json': buckets({ Records: {} }),
    'cdk.out/AppNested1A2B.nested.template.json': buckets({ Inner: {} }),
    'cdk.out/App.assets.json': { Resources: 'none' },
    'cdk.out/tree.json': '{',
    'cdk.out/left-over.template.json': buckets({ Stale: {} }),
    'cdk.out/assembly-Prod/manifest.json': { version: '48.0.0', artifacts: { ProdApp: stack('ProdApp.template.json') } },
    'cdk.out/assembly-Prod/ProdApp.template.json': buckets({ Production: {} }),
  });
  const { code, out, err } = await shell(cwd, ['check', 'cdk.out', '--format', 'json']);
  expect([code, err]).toEqual([1, '']);
  expect(judged(out)).toEqual([
    'cdk.out/App.template.json:Records',
    'cdk.out/AppNested1A2B.nested.template.json:Inner',
    'cdk.out/assembly-Prod/ProdApp.template.json:Production',
  ]);
});

test('constructs are named as the assembly notes them, in its manifest or beside it', async () => {
  const noted = (logicalId: string) => [{ type: 'aws:cdk:logicalId', data: logicalId }];
  files(cwd, {
    'paths.out/manifest.json': {
      version: '55.0.0',
      artifacts: {
        One: { ...stack('One.template.json'), additionalMetadataFile: 'One.metadata.json' },
        Two: { ...stack('Two.template.json'), metadata: { '/Two/Data/Resource': noted('Records') } },
      },
    },
    'paths.out/One.metadata.json': { '/One/Data/Resource': noted('Records'), '/One/Nested': [{ type: 'aws:cdk:templateFile', data: 'N.nested.template.json' }], '/One/Nested/Raw': noted('Records') },
    'paths.out/One.template.json': buckets({ Records: {} }),
    'paths.out/Two.template.json': buckets({ Records: {} }),
    'paths.out/N.nested.template.json': buckets({ Records: {} }),
  });
  const { out } = await shell(cwd, ['check', 'paths.out', '--format', 'json']);
  expect((JSON.parse(out) as Report).buckets.map(b => b.constructPath)).toEqual(['One/Nested/Raw', 'One/Data', 'Two/Data']);
});

test('a manifest.json that is no assembly leaves a plain directory', async () => {
  files(cwd, { 'web/manifest.json': { name: 'progressive web app' }, 'web/app.yaml': 'Resources:\n  Site:\n    Type: AWS::S3::Bucket\n' });
  const { out, err } = await shell(cwd, ['check', 'web', '--format', 'json']);
  expect(judged(out)).toEqual(['web/app.yaml:Site']);
  expect(err).toBe("left out 'web/manifest.json': it has no Resources, so it is no template\n");
});

test.each<[artifact: object, sentence: string]>([
  [stack('Gone.template.json'), "cannot read 'bad.out/Gone.template.json': no such file or directory; check the path"],
  [stack('../../etc/passwd'), '\'bad.out/manifest.json\' names "../../etc/passwd" where a file below it is expected; synthesize again'],
  [stack('/etc/passwd'), '\'bad.out/manifest.json\' names "/etc/passwd" where a file below it is expected; synthesize again'],
  [{ ...stack('x.json'), additionalMetadataFile: '../x' }, '\'bad.out/manifest.json\' names "../x" where a file below it is expected; synthesize again'],
  [{ type: 'aws:cloudformation:stack' }, "'bad.out/manifest.json' names no file where a file below it is expected; synthesize again"],
  [{ type: 'cdk:cloud-assembly', properties: { directoryName: '.' } }, '\'bad.out/manifest.json\' names "." where a file below it is expected; synthesize again'],
  [{ type: 'cdk:cloud-assembly', properties: { directoryName: 'empty' } }, "'bad.out/empty' has no manifest.json, but 'bad.out/manifest.json' names it; synthesize again"],
])('a broken assembly exits 2: %j', async (artifact, sentence) => {
  files(cwd, { 'bad.out/manifest.json': { version: '48.0.0', artifacts: { Broken: artifact } }, 'bad.out/empty/x.txt': '' });
  expect(await shell(cwd, ['check', 'bad.out'])).toEqual({ code: 2, out: '', err: `cdk-s3-compliance: ${sentence}\n` });
});

test('a manifest that is no JSON exits 2', async () => {
  files(cwd, { 'torn.out/manifest.json': '{"version": ' });
  const { code, err } = await shell(cwd, ['check', 'torn.out']);
  expect([code, err]).toEqual([2, "cdk-s3-compliance: 'torn.out/manifest.json' is not valid JSON; synthesize again, or pass the templates themselves\n"]);
});

describe('accounts and regions', () => {
  const places = async (name: string) => {
    const io = { stdout: process.stdout, stderr: process.stderr, env: {}, isTTY: false, cwd };
    const { templates } = await readInputs([name], io, { account: '999999999999', region: 'us-east-1' });
    return Object.fromEntries(templates.map(t => [t.name, [t.account, t.region]]));
  };

  test('come from the manifest, and from the command line where the manifest does not say', async () => {
    files(cwd, {
      'two.out/manifest.json': {
        version: '48.0.0', artifacts: { A: stack('A.template.json', 'aws://123456789012/unknown-region'), B: stack('B.template.json', 'aws://123456789012/eu-west-1') },
      },
      'two.out/A.template.json': buckets({}),
      'two.out/B.template.json': buckets({}),
      'two.out/N.nested.template.json': buckets({}),
    });
    expect(await places('two.out')).toEqual({
      'two.out/A.template.json': ['123456789012', 'us-east-1'],
      'two.out/B.template.json': ['123456789012', 'eu-west-1'],
      'two.out/N.nested.template.json': ['123456789012', 'us-east-1'],
    });
  });
});
