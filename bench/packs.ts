import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type IPolicyValidationPlugin, Stack, Validations } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { HIPAASecurityChecks } from 'cdk-nag';
import { GdprS3Checks, HipaaS3Checks, PciDssS3Checks, Soc2S3Checks } from 'cdk-s3-compliance';

/** What is measured: plugins that judge one app. Each run is a process of its own, so that memory can be compared. */
const SIDES: Readonly<Record<string, (app: App) => readonly IPolicyValidationPlugin[]>> = {
  'no pack': () => [],
  'cdk-nag HIPAA': app => [new HIPAASecurityChecks(app)],
  'our four': app => [HipaaS3Checks, PciDssS3Checks, GdprS3Checks, Soc2S3Checks].map(Pack => new Pack(app)),
};
const SHAPES = [[250, 1], [1000, 4], [1000, 20]] as const;
const RUNS = 3;

interface Measure {
  /** In the plugins, of one synthesis. */
  readonly ms: number;
  /** The most memory that the process had. */
  readonly mib: number;
  readonly findings: number;
}

/** Plain buckets with one policy each, as the CDK makes them. */
function measure(side: string, buckets: number, stacks: number): Measure {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-packs-'));
  const app = new App({ analyticsReporting: false, outdir });
  for (let s = 0; s < stacks; s++) {
    const stack = new Stack(app, `Stack${s}`);
    for (let b = 0; b < buckets / stacks; b++) new s3.Bucket(stack, `Bucket${b}`, { enforceSSL: true, versioned: true });
  }
  let ms = 0;
  let findings = 0;
  Validations.of(app).addPlugins(...SIDES[side](app).map((plugin): IPolicyValidationPlugin => ({
    name: plugin.name,
    validate: (context) => {
      const start = process.hrtime.bigint();
      const { violations } = plugin.validate(context);
      ms += Number(process.hrtime.bigint() - start) / 1e6;
      findings += violations.reduce((sum, violation) => sum + violation.violatingResources.length, 0);
      return { success: true, violations: [] };
    },
  })));
  app.synth();
  rmSync(outdir, { recursive: true });
  return { ms, mib: process.resourceUsage().maxRSS / 1024, findings };
}

function inProcess(side: string, buckets: number, stacks: number): Measure {
  const { stdout, stderr, status } = spawnSync(process.execPath, [...process.execArgv, __filename, side, String(buckets), String(stacks)], {
    encoding: 'utf8',
    // CloudFormation's own validation takes seconds and is the same for all.
    env: { ...process.env, CDK_VALIDATION: 'false', TS_NODE_PROJECT: join(__dirname, '../test/tsconfig.json'), TS_NODE_TRANSPILE_ONLY: 'true', NODE_OPTIONS: '--require ts-node/register' },
  });
  if (status !== 0) throw new Error(`the run of '${side}' over ${buckets} buckets failed: ${stderr}`);
  return JSON.parse(stdout) as Measure;
}

const median = (values: readonly number[]): number => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];

function compare(): void {
  console.log(`Packs over one app, median of ${RUNS} processes, without a pack of one: time in the plugins, most memory of the process\n`);
  for (const [buckets, stacks] of SHAPES) {
    console.log(`${buckets} buckets in ${stacks} ${stacks === 1 ? 'stack' : 'stacks'}`);
    const runs = Object.keys(SIDES).map(side => ({ side, found: [] as Measure[] }));
    for (let i = 0; i < RUNS; i++) {
      // Without a pack there is no time to measure, and memory hardly changes.
      for (const { side, found } of runs) if (i === 0 || side !== 'no pack') found.push(inProcess(side, buckets, stacks));
    }
    for (const { side, found } of runs) {
      const [ms, mib] = [median(found.map(m => m.ms)), median(found.map(m => m.mib))];
      console.log(`  ${side.padEnd(14)} ${ms.toFixed(0).padStart(6)} ms ${mib.toFixed(0).padStart(6)} MiB ${String(found[0].findings).padStart(7)} findings`);
    }
  }
}

const [side, buckets, stacks] = process.argv.slice(2);
if (side === undefined) compare();
else process.stdout.write(JSON.stringify(measure(side, Number(buckets), Number(stacks))));
