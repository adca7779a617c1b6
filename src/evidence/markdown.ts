import { clean, everyString, shorten } from './clean';
import { type Because, type BucketReport, type DeclaredReport, type Finding, OUTCOMES, type Report } from './report';
import { countsInWords, declaredInWords, knownInWords, location, observedInWords, plural, sentence, shortPath, urgentFirst, waiverInWords, WORDS } from './words';

/** The report as a document: a summary, each bucket with its reasons, each requirement with its counts, and what to attest. */
export function toMarkdown(report: Report): string {
  const { framework, summary, buckets, requirements, manual, disclaimer, generatedAt, asOf, baseline } = everyString(report, escape);
  const paragraphs = [
    `# ${framework.title}: evidence from S3 buckets`,
    `> ${disclaimer}`,
    [
      `- Edition: ${framework.edition}`,
      `- Source: ${framework.source}`,
      ...generatedAt === undefined ? [] : [`- Generated at: ${generatedAt}`],
      ...asOf === undefined ? [] : [`- Exceptions as of: ${asOf}`],
      ...baseline ? [`- Known: ${knownInWords(baseline)}`] : [],
    ].join('\n'),
    summary.buckets === 0
      ? 'No S3 bucket was found, so nothing was judged.'
      : `${plural(summary.buckets, 'bucket')}: ${countsInWords(summary.outcomes).map(c => c.text).join(', ')}.`,
    ...buckets.length < 2 ? [] : [
      table(['Bucket', 'Place', ...OUTCOMES.map(o => WORDS[o])], buckets.map(b => [nameOf(b), location(b.template, b.line), ...OUTCOMES.map(o => String(b.outcomes[o] || ''))])),
    ],
    ...buckets.flatMap(bucketParagraphs),
    '## Requirements',
    table(['Requirement', 'Title', 'Checks', ...OUTCOMES.map(o => WORDS[o])],
      requirements.map(r => [r.id, r.title, r.checks.map(c => c.id).join(', '), ...OUTCOMES.map(o => String(r.outcomes[o] || ''))])),
    ...manual.length === 0 ? [] : [
      '## To attest by hand',
      manual.map(m => [`- **${m.check}**${m.onlyIf === undefined ? '' : ` (only ${m.onlyIf})`}: ${m.statement.replace(/\.?$/, '.')} ${m.manual} (${m.requirements.join(', ')})`,
        ...(m.observed ?? []).map(seen => `  - ${observedInWords(seen)}`)].join('\n')).join('\n'),
    ],
  ];
  return paragraphs.join('\n\n') + '\n';
}

const nameOf = (bucket: BucketReport): string => bucket.constructPath ?? bucket.logicalId;

function bucketParagraphs(bucket: BucketReport): readonly string[] {
  const rest = (['pass', 'not-applicable'] as const).flatMap(outcome => bucket.findings.filter(f => f.outcome === outcome));
  return [
    `## ${nameOf(bucket)}`,
    `Bucket ${bucket.logicalId} in ${location(bucket.template, bucket.line)}: ${countsInWords(bucket.outcomes).map(c => c.text).join(', ')}.`,
    ...(bucket.declared ?? []).map(declared => declaredParagraph(bucket, declared)),
    ...urgentFirst(bucket).map(finding => findingParagraph(bucket, finding)),
    ...rest.length === 0 ? [] : [
      table(['Outcome', 'Check', 'Severity', 'Statement', 'Supports'],
        rest.map(f => [WORDS[f.outcome], f.check, f.severity, f.statement, f.requirements.join(', ')])),
    ],
    ...bucket.exceptions.length === 0 ? [] : ['### Exceptions declared by the owner', exceptionTable(bucket)],
  ];
}

function declaredParagraph(bucket: BucketReport, declared: DeclaredReport): string {
  const place = location(declared.template ?? bucket.template, declared.line);
  const head = `Declared by the owner${declared.when === undefined ? '' : ` when ${declared.when}`}, not verified (${place}):`;
  return [head, '', ...declaredInWords(declared).map(text => `- ${text}`)].join('\n');
}

function exceptionTable(bucket: BucketReport): string {
  return table(['Exception', 'Control', 'Owner', 'Expires', 'Reason', 'What became of it'], bucket.exceptions.map(e => [
    e.status, e.control, e.owner ?? '', e.expires ?? '', e.reason ?? '',
    `${e.says}${e.when === undefined ? '' : ` (declared when ${e.when})`} (${location(e.template ?? bucket.template, e.line)})`,
  ]));
}

function findingParagraph(bucket: BucketReport, finding: Finding): string {
  return [
    `### ${WORDS[finding.outcome]}: ${finding.check}${finding.known ? ' (known)' : ''}`,
    '',
    `${finding.statement} (${finding.severity})`,
    '',
    ...finding.because.map(because => `- ${reason(bucket, because)}`),
    ...(finding.assuming ?? []).map(text => `- Taken for granted: ${text}`),
    ...finding.waiver ? [`- Waived by ${waiverInWords(finding.waiver)}`] : [],
    `- Why: ${finding.why ?? ''}`,
    `- Fix: ${finding.fix ?? ''}`,
    `- Supports: ${finding.requirements.join(', ')}`,
  ].join('\n');
}

function reason(bucket: BucketReport, { template, at, line, says }: Because): string {
  return `${sentence(shortPath(bucket.at, at), says)} (${location(template ?? bucket.template, line)})`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

/** Characters shown of one text of a template; the JSON report has them all. */
const MOST_CHARACTERS = 1000;

/** What the catalogue says may hold code and links; what a template says may not. */
const PROSE: ReadonlySet<string> = new Set(['statement', 'why', 'fix', 'manual', 'title', 'edition', 'source', 'disclaimer']);

function escape(text: string, key: string): string {
  return PROSE.has(key) ? clean(text).split(/(`[^`]*`)/).map(prose).join('') : inert(shorten(clean(text), MOST_CHARACTERS));
}

function prose(text: string): string {
  return (text.startsWith('`') ? text : text.replace(/[<*_]/g, '\\$&')).replace(/\|/g, '\\|');
}

/** Neither markup, nor a table's edge, nor a link. */
function inert(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~&!]/g, '\\$&').replace(/:\/\//g, '&#58;//');
}
