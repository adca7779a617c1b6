import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { records } from './app';

/** Synthesizes the example with the pack on, then shows the report of the command line on what was synthesized. */
const ROOT = join(__dirname, '../..');
const OUT = join(ROOT, '.demo/cdk.out');

const title = (text: string) => console.log(`\n${'='.repeat(100)}\n${text}\n${'='.repeat(100)}`);

rmSync(OUT, { recursive: true, force: true });

title('1. cdk synth, with the pack HipaaS3Checks on: the careless bucket stops it');
try {
  // The CDK command line asks for path metadata by itself.
  records({ outdir: OUT, context: { 'aws:cdk:enable-path-metadata': true } }).synth();
  throw new Error('the pack let the careless bucket through');
} catch (error) {
  if ((error as Error).name !== 'ValidationFailed') throw error;
  console.log(`\n${(error as Error).message}`);
}

title('2. cdk-s3-compliance check .demo/cdk.out --framework hipaa');
const { status } = spawnSync('node', [join(ROOT, 'bin/cdk-s3-compliance'), 'check', '.demo/cdk.out', '--framework', 'hipaa'], { cwd: ROOT, stdio: 'inherit' });

// The careless bucket must fail: anything else is a defect of the demo.
process.exitCode = status === 1 ? 0 : 1;
