import { Duration, Fn } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { messageOf, stackOf } from './apps';
import { APP, type Asking, denying, deployed, LOGS, OTHER, OUTSIDER, plainBucket, policyWith, roleArn } from './statement-cases';
import { NetworkPerimeter, type RetentionLimits, S3PolicyStatements } from '../../src';
import { crossAccountPermissionChangesRefused } from '../../src/controls/cross-account-permission-changes-refused';
import { ANONYMOUS, awsRequester, role } from '../../src/policy/request';
import { PERMISSION_ACTIONS } from '../../src/policy/s3-actions';
import { hardened } from '../controls/posture';

const ORG = 'o-a1b2c3d4e5';
const DAYS = 's3:object-lock-remaining-retention-days';
type Row = [keyof typeof POLICIES, string, Asking, 'allowed' | 'denied'];
const keeper = (bucket: s3.IBucket, name = 'Keeper') => iam.Role.fromRoleArn(bucket.stack, name, roleArn(name));
const KEEPER = role('Keeper');
const KEEPING = awsRequester('arn:aws:sts::<account>:assumed-role/Keeper/me');

const limits = (b: s3.IBucket, options: RetentionLimits) => S3PolicyStatements.limitObjectRetention(b, options);

const POLICIES = {
  network: policyWith(b => S3PolicyStatements.denyOutside(b, NetworkPerimeter.vpcIds(['vpc-01'], { exemptRoles: [keeper(b)] }))),
  organization: policyWith(b => S3PolicyStatements.denyOutsideOrganization(b, ORG)),
  bypass: policyWith(b => S3PolicyStatements.restrictGovernanceBypass(b, [keeper(b)])),
  nobodyBypasses: policyWith(b => S3PolicyStatements.restrictGovernanceBypass(b, [])),
  hold: policyWith(b => S3PolicyStatements.restrictLegalHold(b, [keeper(b)])),
  nobodyHolds: policyWith(b => S3PolicyStatements.restrictLegalHold(b, [])),
  retention: policyWith(b => limits(b, { minimum: Duration.days(30), maximum: Duration.days(365), complianceMode: false })),
  mfa: policyWith(b => S3PolicyStatements.requireMfa(b, [roleArn('Keeper')])),
  tag: policyWith(b => S3PolicyStatements.requireObjectTag(b, 'data class')),
  zone: policyWith(S3PolicyStatements.denyOneZone),
  permissions: policyWith(S3PolicyStatements.denyCrossAccountPermissionChanges),
};

const MFA = { 'aws:MultiFactorAuthPresent': 'true' };
const SESSION = { 'aws:MultiFactorAuthPresent': 'false' };
const FORWARD = { 'aws:ViaAWSService': 'true' };
const put = (context?: Asking['context'], by = APP): Asking => ({ action: 's3:PutObject', context, by });
const to = (action: string, by = APP, context?: Asking['context']): Asking => ({ action, by, context });

