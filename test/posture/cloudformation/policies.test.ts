import { bucket, bucketPolicy, find, posture, readAll, readBoth, told } from './helpers';

const env = { account: '111122223333', region: 'eu-west-1' };
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

describe('how a policy names the bucket', () => {
  const Self = { 'Fn::GetAtt': ['B', 'Arn'] };
  test.each<[unknown, unknown]>([
    [Self, 'arn:aws:s3:::<bucket>'],
    [{ 'Fn::Sub': '${B.Arn}/*' }, 'arn:aws:s3:::<bucket>/*'],
    [{ 'Fn::Join': ['', [Self, '/*']] }, 'arn:aws:s3:::<bucket>/*'],
    [{ 'Fn::Sub': 'arn:${AWS::Partition}:s3:::${B}/${!aws:username}/*' }, 'arn:aws:s3:::<bucket>/${aws:username}/*'],
    ['arn:aws:s3:::logs', 'arn:aws:s3:::<bucket>'],
    ['arn:aws-cn:s3:::logs/*', 'arn:aws:s3:::<bucket>/*'],
    ['arn:aws-us-gov:s3:::logs*', 'arn:aws:s3:::<bucket>*'],
    ['arn:*:s3:::logs/a', 'arn:aws:s3:::<bucket>/a'],
    ['arn:aws:s3:::logs-archive/*', 'arn:aws:s3:::logs-archive/*'],
    ['arn:aws:s3:::logs?', 'arn:aws:s3:::<bucket>?'],
    ['arn:aws:s3:::*', 'arn:aws:s3:::*'],
    ['arn:aws:s3:::*/*', 'arn:aws:s3:::*/*'],
    ['arn:aws:s3:::lo*', 'arn:aws:s3:::*'],
    ['arn:aws:s3:::lo*/a/*', 'arn:aws:s3:::*/a/*'],
    ['arn:aws:s3:::lox*', 'arn:aws:s3:::lox*'],
    ['arn:aws:s3:::l?gs/*', { opaque: 'decided at deploy time whether arn:aws:s3:::l?gs/* is this bucket', like: 'arn:aws:s3:::*?gs/*' }],
    ['*', '*'],
    [{ 'Fn::Sub': '${O.Arn}/*' }, 'arn:aws:s3:::<app.O>/*'],
    ['arn:aws:s3:::named/*', 'arn:aws:s3:::named/*'],
    [{ 'Fn::GetAtt': ['N', 'Arn'] }, 'arn:aws:s3:::named'],
    [{ 'Fn::Sub': 'arn:aws:s3:::x-${P}/*' }, 'arn:aws:s3:::x-*/*'],
    [{ 'Fn::Sub': 'arn:aws:s3:::${P}/*' }, { opaque: 'decided at deploy time by {"Ref":"P"}', like: 'arn:aws:s3:::*/*' }],
    [{ Ref: 'P' }, { opaque: 'decided at deploy time by {"Ref":"P"}', like: '*' }],
  ])('%j', (Resource, expected) => {
    const template = { Parameters, Resources: { B: bucket({ BucketName: 'logs' }), O: bucket(), N: bucket({ BucketName: 'named' }), X: bucketPolicy({ Ref: 'B' }, statement({ Resource })) } };
    const [pattern] = resources(posture(readBoth(template)).policy) as any[];
    if (typeof expected === 'string' && expected.includes('x-*')) expect(pattern).toMatchObject({ like: expected });
    else expect(pattern).toEqual(expected);
  });

  test('a literal ARN may be a bucket whose name is not known', () => {
    const template = { Parameters, Resources: { B: bucket({ BucketName: { Ref: 'P' } }), X: bucketPolicy({ Ref: 'B' }, statement({ Resource: ['arn:aws:s3:::prod/*', { 'Fn::Sub': 'arn:aws:s3:::${P}/*' }] })) } };
    expect(resources(posture(readBoth(template)).policy)).toEqual([{ opaque: 'decided at deploy time whether arn:aws:s3:::prod/* is this bucket', like: 'arn:aws:s3:::*/*' }, 'arn:aws:s3:::<bucket>/*']);
  });

  test('another bucket is named as its posture says', () => {
    const readings = readAll({ app: { Resources: { B: bucket(), O: bucket(), N: bucket({ BucketName: 'n' }), X: bucketPolicy({ Ref: 'B' }, statement({ Resource: ['O', 'N'].map(id => ({ 'Fn::GetAtt': [id, 'Arn'] })) })) } } });
    expect(resources(posture(readings).policy)).toEqual([posture(readings, 'O').arn, posture(readings, 'N').arn]);
  });
});

