import { readFileSync } from 'node:fs';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { bundleInline, bundleOf, INLINE } from './bundles';
import { ComplianceFramework } from '../../../src';
import { AccountGuardrails } from '../../../src/constructs/account/account-guardrails';
import type { AccountGuardrailsProps } from '../../../src/constructs/account/account-guardrails-props';
import { AccountPublicAccessBlock } from '../../../src/constructs/account/account-public-access-block';
import { ExternalAccessAnalyzer } from '../../../src/constructs/account/external-access-analyzer';
import { FindingFrequency, SensitiveDataDiscovery } from '../../../src/constructs/account/sensitive-data-discovery';
import { ThreatDetection } from '../../../src/constructs/account/threat-detection';
import { inlineCode } from '../../../src/constructs/account/turn-on';
import { PROVIDED } from '../../../src/posture/provided';
import { messageOf, stackOf, synth } from '../apps';
import { judge, NAG, OURS } from '../guarded-app';

// Before the stacks below are made.
bundleInline();

const ENV = { env: { account: '111122223333', region: 'eu-west-1' } };
const guardrailsIn = (stack: Stack, props?: AccountGuardrailsProps) => new AccountGuardrails(stack, 'Account', props);
type Resources = Record<string, { Type: string; Properties: Record<string, any>; DependsOn?: string[]; DeletionPolicy?: string }>;
const resourcesOf = (stack: Stack) => Template.fromStack(stack).toJSON().Resources as Resources;
const byWho = (reference: string) => ({ reference, providedBy: 'the security account 444455556666, ticket SEC-7' });

describe('by itself', () => {
  const stack = stackOf();
  const guardrails = guardrailsIn(stack);
  const template = Template.fromStack(stack);
  const resources = resourcesOf(stack);
  const [[, block]] = Object.entries(template.findResources('Custom::AccountPublicAccessBlock'));

  test('our own part of the template, whole', () => {
    const own = Object.entries(resources).filter(([id]) => !/^Account(Config|Pack)/.test(id)).map(([id, resource]) => {
      const { Code } = resource.Properties;
      return [id, Code ? { ...resource, Properties: { ...resource.Properties, Code: { ZipFile: 'code' } } } : resource] as const;
    });
    expect(Object.fromEntries(own)).toMatchSnapshot();
  });

  test('has no assets', () => {
    const { manifest } = synth(stack);
    expect(JSON.stringify(template.toJSON())).not.toMatch(/cdk-[a-z0-9]+-assets|AssetParameters|S3Key/);
    expect(Object.values(manifest.artifacts ?? {}).flatMap(({ metadata = {} }) => Object.values(metadata).flat()).filter(({ type }) => type === 'aws:cdk:asset')).toEqual([]);
    expect(Buffer.byteLength(JSON.stringify(template.toJSON()))).toBeLessThan(100_000);
  });

  test('the functions may turn one setting on, and write lines to their own log groups', () => {
    const policies = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Record<string, any>[]);
    const wide = policies.filter(({ Resource }) => Resource === '*').map(({ Action }) => Action as string[]);
    expect(wide).toEqual([
      ['s3:GetAccountPublicAccessBlock', 's3:PutAccountPublicAccessBlock'],
      ['macie2:GetAutomatedDiscoveryConfiguration', 'macie2:UpdateAutomatedDiscoveryConfiguration'],
    ]);
    expect(JSON.stringify(policies)).not.toMatch(/Delete|Disable|"\*:|:\*"/);
  });

  test('the functions run when their policies are there, and CloudFormation does not wait for an hour', () => {
    expect(block.DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/RoleDefaultPolicy/)]));
    expect(block.Properties.ServiceTimeout).toBe('1200');
    const [discovery] = Object.values(template.findResources('Custom::SensitiveDataDiscovery'));
    expect(discovery.DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/RoleDefaultPolicy/), expect.stringMatching(/Session/)]));
  });

  test.each(['AWS::Macie::Session', 'AWS::GuardDuty::Detector', 'AWS::Logs::LogGroup'])('%s stays when the stack goes', (type) => {
    const found = Object.values(template.findResources(type));
    expect(found.length).toBeGreaterThan(0);
    for (const one of found) expect(one).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('there is one of each, and no rule without a topic', () => {
    template.hasResourceProperties('AWS::Macie::Session', { Status: 'ENABLED', FindingPublishingFrequency: 'FIFTEEN_MINUTES' });
    template.hasResourceProperties('AWS::GuardDuty::Detector', { Enable: true, Features: [{ Name: 'S3_DATA_EVENTS', Status: 'ENABLED' }] });
    template.hasResourceProperties('AWS::AccessAnalyzer::Analyzer', { Type: 'ACCOUNT' });
    template.resourceCountIs('AWS::AccessAnalyzer::Analyzer', 1);
    template.resourceCountIs('AWS::Config::ConfigurationRecorder', 1);
    template.hasResourceProperties('AWS::Config::ConformancePack', { ConformancePackName: 's3-baseline' });
    template.resourceCountIs('AWS::Events::Rule', 0);
    expect(guardrails.findingRules).toEqual([]);
    expect(stack.resolve(guardrails.publicAccessBlock!.onDelete)).toEqual({ 'Fn::GetAtt': [expect.stringContaining('PublicAccessBlock'), 'OnDelete'] });
  });
});

