import type { OscalOptions } from './oscal';
import { controlIds, uuidOf } from './oscal-ids';
import { document, HOME, metadata, prop, some, sourceOf } from './oscal-parts';
import { type Check, isManual } from '../controls/control';
import { checksOf, type Framework, type Requirement } from '../frameworks/framework';

/**
 * The package as an OSCAL component definition: which of its checks support which requirement of each framework.
 * https://pages.nist.gov/OSCAL/reference/latest/component-definition/json-outline/
 *
 * @throws RangeError where `at` is no moment with a zone
 */
export function toOscalComponents(frameworks: readonly Framework[], options: OscalOptions): string {
  const checks = [...new Map(frameworks.flatMap(checksOf).map(check => [check.id, check])).values()];
  const resources = frameworks.flatMap(framework => sourceOf(framework).resource ?? []);
  return document('component-definition', {
    metadata: metadata('cdk-s3-compliance: component definition', options,
      'Says which checks support which requirement. It is not a certification, and not a claim that a system that uses the component meets a requirement. '
      + 'The sources of the frameworks are their own texts, which are not OSCAL catalogs; the property label holds the number of each requirement there.'),
    components: [{
      uuid: uuidOf('component'),
      type: 'software',
      title: 'cdk-s3-compliance',
      description: 'S3 buckets with safeguards for the AWS CDK, and the controls that judge buckets in CloudFormation templates and CDK apps.',
      purpose: 'Keeps and checks safeguards of S3 buckets',
      props: [...prop('version', options.version), ...checks.flatMap(ruleOf)],
      links: [{ href: HOME, rel: 'homepage' }],
      ...some('control-implementations', frameworks.filter(f => f.requirements.length > 0).map(implementationOf)),
    }],
    ...resources.length > 0 && { 'back-matter': { resources } },
  });
}

/** As compliance-trestle lays rules out: the properties of one rule share their remarks. */
function ruleOf(check: Check): readonly object[] {
  const together = { remarks: `rule_${check.id}` };
  return [
    ...prop('Rule_Id', check.id, together),
    ...prop('Rule_Description', check.statement, together),
    ...isManual(check) ? prop('Rule_Attestation', check.manual, together) : prop('Rule_Severity', check.severity, together),
  ];
}

function implementationOf(framework: Framework): object {
  const ids = controlIds(framework.id, framework.requirements);
  return {
    'uuid': uuidOf('implementation', framework.id),
    'source': sourceOf(framework).href,
    'description': `${framework.title}, ${framework.edition}: the requirements that checks of S3 buckets support`,
    'props': [...prop('framework', framework.id), ...prop('edition', framework.edition)],
    'implemented-requirements': framework.requirements.map(requirement => requirementOf(framework, requirement, ids.get(requirement.id)!)),
  };
}

function requirementOf(framework: Framework, { id, title, priority, checks }: Requirement, controlId: string): object {
  const judged = checks.filter(c => !isManual(c.check)).map(c => c.check.id);
  const attested = checks.filter(c => isManual(c.check)).map(c => c.check.id);
  return {
    'uuid': uuidOf('requirement', framework.id, id),
    'control-id': controlId,
    'description': [
      `${title}.`,
      ...judged.length > 0 ? [`Supported by: ${judged.join(', ')}.`] : [],
      ...attested.length > 0 ? [`A person attests: ${attested.join(', ')}.`] : [],
    ].join(' '),
    'props': [
      ...prop('label', id),
      ...prop('priority', priority),
      ...checks.flatMap(({ check, tier, onlyIf }) => prop('Rule_Id', check.id, { class: `tier-${tier}`, ...onlyIf !== undefined && { remarks: `asked only ${onlyIf}` } })),
    ],
  };
}
