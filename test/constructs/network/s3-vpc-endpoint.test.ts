import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Aws, Fn, Stack, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { BaselineS3Checks, CompliantBucket, GdprS3Checks, HipaaS3Checks, PciBucket, PciDssS3Checks, Soc2S3Checks } from '../../../src';
import { S3VpcEndpoint } from '../../../src/constructs/network/s3-vpc-endpoint';
import { S3EndpointType, S3PrivateDns, type S3VpcEndpointProps, ServiceBuckets } from '../../../src/constructs/network/s3-vpc-endpoint-props';
import { decide } from '../../../src/policy/decide';
import { parsePolicy } from '../../../src/policy/document';
import { ANONYMOUS, role, service } from '../../../src/policy/request';
import { PROVIDED } from '../../../src/posture/provided';
import { messageOf } from '../apps';

const ACCOUNT = '111122223333';
const FOREIGN = '999999999999';
const ORGANIZATION = 'o-a1b2c3d4e5';
const env = { account: ACCOUNT, region: 'eu-central-1' };
const PACKS = [
  AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks,
  BaselineS3Checks, HipaaS3Checks, PciDssS3Checks, GdprS3Checks, Soc2S3Checks,
];

const stackIn = (app: App, id = 'Stack') => new Stack(app, id, { env });
const appOf = () => new App({ analyticsReporting: false });
const vpcIn = (stack: Stack) => ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
  vpcId: 'vpc-0123456789abcdef0',
  vpcCidrBlock: '10.1.0.0/16',
  availabilityZones: ['eu-central-1a', 'eu-central-1b'],
  privateSubnetIds: ['subnet-1', 'subnet-2'],
  privateSubnetRouteTableIds: ['rtb-1', 'rtb-2'],
});
const endpointIn = (stack: Stack, props: S3VpcEndpointProps = {}) => new S3VpcEndpoint(stack, 'Endpoint', { vpc: vpcIn(stack), ...props });

interface Json { Resources: Record<string, { Type: string; Properties: Record<string, any> }> }

/** The endpoint policies of a template, with its references as names. */
function policies(stack: Stack): { Statement: { Sid: string; Resource: string[] }[] }[] {
  const template = Template.fromStack(stack).toJSON() as Json;
  const plain = (value: any): any => {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null) return value;
    if (value.Ref) return { 'AWS::Partition': 'aws', 'AWS::AccountId': ACCOUNT, 'AWS::Region': 'eu-central-1' }[value.Ref as string] ?? value.Ref;
    if (value['Fn::GetAtt']) return `arn:aws:s3:::${value['Fn::GetAtt'][0].toLowerCase()}`;
    if (value['Fn::Split']) return plain(value['Fn::Split'][1]).split(value['Fn::Split'][0]);
    if (value['Fn::Join']) return plain(value['Fn::Join'][1]).join(value['Fn::Join'][0]);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  };
  return Object.values(template.Resources).filter(r => r.Type === 'AWS::EC2::VPCEndpoint').map(r => plain(r.Properties.PolicyDocument));
}

const WHO = { own: role('App', ACCOUNT), foreign: role('Thief', FOREIGN), nobody: ANONYMOUS, cloudformation: service('cloudformation.amazonaws.com') };
const ORG: Record<string, string | null> = { own: ORGANIZATION, foreign: 'o-zzzzzzzzzz', nobody: null, cloudformation: null };

/** What the endpoint says to somebody whom everybody else lets do everything. */
function through(stack: Stack, who: keyof typeof WHO, action: string, resource: string, owner: string, context: Record<string, string> = {}): string {
  const endpoint = parsePolicy(policies(stack)[0], { name: 'endpoint policy' });
  const everything = parsePolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] });
  const asked = { action, resource, requester: WHO[who], otherKeys: 'absent' as const, context: { 'aws:ResourceAccount': owner, 'aws:PrincipalOrgID': ORG[who], ...context } };
  return decide({ owner, resource: everything, identity: [everything], rcps: [[endpoint]] }, asked).outcome;
}

