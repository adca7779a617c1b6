import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  ACCOUNT, appOf, assumed, bucketArn, deploy, env, importedIn, only, ORGANIZATION, PARTNERS, policiesOf, stackIn, STRANGERS, trustOf,
} from './role-worlds';
import { CompliantBucket, NetworkPerimeter } from '../../../src';
import { BucketAccess, type CrossAccountRoleProps } from '../../../src/constructs/roles/access-role-props';
import { CrossAccountRole } from '../../../src/constructs/roles/cross-account-role';
import { decide } from '../../../src/policy/decide';
import { type ContextValue, type Requester, role } from '../../../src/policy/request';
import { simulate } from '../../../src/policy/simulate';
import { PROVIDED } from '../../../src/posture/provided';
import { messageOf, pciBucket } from '../apps';

const EXTERNAL_ID = 'partner:7f3a/2c';
const BASE = { prefixes: ['incoming/'], access: [BucketAccess.READ] };
const roleFor = (stack: Stack, buckets: s3.IBucket[], props: Partial<CrossAccountRoleProps> = {}) =>
  new CrossAccountRole(stack, 'Partner', { ...BASE, buckets, ...props });
const TRUST = { trustedAccount: PARTNERS, externalId: EXTERNAL_ID };

type Context = Record<string, ContextValue>;
const user: Requester = { type: 'AWS', id: `arn:aws:iam::${PARTNERS}:user/Joe` };
const deep: Requester = { type: 'AWS', id: `arn:aws:iam::${PARTNERS}:role/team/Reader` };
const session: Requester = { type: 'AWS', id: `arn:aws:sts::${PARTNERS}:assumed-role/Reader/me` };

function trusting(props: Partial<CrossAccountRoleProps>) {
  const stack = stackIn();
  roleFor(stack, [importedIn(stack)], props);
  return trustOf(deploy(appOf(stack)));
}