describe('accounts, principals and keys', () => {
  const encryption = (id: unknown) => ({ BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: id } }] } });
  const condition = (value: unknown, id: unknown = { Ref: 'K' }, where: object = env) => {
    const Resources = {
      B: bucket(encryption(id)),
      K: { Type: 'AWS::KMS::Key' },
      K2: { Type: 'AWS::KMS::Key' },
      A: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/a', TargetKeyId: { 'Fn::GetAtt': ['K', 'Arn'] } } },
      R: { Type: 'AWS::IAM::Role' },
      U: { Type: 'AWS::IAM::User' },
      Fn: { Type: 'Custom::Thing' },
      V: { Type: 'AWS::EC2::VPCEndpoint' },
      X: bucketPolicy({ Ref: 'B' }, statement({ Condition: { StringEquals: { k: value } } })),
    };
    const found = told(posture(readBoth({ Parameters, Resources }, where)).policy) as any;
    return found.statements[0].conditions[0].values[0];
  };

  test.each<[unknown, unknown]>([
    ['111122223333', '<account>'],
    [{ Ref: 'AWS::AccountId' }, '<account>'],
    [{ 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' }, 'arn:aws:iam::<account>:root'],
    ['arn:aws:iam::111122223333:role/x-111122223333', 'arn:aws:iam::<account>:role/x-<account>'],
    ['1111222233334', '1111222233334'],
    ['x111122223333', 'x111122223333'],
    ['444455556666', '444455556666'],
    [{ Ref: 'AWS::Region' }, 'eu-west-1'],
    [{ 'Fn::GetAtt': ['R', 'Arn'] }, 'arn:aws:iam::<account>:role/<app.R>'],
    [{ 'Fn::GetAtt': ['U', 'Arn'] }, 'arn:aws:iam::<account>:user/<app.U>'],
    [{ Ref: 'V' }, '<app.V>'],
    [{ 'Fn::GetAtt': ['Fn', 'Arn'] }, { opaque: 'decided at deploy time by {"Fn::GetAtt":["Fn","Arn"]}', like: '*' }],
    [{ Ref: 'K' }, '<key>'],
    [{ 'Fn::GetAtt': ['K', 'Arn'] }, '<key>'],
    [{ 'Fn::Sub': 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/${K}' }, '<key>'],
    [{ Ref: 'A' }, '<key>'],
    [{ 'Fn::GetAtt': ['K2', 'Arn'] }, 'arn:aws:kms:eu-west-1:<account>:key/<app.K2>'],
    [false, 'false'],
    [7, '7'],
  ])('%j', (value, expected) => expect(condition(value)).toEqual(expected));

  test.each<[unknown, unknown, unknown]>([
    ['alias/b', 'alias/b', '<key>'],
    ['arn:aws:kms:eu-west-1:444455556666:key/x', 'arn:aws:kms:eu-west-1:444455556666:key/x', '<key>'],
    [{ Ref: 'P' }, { Ref: 'P' }, '<key>'],
    ['alias/b', 'alias/bc', 'alias/bc'],
    [undefined, 'alias/aws/s3', 'alias/aws/s3'],
  ])('the key %j, in the policy as %j', (id, value, expected) => expect(condition(value, id)).toEqual(expected));

  test('an account and a region that are not known are tokens', () => {
    expect(condition({ 'Fn::Sub': '${AWS::AccountId}/${AWS::Region}' }, undefined, {})).toBe('<account>/<region>');
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