describe('what an endpoint leads to', () => {
  const app = appOf();
  const account = stackIn(app, 'Account');
  endpointIn(account);
  const listed = stackIn(app, 'Listed');
  endpointIn(listed, { buckets: [s3.Bucket.fromBucketName(listed, 'Cards', 'cards')] });
  const organization = stackIn(app, 'Organization');
  endpointIn(organization, { organizationId: ORGANIZATION });
  const services = stackIn(app, 'Services');
  endpointIn(services, { buckets: [s3.Bucket.fromBucketName(services, 'Cards', 'cards')], allowServiceBuckets: Object.values(ServiceBuckets) });

  test.each<[string, Stack, keyof typeof WHO, string, string, string, string]>([
    ['an own bucket', account, 'own', 's3:GetObject', 'cards/a', ACCOUNT, 'allowed'],
    ['an upload to an own bucket', account, 'own', 's3:PutObject', 'cards/a', ACCOUNT, 'allowed'],
    ['data to a foreign bucket', account, 'own', 's3:PutObject', 'loot/a', FOREIGN, 'denied'],
    ['reading from a foreign bucket', account, 'own', 's3:GetObject', 'loot/a', FOREIGN, 'denied'],
    ['foreign credentials to an own bucket', account, 'foreign', 's3:GetObject', 'cards/a', ACCOUNT, 'denied'],
    ['foreign credentials to a foreign bucket', account, 'foreign', 's3:PutObject', 'loot/a', FOREIGN, 'denied'],
    ['nobody to an own bucket', account, 'nobody', 's3:GetObject', 'cards/a', ACCOUNT, 'denied'],
    ['a listed bucket', listed, 'own', 's3:DeleteObject', 'cards/a', ACCOUNT, 'allowed'],
    ['the list of a listed bucket', listed, 'own', 's3:ListBucket', 'cards', ACCOUNT, 'allowed'],
    ['another own bucket', listed, 'own', 's3:GetObject', 'other/a', ACCOUNT, 'denied'],
    ['a bucket that begins alike', listed, 'own', 's3:GetObject', 'cards-2/a', ACCOUNT, 'denied'],
    ['the name of a listed bucket in foreign hands', listed, 'own', 's3:PutObject', 'cards/a', FOREIGN, 'denied'],
    ['foreign credentials to a listed bucket', listed, 'foreign', 's3:GetObject', 'cards/a', ACCOUNT, 'denied'],
    ['image layers, unless allowed', listed, 'nobody', 's3:GetObject', 'prod-eu-central-1-starport-layer-bucket/a', FOREIGN, 'denied'],
    ['image layers, where allowed', services, 'nobody', 's3:GetObject', 'prod-eu-central-1-starport-layer-bucket/a', FOREIGN, 'allowed'],
    ['image layers of another Region', services, 'nobody', 's3:GetObject', 'prod-us-east-1-starport-layer-bucket/a', FOREIGN, 'denied'],
    ['packages', services, 'nobody', 's3:GetObject', 'al2023-repos-eu-central-1-de612dc2/a', FOREIGN, 'allowed'],
    ['uploads to packages', services, 'own', 's3:PutObject', 'al2023-repos-eu-central-1-de612dc2/a', FOREIGN, 'denied'],
    ['patches', services, 'nobody', 's3:GetObject', 'patch-baseline-snapshot-eu-central-1/a', FOREIGN, 'allowed'],
    ['the CloudWatch agent', services, 'nobody', 's3:GetObject', 'amazoncloudwatch-agent/a', FOREIGN, 'allowed'],
    ['answers of custom resources', services, 'cloudformation', 's3:PutObject', 'cloudformation-custom-resource-response-eucentral1/a', FOREIGN, 'allowed'],
    ['assets', services, 'own', 's3:GetObject', `cdk-hnb659fds-assets-${ACCOUNT}-eu-central-1/a`, ACCOUNT, 'allowed'],
    ['assets, in foreign hands', services, 'own', 's3:GetObject', `cdk-hnb659fds-assets-${ACCOUNT}-eu-central-1/a`, FOREIGN, 'denied'],
    ['a foreign bucket beside those of AWS', services, 'own', 's3:PutObject', 'loot/a', FOREIGN, 'denied'],
    ['foreign credentials in an organization', organization, 'foreign', 's3:GetObject', 'cards/a', ACCOUNT, 'denied'],
  ])('%s', (_, stack, who, action, path, owner, outcome) => {
    const { Resource: [first] } = policies(stack)[0].Statement[0];
    expect(through(stack, who, action, `arn:aws:s3:::${path}`, owner, { 'aws:ResourceOrgID': owner === ACCOUNT ? ORGANIZATION : 'o-zzzzzzzzzz' })).toBe(outcome);
    expect(first).toBeDefined();
  });

  test('in an organization its identities reach the buckets of its accounts, and no other', () => {
    const ask = (org: string) => through(organization, 'own', 's3:PutObject', 'arn:aws:s3:::elsewhere/a', '444455556666', { 'aws:ResourceOrgID': org });
    expect([ask(ORGANIZATION), ask('o-zzzzzzzzzz')]).toEqual(['allowed', 'denied']);
  });
});

