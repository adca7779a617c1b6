import { createHash } from 'node:crypto';
import { bucketId } from './baseline';
import { type Attestation, type BucketReport, type Finding, type Outcome, present, type Report } from './report';
import { bucketLocation, locationOf, lostLocation } from './sarif-locations';
import { RANKS, type Rule } from './sarif-rules';
import { line, message } from './sarif-text';
import { observedInWords, sentence, shortPath, waiverInWords } from './words';

/** What SARIF calls our outcomes. A waived finding is a failure that is suppressed. */
const KINDS: Readonly<Record<Outcome, 'fail' | 'open' | 'review' | 'pass' | 'notApplicable'>> = {
  'fail': 'fail', 'unknown': 'open', 'manual': 'review', 'waived': 'fail', 'pass': 'pass', 'not-applicable': 'notApplicable',
};

const WORDS: Readonly<Record<Outcome, string>> = {
  'fail': 'fails', 'unknown': 'is unknown', 'manual': 'is to be decided by hand', 'waived': 'is waived', 'pass': 'passes', 'not-applicable': 'is not concerned',
};

/** The results of one framework, in the order of the report. */
export function resultsOf(report: Report, rules: readonly Rule[], alertsOnly: boolean): readonly object[] {
  const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
  const shown = (outcome: Outcome) => !alertsOnly || outcome === 'fail' || outcome === 'unknown';
  // The standard wants these two of all results of a run, or of none.
  const shared = (finding: Pick<Finding, 'known'>) => ({
    ...present('baselineState', report.baseline && (finding.known ? 'unchanged' : 'new')),
    ...anyWaiver && { suppressions: [] as readonly object[] },
  });
  const anyWaiver = !alertsOnly && report.buckets.some(b => b.findings.some(f => f.waiver));
  const found = report.buckets.flatMap(bucket => bucket.findings.filter(f => shown(f.outcome)).map(finding =>
    ({ ...result(bucket, finding, indexes.get(finding.check) ?? -1), ...shared(finding), ...suppressed(bucket, finding) })));
  if (alertsOnly) return found;
  const attestations = report.manual.map(m => ({ ...attestation(m, indexes.get(m.check) ?? -1), ...shared({}) }));
  return [...found, ...attestations, ...gone(report, rules, indexes).map(absent => ({ ...shared({}), ...absent }))];
}

function result(bucket: BucketReport, finding: Finding, ruleIndex: number): object {
  const { check, outcome, severity, because, assuming = [], statement } = finding;
  const kind = KINDS[outcome];
  // The first reason in the bucket's own template is where an editor opens.
  const main = because.findIndex(b => b.template === undefined);
  const others = because.filter((b, i) => i !== main && !(b.template === undefined && b.at === because[main]?.at));
  const reasons = because.map(b => sentence(shortPath(bucket.at, line(b.at)), line(b.says)));
  return {
    ruleId: check,
    ruleIndex,
    kind,
    level: kind === 'fail' ? RANKS[severity].level : 'none',
    message: message([
      `${line(bucket.constructPath ?? bucket.logicalId)} ${WORDS[outcome]}: ${reasons.join('; ')}.`,
      ...assuming.map(text => `Taken for granted: ${line(text)}.`),
      `Expected: ${statement.replace(/\.?$/, '.')}`,
    ].join(' ')),
    locations: [main < 0 ? bucketLocation(bucket) : locationOf(bucket, because[main])],
    ...others.length > 0 && { relatedLocations: others.map((b, i) => ({ id: i + 1, ...locationOf(bucket, b), message: message(line(b.says)) })) },
    partialFingerprints: fingerprint(bucketId(bucket), check),
    properties: { outcome, severity },
  };
}

function suppressed(bucket: BucketReport, { waiver, because }: Finding): object {
  if (!waiver) return {};
  return {
    suppressions: [{
      kind: 'external',
      status: 'accepted',
      justification: line(waiverInWords(waiver)),
      ...because.length > 0 && { location: bucketLocation(bucket) },
      properties: { owner: line(waiver.owner), expires: line(waiver.expires), at: line(waiver.at) },
    }],
  };
}

const attestation = ({ check, statement, manual, onlyIf, observed = [] }: Attestation, ruleIndex: number): object => ({
  ruleId: check,
  ruleIndex,
  kind: 'review',
  level: 'none',
  message: message(`To attest by hand${onlyIf === undefined ? '' : `, only ${onlyIf}`}: ${statement.replace(/\.?$/, '.')} ${manual}${observed.length === 0 ? '' : ` (${observed.map(seen => line(observedInWords(seen))).join('; ')})`}`),
  properties: { outcome: 'manual' },
});

/** What the baseline file records and nobody finds any more. */
function gone({ baseline, buckets }: Report, rules: readonly Rule[], indexes: ReadonlyMap<string, number>): readonly object[] {
  if (!baseline || baseline.gone.length === 0) return [];
  const there = new Map(buckets.map(bucket => [bucketId(bucket), bucket]));
  return baseline.gone.map(({ bucket: id, control, outcome }) => {
    const index = indexes.get(control);
    const bucket = there.get(id);
    return {
      ruleId: control,
      ...index !== undefined && { ruleIndex: index },
      kind: KINDS[outcome],
      level: outcome === 'fail' ? RANKS[rules[index ?? -1]?.severity ?? 'low'].level : 'none',
      message: message(`Recorded in the baseline file as ${outcome}, and not found any more (${line(id)})`),
      locations: [bucket ? bucketLocation(bucket) : lostLocation(id)],
      partialFingerprints: fingerprint(id, control),
      baselineState: 'absent',
      properties: { outcome },
    };
  });
}

/** The same for a bucket and a control wherever in the file the bucket stands. */
function fingerprint(bucket: string, control: string): object {
  return { 'bucketAndControl/v1': createHash('sha256').update(JSON.stringify([bucket, control])).digest('hex') };
}
