import type { Io } from './io';
import { cell, lines, pageOf } from './printed';
import { clean, shorten } from '../evidence/clean';
import type { Cell } from '../evidence/layout';
import { elide, plural, sentence, shortPath } from '../evidence/words';
import type { BucketDrift, ControlDrift, DriftReport, FactDrift, Judged, Side } from '../runtime/drift';

type Row = readonly Cell[];

/** Characters shown of one text; the JSON has them all. */
const MOST = 400;

const say = (text: string): string => shorten(clean(text), MOST);

const VERBS = { 'pass': 'passes', 'fail': 'fails', 'unknown': 'is unknown', 'not-applicable': 'does not apply' } as const;

/** What differs, bucket by bucket, then what is in one place only. */
export function driftText({ buckets, onlyInTemplates, onlyInAws }: DriftReport, io: Io): string {
  const rows: Row[] = [
    ...buckets.flatMap(bucketRows),
    ...onlyInTemplates.flatMap(({ template, logicalId, state, because }): Row[] => [
      [state === 'missing' ? cell('✗ missing', 15, 'red', 'bold') : cell('? not compared', 15, 'yellow'), cell(say(`${template}#${logicalId}: ${because}`))],
    ]),
    ...onlyInAws.map(({ account, bucket }): Row => [cell('– only in AWS', 15, 'dim'), cell(say(`${bucket} (account ${account})`))]),
  ];
  const drifted = buckets.filter(one => one.drifted).length;
  const missing = onlyInTemplates.filter(({ state }) => state === 'missing').length;
  const left = onlyInTemplates.length - missing;
  const summary = [
    `${plural(buckets.length, 'bucket')} compared`, `${drifted} not as the templates say`, ...missing > 0 ? [`${missing} missing`] : [],
    ...left > 0 ? [`${left} not compared`] : [], ...onlyInAws.length > 0 ? [`${onlyInAws.length} only in AWS`] : [],
  ].join(', ');
  return lines(pageOf(io), [...rows, [cell(`${summary}.`, undefined, 'bold')]]);
}

function bucketRows(bucket: BucketDrift): readonly Row[] {
  const { template, logicalId, account, when, facts, controls } = bucket;
  const those = (state: FactDrift['state']) => facts.filter(fact => fact.state === state);
  const unclear = those('not compared');
  return [
    [cell(say(bucket.bucket), undefined, 'bold'), cell(say(`  ${account}, ${template}#${logicalId}${when === undefined ? '' : ` when ${when}`}`), undefined, 'dim')],
    ...those('differs').flatMap(factRows),
    ...controls.flatMap(control => controlRows(bucket, control)),
    ...unclear.length === 0 ? [] : [[cell('  ? not compared', 17, 'yellow'), cell(unclear.map(({ fact, because = '' }) => say(`${fact} (${because})`)).join(', '))]],
    [cell('  = same', 17, 'green'), cell(plural(those('same').length, 'fact'))],
    [cell('')],
  ];
}

/** A value as far as a line shows it, and its place. */
const side = ({ says, at }: Side): string => say(`${shorten(says, 240)} at ${at}`);

const factRows = ({ fact, because, template, aws }: FactDrift): readonly Row[] => [
  [cell('  ✗ differs', 17, 'red', 'bold'), cell(fact + (because === undefined ? '' : say(`: ${because}`)), undefined, 'bold')],
  [cell('', 17), cell('template', 10, 'dim'), cell(side(template))],
  [cell('', 17), cell('AWS', 10, 'dim'), cell(side(aws))],
];

function controlRows({ bucket }: BucketDrift, { control, template, aws }: ControlDrift): readonly Row[] {
  const worse = aws.outcome === 'fail' && template.outcome !== 'unknown';
  const verdict = (place: string, { outcome, because: [first] }: Judged): Row =>
    [cell('', 17), cell(place, 10, 'dim'), cell(say(`${VERBS[outcome]}: ${sentence(elide(shortPath(`Buckets/${bucket}`, first.at)), first.says)}`))];
  return [
    [worse ? cell('  ✗ control', 17, 'red', 'bold') : cell('  ~ control', 17, 'cyan'), cell(control, undefined, 'bold')],
    verdict('template', template),
    verdict('AWS', aws),
  ];
}