describe('both endpoints, and a bucket within them', () => {
  const app = appOf();
  const stack = stackIn(app, 'Network');
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 0, subnetConfiguration: [{ name: 'inner', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
  vpc.addFlowLog('FlowLog');
  const endpoint = new S3VpcEndpoint(stack, 'Endpoint', {
    vpc,
    type: S3EndpointType.BOTH,
    subnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    buckets: [s3.Bucket.fromBucketName(stack, 'Named', 'named')],
    clientCidrs: ['10.0.0.0/16', 'fd00::/8'],
    clientSecurityGroups: [new ec2.SecurityGroup(stack, 'Client', { vpc, description: 'clients' })],
  });
  new CompliantBucket(stack, 'Records', { network: endpoint.perimeter() });
  // The range of a VPC of this app is an attribute, which the rules cannot read.
  const plain = stackIn(app, 'Plain');
  const own = new ec2.Vpc(plain, 'Vpc', { maxAzs: 2, natGateways: 1 });
  new S3VpcEndpoint(plain, 'Endpoint', { vpc: own });
  new S3VpcEndpoint(plain, 'EndpointOfTokens', { vpc: own, clientCidrs: [Fn.importValue('Offices')], privateDns: S3PrivateDns.NONE });
  let reports: { pluginName: string; violations: { ruleName: string; description?: string; violatingConstructs: { constructPath: string }[] }[] }[];
  let template: Template;

  beforeAll(() => {
    Validations.of(app).addPlugins(...PACKS.map(Pack => new Pack(app)));
    const printed = jest.spyOn(console, 'error').mockImplementation();
    try {
      app.synth();
    } catch {
      // What the packs found stands in the report.
    }
    printed.mockRestore();
    template = Template.fromJSON(JSON.parse(readFileSync(join(app.outdir, 'Network.template.json'), 'utf8')));
    reports = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')).pluginReports;
  });

  test('the ten packs find nothing in the endpoints', () => {
    const found = reports.flatMap(r => r.violations).filter(v => v.violatingConstructs.some(c => /^(Network|Plain)\/Endpoint/.test(c.constructPath)));
    expect(found.map(v => `${v.ruleName}: ${v.description}`)).toEqual([]);
    expect(reports.length).toBeGreaterThanOrEqual(9);
    const { Resources } = JSON.parse(readFileSync(join(app.outdir, 'Plain.template.json'), 'utf8')) as Json;
    const groups = Object.values(Resources).filter(({ Type }) => Type === 'AWS::EC2::SecurityGroup');
    expect(groups.map(({ Properties }) => Properties.SecurityGroupIngress[0].CidrIp as unknown))
      .toEqual(['10.0.0.0/16', { 'Fn::ImportValue': 'Offices' }]);
  });

  test('the gateway is there before the interface, whose names lead there from outside only', () => {
    const endpoints = Object.entries(template.findResources('AWS::EC2::VPCEndpoint'));
    const [gatewayId, gateway] = endpoints.find(([, { Properties }]) => Properties.VpcEndpointType === 'Gateway')!;
    const [, inner] = endpoints.find(([, { Properties }]) => Properties.VpcEndpointType === 'Interface')!;
    expect(inner.DependsOn).toContain(gatewayId);
    expect(inner.Properties).toMatchObject({ PrivateDnsEnabled: true, DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: 'OnlyInboundResolver' } });
    expect(inner.Properties.PolicyDocument).toEqual(gateway.Properties.PolicyDocument);
    expect(gateway.Properties.RouteTableIds.length).toBe(2);
  });

  test('the security group lets the clients in on 443, and nothing out', () => {
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Lets clients reach S3 through the endpoint',
      SecurityGroupEgress: [{ CidrIp: '255.255.255.255/32', FromPort: 252, ToPort: 86, IpProtocol: 'icmp', Description: Match.anyValue() }],
      SecurityGroupIngress: [
        { CidrIp: '10.0.0.0/16', FromPort: 443, ToPort: 443, IpProtocol: 'tcp', Description: 'HTTPS from clients' },
        { CidrIpv6: 'fd00::/8', FromPort: 443, ToPort: 443, IpProtocol: 'tcp', Description: 'HTTPS from clients' },
      ],
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 443, ToPort: 443, IpProtocol: 'tcp', SourceSecurityGroupId: Match.anyValue() });
  });

  test('the bucket asks for either of the two', () => {
    const policy = Object.values(template.findResources('AWS::S3::BucketPolicy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .find(({ Sid }) => Sid === 'DenyOutsideNetwork');
    expect(policy.Condition.StringNotEquals['aws:SourceVpce'].map((id: { Ref: string }) => id.Ref.replace(/[0-9A-F]{8}$/, ''))).toEqual(['EndpointInterface', 'EndpointGateway']);
  });
});

/** The resources of a template on a way that comes back to where it began. */
function circle(template: Json): string[] {
  const needs = (id: string) => [...JSON.stringify(template.Resources[id]).matchAll(/"(?:Ref|Fn::GetAtt|DependsOn)":\[?"([^"]+)/g)].map(([, name]) => name)
    .concat((template.Resources[id] as { DependsOn?: string[] }).DependsOn ?? []).filter(name => name in template.Resources);
  const follow = (id: string, way: string[]): string[] => way.includes(id) ? [...way, id]
    : needs(id).map(next => follow(next, [...way, id])).find(found => found.length > 0) ?? [];
  return Object.keys(template.Resources).map(id => follow(id, [])).find(found => found.length > 0) ?? [];
}

