import { App, Aws, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ComplianceFramework } from '../../../src';
import { AccountGuardrails } from '../../../src/constructs/account/account-guardrails';
import type { AccountGuardrailsProps } from '../../../src/constructs/account/account-guardrails-props';
import { InlineStack } from '../../../src/constructs/organization/inline-stack';
import { OrganizationGuardrails } from '../../../src/constructs/organization/organization-guardrails';
import type { OrganizationGuardrailsProps } from '../../../src/constructs/organization/organization-guardrails-props';
import { wrongWith } from '../../../src/constructs/organization/stack-set-template';
import { PROVIDED } from '../../../src/posture/provided';
import { bundleInline } from '../account/bundles';
import { messageOf, stackOf } from '../apps';
import { judge, NAG, OURS } from '../guarded-app';

// Before the stacks below are made.
bundleInline();

const ENV = { env: { account: '111122223333', region: 'eu-central-1' } };
const TARGETS = { organizationalUnits: ['ou-ab12-3cd45678'], regions: ['eu-central-1'] };
const BY = { providedBy: 'the security team, account 111122223333' };

const organization = (stack: Stack, props: Partial<OrganizationGuardrailsProps> = {}) =>
  new OrganizationGuardrails(stack, 'Organization', { ...TARGETS, ...props });

interface Body {
  readonly Resources: Readonly<Record<string, { Type: string; Condition?: string }>>;
  readonly Conditions?: object;
  readonly Metadata?: Readonly<Record<string, object[]>>;
}

/** The properties of the stack set of a stack, and the template in it. */
function stackSet(stack: Stack) {
  const [resource] = Object.values(Template.fromStack(stack).findResources('AWS::CloudFormation::StackSet')) as [{ Properties: Record<string, unknown> }];
  const text = resource.Properties.TemplateBody as string;
  return { resource, text, body: JSON.parse(text) as Body };
}

/** A stack of its own, with the same guardrails. */
function alone(props: AccountGuardrailsProps): Body {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Alone', { description: 'Guardrails around S3 buckets', env: { account: Aws.ACCOUNT_ID, region: Aws.REGION } });
  new AccountGuardrails(stack, 'Account', props);
  const { Parameters, Rules, ...body } = Template.fromStack(stack).toJSON() as Body & { Parameters: object; Rules: object };
  expect([Object.keys(Parameters), Object.keys(Rules)]).toEqual([['BootstrapVersion'], ['CheckBootstrapVersion']]);
  return body;
}

/** Access logs stand under the path of their bucket. */
const steady = (body: Body): unknown => JSON.parse(JSON.stringify(body).replace(/"access-logs\/[a-z0-9]+\/"/g, '"access-logs/source/"'));

describe('one Region, in an account that is known', () => {
  const stack = stackOf(ENV);
  const made = organization(stack, { excludedAccounts: ['444455556666'], delegatedAdministrator: true, stackSetName: 'ours' });
  const { resource, text, body } = stackSet(stack);

  test('the stack set deploys to each account of the units, now and later, and stays', () => {
    const { TemplateBody, ...rest } = resource.Properties;
    expect({ ...resource, Properties: rest }).toEqual({
      Type: 'AWS::CloudFormation::StackSet',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        StackSetName: 'ours',
        Description: 'Guardrails around S3 buckets, for each account of the organization',
        PermissionModel: 'SERVICE_MANAGED',
        CallAs: 'DELEGATED_ADMIN',
        AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: true },
        Capabilities: ['CAPABILITY_IAM'],
        ManagedExecution: { Active: true },
        OperationPreferences: { FailureTolerancePercentage: 10, MaxConcurrentPercentage: 25, RegionConcurrencyType: 'PARALLEL' },
        StackInstancesGroup: [{
          Regions: ['eu-central-1'],
          DeploymentTargets: { OrganizationalUnitIds: ['ou-ab12-3cd45678'], AccountFilterType: 'DIFFERENCE', Accounts: ['444455556666'] },
        }],
      },
    });
    expect(made.stackSetName).toBe('ours');
    expect(TemplateBody).toBe(text);
  });

  test('its template is that of a plain stack with the same guardrails', () => {
    const plain = alone({
      conformancePacksProvided: { reference: 's3-baseline', providedBy: 'a conformance pack of the organization, from Stack/Organization' },
    });
    expect(steady(body)).toEqual(steady(plain));
    expect(Object.keys(body.Resources).length).toBeGreaterThan(15);
  });

  test('it fits, and has no assets, imports or accounts', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(51_200);
    expect(text).not.toMatch(/cdk-hnb659fds|Fn::ImportValue|BootstrapVersion|111122223333|CDK::Metadata|aws:asset/);
    expect(messageOf(() => wrongWith(stack.node.findChild('Organization').node.findChild('Stack') as InlineStack))).toBe('');
  });

  test('the organization has the packs, less the same account', () => {
    Template.fromStack(stack).hasResourceProperties('AWS::Config::OrganizationConformancePack', {
      OrganizationConformancePackName: 's3-baseline', ExcludedAccounts: ['444455556666'],
    });
    expect(Object.values(body.Resources).filter(({ Type }) => Type === 'AWS::Config::ConformancePack')).toEqual([]);
    expect(made.conformancePacks.map(({ packName }) => packName)).toEqual(['s3-baseline']);
  });
});

