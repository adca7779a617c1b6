import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Packs the library, unpacks it beside its peers, and uses it as a strict TypeScript consumer does. Fails on the first thing that does not work. */
const ROOT = join(__dirname, '..');
const consumer = mkdtempSync(join(tmpdir(), 'consumer-'));
const installed = join(consumer, 'node_modules/cdk-s3-compliance');

const run = (file: string, args: string[], cwd: string): string => execFileSync(file, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

try {
  mkdirSync(installed, { recursive: true });
  const [{ filename, files, size }] = JSON.parse(run('npm', ['pack', '--json', '--silent', '--pack-destination', consumer], ROOT));
  run('tar', ['-xzf', join(consumer, filename), '--strip-components=1', '-C', installed], consumer);
  for (const peer of ['aws-cdk-lib', 'constructs', 'cdk-nag', '@types', 'undici-types', 'typescript']) {
    symlinkSync(join(ROOT, 'node_modules', peer), join(consumer, 'node_modules', peer));
  }

  const stray = files.map((f: { path: string }) => f.path).filter((path: string) => /^(src|test|examples|build-tools|docs|projenrc|coverage)\//.test(path));
  if (stray.length > 0) throw new Error(`the package holds files that nobody needs: ${stray.slice(0, 5).join(', ')}`);

  writeFileSync(join(consumer, 'use.ts'), `
    import { CompliantBucket, HipaaBucket, HipaaS3Checks, NetworkPerimeter } from 'cdk-s3-compliance';
    import { decide, parsePolicy, role } from 'cdk-s3-compliance/runtime/policy';
    export const used = [CompliantBucket, HipaaBucket, HipaaS3Checks, NetworkPerimeter, decide, parsePolicy, role];
  `);
  writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify({
    compilerOptions: { strict: true, module: 'node16', target: 'es2022', noEmit: true, types: ['node'], skipLibCheck: true }, files: ['use.ts'],
  }));
  run('node', [join(ROOT, 'node_modules/typescript/bin/tsc')], consumer);

  const loaded = run('node', ['-e', `
    require('cdk-s3-compliance/runtime/policy');
    const own = Object.keys(require.cache).filter(f => !f.includes('/lib/policy/') && !f.includes('/lib/runtime/'));
    if (own.length > 0) throw new Error('runtime/policy loads ' + own.join(', '));
    require.resolve('cdk-s3-compliance/package.json'); require.resolve('cdk-s3-compliance/.jsii'); require('cdk-s3-compliance');
    process.stdout.write('ok');
  `], consumer);
  const version = run('node', [join(installed, 'bin/cdk-s3-compliance'), '--version'], consumer).trim();
  console.log(`package of ${Math.round(size / 1024)} KiB, ${files.length} files: imports ${loaded}, types ok, command line ${version}`);
} finally {
  rmSync(consumer, { recursive: true, force: true });
}