test('cdk-nag finds nothing but what is acknowledged with a reason, and our packs nothing but what only the account decides', () => {
  const root = new App({ analyticsReporting: false });
  const stack = new Stack(root, 'Stack', ENV);
  guardrailsIn(stack, { findingsTopic: new sns.Topic(stack, 'Topic', { masterKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }), enforceSSL: true }) });
  const { found, answered, curt } = judge(root, [...NAG, OURS[0]]);
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter(finding => !/data-(reads|writes)-recorded\[unknown\]/.test(finding))).toEqual([]);
  expect(curt).toEqual([]);
  expect(answered).toEqual(expect.arrayContaining([
    'AwsSolutions-IAM5', 'AwsSolutions-L1', 'CloudWatchLogGroupEncrypted', 'IAMNoInlinePolicy', 'LambdaConcurrency', 'LambdaDLQ', 'LambdaInsideVPC',
  ]));
});

describe('findings', () => {
  const root = new App({ analyticsReporting: false });
  const home = new Stack(root, 'Home', ENV);
  const topic = new sns.Topic(home, 'Topic');
  const stack = new Stack(root, 'Stack', ENV);
  const guardrails = guardrailsIn(stack, { findingsTopic: topic });
  const rules = Object.values(resourcesOf(stack)).filter(({ Type }) => Type === 'AWS::Events::Rule').map(({ Properties }) => Properties);

  test('of medium severity and worse reach the topic of another stack, in words', () => {
    expect(guardrails.findingRules.length).toBe(3);
    expect(rules.map(({ EventPattern }) => EventPattern)).toMatchInlineSnapshot(`
[
  {
    "detail": {
      "severity": [
        {
          "numeric": [
            ">=",
            4,
          ],
        },
      ],
    },
    "detail-type": [
      "GuardDuty Finding",
    ],
    "source": [
      "aws.guardduty",
    ],
  },
  {
    "detail": {
      "severity": {
        "description": [
          "Medium",
          "High",
        ],
      },
    },
    "detail-type": [
      "Macie Finding",
    ],
    "source": [
      "aws.macie",
    ],
  },
  {
    "detail": {
      "status": [
        "ACTIVE",
      ],
    },
    "detail-type": [
      "Access Analyzer Finding",
    ],
    "source": [
      "aws.access-analyzer",
    ],
  },
]
`);
    for (const { Targets: [{ Arn, InputTransformer }] } of rules) {
      expect(JSON.stringify(Arn)).toContain('Topic');
      expect(InputTransformer.InputTemplate).toMatch(/Look at finding <detail-id>/);
      expect(InputTransformer.InputTemplate).toMatch(/Account <account>, <region>, <time>\./);
    }
  });

  const statement = (template: Template) => {
    const [{ Properties }] = Object.values(template.findResources('AWS::SNS::TopicPolicy'));
    return (Properties.PolicyDocument.Statement as Record<string, any>[]).find(({ Sid }) => Sid === 'PublishAccountFindings')!;
  };

  test('may be published without a condition, which AWS does not take for EventBridge, and the stacks make no circle', () => {
    expect(statement(Template.fromStack(home))).toEqual({
      Sid: 'PublishAccountFindings', Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: { Ref: expect.stringContaining('Topic') },
    });
  });
});

test('the key of the topic lets EventBridge encrypt, without a condition on a source that it does not tell', () => {
  const stack = stackOf();
  guardrailsIn(stack, { findingsTopic: new sns.Topic(stack, 'Topic', { masterKey: new kms.Key(stack, 'Key') }) });
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
  expect((Properties.KeyPolicy.Statement as { Sid?: string }[]).find(({ Sid }) => Sid === 'EncryptAccountFindings')).toEqual({
    Sid: 'EncryptAccountFindings', Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*',
  });
});

