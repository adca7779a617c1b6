import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { broken } from './broken';
import { ACCOUNT, ROOT } from './cdk';
import { type Deployment, standing, Wrong } from './deployment';
import { type Example, EXAMPLES } from './examples';
import { audited, undrifted } from './live';
import * as steps from './steps';
import { table } from './table';
import { startMoto } from '../servers/moto';

const STEPS = [
  ['bootstrap', steps.bootstrap], ['refused', steps.refuse], ['deploy', steps.deploy], ['redeploy', steps.redeploy], ['diff', steps.diff],
  ['audit', audited], ['drift', undrifted], ['breaks', broken], ['destroy', steps.destroy],
] as const;
type Cells = Readonly<Record<string, string>>;

/** One example in an AWS of its own, step by step. After a step that is wrong only those that leave nothing behind make sense: none. */
async function deployed(example: Example): Promise<Cells> {
  const folder = join(ROOT, '.demo/e2e', example.name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const journal = join(folder, 'journal.jsonl');
  const moto = await startMoto(ACCOUNT, port => [join(__dirname, 'moto/serve.py'), port, journal]);
  const deployment: Deployment = { example, url: moto.url, journal, out: join(folder, 'cdk.out') };
  const cells: Record<string, string> = {};
  try {
    for (const [name, step] of STEPS) {
      const begun = performance.now();
      cells[name] = await step(deployment);
      process.stderr.write(`${example.name}: ${name}: ${cells[name]} (${((performance.now() - begun) / 1000).toFixed(1)} s)\n`);
    }
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    const name = STEPS[Object.keys(cells).length][0];
    cells[name] = 'WRONG';
    process.stderr.write(`${example.name}: ${name} is wrong\n${error.lines.map(line => `  ${line}`).join('\n')}\n`);
  } finally {
    await moto.stop();
  }
  lacking.push(...standing(deployment).filter(({ by }) => by === 'nobody').map(({ type, stack, logicalId, error }) => [example.name, `${stack}/${logicalId}`, type, error!]));
  return cells;
}

const lacking: string[][] = [];

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter(name => !EXAMPLES.some(example => example.name === name));
  if (unknown.length > 0) throw new RangeError(`there is no example '${unknown[0]}'; there are ${EXAMPLES.map(({ name }) => name).join(', ')}`);
  const asked = EXAMPLES.filter(({ name }) => names.length === 0 || names.includes(name));
  const rows = new Map<Example, Cells>();
  const waiting = [...asked];
  const worker = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) rows.set(next, await deployed(next));
  };
  // the command line waits more than it works
  await Promise.all([worker(), worker()]);
  const columns = STEPS.map(([name]) => name);
  console.log(`\nWhat CloudFormation in moto could not deploy, in moto's words\n${table([['example', 'resource', 'type', 'error'], ...lacking.sort()])}`);
  console.log(`\n${table([['example', ...columns], ...asked.map(example => [example.name, ...columns.map(name => rows.get(example)![name] ?? 'not reached')])])}`);
  if ([...rows.values()].some(cells => columns.some(name => cells[name] === undefined || cells[name] === 'WRONG'))) process.exitCode = 1;
}

if (process.env.CI !== 'true' && spawnSync('python3', ['-c', 'import ensurepip, venv']).status !== 0) {
  console.log('skipped: the end-to-end test deploys into moto, which needs Python 3 with venv; install it, and run this again');
} else {
  execFileSync('bash', [join(__dirname, 'install.sh')], { stdio: 'inherit' });
  void main(process.argv.slice(2));
}