describe('several Regions', () => {
  const stack = stackOf(ENV);
  const made = organization(stack, { regions: ['eu-central-1', 'eu-west-1'], homeRegion: 'eu-west-1' });
  const { body, resource } = stackSet(stack);
  const names = (fits: boolean) => Object.entries(body.Resources).filter(([, { Condition }]) => (Condition !== undefined) === fits).map(([id]) => id);

  test('what is global is in the home Region only', () => {
    expect(body.Conditions).toEqual({ IsHomeRegion: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } });
    expect(names(true).length).toBeGreaterThan(4);
    expect(names(true).filter(id => !id.startsWith('AccountPublicAccessBlock'))).toEqual([]);
    expect(names(false).filter(id => id.startsWith('AccountPublicAccessBlock'))).toEqual([]);
    expect(made.homeRegion).toBe('eu-west-1');
  });

  test('nothing that is everywhere needs something that is in one Region only', () => {
    const text = JSON.stringify(Object.fromEntries(names(false).map(id => [id, body.Resources[id]])));
    expect(names(true).filter(id => text.includes(`"${id}"`))).toEqual([]);
  });

  test('a warning names the Regions without a pack', () => {
    Annotations.fromStack(stack).hasWarning('/Stack/Organization', Match.stringLikeRegexp("are in eu-central-1 only; for eu-west-1 make a stack there with 'stackSetProvided'"));
  });

  test('the defaults', () => {
    expect(resource.Properties).toMatchObject({
      CallAs: 'SELF',
      StackSetName: expect.stringMatching(/^Stack-Organization-[A-F0-9]{8}$/) as string,
      StackInstancesGroup: [{ Regions: ['eu-central-1', 'eu-west-1'], DeploymentTargets: { OrganizationalUnitIds: ['ou-ab12-3cd45678'] } }],
    });
    expect(organization(stackOf()).homeRegion).toBe('eu-central-1');
  });
});

test('an S3 policy of the organization blocks public access, and the accounts no longer try', () => {
  const stack = stackOf();
  const made = organization(stack, { publicAccessPolicy: true });
  Template.fromStack(stack).hasResourceProperties('AWS::Organizations::Policy', {
    Type: 'S3_POLICY',
    Name: 's3-block-public-access',
    Content: { s3_attributes: { public_access_block_configuration: { '@@assign': 'all' } } },
    TargetIds: ['ou-ab12-3cd45678'],
  });
  const { body } = stackSet(stack);
  expect(Object.keys(body.Resources).filter(id => id.startsWith('AccountPublicAccessBlock'))).toEqual([]);
  expect(body.Metadata![PROVIDED]).toContainEqual({
    checks: ['block-public-access-account'], reference: 's3-block-public-access', providedBy: 'the S3 policy of the organization, from Stack/Organization',
  });
  expect(made.publicAccessPolicyId).toBeDefined();
  expect(organization(stackOf(), { publicAccessPolicy: true, guardrails: { regionalOnly: true } }).publicAccessPolicyId).toBeDefined();
});

