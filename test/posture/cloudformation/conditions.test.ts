import { bucket, bucketPolicy, find, readAll, readBoth, told } from './helpers';
import type { BucketPosture } from '../../../src/posture/bucket-posture';

const Parameters = { Stage: { Type: 'String', Default: 'dev' }, Logs: { Type: 'String', AllowedValues: ['yes', 'no'] }, Other: { Type: 'String' } };
const Conditions = {
  IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
  IsTest: { 'Fn::Equals': ['test', { Ref: 'Stage' }] },
  NotProd: { 'Fn::Not': [{ Condition: 'IsProd' }] },
  IsEither: { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'IsTest' }] },
  IsBoth: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'IsTest' }] },
  WithLogs: { 'Fn::Equals': [{ Ref: 'Logs' }, 'yes'] },
  WithoutLogs: { 'Fn::Equals': [{ Ref: 'Logs' }, 'no'] },
  Never: { 'Fn::Equals': [{ Ref: 'Logs' }, 'perhaps'] },
  Always: { 'Fn::Equals': ['a', 'a'] },
  Same: { 'Fn::Equals': [{ Ref: 'Stage' }, { Ref: 'Other' }] },
  Odd: { 'Fn::Contains': [['a'], 'a'] },
  IsGov: { 'Fn::Equals': [{ Ref: 'AWS::Partition' }, 'aws-us-gov'] },
  Circle: { 'Fn::Not': [{ Condition: 'Circle' }] },
};

const choice = (condition: string, yes: unknown, no: unknown = { Ref: 'AWS::NoValue' }) => ({ 'Fn::If': [condition, yes, no] });
const versions = (Status: unknown) => ({ VersioningConfiguration: { Status } });

function branches(resources: object, fact: (found: BucketPosture) => unknown = found => told(found.versioning), id = 'B'): readonly [string, unknown][] {
  const { alternatives } = find(readBoth({ Parameters, Conditions, Mappings: { M: { prod: { v: 'Enabled' }, dev: { v: 'Suspended' } } }, Resources: resources }), id);
  return alternatives.map(({ when, posture }) => [when.join(' & '), fact(posture)]);
}

describe('settings', () => {
  test.each<[string, unknown, unknown[]]>([
    ['both branches are read', choice('IsProd', 'Enabled', 'Suspended'), [['IsProd is true', 'Enabled'], ['IsProd is false', 'Suspended']]],
    ['a branch may be empty', choice('IsProd', 'Enabled'), [['IsProd is true', 'Enabled'], ['IsProd is false', 'NotStated']]],
    ['what changes nothing branches nothing', choice('IsProd', 'Enabled', 'Enabled'), [['', 'Enabled']]],
    ['literals decide', choice('Always', 'Enabled', 'Suspended'), [['', 'Enabled']]],
    ['what a parameter does not allow is false', choice('Never', 'Enabled', 'Suspended'), [['', 'Suspended']]],
    ['one value excludes another', choice('IsProd', choice('IsTest', 'Suspended', 'Enabled')), [['IsProd is true', 'Enabled'], ['IsProd is false', 'NotStated']]],
    ['And of what excludes itself is false', choice('IsBoth', 'Enabled', 'Suspended'), [['', 'Suspended']]],
    ['Or of several values', choice('IsEither', 'Enabled', 'Suspended'), [['IsEither is true', 'Enabled'], ['IsEither is false', 'Suspended']]],
    ['Not', choice('NotProd', 'Suspended', 'Enabled'), [['NotProd is false', 'Enabled'], ['NotProd is true', 'Suspended']]],
    ['the last value that is allowed', choice('WithLogs', 'Enabled', choice('WithoutLogs', 'Suspended', 'nonsense')), [['WithLogs is true', 'Enabled'], ['WithLogs is false', 'Suspended']]],
    ['two parameters', choice('Same', 'Enabled', 'Suspended'), [['Same is true', 'Enabled'], ['Same is false', 'Suspended']]],
    ['the partition', choice('IsGov', 'Suspended', 'Enabled'), [['IsGov is true', 'Suspended'], ['IsGov is false', 'Enabled']]],
    ['an unreadable condition', choice('Odd', 'Enabled', 'Suspended'), [['Odd is true', 'Enabled'], ['Odd is false', 'Suspended']]],
    ['a condition that nobody defines', choice('Missing', 'Enabled', 'Suspended'), [['Missing is true', 'Enabled'], ['Missing is false', 'Suspended']]],
    ['a condition on itself', choice('Circle', 'Enabled', 'Suspended'), [['Circle is false', 'Suspended'], ['Circle is true', 'Enabled']]],
    ['a malformed choice', { 'Fn::If': ['IsProd'] }, [['', { why: 'decided at deploy time by {"Fn::If":["IsProd"]}' }]]],
    ['a choice by a map', { 'Fn::If': [{ a: 1 }, 'Enabled', 'x'] }, [['', { why: 'decided at deploy time by the condition {"a":1}' }]]],
    ['a lookup follows the branch', choice('IsProd', { 'Fn::FindInMap': ['M', { Ref: 'Stage' }, 'v'] }, 'Suspended'), [['IsProd is true', 'Enabled'], ['IsProd is false', 'Suspended']]],
  ])('%s', (_, status, expected) => {
    const found = branches({ B: bucket(versions(status)) });
    expect(found).toHaveLength(expected.length);
    expect(found).toEqual(expect.arrayContaining(expected));
  });
});

