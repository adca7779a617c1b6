import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration, type Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { ACCOUNT, appOf, assumed, bucketArn, deploy, importedIn, only, PARTNERS, policiesOf, stackIn, trustOf } from './role-worlds';
import { BaselineS3Checks, CompliantBucket, GdprS3Checks, HipaaS3Checks, PciDssS3Checks, Soc2S3Checks } from '../../../src';
import { BucketAccess, type TemporaryAccessRoleProps } from '../../../src/constructs/roles/access-role-props';
import { CrossAccountRole } from '../../../src/constructs/roles/cross-account-role';
import { TemporaryAccessRole } from '../../../src/constructs/roles/temporary-access-role';
import { decide } from '../../../src/policy/decide';
import { type ContextValue, type Requester, role } from '../../../src/policy/request';
import { hipaaBucket, messageOf, pciBucket } from '../apps';

const SAML = `arn:aws:iam::${ACCOUNT}:saml-provider/Okta`;
const OIDC = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
const GITHUB = 'token.actions.githubusercontent.com';
const CLAIMS = { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: 'repo:org/repo:ref:refs/heads/main' };
const APP = `arn:aws:iam::${ACCOUNT}:role/App`;
const END = '2099-06-30T18:00:00Z';

const roleFor = (stack: Stack, buckets: s3.IBucket[], props: Partial<TemporaryAccessRoleProps> = {}, id = 'Glass') =>
  new TemporaryAccessRole(stack, id, { buckets, prefixes: ['cases/'], access: [BucketAccess.READ, BucketAccess.DELETE], ...props });

function trusting(props: Partial<TemporaryAccessRoleProps>) {
  const stack = stackIn();
  roleFor(stack, [importedIn(stack)], props);
  return trustOf(deploy(appOf(stack)));
}

type Context = Record<string, ContextValue>;
const provider = (id: string): Requester => ({ type: 'Federated', id, account: ACCOUNT });

