import { type App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { messageOf, stackOf, synth } from './apps';
import { CompliantBucket, NetworkPerimeter, PciBucket, type PciBucketProps, S3PolicyStatements } from '../../src';

const ENV = { account: '111122223333', region: 'eu-central-1' };
const endpoints = (stack: Stack) => NetworkPerimeter.vpcEndpoints([ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'Endpoint', {
  vpcEndpointId: 'vpce-0123456789abcdef0', port: 443,
})]);
const cards = (stack: Stack, props: Partial<PciBucketProps> = {}, id = 'Cards') =>
  new PciBucket(stack, id, { network: props.network ?? NetworkPerimeter.vpcEndpoints([{ vpcEndpointId: 'vpce-0123456789abcdef0' } as ec2.IVpcEndpoint]), ...props });

describe('the network', () => {
  test.each<[string, NetworkPerimeter | undefined, string[]]>([
    ['none', undefined, ['\'network\' is missing', 'PCI DSS v4.0.1', 'NetworkPerimeter.vpcEndpoints']],
    ['VPCs with all of their endpoints', NetworkPerimeter.vpcIds(['vpc-0123456789abcdef0']), ['\'network\' names VPCs', 'spec L568', 'NetworkPerimeter.vpcEndpoints']],
  ])('%s is an error', (_, network, parts) => {
    const message = messageOf(() => new PciBucket(stackOf(), 'Cards', { network: network! }));
    for (const part of ['Stack/Cards: ', ...parts]) expect(message).toContain(part);
  });

  test('an interface endpoint with security groups', () => {
    const stack = stackOf({ env: ENV });
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0 });
    const endpoint = vpc.addInterfaceEndpoint('S3', { service: ec2.InterfaceVpcEndpointAwsService.S3, privateDnsEnabled: false });
    cards(stack, { network: NetworkPerimeter.vpcEndpoints([endpoint]) });
    expect(messageOf(() => synth(stack))).toBe('');
    Template.fromStack(stack).hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Condition: Match.objectLike({ StringNotEquals: { 'aws:SourceVpce': stack.resolve([endpoint.vpcEndpointId]) } }) })]) },
    });
  });
});

describe('the key', () => {
  test('that another bucket uses as well is refused, whoever made that bucket', () => {
    const stack = stackOf({ env: ENV });
    const encryptionKey = new kms.Key(stack, 'Key', { enableKeyRotation: true });
    cards(stack, { encryptionKey });
    new CompliantBucket(stack, 'Reports', { encryptionKey });
    expect(messageOf(() => synth(stack))).toContain('Stack/Cards: control \'key-dedicated\' fails (PCI DSS v4.0.1');
  });

  test('that a bucket of another stack uses is refused', () => {
    const stack = stackOf({ env: ENV });
    const encryptionKey = new kms.Key(stack, 'Key', { enableKeyRotation: true });
    cards(stack, { encryptionKey });
    new CompliantBucket(new Stack(stack.node.root as App, 'Other', { env: ENV }), 'Reports', { encryptionKey });
    expect(messageOf(() => synth(stack))).toContain('control \'key-dedicated\' fails');
  });

  test('for two purposes can be excepted, with a reason', () => {
    const stack = stackOf({ env: ENV });
    const encryptionKey = new kms.Key(stack, 'Key', { enableKeyRotation: true });
    cards(stack, { encryptionKey, exceptions: [{ control: 'key-dedicated', reason: 'both hold card data', owner: 'Jane Roe', expires: '2999-01-01' }] });
    new CompliantBucket(stack, 'Reports', { encryptionKey });
    expect(messageOf(() => synth(stack))).toBe('');
  });
});

describe('other accounts', () => {
  const grant = (principal: iam.IPrincipal, ...actions: string[]) => (bucket: PciBucket) =>
    bucket.addToResourcePolicy(new iam.PolicyStatement({ principals: [principal], actions, resources: [bucket.arnForObjects('*')] }));
  const other = (path: string) => new iam.ArnPrincipal(`arn:aws:iam::999999999999:${path}`);

  test.each<[string, (bucket: PciBucket) => unknown, string]>([
    ['a user', grant(other('user/clerk'), 's3:GetObject'), 'control \'cross-account-roles-only\' fails (PCI DSS v4.0.1 spec L571'],
    ['a whole account', grant(new iam.AccountPrincipal('999999999999'), 's3:GetObject'), 'control \'cross-account-roles-only\' fails'],
    ['everybody', grant(new iam.AnyPrincipal(), 's3:GetObject'), 'allows everybody'],
    ['a role that may change ACLs', grant(other('role/partner'), 's3:PutObjectAcl'), ''],
  ])('%s', (_, act, expected) => {
    const stack = stackOf({ env: ENV });
    const message = messageOf(() => {
      act(cards(stack));
      synth(stack);
    });
    if (expected === '') expect(message).toBe(''); // A Deny of this bucket takes the grant back.
    else expect(message).toContain(expected);
  });

  test('a named role comes in', () => {
    const stack = stackOf({ env: ENV });
    const bucket = cards(stack);
    S3PolicyStatements.allowRole(bucket, 'arn:aws:iam::999999999999:role/processor', ['s3:GetObject']).forEach(s => bucket.addToResourcePolicy(s));
    bucket.grantRead(iam.Role.fromRoleArn(stack, 'Auditor', 'arn:aws:iam::888888888888:role/auditor'));
    expect(messageOf(() => synth(stack))).toBe('');
  });
});

test('the perimeter names endpoints of attributes as well', () => {
  const stack = stackOf({ env: ENV });
  cards(stack, { network: endpoints(stack) });
  expect(messageOf(() => synth(stack))).toBe('');
});