describe('a bucket that names the endpoint that names the bucket', () => {
  test('in one stack, by reference', () => {
    const app = appOf();
    const stack = stackIn(app);
    const endpoint = endpointIn(stack);
    const bucket = new PciBucket(stack, 'Cards', { network: endpoint.perimeter() });
    endpoint.addBucket(bucket);
    endpoint.addBucket(bucket);
    app.synth();
    const [{ Statement: [own] }] = policies(stack);
    const id = stack.getLogicalId(bucket.node.defaultChild as s3.CfnBucket).toLowerCase();
    expect(own.Resource).toEqual([`arn:aws:s3:::${id}`, `arn:aws:s3:::${id}/*`]);
    const template = Template.fromStack(stack);
    expect(JSON.stringify(template.findResources('AWS::S3::BucketPolicy'))).toContain('EndpointInterface');
    expect(circle(template.toJSON() as Json)).toEqual([]);
    expect(circle({ Resources: { A: { Type: 'X', Properties: { b: { Ref: 'B' } } }, B: { Type: 'X', Properties: { a: { 'Fn::GetAtt': ['A', 'Arn'] } } } } })).toEqual(['A', 'B', 'A']);
  });

  test.each<[string, string | undefined]>([['a plain name', 'cards-of-ours'], ['a name of account and Region', `cards-${Aws.ACCOUNT_ID}-${Aws.REGION}`]])('in two stacks, by %s', (_, bucketName) => {
    const app = appOf();
    const network = stackIn(app, 'Network');
    const endpoint = endpointIn(network);
    const cards = new PciBucket(stackIn(app, 'Cards'), 'Cards', { bucketName, network: endpoint.perimeter() });
    endpoint.addBucket(cards);
    app.synth();
    const name = bucketName === 'cards-of-ours' ? bucketName : `cards-${ACCOUNT}-eu-central-1`;
    expect(policies(network)[0].Statement[0].Resource).toEqual([`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`]);
    expect(network.dependencies).toEqual([]);
    expect(Stack.of(cards).dependencies).toEqual([network]);
  });

  test('in two stacks, by the account where nothing is named', () => {
    const app = appOf();
    const network = stackIn(app, 'Network');
    new PciBucket(stackIn(app, 'Cards'), 'Cards', { network: endpointIn(network).perimeter() });
    app.synth();
    expect(policies(network)[0].Statement[0].Resource).toBe('*');
  });
});

