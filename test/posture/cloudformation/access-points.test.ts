import { bucket, find, posture, readAll, readBoth, told } from './helpers';
import type { BucketPosture } from '../../../src/posture/bucket-posture';

const P = { Ref: 'P' };
const Parameters = { P: { Type: 'String' } };
const B = { Ref: 'B' };
const point = (Bucket: unknown, block?: unknown, more: object = {}) =>
  ({ Type: 'AWS::S3::AccessPoint', Properties: { Bucket, PublicAccessBlockConfiguration: block }, ...more });
const multi = (...buckets: readonly unknown[]) => ({ Type: 'AWS::S3::MultiRegionAccessPoint', Properties: { Regions: buckets.map(Bucket => ({ Bucket })) } });
const flags = ({ accessPoints }: BucketPosture): unknown => {
  const list = told(accessPoints);
  const block = (of: object) => Object.values(of).map(flag => told(flag));
  return Array.isArray(list) ? list.map(({ at, publicAccessBlock }) => [at, ...block(publicAccessBlock)]) : list;
};
const read = (more: object, properties: unknown = {}) =>
  flags(posture(readBoth({ Parameters, Resources: { B: bucket(properties), C: bucket(), ...more } })));
const blocked = (at = 'Resources/A') => [at, true, true, true, true];
const unstated = { why: 'not stated beside settings that are, and AWS does not say what it is then' };
const perhaps = { why: 'decided at deploy time whether this access point is for the bucket' };

test.each<[string, object, unknown]>([
  ['none', {}, []],
  ['one that states nothing: S3 blocks all', { A: point(B) }, [blocked()]],
  ['one that is open', { A: point(B, { BlockPublicAcls: false, IgnorePublicAcls: 'false', BlockPublicPolicy: false, RestrictPublicBuckets: true }) },
    [['Resources/A', false, false, false, true]]],
  ['one that states a part', { A: point(B, { BlockPublicAcls: true }) }, [['Resources/A', true, unstated, unstated, unstated]]],
  ['one that is unknown', { A: point(B, P) }, [['Resources/A', ...Array(4).fill({ why: 'decided at deploy time by {"Ref":"P"}' })]]],
  ['one of another bucket', { A: point({ Ref: 'C' }) }, []],
  ['one of a name', { A: point('far') }, []],
  ['two', { A: point(B), D: point(B) }, [blocked(), blocked('Resources/D')]],
  ['one of several Regions', { A: multi({ Ref: 'C' }, B) }, [blocked()]],
  ['one of several Regions, elsewhere', { A: multi({ Ref: 'C' }) }, []],
  ['one of several Regions, perhaps', { A: multi({ Ref: 'C' }, P) }, { why: 'Resources/A may be its access point: decided at deploy time' }],
  ['one of Regions that are unknown', { A: { Type: 'AWS::S3::MultiRegionAccessPoint', Properties: { Regions: P } } }, { why: expect.stringContaining('Resources/A may be') }],
  ['one that is perhaps its own', { A: point(P) }, { why: 'Resources/A may be its access point: decided at deploy time' }],
  ['one without a bucket', { A: point(undefined) }, { why: 'Resources/A may be its access point: decided at deploy time' }],
  ['one that is its own, and one that is perhaps', { A: point(B), D: point(P) }, [blocked(), ['Resources/D', ...Array(4).fill(perhaps)]]],
  ['one of properties that are none', { A: { Type: 'AWS::S3::AccessPoint', Properties: 7 } }, { why: expect.stringContaining('Resources/A may be') }],
])('access points: %s', (_, more, expected) => expect(read(more)).toEqual(expected));

test('by name', () => {
  expect(read({ A: point('data') }, { BucketName: 'data' })).toEqual([blocked()]);
  expect(read({ A: point({ 'Fn::Sub': '${P}-x' }) }, { BucketName: { 'Fn::Sub': '${P}-x' } })).toEqual([blocked()]);
});

test('across templates', () => {
  const data = { Resources: { B: bucket() }, Outputs: { O: { Value: B, Export: { Name: 'name' } } } };
  expect(flags(posture(readAll({ data, app: { Resources: { A: point({ 'Fn::ImportValue': 'name' }) } } })))).toEqual([blocked('app#Resources/A')]);
});

test('by a condition', () => {
  const Conditions = { IsProd: { 'Fn::Equals': [P, 'prod'] } };
  const { alternatives } = find(readBoth({ Parameters, Conditions, Resources: { B: bucket(), A: point(B, undefined, { Condition: 'IsProd' }) } }), 'B');
  expect(alternatives.map(({ when, posture: found }) => [when, flags(found)])).toEqual([[['IsProd is true'], [blocked()]], [['IsProd is false'], []]]);
});

test('a loop or a macro may add one', () => {
  const loop = { 'Fn::ForEach::Points': ['X', ['a'], { 'A${X}': point(B) }] };
  expect(read(loop)).toEqual({ why: 'Fn::ForEach::Points may add one' });
  expect(flags(posture(readBoth({ Transform: 'Mine', Resources: { B: bucket() } })))).toEqual({ why: 'macro Mine may add one' });
});

describe('notifications that the CDK sets by a custom resource', () => {
  const custom = (BucketName: unknown, NotificationConfiguration: unknown, more: object = {}) =>
    ({ Type: 'Custom::S3BucketNotifications', Properties: { BucketName, NotificationConfiguration, Managed: true }, ...more });
  const doubt = { why: 'decided at deploy time whether these notifications are for the bucket' };
  const to = { LambdaFunctionConfigurations: [{ Events: ['s3:ObjectCreated:*'], LambdaFunctionArn: 'x' }] };
  const notified = (more: object, properties: unknown = {}) =>
    told(posture(readBoth({ Parameters, Resources: { B: bucket(properties), C: bucket(), ...more } })).notifications);

  test.each<[string, object, unknown]>([
    ['a function', { N: custom(B, to) }, true],
    ['EventBridge', { N: custom(B, { EventBridgeConfiguration: {} }) }, true],
    ['nobody', { N: custom(B, {}) }, false],
    ['those of another bucket', { N: custom({ Ref: 'C' }, to) }, false],
    ['somebody who is unknown', { N: custom(B, P) }, { why: 'decided at deploy time by {"Ref":"P"}' }],
    ['perhaps those of another bucket', { N: custom(P, to) }, doubt],
    ['perhaps those of another bucket, and its own', { N: custom(P, to), M: custom(B, to) }, true],
  ])('%s', (_, more, expected) => expect(notified(more)).toEqual(expected));

  test('its own say enough', () => {
    expect(notified({ N: custom(P, to) }, { NotificationConfiguration: { EventBridgeConfiguration: {} } })).toBe(true);
  });

  test('across templates, and by a condition', () => {
    const data = { Resources: { B: bucket() }, Outputs: { O: { Value: B, Export: { Name: 'name' } } } };
    const Conditions = { IsProd: { 'Fn::Equals': [P, 'prod'] } };
    const app = { Parameters, Conditions, Resources: { N: custom({ 'Fn::ImportValue': 'name' }, to, { Condition: 'IsProd' }) } };
    const { alternatives } = find(readAll({ data, app }), 'B');
    expect(alternatives.map(({ when, posture: found }) => [when, told(found.notifications)])).toEqual([[['app#IsProd is true'], true], [['app#IsProd is false'], false]]);
  });
});