describe('who may assume the role', () => {
  const worlds = {
    roles: trusting({ trustedRoleArns: [APP], expires: END }),
    people: trusting({ trustedRoleArns: [APP], mfa: true }),
    saml: trusting({ samlProviderArn: SAML, expires: END }),
    samlWithout: trusting({ samlProviderArn: SAML, mfa: false }),
    samlTag: trusting({ samlProviderArn: SAML, mfaTag: 'second-factor', sessionTags: ['team'] }),
    oidc: trusting({ oidcProviderArn: OIDC, oidcClaims: CLAIMS }),
  };
  const before = { 'aws:CurrentTime': '2099-06-30T17:59:59Z' };
  const after = { 'aws:CurrentTime': END };
  const audience = { 'SAML:aud': 'https://signin.aws.amazon.com/saml' };
  const signedIn = { ...audience, 'aws:RequestTag/mfa': 'true' };

  test.each<[string, keyof typeof worlds, Requester, Context, string, string?]>([
    ['a role before the end', 'roles', role('App', ACCOUNT), before, 'allowed'],
    ['a role at the end', 'roles', role('App', ACCOUNT), after, 'denied'],
    ['another role', 'roles', role('Other', ACCOUNT), before, 'denied'],
    ['a namesake of another account', 'roles', role('App', PARTNERS), before, 'denied'],
    ['a user of the account', 'roles', { type: 'AWS', id: `arn:aws:iam::${ACCOUNT}:user/App` }, before, 'denied'],
    ['a person whose session says it', 'people', role('App', ACCOUNT), { 'aws:PrincipalTag/mfa': 'true' }, 'allowed'],
    ['a person whose session does not', 'people', role('App', ACCOUNT), {}, 'denied'],
    ['a person whose session denies it', 'people', role('App', ACCOUNT), { 'aws:PrincipalTag/mfa': 'false' }, 'denied'],
    ['a request that claims it', 'people', role('App', ACCOUNT), { 'aws:RequestTag/mfa': 'true' }, 'denied'],
    ['SAML with a second factor', 'saml', provider(SAML), { ...signedIn, ...before }, 'allowed', 'sts:AssumeRoleWithSAML'],
    ['SAML with a second factor, at the end', 'saml', provider(SAML), { ...signedIn, ...after }, 'denied', 'sts:AssumeRoleWithSAML'],
    ['SAML without a second factor', 'saml', provider(SAML), { ...audience, ...before }, 'denied', 'sts:AssumeRoleWithSAML'],
    ['SAML for another audience', 'saml', provider(SAML), { ...signedIn, ...before, 'SAML:aud': 'https://example.com' }, 'denied', 'sts:AssumeRoleWithSAML'],
    ['another SAML provider', 'saml', provider(`${SAML}2`), { ...signedIn, ...before }, 'denied', 'sts:AssumeRoleWithSAML'],
    ['its tag', 'saml', provider(SAML), { ...audience, ...before, 'aws:TagKeys': ['mfa'] }, 'allowed', 'sts:TagSession'],
    ['another tag', 'saml', provider(SAML), { ...audience, ...before, 'aws:TagKeys': ['mfa', 'admin'] }, 'denied', 'sts:TagSession'],
    ['SAML where no second factor is asked for', 'samlWithout', provider(SAML), audience, 'allowed', 'sts:AssumeRoleWithSAML'],
    ['a second factor by another tag', 'samlTag', provider(SAML), { ...audience, 'aws:RequestTag/second-factor': 'true' }, 'allowed', 'sts:AssumeRoleWithSAML'],
    ['the usual tag then', 'samlTag', provider(SAML), signedIn, 'denied', 'sts:AssumeRoleWithSAML'],
    ['both of its tags', 'samlTag', provider(SAML), { ...audience, 'aws:TagKeys': ['second-factor', 'team'] }, 'allowed', 'sts:TagSession'],
    ['the workload', 'oidc', provider(OIDC), CLAIMS, 'allowed', 'sts:AssumeRoleWithWebIdentity'],
    ['another branch', 'oidc', provider(OIDC), { ...CLAIMS, [`${GITHUB}:sub`]: 'repo:org/repo:ref:refs/heads/x' }, 'denied', 'sts:AssumeRoleWithWebIdentity'],
    ['another audience', 'oidc', provider(OIDC), { ...CLAIMS, [`${GITHUB}:aud`]: 'x' }, 'denied', 'sts:AssumeRoleWithWebIdentity'],
    ['a token as a role', 'oidc', role('App', ACCOUNT), CLAIMS, 'denied', 'sts:AssumeRole'],
  ])('%s (%s)', (_, world, requester, context, outcome, ...[action]) => {
    expect(assumed(worlds[world], requester, context, action)).toBe(outcome);
  });
});

const FRESH: Context = {
  'aws:SecureTransport': 'true', 's3:TlsVersion': '1.2', 's3:signatureversion': 'AWS4-HMAC-SHA256', 's3:signatureAge': '1000', 'aws:ViaAWSService': 'false',
};

describe('what the role may do until it ends', () => {
  const stack = stackIn();
  roleFor(stack, [new CompliantBucket(stack, 'Records')], { trustedRoleArns: [APP], expires: END, sessionDuration: Duration.hours(12) });
  const resources = deploy(appOf(stack));
  const arn = bucketArn(resources);
  const ask = (action: string, key: string, now: string) => decide(policiesOf(resources), {
    action, resource: `${arn}/${key}`, requester: role('Glass', ACCOUNT), context: { ...FRESH, 'aws:CurrentTime': now }, otherKeys: 'absent',
  }).outcome;

  test.each([
    ['s3:GetObject', 'cases/1', '2099-06-30T17:59:59Z', 'allowed'],
    ['s3:DeleteObject', 'cases/1', '2099-06-30T17:59:59Z', 'allowed'],
    ['s3:DeleteObjectVersion', 'cases/1', '2099-06-30T17:59:59Z', 'denied'],
    ['s3:PutObject', 'cases/1', '2099-06-30T17:59:59Z', 'denied'],
    ['s3:GetObject', 'other/1', '2099-06-30T17:59:59Z', 'denied'],
    ['s3:GetObject', 'cases/1', END, 'denied'],
    ['s3:DeleteObject', 'cases/1', END, 'denied'],
  ])('%s %s at %s: %s', (action, key, now, outcome) => {
    expect(ask(action, key, now)).toBe(outcome);
  });

  test('a session lasts twelve hours', () => {
    expect(only(resources, 'AWS::IAM::Role').properties.MaxSessionDuration).toBe(43_200);
  });
});

