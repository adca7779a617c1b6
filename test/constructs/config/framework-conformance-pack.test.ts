import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ManagedRuleIdentifiers } from 'aws-cdk-lib/aws-config';
import * as kms from 'aws-cdk-lib/aws-kms';
import { parse } from 'yaml';
import { configRulesTable } from '../../../build-tools/config-rules-page';
import { ComplianceFramework } from '../../../src';
import { RECORDED_TYPES } from '../../../src/constructs/config/config-recording';
import { FrameworkConformancePack } from '../../../src/constructs/config/framework-conformance-pack';
import type { FrameworkConformancePackProps } from '../../../src/constructs/config/framework-conformance-pack-props';
import { MANAGED_RULES } from '../../../src/constructs/config/managed-rules';
import { CONTROLS } from '../../../src/controls';
import { MANUAL_CHECKS } from '../../../src/controls/manual';
import { frameworkById, FRAMEWORKS } from '../../../src/frameworks';
import { checksOf, demands, requirementsFor } from '../../../src/frameworks/framework';
import { PROVIDED } from '../../../src/posture/provided';
import { CHECKS_OF, describeWithResearch, ENTRIES, type Entry } from '../../controls/catalogue';
import { messageOf, stackOf } from '../apps';

interface Rule {
  Type: string;
  Properties: {
    ConfigRuleName: string;
    Description: string;
    InputParameters?: Record<string, string>;
    Scope?: { ComplianceResourceTypes: string[] };
    Source: { Owner: string; SourceIdentifier: string };
  };
}

const BASELINE = { framework: ComplianceFramework.BASELINE };
const packIn = (stack: Stack, props: FrameworkConformancePackProps = BASELINE) => new FrameworkConformancePack(stack, 'Pack', props);

/** The one pack of a stack: its properties, and the rules of its template. */
function made(stack: Stack, type = 'AWS::Config::ConformancePack') {
  const [{ Properties: properties }] = Object.values(Template.fromStack(stack).findResources(type)) as [{ Properties: Record<string, unknown> }];
  const body = properties.TemplateBody as string;
  const { Resources: resources } = parse(body) as { Resources: Record<string, Rule> };
  return { properties, body, resources, rules: Object.values(resources).map(({ Properties }) => Properties) };
}

const configRules = (entry: Entry) => (entry as Entry & { readonly awsConfigRules: readonly string[] }).awsConfigRules;

const rulesBy = (rules: readonly Rule['Properties'][]) => Object.fromEntries(rules.map(rule => [rule.Source.SourceIdentifier, rule]));

