import { App, Aspects, CfnCondition, CfnParameter, Fn, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { FRAMEWORKS } from '../../src/frameworks';
import { type BucketRequest, type FrameworkId, matchers } from '../../src/jest';
import { hipaaBucket, messageOf, stackOf } from '../constructs/apps';
import '../../src/jest/extend';

const ENV = { account: '111122223333', region: 'eu-central-1' };
const TRAILS = ['data-reads-recorded', 'data-writes-recorded'];

/** What an assertion that must not hold says. */
function failureOf(assertion: () => void): string {
  const message = messageOf(assertion);
  expect(message).not.toBe('');
  return message;
}

const hardened = stackOf({ env: ENV });
const records = hipaaBucket(hardened);
const careless = stackOf({ env: ENV });
const plain = new s3.Bucket(careless, 'Plain', { bucketName: 'plain' });
const template = (policy: object, properties: object = {}) => ({
  Resources: {
    B: { Type: 'AWS::S3::Bucket', Properties: properties },
    P: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'B' }, PolicyDocument: { Version: '2012-10-17', Statement: [policy].flat() } } },
  },
});

describe('toSupport', () => {
  test('what a template shows', () => {
    expect(hardened).toSupport('hipaa', { allowUnknown: TRAILS });
    expect(records).toSupport('hipaa', { except: TRAILS });
    expect(records).toSupport('baseline', { allowUnknown: true });
    expect(careless).not.toSupport('hipaa');
  });

  test('what fails, where, why and what to do', () => {
    const message = failureOf(() => expect(careless).toSupport('hipaa', { except: TRAILS }));
    expect(message).toContain('expect(received).toSupport(\'hipaa\')\n\n1 of 1 bucket does not support HIPAA Security Rule:');
    expect(message).toMatch(/Stack\/Plain \(Stack\.template\.json\): \d+ failed, /);
    expect(message).toContain('✗ http-refused (high): Every request over plain HTTP is refused');
    expect(message).toMatch(/why {2}VersioningConfiguration\/Status|why {2}.*ersion/);
    expect(message).toContain('fix  Set `enforceSSL: true`');
    expect(message).toMatch(/for {2}.*164\.312\(e\)\(1\)/);
    expect(message).not.toContain('replicated');
  });

  test('what is unknown fails, says so, and supports nothing the other way round either', () => {
    const message = failureOf(() => expect(hardened).toSupport('hipaa'));
    expect(message).toContain('? data-reads-recorded (');
    expect(message).toContain('\'allowUnknown\'');
    expect(message).not.toContain('✗');
    expect(failureOf(() => expect(hardened).not.toSupport('hipaa'))).toContain('nothing surely fails of HIPAA Security Rule, but not all of it is known');
  });

  test('with not, what passed', () => {
    const message = failureOf(() => expect(records).not.toSupport('hipaa', { except: TRAILS }));
    expect(message).toContain('every bucket supports HIPAA Security Rule');
    expect(message).toMatch(/passed {2}.*http-refused/);
  });

  test('an exception is let pass until its day', () => {
    const stack = stackOf({ env: ENV });
    hipaaBucket(stack, { exceptions: [{ control: 'vpc-only', reason: 'the clearing house has no VPC', owner: 'Jane Roe', expires: '2027-03-31' }] });
    const options = { allowUnknown: true };
    expect(stack).toSupport('hipaa', { ...options, today: '2026-12-31' });
    expect(failureOf(() => expect(stack).not.toSupport('hipaa', { ...options, today: '2026-12-31' }))).toMatch(/passed|waived/);
  });

  test('the names of frameworks are those of the catalogue', () => {
    const ids: Record<FrameworkId, true> = { 'baseline': true, 'gdpr': true, 'hipaa': true, 'pci-dss-4-0-1': true, 'soc2': true };
    expect(Object.keys(ids).sort()).toEqual(FRAMEWORKS.map(framework => framework.id).sort());
  });
});

