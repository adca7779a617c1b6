import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Packs the library, unpacks it beside its peers, and uses it as a strict TypeScript consumer does. Fails on the first thing that does not work. */
const ROOT = join(__dirname, '..');
const consumer = mkdtempSync(join(tmpdir(), 'consumer-'));
const installed = join(consumer, 'node_modules/cdk-s3-compliance');

const run = (file: string, args: string[], cwd: string): string => execFileSync(file, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'inherit'] });

try {
  mkdirSync(installed, { recursive: true });
  const [{ filename, files, size }] = JSON.parse(run('npm', ['pack', '--json', '--silent', '--pack-destination', consumer], ROOT));
  run('tar', ['-xzf', join(consumer, filename), '--strip-components=1', '-C', installed], consumer);
  for (const peer of ['aws-cdk-lib', 'constructs', 'cdk-nag', '@types', 'undici-types', 'typescript']) {
    symlinkSync(join(ROOT, 'node_modules', peer), join(consumer, 'node_modules', peer));
  }

  const stray = files.map((f: { path: string }) => f.path).filter((path: string) => !/^(?:(?:lib|bin|node_modules)\/|(?:package\.json|README\.md|API\.md|LICENSE|\.jsii)$)/.test(path));
  if (stray.length > 0) throw new Error(`the package holds ${stray.length} files that nobody needs: ${stray.slice(0, 5).join(', ')}`);

  const BUNDLE = 'lib/lambda/scheduled-audit/index.js';
  if (!files.some((f: { path: string }) => f.path === BUNDLE)) throw new Error(`the package lacks ${BUNDLE}, which ScheduledAudit deploys`);

  const { exports } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { exports: Record<string, unknown> };
  const subpaths = Object.keys(exports).filter(path => path.startsWith('./runtime/')).map(path => path.slice(2));

  writeFileSync(join(consumer, 'use.ts'), `
    import { App, Mixins, PropertyInjectors, type Stack, Validations } from 'aws-cdk-lib';
    import {
      BaselineCompliance, ComplianceFramework, CompliantBucket, CompliantBucketInjector, CompliantKeyInjector, EncryptionEnforced, FindingSeverity, HipaaBucket,
      HipaaS3Checks, NetworkPerimeter, PciDssS3Checks, ScheduledAudit, SecureTransport,
    } from 'cdk-s3-compliance';
    import { diff, explain, publicAccess, simulate, validate } from 'cdk-s3-compliance/policy';
    import { decide, parsePolicy, role } from 'cdk-s3-compliance/runtime/policy';
    const app = new App();
    PropertyInjectors.of(app).add(new CompliantBucketInjector({ frameworks: [ComplianceFramework.SOC2] }), new CompliantKeyInjector());
    export const retrofit = (template: Stack) => {
      Mixins.of(app).apply(new BaselineCompliance());
      Mixins.of(template).apply(new SecureTransport(), new EncryptionEnforced());
    };
    Validations.of(app).addPlugins(new PciDssS3Checks(app), new HipaaS3Checks(app, {
      exclude: ['vpc-only'],
      severities: { 'incomplete-uploads-aborted': FindingSeverity.WARNING, 'http-refused': FindingSeverity.FATAL },
    }));
    export const used = [CompliantBucket, HipaaBucket, HipaaS3Checks, NetworkPerimeter, ScheduledAudit, decide, parsePolicy, role, diff, explain, publicAccess, simulate, validate];
  `);
  writeFileSync(join(consumer, 'runtime.ts'), `
    ${subpaths.map((path, i) => `import * as m${i} from 'cdk-s3-compliance/${path}';`).join('\n    ')}
    import { presign, type Presigned } from 'cdk-s3-compliance/runtime/presign';
    import { verify, type Verification } from 'cdk-s3-compliance/runtime/verify';
    export const all = [${subpaths.map((_, i) => `m${i}`).join(', ')}];
    const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
    export const signed: Presigned = presign({ bucket: 'records', key: 'a', region: 'eu-central-1', credentials });
    export const judged: Promise<Verification> = verify({ method: 'GET', url: signed.url }, { region: 'eu-central-1', secretFor: () => 'secret' });
    // @ts-expect-error a key is needed: the types are there, and are no any
    presign({ bucket: 'records', region: 'eu-central-1', credentials });
  `);
  writeFileSync(join(consumer, 'web.ts'), `
    import { presign, type PresignOptions } from 'cdk-s3-compliance/runtime/web/presign';
    import { verify } from 'cdk-s3-compliance/runtime/web/verify';
    export const url = async (options: PresignOptions): Promise<string> => (await presign(options)).url;
    export const fetched = async (request: Request): Promise<Response> => {
      const answer = await verify(request, { region: 'eu-central-1', secretFor: () => undefined });
      return new Response(answer.ok ? answer.path : answer.code);
    };
  `);
  const strict = { strict: true, exactOptionalPropertyTypes: true, target: 'es2022', noEmit: true, types: ['node'] };
  const node16 = { ...strict, module: 'node16' };
  const bundler = { ...strict, module: 'esnext', moduleResolution: 'bundler' };
  const compile = (compilerOptions: object, file: string) => {
    writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }));
    run('node', [join(ROOT, 'node_modules/typescript/bin/tsc')], consumer);
  };
  compile({ ...node16, exactOptionalPropertyTypes: false, skipLibCheck: true }, 'use.ts');
  compile(node16, 'runtime.ts');
  compile(bundler, 'runtime.ts');
  // A page or an edge worker has the types of the web, and none of Node.
  compile({ ...bundler, types: [], lib: ['es2022', 'dom', 'dom.iterable'] }, 'web.ts');

  const loaded = run('node', ['-e', `
    require('cdk-s3-compliance/runtime/policy');
    const own = Object.keys(require.cache).filter(f => !f.includes('/lib/policy/') && !f.includes('/lib/runtime/'));
    if (own.length > 0) throw new Error('runtime/policy loads ' + own.join(', '));
    require.resolve('cdk-s3-compliance/package.json'); require.resolve('cdk-s3-compliance/.jsii'); require('cdk-s3-compliance');
    process.stdout.write('ok');
  `], consumer);

  // Through the exports of the package, by require and by import; the files beside them stay inside.
  const use = (get: (path: string) => string) => `(async () => {
    const { presign } = ${get('presign')}, { verify } = ${get('verify')}, web = { ...${get('web/presign')}, ...${get('web/verify')} };
    const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
    const asked = { bucket: 'records', key: 'a/../b', region: 'eu-central-1', credentials, at: new Date() };
    const { url } = presign(asked);
    const options = { region: 'eu-central-1', secretFor: () => 'secret' };
    if (url !== (await web.presign(asked)).url) throw new Error('Node and the web make different URLs');
    for (const judge of [verify, web.verify]) {
      const answers = [await judge({ method: 'GET', url }, options), await judge({ method: 'PUT', url }, options)].map(({ ok }) => ok);
      if (answers.join() !== 'true,false') throw new Error('a URL is judged ' + answers);
    }
    const inner = await import('cdk-s3-compliance/runtime/parts/refused').then(() => 'reached', error => error.code);
    if (inner !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') throw new Error('a file that is not public is ' + inner);
    process.stdout.write('ok');
  })()`;
  writeFileSync(join(consumer, 'use.cjs'), use(path => `require('cdk-s3-compliance/runtime/${path}')`));
  writeFileSync(join(consumer, 'use.mjs'), use(path => `await import('cdk-s3-compliance/runtime/${path}')`));
  const [required, imported] = ['use.cjs', 'use.mjs'].map(file => run('node', [file], consumer));
  // What needs the SDK says so where it is not there; what does not works without it.
  writeFileSync(join(consumer, 'sdk.cjs'), `(async () => {
    const { audit } = require('cdk-s3-compliance/runtime/audit'), { awsPort } = require('cdk-s3-compliance/runtime/aws-sdk');
    const said = await awsPort({ region: 'eu-central-1' }).then(() => 'a port', error => error.message);
    if (!said.includes('npm install @aws-sdk/client-s3')) throw new Error('without the SDK, awsPort says: ' + said);
    const { reports } = await audit({ targets: [{ account: '111122223333', port: {}, buckets: ['records'] }] });
    if (reports[0].buckets[0].outcomes.pass > 0) throw new Error('a port that answers nothing lets a control pass');
    const { App, Stack } = require('aws-cdk-lib'), { ScheduledAudit } = require('cdk-s3-compliance');
    const app = new App();
    new ScheduledAudit(new Stack(app, 'S'), 'Audit', {});
    app.synth();
    process.stdout.write('ok');
  })()`);
  const audited = run('node', ['sdk.cjs'], consumer);
  const replayed = spawnSync('node', [join(installed, 'bin/cdk-s3-compliance'), 'audit', '--replay', join(ROOT, 'examples/live-buckets/answers.jsonl')], { cwd: consumer, encoding: 'utf8' });
  if (replayed.status !== 1 || !replayed.stdout.includes('hipaa-records')) throw new Error(`audit --replay ends with ${replayed.status}: ${replayed.stderr}`);
  const version = run('node', [join(installed, 'bin/cdk-s3-compliance'), '--version'], consumer).trim();
  console.log(`package of ${Math.round(size / 1024)} KiB, ${files.length} files: imports ${loaded}, types ok, `
    + `${subpaths.length} subpaths of runtime ${required} by require and ${imported} by import, audits without the SDK ${audited}, command line ${version}`);
} finally {
  rmSync(consumer, { recursive: true, force: true });
}