/** What AWS documents of each rule that has parameters here. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  S3_BUCKET_BLACKLISTED_ACTIONS_PROHIBITED: ['blacklistedActionPattern'],
  S3_BUCKET_POLICY_GRANTEE_CHECK: ['awsPrincipals', 'servicePrincipals', 'federatedUsers', 'ipAddresses', 'vpcIds'],
  SERVICE_VPC_ENDPOINT_ENABLED: ['serviceName'],
  ACCESS_KEYS_ROTATED: ['maxAccessKeyAge'],
  S3_DEFAULT_ENCRYPTION_KMS: ['kmsKeyArns'],
  CW_LOGGROUP_RETENTION_PERIOD_CHECK: ['LogGroupNames', 'MinRetentionTime'],
  CLOUDWATCH_ALARM_ACTION_CHECK: ['alarmActionRequired', 'insufficientDataActionRequired', 'okActionRequired'],
};

describe('the table', () => {
  const listed = Object.values(ManagedRuleIdentifiers as unknown as Record<string, string>);

  test.each(MANAGED_RULES.map(rule => [rule.identifier, rule] as const))('%s is a managed rule, new where the list of the CDK does not have it', (identifier, { newer }) => {
    expect(listed.includes(identifier)).toBe(newer !== true);
  });

  test('names each rule once, and checks of the catalogue', () => {
    const known = [...CONTROLS, ...MANUAL_CHECKS].map(({ id }) => id);
    expect(new Set(MANAGED_RULES.map(({ identifier }) => identifier)).size).toBe(MANAGED_RULES.length);
    expect(MANAGED_RULES.flatMap(({ checks }) => checks).filter(id => !known.includes(id))).toEqual([]);
  });

  test('has no type of resource that the recorder leaves out', () => {
    expect(MANAGED_RULES.flatMap(({ on = [] }) => on).filter(type => !RECORDED_TYPES.includes(type))).toEqual([]);
  });

  /** Rules that the research does not name; AWS's own page of each says what it judges. */
  const BEYOND = ['SERVICE_VPC_ENDPOINT_ENABLED vpc-endpoint-for-s3', 'ACCESS_KEYS_ROTATED credential-rotation'];

  describeWithResearch('controls.json', () => {
    test('names every rule for the same control', () => {
      const researched = ENTRIES.flatMap((entry) => {
        return CHECKS_OF[entry.id].flatMap(check => configRules(entry).map(rule => `${rule} ${check}`));
      });
      expect(researched.length).toBeGreaterThan(30);
      expect(MANAGED_RULES.flatMap(({ identifier, checks }) => checks.map(check => `${identifier} ${check}`)).filter(pair => !researched.includes(pair))).toEqual(BEYOND);
    });

    test('names no control that has no rule here', () => {
      const judged = new Set(MANAGED_RULES.flatMap(({ checks }) => checks));
      const ruled = ENTRIES.filter(entry => configRules(entry).length > 0).flatMap(({ id }) => CHECKS_OF[id]);
      expect(ruled.filter(check => !judged.has(check))).toEqual([]);
    });
  });
});