test('a topic of another Region is refused, since no rule reaches it', () => {
  const stack = stackOf(ENV);
  const topic = sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:us-east-1:111122223333:findings');
  expect(messageOf(() => guardrailsIn(stack, { findingsTopic: topic })))
    .toBe("Stack/Account: 'findingsTopic' is in us-east-1, and rules reach topics of eu-west-1 only; pass one of that Region");
});

describe('what is provided already', () => {
  const stack = stackOf();
  const guardrails = guardrailsIn(stack, {
    publicAccessBlockProvided: byWho('p-1234567890'),
    sensitiveDataDiscoveryProvided: byWho('444455556666'),
    threatDetectionProvided: byWho('12abc34d567e8fa901bc2d34e56789f0'),
    externalAccessAnalyzerProvided: byWho('arn:aws:access-analyzer:eu-west-1:444455556666:analyzer/organization'),
    configRecordingProvided: byWho('default'),
    conformancePacksProvided: byWho('OrgConformsPack-s3'),
  });

  test('is not made, and each is written down with its checks', () => {
    const { Resources, Metadata } = Template.fromStack(stack).toJSON();
    expect(Resources).toBeUndefined();
    expect((Metadata[PROVIDED] as { checks: string[] }[]).flatMap(({ checks }) => checks)).toEqual([
      'block-public-access-account', 'access-analyzer-external-access', 'macie-enabled', 'guardduty-s3-protection', 'aws-config-recording', 'security-assessments',
    ]);
    expect(guardrails.threatDetection!.detectorId).toBe('12abc34d567e8fa901bc2d34e56789f0');
    expect(guardrails.publicAccessBlock!.onDelete).toBeUndefined();
  });
});

test('a second Region has the regional parts only', () => {
  const stack = stackOf();
  expect(guardrailsIn(stack, { regionalOnly: true }).publicAccessBlock).toBeUndefined();
  const template = Template.fromStack(stack);
  template.resourceCountIs('Custom::AccountPublicAccessBlock', 0);
  template.resourceCountIs('AWS::Macie::Session', 1);
});

test('less, and more', () => {
  const stack = stackOf();
  const frameworks = [ComplianceFramework.HIPAA, ComplianceFramework.PCI_DSS];
  guardrailsIn(stack, { frameworks, threatDetection: false, automatedDiscovery: false, unusedAccessAge: Duration.days(90), assertAgain: 'build 7' });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::GuardDuty::Detector', 0);
  template.resourceCountIs('AWS::Macie::Session', 1);
  template.resourceCountIs('Custom::SensitiveDataDiscovery', 0);
  template.resourceCountIs('AWS::Config::ConformancePack', 2);
  template.hasResourceProperties('Custom::AccountPublicAccessBlock', { AssertAgain: 'build 7' });
  template.hasResourceProperties('AWS::AccessAnalyzer::Analyzer', {
    Type: 'ACCOUNT_UNUSED_ACCESS', AnalyzerConfiguration: { UnusedAccessConfiguration: { UnusedAccessAge: 90 } },
  });
});

test('a key of the user encrypts the log groups, and lets them', () => {
  const stack = stackOf();
  new AccountPublicAccessBlock(stack, 'Block', { encryptionKey: new kms.Key(stack, 'Key') });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue() });
  template.hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'EncryptAccountLogs', Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': Match.anyValue() } } })]) },
  });
});

test('Macie may tell less often, and an organization has an analyzer of its own', () => {
  const stack = stackOf();
  new SensitiveDataDiscovery(stack, 'Macie', { findingFrequency: FindingFrequency.SIX_HOURS, automatedDiscovery: false });
  new ExternalAccessAnalyzer(stack, 'Analyzer', { organization: true, unusedAccessAge: Duration.days(365) });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Macie::Session', { FindingPublishingFrequency: 'SIX_HOURS' });
  expect(Object.values(template.findResources('AWS::AccessAnalyzer::Analyzer')).map(({ Properties }) => Properties.Type as string)).toEqual(['ORGANIZATION', 'ORGANIZATION_UNUSED_ACCESS']);
});

