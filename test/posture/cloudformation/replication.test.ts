import { bucket, find, posture, readBoth, told } from './helpers';
import { parseTemplate, readTemplates } from '../../../src/posture/cloudformation';

const P = { Ref: 'P' };
const why = { why: 'decided at deploy time by {"Ref":"P"}' };

test('replication names its destination as that bucket is named', () => {
  const destination = (Bucket: unknown) => (told(posture(readBoth({
    Parameters: { P: { Type: 'String' } },
    Resources: { C: bucket(), B: bucket({ ReplicationConfiguration: { Rules: [{ Status: 'Enabled', Destination: { Bucket } }] } }) },
  })).replication) as any[]).map(({ enabled, destination: to }) => [told(enabled), told(to)])[0];
  expect(destination({ 'Fn::GetAtt': ['C', 'Arn'] })).toEqual([true, 'arn:aws:s3:::<app.C>']);
  expect(destination('arn:aws:s3:::far')).toEqual([true, 'arn:aws:s3:::far']);
  expect(destination(P)).toEqual([true, why]);
});

test.each<[string, object, unknown[]]>([
  ['everything', {}, [true, false]],
  ['objects under a KMS key', { Filter: { Prefix: '' }, SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } } }, [true, true]],
  ['a prefix, the old way', { Prefix: 'a' }, [false, false]],
  ['a prefix', { Filter: { Prefix: 'a' } }, [false, false]],
  ['a tag', { Filter: { TagFilter: { Key: 'a', Value: 'b' } } }, [false, false]],
  ['several filters', { Filter: { And: { TagFilters: [{ Key: 'a', Value: 'b' }] } } }, [false, false]],
  ['an unknown filter', { Filter: P, SourceSelectionCriteria: P }, [why, why]],
])('replication of %s', (_, more, expected) => {
  const Resources = { B: bucket({ ReplicationConfiguration: { Rules: [{ Status: 'Enabled', ...more }] } }) };
  const [rule] = told(posture(readBoth({ Parameters: { P: { Type: 'String' } }, Resources })).replication) as any[];
  expect([told(rule.wholeBucket), told(rule.kmsObjects)]).toEqual(expected);
});

describe('where copies go', () => {
  const replicating = (Destination: unknown) => bucket({ ReplicationConfiguration: { Rules: [{ Status: 'Enabled', Destination }] } });
  const rule = (readings: ReturnType<typeof readTemplates>) => (told(posture(readings).replication) as any[])[0];
  const elsewhere = { why: 'the destination bucket is not in these templates' };

  test.each<[string, unknown, unknown]>([
    ['none', {}, undefined],
    ['one', { StorageClass: 'ONEZONE_IA' }, 'ONEZONE_IA'],
    ['one removed', { StorageClass: { Ref: 'AWS::NoValue' } }, undefined],
    ['one that is unknown', { StorageClass: P }, why],
    ['one of an unknown destination', P, why],
    ['one that is none', { StorageClass: [] }, { why: '[] is no text' }],
  ])('storage class: %s', (_, Destination, expected) => {
    expect(told(rule(readBoth({ Parameters: { P: { Type: 'String' } }, Resources: { B: replicating(Destination) } })).storageClass)).toEqual(expected);
  });

  test.each<[string, unknown, object, unknown]>([
    ['here', { 'Fn::GetAtt': ['C', 'Arn'] }, { region: 'eu-west-1' }, 'eu-west-1'],
    ['here, wherever that is', { 'Fn::GetAtt': ['C', 'Arn'] }, {}, { why: 'the template does not say' }],
    ['by name', 'arn:aws:s3:::copies', { region: 'eu-west-1' }, 'eu-west-1'],
    ['far away', 'arn:aws:s3:::far', { region: 'eu-west-1' }, elsewhere],
    ['objects of a bucket', 'arn:aws:s3:::copies/x', { region: 'eu-west-1' }, elsewhere],
    ['by parameter', P, { region: 'eu-west-1' }, why],
    ['nowhere', undefined, { region: 'eu-west-1' }, { why: 'is required but absent' }],
  ])('Region: %s', (_, Bucket, env, expected) => {
    const Resources = { C: bucket({ BucketName: 'copies' }), B: replicating({ Bucket }) };
    expect(told(rule(readBoth({ Parameters: { P: { Type: 'String' } }, Resources }, env)).region)).toEqual(expected);
  });

  const template = (name: string, Resources: object, region?: string) => parseTemplate(name, JSON.stringify({ Resources }), { region });
  const B = replicating({ Bucket: 'arn:aws:s3:::copies' });
  const C = bucket({ BucketName: 'copies' });
  test('Region: that of another template', () => {
    expect(rule(readTemplates([template('app', { B }, 'eu-west-1'), template('far', { C }, 'eu-west-3')])).region).toEqual({ at: 'far#Resources/C', value: 'eu-west-3' });
    expect(told(rule(readTemplates([template('app', { B }), template('far', { C }, 'eu-west-3'), template('away', { C }, 'us-east-1')])).region))
      .toEqual({ why: 'several of these templates have a bucket of that name' });
  });

  test('Region: a bucket that a condition takes away is not there', () => {
    const body = { Parameters: { P: { Type: 'String' } }, Conditions: { IsProd: { 'Fn::Equals': [P, 'prod'] } }, Resources: { B, C: bucket({ BucketName: 'copies' }, { Condition: 'IsProd' }) } };
    const { alternatives } = find(readBoth(body, { region: 'eu-west-1' }), 'B');
    expect(alternatives.map(({ posture: found }) => told((told(found.replication) as any[])[0].region))).toEqual(['eu-west-1', elsewhere]);
  });
});