test('a role that is there already is let in until the end, by the bucket and the key', () => {
  const stack = stackIn();
  const bucket = pciBucket(stack);
  const made = roleFor(stack, [bucket], { alreadyProvided: { reference: APP, providedBy: 'the identity team, ticket 42' }, expires: END });
  const resources = deploy(appOf(stack));
  const statements = [
    ...only(resources, 'AWS::S3::BucketPolicy', ({ id }) => !id.includes('AccessLogs')).properties.PolicyDocument.Statement,
    ...only(resources, 'AWS::KMS::Key').properties.KeyPolicy.Statement,
  ].filter(({ Principal }) => Principal?.AWS === APP);
  expect(statements.map(({ Action }) => Action)).toEqual([['s3:GetObject', 's3:DeleteObject'], 's3:ListBucket', 'kms:Decrypt']);
  for (const { Condition } of statements) expect(Condition.DateLessThan).toEqual({ 'aws:CurrentTime': END });
  expect([made.role, made.roleArn]).toEqual([undefined, APP]);
});

describe('buckets of every framework, with the roles around them', () => {
  const PACKS = [
    AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks,
    BaselineS3Checks, HipaaS3Checks, PciDssS3Checks, GdprS3Checks, Soc2S3Checks,
  ];
  interface Violation { ruleName: string; description?: string; reason?: string; violatingConstructs: { constructPath: string }[] }
  let reports: { violations: Violation[]; suppressedViolations?: Violation[] }[];
  let message: string;
  let template: Template;

  beforeAll(() => {
    const stack = stackIn();
    const buckets = [pciBucket(stack, {}, 'Cards'), hipaaBucket(stack, {}, 'Health'), new CompliantBucket(stack, 'Records')];
    const access = [BucketAccess.READ, BucketAccess.WRITE];
    new CrossAccountRole(stack, 'Partner', { buckets, prefixes: ['a/'], access, trustedAccount: PARTNERS, externalId: 'partner-1', exemptFromPerimeter: true });
    new CrossAccountRole(stack, 'Reader', {
      buckets, prefixes: ['b/'], access, alreadyProvided: { reference: `arn:aws:iam::${PARTNERS}:role/Reader`, providedBy: 'Partner Ltd., contract 7' },
    });
    roleFor(stack, buckets, { samlProviderArn: SAML, trustedRoleArns: [APP], expires: END });
    const app = appOf(stack);
    Validations.of(app).addPlugins(...PACKS.map(Pack => new Pack(app)));
    const printed = jest.spyOn(console, 'error').mockImplementation();
    message = messageOf(() => app.synth());
    printed.mockRestore();
    template = Template.fromJSON(JSON.parse(readFileSync(join(app.outdir, 'Stack.template.json'), 'utf8')));
    reports = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')).pluginReports;
  });

  test('no promise of a bucket is broken', () => {
    expect(message).not.toContain('control \'');
  });

  test('the ten packs find nothing in the roles, nor in what the roles are granted', () => {
    const found = reports.flatMap(r => r.violations).flatMap(({ ruleName, violatingConstructs }) => violatingConstructs.map(c => `${ruleName} ${c.constructPath}`));
    // What the other frameworks ask of each bucket is found as without the roles.
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(one => !/^((HIPAA|PCI\.DSS|GDPR|SOC2)\.S3-|Baseline\.S3-data-(reads|writes)-recorded\[unknown\])/.test(one))).toEqual([]);
    expect(found.filter(one => /Stack\/(Partner|Reader|Glass)|cross-account|least-privilege|no-public|key-(policy|duties|deletion|stays)|-refused|-restricted/.test(one))).toEqual([]);
    const answered = reports.flatMap(r => r.suppressedViolations ?? []).filter(v => v.violatingConstructs.some(c => /Stack\/(Partner|Reader|Glass)/.test(c.constructPath)));
    expect([...new Set(answered.map(v => v.ruleName.replace(/\[.*/, '')))]).toEqual(['AwsSolutions-IAM5']);
    for (const { reason } of answered) expect(reason?.length).toBeGreaterThan(40);
  });

  test('the roles, whole', () => {
    const ours = (type: string) => Object.fromEntries(Object.entries(template.findResources(type)).filter(([id]) => /^(Partner|Glass)/.test(id)));
    expect({ ...ours('AWS::IAM::Role'), ...ours('AWS::IAM::ManagedPolicy') }).toMatchSnapshot();
    template.resourceCountIs('AWS::IAM::User', 0);
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });
});

