import { type BaselineReport, type BucketReport, type Counts, type DeclaredReport, type ExceptionReport, type Finding, type Observed, type Outcome, OUTCOMES } from './report';
import { isAccount } from './sarif-uri';
import type { Waiver } from './waiver';

/** How reports for people name an outcome. */
export const WORDS: Readonly<Record<Outcome, string>> = {
  'fail': 'fail', 'unknown': 'unknown', 'manual': 'decide', 'waived': 'waived', 'pass': 'pass', 'not-applicable': 'n/a',
};

/** How they mark it, beside its name: colour is never the only thing that tells two outcomes apart. */
export const SYMBOLS: Readonly<Record<Outcome, string>> = {
  'fail': '✗', 'unknown': '?', 'manual': '○', 'waived': '~', 'pass': '✓', 'not-applicable': '–',
};

const COUNTED: Readonly<Record<Outcome, string>> = {
  'fail': 'failed', 'unknown': 'unknown', 'manual': 'to decide by hand', 'waived': 'waived', 'pass': 'passed', 'not-applicable': 'not applicable',
};

/** `3 failed`, `2 unknown`, ...: what failed is always said, the rest only where there is some. */
export function countsInWords(counts: Counts): readonly { readonly outcome: Outcome; readonly text: string }[] {
  return OUTCOMES.filter(outcome => outcome === 'fail' || counts[outcome] > 0)
    .map(outcome => ({ outcome, text: `${counts[outcome]} ${COUNTED[outcome]}` }));
}

const SEVERITIES = ['high', 'medium', 'low'] as const;

/** What needs somebody, the most important first: by outcome, then by severity. */
export function urgentFirst(bucket: BucketReport): readonly Finding[] {
  return (['fail', 'unknown', 'manual', 'waived'] as const).flatMap(outcome =>
    SEVERITIES.flatMap(severity => bucket.findings.filter(f => f.outcome === outcome && f.severity === severity)));
}

export const waiverInWords = ({ reason, owner, expires }: Waiver): string => `${owner} (expires ${expires}): ${reason}`;

/** What an exception says, what is missing included. */
export function exceptionInWords({ reason, owner, expires }: ExceptionReport): string {
  return `${owner?.trim() || 'no owner'} (${expires?.trim() ? `expires ${expires}` : 'no expiry date'}): ${reason?.trim() || 'no reason'}`;
}

/** The declarations beside the exceptions, a line for each. */
export function declaredInWords(declared: DeclaredReport): readonly string[] {
  const { retentionLegalBasis, allowedRegions, multiRegionKeyAllowed, personalDataTag, unreadable = [], assuming = [] } = declared;
  return [
    ...retentionLegalBasis === undefined ? [] : [`legal basis of retention: ${retentionLegalBasis}`],
    ...allowedRegions === undefined ? [] : [`allowed Regions: ${allowedRegions.join(', ') || 'none'}`],
    ...multiRegionKeyAllowed === undefined ? [] : [`multi-Region KMS key: ${multiRegionKeyAllowed ? 'allowed' : 'not allowed'}`],
    ...personalDataTag === undefined ? [] : [`tag of personal data: ${personalDataTag}`],
    ...unreadable.map(text => `not understood: ${text}`),
    ...assuming.map(text => `taken for granted: ${text}`),
  ];
}

/** `2 findings are known from the baseline file, 1 of its entries is not found any more`. */
export function knownInWords({ known, gone }: BaselineReport): string {
  const rest = gone.length === 0 ? '' : `, ${gone.length} of its entries ${gone.length === 1 ? 'is' : 'are'} not found any more`;
  return `${plural(known, 'finding')} ${known === 1 ? 'is' : 'are'} known from the baseline file${rest}`;
}

/** `2 templates and 1 account`: where buckets were seen. */
export function placesInWords(places: readonly string[]): string {
  const accounts = places.filter(isAccount).length;
  const templates = places.length - accounts;
  return [...templates > 0 || accounts === 0 ? [plural(templates, 'template')] : [], ...accounts > 0 ? [plural(accounts, 'account')] : []].join(' and ');
}

/** What was seen of an account, for a person to judge. */
export const observedInWords = ({ at, says }: Observed): string => `observed: ${sentence(at, says)}`;

export const plural = (n: number, thing: string): string => `${n} ${thing}${n === 1 ? '' : 's'}`;

const THE_BUCKET = 'the bucket';

/** A path as short as it is clear beside its bucket: `VersioningConfiguration/Status`, `RecordsPolicy/PolicyDocument`. */
export function shortPath(bucket: string, at: string): string {
  if (at === bucket) return THE_BUCKET;
  const inside = at.startsWith(`${bucket}/`) ? at.slice(bucket.length + 1) : at.replace(/^Resources\//, '');
  return inside.replace(/^Properties\/|(?<=^[^/]+\/)Properties\//, '');
}

/** A path without its middle where it is long: `BucketEncryption/…/SSEAlgorithm`. */
export function elide(path: string): string {
  const [first, ...rest] = path.split('/');
  return path.length > 60 && rest.length > 2 ? `${first}/…/${rest.slice(-2).join('/')}` : path;
}

/**
 * What was seen, as a sentence about the place: reasons are clauses, with a verb of their own or without. Of the bucket
 * itself only a predicate needs a subject, and what a verdict does (`passes when ...`) is no predicate of it.
 */
export function sentence(place: string, says: string): string {
  const verdict = /^(?:fails|passes|does not apply|is unknown) when /.test(says);
  const predicate = /^(?!this |its )[a-z]+s\b/.test(says);
  if (place === THE_BUCKET && (verdict || !predicate)) return says;
  return predicate ? `${place} ${says}` : `${place}: ${says}`;
}

export const location = (template: string, line: number | undefined): string => line === undefined ? template : `${template}:${line}`;
