import { clean, everyString, shorten } from './clean';
import { type Cell, type Page, row, type Style } from './layout';
import type { Attestation, Because, BucketReport, Counts, DeclaredReport, ExceptionReport, Finding, Outcome, Report } from './report';
import {
  countsInWords, declaredInWords, elide, exceptionInWords, knownInWords, location, observedInWords, plural, sentence, shortPath, SYMBOLS, urgentFirst,
  waiverInWords, WORDS,
} from './words';

export interface TextOptions {
  /** @default false */
  readonly color?: boolean;
  /** Columns to wrap to, at least 40. @default 100 */
  readonly width?: number;
}

const STYLES: Readonly<Record<Outcome, readonly Style[]>> = {
  'fail': ['red', 'bold'], 'unknown': ['yellow'], 'manual': ['cyan'], 'waived': ['magenta'], 'pass': ['green'], 'not-applicable': ['dim'],
};

/** Reasons shown of one finding; the JSON report has them all. */
const MOST_REASONS = 4;

/** Observations shown of one attestation: of many accounts there are many. */
const MOST_OBSERVED = 12;

/** Characters shown of one text; the JSON report has them all. */
const MOST_CHARACTERS = 1000;

/** The report for a terminal: per bucket what failed, what is unknown, what a person decides, and what passed. */
export function toText(report: Report, options: TextOptions = {}): string {
  const page: Page = { color: options.color ?? false, width: Math.max(40, options.width || 100) };
  const { framework, buckets, manual, generatedAt, asOf } = everyString(report, text => shorten(clean(text), MOST_CHARACTERS));
  const edition = framework.edition.startsWith(framework.title) ? framework.edition.slice(framework.title.length) : `, ${framework.edition}`;
  const lines = [
    ...row(page, { text: framework.title, style: ['bold'] }, { text: edition, style: ['dim'] }),
    ...generatedAt === undefined ? [] : row(page, { text: generatedAt, style: ['dim'] }),
    ...asOf === undefined ? [] : row(page, { text: `exceptions as of ${asOf}`, style: ['dim'] }),
    '',
    ...buckets.flatMap(bucket => [...bucketLines(page, bucket), '']),
    ...manual.length === 0 ? [] : [...attestationLines(page, manual), ''],
    ...summaryLines(page, report),
  ];
  return lines.join('\n') + '\n';
}

function bucketLines(page: Page, bucket: BucketReport): readonly string[] {
  const withOutcome = (outcome: Outcome) => bucket.findings.filter(f => f.outcome === outcome);
  return [
    ...row(page, { text: '─'.repeat(page.width), style: ['dim'] }),
    ...row(page, { text: bucket.constructPath ?? bucket.logicalId, style: ['bold'] }, { text: `  ${location(bucket.template, bucket.line)}`, style: ['dim'] }),
    ...row(page, ...tally(page, bucket.outcomes)),
    ...(bucket.declared ?? []).flatMap(declared => declaredLines(page, declared)),
    '',
    ...urgentFirst(bucket).flatMap(finding => [...findingLines(page, bucket, finding), '']),
    ...(['pass', 'not-applicable'] as const).flatMap(outcome => listLines(page, outcome, withOutcome(outcome))),
    ...bucket.exceptions.filter(e => !isShown(bucket, e)).flatMap((exception, i) => [...i === 0 ? [''] : [], ...exceptionLines(page, bucket, exception)]),
  ];
}

function findingLines(page: Page, bucket: BucketReport, finding: Finding): readonly string[] {
  const shown = finding.because.slice(0, MOST_REASONS);
  const more = finding.because.length - shown.length;
  return [
    ...row(page, ...mark(finding.outcome), { text: `${finding.check}  `, style: ['bold'] }, { text: finding.known ? `${finding.severity}, known (baseline file)` : finding.severity, style: ['dim'] }),
    ...row(page, INDENT, { text: finding.statement }),
    ...shown.flatMap((because, i) => row(page, INDENT, label(i === 0 ? 'why' : ''), { text: reason(bucket, because) })),
    ...more > 0 ? row(page, INDENT, label(''), { text: `and ${plural(more, 'more reason')} (--format json has them all)`, style: ['dim'] }) : [],
    ...(finding.assuming ?? []).flatMap(text => row(page, INDENT, label('given'), { text })),
    ...finding.waiver ? row(page, INDENT, label('waiver'), { text: waiverInWords(finding.waiver) }) : [],
    ...finding.outcome === 'fail' ? row(page, INDENT, label('fix'), { text: finding.fix ?? '' }) : [],
    ...row(page, INDENT, label('for'), { text: finding.requirements.join(', '), style: ['dim'] }),
  ];
}

