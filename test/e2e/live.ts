import { ACCOUNT, credentials, REGION } from './cdk';
import { type Deployment, must, namesOf, templatesOf } from './deployment';
import { evaluate, type Report } from '../../src/evidence';
import { frameworkById } from '../../src/frameworks';
import { readTemplates } from '../../src/posture/cloudformation';
import { isKnown } from '../../src/posture/fact';
import { audit } from '../../src/runtime/audit';
import { awsPort, type AwsPort } from '../../src/runtime/aws-sdk';
import { drift, type DriftReport, hasDrifted } from '../../src/runtime/drift';

const SERVICES = ['s3', 's3-control', 'kms', 'cloudtrail', 'cloudwatch', 'macie2'] as const;

/** Checks that only a template can answer, and why. */
const UNKNOWABLE: Readonly<Record<string, string>> = { 'key-stays-usable': 'no API says whether a key outlives the stack that made it' };

/** Why a fact may go uncompared: a policy names a network or a role whose name only CloudFormation knows. */
const UNRESOLVED = / gets its name at deploy time$/;

/** Our audit, over the AWS SDK. */
export const portOf = async (url: string): Promise<AwsPort> => awsPort({
  region: REGION, credentials, endpoint: url, endpoints: Object.fromEntries(SERVICES.map(service => [service, url])), timeout: 20_000,
});

export interface Seen {
  readonly reports: readonly Report[];
  readonly drifted: DriftReport;
}

/** What the audit and drift say of the buckets of the account, or of some. */
export async function look(
  deployment: Deployment, port: AwsPort, buckets?: readonly string[], frameworks = deployment.example.frameworks,
): Promise<Seen> {
  const templates = templatesOf(deployment.out);
  const names = namesOf(deployment);
  const declarations = Object.fromEntries(readTemplates(templates).flatMap(({ template, logicalId, alternatives: [{ posture: { declared } }] }) =>
    isKnown(declared) ? [[names[`${template}#${logicalId}`], declared.value]] : []));
  const targets = [{ account: ACCOUNT, port, region: REGION, buckets }];
  const { reports, recordings } = await audit({ targets, frameworks, declarations });
  return { reports, drifted: drift({ templates, recordings, names }) };
}

/** Outcomes by framework, bucket and check; of buckets in templates by the names that they have got. */
const outcomesOf = (reports: readonly Report[], nameOf: (template: string, logicalId: string) => string): ReadonlyMap<string, string> =>
  new Map(reports.flatMap(report => report.buckets.flatMap(({ template, logicalId, findings }) =>
    findings.map(({ check, outcome }) => [`${report.framework.id} ${nameOf(template, logicalId)} ${check}`, outcome] as const))));

/** No bucket fails a check that its template does not fail. */
export async function audited(deployment: Deployment): Promise<string> {
  const names = namesOf(deployment);
  const readings = readTemplates(templatesOf(deployment.out));
  const declared = outcomesOf(deployment.example.frameworks.map(id => evaluate(readings, frameworkById(id))), (template, id) => names[`${template}#${id}`]);
  const port = await portOf(deployment.url);
  const { reports } = await look(deployment, port);
  port.close();
  // the account has the bucket of the toolkit as well
  const live = new Map([...outcomesOf(reports, (_, name) => name)].filter(([place]) => declared.has(place)));
  const failing = [...live].filter(([, outcome]) => outcome === 'fail').map(([place]) => place);
  const known = [...live].filter(([place, outcome]) => ['pass', 'fail'].includes(outcome) && ['pass', 'fail'].includes(declared.get(place)!));
  must([
    ...known.length > 0 ? [] : ['no check is known of both the template and the bucket'],
    ...[...declared.keys()].filter(place => !live.has(place)).map(place => `${place} was not audited`),
    ...failing.filter(place => declared.get(place) !== 'fail').map(place => `${place} fails in AWS and is ${declared.get(place)} in the template`),
    ...known.filter(([place, outcome]) => outcome === 'pass' && declared.get(place) === 'fail').map(([place]) => `${place} passes in AWS and fails in the template`),
  ]);
  const unseen = [...declared].filter(([place, outcome]) => ['pass', 'fail'].includes(outcome) && live.get(place) === 'unknown').map(([place]) => place);
  must(unseen.filter(place => !(place.split(' ')[2] in UNKNOWABLE)).map(place => `${place} is known of the template and not of the bucket`));
  return `${known.length} as declared, ${unseen.length} unknown`;
}

/** No fact of a bucket is another one than its template says. */
export async function undrifted(deployment: Deployment): Promise<string> {
  const port = await portOf(deployment.url);
  const { drifted } = await look(deployment, port);
  port.close();
  must([
    ...drifted.onlyInTemplates.map(({ template, logicalId, because }) => `${template}/${logicalId}: ${because}`),
    ...differences(drifted),
    ...drifted.buckets.flatMap(one => one.facts.filter(({ state, because }) => state === 'not compared' && !UNRESOLVED.test(because ?? ''))
      .map(({ fact, because }) => `${one.template}/${one.logicalId}: ${fact} was not compared: ${because}`)),
    ...hasDrifted(drifted) && differences(drifted).length === 0 ? ['drift says that something has drifted, and not what'] : [],
  ]);
  const facts = drifted.buckets.flatMap(one => one.facts);
  const count = (wanted: string): number => facts.filter(({ state }) => state === wanted).length;
  return `${count('same')} facts same, ${count('not compared')} not compared`;
}

export const differences = ({ buckets }: DriftReport): readonly string[] => buckets.flatMap(({ template, logicalId, facts, controls }) => [
  ...facts.filter(({ state }) => state === 'differs').map(({ fact, template: there, aws, because }) =>
    `${template}/${logicalId}: ${fact} is ${there.says} in the template and ${aws.says} in AWS${because === undefined ? '' : `, ${because}`}`),
  ...controls.filter(({ template: there, aws }) => aws.outcome === 'fail' && there.outcome === 'pass').map(({ control }) => `${template}/${logicalId}: ${control} fails in AWS`),
]);