test.each<Row>([
  ['network', 'inside', to('s3:GetObject', APP, { 'aws:SourceVpc': 'vpc-01' }), 'allowed'],
  ['network', 'outside', to('s3:GetObject'), 'denied'],
  ['network', 'outside, the exempt role', to('s3:GetObject', KEEPING), 'allowed'],
  ['network', 'outside, log delivery', put({}, LOGS), 'allowed'],
  ['network', 'outside, for a caller', to('s3:GetObject', APP, FORWARD), 'allowed'],
  ['network', 'outside, a deployment', to('s3:PutBucketPolicy'), 'allowed'],

  ['organization', 'the own account, in the organization', to('s3:GetObject', APP, { 'aws:PrincipalOrgID': ORG }), 'allowed'],
  ['organization', 'the own account, where the id is mistyped', to('s3:PutBucketPolicy', APP, { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' }), 'allowed'],
  ['organization', 'another account of the organization', to('s3:GetObject', OUTSIDER, { 'aws:PrincipalOrgID': ORG }), 'allowed'],
  ['organization', 'another organization', to('s3:GetObject', OUTSIDER, { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' }), 'denied'],
  ['organization', 'an account without one', to('s3:ListBucket', OUTSIDER), 'denied'],
  ['organization', 'nobody in particular', to('s3:GetObject', ANONYMOUS), 'denied'],
  ['organization', 'log delivery', put({}, LOGS), 'allowed'],
  ['organization', 'a service for a member', to('s3:GetObject', OUTSIDER, { ...FORWARD, 'aws:PrincipalOrgID': ORG }), 'allowed'],
  ['organization', 'a service for an outsider', to('s3:GetObject', OUTSIDER, FORWARD), 'denied'],

  ['bypass', 'anybody', to('s3:BypassGovernanceRetention'), 'denied'],
  ['bypass', 'the named role', to('s3:BypassGovernanceRetention', KEEPER), 'allowed'],
  ['bypass', 'its session', to('s3:BypassGovernanceRetention', KEEPING), 'allowed'],
  ['bypass', 'a role of that name elsewhere', to('s3:BypassGovernanceRetention', role('Keeper', OTHER)), 'denied'],
  ['bypass', 'a delete without it', to('s3:DeleteObjectVersion'), 'allowed'],
  ['nobodyBypasses', 'any role', to('s3:BypassGovernanceRetention', KEEPER), 'denied'],

  ['hold', 'anybody places or removes one', to('s3:PutObjectLegalHold'), 'denied'],
  ['hold', 'the named role', to('s3:PutObjectLegalHold', KEEPING), 'allowed'],
  ['hold', 'anybody uploads with one', put({ 's3:object-lock-legal-hold': 'ON' }), 'denied'],
  ['hold', 'the named role uploads with one', put({ 's3:object-lock-legal-hold': 'ON' }, KEEPER), 'allowed'],
  ['hold', 'anybody uploads with none', put({ 's3:object-lock-legal-hold': 'OFF' }), 'allowed'],
  ['hold', 'anybody uploads', put(), 'allowed'],
  ['hold', 'log delivery', put({}, LOGS), 'allowed'],
  ['hold', 'a replica', to('s3:ReplicateObject', role('Replication')), 'allowed'],
  ['hold', 'anybody reads one', to('s3:GetObjectLegalHold'), 'allowed'],
  ['nobodyHolds', 'any role', to('s3:PutObjectLegalHold', KEEPER), 'denied'],

  ['retention', 'the shortest', put({ [DAYS]: '30', 's3:object-lock-mode': 'GOVERNANCE' }), 'allowed'],
  ['retention', 'shorter', put({ [DAYS]: '29' }), 'denied'],
  ['retention', 'shortening', to('s3:PutObjectRetention', APP, { [DAYS]: '1' }), 'denied'],
  ['retention', 'the longest', to('s3:PutObjectRetention', APP, { [DAYS]: '365' }), 'allowed'],
  ['retention', 'longer', to('s3:PutObjectRetention', APP, { [DAYS]: '366' }), 'denied'],
  ['retention', 'in COMPLIANCE mode', put({ [DAYS]: '100', 's3:object-lock-mode': 'COMPLIANCE' }), 'denied'],
  ['retention', 'an upload that asks for none', put(), 'allowed'],
  ['retention', 'a replica', to('s3:ReplicateObject'), 'allowed'],

  ...['s3:DeleteObjectVersion', 's3:DeleteBucket', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'].flatMap((action): Row[] => [
    ['mfa', `${action} with it`, to(action, APP, MFA), 'allowed'],
    ['mfa', `${action} by a session without it`, to(action, APP, SESSION), 'denied'],
    ['mfa', `${action} by a long-term key`, to(action, awsRequester('arn:aws:iam::<account>:user/me')), 'denied'],
    ['mfa', `${action} by the root user`, to(action, awsRequester('arn:aws:iam::<account>:root')), 'denied'],
    ['mfa', `${action} by the exempt role`, to(action, KEEPING, SESSION), 'allowed'],
    ['mfa', `${action} by a service`, to(action, LOGS), 'allowed'],
    ['mfa', `${action} by a service for a caller`, to(action, APP, { ...SESSION, ...FORWARD }), 'allowed'],
  ]),
  ['mfa', 'a plain delete', to('s3:DeleteObject', APP, SESSION), 'allowed'],
  ['mfa', 'an upload', put(SESSION), 'allowed'],

  ['tag', 'none', put(), 'denied'],
  ['tag', 'another', put({ 's3:RequestObjectTag/owner': 'me' }), 'denied'],
  ['tag', 'the tag', put({ 's3:RequestObjectTag/data class': 'personal' }), 'allowed'],
  ['tag', 'log delivery', put({}, LOGS), 'allowed'],
  ['tag', 'a service for a caller', put(FORWARD), 'denied'],
  ['tag', 'a replica', to('s3:ReplicateObject'), 'allowed'],

  ...['ONEZONE_IA', 'REDUCED_REDUNDANCY', 'EXPRESS_ONEZONE'].map((name): Row =>
    ['zone', name, put({ 's3:x-amz-storage-class': name }), 'denied']),
  ...['STANDARD', 'STANDARD_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'].map((name): Row =>
    ['zone', name, put({ 's3:x-amz-storage-class': name }), 'allowed']),
  ['zone', 'no class', put(), 'allowed'],

  ...PERMISSION_ACTIONS.flatMap((action): Row[] => [
    ['permissions', `${action} by another account`, to(action, OUTSIDER), 'denied'],
    ['permissions', `${action} by the own account`, to(action), 'allowed'],
  ]),
  ['permissions', 'by nobody in particular', to('s3:PutBucketPolicy', ANONYMOUS), 'denied'],
  ['permissions', 'by a service', to('s3:PutBucketPolicy', LOGS), 'allowed'],
  ['permissions', 'reading, by another account', to('s3:GetObject', OUTSIDER), 'allowed'],
])('%s: %s', (name, _, asking, expected) => {
  expect(denying(POLICIES[name], asking)).toMatchObject({ outcome: expected });
});

test('the control of permission changes agrees, whatever else is allowed', () => {
  const policy = (make: (b: s3.Bucket) => iam.PolicyStatement[]) => ({ at: 'x', value: policyWith(make) });
  const open = () => new iam.PolicyStatement({ principals: [new iam.AccountPrincipal(OTHER)], actions: ['s3:PutBucketPolicy'], resources: ['*'] });
  const without = policy(() => [open()]);
  const withIt = policy(b => [open(), S3PolicyStatements.denyCrossAccountPermissionChanges(b)]);
  expect([without, withIt].map(p => crossAccountPermissionChangesRefused.test(hardened({ policy: p })).outcome)).toEqual(['fail', 'pass']);
});

test.each<[string, (bucket: s3.Bucket) => unknown, string]>([
  ['a mistyped organization', b => S3PolicyStatements.denyOutsideOrganization(b, 'o-short'),
    'Stack/Records: \'organizationId\' cannot be "o-short"; pass an id of the form o-a1b2c3d4e5, which AWS Organizations shows'],
  ['every organization', b => S3PolicyStatements.denyOutsideOrganization(b, 'o-*'), '\'organizationId\' cannot be "o-*"'],
  ['no organization', b => S3PolicyStatements.denyOutsideOrganization(b, undefined as unknown as string), '\'organizationId\' cannot be undefined'],
  ['a pattern of roles', b => S3PolicyStatements.restrictGovernanceBypass(b, [iam.Role.fromRoleName(b.stack, 'R', '*')]), 'which is a pattern; name each role by itself'],
  ['no role at all', b => S3PolicyStatements.restrictLegalHold(b, ['x' as unknown as iam.IRole]), 'Stack/Records: \'roles\' cannot hold undefined, which is no role'],
  ['no list of roles', b => S3PolicyStatements.restrictLegalHold(b, keeper(b) as unknown as iam.IRole[]), '\'roles\' cannot be an object of another kind; pass a list'],
  ['no limit', b => limits(b, {}), 'Stack/Records: the retention of objects is limited by nothing; pass a minimum, a maximum, or complianceMode: false'],
  ['limits that cross', b => limits(b, { minimum: Duration.days(31), maximum: Duration.days(30) }), '\'minimum\' is 31 days, longer than the \'maximum\' of 30 days'],
  ['half a day', b => limits(b, { minimum: Duration.hours(36) }), '\'minimum\' must be whole days, got'],
  ['no day', b => limits(b, { maximum: Duration.days(0) }), '\'maximum\' must be at least 1 day'],
  ['more than S3 takes', b => limits(b, { maximum: Duration.days(36501) }), '\'maximum\' must be at most 36500 days, got 36501 days'],
  ['MFA of everybody', b => S3PolicyStatements.requireMfa(b, []),
    'Stack/Records: \'exemptRoleArns\' is empty, so no deployment could change the bucket policy again; pass the ARN of the role that deploys the stack'],
  ['MFA but for a pattern', b => S3PolicyStatements.requireMfa(b, [roleArn('cdk-*')]), 'which is a pattern'],
  ['MFA but for a user', b => S3PolicyStatements.requireMfa(b, ['arn:aws:iam::111122223333:user/me']), 'which is a user'],
  ['MFA but for an account', b => S3PolicyStatements.requireMfa(b, ['arn:aws:iam::111122223333:root']), 'which is a whole account'],
  ['MFA but for everybody', b => S3PolicyStatements.requireMfa(b, ['*']), 'which is everybody'],
  ['a tag of AWS', b => S3PolicyStatements.requireObjectTag(b, 'aws:cloudformation:stack-name'), '\'tagKey\' cannot be "aws:cloudformation:stack-name"'],
  ['no tag', b => S3PolicyStatements.requireObjectTag(b, ''), '\'tagKey\' cannot be ""'],
  ['a tag by a pattern', b => S3PolicyStatements.requireObjectTag(b, 'data*'), '\'tagKey\' cannot be "data*"'],
])('%s is an error', (_, make, part) => {
  expect(messageOf(() => make(plainBucket()))).toContain(part);
});

test('what only deployment decides is taken', () => {
  const bucket = plainBucket();
  const made = new iam.Role(bucket.stack, 'Made', { assumedBy: new iam.AccountPrincipal(OTHER) });
  expect(messageOf(() => {
    S3PolicyStatements.requireMfa(bucket, [made.roleArn, Fn.importValue('Deployer'), Fn.sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/x')]);
    S3PolicyStatements.restrictGovernanceBypass(bucket, [made, iam.Role.fromRoleName(bucket.stack, 'Named', 'x')]);
    S3PolicyStatements.denyOutsideOrganization(bucket, Fn.importValue('Organization'));
  })).toBe('');
});

test('an account that only deployment decides is the account of the stack', () => {
  const bucket = plainBucket(stackOf());
  bucket.addToResourcePolicy(S3PolicyStatements.denyCrossAccountPermissionChanges(bucket));
  expect(deployed(bucket)[0].Condition.StringNotEquals).toEqual({ 'aws:PrincipalAccount': [{ Ref: 'AWS::AccountId' }] });
});