const PROVIDER = { reference: 'vpce-0123456789abcdef0', providedBy: 'the network team, account 999999999999' };

test('an endpoint that is already provided is used, not made', () => {
  const stack = stackIn(appOf());
  const endpoint = new S3VpcEndpoint(stack, 'Endpoint', { alreadyProvided: PROVIDER });
  const gateway = new S3VpcEndpoint(stack, 'Gateway', { alreadyProvided: PROVIDER, type: S3EndpointType.GATEWAY });
  expect([endpoint.interfaceEndpoint?.vpcEndpointId, gateway.gatewayEndpoint?.vpcEndpointId]).toEqual([PROVIDER.reference, PROVIDER.reference]);
  expect([endpoint.gatewayEndpoint, gateway.interfaceEndpoint]).toEqual([undefined, undefined]);
  expect(endpoint.perimeter()._outside()).toMatchObject({ StringNotEquals: { 'aws:SourceVpce': [PROVIDER.reference] } });
  const template = Template.fromStack(stack).toJSON();
  expect(template.Resources).toBeUndefined();
  expect(template.Metadata[PROVIDED][0]).toEqual({ checks: ['vpc-endpoint-for-s3', 'vpc-only'], ...PROVIDER });
  expect(messageOf(() => endpoint.addBucket(s3.Bucket.fromBucketName(stack, 'B', 'books'))))
    .toBe('Stack/Endpoint: the policy of an endpoint that is already provided cannot be changed here; name Stack/B where the endpoint is made');
});

test('by itself, an interface for the whole VPC whose names lead to it from everywhere', () => {
  const stack = stackIn(appOf());
  const endpoint = endpointIn(stack);
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
    VpcEndpointType: 'Interface',
    ServiceName: 'com.amazonaws.eu-central-1.s3',
    PrivateDnsEnabled: true,
    DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: 'AllResolvers' },
    SubnetIds: ['subnet-1', 'subnet-2'],
    SecurityGroupIds: [{ 'Fn::GetAtt': [stack.getLogicalId(endpoint.securityGroup!.node.defaultChild as ec2.CfnSecurityGroup), 'GroupId'] }],
  });
  template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: [{ CidrIp: '10.1.0.0/16', FromPort: 443, ToPort: 443, IpProtocol: 'tcp', Description: 'HTTPS from clients' }] });
  expect(endpoint.gatewayEndpoint).toBeUndefined();
});

test('the security groups and names of the user', () => {
  const stack = stackIn(appOf());
  const endpoint = endpointIn(stack, { securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Own', 'sg-1')], privateDns: S3PrivateDns.NONE });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::EC2::VPCEndpoint', { SecurityGroupIds: ['sg-1'], PrivateDnsEnabled: false, DnsOptions: Match.absent() });
  template.resourceCountIs('AWS::EC2::SecurityGroup', 0);
  expect(endpoint.securityGroup).toBeUndefined();
});

test('a gateway in a stack of no account or Region', () => {
  const stack = new Stack(appOf(), 'Stack');
  endpointIn(stack, { type: S3EndpointType.GATEWAY, allowServiceBuckets: [ServiceBuckets.CLOUDFORMATION] });
  const [{ Statement: [own, answers] }] = policies(stack);
  expect(own).toMatchObject({ Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT, 'aws:ResourceAccount': ACCOUNT } } });
  expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain('"Fn::Split":["-",{"Ref":"AWS::Region"}]');
  expect(answers.Resource[0]).toBe('arn:aws:s3:::cloudformation-custom-resource-response-eucentral1/*');
  expect(answers.Sid).toBe('AllowCloudformation');
});

const named = (stack: Stack) => new CompliantBucket(new Stack(stack.node.root as App, 'Other', { env }), 'Records');

