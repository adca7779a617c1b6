import { bucket, bucketPolicy, find, posture, readAll, readBoth, told } from './helpers';

const Parameters = { P: { Type: 'String' }, Name: { Type: 'String', Default: 'data' } };
const statement = (more: object = {}) => ({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', ...more });
const resources = (of: object): unknown => (told(of as any) as any).statements[0].resources.patterns;

describe('which policy belongs to a bucket', () => {
  const P = { Ref: 'P' };
  test.each<[string, unknown, unknown, boolean | RegExp]>([
    ['by reference', undefined, { Ref: 'B' }, true],
    ['by its ARN taken apart', undefined, { 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': ['B', 'Arn'] }] }] }, true],
    ['by its literal name', 'data', 'data', true],
    ['by reference, with a literal name', 'data', { Ref: 'B' }, true],
    ['by the same Sub', { 'Fn::Sub': '${P}-${AWS::Region}' }, { 'Fn::Sub': '${P}-${AWS::Region}' }, true],
    ['by a Join that comes to the same', { 'Fn::Sub': '${P}-${AWS::Region}' }, { 'Fn::Join': ['-', [P, { Ref: 'AWS::Region' }]] }, true],
    ['by the same parameter', P, P, true],
    ['by the same default', { Ref: 'Name' }, { Ref: 'Name' }, true],
    ['one of several names', { 'Fn::If': ['C', 'data', { Ref: 'AWS::NoValue' }] }, { Ref: 'B' }, true],
    ['another name', 'data', 'data-archive', false],
    ['a name that only begins alike', 'data', { 'Fn::Sub': 'data-${P}' }, false],
    ['a name, where CloudFormation makes one up', undefined, 'data', false],
    ['perhaps, by a parameter', undefined, P, /Resources\/Policy may be its policy: nobody can know here which bucket that is for/],
    ['perhaps, by an import', 'data', { 'Fn::ImportValue': 'x' }, /Resources\/Policy may be/],
    ['perhaps, by a name that might be it', { 'Fn::Sub': '${P}-data' }, 'my-data', /Resources\/Policy may be/],
    ['perhaps, by no name at all', 'data', undefined, /Resources\/Policy may be/],
  ])('%s', (_, BucketName, of, expected) => {
    const template = { Parameters, Resources: { B: bucket({ BucketName }), Policy: bucketPolicy(of, statement()) } };
    const found = told(posture(readBoth(template)).policy);
    if (expected instanceof RegExp) expect(found).toEqual({ why: expect.stringMatching(expected) });
    else expect(found !== undefined).toBe(expected);
  });

  test('two policies for one bucket replace each other', () => {
    const template = { Resources: { B: bucket(), X: bucketPolicy({ Ref: 'B' }, statement()), Y: bucketPolicy({ Ref: 'B' }, statement()) } };
    expect(told(posture(readBoth(template)).policy)).toEqual({ why: 'has more than one policy (Resources/X and Resources/Y), and the one deployed last replaces the others' });
  });

  test('a policy that may be for any bucket leaves the one that has its own alone', () => {
    const template = { Parameters, Resources: { B: bucket(), C: bucket(), X: bucketPolicy({ Ref: 'C' }, statement()), Y: bucketPolicy(P, statement()) } };
    const readings = readBoth(template);
    expect(told(posture(readings, 'C').policy)).toMatchObject({ statements: [{}] });
    expect(told(posture(readings).policy)).toEqual({ why: expect.stringContaining('Resources/Y') });
  });

  test('no policy is known to be none', () => {
    expect(posture(readBoth({ Resources: { B: bucket() } })).policy).toEqual({ at: 'Resources/B', value: undefined });
  });

  test.each<[string, unknown, object]>([
    ['an import', { 'Fn::ImportValue': 'Data:Name' }, { Outputs: { O: { Value: { Ref: 'B' }, Export: { Name: 'Data:Name' } } } }],
    ['a literal name', 'data', {}],
  ])('a policy in another template pairs by %s', (_, of, more) => {
    const data = { Resources: { B: bucket({ BucketName: 'data' }) }, ...more };
    const found = posture(readAll({ data, app: { Resources: { X: bucketPolicy(of, statement()) } } })).policy;
    expect(found).toMatchObject({ at: 'app#Resources/X/Properties/PolicyDocument', value: { name: 'bucket policy' } });
  });

  test('a name that two templates use means the bucket of the same template', () => {
    const template = { Resources: { B: bucket({ BucketName: 'data' }), X: bucketPolicy('data', statement()) } };
    const readings = readAll({ a: template, b: { Resources: { C: bucket({ BucketName: 'data' }) } } });
    expect(told(posture(readings).policy)).toBeDefined();
    expect(told(posture(readings, 'C').policy)).toBeUndefined();
  });
});

describe('documents', () => {
  const read = (PolicyDocument: unknown, more: object = {}) => posture(readBoth({
    Parameters, Resources: { B: bucket(), X: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'B' }, PolicyDocument } } }, ...more,
  })).policy;

  test.each<[string, unknown, unknown]>([
    ['unknown', { Ref: 'P' }, { why: 'decided at deploy time by {"Ref":"P"}' }],
    ['absent', { Ref: 'AWS::NoValue' }, { why: 'is required but absent' }],
    ['text', 'hello', { why: '"hello" is no policy document' }],
  ])('%s', (_, document, expected) => expect(told(read(document))).toEqual(expected));

  test('JSON text is read as well', () => {
    expect(told(read(JSON.stringify({ Statement: [statement()] })))).toMatchObject({ statements: [{ effect: 'Deny' }] });
  });

  test('JSON text names the bucket as any other policy does', () => {
    const document = JSON.stringify({ Statement: [statement({ Effect: 'Allow', Resource: 'arn:aws:s3:::data/*' })] });
    const policy = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'data', PolicyDocument: document } };
    const found = posture(readBoth({ Resources: { B: bucket({ BucketName: 'data' }), X: policy } })).policy;
    expect(resources(found)).toEqual(['arn:aws:s3:::<bucket>/*']);
  });

  test('what is removed is not there, and what is unknown is unreadable', () => {
    const removed = { Ref: 'AWS::NoValue' };
    expect(told(read({ Statement: [statement({ Condition: removed }), removed] }))).toMatchObject({ statements: [{ conditions: [] }] });
    expect(told(read({ Statement: [{ 'Fn::GetAtt': ['Z', 'z'] }] }))).toMatchObject({ statements: [{ unreadable: expect.stringContaining('names nothing in the template') }, {}] });
    expect(told(read({ Statement: [{ 'Fn::Transform': { Name: 'M' }, 'Effect': 'Deny' }] }))).toMatchObject({ statements: [{ unreadable: expect.stringContaining('Fn::Transform "M"') }, {}] });
  });

  test('a default is taken for granted, and the policy says so', () => {
    expect(read({ Statement: [statement({ Resource: { Ref: 'Name' } })] })).toMatchObject({ assuming: ['parameter Name keeps its default "data"'] });
  });
});

