import { bucketId } from './baseline';
import { shorten } from './clean';
import { bodyOf, messageOf, ownersWords } from './junit-text';
import { type Element, toXml } from './junit-xml';
import type { Attestation, BucketReport, Finding, Report } from './report';
import { line } from './sarif-text';
import { fileOf, isAccount } from './sarif-uri';
import { knownInWords, observedInWords } from './words';

/**
 * As JUnit XML: a test suite for each framework and bucket, a test case for each control.
 *
 * What fails is a `failure`. What is unknown, left to a person, waived, known from the baseline file or not applicable is `skipped`, with
 * its reasons: a CI server then counts as failed what the command line exits with 1 for. Each framework has a further suite of what a
 * person attests once.
 */
export function toJunit(reports: readonly Report[]): string {
  const names = new Map<string, number>();
  const suites = reports.flatMap(report => [
    ...report.buckets.map(bucket => bucketSuite(report, bucket, unique(names, `${report.framework.id}.${bucketId(bucket).replace(/\./g, '_')}`))),
    attestationSuite(report, unique(names, `${report.framework.id}.attestations`)),
  ]);
  const total = (key: 'tests' | 'failures') => suites.reduce((sum, { counts }) => sum + counts[key], 0);
  return toXml({
    name: 'testsuites',
    attributes: { name: 'cdk-s3-compliance', tests: total('tests'), failures: total('failures'), errors: 0, time: 0 },
    children: suites.map(({ element }) => element),
  });
}

interface Suite {
  readonly counts: { readonly tests: number; readonly failures: number; readonly skipped: number };
  readonly element: Element;
}

/** GitLab keeps one test of each class and name, so no two suites share a class. */
function unique(names: Map<string, number>, name: string): string {
  const before = names.get(name) ?? 0;
  names.set(name, before + 1);
  return before === 0 ? name : unique(names, `${name} (${before + 1})`);
}

function bucketSuite(report: Report, bucket: BucketReport, classname: string): Suite {
  const { template, logicalId, constructPath, findings } = bucket;
  const file = isAccount(template) ? undefined : fileOf(template);
  return suite({
    name: `${report.framework.title}: ${constructPath ?? `${template}#${logicalId}`}`,
    file,
    properties: { template, logicalId, constructPath, bucketLine: bucket.line?.toString(), ...about(report) },
    cases: findings.map(finding => findingCase(bucket, finding, classname, file)),
    out: ownersWords(bucket),
  });
}

function attestationSuite(report: Report, classname: string): Suite {
  const { baseline } = report;
  return suite({
    name: `${report.framework.title}: to attest by hand`,
    properties: about(report),
    cases: report.manual.map(attestation => attestationCase(attestation, classname)),
    out: [
      report.disclaimer,
      ...baseline ? [knownInWords(baseline), ...baseline.gone.map(({ bucket, control, outcome }) => line(`not found any more: ${bucket}, ${control} (${outcome})`))] : [],
    ],
  });
}

interface Parts {
  readonly name: string;
  readonly file?: string;
  readonly properties: Readonly<Record<string, string | undefined>>;
  readonly cases: readonly Element[];
  readonly out: readonly string[];
}

function suite({ name, file, properties, cases, out }: Parts): Suite {
  const having = (child: string) => cases.filter(c => c.children?.some(({ name: n }) => n === child)).length;
  const counts = { tests: cases.length, failures: having('failure'), skipped: having('skipped') };
  const given = Object.entries(properties).flatMap(([key, value]) => value === undefined ? [] : [{ name: 'property', attributes: { name: key, value } }]);
  return {
    counts,
    element: {
      name: 'testsuite',
      attributes: { name, ...counts, errors: 0, time: 0, file },
      children: [{ name: 'properties', children: given }, ...cases, ...out.length > 0 ? [{ name: 'system-out', text: out.join('\n') }] : []],
    },
  };
}

const about = ({ framework: { id, edition }, generatedAt, asOf }: Report) => ({ framework: id, edition, generatedAt, exceptionsAsOf: asOf });

function findingCase(bucket: BucketReport, finding: Finding, classname: string, file: string | undefined): Element {
  const here = finding.because.find(b => b.template === undefined);
  return {
    name: 'testcase',
    attributes: { name: finding.check, classname, time: 0, file, line: here?.line ?? bucket.line },
    children: caseChildren(bucket, finding),
  };
}

/** Characters of a message, which servers show in one line; the text below it is complete. */
const MOST_CHARACTERS = 500;

function caseChildren(bucket: BucketReport, finding: Finding): readonly Element[] {
  const { outcome, severity, known, assuming = [] } = finding;
  const text = bodyOf(bucket, finding).join('\n');
  if (outcome === 'pass') return assuming.length > 0 ? [{ name: 'system-out', text }] : [];
  const message = shorten(messageOf(bucket, finding), MOST_CHARACTERS);
  return outcome === 'fail' && !known
    ? [{ name: 'failure', attributes: { message, type: severity }, text }]
    : [{ name: 'skipped', attributes: { message, type: known ? 'known' : outcome }, text }];
}

const attestationCase = ({ check, statement, manual, onlyIf, observed = [], requirements }: Attestation, classname: string): Element => ({
  name: 'testcase',
  attributes: { name: check, classname, time: 0 },
  children: [{
    name: 'skipped',
    attributes: { message: `To attest by hand: ${statement}`, type: 'manual' },
    text: [manual, ...onlyIf === undefined ? [] : [`Asked only ${onlyIf}.`], ...observed.map(seen => line(observedInWords(seen))), `Supports: ${requirements.join(', ')}`].join('\n'),
  }],
});
