import { App, CliCredentialsStackSynthesizer, Stack, type StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { messageOf, synth } from './apps';
import { deploy, only, policyFrom } from './deployed';
import { CompliantBucket } from '../../src';
import { deploymentRoleArn } from '../../src/constructs/deployment';
import { keepWhileLocked, separateDuties } from '../../src/constructs/key-duties';
import { decide } from '../../src/policy/decide';
import { awsRequester, type ContextValue, type Requester, role, service } from '../../src/policy/request';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/Key';
const everything = policyFrom({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] }, 'identity policy');
const keyOf = (stack: Stack) => new kms.Key(stack, 'Key', { enableKeyRotation: true });
const stackOf = (props: StackProps = {}) => new Stack(new App({ analyticsReporting: false }), 'Stack', { env: ENV, ...props });
const named = (stack: Stack, name: string) => iam.Role.fromRoleArn(stack, name, `arn:aws:iam::111122223333:role/${name}`);

function policyOf(make: (key: kms.Key, stack: Stack) => void, props?: StackProps) {
  const stack = stackOf(props);
  const key = keyOf(stack);
  make(key, stack);
  return policyFrom(only(deploy(stack.node.root as App), 'AWS::KMS::Key').properties.KeyPolicy, 'key policy');
}

const outcome = (resource: ReturnType<typeof policyOf>, requester: Requester, action: string, context: Record<string, ContextValue> = {}) =>
  decide({ owner: ENV.account, resource, identity: [everything] }, { action, resource: KEY, requester, context: { 'aws:ViaAWSService': 'false', ...context }, otherKeys: 'absent' }).outcome;

const ADMINISTRATION = ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:DisableKeyRotation', 'kms:DeleteImportedKeyMaterial', 'kms:ImportKeyMaterial', 'kms:ReplicateKey'];
const USE = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:CreateGrant'];
const HARMLESS = ['kms:DescribeKey', 'kms:EnableKey', 'kms:CancelKeyDeletion', 'kms:EnableKeyRotation', 'kms:GetKeyPolicy'];

const admin = role('admin', ENV.account);
const deployer = role('cdk-hnb659fds-cfn-exec-role-111122223333-eu-west-1', ENV.account);
const root = awsRequester('arn:aws:iam::111122223333:root');
const app = role('app', ENV.account);
const session = awsRequester('arn:aws:sts::111122223333:assumed-role/admin/me');

/** Everybody may do everything by its own policies: what is denied, the key denies. */
describe('who administers and who uses', () => {
  const policy = policyOf((key, stack) => separateDuties(key, [named(stack, 'admin')], deploymentRoleArn(key)));
  test.each<[string, Requester, readonly string[], 'allowed' | 'denied']>([
    ['an administrator administers', admin, [...ADMINISTRATION, ...HARMLESS], 'allowed'],
    ['a session of an administrator administers', session, ADMINISTRATION, 'allowed'],
    ['an administrator uses', admin, USE, 'denied'],
    ['a session of an administrator uses', session, USE, 'denied'],
    ['the deployment role administers', deployer, [...ADMINISTRATION, ...HARMLESS], 'allowed'],
    ['the deployment role uses', deployer, USE, 'denied'],
    ['an application administers', app, ADMINISTRATION, 'denied'],
    ['an application uses', app, [...USE, ...HARMLESS], 'allowed'],
    ['the root user administers', root, ADMINISTRATION, 'denied'],
    ['the root user uses', root, USE, 'allowed'],
    ['a user with the name of an administrator administers', awsRequester('arn:aws:iam::111122223333:user/admin'), ADMINISTRATION, 'denied'],
    ['a role of that name of another account administers', role('admin', '999999999999'), ADMINISTRATION, 'denied'],
    ['a role of another account uses', role('app', '999999999999'), USE, 'denied'],
    ['an AWS service for itself administers', service('s3.amazonaws.com'), ADMINISTRATION, 'denied'],
  ])('%s', (_, requester, actions, expected) => {
    expect(actions.map(action => `${action} ${outcome(policy, requester, action)}`)).toEqual(actions.map(action => `${action} ${expected}`));
  });

  test('by its own statement, an administrator needs no other policy', () => {
    expect(ADMINISTRATION.map(action => decide({ owner: ENV.account, resource: policy }, { action, resource: KEY, requester: admin, otherKeys: 'absent' }).outcome))
      .toEqual(ADMINISTRATION.map(() => 'allowed'));
  });

  test('an AWS service that works for an application', () => {
    expect(outcome(policy, app, 'kms:CreateGrant', { 'aws:ViaAWSService': 'true', 'kms:GrantIsForAWSResource': 'true' })).toBe('allowed');
    expect(outcome(policy, app, 'kms:PutKeyPolicy', { 'aws:ViaAWSService': 'true' })).toBe('denied');
  });
});

describe('without a deployment role', () => {
  const policy = policyOf((key, stack) => separateDuties(key, [named(stack, 'admin')], deploymentRoleArn(key)), { synthesizer: new CliCredentialsStackSynthesizer() });
  test.each<[string, Requester, string, 'allowed' | 'denied']>([
    ['whoever deploys puts the policy', app, 'true', 'allowed'],
    ['the same one by itself', app, 'false', 'denied'],
    ['an administrator by itself', admin, 'false', 'allowed'],
  ])('%s', (_, requester, via, expected) => {
    expect(outcome(policy, requester, 'kms:PutKeyPolicy', { 'aws:ViaAWSService': via })).toBe(expected);
  });
});

