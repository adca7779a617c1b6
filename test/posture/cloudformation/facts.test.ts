import { bucket, find, posture, readBoth, told } from './helpers';
import type { BucketPosture } from '../../../src/posture/bucket-posture';

const P = { Ref: 'P' };
const why = { why: 'decided at deploy time by {"Ref":"P"}' };
const NONE = { Ref: 'AWS::NoValue' };
const Parameters = { P: { Type: 'String' }, D: { Type: 'String', Default: 'phi' } };
const read = (properties: unknown): BucketPosture => posture(readBoth({ Parameters, Resources: { B: bucket(properties), C: bucket() } }));
const at = 'Resources/B/Properties';

test.each<[string, unknown, unknown]>([
  ['none', {}, false],
  ['removed', { WebsiteConfiguration: NONE }, false],
  ['with an index', { WebsiteConfiguration: { IndexDocument: 'index.html' } }, true],
  ['that says nothing', { WebsiteConfiguration: {} }, true],
  ['of an unknown document', { WebsiteConfiguration: { IndexDocument: P } }, true],
  ['by parameter', { WebsiteConfiguration: P }, why],
  ['that is none', { WebsiteConfiguration: 'yes' }, { why: '"yes" is no map' }],
])('a website %s', (_, properties, expected) => expect(told(read(properties).website)).toEqual(expected));

const tag = (Key: unknown, Value: unknown) => ({ Key, Value });
test.each<[string, unknown, unknown]>([
  ['none', undefined, []],
  ['some', [tag('a', 'b'), tag('personal-data', 'yes')], [{ key: 'a', value: 'b' }, { key: 'personal-data', value: 'yes' }]],
  ['a number', [tag('year', 2030)], [{ key: 'year', value: '2030' }]],
  ['one removed', [NONE, tag('a', 'b')], [{ key: 'a', value: 'b' }]],
  ['a name that is not made yet', [tag('of', { 'Fn::Sub': '${C}-x' })], [{ key: 'of', value: '<app.C>-x' }]],
  ['an unknown value', [tag('a', 'b'), tag('class', P)], why],
  ['an unknown key', [tag(P, 'b')], why],
  ['an unknown list', P, why],
  ['one without a value', [{ Key: 'a' }], { why: 'is required but absent' }],
  ['one that is no tag', ['a'], { why: '"a" is no map' }],
  ['a map', { a: 'b' }, { why: '{"a":"b"} is no list' }],
  ['names of prototypes', [tag('__proto__', 'constructor')], [{ key: '__proto__', value: 'constructor' }]],
])('tags: %s', (_, Tags, expected) => expect(told(read({ Tags }).tags)).toEqual(expected));

test('a tag that a default decides says so', () => {
  expect(read({ Tags: [tag('class', { Ref: 'D' })] }).tags)
    .toEqual({ at: `${at}/Tags`, value: [{ key: 'class', value: 'phi' }], assuming: ['parameter D keeps its default "phi"'] });
});

test.each<[string, unknown, unknown]>([
  ['none', undefined, []],
  ['one', [{ Enabled: true }], [[true, true]]],
  ['one that is off, as text', [{ Enabled: 'false' }], [[false, true]]],
  ['one of a prefix', [{ Enabled: true, Prefix: 'a/' }], [[true, false]]],
  ['one of every prefix', [{ Enabled: true, Prefix: '' }], [[true, true]]],
  ['one that does not say', [{}], [[{ why: 'is required but absent' }, true]]],
  ['by parameter', [{ Enabled: P, Prefix: P }], [[why, why]]],
  ['one removed', [NONE, { Enabled: true }], [[true, true]]],
  ['that is none', ['x'], [[{ why: '"x" is no map' }, { why: '"x" is no map' }]]],
])('inventories: %s', (_, InventoryConfigurations, expected) => {
  const found = told(read({ InventoryConfigurations }).inventories) as any[];
  expect(found.map(({ enabled, wholeBucket }) => [told(enabled), told(wholeBucket)])).toEqual(expected);
});

test('inventories that are unknown, or no list', () => {
  expect(told(read({ InventoryConfigurations: P }).inventories)).toEqual(why);
  expect(told(read({ InventoryConfigurations: {} }).inventories)).toEqual({ why: '{} is no list' });
});

