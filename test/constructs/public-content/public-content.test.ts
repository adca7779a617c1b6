import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { BaselineS3Checks, CompliantBucket, NetworkPerimeter } from '../../../src';
import { PublicContent } from '../../../src/constructs/public-content/public-content';
import type { PublicContentProps } from '../../../src/constructs/public-content/public-content-props';
import { decide } from '../../../src/policy/decide';
import { parsePolicy, type Policy } from '../../../src/policy/document';
import { publicAccess } from '../../../src/policy/public';
import { ANONYMOUS, type Requester, role, service } from '../../../src/policy/request';
import { messageOf } from '../apps';
import { judge, NAG } from '../guarded-app';

type Json = Record<string, any>;
const ACCOUNT = '111122223333';
const HOME = { account: ACCOUNT, region: 'us-east-1' };
const EU = { account: ACCOUNT, region: 'eu-central-1' };
const ARN = `arn:aws:cloudfront::${ACCOUNT}:distribution/EDFDVBD6EXAMPLE`;
const WEB_ACL = { reference: `arn:aws:wafv2:us-east-1:${ACCOUNT}:global/webacl/site/473e64fd`, providedBy: 'the security team, account 444455556666' };
const LOGS = { reference: 'edge-logs', providedBy: 'the log platform, account 444455556666' };
const THERE = { reference: ARN, providedBy: 'the web team, account 111122223333' };

const app = () => new App({ analyticsReporting: false });
const stackIn = (env?: Json, root = app(), id = 'Stack') => new Stack(root, id, { env });
const content = (stack: Stack, props?: PublicContentProps) => new PublicContent(stack, 'Site', props);
const certificate = (stack: Stack, region = 'us-east-1') =>
  acm.Certificate.fromCertificateArn(stack, 'Certificate', `arn:aws:acm:${region}:${ACCOUNT}:certificate/1234`);