test.each<[string, Partial<TemporaryAccessRoleProps>, string]>([
  ['nobody', { trustedRoleArns: undefined }, 'nobody may assume the role; pass trustedRoleArns, a samlProviderArn or an oidcProviderArn'],
  ['a user', { trustedRoleArns: [`arn:aws:iam::${ACCOUNT}:user/Joe`] },
    `'trustedRoleArns' cannot hold "arn:aws:iam::${ACCOUNT}:user/Joe", which is a user, whose credentials do not expire; name each role by its ARN`],
  ['a role of another account', { trustedRoleArns: [`arn:aws:iam::${PARTNERS}:role/R`] },
    `'trustedRoleArns' cannot hold "arn:aws:iam::${PARTNERS}:role/R", which is of another account: a CrossAccountRole is for those; name each role by its ARN`],
  ['a time that is over', { expires: '2020-01-01T00:00:00Z' }, "'expires' 2020-01-01T00:00:00Z is over; take the role out, or have a later time approved"],
  ['a day', { expires: '2099-01-01' }, '\'expires\' cannot be "2099-01-01"; pass a time in UTC such as \'2027-01-31T18:00:00Z\''],
  ['a day that is none', { expires: '2099-02-30T00:00:00Z' }, '\'expires\' cannot be "2099-02-30T00:00:00Z"; pass a time in UTC such as \'2027-01-31T18:00:00Z\''],
  ['a provider of another kind', { samlProviderArn: OIDC }, `'samlProviderArn' cannot be "${OIDC}"; pass an ARN such as 'arn:aws:iam::111122223333:saml-provider/Example'`],
  ['every token', { oidcProviderArn: OIDC }, "'oidcClaims' does not say which ':aud' the token must have, so anybody's would do; pass the audience and the subject"],
  ['every subject', { oidcProviderArn: OIDC, oidcClaims: { [`${GITHUB}:aud`]: 'x' } },
    "'oidcClaims' does not say which ':sub' the token must have, so anybody's would do; pass the audience and the subject"],
  ['a pattern of subjects', { oidcProviderArn: OIDC, oidcClaims: { ...CLAIMS, [`${GITHUB}:sub`]: 'repo:org/*' } },
    `'oidcClaims' cannot hold "repo:org/*" for ${GITHUB}:sub; pass the value to the letter: patterns are not looked at`],
  ['claims of nobody', { oidcClaims: CLAIMS }, "'oidcClaims' does nothing without an 'oidcProviderArn'; pass one"],
  ['a tag that is none', { mfaTag: 'a*' }, '\'mfaTag\' cannot be "a*"; pass a key of 1 to 128 letters, digits, spaces or _.:/=+-@, not starting with aws:'],
  ['trust in a role that is there', { alreadyProvided: { reference: APP, providedBy: 'the identity team' } },
    "'trustedRoleArns' is about a role that is made, and this one is already provided; leave it out"],
])('%s is refused', (_, props, message) => {
  const stack = stackIn(new App({ analyticsReporting: false }));
  expect(messageOf(() => roleFor(stack, [importedIn(stack)], { trustedRoleArns: [APP], ...props }))).toBe(`Stack/Glass: ${message}`);
});