test.each<[string, unknown, unknown, string[] | undefined]>([
  ['the same parameter', { Ref: 'Name' }, { Ref: 'Name' }, undefined],
  ['a default that happens to be its name', 'data', { Ref: 'Name' }, ['parameter Name keeps its default "data"']],
])('a policy paired by %s', (...[, BucketName, of, expected]) => {
  const found = posture(readBoth({ Parameters, Resources: { B: bucket({ BucketName }), X: bucketPolicy(of, statement()) } })).policy;
  expect(found).toHaveProperty('value.statements.0.effect', 'Deny');
  expect((found as any).assuming).toEqual(expected);
});

test.each<[string, unknown, unknown]>([
  ['bucket', { Ref: 'Name' }, 'prod'],
  ['policy', 'prod', { Ref: 'Name' }],
])('a policy that a default of the %s keeps apart is known to be none by assumption', (_, BucketName, of) => {
  const found = posture(readBoth({ Parameters, Resources: { B: bucket({ BucketName }), X: bucketPolicy(of, statement()) } })).policy;
  expect(found).toEqual({ at: 'Resources/B', value: undefined, assuming: ['parameter Name keeps its default "data"'] });
});

test('the policy of a log bucket is told from that bucket\'s own point of view', () => {
  const template = {
    Resources: {
      B: bucket({ LoggingConfiguration: { DestinationBucketName: { Ref: 'L' } } }),
      L: bucket(),
      X: bucketPolicy({ Ref: 'L' }, statement({ Resource: [{ 'Fn::GetAtt': ['L', 'Arn'] }, { 'Fn::GetAtt': ['B', 'Arn'] }] })),
    },
  };
  const { logDestination } = find(readBoth(template), 'B').alternatives[0].posture;
  expect(resources((told(logDestination) as any).policy)).toEqual(['arn:aws:s3:::<bucket>', 'arn:aws:s3:::<app.B>']);
});
