import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { hipaaBucket, messageOf, stackOf, synth } from './apps';
import { NetworkPerimeter } from '../../src';

const exempting = (stack: Stack, arn: string) => NetworkPerimeter.vpcIds(['vpc-01'], { exemptRoles: [iam.Role.fromRoleArn(stack, 'Role', arn)] });

describe('what names no network, or too much', () => {
  test.each<[string, (stack: Stack) => unknown, string[]]>([
    ['roles by their beginning', s => exempting(s, 'arn:aws:iam::111122223333:role/Admin*'), ['arn:aws:iam::111122223333:role/Admin*', 'without wildcards']],
    ['roles by one letter', s => exempting(s, 'arn:aws:iam::111122223333:role/Adm?n'), ['role/Adm?n', 'name each role']],
    ['every role by name', s => NetworkPerimeter.vpcIds(['vpc-01'], { exemptRoles: [iam.Role.fromRoleName(s, 'Role', '*')] }), ['role/*', 'name each role']],
    ['an ARN instead of a role', () => NetworkPerimeter.vpcIds(['vpc-01'], { exemptRoles: ['arn:aws:iam::111122223333:role/x' as unknown as iam.IRole] }), ['\'exemptRoles\'', 'no role']],
    ['one role instead of a list', s => NetworkPerimeter.vpcIds(['vpc-01'], { exemptRoles: iam.Role.fromRoleName(s, 'Role', 'x') as unknown as iam.IRole[] }),
      ['\'exemptRoles\'', 'pass a list']],
    ['one id instead of a list', () => NetworkPerimeter.vpcIds('vpc-01' as unknown as string[]), ['\'vpcIds\'', '"vpc-01"', 'pass a list']],
    ['one VPC instead of a list', s => NetworkPerimeter.vpcs(new ec2.Vpc(s, 'Vpc') as unknown as ec2.IVpc[]), ['\'vpcs\'', 'an object of another kind', 'pass a list']],
    ['no endpoints', () => NetworkPerimeter.vpcEndpoints(undefined as unknown as ec2.IVpcEndpoint[]), ['\'vpcEndpoints\'', 'undefined', 'pass a list']],
    ['nothing as a VPC', () => NetworkPerimeter.vpcs([undefined as unknown as ec2.IVpc]), ['\'undefined\' is no id of the form vpc-']],
  ])('%s', (_, make, parts) => {
    const message = messageOf(() => make(stackOf()));
    for (const part of parts) expect(message).toContain(part);
  });
});

test('a list of VPCs that a parameter decides', () => {
  const stack = stackOf();
  const network = NetworkPerimeter.vpcIds(new CfnParameter(stack, 'Vpcs', { type: 'List<AWS::EC2::VPC::Id>' }).valueAsList);
  hipaaBucket(stack, { network });
  expect(messageOf(() => synth(stack))).toBe('');
  Template.fromStack(stack).hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([Match.objectLike({ Sid: 'DenyOutsideNetwork', Condition: Match.objectLike({ StringNotEquals: { 'aws:SourceVpc': { Ref: 'Vpcs' } } }) })]),
    },
  });
});
