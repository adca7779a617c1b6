import { bucket, posture, readBoth, told } from './helpers';

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
