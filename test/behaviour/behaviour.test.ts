import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buckets, type Statement } from './buckets';
import { contradictions } from './compare';
import { DIFFERENCES } from './differences';
import { decision, evaluatorJudges } from './evaluator';
import { asked } from './judges';
import { probeEvaluator, probeOf } from './probes';
import { idOf } from './question';
import { QUESTIONS } from './questions';
import { documented, printed } from './report';
import { type Run, run } from './world';
import { describeWith, RADOSGW } from '../servers/installed';
import { MOTO } from '../servers/moto';

const DOCUMENT = join(__dirname, '../../docs/BEHAVIOUR.md');

const ours = buckets();

describe('our evaluator', () => {
  const bucketOf = (name: string) => ours.find(bucket => bucket.name === name)!;

  test('every question has a name of its own', () => expect(new Set(QUESTIONS.map(idOf)).size).toBe(QUESTIONS.length));

  test('every condition of a Deny has a probe', () => {
    expect(ours.flatMap(({ statements }) => statements.filter(statement => statement.Effect === 'Deny' && probeOf(statement) === undefined))).toEqual([]);
  });

  test('judges every condition as S3 does', () => expect(probeEvaluator(ours[0]).filter(({ enforced }) => !enforced)).toEqual([]));

  test('judges every request as S3 does, or says that no policy decides it', () => {
    const judged = QUESTIONS.map((question, index) => {
      const bucket = bucketOf(question.bucket);
      return { question, judgement: evaluatorJudges(question, bucket, asked(question, index, bucket)) };
    });
    expect(judged.filter(({ question, judgement }) => judgement !== question.expected && judgement !== `not judged: ${question.beyond} is no policy`)).toEqual([]);
  });

  /** The statements without which every request comes out the same. @param more statements that stand beside them */
  const unnoticed = (...more: readonly Statement[]) => ours.flatMap((bucket) => {
    const asks = QUESTIONS.map((question, index) => ({ ...question, index })).filter(question => question.bucket === bucket.name)
      .map(question => ({ ...question, ask: asked(question, question.index, bucket) }));
    const outcomes = (statements: readonly Statement[]) => {
      const all = [...statements, ...more];
      return asks.map(({ ask, by = 'owner', how = {} }) => decision(all, bucket, ask, by, how).outcome).join();
    };
    const whole = outcomes(bucket.statements);
    const same = (one: Statement) => outcomes(bucket.statements.filter(other => other !== one)) === whole;
    return bucket.statements.filter(same).map(({ Sid, Effect }) => Sid ?? Effect);
  });

  test('every statement of the policies is noticed, but the one that refuses what nothing allows', () => {
    expect(unnoticed()).toEqual(['DenyCrossAccountPermissionChanges']);
  });

  test('every Deny is noticed where everything is allowed', () => {
    const grant: Statement = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 's3:*', Resource: '*' };
    expect(unnoticed(grant).filter(name => !name.startsWith('Allow'))).toEqual([]);
  });
});

describeWith([...RADOSGW, ...MOTO], 'requests, before radosgw, moto and our evaluator', () => {
  jest.setTimeout(180_000);
  let asks: Run;
  beforeAll(async () => {
    asks = await run(ours);
  });

  test('nobody says otherwise than S3 without a documented reason', () => {
    process.stderr.write(`${printed(asks)}\n`);
    expect(contradictions(asks.rows)).toEqual([]);
  });

  test('without the documented reasons each of them would be found', () => {
    for (const difference of DIFFERENCES) expect(contradictions(asks.rows, DIFFERENCES.filter(other => other !== difference))).not.toEqual([]);
    expect(contradictions(asks.rows, [...DIFFERENCES, { server: 'moto', verdict: 'allow', questions: /^Records: GET over HTTPS$/, reason: 'none' }])).toHaveLength(1);
  });

  test('docs/BEHAVIOUR.md is of this run', () => {
    if (process.env.REGENERATE === '1') writeFileSync(DOCUMENT, documented(asks));
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(documented(asks));
  });
});