describe('what may be handed over', () => {
  const app = new App({ analyticsReporting: false });
  const outer = new Stack(app, 'Outer');
  new s3.Bucket(new NestedStack(outer, 'Nested'), 'Deep');
  new s3.Bucket(new Stack(new Stage(app, 'Prod'), 'S'), 'Staged');
  const other = new Stack(app, 'Other');
  const shared = new s3.Bucket(other, 'Shared', { enforceSSL: true, versioned: true });
  const abroad = new Stack(app, 'Abroad');
  const refuseHttp = (scope: Stack, bucket: s3.Bucket) => new s3.CfnBucketPolicy(scope, 'Policy', {
    bucket: bucket.bucketName,
    policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }] },
  });
  refuseHttp(abroad, new s3.Bucket(outer, 'Refused'));

  const GET: BucketRequest = { action: 's3:GetObject', insecure: true };

  test.each<[string, () => unknown, readonly string[]]>([
    ['an app: stages and nested stacks', () => app, ['Outer/Nested/Deep', 'Prod/S/Staged']],
    ['a stack: nested stacks, policies in other stacks', () => outer, ['Outer/Nested/Deep']],
    ['a stage', () => app.node.findChild('Prod'), ['Prod/S/Staged']],
    ['a bucket', () => plain, ['Stack/Plain']],
    ['a CfnBucket', () => plain.node.defaultChild, ['Stack/Plain']],
    ['a Template', () => Template.fromStack(careless), ['Plain']],
    ['a template as an object', () => template({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }), ['B']],
  ])('%s', (_, received, wrong) => {
    const message = failureOf(() => expect(received()).toRefuse(GET));
    const found = [...message.matchAll(/^(\S+) \(.*\): (?:allowed|unknown)$/gm)].map(m => m[1].replace(/^Plain\w+$/, 'Plain'));
    expect(found).toEqual(wrong);
  });

  test('one bucket of many', () => {
    expect(shared).toRefuse(GET);
    expect(other).toRefuse(GET);
  });

  test('the tree as it is now', () => {
    const stack = stackOf();
    const bucket = new s3.Bucket(stack, 'B');
    expect(bucket).not.toRefuse({ ...GET, requester: 'own-account' });
    (bucket.node.defaultChild as s3.CfnBucket).addPropertyOverride('VersioningConfiguration.Status', 'Enabled');
    const before = failureOf(() => expect(bucket).toSupport('baseline'));
    new s3.Bucket(stack, 'Later', { enforceSSL: true });
    expect(before).not.toContain('versioning-enabled');
    expect(failureOf(() => expect(stack).toSupport('baseline'))).toContain('2 of 2 buckets do not support');
    // The policy refers to a bucket of another stack, and both came after the first synthesis.
    const last = new s3.Bucket(stack, 'Last');
    refuseHttp(new Stack(stack.node.root as App, 'Policies'), last);
    expect(last).toRefuse({ action: 's3:GetObject', insecure: true });
  });
});

describe('a tree that cannot be synthesized', () => {
  const broken = (stops: string) => {
    const stack = stackOf();
    const bucket = new s3.Bucket(stack, 'B', { enforceSSL: true });
    if (stops === 'aspect') Aspects.of(stack).add({ visit: () => { throw new Error('no such team'); } });
    else stack.node.addValidation({ validate: () => ['a finding'] });
    return bucket;
  };

  test('is refused, with not too: what an aspect would have added is not there', () => {
    for (const ask of [() => expect(broken('aspect')).toRefuse({ action: 's3:GetObject', insecure: true }), () => expect(broken('aspect')).not.toSupport('hipaa')]) {
      expect(failureOf(ask)).toMatch(/^to\w+: 'Stack\/B' cannot be synthesized \(no such team\); mend that first$/);
    }
  });

  test('is judged where only a finding stops it, which comes after all is there', () => {
    expect(broken('finding')).toRefuse({ action: 's3:GetObject', insecure: true });
  });
});