test('a default does not decide a branch, and holds only where the branch allows it', () => {
  const found = branches({ B: bucket({ ...versions(choice('IsProd', 'Enabled')), AccessControl: { Ref: 'Stage' } }) }, ({ acl }) => acl);
  const at = 'Resources/B/Properties/AccessControl';
  expect(found).toEqual([['IsProd is true', { at, value: 'prod' }], ['IsProd is false', { at, value: 'dev', assuming: ['parameter Stage keeps its default "dev"'] }]]);
});

test('a bucket is not there where its condition is false', () => {
  expect(branches({ B: bucket(versions('Enabled'), { Condition: 'IsProd' }) })).toEqual([['IsProd is true', 'Enabled']]);
  expect(branches({ B: bucket(versions('Enabled'), { Condition: 'Never' }) })).toEqual([]);
});

test('two conditions that decide together are told together', () => {
  const found = branches({ B: bucket(versions(choice('IsProd', choice('WithLogs', 'Enabled', 'Suspended'), 'Suspended'))) });
  expect(found).toEqual(expect.arrayContaining([['IsProd is true & WithLogs is true', 'Enabled']]));
  expect(found).toHaveLength(2);
});

describe('what belongs to the bucket branches it', () => {
  const deny = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };
  const policyHolds = ({ policy }: BucketPosture) => (told(policy) as any)?.statements.length;

  test('a policy', () => {
    const policy = { ...bucketPolicy({ Ref: 'B' }, deny), Condition: 'IsProd' };
    expect(branches({ B: bucket(), P: policy }, policyHolds)).toEqual([['IsProd is true', 1], ['IsProd is false', undefined]]);
  });

  test('a statement', () => {
    expect(branches({ B: bucket(), P: bucketPolicy({ Ref: 'B' }, deny, choice('IsProd', deny)) }, policyHolds)).toEqual([['IsProd is true', 2], ['IsProd is false', 1]]);
  });

  test('two policies under opposite conditions', () => {
    const resources = { B: bucket(), P: { ...bucketPolicy({ Ref: 'B' }, deny), Condition: 'IsProd' }, Q: { ...bucketPolicy({ Ref: 'B' }, deny, deny), Condition: 'NotProd' } };
    expect(branches(resources, policyHolds).map(([, holds]) => holds)).toEqual([1, 2]);
  });

  test('the bucket that a policy is for', () => {
    const resources = { B: bucket(), C: bucket(), P: bucketPolicy(choice('IsProd', { Ref: 'B' }, { Ref: 'C' }), deny) };
    expect(branches(resources, policyHolds)).toEqual([['IsProd is true', 1], ['IsProd is false', undefined]]);
    expect(branches(resources, policyHolds, 'C')).toEqual([['IsProd is true', undefined], ['IsProd is false', 1]]);
  });

  test('a key', () => {
    const encryption = { BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { Ref: 'K' } } }] } };
    const rotation = ({ key }: BucketPosture) => told((told(key) as any).rotation);
    const key = (more: object, properties: object = {}) => ({ Type: 'AWS::KMS::Key', Properties: properties, ...more });
    expect(branches({ B: bucket(encryption), K: key({}, { EnableKeyRotation: choice('IsProd', true) }) }, rotation)).toEqual([['IsProd is true', true], ['IsProd is false', false]]);
    expect(branches({ B: bucket(encryption), K: key({ Condition: 'IsProd' }) }, rotation)).toEqual([['IsProd is true', false], ['IsProd is false', { why: 'this key does not exist in this branch' }]]);
  });

  test('a log bucket, and who logs to it', () => {
    const resources = { B: bucket({ LoggingConfiguration: choice('WithLogs', { DestinationBucketName: { Ref: 'L' } }) }), L: bucket({}, { Condition: 'WithLogs' }) };
    expect(branches(resources, ({ accessLogs }) => told(accessLogs) !== undefined)).toEqual([['WithLogs is true', true], ['WithLogs is false', false]]);
    expect(branches(resources, ({ receivesAccessLogs }) => told(receivesAccessLogs), 'L')).toEqual([['WithLogs is true', true]]);
  });

  test('a trail', () => {
    const trail = { Type: 'AWS::CloudTrail::Trail', Condition: 'IsProd', Properties: { IsLogging: true } };
    expect(branches({ B: bucket(), T: trail }, ({ trails }) => told(trails))).toMatchObject([['IsProd is true', [{ at: 'Resources/T' }]], ['IsProd is false', { why: /no trail/ }]].map(
      ([when, value]) => [when, Array.isArray(value) ? value : { why: expect.stringMatching((value as any).why) }]));
  });
});