/** What CloudFormation would make of a value: a distribution is EDFDVBD6EXAMPLE, a bucket or a key its logical id. */
function plain(value: any): any {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const [name, argument] = Object.entries(value)[0] as [string, any];
  const pseudo: Json = { 'AWS::Partition': 'aws', 'AWS::AccountId': ACCOUNT };
  if (name === 'Ref') return /Distribution/.test(argument) ? 'EDFDVBD6EXAMPLE' : pseudo[argument] ?? argument;
  if (name === 'Fn::GetAtt') return `arn:aws:s3:::${argument[0]}`;
  if (name === 'Fn::Join') return plain(argument[1]).join(argument[0]);
  if (name === 'Fn::ImportValue') return 'EDFDVBD6EXAMPLE';
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

const resourcesOf = (body: Json, type: string): [string, Json][] =>
  (Object.entries(body.Resources as Json) as [string, Json][]).filter(([, { Type }]) => Type === type);

function policyOf(body: Json, fits: RegExp): { policy: Policy; objects: string; arn: string } {
  const [, { Properties }] = resourcesOf(body, 'AWS::S3::BucketPolicy').find(([id]) => fits.test(id))!;
  const arn = `arn:aws:s3:::${plain(Properties.Bucket)}`;
  return { policy: parsePolicy(plain(Properties.PolicyDocument), { name: 'bucket policy' }), arn, objects: `${arn}/index.html` };
}

const SIGNED = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3', 's3:signatureversion': 'AWS4-HMAC-SHA256', 's3:signatureAge': '1000', 'aws:SourceAccount': ACCOUNT };
const CLOUDFRONT = service('cloudfront.amazonaws.com');
const asked = (policy: Policy, requester: Requester, action: string, resource: string, context: Json) =>
  decide({ owner: ACCOUNT, resource: policy }, { action, resource, requester, context, otherKeys: 'absent' }).outcome;

describe('a site with a name', () => {
  const root = app();
  const stack = stackIn(HOME, root);
  const made = content(stack, { domainNames: ['www.example.com'], certificate: certificate(stack), shieldAdvanced: true, alarmTopic: sns.Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:us-east-1:${ACCOUNT}:alerts`) });
  // What is public is no data that a law protects, so of our packs the baseline's alone has something to say.
  const outcome = judge(root, [...NAG, BaselineS3Checks]);
  const body = JSON.parse(readFileSync(join(root.outdir, 'Stack.template.json'), 'utf8')) as Json;
  const bucket = policyOf(body, /^SiteBucket/);

  test('the template, whole', () => expect(body).toMatchSnapshot());

  test('cdk-nag and our packs find nothing but what is answered', () => {
    expect(outcome.found.filter(line => !/data-\w+-recorded\[unknown\]/.test(line))).toEqual([]);
    expect(outcome.answered).toEqual(expect.arrayContaining(['AwsSolutions-CFR1', 'AwsSolutions-CFR3']));
    expect(outcome.answered).not.toContain('AwsSolutions-CFR4');
    expect(outcome.curt).toEqual([]);
  });

  const mine = { ...SIGNED, 'aws:SourceArn': ARN };
  test.each<[string, string, Requester, string, Json]>([
    ['this distribution', 'allowed', CLOUDFRONT, 's3:GetObject', mine],
    ['another distribution of the account', 'denied', CLOUDFRONT, 's3:GetObject', { ...mine, 'aws:SourceArn': `${ARN}2` }],
    ['the same distribution that lists', 'denied', CLOUDFRONT, 's3:ListBucket', mine],
    ['the same distribution that writes', 'denied', CLOUDFRONT, 's3:PutObject', mine],
    ['this distribution over HTTP', 'denied', CLOUDFRONT, 's3:GetObject', { ...mine, 'aws:SecureTransport': 'false', 's3:TlsVersion': null }],
    ['this distribution with TLS 1.1', 'denied', CLOUDFRONT, 's3:GetObject', { ...mine, 's3:TlsVersion': '1.1' }],
    ['this distribution with SigV2', 'denied', CLOUDFRONT, 's3:GetObject', { ...mine, 's3:signatureversion': 'AWS' }],
    ['another service that names it', 'denied', service('s3.amazonaws.com'), 's3:GetObject', mine],
    ['anybody', 'denied', ANONYMOUS, 's3:GetObject', SIGNED],
    ['a role of another account', 'denied', role('Stranger', '999999999999'), 's3:GetObject', mine],
  ])('%s is %s', (_, answer, requester, action, context) => {
    expect(asked(bucket.policy, requester, action, action === 's3:ListBucket' ? bucket.arn : bucket.objects, context)).toBe(answer);
  });

  test('the bucket is not public', () => {
    expect(publicAccess(bucket.policy)).toMatchObject({ isPublic: 'no', blockPublicPolicy: 'accepts' });
  });

  const DELIVERY = service('delivery.logs.amazonaws.com');
  const full = { ...SIGNED, 'aws:SourceArn': `arn:aws:logs:us-east-1:${ACCOUNT}:delivery-source:x`, 's3:x-amz-acl': 'bucket-owner-full-control' };
  test.each<[string, string, Requester, string, Json]>([
    ['logs of this account', 'allowed', DELIVERY, `AWSLogs/${ACCOUNT}/CloudFront/x.gz`, full],
    ['logs of another account', 'denied', DELIVERY, `AWSLogs/${ACCOUNT}/x`, { ...full, 'aws:SourceAccount': '999999999999' }],
    ['logs of another Region', 'denied', DELIVERY, `AWSLogs/${ACCOUNT}/x`, { ...full, 'aws:SourceArn': `arn:aws:logs:eu-west-1:${ACCOUNT}:x` }],
    ['logs elsewhere', 'denied', DELIVERY, 'x', full],
    ['logs of another service', 'denied', CLOUDFRONT, `AWSLogs/${ACCOUNT}/x`, full],
  ])('%s: %s', (_, answer, requester, key, context) => {
    const { policy, arn } = policyOf(body, /^SiteLogs/);
    expect(asked(policy, requester, 's3:PutObject', `${arn}/${key}`, context)).toBe(answer);
  });

  test('its attributes', () => {
    expect([made.distribution, made.webAclArn, made.logBucket, made.blockedRequestsAlarm, made.bucket].every(one => one !== undefined)).toBe(true);
    expect(JSON.stringify(body)).not.toMatch(/OriginAccessIdentity":\{|WebsiteConfiguration|LoggingConfig"?:\s*\{"Bucket"/);
  });
});

/** What a safe site must show; a line that is taken away must be noticed. */
function faults(body: Json): string[] {
  const one = (type: string) => resourcesOf(body, type)[0]?.[1].Properties as Json ?? {};
  const config = one('AWS::CloudFront::Distribution').DistributionConfig as Json ?? {};
  const acl = one('AWS::WAFv2::WebACL');
  const behavior = config.DefaultCacheBehavior ?? {};
  const { policy, objects } = policyOf(body, /^SiteBucket/);
  const mine = { ...SIGNED, 'aws:SourceArn': ARN };
  const said: Record<string, boolean> = {
    control: config.Origins?.[0].OriginAccessControlId !== undefined && one('AWS::CloudFront::OriginAccessControl').OriginAccessControlConfig?.SigningBehavior === 'always',
    webAcl: config.WebACLId !== undefined,
    rate: acl.Rules?.[0].Statement.RateBasedStatement?.Limit === 2000 && acl.Rules[0].Action.Block !== undefined,
    managed: acl.Rules?.filter((rule: Json) => rule.Statement.ManagedRuleGroupStatement && rule.OverrideAction.None).length === 3,
    tls: /^TLSv1\.[23]_20(21|25)$/.test(config.ViewerCertificate?.MinimumProtocolVersion),
    https: ['redirect-to-https', 'https-only'].includes(behavior.ViewerProtocolPolicy),
    methods: JSON.stringify(behavior.AllowedMethods) === '["GET","HEAD","OPTIONS"]',
    headers: behavior.ResponseHeadersPolicyId !== undefined && Object.keys(one('AWS::CloudFront::ResponseHeadersPolicy').ResponseHeadersPolicyConfig?.SecurityHeadersConfig ?? {}).length === 4,
    missing: config.CustomErrorResponses?.[0].ResponseCode === 404,
    logs: one('AWS::Logs::Delivery').DeliverySourceName !== undefined && !one('AWS::Logs::Delivery').RecordFields?.includes('cs(Cookie)'),
    wafLogs: JSON.stringify(one('AWS::WAFv2::LoggingConfiguration').RedactedFields ?? []) === '[{"SingleHeader":{"Name":"authorization"}},{"SingleHeader":{"Name":"cookie"}}]',
    served: asked(policy, CLOUDFRONT, 's3:GetObject', objects, mine) === 'allowed',
    alone: asked(policy, CLOUDFRONT, 's3:GetObject', objects, { ...mine, 'aws:SourceArn': `${ARN}2` }) === 'denied',
  };
  return Object.keys(said).filter(name => !said[name]);
}

describe('a line that is taken away is noticed', () => {
  const stack = stackIn(HOME);
  content(stack, { domainNames: ['www.example.com'], certificate: certificate(stack) });
  const whole = Template.fromStack(stack).toJSON() as Json;
  const first = (body: Json, type: string) => resourcesOf(body, type)[0][1].Properties as Json;
  const config = (body: Json) => first(body, 'AWS::CloudFront::Distribution').DistributionConfig as Json;
  const cloudFrontAllow = (body: Json) => (resourcesOf(body, 'AWS::S3::BucketPolicy').find(([id]) => id.startsWith('SiteBucket'))![1].Properties.PolicyDocument.Statement as Json[]).find(({ Sid = '' }) => Sid.startsWith('AllowCloudFront'))!;

  test('nothing is wrong with the whole', () => expect(faults(whole)).toEqual([]));

  test.each<[string, (body: Json) => void]>([
    ['control', b => delete config(b).Origins[0].OriginAccessControlId],
    ['control', b => first(b, 'AWS::CloudFront::OriginAccessControl').OriginAccessControlConfig.SigningBehavior = 'no-override'],
    ['webAcl', b => delete config(b).WebACLId],
    ['rate', b => first(b, 'AWS::WAFv2::WebACL').Rules[0].Action = { Count: {} }],
    ['managed', b => first(b, 'AWS::WAFv2::WebACL').Rules.pop()],
    ['tls', b => delete config(b).ViewerCertificate.MinimumProtocolVersion],
    ['https', b => config(b).DefaultCacheBehavior.ViewerProtocolPolicy = 'allow-all'],
    ['methods', b => config(b).DefaultCacheBehavior.AllowedMethods.push('PUT')],
    ['headers', b => delete config(b).DefaultCacheBehavior.ResponseHeadersPolicyId],
    ['missing', b => delete config(b).CustomErrorResponses],
    ['logs', b => delete b.Resources[resourcesOf(b, 'AWS::Logs::Delivery')[0][0]]],
    ['wafLogs', b => first(b, 'AWS::WAFv2::LoggingConfiguration').RedactedFields.pop()],
    ['alone', b => delete cloudFrontAllow(b).Condition],
    ['served', b => cloudFrontAllow(b).Effect = 'Deny'],
  ])('%s', (fault, mutate) => {
    const body = structuredClone(whole);
    mutate(body);
    expect(faults(body)).toContain(fault);
  });
});

test('without a certificate the nag rule stays, and a warning says why', () => {
  const root = app();
  const stack = stackIn(HOME, root);
  content(stack);
  const warnings = stack.node.findChild('Site').node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => data as string);
  expect(warnings).toEqual([expect.stringContaining('TLS 1.0')]);
  expect(judge(root, NAG).found).toEqual([expect.stringMatching(/^AwsSolutions-CFR4/)]);
});

test('where the Region is not known, a warning says where it belongs', () => {
  const stack = stackIn();
  content(stack);
  Annotations.fromStack(stack).hasWarning('/Stack/Site', Match.stringLikeRegexp('must be deployed to us-east-1'));
});

test('with all there elsewhere, a stack of another Region makes a distribution only', () => {
  const stack = stackIn(EU);
  content(stack, { webAcl: WEB_ACL, distributionLogs: LOGS });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::WAFv2::WebACL', 0);
  template.resourceCountIs('AWS::Logs::Delivery', 0);
  template.hasResourceProperties('AWS::CloudFront::Distribution', { DistributionConfig: { WebACLId: WEB_ACL.reference } });
  expect(JSON.stringify(template.toJSON().Metadata)).toContain(LOGS.providedBy);
});

test('a distribution that is there gets the permission of bucket and key, exactly, and nothing else is made', () => {
  const stack = stackIn(EU);
  content(stack, { distribution: THERE, encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }) });
  const template = Template.fromStack(stack);
  const body = template.toJSON() as Json;
  template.resourceCountIs('AWS::CloudFront::Distribution', 0);
  const { policy, objects } = policyOf(body, /^SiteBucketPolicy/);
  expect(asked(policy, CLOUDFRONT, 's3:GetObject', objects, { ...SIGNED, 'aws:SourceArn': ARN })).toBe('allowed');
  template.hasResourceProperties('AWS::KMS::Key', { KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Action: 'kms:Decrypt', Condition: { StringEquals: { 'aws:SourceArn': ARN } } })]) } });
});

test('a key of the same stack lets the distributions of the account decrypt, and makes no circle', () => {
  const stack = stackIn(HOME);
  content(stack, { encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }) });
  // Finds circles.
  const body = Template.fromStack(stack).toJSON() as Json;
  const key = parsePolicy(plain(resourcesOf(body, 'AWS::KMS::Key')[0][1].Properties.KeyPolicy), { name: 'key policy' });
  const ask = (arn: string, account: string, action = 'kms:Decrypt') => asked(key, CLOUDFRONT, action, 'arn:aws:kms:us-east-1:111122223333:key/x', { 'aws:SourceArn': arn, 'aws:SourceAccount': account });
  expect([ask(ARN, ACCOUNT), ask(ARN.replace(ACCOUNT, '999999999999'), '999999999999'), ask(ARN, ACCOUNT, 'kms:Encrypt')]).toEqual(['allowed', 'denied', 'denied']);
});

test('a bucket of another stack is named, and its stack needs the other, not the other way round', () => {
  const root = app();
  const data = stackIn(HOME, root, 'Data');
  const edge = stackIn(HOME, root, 'Edge');
  content(edge, { bucket: new CompliantBucket(data, 'Pages', { bucketName: 'pages-of-example', encryptionKey: new kms.Key(data, 'Key', { enableKeyRotation: true }) }) });
  root.synth();
  expect([data.dependencies, edge.dependencies]).toEqual([[edge], []]);
  Template.fromStack(edge).hasResourceProperties('AWS::CloudFront::Distribution', { DistributionConfig: { Origins: [Match.objectLike({ DomainName: Match.anyValue() })] } });
  const { policy, objects } = policyOf(Template.fromStack(data).toJSON(), /^PagesPolicy/);
  expect(asked(policy, CLOUDFRONT, 's3:GetObject', objects, { ...SIGNED, 'aws:SourceArn': `${ARN}2` })).toBe('denied');
});

test.each<[string, (stack: Stack) => PublicContentProps, RegExp]>([
  ['a network perimeter', s => ({ bucket: new CompliantBucket(s, 'B', { network: NetworkPerimeter.vpcIds(['vpc-0123456789abcdef0']) }) }), /is for named networks only \(DenyOutsideNetwork of its policy\).*without a network perimeter$/],
  ['a website', s => ({ bucket: new s3.Bucket(s, 'B', { websiteIndexDocument: 'i.html' }) }), /'bucket' Stack\/B is a website/],
  ['a log bucket of another name', s => ({ logBucket: new s3.Bucket(s, 'B', { bucketName: 'logs' }) }), /'logBucket' Stack\/B is named logs, and AWS WAF logs only to buckets/],
  ['a log bucket without a name', s => ({ logBucket: new s3.Bucket(s, 'B') }), /has a name made by CloudFormation/],
  ['a name without a certificate', () => ({ domainNames: ['a.example.com'] }), /'domainNames' need a certificate; pass/],
  ['a certificate of another Region', s => ({ domainNames: ['a.example.com'], certificate: certificate(s, 'eu-west-1') }), /'certificate' is of eu-west-1/],
  ['old TLS', s => ({ domainNames: ['a.example.com'], certificate: certificate(s), minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2019 }), /'minimumProtocolVersion' cannot be "TLSv1.2_2019"/],
  ['a low limit', () => ({ rateLimit: 9 }), /'rateLimit' must be a whole number from 10 to 2000000000, got 9/],
  ['an odd window', () => ({ rateLimitWindow: Duration.minutes(3) }), /'rateLimitWindow' cannot be 3 minutes; pass 1, 2, 5 or 10 minutes/],
  ['a root object with a slash', () => ({ defaultRootObject: '/index.html' }), /'defaultRootObject' cannot be "\/index.html"/],
  ['a page without one', () => ({ notFoundPage: '404.html' }), /'notFoundPage' cannot be "404.html"/],
  ['a limit beside a web ACL', () => ({ webAcl: WEB_ACL, rateLimit: 10 }), /'rateLimit' is about a new web ACL/],
  ['a web ACL of another Region', () => ({ webAcl: { ...WEB_ACL, reference: WEB_ACL.reference.replace('us-east-1', 'eu-west-1') } }), /'webAcl' has the reference/],
  ['a topic of another Region', s => ({ alarmTopic: sns.Topic.fromTopicArn(s, 'T', 'arn:aws:sns:eu-west-1:111122223333:t') }), /'alarmTopic' is in eu-west-1, .*; pass a topic of us-east-1$/],
  ['a domain beside a distribution', () => ({ distribution: THERE, rateLimit: 10 }), /'rateLimit' is about a new distribution/],
])('%s is refused', (_, props, message) => {
  const stack = stackIn(HOME);
  expect(messageOf(() => content(stack, props(stack)))).toMatch(message);
});

test('a stack of another Region is refused, and told what to pass', () => {
  expect(messageOf(() => content(stackIn(EU)))).toMatch(/^Stack\/Site: the stack is in eu-central-1, .* put it into a stack of us-east-1, or pass 'webAcl' and 'distributionLogs' that are there already$/);
});

test('a bucket that is open in the end is refused', () => {
  const root = app();
  const stack = stackIn(HOME, root);
  content(stack, { bucket: new s3.Bucket(stack, 'B', { enforceSSL: true, blockPublicAccess: new s3.BlockPublicAccess({ blockPublicAcls: true }) }) });
  expect(messageOf(() => root.synth())).toMatch(/control 'public-access-blocked' fails/);
});
