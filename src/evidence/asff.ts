import type { AsffCompliance, AsffFinding, AsffSeverity } from './asff-finding';
import { frameOf } from './asff-frame';
import { ASFF } from './asff-limits';
import { shorten } from './clean';
import { toJsonText } from './json';
import { type BucketReport, type Finding, type Outcome, present, type Report } from './report';
import { line } from './sarif-text';
import { sentence, shortPath, waiverInWords } from './words';
import { controlsOf, type Framework, requirementsFor } from '../frameworks/framework';

export type { AsffCompliance, AsffFinding, AsffResource, AsffSeverity } from './asff-finding';

export interface AsffOptions {
  /** The Region whose Security Hub gets the findings. */
  readonly region: string;
  /** When the buckets were looked at, as ISO 8601. Security Hub takes an update only where this is later than that of the finding it has. */
  readonly at: string;
  /** `aws`, `aws-cn` or `aws-us-gov`. @default aws */
  readonly partition?: string;
  /** @default - the account's own product, `arn:aws:securityhub:<region>:<account>:product/<account>/default` */
  readonly productArn?: string;
  /** Regions of the buckets by their names. @default - not stated, Security Hub then shows its own Region only */
  readonly regions?: ReadonlyMap<string, string>;
}

const STATUS: Readonly<Record<Outcome, AsffCompliance['Status']>> = {
  'fail': 'FAILED', 'unknown': 'WARNING', 'manual': 'NOT_AVAILABLE', 'waived': 'FAILED', 'pass': 'PASSED', 'not-applicable': 'NOT_AVAILABLE',
};

const CODES: Readonly<Record<Outcome, string>> = {
  'fail': 'CHECK_FAILED', 'unknown': 'CHECK_UNKNOWN', 'manual': 'DECIDE_BY_HAND', 'waived': 'CHECK_WAIVED', 'pass': 'CHECK_PASSED', 'not-applicable': 'NOT_APPLICABLE',
};

/**
 * As a JSON array of findings in the AWS Security Finding Format, of buckets that run.
 *
 * @throws RangeError where a bucket was read from a template, which Security Hub has no resource for
 */
export function toAsff(reports: readonly Report[], options: AsffOptions): string {
  return toJsonText(reports.flatMap(report => asffFindings(report, options)));
}

/**
 * A finding for each bucket and check of the report, whatever its outcome, so that what is mended is seen to be. The id is made of framework,
 * check and bucket: a later run updates it. What does not apply is archived.
 *
 * What is waived is a finding of its own, suppressed, and the plain one is archived: Security Hub takes `Workflow` only when a finding is
 * new, and a suppressed one is not updated any more, so that the end of the exception would stay hidden. What people attest for the whole
 * account is not among the findings; the report has it.
 *
 * `FirstObservedAt` is left out, since one run cannot know it.
 *
 * @throws RangeError where a bucket was read from a template
 */
export function asffFindings(report: Report, options: AsffOptions): readonly AsffFinding[] {
  return report.buckets.flatMap(bucket => bucket.findings.flatMap(finding => found(report, bucket, finding, options)));
}

/** Archives all findings on a bucket that is gone. */
export function asffGone(framework: Framework, account: string, bucket: string, options: AsffOptions): readonly AsffFinding[] {
  return controlsOf(framework).map(({ id, statement }) => ({
    ...frameOf({ account, bucket, framework, check: id, statement }, options),
    Description: 'The bucket is not there any more.',
    FindingProviderFields: fields(framework, 'INFORMATIONAL', 'gone'),
    ProductFields: productFields({ framework, check: id, outcome: 'gone' }),
    Compliance: { Status: 'NOT_AVAILABLE', SecurityControlId: id, ...requirementsOf(framework, requirementsFor(framework, id)) },
    RecordState: 'ARCHIVED',
  }));
}

