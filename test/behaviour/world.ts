import type { Bucket } from './buckets';
import { evaluatorJudges } from './evaluator';
import { asked, type Bench, refusedAnyway, serverJudges, told } from './judges';
import { motoServer } from './moto';
import { configure, create, protect, putObjects } from './prepare';
import { type Probed, probeEvaluator, probeServer, unknownActions, usableBlocks } from './probes';
import type { Judgement, Question } from './question';
import { QUESTIONS } from './questions';
import { radosgwServer } from './radosgw';
import type { Server } from './server';

export interface Row {
  readonly question: Question;
  readonly radosgw: Judgement;
  readonly moto: Judgement;
  readonly evaluator: Judgement;
}

/** What was found out about a server before it was asked. */
export interface Known extends Bench {
  /** By condition, as they are written, where the server's own dialect is another one. */
  readonly literally: readonly Probed[];
  /** What it does not take of the configuration of a bucket. */
  readonly refusedConfiguration: readonly string[];
}

export interface Run {
  readonly rows: readonly Row[];
  readonly known: Readonly<Record<Server['name'], Known>>;
  /** By condition, what our evaluator makes of it. */
  readonly evaluator: readonly Probed[];
}

/** Starts both servers, asks everything and stops them. */
export async function run(ours: readonly Bucket[]): Promise<Run> {
  const [radosgw, moto] = await Promise.all([radosgwServer(ours), motoServer()]);
  try {
    const known = { radosgw: await prepared(radosgw, ours), moto: await prepared(moto, ours, moto.enforce) };
    const rows: Row[] = [];
    for (const [index, question] of QUESTIONS.entries()) {
      const bucket = ours.find(({ name }) => name === question.bucket)!;
      const ask = asked(question, index, bucket);
      rows.push({
        question,
        radosgw: await serverJudges(known.radosgw, question, bucket, ask),
        moto: await serverJudges(known.moto, question, bucket, ask),
        evaluator: evaluatorJudges(question, bucket, ask),
      });
    }
    return { rows, known, evaluator: probeEvaluator(ours[0]) };
  } finally {
    await Promise.all([radosgw.stop(), moto.stop()]);
  }
}

async function prepared(server: Server, ours: readonly Bucket[], enforce = async () => {}): Promise<Known> {
  const probes: Bucket = { ...ours[0], id: 'probes', arn: 'arn:aws:s3:::probes' };
  const refusedConfiguration = new Set<string>();
  const versions = new Map<string, string>();
  await create(server, probes);
  for (const bucket of ours) {
    await create(server, bucket);
    for (const refused of await configure(server, bucket)) refusedConfiguration.add(refused);
    for (const [question, version] of await putObjects(server, bucket, QUESTIONS)) versions.set(question, version);
  }
  await enforce();
  const refused = await refusedAnyway(server, ours, QUESTIONS);
  const unknown = await unknownActions(server, probes, ours.flatMap(({ statements }) => statements));
  const blocks = await usableBlocks(server, probes);
  const literally = await probeServer(server, probes, false);
  const probed = await probeServer(server, probes, true);
  const known = { server, probed, literally, unknown, blocks, versions, refused, refusedConfiguration: [...refusedConfiguration] };
  for (const bucket of ours) await protect(server, bucket, told(known, bucket.statements), blocks);
  return known;
}