describe('toRefuse and toAllow', () => {
  const VPC = 'vpc-0123456789abcdef0';

  test.each<[string, () => void]>([
    ['HTTP is refused', () => expect(hardened).toRefuse({ action: 's3:GetObject', insecure: true })],
    ['old TLS is refused', () => expect(records).toRefuse({ action: 's3:PutObject', tls: '1.1' })],
    ['the Internet is refused', () => expect(records).toRefuse({ action: 's3:GetObject', sourceIp: '203.0.113.7' })],
    ['another VPC is refused', () => expect(records).toRefuse({ action: 's3:GetObject', vpc: 'vpc-1', requester: 'own-account' })],
    ['the own VPC is let in', () => expect(records).toAllow({ action: 's3:GetObject', vpc: VPC })],
    ['a key of that name, too', () => expect(records).toAllow({ action: 's3:GetObject', key: 'a/b', vpc: VPC, presigned: true, signatureAgeMs: 1000 })],
    ['an old URL is refused', () => expect(records).toRefuse({ action: 's3:GetObject', presigned: true, signatureAgeMs: 8 * 86_400_000 })],
    ['weak encryption is refused', () => expect(records).toRefuse({ action: 's3:PutObject', encryption: 'AES256' })],
    ['the default encryption is let in', () => expect(records).toAllow({ action: 's3:PutObject', vpc: VPC })],
    ['another account is refused', () => expect(plain).toRefuse({ action: 's3:GetObject', requester: '444455556666' })],
    ['nobody is let in who does not sign', () => expect(plain).toRefuse({ action: 's3:GetObject', requester: 'anonymous' })],
    ['the own account is let in', () => expect(plain).toAllow({ action: 's3:GetObject', requester: 'arn:aws:iam::111122223333:role/reader' })],
    ['not.toRefuse asks what toAllow asks', () => expect(records).not.toRefuse({ action: 's3:GetObject', vpc: VPC })],
    ['not.toAllow asks what toRefuse asks', () => expect(records).not.toAllow({ action: 's3:GetObject', insecure: true })],
    ['an action on the bucket', () => expect(records).toRefuse({ action: 's3:listbucket', insecure: true })],
    ['a raw context', () => expect(records).toRefuse({ action: 's3:GetObject', context: { 'aws:SecureTransport': 'false' } })],
  ])('%s', (_, assertion) => assertion());

  test.each<[string, () => void, RegExp]>([
    ['nothing refuses', () => expect(plain).toRefuse({ action: 's3:GetObject', insecure: true }),
      /Stack\/Plain \(Stack\.template\.json\): allowed\n {2}request {4}s3:GetObject on <bucket>\/any-object by .*<anybody>\n/],
    ['a statement refuses', () => expect(records).toAllow({ action: 's3:GetObject', sourceIp: '203.0.113.7' }),
      /: denied\n.*\n {2}because {4}bucket policy: \w+ denies s3:GetObject\n {2}statement {2}\w+: Deny .* when .*aws:sourcevpc.*\n {2}at {9}Resources\/.*PolicyDocument/],
    ['what is left open is named', () => expect(records).toAllow({ action: 's3:GetObject' }), /: unknown\n.*\n.*it depends on .*aws:sourcevpc \(say it with 'vpc'\)/],
    ['and is no refusal', () => expect(records).toRefuse({ action: 's3:GetObject' }), /: unknown\n.*\n.*may deny/],
    ['nor is it an allowance with not', () => expect(records).not.toAllow({ action: 's3:GetObject' }), /not\.toAllow[^]*unknown\n/],
    ['and with not no refusal', () => expect(records).not.toRefuse({ action: 's3:GetObject' }), /not\.toRefuse[^]*unknown\n/],
    ['one of two buckets', () => expect(template2()).toRefuse({ action: 's3:GetObject', insecure: true }), /1 of 2 buckets does not surely refuse it/],
  ])('%s', (_, assertion, message) => expect(failureOf(assertion)).toMatch(message));

  test('a role of the app, as the policy names it', () => {
    const stack = stackOf({ env: ENV });
    const [reader, other] = ['Reader', 'Other'].map(id => new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() }));
    const bucket = new s3.Bucket(stack, 'B');
    bucket.addToResourcePolicy(new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['s3:*'],
      resources: ['*'],
      conditions: { ArnNotEquals: { 'aws:PrincipalArn': reader.roleArn } },
    }));
    expect(bucket).toAllow({ action: 's3:GetObject', requester: reader });
    expect(bucket).toRefuse({ action: 's3:GetObject', requester: other });
    expect(failureOf(() => expect(bucket).toAllow({ action: 's3:GetObject', requester: other }))).toContain('"requester":"<Stack/Other>"');
    const deployer = new iam.Role(stack, 'Deployer', { roleName: 'deploy-all', assumedBy: new iam.AccountRootPrincipal() });
    const guarded = new s3.Bucket(stack, 'Guarded');
    guarded.addToResourcePolicy(new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['s3:*'],
      resources: ['*'],
      conditions: { ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:role/deploy-*', 'arn:aws:iam::*:role/Stack-Reader*'] } },
    }));
    for (const requester of [deployer, reader]) expect(guarded).toAllow({ action: 's3:GetObject', requester });
    expect(guarded).toRefuse({ action: 's3:GetObject', requester: other });
    expect(bucket).toRefuse({ action: 's3:GetObject', requester: iam.Role.fromRoleArn(stack, 'Far', 'arn:aws:iam::444455556666:role/far') });
  });

  const template2 = () => {
    const { Resources } = template({ Sid: 'Http', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
    return { Resources: { ...Resources, C: { Type: 'AWS::S3::Bucket' } } };
  };
});