describe('who may assume the role', () => {
  const [sent, member] = [{ 'sts:ExternalId': EXTERNAL_ID }, { 'aws:PrincipalOrgID': ORGANIZATION }];
  const second = (age: number) => ({ ...sent, 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': String(age) });
  const worlds = {
    account: trusting(TRUST),
    roles: trusting({ trustedRoleArns: [`arn:aws:iam::${PARTNERS}:role/Reader`, `arn:aws:iam::${STRANGERS}:role/Other`], externalId: EXTERNAL_ID }),
    organization: trusting({ trustedAccount: PARTNERS, organizationId: ORGANIZATION }),
    mfa: trusting({ ...TRUST, mfa: true, mfaMaxAge: Duration.minutes(30) }),
    identity: trusting({ ...TRUST, sourceIdentityRequired: true, sessionTags: ['team'] }),
  };

  test.each<[string, keyof typeof worlds, Requester, Context, string, string?]>([
    ['a role of the account with the external id', 'account', role('Reader', PARTNERS), sent, 'allowed'],
    ['a role with a path', 'account', deep, sent, 'allowed'],
    ['a session', 'account', session, sent, 'allowed'],
    ['no external id (the confused deputy)', 'account', role('Reader', PARTNERS), {}, 'denied'],
    ['the external id of another customer', 'account', role('Reader', PARTNERS), { 'sts:ExternalId': 'partner:1111' }, 'denied'],
    ['the external id in other letters', 'account', role('Reader', PARTNERS), { 'sts:ExternalId': EXTERNAL_ID.toUpperCase() }, 'denied'],
    ['a user', 'account', user, sent, 'denied'],
    ['the root user', 'account', { type: 'AWS', id: `arn:aws:iam::${PARTNERS}:root` }, sent, 'denied'],
    ['another account', 'account', role('Reader', STRANGERS), sent, 'denied'],
    ['a listed role', 'roles', role('Reader', PARTNERS), sent, 'allowed'],
    ['a listed role of a second account', 'roles', role('Other', STRANGERS), sent, 'allowed'],
    ['another role of the account', 'roles', role('Writer', PARTNERS), sent, 'denied'],
    ['a listed role without the external id', 'roles', role('Reader', PARTNERS), {}, 'denied'],
    ['a member of the organization', 'organization', role('Reader', PARTNERS), member, 'allowed'],
    ['an account that left the organization', 'organization', role('Reader', PARTNERS), { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' }, 'denied'],
    ['an account of no organization', 'organization', role('Reader', PARTNERS), {}, 'denied'],
    ['a second factor just now', 'mfa', user, second(60), 'allowed'],
    ['a second factor long ago', 'mfa', user, second(1800), 'denied'],
    ['no second factor', 'mfa', user, sent, 'denied'],
    ['a second factor, no external id', 'mfa', user, { ...second(60), 'sts:ExternalId': null }, 'denied'],
    ['somebody who says who it is', 'identity', role('Reader', PARTNERS), { ...sent, 'sts:SourceIdentity': 'alice' }, 'allowed'],
    ['somebody who does not', 'identity', role('Reader', PARTNERS), sent, 'denied'],
    ['setting it', 'identity', role('Reader', PARTNERS), { 'sts:SourceIdentity': 'alice' }, 'allowed', 'sts:SetSourceIdentity'],
    ['setting it, by a stranger', 'identity', role('Reader', STRANGERS), { 'sts:SourceIdentity': 'alice' }, 'denied', 'sts:SetSourceIdentity'],
    ['setting it, by a user', 'identity', user, { 'sts:SourceIdentity': 'alice' }, 'denied', 'sts:SetSourceIdentity'],
    ['an allowed tag, by a user', 'identity', user, { 'aws:TagKeys': ['team'] }, 'denied', 'sts:TagSession'],
    ['setting it where nobody asks', 'account', role('Reader', PARTNERS), { 'sts:SourceIdentity': 'alice' }, 'denied', 'sts:SetSourceIdentity'],
    ['an allowed tag', 'identity', role('Reader', PARTNERS), { 'aws:TagKeys': ['team'] }, 'allowed', 'sts:TagSession'],
    ['another tag beside it', 'identity', role('Reader', PARTNERS), { 'aws:TagKeys': ['team', 'admin'] }, 'denied', 'sts:TagSession'],
    ['a tag where none is allowed', 'account', role('Reader', PARTNERS), { 'aws:TagKeys': ['team'] }, 'denied', 'sts:TagSession'],
  ])('%s (%s)', (_, world, requester, context, outcome, ...[action]) => {
    expect(assumed(worlds[world], requester, context, action)).toBe(outcome);
  });
});

const VPC = 'vpc-0123456789abcdef0';
const FRESH: Context = {
  'aws:SecureTransport': 'true', 's3:TlsVersion': '1.2', 's3:signatureversion': 'AWS4-HMAC-SHA256', 's3:signatureAge': '1000', 'aws:ViaAWSService': 'false',
};
const INSIDE: Context = { ...FRESH, 'aws:SourceVpc': VPC };

describe('what the role may do, its own policy and that of the bucket together', () => {
  const within = (props: Partial<CrossAccountRoleProps>) => {
    const stack = stackIn();
    const bucket = new CompliantBucket(stack, 'Records', { network: NetworkPerimeter.vpcIds([VPC]) });
    const made = roleFor(stack, [bucket], { ...TRUST, prefixes: ['incoming/', 'shared/'], access: [BucketAccess.READ, BucketAccess.WRITE], ...props });
    return { resources: deploy(appOf(stack)), made };
  };
  const { resources } = within({ roleName: 'Partner' });
  const arn = bucketArn(resources);
  const contexts = [
    { label: 'inside', keys: INSIDE }, { label: 'outside', keys: FRESH },
    { label: 'listing', keys: { ...INSIDE, 's3:prefix': 'incoming/2026' } }, { label: 'listing all', keys: { ...INSIDE, 's3:prefix': '' } },
  ];
  const actions = [
    's3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:GetObjectVersion', 's3:PutObjectAcl', 's3:PutBucketPolicy', 's3:ListBucket',
  ];
  const partner = `arn:aws:iam::${ACCOUNT}:role/Partner`;
  const objects = ['incoming/a', 'shared/b', 'other/a'].map(key => `${arn}/${key}`);
  const table = (policies = policiesOf(resources)) => simulate(policies, { principals: [partner], actions, contexts, resources: objects });
  const allowed = (policies = policiesOf(resources)) => table(policies).rows.flatMap(({ resource, context, cells }) =>
    cells.filter(({ outcome }) => outcome === 'allowed').map(({ action }) => `${action.slice(3)} ${resource.slice(arn.length + 1)} ${context}`)).sort();

  test('it reads and writes under its prefixes from inside, and lists under them', () => {
    const lists = allowed().filter(one => one.startsWith('ListBucket'));
    expect(new Set(lists.map(one => one.split(' ').slice(2).join(' ')))).toEqual(new Set(['listing']));
    const inside = allowed().filter(one => one.endsWith(' inside') && !one.startsWith('ListBucket'));
    expect(inside).toEqual(['GetObject incoming/a inside', 'GetObject shared/b inside', 'PutObject incoming/a inside', 'PutObject shared/b inside']);
    expect(allowed().filter(one => one.endsWith(' outside'))).toEqual([]);
    expect(table().totals.unknown).toBe(0);
  });

  test('with an exemption from outside as well, and nothing more', () => {
    const { resources: spared } = within({ roleName: 'Partner', exemptFromPerimeter: true });
    const outside = allowed(policiesOf(spared)).filter(one => one.endsWith(' outside'));
    expect(outside).toEqual(['GetObject incoming/a outside', 'GetObject shared/b outside', 'PutObject incoming/a outside', 'PutObject shared/b outside']);
  });

  test.each<[BucketAccess, string[]]>([
    [BucketAccess.READ, ['s3:GetObject', 's3:ListBucket']],
    [BucketAccess.READ_VERSIONS, ['s3:GetObjectVersion', 's3:ListBucketVersions']],
    [BucketAccess.WRITE, ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject']],
    [BucketAccess.TAG, ['s3:GetObjectTagging', 's3:PutObjectTagging']],
    [BucketAccess.DELETE, ['s3:DeleteObject']],
  ])('%s', (access, expected) => {
    const { made } = within({ access: [access] });
    const [{ Properties }] = Object.values(Template.fromStack(Stack.of(made)).findResources('AWS::IAM::ManagedPolicy'));
    const found = (Properties.PolicyDocument.Statement as { Action: string | string[] }[]).flatMap(({ Action }) => Action);
    expect(found.sort()).toEqual(expected);
  });
});

describe('keys', () => {
  const stack = stackIn();
  const bucket = pciBucket(stack, { }, 'Cards');
  const made = roleFor(stack, [bucket], { ...TRUST, access: [BucketAccess.READ, BucketAccess.WRITE] });
  const resources = deploy(appOf(stack));
  const { identity } = policiesOf(resources);
  const arn = bucketArn(resources);
  const keyArn = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/${only(resources, 'AWS::KMS::Key').id}`;
  const ask = (action: string, context: Context, resource = keyArn) =>
    decide({ owner: ACCOUNT, identity }, { action, resource, requester: role('Partner', ACCOUNT), context, otherKeys: 'absent' }).outcome;
  const S3 = 's3.eu-central-1.amazonaws.com';

  test.each<[string, string, Context, string]>([
    ['through S3, with a bucket key', 'kms:Decrypt', { 'kms:ViaService': S3, 'kms:EncryptionContext:aws:s3:arn': arn }, 'allowed'],
    ['through S3, without one', 'kms:GenerateDataKey', { 'kms:ViaService': S3, 'kms:EncryptionContext:aws:s3:arn': `${arn}/incoming/a` }, 'allowed'],
    ['for another prefix', 'kms:Decrypt', { 'kms:ViaService': S3, 'kms:EncryptionContext:aws:s3:arn': `${arn}/other/a` }, 'denied'],
    ['for another bucket', 'kms:Decrypt', { 'kms:ViaService': S3, 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::other' }, 'denied'],
    ['through another service', 'kms:Decrypt', { 'kms:ViaService': 'sqs.eu-central-1.amazonaws.com', 'kms:EncryptionContext:aws:s3:arn': arn }, 'denied'],
    ['by itself', 'kms:Decrypt', { 'kms:EncryptionContext:aws:s3:arn': arn }, 'denied'],
    ['to encrypt', 'kms:Encrypt', { 'kms:ViaService': S3, 'kms:EncryptionContext:aws:s3:arn': arn }, 'denied'],
    ['to administer', 'kms:ScheduleKeyDeletion', { 'kms:ViaService': S3, 'kms:EncryptionContext:aws:s3:arn': arn }, 'denied'],
  ])('%s', (_, action, context, outcome) => {
    expect(ask(action, context)).toBe(outcome);
  });

  test('another key is of no use, and the role is said to last an hour', () => {
    expect(ask('kms:Decrypt', { 'kms:ViaService': S3, 'kms:EncryptionContext:aws:s3:arn': arn }, `${keyArn}x`)).toBe('denied');
    expect(only(resources, 'AWS::IAM::Role').properties).toMatchObject({ MaxSessionDuration: 3600, Description: 'Reaches S3 from another account' });
    expect(JSON.parse(JSON.stringify(stack.resolve(made.rolePolicy)))).toBeDefined();
  });
});

const PROVIDER = { reference: `arn:aws:iam::${PARTNERS}:role/Reader`, providedBy: 'Partner Ltd., contract 7' };

describe('a role of another account that is there already', () => {
  const stack = stackIn();
  const bucket = pciBucket(stack, { bucketName: 'cards-of-ours' }, 'Cards');
  const made = roleFor(stack, [bucket], { alreadyProvided: PROVIDER, access: [BucketAccess.READ], exemptFromPerimeter: true });
  const resources = deploy(appOf(stack));
  const template = Template.fromStack(stack).toJSON();

  test('nothing is made but a note, and the policy for the other side', () => {
    expect(resources.filter(({ type }) => type.startsWith('AWS::IAM'))).toEqual([]);
    expect(template.Metadata[PROVIDED]).toEqual([{ checks: expect.arrayContaining(['cross-account-roles-only', 'credential-rotation']) as string[], ...PROVIDER }]);
    expect([made.roleArn, made.role]).toEqual([PROVIDER.reference, undefined]);
    expect(Object.keys(template.Outputs)).toEqual([expect.stringMatching(/^PartnerRolePolicy/)]);
  });

  const ask = (id: string, action: string, key: string, context: Context = FRESH) => {
    const asked = action === 's3:ListBucket' ? 'arn:aws:s3:::cards-of-ours' : `arn:aws:s3:::cards-of-ours/${key}`;
    return decide(policiesOf(resources, false), { action, resource: asked, requester: { type: 'AWS', id }, context, otherKeys: 'absent' }).outcome;
  };

  test.each<[string, string, string, string, Context | undefined, string]>([
    ['reads', PROVIDER.reference, 's3:GetObject', 'incoming/a', undefined, 'allowed'],
    ['reads, in a session', `arn:aws:sts::${PARTNERS}:assumed-role/Reader/me`, 's3:GetObject', 'incoming/a', undefined, 'allowed'],
    ['lists under its prefix', PROVIDER.reference, 's3:ListBucket', '', { ...FRESH, 's3:prefix': 'incoming/' }, 'allowed'],
    ['lists everything', PROVIDER.reference, 's3:ListBucket', '', FRESH, 'denied'],
    ['reads elsewhere', PROVIDER.reference, 's3:GetObject', 'other/a', undefined, 'denied'],
    ['writes', PROVIDER.reference, 's3:PutObject', 'incoming/a', undefined, 'denied'],
    ['deletes', PROVIDER.reference, 's3:DeleteObject', 'incoming/a', undefined, 'denied'],
    ['another role reads', `arn:aws:iam::${PARTNERS}:role/Writer`, 's3:GetObject', 'incoming/a', undefined, 'denied'],
    ['a namesake of a third account reads', `arn:aws:iam::${STRANGERS}:role/Reader`, 's3:GetObject', 'incoming/a', undefined, 'denied'],
    ['reads over HTTP', PROVIDER.reference, 's3:GetObject', 'incoming/a', { ...FRESH, 'aws:SecureTransport': 'false' }, 'denied'],
  ])('%s', (_, id, action, key, context, outcome) => {
    expect(ask(id, action, key, context)).toBe(outcome);
  });

  test('the key lets it decrypt through S3 for this bucket', () => {
    const { Statement } = only(resources, 'AWS::KMS::Key').properties.KeyPolicy as { Statement: { Sid?: string }[] };
    expect(Statement.find(({ Sid }) => Sid?.startsWith('AllowRole'))).toMatchObject({
      Principal: { AWS: PROVIDER.reference },
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: {
        StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' },
        StringLike: { 'kms:EncryptionContext:aws:s3:arn': ['arn:aws:s3:::cards-of-ours', 'arn:aws:s3:::cards-of-ours/incoming/*'] },
      },
    });
  });

  test('a key that is imported is left to its owner, with a warning', () => {
    const other = stackIn();
    const key = kms.Key.fromKeyArn(other, 'Key', `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1234`);
    roleFor(other, [new CompliantBucket(other, 'Records', { frameworks: undefined, encryption: 'aws:kms' as never, encryptionKey: key })], { alreadyProvided: PROVIDER });
    const messages = other.node.findAll().flatMap(node => node.node.metadata).map(({ data }) => String(data));
    expect(messages).toContainEqual(expect.stringContaining(`let ${PROVIDER.reference} use it for kms:Decrypt through S3`));
  });
});

test('in two stacks the role knows the bucket, which knows the role by its name', () => {
  const stack = stackIn();
  const roles = stackIn(appOf(stack), 'Roles');
  const bucket = pciBucket(stack, { }, 'Cards');
  roleFor(roles, [bucket], { ...TRUST, roleName: 'Partner', exemptFromPerimeter: true, permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(roles, 'Boundary', 'Most') });
  appOf(stack).synth();
  expect([stack.dependencies, roles.dependencies]).toEqual([[], [stack]]);
  expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'))).toContain(`:iam::${ACCOUNT}:role/Partner`);
  expect(JSON.stringify(Template.fromStack(roles).findResources('AWS::IAM::Role'))).toContain('policy/Most');
});

test('where the account is decided at deploy time', () => {
  const stack = new Stack(undefined, 'Stack');
  roleFor(stack, [importedIn(stack)], TRUST);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: { Statement: [{ Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${PARTNERS}:root`]] } } }] },
  });
});

