import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { broken } from './broken';
import { ACCOUNT, ROOT } from './cdk';
import { type Deployment, Wrong } from './deployment';
import { type Example, EXAMPLES } from './examples';
import { readJournal } from './journal';
import { audited, undrifted } from './live';
import { made } from './made';
import * as steps from './steps';
import { table } from './table';
import { upgraded } from './upgraded';
import { startMoto } from '../servers/moto';

type Step = readonly [name: string, step: (deployment: Deployment) => Promise<string>];

/** The second AWS has had no deployment of the example before. */
const AWSES: readonly (readonly Step[])[] = [
  [
    ['bootstrap', steps.bootstrap], ['refused', steps.refuse], ['deploy', steps.deploy], ['redeploy', steps.redeploy], ['diff', steps.diff],
    ['audit', audited], ['drift', undrifted], ['breaks', broken], ['destroy', steps.destroy],
  ],
  [['bootstrap again', steps.bootstrap], ['upgrade', upgraded]],
];
const COLUMNS = AWSES.flat().map(([name]) => name).filter(name => name !== 'bootstrap again');

type Cells = Record<string, string>;

/** One example in an AWS of its own, step by step; after one that is wrong the others have no ground. */
async function deployed(example: Example, cells: Cells, at: number): Promise<void> {
  const folder = join(ROOT, '.demo/e2e', `${example.name}-${at}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const journal = join(folder, 'journal.jsonl');
  const moto = await startMoto(ACCOUNT, port => [join(__dirname, 'moto/serve.py'), port, journal]);
  const deployment: Deployment = { example, url: moto.url, journal, out: join(folder, 'cdk.out') };
  try {
    for (const [name, step] of AWSES[at]) {
      const begun = performance.now();
      cells[name] = 'WRONG';
      try {
        cells[name] = await step(deployment);
      } catch (error) {
        const lines = error instanceof Wrong ? error.lines : [(error as Error).stack ?? String(error)];
        process.stderr.write(`${example.name}: ${name} is wrong\n${lines.map(line => `  ${line}`).join('\n')}\n`);
        break;
      } finally {
        process.stderr.write(`${example.name}: ${name}: ${cells[name]} (${((performance.now() - begun) / 1000).toFixed(1)} s)\n`);
      }
    }
  } finally {
    await moto.stop();
  }
}

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter(name => !EXAMPLES.some(example => example.name === name));
  if (unknown.length > 0) throw new RangeError(`there is no example '${unknown[0]}'; there are ${EXAMPLES.map(({ name }) => name).join(', ')}`);
  const asked = EXAMPLES.filter(({ name }) => names.length === 0 || names.includes(name));
  const rows = new Map<Example, Cells>(asked.map(example => [example, {}]));
  const waiting = asked.flatMap(example => AWSES.map((_, at) => ({ example, at })));
  const worker = async (): Promise<void> => {
    // the largest stands last
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await deployed(next.example, rows.get(next.example)!, next.at);
  };
  // the command line waits more than it works
  await Promise.all([worker(), worker()]);
  console.log(made(asked.flatMap(({ name }) => readJournal(join(ROOT, '.demo/e2e', `${name}-0`, 'journal.jsonl')).map(entry => ({ ...entry, example: name })))));
  console.log(`\n${table([['example', ...COLUMNS], ...asked.map(example => [example.name, ...COLUMNS.map(name => rows.get(example)![name] ?? 'not reached')])])}`);
  if ([...rows.values()].some(cells => COLUMNS.some(name => cells[name] === undefined || cells[name] === 'WRONG'))) process.exitCode = 1;
}

if (process.env.CI !== 'true' && spawnSync('python3', ['-c', 'import ensurepip, venv']).status !== 0) {
  console.log('skipped: the end-to-end test deploys into moto, which needs Python 3 with venv; install it, and run this again');
} else {
  execFileSync('bash', [join(__dirname, 'install.sh')], { stdio: 'inherit' });
  main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof RangeError ? error.message : error);
    process.exitCode = 1;
  });
}