describe('what the policy alone does not settle', () => {
  const GRANT = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: { 'Fn::Sub': '${B.Arn}/*' } };
  const anonymous: BucketRequest = { action: 's3:GetObject', requester: 'anonymous' };

  test.each<[string, unknown, 'toAllow' | 'toRefuse' | 'neither']>([
    ['a public grant', template(GRANT), 'toAllow'],
    ['a public grant behind a public access block', template(GRANT, { PublicAccessBlockConfiguration: { RestrictPublicBuckets: true } }), 'neither'],
    ['an ACL', { Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { AccessControl: 'PublicRead', OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } } } } }, 'neither'],
    ['an ACL that is not in force', { Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { AccessControl: 'PublicRead', OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } } } } }, 'toRefuse'],
    ['a policy that is decided at deploy time', template({ ...GRANT, Principal: { AWS: { Ref: 'Somebody' } } }), 'neither'],
  ])('%s', (_, received, expected) => {
    const passes = (name: 'toAllow' | 'toRefuse') => messageOf(() => expect(received)[name](anonymous)) === '';
    expect({ toAllow: passes('toAllow'), toRefuse: passes('toRefuse') }).toEqual({ toAllow: expected === 'toAllow', toRefuse: expected === 'toRefuse' });
  });

  test('an account number, where nobody knows the bucket\'s own account', () => {
    const policy = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 's3:GetObject', Resource: { 'Fn::Sub': '${B.Arn}/*' } };
    expect(template(policy)).toAllow({ action: 's3:GetObject', requester: 'arn:aws:iam::444455556666:role/reader' });
    const message = failureOf(() => expect(template(policy)).toRefuse({ action: 's3:GetObject', requester: 'arn:aws:iam::777788889999:role/reader' }));
    expect(message).toContain('nobody knows here whether 777788889999 is the bucket\'s own account, where it is allowed, and elsewhere denied');
    expect(template(policy)).toRefuse({ action: 's3:GetObject', requester: 'other-account' });
  });

  test('a branch of the template', () => {
    const stack = stackOf();
    const isProd = new CfnCondition(stack, 'IsProd', { expression: Fn.conditionEquals(new CfnParameter(stack, 'Env').valueAsString, 'prod') });
    const bucket = new s3.Bucket(stack, 'B', { enforceSSL: true });
    (bucket.policy!.node.defaultChild as s3.CfnBucketPolicy).cfnOptions.condition = isProd;
    const message = failureOf(() => expect(bucket).toRefuse({ action: 's3:GetObject', insecure: true }));
    expect(message).toMatch(/: unknown\n.*\n.*allowed when (?:IsProd is false|.*Env.*)/);
  });

  test('everybody is asked for: one account refused is not all', () => {
    const refused = {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' }, StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } },
    };
    const granted = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 's3:GetObject', Resource: { 'Fn::Sub': '${B.Arn}/*' } };
    const insecure: BucketRequest = { action: 's3:GetObject', insecure: true };
    expect(template([refused, granted])).toRefuse({ ...insecure, requester: 'own-account' });
    expect(failureOf(() => expect(template([refused, granted])).toRefuse(insecure))).toContain('444455556666');
  });

  test.each<[string, object, BucketRequest]>([
    ['HTTP has no TLS version', { Null: { 's3:TlsVersion': 'true' } }, { action: 's3:GetObject', insecure: true }],
    ['a request from a VPC has no address', { Null: { 'aws:SourceIp': 'true' } }, { action: 's3:GetObject', vpcEndpoint: 'vpce-1' }],
  ])('%s', (_, Condition, request) => {
    expect(template({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition })).toRefuse(request);
  });

  test('a statement for one principal refuses not everybody', () => {
    const policy = {
      Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::444455556666:role/one' }, Action: 's3:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    };
    expect(failureOf(() => expect(template(policy)).toRefuse({ action: 's3:GetObject', insecure: true }))).toContain('allowed');
    expect(template(policy)).toRefuse({ action: 's3:GetObject', insecure: true, requester: 'arn:aws:iam::444455556666:role/one' });
  });
});

