import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { hipaaBucket, NETWORK, stackOf } from './apps';
import { NetworkPerimeter } from '../../src';
import { decide } from '../../src/policy/decide';
import { parsePolicy } from '../../src/policy/document';
import { ANONYMOUS, type ContextValue, type Requester, role, service } from '../../src/policy/request';
import { THIS_ACCOUNT } from '../../src/policy/text';
import { readTemplates } from '../../src/posture/cloudformation';
import { isKnown } from '../../src/posture/fact';

/** The policy of a HipaaBucket, as the reader sees it. */
function policyOf(network: (stack: ReturnType<typeof stackOf>) => NetworkPerimeter) {
  const stack = stackOf({ env: { account: '111122223333', region: 'us-east-1' } });
  hipaaBucket(stack, { network: network(stack) });
  const body = Template.fromStack(stack).toJSON();
  const bucket = readTemplates([{ name: 't', body, account: '111122223333', region: 'us-east-1' }]).find(b => !b.logicalId.includes('AccessLogs'))!;
  const fact = bucket.alternatives[0].posture.policy;
  if (!isKnown(fact) || !fact.value) throw new Error('the policy of the bucket cannot be read');
  return fact.value;
}

const BREAK_GLASS = 'arn:aws:iam::111122223333:role/BreakGlass';
const policy = policyOf(stack => NetworkPerimeter.vpcIds(['vpc-0123456789abcdef0'], { exemptRoles: [iam.Role.fromRoleArn(stack, 'BreakGlass', BREAK_GLASS)] }));
const everything = parsePolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] }, { name: 'identity policy' });

const TLS = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3', 'aws:ViaAWSService': 'false' };
const INSIDE = { ...TLS, 'aws:SourceVpc': 'vpc-0123456789abcdef0' };
const OTHER_VPC = { ...TLS, 'aws:SourceVpc': 'vpc-0fedcba9876543210' };
const KEY = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const SSE = 's3:x-amz-server-side-encryption';

/** Each requester may do everything by its own policies: what is denied, the bucket denies. */
test.each<[string, Requester, string, Record<string, ContextValue>, 'allowed' | 'denied']>([
  ['an application inside the VPC reads', role('app'), 's3:GetObject', INSIDE, 'allowed'],
  ['an application inside the VPC writes without headers', role('app'), 's3:PutObject', INSIDE, 'allowed'],
  ['an application inside the VPC writes with the right headers', role('app'), 's3:PutObject', { ...INSIDE, [SSE]: 'aws:kms', [KEY]: '<key>' }, 'allowed'],
  ['an application inside the VPC writes with SSE-S3', role('app'), 's3:PutObject', { ...INSIDE, [SSE]: 'AES256' }, 'denied'],
  ['an application inside the VPC writes with a foreign key', role('app'), 's3:PutObject',
    { ...INSIDE, [SSE]: 'aws:kms', [KEY]: 'arn:aws:kms:us-east-1:999999999999:key/x' }, 'denied'],
  ['an application inside the VPC writes with KMS and no key', role('app'), 's3:PutObject', { ...INSIDE, [SSE]: 'aws:kms' }, 'denied'],
  ['an application inside the VPC reads over HTTP', role('app'), 's3:GetObject', { ...INSIDE, 'aws:SecureTransport': 'false', 's3:TlsVersion': null }, 'denied'],
  ['an application inside the VPC reads with TLS 1.1', role('app'), 's3:GetObject', { ...INSIDE, 's3:TlsVersion': '1.1' }, 'denied'],
  ['an application outside reads', role('app'), 's3:GetObject', TLS, 'denied'],
  ['an application in another VPC reads', role('app'), 's3:GetObject', OTHER_VPC, 'denied'],
  ['an application outside lists', role('app'), 's3:ListBucket', TLS, 'denied'],
  ['a deployment outside puts the policy', role('cdk-exec'), 's3:PutBucketPolicy', TLS, 'allowed'],
  ['a deployment outside puts the lifecycle', role('cdk-exec'), 's3:PutLifecycleConfiguration', TLS, 'allowed'],
  ['a deployment outside sets notifications', role('cdk-exec'), 's3:PutBucketNotification', TLS, 'allowed'],
  ['CloudFormation, on behalf of a role, reads an object', role('cdk-exec'), 's3:GetObject', { ...TLS, 'aws:ViaAWSService': 'true' }, 'allowed'],
  ['the break-glass role outside reads', { type: 'AWS', id: `arn:aws:sts::${THIS_ACCOUNT}:assumed-role/BreakGlass/me` }, 's3:GetObject', TLS, 'allowed'],
  ['the break-glass role outside reads over HTTP', { type: 'AWS', id: `arn:aws:sts::${THIS_ACCOUNT}:assumed-role/BreakGlass/me` }, 's3:GetObject',
    { ...TLS, 'aws:SecureTransport': 'false', 's3:TlsVersion': null }, 'denied'],
  ['another account, with its own permission, reads', role('app', '999999999999'), 's3:GetObject', INSIDE, 'denied'],
  ['nobody in particular reads', ANONYMOUS, 's3:GetObject', INSIDE, 'denied'],
  ['an AWS service without a grant reads', service('macie.amazonaws.com'), 's3:GetObject', TLS, 'denied'],
])('%s', (_, requester, action, context, expected) => {
  const resource = action.includes('Object') ? 'arn:aws:s3:::<bucket>/a' : 'arn:aws:s3:::<bucket>';
  const decision = decide({ owner: THIS_ACCOUNT, resource: policy, identity: [everything] }, { action, resource, requester, context, otherKeys: 'absent' });
  expect(decision).toMatchObject({ outcome: expected });
});

test('the perimeter names what it was given', () => {
  expect(policyOf(() => NETWORK).statements.map(s => s.name)).toContain('DenyOutsideNetwork');
});