test('what is in a nested stack is not there where that stack is not', () => {
  const child = {
    Parameters: { Name: { Type: 'String' } },
    Resources: { P: bucketPolicy({ Ref: 'Name' }, { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }), C: bucket() },
  };
  const nested = (path: string) => ({
    Type: 'AWS::CloudFormation::Stack', Condition: 'IsProd', Metadata: { 'aws:asset:path': path }, Properties: { Parameters: { Name: { Ref: 'B' } } },
  });
  const readings = readAll({ 'app': { Parameters, Conditions, Resources: { B: bucket(), N: nested('child.json') } }, 'child.json': child });
  const found = (id: string) => find(readings, id).alternatives.map(({ when, posture }) => [when.join(' & '), told(posture.policy) !== undefined]);
  expect(found('B')).toEqual([['IsProd is true', true], ['IsProd is false', false]]);
  expect(found('C')).toEqual([['app#IsProd is true', false]]);
  const circle = readAll({ 'a.json': { Resources: { B: bucket(), N: nested('b.json') } }, 'b.json': { Resources: { C: bucket(), N: nested('a.json') } } });
  expect(circle.map(({ logicalId }) => logicalId)).toEqual(['B', 'C']);
});

test('past 64 branches the conditions that are left are unknown, with their reason', () => {
  const many = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`C${i}`, { 'Fn::Equals': [{ Ref: 'Other' + i }, 'x'] }]));
  const names = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`Other${i}`, { Type: 'String' }]));
  const rules = Object.keys(many).map(name => ({ Status: choice(name, 'Enabled', 'Disabled') }));
  const { alternatives } = find(readBoth({ Parameters: names, Conditions: many, Resources: { B: bucket({ LifecycleConfiguration: { Rules: rules } }) } }), 'B');
  expect(alternatives).toHaveLength(64);
  const last = (told(alternatives[0].posture.lifecycle) as any[])[11];
  expect(told(last.enabled)).toEqual({ why: 'decided at deploy time by the condition "C11"' });
});

test('conditions that grow by doubling are evaluated once each', () => {
  const doubling = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`C${i + 1}`, { 'Fn::And': [{ Condition: `C${i}` }, { Condition: `C${i}` }] }]));
  const { alternatives } = find(readBoth({ Parameters, Conditions: { C0: Conditions.IsProd, ...doubling }, Resources: { B: bucket(versions(choice('C60', 'Enabled', 'Suspended'))) } }), 'B');
  expect(alternatives.map(({ when }) => when)).toEqual([['C60 is true'], ['C60 is false']]);
});