test('packs in each account and Region, instead of those of the organization', () => {
  const stack = stackOf();
  organization(stack, { guardrails: { frameworks: [ComplianceFramework.HIPAA, ComplianceFramework.GDPR] } });
  expect(Object.values(stackSet(stack).body.Resources).filter(({ Type }) => Type === 'AWS::Config::ConformancePack').length).toBe(2);
  Template.fromStack(stack).resourceCountIs('AWS::Config::OrganizationConformancePack', 0);
});

test('a template that is too long is refused before anything is deployed, with its size', () => {
  const stack = stackOf();
  organization(stack, { guardrails: { frameworks: Object.values(ComplianceFramework) } });
  expect(messageOf(() => (stack.node.root as App).synth())).toMatch(
    /the template of Stack\/Organization\/Stack has \d{5} bytes, and a stack set takes 51200; switch guardrails off, or split them over two OrganizationGuardrails/);
});

test('what is there already is not made, and stands in the template', () => {
  const stack = stackOf();
  const made = organization(stack, { stackSetProvided: { reference: 'theirs', ...BY }, packsProvided: { reference: 'OrgConformsPack-s3', ...BY } });
  const template = Template.fromStack(stack).toJSON();
  expect(template.Resources).toBeUndefined();
  expect((template.Metadata[PROVIDED] as { reference: string; checks: string[] }[]).map(({ reference, checks }) => [reference, checks.length])).toEqual([['OrgConformsPack-s3', 1], ['theirs', 5]]);
  expect([made.stackSetName, made.conformancePacks]).toEqual(['theirs', []]);
});

test('the packs of somebody else are passed on to the accounts', () => {
  const stack = stackOf();
  organization(stack, { packsProvided: { reference: 'OrgConformsPack-s3', ...BY } });
  expect(stackSet(stack).body.Metadata![PROVIDED]).toContainEqual({ checks: ['security-assessments'], reference: 'OrgConformsPack-s3', ...BY });
});

test('in a stage of one account the accounts stay open', () => {
  const stage = new Stage(new App({ analyticsReporting: false }), 'Prod', ENV);
  const stack = new Stack(stage, 'Stack');
  organization(stack);
  expect(stackSet(stack).text).not.toContain('111122223333');
});

test('synthesis writes the outer stack only, and cdk-nag finds nothing in either but what is answered', () => {
  const root = new App({ analyticsReporting: false });
  organization(new Stack(root, 'Stack', ENV), { publicAccessPolicy: true });
  organization(new Stack(root, 'Other'), { regions: ['eu-central-1', 'eu-west-1'] });
  const { message, found, curt } = judge(root, [...NAG, OURS[0]]);
  expect(found.filter(finding => !/data-(reads|writes)-recorded\[unknown\]/.test(finding))).toEqual([]);
  expect(curt).toEqual([]);
  expect(message).not.toContain('stack set');
  expect(root.synth({ force: true, skipValidation: true }).stacks.map(({ stackName }) => stackName).sort()).toEqual(['Other', 'Stack']);
});

describe('a stack that goes into another one', () => {
  const inline = () => new InlineStack(stackOf(), 'Inner', 'words');

  test('refuses files, and names the construct', () => {
    const stack = inline();
    expect(messageOf(() => new lambda.Function(stack, 'Own', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromAsset(__dirname) })))
      .toBe('Stack/Inner/Own/Code: a file cannot go with a stack set, whose accounts cannot read it; write code inline, or leave the construct out');
  });

  test('with nothing in it is wrong', () => {
    expect(wrongWith(inline())).toEqual(["the stack set has nothing to deploy: every guardrail of Stack/Inner is off or provided already; pass a 'stackSetProvided'"]);
  });
});

test('a topic of this app is refused, since no account can see it', () => {
  const stack = stackOf();
  const app = stack.node.root as App;
  organization(stack, { guardrails: { findingsTopic: new sns.Topic(new Stack(app, 'Alerts'), 'Topic') } });
  expect(messageOf(() => app.synth())).toContain(
    'Stack/Organization/Stack refers to a resource of another stack, which the accounts of the organization cannot see; pass its name or ARN as text');
});

