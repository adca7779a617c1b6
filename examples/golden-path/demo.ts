import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldenPath } from './app';

interface Report {
  readonly pluginName: string;
  readonly violations: readonly { readonly ruleName: string; readonly violatingConstructs: readonly { readonly constructPath: string }[] }[];
}

/** The same app twice: as it is, and with the lines of the platform team. */
const line = '='.repeat(100);
for (const guarded of [false, true]) {
  console.log(`\n${line}\n${guarded ? '5. the same app with CompliantBucketInjector and Soc2Compliance' : '4. an app with plain s3.Bucket, under Soc2S3Checks'}\n${line}\n`);
  const outdir = join('.demo', guarded ? 'golden-path' : 'plain');
  const print = console.error;
  console.error = () => {}; // The CDK prints each finding in full; here they are counted.
  let failed = '';
  try {
    goldenPath({ guarded }, { outdir }).synth();
  } catch (error) {
    if ((error as Error).name !== 'ValidationFailed') throw error;
    failed = (error as Error).message;
  } finally {
    console.error = print;
  }

  const { pluginReports } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as { pluginReports: readonly Report[] };
  const violations = pluginReports.filter(report => report.pluginName === 'SOC2.S3').flatMap(report => report.violations);
  const paths = [...new Set(violations.flatMap(v => v.violatingConstructs.map(c => c.constructPath)))];
  for (const path of paths) {
    const rules = violations.filter(v => v.violatingConstructs.some(c => c.constructPath === path)).map(v => v.ruleName.replace('SOC2.S3-', ''));
    console.log(`${path}: ${rules.length} findings\n  ${rules.join(', ')}\n`);
  }
  console.log(failed || 'synthesizes clean');
}
