import type { Bucket, Statement } from './buckets';
import { decision, verdictOf } from './evaluator';
import { configure, keyOf, protect } from './prepare';
import { type Probed, probeOf } from './probes';
import { type Ask, idOf, type Judgement, type Question } from './question';
import { judgementOf, request, type Server } from './server';

/** A server with our buckets on it, and what of their policies it enforces. */
export interface Bench {
  readonly server: Server;
  readonly probed: readonly Probed[];
  /** Actions that it does not take into a policy. */
  readonly unknown: readonly string[];
  /** The settings of Block Public Access that it can have. */
  readonly blocks: readonly string[];
  /** By question: the version that it is about. */
  readonly versions: ReadonlyMap<string, string>;
  /** Questions that it refuses even where there is no policy. */
  readonly refused: ReadonlySet<string>;
}

const enforces = ({ probed }: Pick<Bench, 'probed'>, name: string): boolean => probed.find(({ probe }) => probe === name)?.enforced === true;

/** The statements of ours that a server enforces. Those that it does not would apply to nothing, or to everything. */
export const enforced = (bench: Pick<Bench, 'probed'>, statements: readonly Statement[]): readonly Statement[] =>
  statements.filter(statement => enforces(bench, probeOf(statement)?.name ?? ''));

/** The same as the server is told them: in its dialect, and with those actions that it knows. */
export function told(bench: Pick<Bench, 'probed' | 'server' | 'unknown'>, statements: readonly Statement[]): readonly Statement[] {
  return enforced(bench, statements).map(bench.server.rewritten)
    .map(statement => ({ ...statement, Action: [statement.Action].flat().filter(action => !bench.unknown.includes(action)) }))
    .filter(({ Action }) => Action.length > 0);
}

/** The questions that a Deny decides, asked while there is no policy: what is refused then is not refused by a policy. */
export async function refusedAnyway(server: Server, buckets: readonly Bucket[], questions: readonly Question[]): Promise<ReadonlySet<string>> {
  const refused = new Set<string>();
  for (const [index, question] of questions.entries()) {
    const { by = 'owner', how = {} } = question;
    const bucket = buckets.find(({ name }) => name === question.bucket)!;
    const ask = asked(question, index, bucket);
    const { step } = decision(bucket.statements, bucket, ask, by, how);
    if (step !== 'explicit deny' || by !== 'owner' || ask.key === undefined || ask.method === 'DELETE' || ask.query !== undefined) continue;
    if (judgementOf(await request(server, bucket.id, ask, by, how)) === 'deny') refused.add(idOf(question));
  }
  return refused;
}

/** The condition key that a question turns on, where no server on loopback can have its value. */
const keyAbout = ({ about, how: { tls, mfa } = {} }: Question): string | undefined =>
  about ?? (tls ? 's3:TlsVersion' : mfa ? 'aws:MultiFactorAuthPresent' : undefined);

/** What a server says, where its answer can mean the policy of the bucket. */
export async function serverJudges(bench: Bench, question: Question, bucket: Bucket, ask: Ask): Promise<Judgement> {
  const { server } = bench;
  const { by = 'owner', how = {} } = question;
  if (server.credentials[by] === undefined) return `not judged: ${server.lacks(by)}`;
  const key = keyAbout(question);
  if (key !== undefined && !bench.probed.some(({ probe, enforced: yes }) => yes && probe.startsWith(key))) return `not judged: does not know ${key}`;
  const real = decision(bucket.statements, bucket, ask, by, how);
  if (verdictOf(real) !== verdictOf(decision(enforced(bench, bucket.statements), bucket, ask, by, how))) {
    return `not judged: does not enforce ${nameOf(bucket.statements, real.statement)}`;
  }
  if (bench.refused.has(idOf(question))) return 'not judged: refuses it without a policy as well';
  const judgement = judgementOf(await request(server, bucket.id, ask, by, how, bench.versions.get(idOf(question))));
  if (ask.key === undefined && ask.method !== 'GET') await restore(bench, bucket);
  return judgement;
}

/** The probe of the statement that a decision names. */
function nameOf(statements: readonly Statement[], label = ''): string {
  const name = label.replace('bucket policy: ', '');
  const statement = statements.find(({ Sid }, i) => (Sid ?? `statement ${i + 1}`) === name);
  return statement === undefined ? 'the policy' : probeOf(statement)?.name ?? name;
}

async function restore(bench: Bench, bucket: Bucket): Promise<void> {
  await configure(bench.server, bucket);
  await protect(bench.server, bucket, told(bench, bucket.statements), bench.blocks);
}

/** The request of a question, with an object of its own. */
export const asked = (question: Question, index: number, bucket: Bucket): Ask => question.ask(bucket, keyOf(question, index));
