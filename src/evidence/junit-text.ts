import type { Because, BucketReport, Finding, Outcome } from './report';
import { line } from './sarif-text';
import { declaredInWords, exceptionInWords, location, sentence, shortPath, waiverInWords } from './words';

const WORDS: Readonly<Record<Outcome, string>> = {
  'fail': 'Fails', 'unknown': 'Unknown', 'manual': 'To decide by hand', 'waived': 'Waived', 'pass': 'Passes', 'not-applicable': 'Does not apply',
};

/** A finding as lines: what came of it, each reason with its place, what it takes for granted, the waiver, and how to mend it. */
export function bodyOf(bucket: BucketReport, finding: Finding): readonly string[] {
  const { outcome, known, statement, severity, because, assuming = [], waiver, why, fix, requirements } = finding;
  return [
    `${WORDS[outcome]}${known ? ', known from the baseline file' : ''}: ${statement.replace(/\.$/, '')} (${severity})`,
    ...because.map(b => reason(bucket, b)),
    ...assuming.map(text => line(`Taken for granted: ${text}`)),
    ...waiver ? [line(`Waived by ${waiverInWords(waiver)}`)] : [],
    ...why === undefined ? [] : [`Why: ${why}`],
    ...fix === undefined ? [] : [`Fix: ${fix}`],
    `Supports: ${requirements.join(', ')}`,
  ];
}

/** The same in one line, without places: `Fails: VersioningConfiguration/Status is not set, expected "Enabled"`. */
export function messageOf(bucket: BucketReport, { outcome, known, because }: Finding): string {
  const reasons = because.map(({ at, says }) => line(sentence(shortPath(bucket.at, at), says)));
  return `${WORDS[outcome]}${known ? ', known from the baseline file' : ''}: ${reasons.join('; ')}`;
}

/** The place comes first, where reporters look for a file and a line. */
function reason(bucket: BucketReport, { template, at, line: number, says }: Because): string {
  return line(`${location(template ?? bucket.template, number)}: ${sentence(shortPath(bucket.at, at), says)}`);
}

/** What the owner of a bucket declares, and what became of the exceptions. */
export function ownersWords({ template, declared = [], exceptions }: BucketReport): readonly string[] {
  return [
    ...declared.flatMap(d => [
      `Declared by the owner${d.when === undefined ? '' : ` when ${d.when}`}, not verified (${location(d.template ?? template, d.line)}):`,
      ...declaredInWords(d).map(text => `- ${text}`),
    ]),
    ...exceptions.map(e =>
      `Exception for ${e.control}, ${e.status}: ${e.says}${e.when === undefined ? '' : ` (declared when ${e.when})`} - ${exceptionInWords(e)}`),
  ].map(line);
}