describe.each(Object.values(ComplianceFramework))('the pack of %s', (framework) => {
  const stack = stackOf();
  const pack = packIn(stack, { framework });
  const definition = frameworkById(framework);
  const { properties, body, resources, rules } = made(stack);

  test('its rules, what it does not judge, and its text', () => {
    expect({ name: properties.ConformancePackName, rules: pack.rules, uncovered: pack.uncovered }).toMatchSnapshot();
  });

  test('the template has these rules, within the limits of AWS Config', () => {
    expect(rules.map(({ Source }) => Source.SourceIdentifier)).toEqual(pack.rules);
    expect(Buffer.byteLength(body)).toBeLessThan(51_200);
    expect(rules.length).toBeLessThanOrEqual(130);
    expect(new Set(rules.map(({ ConfigRuleName }) => ConfigRuleName)).size).toBe(rules.length);
    for (const [id, { Type, Properties: { ConfigRuleName, Description, Source } }] of Object.entries(resources)) {
      expect([Type, Source.Owner]).toEqual(['AWS::Config::ConfigRule', 'AWS']);
      expect(id).toMatch(/^[A-Za-z0-9]+$/);
      expect(ConfigRuleName).toMatch(/^[a-z0-9-]{1,90}$/);
      expect(Description.length).toBeLessThanOrEqual(256);
    }
  });

  test('each rule has the parameters and the resources of the table, and its description the controls and their requirements', () => {
    for (const { Source: { SourceIdentifier: identifier }, InputParameters = {}, Scope, Description } of rules) {
      const rule = MANAGED_RULES.find(r => r.identifier === identifier)!;
      const names = Object.keys(InputParameters);
      expect(names.filter(name => !(PARAMETERS[identifier] ?? []).includes(name))).toEqual([]);
      expect(Object.values(InputParameters).every(value => typeof value === 'string')).toBe(true);
      expect(Scope?.ComplianceResourceTypes).toEqual(rule.on);
      const [checks, says = ''] = Description.split(`: ${definition.title} `);
      expect(checks.split(', ').filter(check => !rule.checks.includes(check) || !demands(definition, check))).toEqual([]);
      const ids = checks.split(', ').flatMap(check => requirementsFor(definition, check));
      const stated = says.replace(/ and \d+ more$/, '').split(', ').filter(id => id !== '');
      expect(stated.filter(id => !ids.includes(id))).toEqual([]);
      const more = Number(/ and (\d+) more$/.exec(says)?.[1] ?? 0);
      expect(stated.length + more).toBe(new Set(ids.filter(id => id !== 'no published mapping')).size);
    }
  });

  test('each check of the framework is judged or named as not judged, in the template as well', () => {
    const reached = MANAGED_RULES.filter(({ identifier }) => pack.rules.includes(identifier)).flatMap(({ checks }) => checks);
    const judged = checksOf(definition).map(({ id }) => id).filter(id => reached.includes(id));
    expect(pack.uncovered.filter(id => judged.includes(id) && demands(definition, id))).toEqual([]);
    expect([...new Set([...judged, ...pack.uncovered])].sort()).toEqual(checksOf(definition).map(({ id }) => id).sort());
    expect([...body.matchAll(/^# Not judged: (\S+) \(/gm)].map(m => m[1])).toEqual(pack.uncovered);
  });
});

test('what only the caller knows becomes parameters, references to keys as well', () => {
  const stack = stackOf();
  const pack = packIn(stack, {
    framework: ComplianceFramework.HIPAA,
    encryptionKeys: [kms.Key.fromKeyArn(stack, 'Known', 'arn:aws:kms:eu-west-1:111122223333:key/1')],
    logRetention: Duration.days(2192),
    bucketGrantees: ['arn:aws:iam::111122223333:role/App', '111122223333', 'logging.s3.amazonaws.com'],
  });
  const rules = rulesBy(made(stack).rules);
  expect(rules.S3_DEFAULT_ENCRYPTION_KMS.InputParameters).toEqual({ kmsKeyArns: 'arn:aws:kms:eu-west-1:111122223333:key/1' });
  expect(rules.CW_LOGGROUP_RETENTION_PERIOD_CHECK.InputParameters).toEqual({ MinRetentionTime: '2192' });
  expect(rules.S3_BUCKET_POLICY_GRANTEE_CHECK.InputParameters)
    .toEqual({ awsPrincipals: 'arn:aws:iam::111122223333:role/App,111122223333', servicePrincipals: 'logging.s3.amazonaws.com' });
  expect(pack.uncovered).not.toEqual(expect.arrayContaining(['audit-log-retention']));
  expect(pack.uncovered).not.toEqual(expect.arrayContaining(['least-privilege-policy']));

  const other = stackOf();
  const own = new kms.Key(other, 'Key');
  packIn(other, { framework: ComplianceFramework.HIPAA, encryptionKeys: [own] });
  const joined = JSON.stringify(Object.values(Template.fromStack(other).findResources('AWS::Config::ConformancePack'))[0].Properties.TemplateBody);
  expect(joined).toContain('kmsKeyArns: \\"",{"Fn::GetAtt":["Key');
});

test('what the framework asks of some buckets only is judged when it is named, and a rule can be left out', () => {
  const pack = packIn(stackOf(), { ...BASELINE, conditionalChecks: ['object-lock-enabled'], excludedRules: ['MACIE_STATUS_CHECK'] });
  expect(pack.rules).toEqual(expect.arrayContaining(['S3_BUCKET_DEFAULT_LOCK_ENABLED']));
  expect(pack.rules).not.toEqual(expect.arrayContaining(['MACIE_STATUS_CHECK']));
  expect(pack.uncovered).toEqual(expect.arrayContaining(['macie-enabled', 'lifecycle-limits']));
  expect(pack.uncovered).not.toEqual(expect.arrayContaining(['object-lock-enabled']));
});

test('an organization has the same rules in each account but those left out', () => {
  const [alone, all] = [stackOf(), stackOf()];
  packIn(alone);
  packIn(all, { ...BASELINE, organization: true, excludedAccounts: ['111122223333'], packName: 'ours' });
  const { properties, body } = made(all, 'AWS::Config::OrganizationConformancePack');
  expect(properties).toMatchObject({ OrganizationConformancePackName: 'ours', ExcludedAccounts: ['111122223333'] });
  expect(body).toBe(made(alone).body);
});

test('a pack that somebody else provides is not made, and stands in the template', () => {
  const stack = stackOf();
  const pack = packIn(stack, { ...BASELINE, alreadyProvided: { reference: 'OrgConformsPack-s3', providedBy: 'the security team, account 111122223333' } });
  expect([pack.packName, pack.rules]).toEqual(['OrgConformsPack-s3', []]);
  const template = Template.fromStack(stack);
  expect(template.toJSON().Metadata[PROVIDED]).toMatchObject([{ checks: ['security-assessments'], reference: 'OrgConformsPack-s3' }]);
  template.resourceCountIs('AWS::Config::ConformancePack', 0);
});

const LONG = Array.from({ length: 1_100 }, (_, i) => `arn:aws:iam::111122223333:role/a-long-name-of-a-role-${i}`);

test.each<[string, Partial<FrameworkConformancePackProps>, string]>([
  ['no framework', { framework: 'nist' as ComplianceFramework }, "there is no framework 'nist'; pass a member of ComplianceFramework"],
  ['a name with a space', { packName: 's3 hipaa' },
    "'packName' must be a letter, then letters, digits and hyphens, at most 128, got 's3 hipaa'; pass one such as 's3-hipaa'"],
  ['an empty list', { bucketGrantees: [] }, "'bucketGrantees' is empty; leave it out"],
  ['accounts without an organization', { excludedAccounts: ['111122223333'] }, "'excludedAccounts' needs 'organization'; leave it out for a pack of one account"],
  ['an account that is none', { organization: true, excludedAccounts: ['12'] }, "'excludedAccounts' must be ids of 12 digits, got '12'; pass one such as '111122223333'"],
  ['many accounts', { organization: true, excludedAccounts: Array<string>(1001).fill('111122223333') },
    "'excludedAccounts' names 1001, and at most 1000 fit; make packs for the organizational units instead"],
  ['a rule that is none', { excludedRules: ['S3'] }, "'excludedRules' names 'S3', which no pack has; pass identifiers such as 'MACIE_STATUS_CHECK'"],
  ['a check of every bucket', { conditionalChecks: ['http-refused'] },
    "'conditionalChecks' names 'http-refused', which Baseline does not ask of some buckets only; "
    + "pass some of 'object-lock-enabled', 'lifecycle-limits', 'vpc-endpoint-for-s3', 'mfa-delete'"],
  ['days that a log group cannot have', { logRetention: Duration.days(100) },
    "'logRetention' must be days that CloudWatch Logs knows, got 100; pass one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, "
    + '1096, 1827, 2192, 2557, 2922, 3288, 3653'],
  ['every rule left out', { excludedRules: MANAGED_RULES.map(({ identifier }) => identifier) }, "'excludedRules' leaves no rule; name fewer"],
])('%s is refused', (_, props, message) => {
  expect(messageOf(() => packIn(stackOf(), { ...BASELINE, ...props }))).toBe(`Stack/Pack: ${message}`);
});

test('a template that is too long is refused with its size', () => {
  expect(messageOf(() => packIn(stackOf(), { ...BASELINE, bucketGrantees: LONG })))
    .toMatch(/^Stack\/Pack: the template has \d{5} bytes, and 51200 fit; shorten 'bucketGrantees' or 'encryptionKeys'$/);
});

test('every framework has a pack', () => expect(FRAMEWORKS.map(({ id }) => id).sort()).toEqual(Object.values(ComplianceFramework).sort()));

test('docs/CONFIG-RULES.md is what the table says', () => {
  expect(readFileSync(join(__dirname, '../../../docs/CONFIG-RULES.md'), 'utf8')).toBe(configRulesTable());
});
