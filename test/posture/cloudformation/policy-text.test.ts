import { bucket, bucketPolicy, posture, readAll, readBoth, told } from './helpers';

const env = { account: '111122223333', region: 'eu-west-1' };
const Parameters = { P: { Type: 'String' } };
const statement = (more: object = {}) => ({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', ...more });
const resources = (of: object): unknown => (told(of as any) as any).statements[0].resources.patterns;

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
    ['arn:aws:s3:::lo${aws:PrincipalTag/x}/*', { opaque: 'decided at deploy time whether arn:aws:s3:::lo${aws:PrincipalTag/x}/* is this bucket', like: 'arn:aws:s3:::*${aws:PrincipalTag/x}/*' }],
    ['arn:aws:s3:::x${aws:PrincipalTag/x}/*', 'arn:aws:s3:::x${aws:PrincipalTag/x}/*'],
    ['arn:aw?:s3:::logs/*', { opaque: 'decided at deploy time whether arn:aw?:s3:::logs/* is this bucket', like: '*' }],
    ['arn:aws:s3:*:*:logs', { opaque: 'decided at deploy time whether arn:aws:s3:*:*:logs is this bucket', like: '*' }],
    ['arn:aws:sns:*:*:logs', 'arn:aws:sns:*:*:logs'],
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
      App: { Type: 'AWS::Serverless::Application' },
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
    [{ 'Fn::GetAtt': ['App', 'Outputs.Arn'] }, { opaque: 'decided at deploy time by {"Fn::GetAtt":["App","Outputs.Arn"]}', like: '*' }],
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
    ['1234ABCD-12ab-34cd-56ef-1234567890ab', '1234ABCD-12ab-34cd-56ef-1234567890ab', '<key>'],
    ['*', '*', '*'],
    ['s3:GetObject', 's3:GetObject', 's3:GetObject'],
    ['arn:aws:iam::444455556666:root', 'arn:aws:iam::444455556666:root', 'arn:aws:iam::444455556666:root'],
  ])('the key %j, in the policy as %j', (id, value, expected) => expect(condition(value, id)).toEqual(expected));

  test('an account and a region that are not known are tokens', () => {
    expect(condition({ 'Fn::Sub': '${AWS::AccountId}/${AWS::Region}' }, undefined, {})).toBe('<account>/<region>');
  });
});

test('what looks like a reserved word is not taken for one', () => {
  const found = posture(readBoth({ Resources: { B: bucket(), X: bucketPolicy({ Ref: 'B' }, statement({ Resource: 'arn:aws:s3:::<bucket>/*' })) } })).policy;
  expect(resources(found)).toEqual([{ opaque: '"arn:aws:s3:::<bucket>/*" is a placeholder', like: '*' }]);
});
