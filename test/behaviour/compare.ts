import { type Difference, DIFFERENCES } from './differences';
import { idOf, type Judgement, type Verdict } from './question';
import type { Row } from './world';

export const JUDGES = ['radosgw', 'moto', 'evaluator'] as const;
export type Judge = typeof JUDGES[number];

export const PAIRS: readonly (readonly [Judge, Judge])[] = [['radosgw', 'evaluator'], ['moto', 'evaluator'], ['radosgw', 'moto']];

export const isVerdict = (judgement: Judgement): judgement is Verdict => judgement === 'allow' || judgement === 'deny';

/** The place of the difference that explains why a server does not do as S3 does. */
export const differenceOf = ({ question }: Row, server: Judge): number =>
  DIFFERENCES.findIndex(difference => difference.server === server && difference.questions.test(idOf(question)));

/** What two judges say who both judged: the pair, and whether they agree. */
export const pairsOf = (row: Row) => PAIRS.filter(([one, other]) => isVerdict(row[one]) && isVerdict(row[other]))
  .map(([one, other]) => ({ one, other, agree: row[one] === row[other] }));

/** Sentences: who does not do as S3 does without a documented reason, and what is documented and is not so. */
export function contradictions(rows: readonly Row[], differences: readonly Difference[] = DIFFERENCES): string[] {
  const apart = (row: Row) => JUDGES.filter(judge => isVerdict(row[judge]) && row[judge] !== row.question.expected);
  const wrong = rows.flatMap(row => apart(row).filter(judge => !explained(row, judge, differences))
    .map(judge => `${idOf(row.question)}: ${judge} says ${row[judge]}, S3 ${row.question.expected}`));
  const stale = differences.flatMap(({ server, verdict, questions, reason }) => {
    const meant = rows.filter(({ question }) => questions.test(idOf(question)));
    const gone = meant.filter(row => isVerdict(row[server]) && (row[server] !== verdict || row.question.expected === verdict));
    return [
      ...meant.some(row => row[server] === verdict) ? [] : [`no question is left for: ${reason}`],
      ...gone.map(({ question }) => `${idOf(question)}: ${server} does as S3 does, though it is said: ${reason}`),
    ];
  });
  return [...wrong, ...stale];
}

const explained = (row: Row, judge: Judge, differences: readonly Difference[]): boolean =>
  differences.some(({ server, verdict, questions }) => server === judge && verdict === row[judge] && questions.test(idOf(row.question)));

export function countsOf(rows: readonly Row[]): string {
  const judged = JUDGES.map(judge => `${judge} ${judge === 'radosgw' ? 'judged ' : ''}${rows.filter(row => isVerdict(row[judge])).length}`);
  return `behaviour: ${rows.length} requests, ${judged.join(', ')}; ${DIFFERENCES.length} documented differences`;
}

export const agreementOf = (rows: readonly Row[]): readonly string[] => PAIRS.map(([one, other]) => {
  const both = rows.flatMap(pairsOf).filter(pair => pair.one === one && pair.other === other);
  return `${one} and ${other}: both judged ${both.length}, agree on ${both.filter(({ agree }) => agree).length}`;
});