type Case = (stack: Stack) => Partial<CrossAccountRoleProps>;
const arn = (rest: string) => `arn:aws:iam::${PARTNERS}:${rest}`;

test.each<[string, Case, string]>([
  ['nobody', () => ({ trustedAccount: undefined }), 'nobody may assume the role; pass trustedRoleArns, or a trustedAccount'],
  ['everybody', () => ({ trustedAccount: '*' }), '\'trustedAccount\' cannot be "*"; pass the 12 digits of one account; single roles go into trustedRoleArns'],
  ['the own account', () => ({ trustedAccount: ACCOUNT }), "'trustedAccount' is of this account: a TemporaryAccessRole is for those; pass another account"],
  ['a user', () => ({ trustedRoleArns: [arn('user/Joe')] }), `'trustedRoleArns' cannot hold "${arn('user/Joe')}", which is a user, whose credentials do not expire; name each role by its ARN`],
  ['the root of an account', () => ({ trustedRoleArns: [arn('root')] }), `'trustedRoleArns' cannot hold "${arn('root')}", which is a whole account; name each role by its ARN`],
  ['everybody, as a role', () => ({ trustedRoleArns: ['*'] }), "'trustedRoleArns' cannot hold \"*\", which is everybody; name each role by its ARN"],
  ['a pattern', () => ({ trustedRoleArns: [arn('role/*')] }), `'trustedRoleArns' cannot hold "${arn('role/*')}", which is a pattern; name each role by its ARN`],
  ['a role of the own account', () => ({ trustedRoleArns: [`arn:aws:iam::${ACCOUNT}:role/App`] }),
    `'trustedRoleArns' cannot hold "arn:aws:iam::${ACCOUNT}:role/App", which is of this account: a TemporaryAccessRole is for those; name each role by its ARN`],
  ['no roles', () => ({ trustedRoleArns: [] }), "'trustedRoleArns' is empty; name at least one role, or leave it out"],
  ['neither external id nor organization', () => ({ externalId: undefined }),
    'nothing keeps a third party from using the role for somebody else; pass the externalId that the third party made for you, or the organizationId that both are in'],
  ['an external id of one letter', () => ({ externalId: 'x' }), "'externalId' must be 2 to 1224 letters, digits and _+=,.@:/-; pass the one that the third party made for you"],
  ['an external id with a space', () => ({ externalId: 'a b' }), "'externalId' must be 2 to 1224 letters, digits and _+=,.@:/-; pass the one that the third party made for you"],
  ['a long external id', () => ({ externalId: 'x'.repeat(1225) }), "'externalId' must be 2 to 1224 letters, digits and _+=,.@:/-; pass the one that the third party made for you"],
  ['an organization that is none', () => ({ organizationId: 'acme' }), '\'organizationId\' cannot be "acme"; pass an id of the form o-a1b2c3d4e5, which AWS Organizations shows'],
  ['a second factor of roles', () => ({ trustedAccount: undefined, trustedRoleArns: [arn('role/R')], mfa: true }),
    "'mfa' would lock the trusted roles out, since AWS shows no second factor of a role's session; have their own account ask for it, or trust an account instead"],
  ['an age of no second factor', () => ({ mfaMaxAge: Duration.hours(1) }), "'mfaMaxAge' does nothing without 'mfa'; pass mfa: true as well"],
  ['an old second factor', () => ({ mfa: true, mfaMaxAge: Duration.hours(37) }),
    "'mfaMaxAge' must be 1 minute to 36 hours, in whole seconds, got 1 day 13 hours; pass a length such as Duration.seconds(60)"],
  ['a short session', () => ({ sessionDuration: Duration.minutes(14) }),
    "'sessionDuration' must be 15 minutes to 12 hours, in whole seconds, got 14 minutes; pass a length such as Duration.seconds(900)"],
  ['a long session', () => ({ sessionDuration: Duration.hours(13) }),
    "'sessionDuration' must be 15 minutes to 12 hours, in whole seconds, got 13 hours; pass a length such as Duration.seconds(900)"],
  ['no buckets', () => ({ buckets: [] }), "'buckets' is empty; name at least one"],
  ['no prefixes', () => ({ prefixes: [] }), "'prefixes' is empty; name at least one, or [''] for every object"],
  ['a wildcard', () => ({ prefixes: ['in*'] }), '\'prefixes\' cannot hold "in*"; pass how the keys begin, without wildcards or variables'],
  ['a variable', () => ({ prefixes: ['${aws:username}/'] }), '\'prefixes\' cannot hold "${aws:username}/"; pass how the keys begin, without wildcards or variables'],
  ['no access', () => ({ access: [] }), "'access' is empty; name at least one"],
  ['an access that is none', () => ({ access: ['all' as BucketAccess] }), '\'access\' cannot hold "all"; pass members of BucketAccess'],
  ['a tag of AWS', () => ({ sessionTags: ['aws:x'] }), '\'sessionTags\' cannot be "aws:x"; pass a key of 1 to 128 letters, digits, spaces or _.:/=+-@, not starting with aws:'],
  ['a name that is none', () => ({ roleName: 'a b' }), '\'roleName\' cannot be "a b"; pass 1 to 64 letters, digits and _+=,.@-'],
  ['a bucket of another account', stack => ({ buckets: [s3.Bucket.fromBucketAttributes(stack, 'Far', { bucketName: 'far-away', account: STRANGERS })] }),
    'Stack/Far is of another account, whose own policies must let the role in; make the role in the account of the bucket'],
  ['an exemption from no perimeter', () => ({ exemptFromPerimeter: true }),
    "'exemptFromPerimeter' cannot change the perimeter of Stack/Imported, which is no bucket of this library; name the role in the exemptRoles of its NetworkPerimeter"],
  ['an exemption that ties stacks', stack => ({ exemptFromPerimeter: true, buckets: [new CompliantBucket(stackIn(appOf(stack), 'Other'), 'Records')] }),
    "'exemptFromPerimeter' would tie the stack of Other/Records and that of the role in a circle; pass a roleName, or make the role in the stack of the bucket"],
  ['trust in a role that is there', () => ({ alreadyProvided: PROVIDER }), "'trustedAccount' is about a role that is made, and this one is already provided; leave it out"],
  ['a user that is there', () => ({ trustedAccount: undefined, externalId: undefined, alreadyProvided: { ...PROVIDER, reference: arn('user/Joe') } }),
    `'alreadyProvided' has the reference '${arn('user/Joe')}'; pass one such as 'arn:aws:iam::444455556666:role/Partner'`],
  ['a bucket that cannot be changed', () => ({ trustedAccount: undefined, externalId: undefined, alreadyProvided: PROVIDER }),
    'the policy of Stack/Imported cannot be changed here, since the bucket is imported; grant the role its access where the bucket is made'],
])('%s is refused', (_, props, message) => {
  const stack = stackIn();
  expect(messageOf(() => roleFor(stack, [importedIn(stack)], { ...TRUST, ...props(stack) }))).toBe(`Stack/Partner: ${message}`);
});

test('policies that IAM does not take are refused before they are deployed', () => {
  const stack = stackIn();
  roleFor(stack, [importedIn(stack)], {
    externalId: EXTERNAL_ID, trustedRoleArns: Array.from({ length: 50 }, (_, i) => arn(`role/Reader${i}`)), prefixes: Array.from({ length: 200 }, (_, i) => `customers/${i}/`),
  });
  const message = messageOf(() => appOf(stack).synth());
  expect(message).toMatch(/\[Stack\/Partner\] the trust policy has about \d+ characters, and IAM takes 2048; trust fewer roles, or their account/);
  expect(message).toMatch(/\[Stack\/Partner\] the policy of the role has about \d+ characters, and IAM takes 6144; name fewer buckets and prefixes, or make several roles/);
});

test('a session of less than an hour is asked for by its users', () => {
  const stack = stackIn();
  roleFor(stack, [importedIn(stack)], { ...TRUST, sessionDuration: Duration.minutes(15) });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { MaxSessionDuration: 3600, Description: 'Reaches S3 from another account; ask for sessions of 900 seconds' });
  expect(env.account).toBe(ACCOUNT);
});