function found({ framework }: Report, bucket: BucketReport, finding: Finding, options: AsffOptions): readonly AsffFinding[] {
  const { check, statement, outcome, severity, fix, waiver, known, requirements } = finding;
  const reasons = reasonsOf(bucket, finding);
  const plain: AsffFinding = {
    ...frameOf({ account: accountOf(bucket), bucket: bucket.logicalId, framework, check, statement }, options),
    Description: described(finding, reasons),
    ...fix !== undefined && { Remediation: { Recommendation: { Text: some(fix, ASFF.recommendation) } } },
    FindingProviderFields: fields(framework, labelOf(finding), severity),
    ProductFields: productFields({
      framework, check, outcome, known, ...waiver && { 'waiver-reason': waiver.reason, 'waiver-owner': waiver.owner, 'waiver-expires': waiver.expires },
    }),
    Compliance: {
      Status: STATUS[outcome],
      SecurityControlId: some(check, ASFF.requirement),
      ...requirementsOf(framework, requirements),
      ...outcome !== 'pass' && reasons.length > 0 && { StatusReasons: statusReasons(outcome, reasons) },
    },
    RecordState: outcome === 'not-applicable' || outcome === 'waived' ? 'ARCHIVED' : 'ACTIVE',
  };
  if (!waiver || outcome !== 'waived') return [plain];
  const Id = some(`${plain.Id}/waived/${waiver.expires}`, ASFF.id);
  return [plain, { ...plain, Id, Workflow: { Status: 'SUPPRESSED' }, RecordState: 'ACTIVE' }];
}

const LIVE = /^aws:\/\/(\d{12})$/;

function accountOf({ template, logicalId }: BucketReport): string {
  const account = LIVE.exec(template)?.[1];
  if (account !== undefined) return account;
  throw new RangeError(`the bucket ${line(logicalId)} of ${line(template)} is none that runs, and Security Hub takes findings on nothing else; pass a report of live buckets`);
}

const labelOf = ({ outcome, severity }: Finding): AsffSeverity['Label'] =>
  outcome === 'fail' || outcome === 'unknown' || outcome === 'waived' ? LABELS[severity] : 'INFORMATIONAL';

const LABELS = { high: 'HIGH', medium: 'MEDIUM', low: 'LOW' } as const;

/** Providers say severity and types here; what stands beside it belongs to the customer. */
const fields = ({ title }: { readonly title: string }, Label: AsffSeverity['Label'], original: string): AsffFinding['FindingProviderFields'] => ({
  Severity: { Label, Original: some(original, ASFF.severity) },
  Types: [`Software and Configuration Checks/Industry and Regulatory Standards/${some(title.replaceAll('/', ' '), ASFF.requirement)}`],
});

interface Said extends Readonly<Record<string, unknown>> {
  readonly framework: { readonly id: string; readonly edition: string; readonly source: string };
}

function productFields({ framework: { id, edition, source }, ...said }: Said): Readonly<Record<string, string>> {
  const all = { framework: id, edition, source, ...said };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)
    .map(([name, value]) => [`cdk-s3-compliance/${name}`, some(String(value), ASFF.field)]));
}

/** `PCI DSS v4.0.1/3.5.1`. What no source maps is no requirement. */
function requirementsOf({ title }: { readonly title: string }, ids: readonly string[]): Pick<AsffCompliance, 'RelatedRequirements'> {
  const all = ids.filter(id => id !== 'no published mapping').map(id => some(`${title}/${id}`, ASFF.requirement));
  return present('RelatedRequirements', all.length === 0 ? undefined : atMost(all, ASFF.requirements, left => `and ${left} more`));
}

function reasonsOf(bucket: BucketReport, { because, assuming = [], waiver }: Finding): readonly string[] {
  return [
    ...waiver ? [`waived by ${line(waiverInWords(waiver))}`] : [],
    ...because.map(({ at, says }) => sentence(shortPath(bucket.at, line(at)), line(says))),
    ...assuming.map(text => `taken for granted: ${line(text)}`),
  ];
}

const statusReasons = (outcome: Outcome, reasons: readonly string[]): AsffCompliance['StatusReasons'] =>
  atMost(reasons, ASFF.reasons, left => `and ${left} more reasons, which the report has`).map(text => ({ ReasonCode: CODES[outcome], Description: some(text, ASFF.reason) }));

const described = ({ statement, why }: Finding, reasons: readonly string[]): string =>
  some([...reasons.length > 0 ? [`${reasons.join('; ')}.`] : [], `Expected: ${statement.replace(/\.?$/, '.')}`, ...why === undefined ? [] : [why]].join(' '), ASFF.description);

/** As many as may be; where some are left out, the last place says how many. */
function atMost(items: readonly string[], most: number, rest: (left: number) => string): readonly string[] {
  return items.length <= most ? items : [...items.slice(0, most - 1), rest(items.length - most + 1)];
}

/** Text in one line that is not empty, which Security Hub refuses. */
const some = (text: string, most: number): string => shorten(line(text), most) || '(empty)';
