import { App, CfnParameter, Duration, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { messageOf, synth } from './apps';
import { CompliantBucket, type CompliantBucketProps, ComplianceFramework, NetworkPerimeter } from '../../src';

const env = { account: '111122223333', region: 'eu-central-1' };
const assumedBy = new iam.AccountRootPrincipal();
const made = (scope: Stack, roleName?: string) => new iam.Role(scope, 'Role', { assumedBy, roleName });
const parts = (stack: Stack) => Fn.sub('arn:aws:iam::111122223333:role/${Name}', { Name: new CfnParameter(stack, 'Name').valueAsString });

const ROLES: Readonly<Record<string, (stack: Stack) => iam.IRole>> = {
  'of the same stack': made,
  'of another stack': stack => made(new Stack(stack.node.root, 'Other', { env })),
  'of a nested stack': stack => made(new NestedStack(stack, 'Nested')),
  'of another account': stack => made(new Stack(stack.node.root, 'Other', { env: { ...env, account: '444455556666' } }), 'far'),
  'by its name': stack => iam.Role.fromRoleName(stack, 'Role', 'ops'),
  'by its ARN': stack => iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/path/ops'),
  'by an ARN made of a parameter': stack => iam.Role.fromRoleArn(stack, 'Role', parts(stack)),
  'by an imported ARN': stack => iam.Role.fromRoleArn(stack, 'Role', Fn.importValue('OpsRole')),
};

const retention = s3.ObjectLockRetention.governance(Duration.days(30));
const USES: Readonly<Record<string, (role: iam.IRole) => CompliantBucketProps>> = {
  'a lock administrator': role => ({ retention, lockAdministrators: [role] }),
  'exempt from the network': role => ({ network: NetworkPerimeter.vpcIds(['vpc-0123456789abcdef0'], { exemptRoles: [role] }) }),
  'exempt from the second factor': role => ({ frameworks: [ComplianceFramework.SOC2], mfaExemptRoles: [role] }),
  'the erasure role': role => ({ frameworks: [ComplianceFramework.GDPR], retentionLimit: Duration.days(365), retention, erasureRole: role }),
};

const stackOf = () => new Stack(new App({ analyticsReporting: false }), 'Stack', { env });

describe.each(Object.entries(USES))('a role that is %s', (_, propsOf) => {
  test.each(Object.entries(ROLES))('%s is not locked out', (__, roleOf) => {
    const stack = stackOf();
    new CompliantBucket(stack, 'Bucket', propsOf(roleOf(stack)));
    expect(messageOf(() => synth(stack))).toBe('');
  });
});

test.each(['of the same stack', 'of another stack', 'of a nested stack', 'of another account', 'by its name', 'by its ARN'])('a role %s that a statement refuses is', (which) => {
  const stack = stackOf();
  const bucket = new CompliantBucket(stack, 'Bucket', { retention, lockAdministrators: [ROLES[which](stack)] });
  bucket.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'Nobody', effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions: ['s3:BypassGovernanceRetention'], resources: [bucket.arnForObjects('*')],
  }));
  expect(messageOf(() => synth(stack))).toMatch(/Stack\/Bucket: bucket policy: Nobody locks out \S+Role, which needs s3:BypassGovernanceRetention/);
});
