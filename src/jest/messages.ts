import type { Outcome, Wanted } from './decisions';
import type { Judged } from './support';
import { clean, shorten } from '../evidence/clean';
import type { BucketReport, Finding, Report } from '../evidence/report';
import { countsInWords, elide, plural, sentence, shortPath, urgentFirst, waiverInWords } from '../evidence/words';
import type { BucketReading } from '../posture/cloudformation';

/** Reasons shown of one finding. */
const MOST_REASONS = 4;

/** Characters shown of one text of a template. */
const MOST_CHARACTERS = 500;

const text = (words: string): string => shorten(clean(words), MOST_CHARACTERS);

const nameOf = ({ constructPath, logicalId, template }: Pick<BucketReading, 'constructPath' | 'logicalId' | 'template'>): string =>
  text(`${constructPath ?? logicalId} (${template})`);

/** Why buckets do not support a framework: each with its controls, the reasons and places, the cure and the requirements. */
export function unsupported(header: string, { report, counts }: Judged): string {
  const wrong = report.buckets.filter(({ findings }) => findings.some(counts));
  return [
    header,
    '',
    `${wrong.length} of ${plural(report.buckets.length, 'bucket')} ${wrong.length === 1 ? 'does' : 'do'} not support ${report.framework.title}:`,
    ...wrong.flatMap(bucket => [
      '',
      `${nameOf(bucket)}: ${countsInWords(bucket.outcomes).map(words => words.text).join(', ')}`,
      ...urgentFirst(bucket).filter(counts).flatMap(finding => findingLines(bucket, finding)),
    ]),
    ...left(report, counts) ? ['', 'What is unknown here may be true once deployed: name it in \'allowUnknown\', or show it in the template.'] : [],
  ].join('\n');
}

const left = ({ buckets }: Report, counts: Judged['counts']): boolean =>
  buckets.some(({ findings }) => findings.some(finding => finding.outcome === 'unknown' && counts(finding)));

function findingLines(bucket: BucketReport, finding: Finding): readonly string[] {
  const { outcome, check, severity, statement, because, assuming = [], fix, requirements } = finding;
  return [
    `  ${outcome === 'fail' ? '✗' : '?'} ${check} (${severity}${outcome === 'fail' ? '' : ', unknown'}): ${statement}`,
    ...because.slice(0, MOST_REASONS).map(({ template, at, says }) =>
      `      why  ${text(sentence(elide(shortPath(bucket.at, at)), says))}${template === undefined ? '' : text(` (${template})`)}`),
    ...because.length > MOST_REASONS ? [`      and  ${plural(because.length - MOST_REASONS, 'more reason')}`] : [],
    ...assuming.map(given => `      given  ${text(given)}`),
    ...fix === undefined ? [] : [`      fix  ${fix}`],
    `      for  ${requirements.join(', ')}`,
  ];
}

/** What passed, where a test expects that something does not. */
export function supported(header: string, { report, counts }: Judged): string {
  const unknown = report.buckets.some(({ findings }) => findings.some(counts));
  return [
    header,
    '',
    unknown ? `nothing surely fails of ${report.framework.title}, but not all of it is known:` : `every bucket supports ${report.framework.title}:`,
    ...report.buckets.flatMap(bucket => [
      '',
      nameOf(bucket),
      ...passes(bucket, 'pass', 'passed'),
      ...passes(bucket, 'not-applicable', 'does not apply'),
      ...passes(bucket, 'unknown', 'unknown'),
      ...bucket.findings.filter(f => f.waiver).map(({ check, waiver }) => `  waived  ${check}: ${text(waiverInWords(waiver!))}`),
    ]),
  ].join('\n');
}

function passes({ findings }: BucketReport, outcome: Finding['outcome'], words: string): readonly string[] {
  const those = findings.filter(f => f.outcome === outcome).map(f => f.check);
  return those.length === 0 ? [] : [`  ${words}  ${those.join(', ')}`];
}

/** What became of a request on each bucket that decides otherwise than a test expects. */
export function decided(header: string, wanted: Wanted, outcomes: readonly Outcome[]): string {
  const good = wanted === 'refuse' ? 'denied' : 'allowed';
  const others = outcomes.filter(({ outcome }) => outcome !== good);
  return [
    header,
    '',
    `${others.length} of ${plural(outcomes.length, 'bucket')} ${others.length === 1 ? 'does' : 'do'} not surely ${wanted} it:`,
    ...others.flatMap(({ bucket, outcome, asked, because, statement, at }) => [
      '',
      `${nameOf(bucket)}: ${outcome}`,
      ...asked === '' ? [] : [`  request    ${text(asked)}`],
      `  because    ${text(because)}`,
      ...statement === undefined ? [] : [`  statement  ${text(statement)}`],
      ...at === undefined ? [] : [`  at         ${text(at)}`],
    ]),
  ].join('\n');
}