test.each<[string, (stack: Stack) => unknown, string]>([
  ['no frameworks', stack => guardrailsIn(stack, { frameworks: [] }), "Account: 'frameworks' is empty; name one, such as ComplianceFramework.BASELINE"],
  ['a framework twice', stack => guardrailsIn(stack, { frameworks: [ComplianceFramework.GDPR, ComplianceFramework.GDPR] }), "Account: 'frameworks' names 'gdpr' twice; name it once"],
  ['a part that is provided and left out', stack => guardrailsIn(stack, { threatDetection: false, threatDetectionProvided: byWho('12abc34d567e8fa901bc2d34e56789f0') }),
    "Account: 'threatDetectionProvided' cannot go with 'threatDetection: false'; leave out the latter"],
  ['two reasons to leave out one part', stack => guardrailsIn(stack, { regionalOnly: true, publicAccessBlockProvided: byWho('111122223333') }),
    "Account: 'publicAccessBlockProvided' says nothing beside 'regionalOnly'; pass one of them"],
  ['how to discover what others do', stack => guardrailsIn(stack, { automatedDiscovery: false, sensitiveDataDiscoveryProvided: byWho('111122223333') }),
    "Account: 'automatedDiscovery' says nothing beside 'sensitiveDataDiscoveryProvided'; pass one of them"],
  ['how to discover what nobody does', stack => guardrailsIn(stack, { automatedDiscovery: true, sensitiveDataDiscovery: false }),
    "Account: 'automatedDiscovery' cannot go with 'sensitiveDataDiscovery: false'; leave out one of them"],
  ['a bucket for what others record', stack => guardrailsIn(stack, { configBucket: s3.Bucket.fromBucketName(stack, 'Theirs', 'theirs'), configRecordingProvided: byWho('default') }),
    "Account: 'configBucket' says nothing beside 'configRecordingProvided'; pass one of them"],
  ['logs of a bucket that others make', stack => guardrailsIn(stack, { accessLogBucket: s3.Bucket.fromBucketName(stack, 'Logs', 'logs'), configRecordingProvided: byWho('default') }),
    "Account: 'accessLogBucket' says nothing beside 'configRecordingProvided'; pass one of them"],
  ['logs of a bucket that has its own', stack => guardrailsIn(stack, { accessLogBucket: s3.Bucket.fromBucketName(stack, 'Logs', 'logs'), configBucket: s3.Bucket.fromBucketName(stack, 'Own', 'own') }),
    "Account: 'accessLogBucket' says nothing beside 'configBucket'; pass one of them"],
  ['a short age', stack => new ExternalAccessAnalyzer(stack, 'A', { unusedAccessAge: Duration.hours(36) }),
    "A: 'unusedAccessAge' must be 1 to 365 whole days, got 1.5; pass one such as Duration.days(90)"],
  ['a long age', stack => new ExternalAccessAnalyzer(stack, 'A', { unusedAccessAge: Duration.days(366) }),
    "A: 'unusedAccessAge' must be 1 to 365 whole days, got 366; pass one such as Duration.days(90)"],
  ['a detector that is none', stack => new ThreatDetection(stack, 'T', { alreadyProvided: byWho('x') }), "T: 'alreadyProvided' has the reference 'x'; pass one such as '12abc34d567e8fa901bc2d34e56789f0'"],
  ['an analyzer that is none', stack => new ExternalAccessAnalyzer(stack, 'A', { alreadyProvided: byWho('x') }),
    "A: 'alreadyProvided' has the reference 'x'; pass one such as 'arn:aws:access-analyzer:eu-central-1:111122223333:analyzer/account'"],
  ['nothing to assert', stack => new AccountPublicAccessBlock(stack, 'B', { assertAgain: '' }), "B: 'assertAgain' must have 1 to 256 characters, got 0; pass one such as the number of a build"],
])('%s is refused', (_, make, message) => {
  expect(messageOf(() => make(stackOf()))).toBe(`Stack/${message}`);
});

describe('the code', () => {
  test.each(INLINE)('of %s is small, loads nothing but the SDK, and cannot turn anything off', (name) => {
    const code = readFileSync(bundleOf(name), 'utf8');
    // CloudFormation takes 4 MB; this much means that something came along that should not.
    expect(Buffer.byteLength(code)).toBeLessThan(6_000);
    const loaded = [...code.matchAll(/\b(?:require|import)\(\s*["'`]([^"'`]+)["'`]\s*\)/g)].map(([, module]) => module);
    expect(loaded).toEqual(['node:timers/promises', name === 'account-public-access-block' ? '@aws-sdk/client-s3-control' : '@aws-sdk/client-macie2']);
    expect(code).not.toMatch(/DeletePublicAccessBlock|DISABLED|DisableMacie|:!1[,}]/);
    expect(code).not.toMatch(/sourceMappingURL|\/\*!/);
  });

  test('that is not there is told', () => {
    expect(messageOf(() => inlineCode('Stack/B', 'x', '/nowhere'))).toBe('Stack/B: the code of the function is not in /nowhere/x/index.js; install the package again, or compile it');
  });
});
