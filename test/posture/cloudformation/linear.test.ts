import { bucket, bucketPolicy } from './helpers';
import { readTemplates } from '../../../src/posture/cloudformation';

/** How many times anything of a template with so many buckets is looked at while it is read. */
function looks(buckets: number): number {
  let count = 0;
  const watched = <T extends object>(value: T): T => new Proxy(value, {
    get(target, key) {
      count++;
      const found: unknown = Reflect.get(target, key);
      return typeof found === 'object' && found !== null ? watched(found) : found;
    },
  });
  const ids = Array.from({ length: buckets }, (_, i) => `B${i}`);
  const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
  const allow = (id: string) => ({ Effect: 'Allow', Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject', Resource: arn('L'), Condition: { ArnLike: { 'aws:SourceArn': arn(id) } } });
  const logging = { 'Fn::If': ['WithLogs', { DestinationBucketName: { Ref: 'L' } }, { Ref: 'AWS::NoValue' }] };
  const shared = { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': ['K', 'Arn'] } } };
  const Resources = Object.fromEntries([
    ...ids.map(id => [id, bucket({ LoggingConfiguration: logging, BucketEncryption: { ServerSideEncryptionConfiguration: [shared] } })]),
    ...ids.map(id => [`A${id}`, { Type: 'AWS::S3::AccessPoint', Properties: { Bucket: { Ref: id } } }]),
    ...ids.map(id => [`N${id}`, { Type: 'Custom::S3BucketNotifications', Properties: { BucketName: { Ref: id }, NotificationConfiguration: { EventBridgeConfiguration: {} } } }]),
    ['K', { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: ids.map(id => ({ ...allow(id), Action: 'kms:Decrypt', Resource: '*' })) } } }],
    ...ids.map(id => [`P${id}`, bucketPolicy({ Ref: id }, { Effect: 'Deny', Principal: '*', Action: '*', Resource: arn(id) })]),
    ['L', bucket()],
    ['LP', bucketPolicy({ Ref: 'L' }, ...ids.map(allow))],
    ['T', { Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging: true, EventSelectors: [{ DataResources: [{ Type: 'AWS::S3::Object', Values: ids.map(id => ({ 'Fn::Sub': `\${${id}.Arn}/` })) }] }] } }],
  ]);
  const body = { Parameters: { Logs: { Type: 'String' } }, Conditions: { WithLogs: { 'Fn::Equals': [{ Ref: 'Logs' }, 'yes'] } }, Resources };
  expect(readTemplates([{ name: 'app', body: watched(body) }])).toHaveLength(buckets + 1);
  return count;
}

test('the work grows with the number of buckets, not with its square', () => {
  const [some, more] = [looks(100), looks(400)];
  expect(more / some).toBeGreaterThan(3);
  expect(more / some).toBeLessThan(4.4);
});