/** Passes and what does not apply: the names only. */
function listLines(page: Page, outcome: Outcome, findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return [];
  return row(page, ...mark(outcome), { text: findings.map(f => f.check).join(', ') });
}

function declaredLines(page: Page, declared: DeclaredReport): readonly string[] {
  const when = declared.when === undefined ? [] : [`when ${declared.when}:`];
  return [...when, ...declaredInWords(declared)].flatMap((text, i) => row(page, { text: i === 0 ? 'declared' : '', width: 10, style: ['dim'] }, { text }));
}

/** Whether what an exception waives shows it already. */
function isShown({ findings }: BucketReport, { status, control, at, owner, expires }: ExceptionReport): boolean {
  const waiver = status === 'waives' ? findings.find(f => f.check === control)?.waiver : undefined;
  return waiver?.at === at && waiver.owner === owner && waiver.expires === expires;
}

function exceptionLines(page: Page, bucket: BucketReport, exception: ExceptionReport): readonly string[] {
  const { control, status, when, says, line, template } = exception;
  const [symbol, style] = status === 'waives' ? [SYMBOLS.waived, STYLES.waived] : ['!', STYLES.unknown];
  return [
    ...row(page, { text: '', width: 2 }, { text: `${symbol} exception`, width: INDENT.width!, style }, { text: `${control}  `, style: ['bold'] }, { text: status, style: ['dim'] }),
    ...row(page, INDENT, label('why'), { text: `${says}  ${location(template ?? bucket.template, line)}` }),
    ...row(page, INDENT, label('by'), { text: exceptionInWords(exception) }),
    ...when === undefined ? [] : row(page, INDENT, label('when'), { text: when }),
  ];
}

function attestationLines(page: Page, manual: readonly Attestation[]): readonly string[] {
  return [
    ...row(page, { text: '─'.repeat(page.width), style: ['dim'] }),
    ...row(page, { text: 'To attest by hand', style: ['bold'] }, { text: '  what no setting of a bucket shows', style: ['dim'] }),
    '',
    ...manual.flatMap(({ check, manual: look, onlyIf, observed = [], requirements }) => [
      ...row(page, ...mark('manual'), { text: check, style: ['bold'] }),
      ...row(page, INDENT, { text: onlyIf === undefined ? look : `Only ${onlyIf}: ${look}` }),
      ...observed.slice(0, MOST_OBSERVED).flatMap(seen => row(page, INDENT, { text: observedInWords(seen) })),
      ...observed.length > MOST_OBSERVED ? row(page, INDENT, { text: `and ${plural(observed.length - MOST_OBSERVED, 'more observation')} (--format json has them all)`, style: ['dim'] }) : [],
      ...row(page, INDENT, label('for'), { text: requirements.join(', '), style: ['dim'] }),
    ]),
  ];
}

function summaryLines(page: Page, { summary, disclaimer, baseline }: Report): readonly string[] {
  if (summary.buckets === 0) return row(page, { text: 'No S3 bucket was found, so nothing was judged.', style: ['yellow', 'bold'] });
  return [
    ...row(page, { text: '─'.repeat(page.width), style: ['dim'] }),
    ...row(page, { text: `${plural(summary.buckets, 'bucket')}: `, style: ['bold'] }, ...tally(page, summary.outcomes)),
    ...baseline ? row(page, { text: `${knownInWords(baseline)}.` }) : [],
    ...row(page, { text: disclaimer, style: ['dim'] }),
  ];
}

/** Counts in their colours, if they fit on one line. */
function tally(page: Page, counts: Counts): readonly Cell[] {
  const words = countsInWords(counts);
  const plain = words.map(c => c.text).join(', ');
  if (plain.length + INDENT.width! > page.width) return [{ text: plain }];
  return words.flatMap(({ outcome, text }, i) => [{ text: i > 0 ? ', ' : '' }, { text, style: STYLES[outcome] }]);
}

/** The reason and its place, unless the place is the bucket's own, which its headline has. */
function reason(bucket: BucketReport, { template, at, line, says }: Because): string {
  const said = sentence(elide(shortPath(bucket.at, at)), says);
  return template === undefined && line === bucket.line ? said : `${said}  ${location(template ?? bucket.template, line)}`;
}

const INDENT: Cell = { text: '', width: 13 };

const mark = (outcome: Outcome): readonly Cell[] => [
  { text: '', width: 2 }, { text: `${SYMBOLS[outcome]} ${WORDS[outcome]}`, width: INDENT.width! - 2, style: STYLES[outcome] },
];

const label = (text: string): Cell => ({ text, width: 7, style: ['dim'] });