test.each<[string, (stack: Stack) => S3VpcEndpointProps, string]>([
  ['no VPC', () => ({ vpc: undefined }), "'vpc' is missing; pass the VPC that reaches S3, or say that its endpoint is already provided"],
  ['a type that is none', () => ({ type: 'x' as S3EndpointType }), '\'type\' cannot be "x"; pass a member of S3EndpointType'],
  ['no buckets', () => ({ buckets: [] }), "'buckets' is empty; name at least one, or leave it out"],
  ['no list', () => ({ clientCidrs: '10.0.0.0/8' as never }), '\'clientCidrs\' cannot be "10.0.0.0/8"; pass a list'],
  ['everybody', () => ({ clientCidrs: ['0.0.0.0/0'] }), "'clientCidrs' cannot hold 0.0.0.0/0, which is everybody; name the networks of the clients"],
  ['everybody, in IPv6', () => ({ clientCidrs: ['::/0'] }), "'clientCidrs' cannot hold ::/0, which is everybody; name the networks of the clients"],
  ['no range', () => ({ clientCidrs: ['here'] }), '\'clientCidrs\' cannot hold "here"; pass ranges such as \'10.0.0.0/16\''],
  ['clients of a gateway', () => ({ type: S3EndpointType.GATEWAY, clientCidrs: ['10.0.0.0/8'] }),
    "'clientCidrs' is about an interface, and a gateway has none; leave it out, or pass type: S3EndpointType.INTERFACE"],
  ['route tables of an interface', () => ({ gatewaySubnets: [{}] }), "'gatewaySubnets' is about a gateway, and there is none; leave it out, or pass type: S3EndpointType.BOTH"],
  ['names for outside only without a gateway', () => ({ privateDns: S3PrivateDns.INBOUND_ONLY }),
    "'privateDns' INBOUND_ONLY needs a gateway endpoint in the VPC, without which AWS refuses it; pass type: S3EndpointType.BOTH, or privateDns: S3PrivateDns.ALL"],
  ['names in a VPC without names', stack => ({ vpc: new ec2.Vpc(stack, 'Silent', { enableDnsHostnames: false }) }),
    "'privateDns' needs DNS hostnames and DNS support in Stack/Silent; turn both on, or pass privateDns: S3PrivateDns.NONE"],
  ['clients beside security groups', stack => ({ securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Own', 'sg-1')], clientCidrs: ['10.0.0.0/8'] }),
    "'clientCidrs' would change nothing beside 'securityGroups'; let the clients in there, or leave 'securityGroups' out"],
  ['service buckets of no service', () => ({ allowServiceBuckets: ['x' as ServiceBuckets] }), '\'allowServiceBuckets\' cannot hold "x"; pass members of ServiceBuckets'],
  ['an organization that is none', () => ({ organizationId: 'o-1' }), '\'organizationId\' cannot be "o-1"; pass an id of the form o-a1b2c3d4e5, which AWS Organizations shows'],
  ['a bucket without a name in another stack', stack => ({ buckets: [named(stack)] }),
    'the endpoint cannot lead to Other/Records, whose name only the deployment of its stack decides, and a reference to it would tie the stacks in a circle once its policy names the endpoint; '
    + 'give the bucket a bucketName, make the endpoint in the stack of the bucket, or lead to every bucket of the account'],
  ['both of an endpoint that is there', () => ({ type: S3EndpointType.BOTH, alreadyProvided: PROVIDER }),
    "'alreadyProvided' names one endpoint, and 'type' is BOTH; make one construct for each of them"],
  ['no endpoint', () => ({ alreadyProvided: { ...PROVIDER, reference: 'vpc-1' } }), "'alreadyProvided' has the reference 'vpc-1'; pass one such as 'vpce-0123456789abcdef0'"],
])('%s is refused', (_, props, message) => {
  const stack = stackIn(appOf());
  expect(messageOf(() => endpointIn(stack, props(stack)))).toBe(`Stack/Endpoint: ${message}`);
});

test.each<[number, boolean]>([[100, true], [200, false]])('a policy over %d buckets fits: %s', (count, fits) => {
  const app = appOf();
  const stack = stackIn(app);
  endpointIn(stack, { buckets: Array.from({ length: count }, (_, i) => s3.Bucket.fromBucketName(stack, `B${i}`, `bucket-of-a-usual-length-${i}`)) });
  const message = messageOf(() => app.synth());
  if (fits) expect(message).toBe('');
  else expect(message).toMatch(/\[Stack\/Endpoint\] the endpoint policy has about 2\d{4} characters, and AWS takes 20480; name fewer buckets, or none to lead to every bucket of the account/);
});
