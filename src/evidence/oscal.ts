import { bucketId } from './baseline';
import { findingsOf } from './oscal-findings';
import { controlIds, uuidOf } from './oscal-ids';
import { attestationsOf, goneOf, itemOf, observationsOf } from './oscal-observations';
import { document, HOME, metadata, prop, some, sourceOf } from './oscal-parts';
import { risksOf } from './oscal-risks';
import { present, type Report } from './report';
import { isAccount } from './sarif-uri';
import { countsInWords, knownInWords, plural } from './words';

export interface OscalOptions {
  /** The version of this package. */
  readonly version: string;
  /** When the buckets were judged, as ISO 8601 with a zone: `2026-11-25T12:00:00Z`. Part of every identifier but those of buckets and tools. */
  readonly at: string;
}

/**
 * As OSCAL assessment results, a result for each framework: https://pages.nist.gov/OSCAL/reference/latest/assessment-results/json-outline/
 *
 * Buckets are inventory items, what a control found on one is an observation, requirements are findings, and what fails, is unknown or is
 * waived is a risk. The same reports at the same moment give the same bytes.
 *
 * @throws RangeError where there is no report, or `at` is no such moment
 */
export function toOscal(reports: readonly Report[], options: OscalOptions): string {
  if (reports.length === 0) throw new RangeError('\'reports\' is empty, and an OSCAL document needs a result; pass a report');
  const plan = uuidOf('no assessment plan');
  return document('assessment-results', {
    'metadata': metadata('S3 buckets: assessment results', options, reports[0].disclaimer),
    'import-ap': { href: `#${plan}`, remarks: 'There is no assessment plan in OSCAL; the resource says what was done instead.' },
    'results': reports.map(report => resultOf(report, options)),
    'back-matter': {
      resources: [{
        uuid: plan,
        title: 'No assessment plan',
        description: `The buckets were judged by the controls of this package, from ${sourcesOf(reports)}, without an assessment plan. `
          + 'The frameworks are not published as OSCAL catalogs: control ids are made from the numbers in their own text, which the property label of each finding holds.',
        rlinks: [{ href: HOME }],
      }, ...reports.flatMap(({ framework }) => sourceOf(framework).resource ?? [])],
    },
  });
}

function resultOf(report: Report, { version, at }: OscalOptions): object {
  const { framework, summary, buckets, requirements, baseline, generatedAt, asOf } = report;
  const ids = controlIds(framework.id, requirements);
  const items = itemIds(report);
  const perBucket = buckets.flatMap((bucket, i) => observationsOf(report, bucket, items[i], at));
  const observed = [...perBucket, ...attestationsOf(report, at)];
  const risks = risksOf(report, observed, at);
  const tool = uuidOf('tool', framework.id, version);
  return {
    'uuid': uuidOf('result', at, framework.id),
    'title': `${framework.title}, ${framework.edition}`,
    'description': `${plural(summary.buckets, 'bucket')}: ${countsInWords(summary.outcomes).map(c => c.text).join(', ')}. A finding says what the checks show that support a requirement; it does not say that the requirement is met.`,
    'start': at,
    'end': at,
    'props': [
      ...prop('framework', framework.id),
      ...prop('edition', framework.edition),
      ...prop('report-generated-at', generatedAt),
      ...prop('exceptions-as-of', asOf),
      ...prop('known-findings', baseline?.known),
    ],
    'links': [{ href: sourceOf(framework).href, rel: 'reference', text: framework.title }],
    'local-definitions': {
      ...some('inventory-items', buckets.map((bucket, i) => itemOf(bucket, items[i]))),
      'assessment-assets': {
        'components': [{
          uuid: tool,
          type: 'software',
          title: 'cdk-s3-compliance',
          description: `Judges S3 buckets by what ${sourcesOf([report])} say of them.`,
          props: prop('version', version),
          status: { state: 'operational' },
        }],
        'assessment-platforms': [{
          'uuid': uuidOf('platform', framework.id, version), 'title': 'cdk-s3-compliance', 'uses-components': [{ 'component-uuid': tool }],
        }],
      },
    },
    'reviewed-controls': { 'control-selections': [requirements.length === 0 ? { 'include-all': {} } : { 'include-controls': [...ids.values()].map(id => ({ 'control-id': id })) }] },
    ...some('observations', [...observed.map(o => o.observation), ...goneOf(report, at)]),
    ...some('risks', risks.map(r => r.risk)),
    ...some('findings', findingsOf(report, observed, risks, ids, at)),
    ...present('remarks', baseline && knownInWords(baseline)),
  };
}

/** What the buckets were judged from. */
function sourcesOf(reports: readonly Report[]): string {
  const places = reports.flatMap(report => report.buckets.map(bucket => bucket.template));
  const live = places.some(isAccount);
  return [...live && places.every(isAccount) ? [] : ['CloudFormation templates'], ...live ? ['the answers of AWS about buckets that run'] : []].join(' and ');
}

/** An identifier for each bucket that stays while the bucket keeps its name; two of one name are numbered. */
function itemIds({ framework, buckets }: Report): readonly string[] {
  const times = new Map<string, number>();
  return buckets.map(bucket => {
    const key = JSON.stringify([bucketId(bucket), bucket.template, bucket.logicalId]);
    const n = times.get(key) ?? 0;
    times.set(key, n + 1);
    return uuidOf('bucket', framework.id, key, n);
  });
}
