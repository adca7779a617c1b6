import { type Bucket, PARTNERS, type Statement } from './buckets';
import { type Case, type Condition, type Probe, PROBES } from './conditions';
import { decision, verdictOf } from './evaluator';
import type { Ask, Judgement, Verdict } from './question';
import { BLOCKS, blocking, judgementOf, request, type Server, setPolicy, translated } from './server';

/** What a server makes of a condition: it enforces it where every case comes out as in S3. */
export interface Probed {
  readonly probe: string;
  readonly enforced: boolean;
  /** `enforced`, `never applies`, `always applies`, or what came of each case. */
  readonly says: string;
}

/** Operators and keys of a condition, by which a statement finds its probe; with the value for Null and Bool, where it turns the meaning. */
export const shapeOf = (condition: Condition = {}): string => Object.entries(condition).flatMap(([operator, keys]) => Object.entries(keys)
  .map(([key, value]) => `${operator} ${key}${/^(Null|Bool)/.test(operator) ? ` ${String(value)}` : ''}`)).sort().join(', ');

export const probeOf = (statement: Statement): Probe | undefined =>
  PROBES.find(({ cases }) => shapeOf(cases[0].condition) === shapeOf(statement.Condition));

const deny = (bucket: Bucket, Condition: Condition): Statement => ({
  Effect: 'Deny', Principal: { AWS: '*' }, Action: ['s3:PutObject'], Resource: [`${bucket.arn}/*`], ...Object.keys(Condition).length > 0 && { Condition },
});

const UPLOAD: Ask = { method: 'PUT', key: 'probe', body: 'probe' };

/** Puts one condition after another on a bucket and uploads to it. @param rewritten whether the server is told them in its dialect */
export async function probeServer(server: Server, bucket: Bucket, rewritten: boolean): Promise<readonly Probed[]> {
  const probed: Probed[] = [];
  for (const { name, cases: every } of PROBES) {
    const cases = every.filter(({ tls }) => tls === undefined || tls === (server.https !== undefined));
    const came: Judgement[] = [];
    for (const { condition, headers, how } of cases) {
      const statement = deny(bucket, condition);
      await setPolicy(server, bucket.id, [translated(server, rewritten ? server.rewritten(statement) : statement)]);
      came.push(judgementOf(await request(server, bucket.id, { ...UPLOAD, headers }, 'owner', how)));
    }
    probed.push(summary(name, cases, came));
  }
  await setPolicy(server, bucket.id, []);
  return probed;
}

export function probeEvaluator(ours: Bucket): readonly Probed[] {
  const bucket = { ...ours, vpc: undefined };
  return PROBES.map(({ name, cases }) => summary(name, cases, cases.map(({ condition, headers, how = {} }) =>
    verdictOf(decision([deny(bucket, condition)], bucket, { ...UPLOAD, headers }, 'owner', how)))));
}

function summary(probe: string, cases: readonly Case[], came: readonly Judgement[]): Probed {
  const enforced = cases.every(({ expected }, i) => came[i] === expected);
  const same = came.every(one => one === came[0]) ? { allow: 'never applies', deny: 'always applies' }[came[0] as Verdict] : undefined;
  return { probe, enforced, says: enforced ? 'enforced' : same ?? came.map((one, i) => `${cases[i].expected}: ${one}`).join(', ') };
}

/** The settings of Block Public Access under which the server takes uploads of its owner, as S3 does under all of them. */
export async function usableBlocks(server: Server, bucket: Bucket): Promise<readonly string[]> {
  const usable: string[] = [];
  for (const name of BLOCKS) {
    await request(server, bucket.id, blocking([name]));
    if (judgementOf(await request(server, bucket.id, UPLOAD)) === 'allow') usable.push(name);
  }
  await request(server, bucket.id, blocking([]));
  return usable;
}

/** Actions that the server does not take into a policy. */
export async function unknownActions(server: Server, bucket: Bucket, statements: readonly Statement[]): Promise<readonly string[]> {
  const unknown: string[] = [];
  for (const action of new Set(statements.flatMap(({ Action }) => Action))) {
    const statement = { ...deny(bucket, {}), Action: [action], Resource: [bucket.arn, `${bucket.arn}/none`], Principal: { AWS: `arn:aws:iam::${PARTNERS}:user/nobody` } };
    await setPolicy(server, bucket.id, [statement]).catch(() => unknown.push(action));
  }
  await setPolicy(server, bucket.id, []);
  return unknown;
}