const event = { Event: 's3:ObjectCreated:*', Topic: 'arn:aws:sns:eu-west-1:111122223333:t' };
const notify = (NotificationConfiguration: unknown) => ({ NotificationConfiguration });
test.each<[string, unknown, unknown]>([
  ['none', {}, false],
  ['nobody', notify({}), false],
  ['nobody in a list', notify({ TopicConfigurations: [], QueueConfigurations: [NONE] }), false],
  ['EventBridge, by saying nothing more', notify({ EventBridgeConfiguration: {} }), true],
  ['EventBridge', notify({ EventBridgeConfiguration: { EventBridgeEnabled: 'true' } }), true],
  ['not EventBridge', notify({ EventBridgeConfiguration: { EventBridgeEnabled: false } }), false],
  ['EventBridge removed', notify({ EventBridgeConfiguration: NONE }), false],
  ['a topic', notify({ TopicConfigurations: [event] }), true],
  ['a queue', notify({ QueueConfigurations: [event] }), true],
  ['a function', notify({ LambdaConfigurations: [event] }), true],
  ['a topic that is unknown', notify({ TopicConfigurations: [P] }), true],
  ['EventBridge by parameter', notify({ EventBridgeConfiguration: { EventBridgeEnabled: P } }), why],
  ['topics by parameter', notify({ TopicConfigurations: P }), why],
  ['topics by parameter, and a queue', notify({ TopicConfigurations: P, QueueConfigurations: [event] }), true],
  ['all by parameter', notify(P), why],
  ['what is none', notify([]), { why: '[] is no map' }],
])('notifications to %s', (_, properties, expected) => expect(told(read(properties).notifications)).toEqual(expected));

describe('the events of a function of SAM', () => {
  const s3Event = (Bucket: unknown) => ({ Type: 'S3', Properties: { Bucket, Events: 's3:ObjectCreated:*' } });
  const heard = (Events: unknown) => told(posture(readBoth({
    Transform: 'AWS::Serverless-2016-10-31',
    Parameters: { P: { Type: 'String' } },
    Resources: { B: bucket(), C: bucket(), F: { Type: 'AWS::Serverless::Function', Properties: { Events } } },
  })).notifications);

  test.each<[string, unknown, unknown]>([
    ['of the bucket', { Made: s3Event({ Ref: 'B' }) }, true],
    ['of the bucket, beside others', { Poll: { Type: 'Schedule', Properties: { Schedule: 'rate(1 day)' } }, Made: s3Event({ Ref: 'B' }) }, true],
    ['of another bucket', { Made: s3Event({ Ref: 'C' }) }, false],
    ['of no bucket', { Poll: { Type: 'Schedule', Properties: { Schedule: 'rate(1 day)' } }, Empty: {} }, false],
    ['that there are none of', undefined, false],
    ['of a bucket by parameter', { Made: s3Event(P) }, { why: 'decided at deploy time whether these notifications are for the bucket' }],
    ['that are all by parameter', P, { why: 'decided at deploy time whether these notifications are for the bucket' }],
  ])('%s', (_, events, expected) => expect(heard(events)).toEqual(expected));
});

describe('branches', () => {
  const sections = { Parameters: { Stage: { Type: 'String' } }, Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } } };
  const either = (value: unknown) => ({ 'Fn::If': ['IsProd', value, NONE] });
  test.each<[string, unknown, (found: BucketPosture) => unknown, unknown, unknown]>([
    ['website', { WebsiteConfiguration: either({}) }, b => told(b.website), true, false],
    ['tags', { Tags: [either(tag('a', 'b'))] }, b => told(b.tags), [{ key: 'a', value: 'b' }], []],
    ['inventories', { InventoryConfigurations: [either({ Enabled: true })] }, b => (told(b.inventories) as any[]).length, 1, 0],
    ['notifications', notify(either({ EventBridgeConfiguration: {} })), b => told(b.notifications), true, false],
  ])('%s', (_, properties, fact, yes, no) => {
    const { alternatives } = find(readBoth({ ...sections, Resources: { B: bucket(properties) } }), 'B');
    expect(alternatives.map(({ when, posture: found }) => [when, fact(found)])).toEqual([[['IsProd is true'], yes], [['IsProd is false'], no]]);
  });
});

test.each<[string, unknown, (found: BucketPosture) => unknown]>([
  ['a website', {}, b => told(b.website)],
  ['tags', {}, b => told(b.tags)],
  ['inventories', {}, b => told(b.inventories)],
  ['notifications', {}, b => told(b.notifications)],
])('a macro may add %s', (_, properties, fact) => {
  expect(fact(posture(readBoth({ Transform: 'Mine', Resources: { B: bucket(properties) } })))).toEqual({ why: 'macro Mine may add it' });
});