describe('bad input throws, with not as well', () => {
  const GET: BucketRequest = { action: 's3:GetObject' };
  const empty = stackOf();
  new Construct(empty, 'Nothing');
  const user = new iam.User(empty, 'User');

  test.each<[string, (e: jest.JestMatchers<unknown> | jest.JestMatchers<unknown>['not']) => void, unknown, string]>([
    ['an unknown framework', e => e.toSupport('hippa' as FrameworkId), careless, 'toSupport: there is no framework \'hippa\'; pass one of \'baseline\', \'hipaa\''],
    ['an unknown control', e => e.toSupport('hipaa', { except: ['vpc_only'] }), careless, 'toSupport: \'except\' names \'vpc_only\', which is no control'],
    ['a control that is asked of some buckets only', e => e.toSupport('hipaa', { except: ['replicated'] }), careless, 'toSupport: \'except\' names \'replicated\''],
    ['an unknown control to let pass', e => e.toSupport('hipaa', { allowUnknown: ['x'] }), careless, 'toSupport: \'allowUnknown\' names \'x\''],
    ['a day that is none', e => e.toSupport('hipaa', { today: '2026-02-30' }), careless, 'toSupport: \'today\' is \'2026-02-30\'; pass a day'],
    ['no bucket', e => e.toSupport('hipaa'), empty, 'toSupport: \'Stack\' holds no S3 bucket, so there is nothing to judge'],
    ['no bucket in a template', e => e.toRefuse(GET), { Resources: {} }, 'toRefuse: the template holds no S3 bucket'],
    ['an imported bucket', e => e.toAllow(GET), s3.Bucket.fromBucketName(empty, 'Imported', 'somebody-elses'), 'toAllow: \'Stack/Imported\' is no stack, stage, app or bucket'],
    ['some other construct', e => e.toAllow(GET), user, 'toAllow: \'Stack/User\' is no stack'],
    ['no construct', e => e.toAllow(GET), 'stack', 'toAllow: got a string, which is neither a construct nor a template'],
    ['nothing', e => e.toAllow(GET), undefined, 'toAllow: got undefined, which is neither'],
    ['an unknown action', e => e.toRefuse({ action: 's3:GetObjects' }), careless, 'toRefuse: \'action\' is \'s3:GetObjects\', which is no action'],
    ['an unknown option', e => e.toRefuse({ ...GET, vpcId: 'vpc-1' } as BucketRequest), careless, 'toRefuse: \'vpcId\' is no part of a request'],
    ['a key for the bucket', e => e.toRefuse({ action: 's3:ListBucket', key: 'a' }), careless, 'toRefuse: \'key\' is \'a\', but s3:ListBucket is an action on the bucket'],
    ['HTTP with TLS', e => e.toRefuse({ ...GET, insecure: true, tls: '1.1' }), careless, 'toRefuse: \'tls\' is \'1.1\', but \'insecure\''],
    ['two networks', e => e.toRefuse({ ...GET, vpc: 'vpc-1', sourceIp: '192.0.2.1' }), careless, 'toRefuse: \'sourceIp\' is \'192.0.2.1\''],
    ['a name of nobody', e => e.toAllow({ ...GET, requester: 'bob' }), careless, 'toAllow: \'requester\' is \'bob\', which names nobody'],
    ['a token', e => e.toAllow({ ...GET, requester: user.userArn }), careless, 'toAllow: \'requester\' is a token'],
    ['a user that is no construct', e => e.toAllow({ ...GET, requester: { userArn: 'me' } }), careless, 'toAllow: \'requester\' is neither made by this app'],
    ['no request', e => e.toAllow(undefined as unknown as BucketRequest), careless, 'toAllow: got no request'],
  ])('%s', (_, assertion, received, message) => {
    expect(messageOf(() => assertion(expect(received)))).toContain(message);
    expect(messageOf(() => assertion(expect(received).not))).toContain(message);
  });
});

test('the text of a template cannot move a cursor', () => {
  const evil = template({ Sid: '\u001b[2J\u202eX', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' });
  // eslint-disable-next-line no-control-regex
  expect(failureOf(() => expect(evil).toAllow({ action: 's3:GetObject' }))).not.toMatch(/[\u001b\u202e]/);
});

test('without a runner, as a plain function', () => {
  expect(matchers.toRefuse(plain, { action: 's3:GetObject', insecure: true }).pass).toBe(false);
});
