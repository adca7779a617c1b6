import { bucket, bucketPolicy, posture, readAll, told } from './helpers';

const P = { Ref: 'P' };
const Parameters = { P: { Type: 'String' }, Name: { Type: 'String' } };
const deny = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };
const maybe = { why: 'app#Resources/X may be its policy: nobody can know here which bucket that is for' };
const output = (name?: unknown) => ({ Outputs: { O: { Value: { 'Fn::GetAtt': ['B', 'Arn'] }, ...name !== undefined && { Export: { Name: name } } } } });
const stackName = { 'Fn::Sub': '${AWS::StackName}-bucket' };

describe('a policy of another template whose bucket is not known', () => {
  test.each<[string, object, unknown, unknown]>([
    ['by parameter, of a bucket that nobody is told about', {}, P, undefined],
    ['by parameter, of a bucket in an output', output(), P, maybe],
    ['by parameter, of a bucket in an export', output('name'), P, maybe],
    ['by parameter, of a bucket in a branch of an output', { Outputs: { O: { Value: { 'Fn::If': ['C', { Ref: 'B' }, 'x'] } } } }, P, maybe],
    ['by an import of its export', output('name'), { 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::ImportValue': 'name' }] }] }, expect.objectContaining({ name: 'bucket policy' })],
    ['by an import of a name that its export may have', output(stackName), { 'Fn::ImportValue': 'data-bucket' }, maybe],
    ['by an import of a name that its export cannot have', output(stackName), { 'Fn::ImportValue': 'data-topic' }, undefined],
    ['by an import of another export', output('name'), { 'Fn::ImportValue': 'other' }, undefined],
    ['by an import of who knows what', output('name'), { 'Fn::ImportValue': { 'Fn::Sub': '${P}-name' } }, undefined],
    ['by an import of what may be its export', output('data-name'), { 'Fn::ImportValue': { 'Fn::Sub': '${P}-name' } }, maybe],
    ['by an import, of a bucket in an output only', output(), { 'Fn::ImportValue': P }, undefined],
    ['by the name of another bucket', output('name'), 'far', undefined],
    ['by no name', output(), undefined, maybe],
  ])('%s', (_, more, of, expected) => {
    const data = { Parameters, Resources: { B: bucket() }, ...more };
    expect(told(posture(readAll({ data, app: { Parameters, Resources: { X: bucketPolicy(of, deny) } } })).policy)).toEqual(expected);
  });

  test.each<[string, unknown, unknown, unknown]>([
    ['a literal name, by parameter', 'data', P, undefined],
    ['a literal name, by a name like it', 'prod-data', { 'Fn::Sub': '${P}-data' }, maybe],
    ['a literal name, by a name unlike it', 'prod-data', { 'Fn::Sub': '${P}-logs' }, undefined],
    ['a parameter, by one of the same name', { Ref: 'Name' }, { Ref: 'Name' }, maybe],
    ['a parameter, by another one', { Ref: 'Name' }, P, undefined],
    ['the same Sub', { 'Fn::Sub': '${P}-data' }, { 'Fn::Sub': '${P}-data' }, maybe],
  ])('for a bucket of %s', (_, BucketName, of, expected) => {
    const data = { Parameters, Resources: { B: bucket({ BucketName }) } };
    expect(told(posture(readAll({ data, app: { Parameters, Resources: { X: bucketPolicy(of, deny) } } })).policy)).toEqual(expected);
  });

  test('a bucket that is passed on by other ways', () => {
    const app = { Parameters, Resources: { X: bucketPolicy(P, deny) } };
    const told1 = (more: object) => told(posture(readAll({ data: { Resources: { B: bucket(), ...more } }, app })).policy);
    expect(told1({ S: { Type: 'AWS::SSM::Parameter', Properties: { Value: { Ref: 'B' } } } })).toEqual(maybe);
    expect(told1({ S: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Bucket: { Ref: 'B' } } } } })).toEqual(maybe);
    expect(told1({ S: { Type: 'AWS::IAM::Role', Properties: { RoleName: { Ref: 'B' } } } })).toBeUndefined();
  });

  test('leaves the bucket that has its own policy alone', () => {
    const data = { Resources: { B: bucket(), Y: bucketPolicy({ Ref: 'B' }, deny) }, ...output() };
    expect(told(posture(readAll({ data, app: { Parameters, Resources: { X: bucketPolicy(P, deny) } } })).policy)).toMatchObject({ name: 'bucket policy' });
  });
});

test('an access point, or notifications, of another template whose bucket is not known', () => {
  const data = (more: object) => ({ Resources: { B: bucket() }, ...more });
  const app = {
    Parameters,
    Resources: {
      A: { Type: 'AWS::S3::AccessPoint', Properties: { Bucket: P } },
      N: { Type: 'Custom::S3BucketNotifications', Properties: { BucketName: P, NotificationConfiguration: { EventBridgeConfiguration: {} } } },
    },
  };
  const facts = (more: object) => {
    const { accessPoints, notifications } = posture(readAll({ data: data(more), app }));
    return [told(accessPoints), told(notifications)];
  };
  expect(facts({})).toEqual([[], false]);
  expect(facts(output())).toEqual([
    { why: 'app#Resources/A may be its access point: decided at deploy time' }, { why: 'decided at deploy time whether these notifications are for the bucket' },
  ]);
});