test('the packs wait for the recorders of the stack set', () => {
  const stack = stackOf();
  organization(stack);
  Template.fromStack(stack).hasResource('AWS::Config::OrganizationConformancePack', { DependsOn: [Match.stringLikeRegexp('^OrganizationStackSet')] });
});

test('of a bucket by name each account uses its own folder, whatever account this app is in', () => {
  const stack = stackOf(ENV);
  organization(stack, { guardrails: { configBucket: s3.Bucket.fromBucketName(stack, 'Central', 'central-config-history') } });
  const { text } = stackSet(stack);
  expect(text).not.toContain('111122223333');
  expect(text).toContain('central-config-history/AWSLogs/",{"Ref":"AWS::AccountId"},"/Config/*"');
});

test('a bucket by name is taken', () => {
  const stack = stackOf();
  organization(stack, { guardrails: { configBucket: s3.Bucket.fromBucketName(stack, 'Central', 'central-config-history') } });
  expect(stackSet(stack).text).toContain('"S3BucketName":"central-config-history"');
});

test.each<[string, Partial<OrganizationGuardrailsProps>, string]>([
  ['no units', { organizationalUnits: [] }, "'organizationalUnits' is empty; pass at least one such as 'ou-ab12-3cd45678'"],
  ['an account as a unit', { organizationalUnits: ['111122223333'] }, "'organizationalUnits' has '111122223333'; pass one such as 'ou-ab12-3cd45678'"],
  ['no Regions', { regions: [] }, "'regions' is empty; pass at least one such as 'eu-central-1'"],
  ['a zone', { regions: ['eu-central-1a'] }, "'regions' has 'eu-central-1a'; pass one such as 'eu-central-1'"],
  ['a Region twice', { regions: ['eu-west-1', 'eu-west-1'] }, "'regions' has 'eu-west-1' twice; name it once"],
  ['an account that is none', { excludedAccounts: ['12'] }, "'excludedAccounts' has '12'; pass one such as '111122223333'"],
  ['a home elsewhere', { homeRegion: 'us-east-1' }, "'homeRegion' is us-east-1, which is not in 'regions'; pass one of eu-central-1"],
  ['a home that the deployment decides', { homeRegion: Aws.REGION }, "'homeRegion' cannot be left to the deployment; pass one of eu-central-1"],
  ['much tolerance', { failureTolerancePercentage: 101 }, "'failureTolerancePercentage' must be a whole number from 0 to 100, got 101; leave it out for the default"],
  ['nothing at once', { maxConcurrentPercentage: 0 }, "'maxConcurrentPercentage' must be a whole number from 1 to 100, got 0; leave it out for the default"],
  ['a name with a space', { stackSetName: 'a b' },
    "'stackSetName' must be a letter, then letters, digits and hyphens, at most 128, got 'a b'; pass one such as 's3-guardrails'"],
  ['no frameworks', { frameworks: [] }, "'frameworks' is empty; name one, or pass 'packsProvided'"],
  ['frameworks twice', { frameworks: [ComplianceFramework.HIPAA], guardrails: { frameworks: [ComplianceFramework.HIPAA] } },
    "'frameworks' cannot go with those of 'guardrails', or each rule would be billed twice; name them once"],
  ['guardrails for a stack set of others', { guardrails: {}, stackSetProvided: { reference: 'theirs', ...BY } }, "'guardrails' cannot go with 'stackSetProvided'; pass one of them"],
  ['frameworks for packs of others', { frameworks: [ComplianceFramework.HIPAA], packsProvided: { reference: 'theirs', ...BY } },
    "'frameworks' cannot go with 'packsProvided'; pass one of them"],
  ['frameworks that nothing would judge', { frameworks: [ComplianceFramework.HIPAA], guardrails: { conformancePacksProvided: { reference: 'theirs', ...BY } } },
    "'frameworks' cannot go with 'conformancePacksProvided' of 'guardrails'; pass one of them"],
  ['frameworks of accounts for packs of others', { packsProvided: { reference: 'theirs', ...BY }, guardrails: { frameworks: [ComplianceFramework.HIPAA] } },
    "'packsProvided' cannot go with 'frameworks' of 'guardrails'; pass one of them"],
])('%s: refused', (_, props, message) => {
  expect(messageOf(() => organization(stackOf(), props))).toBe(`Stack/Organization: ${message}`);
});
