/// <reference path="./pbac.d.ts" />
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import PBAC = require('pbac'); // eslint-disable-line @typescript-eslint/no-require-imports
import { type Case, cases, DOCUMENT } from './policy-cases';
import { median, sideBySide, table } from './side-by-side';
import { awsRequester, decide, decider, parsePolicy, type Policies, type Request } from '../src/policy';

const COUNT = 5_000;
const all = cases(COUNT);
const ours = all.map(({ principal, ...rest }): Request => ({ ...rest, requester: awsRequester(principal), otherKeys: 'absent' }));
const theirs = all.map(forPbac);

/** As pbac takes it: nested context, numbers as numbers, the role of a session, lists for everything. */
function forPbac({ action, resource, principal, context }: Case) {
  const nested: Record<string, Record<string, unknown>> = {};
  for (const [key, value] of Object.entries(context)) {
    const [prefix, name] = key.split(':');
    (nested[prefix] ??= {})[name] = name === 'TlsVersion' ? Number(value) : value;
  }
  const role = principal.replace(/sts::(\d+):assumed-role\/([^/]+)\/.*/, 'iam::$1:role/$2');
  nested.aws.PrincipalArn = role;
  return { action, resource, principal: { AWS: [role] }, context: nested };
}

/** pbac knows no `Principal: '*'`: a statement without one is for everybody. One operator has one key. */
const pbacDocument = {
  ...DOCUMENT,
  Statement: DOCUMENT.Statement.map(({ Principal, ...s }) => ({
    ...s,
    Action: [s.Action].flat(),
    Resource: [s.Resource].flat(),
    ...typeof Principal === 'object' && { Principal: { AWS: [Principal.AWS].flat() } },
    Condition: 'NumericLessThan' in s.Condition ? { NumericLessThan: { 's3:TlsVersion': 1.2 } } : s.Condition,
  })),
};

const policies = (): Policies => ({ owner: '111122223333', resource: parsePolicy(DOCUMENT, { name: 'bucket policy' }) });

async function main(): Promise<void> {
  const decided = decider(policies());
  const pbac = new PBAC(pbacDocument);
  const outcomes = ours.map(request => decided(request));
  const agree = outcomes.filter(({ outcome }, i) => (outcome === 'allowed') === pbac.evaluate(theirs[i])).length;
  const count = (step: string) => outcomes.filter(outcome => outcome.step === step).length;
  process.stdout.write(`${COUNT} different requests: ${count('resource policy')} allowed, ${count('explicit deny')} denied by a statement, `
    + `${count('implicit deny')} by none; pbac gives the same answer to ${agree}\n`);

  const kept = policies();
  process.stdout.write(table('decide, six statements', await sideBySide([
    { name: 'cdk-s3-compliance decider', work: i => decided(ours[i % COUNT]) },
    { name: 'cdk-s3-compliance decide', work: i => decide(kept, ours[i % COUNT]) },
    { name: 'pbac', work: i => pbac.evaluate(theirs[i % COUNT]) },
  ])));
  process.stdout.write(table('parse and compile the policy', await sideBySide([
    { name: 'cdk-s3-compliance parsePolicy + decider', work: () => decider(policies()) },
    { name: 'pbac, its schema checked', work: () => new PBAC(pbacDocument) },
    { name: 'pbac, nothing checked', work: () => new PBAC(pbacDocument, { validateSchema: false, validatePolicies: false }) },
  ], 100)));
  process.stdout.write(`memory of ${COUNT} decisions, answers kept\n${[
    memory('cdk-s3-compliance decider', () => ours.map(decided)), memory('pbac (true or false)', () => theirs.map(request => pbac.evaluate(request))),
  ].join('')}`);
  process.stdout.write(`import, median of 9 processes\n${[
    imported('cdk-s3-compliance/policy', join(__dirname, '../lib/policy')), imported('cdk-s3-compliance/runtime/policy', join(__dirname, '../lib/runtime/policy')),
    imported('pbac', 'pbac'),
  ].join('')}`);
}

/** Bytes on the heap: allocated on the way, and kept by the answers. Wants --expose-gc. */
function memory(name: string, run: () => unknown[]): string {
  const collect = globalThis.gc;
  if (collect === undefined) return `  ${name}: run with --expose-gc\n`;
  run();
  collect();
  const before = process.memoryUsage().heapUsed;
  const answers = run();
  collect();
  const kept = process.memoryUsage().heapUsed - before;
  return `  ${name.padEnd(44)}${(kept / answers.length).toFixed(0).padStart(8)} bytes an answer\n`;
}

function imported(name: string, path: string): string {
  const script = `const from = performance.now(); require(${JSON.stringify(path)}); process.stdout.write((performance.now() - from) + ' ' + process.memoryUsage().heapUsed)`;
  const runs = Array.from({ length: 9 }, () => execFileSync(process.execPath, ['-e', script], { cwd: join(__dirname, '..'), encoding: 'utf8' }).split(' ').map(Number));
  const [ms, heap] = [0, 1].map(i => median(runs.map(run => run[i])));
  return `  ${name.padEnd(44)}${ms.toFixed(1).padStart(8)} ms ${(heap / 1e6).toFixed(1).padStart(6)} MB of heap\n`;
}

void main();