describe('while objects are locked', () => {
  const policy = policyOf((key, stack) => {
    separateDuties(key, [named(stack, 'admin')], deploymentRoleArn(key));
    keepWhileLocked(key);
    keepWhileLocked(key);
  });
  const LOSS = ['kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:DeleteImportedKeyMaterial'];
  test.each<[string, Requester, readonly string[], 'allowed' | 'denied']>([
    ['an administrator loses the key', admin, LOSS, 'denied'],
    ['the deployment role loses the key', deployer, LOSS, 'denied'],
    ['the root user loses the key', root, LOSS, 'denied'],
    ['an administrator lifts it by the policy', admin, ['kms:PutKeyPolicy'], 'allowed'],
    ['the deployment role lifts it by the policy', deployer, ['kms:PutKeyPolicy'], 'allowed'],
    ['an application uses', app, USE, 'allowed'],
  ])('%s', (_, requester, actions, expected) => {
    expect(actions.map(action => outcome(policy, requester, action))).toEqual(actions.map(() => expected));
  });

  test('is said once', () => {
    expect(policy.statements.filter(({ name }) => name === 'KeptWhileObjectsAreLocked')).toHaveLength(1);
  });
});

describe('administrators that are none', () => {
  const arn = 'arn:aws:iam::111122223333:role/admin';
  test.each<[string, (stack: Stack, key: kms.Key) => unknown, string[]]>([
    ['nobody', () => [], ['Stack/Key', 'nobody administers', 'name at least one role']],
    ['no list', s => named(s, 'admin'), ['cannot be an object of another kind', 'pass a list']],
    ['an ARN', () => [arn], ['an administrator of the key cannot be', 'pass an iam.Role']],
    ['nothing', () => [undefined], ['cannot be undefined', 'pass an iam.Role']],
    ['a pattern', s => [iam.Role.fromRoleArn(s, 'R', `${arn}*`)], [`${arn}*`, 'without wildcards']],
    ['a pattern by name', s => [iam.Role.fromRoleName(s, 'R', 'adm?n')], ['role/adm?n', 'without wildcards']],
    ['a role twice', s => [named(s, 'admin'), iam.Role.fromRoleArn(s, 'Again', arn)], ['twice', 'once']],
    ['a role of this app twice', (s) => {
      const admins = new iam.Role(s, 'Admin', { assumedBy: new iam.AccountRootPrincipal() });
      return [admins, admins];
    }, ['Stack/Admin administers the key twice']],
  ])('%s', (_, administrators, parts) => {
    const message = messageOf(() => {
      const stack = stackOf();
      const key = keyOf(stack);
      separateDuties(key, administrators(stack, key) as iam.IRole[], undefined);
    });
    for (const part of parts) expect(message).toContain(part);
  });

  test.each<[string, (key: kms.Key, admins: iam.IRole) => unknown, string]>([
    ['decryption', (key, admins) => key.grantDecrypt(admins), 'kms:Decrypt'],
    ['encryption', (key, admins) => key.grantEncrypt(admins), 'kms:Encrypt'],
    ['reading of the bucket', (key, admins) => new CompliantBucket(Stack.of(key), 'B', { encryptionKey: key }).grantRead(admins), 'kms:Decrypt'],
    ['one action of several', (key, admins) => key.grant(admins, 'kms:ReEncryptTo'), 'kms:ReEncryptTo'],
    ['use, by the key policy', (key, admins) => key.addToResourcePolicy(
      new iam.PolicyStatement({ principals: [new iam.ArnPrincipal(admins.roleArn)], actions: ['kms:*'], resources: ['*'] })), 'kms:*'],
    ['data keys of every kind', (key, admins) => key.grant(admins, 'kms:GenerateDataKeyWithoutPlaintext'), 'kms:GenerateDataKeyWithoutPlaintext'],
    ['all that begins alike', (key, admins) => key.grant(admins, 'kms:Re*'), 'kms:Re*'],
    ['the end of grants', (key, admins) => key.grant(admins, 'kms:RevokeGrant', 'kms:CreateAlias', 'kms:Get*'), ''],
    ['nothing but description', (key, admins) => key.grant(admins, 'kms:DescribeKey'), ''],
    ['nothing', () => undefined, ''],
  ])('a role that is granted %s as well', (_, grant, action) => {
    const stack = stackOf();
    const key = keyOf(stack);
    const admins = new iam.Role(stack, 'Admin', { assumedBy: new iam.AccountRootPrincipal() });
    separateDuties(key, [admins], undefined);
    grant(key, admins);
    const message = messageOf(() => synth(stack));
    if (action === '') expect(message).toBe('');
    else expect(message).toContain(`Stack/Admin administers the key Stack/Key and is granted ${action} as well`);
  });

  test('grants to others stay what they were', () => {
    const stack = stackOf();
    const key = keyOf(stack);
    separateDuties(key, [named(stack, 'admin')], deploymentRoleArn(key));
    const reader = new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });
    new CompliantBucket(stack, 'B', { encryptionKey: key }).grantRead(reader);
    const resources = deploy(stack.node.root as App);
    const identity = [policyFrom(only(resources, 'AWS::IAM::Policy').properties.PolicyDocument, 'identity policy')];
    const key1 = only(resources, 'AWS::KMS::Key');
    const asked = { resource: `arn:aws:kms:eu-west-1:111122223333:key/${key1.id}`, requester: role('reader', ENV.account), otherKeys: 'absent' } as const;
    const policies = { owner: ENV.account, resource: policyFrom(key1.properties.KeyPolicy, 'key policy'), identity };
    expect(decide(policies, { ...asked, action: 'kms:Decrypt' }).outcome).toBe('allowed');
    expect(decide(policies, { ...asked, action: 'kms:Encrypt' }).outcome).toBe('denied');
  });
});
