import { bucket, posture, readAll, readBoth, told } from './helpers';

const env = { account: '111122223333', region: 'eu-west-1' };

/** What an expression comes to where a text is expected: here, a prefix of access logs. */
function prefix(expression: unknown, sections: object = {}, where: object = env) {
  const logging = { DestinationBucketName: 'elsewhere', LogFilePrefix: expression };
  const { accessLogs } = posture(readBoth({ Resources: { B: bucket({ LoggingConfiguration: logging }), Q: { Type: 'AWS::SQS::Queue' } }, ...sections }, where));
  return (told(accessLogs) as any).prefix;
}

const Parameters = {
  Stage: { Type: 'String' },
  Name: { Type: 'String', Default: 'dev' },
  Count: { Type: 'Number', Default: 3 },
  Ssm: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/name' },
  List: { Type: 'CommaDelimitedList', Default: 'a, b' },
};
const Mappings = { M: { dev: { x: 'found', n: 7, l: ['p', 'q'] } }, Included: { 'Fn::Transform': { Name: 'AWS::Include' } } };

describe('expressions that are known', () => {
  test.each<[unknown, string]>([
    ['plain', 'plain'],
    [{ Ref: 'Name' }, 'dev'],
    [{ Ref: 'Count' }, '3'],
    [{ Ref: 'AWS::Region' }, 'eu-west-1'],
    [{ Ref: 'AWS::AccountId' }, '111122223333'],
    [{ Ref: 'AWS::Partition' }, 'aws'],
    [{ Ref: 'AWS::NoValue' }, ''],
    [{ Ref: 'Q' }, '<app.Q>'],
    [{ 'Fn::GetAtt': ['Q', 'Arn'] }, '<app.Q.Arn>'],
    [{ 'Fn::GetAtt': 'Q.Arn' }, '<app.Q.Arn>'],
    [{ 'Fn::Sub': '${Name}/${!Name}/${AWS::Region}/${Q.Arn}' }, 'dev/${Name}/eu-west-1/<app.Q.Arn>'],
    [{ 'Fn::Sub': ['${a}-${Name}', { a: { Ref: 'Count' } }] }, '3-dev'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Name' }, { Ref: 'AWS::NoValue' }, 2]] }, 'a-dev-2'],
    [{ 'Fn::Join': ['+', { Ref: 'List' }] }, 'a+b'],
    [{ 'Fn::Select': ['1', ['a', 'b']] }, 'b'],
    [{ 'Fn::Select': [1, { Ref: 'List' }] }, 'b'],
    [{ 'Fn::Select': [1, { 'Fn::Split': ['|', 'a|b'] }] }, 'b'],
    [{ 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': ['B', 'Arn'] }] }] }, '<app.B>'],
    [{ 'Fn::FindInMap': ['M', 'dev', 'x'] }, 'found'],
    [{ 'Fn::FindInMap': ['M', { Ref: 'Name' }, 'n'] }, '7'],
    [{ 'Fn::FindInMap': ['M', 'none', 'x', { DefaultValue: 'else' }] }, 'else'],
    [{ 'Fn::Select': [0, { 'Fn::FindInMap': ['M', 'dev', 'l'] }] }, 'p'],
    [{ Ref: 'AWS::StackName' }, '<app.AWS::StackName>'],
    [12, '12'],
  ])('%j', (expression, value) => expect(told(prefix(expression, { Parameters, Mappings }))).toBe(value));
});

describe('expressions that are not known', () => {
  test.each<[unknown, string]>([
    [{ Ref: 'Stage' }, 'decided at deploy time by {"Ref":"Stage"}'],
    [{ Ref: 'Ssm' }, 'decided at deploy time by {"Ref":"Ssm"}'],
    [{ Ref: 'Nothing' }, '{"Ref":"Nothing"} names nothing in the template'],
    [{ Ref: ['x'] }, 'decided at deploy time by {"Ref":["x"]}'],
    [{ 'Fn::GetAtt': ['No', 'Arn'] }, '{"Fn::GetAtt":["No","Arn"]} names nothing in the template'],
    [{ 'Fn::GetAtt': ['Q', 'Size'] }, 'decided at deploy time by {"Fn::GetAtt":["Q","Size"]}'],
    [{ 'Fn::Sub': 'a-${Stage}' }, 'decided at deploy time by {"Ref":"Stage"}'],
    [{ 'Fn::Sub': ['${a}'] }, '{"Ref":"a"} names nothing in the template'],
    [{ 'Fn::Join': ['-', { Ref: 'Stage' }] }, 'decided at deploy time by {"Fn::Join":["-",{"Ref":"Stage"}]}'],
    [{ 'Fn::Select': [9, ['a']] }, 'decided at deploy time by {"Fn::Select":[9,["a"]]}'],
    [{ 'Fn::Select': [0, { 'Fn::Split': ['-', { Ref: 'B' }] }] }, 'decided at deploy time by {"Fn::Select":[0,{"Fn::Split":["-",{"Ref":"B"}]}]}'],
    [{ 'Fn::Select': [0, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Q', 'Arn'] }] }] }, 'decided at deploy time by {"Fn::Select":[0,{"Fn::Split":["/",{"Fn::GetAtt":["Q","Arn"]}]}]}'],
    [{ 'Fn::FindInMap': ['M', { Ref: 'Stage' }, 'x'] }, 'decided at deploy time by {"Ref":"Stage"}'],
    [{ 'Fn::FindInMap': ['M', 'dev', 'none'] }, '{"Fn::FindInMap":["M","dev","none"]} names nothing in Mappings'],
    [{ 'Fn::FindInMap': ['M', '__proto__', 'constructor'] }, '{"Fn::FindInMap":["M","__proto__","constructor"]} names nothing in Mappings'],
    [{ 'Fn::FindInMap': ['Included', 'dev', 'x', { DefaultValue: 'else' }] }, '{"Fn::FindInMap":["Included","dev","x",{"DefaultValue":"else"}]} names nothing in Mappings'],
    [{ 'Fn::ImportValue': 'x' }, 'imported from outside these templates by {"Fn::ImportValue":"x"}'],
    [{ 'Fn::Base64': 'x' }, 'decided at deploy time by {"Fn::Base64":"x"}'],
    [{ 'Fn::GetAZs': '' }, 'decided at deploy time by {"Fn::GetAZs":""}'],
    [{ 'Fn::Cidr': ['a', 1] }, 'decided at deploy time by {"Fn::Cidr":["a",1]}'],
    [{ 'Fn::Transform': { Name: 'M' } }, 'decided at deploy time by {"Fn::Transform":{"Name":"M"}}'],
    [{ 'Fn::Unheard': 1 }, 'decided at deploy time by {"Fn::Unheard":1}'],
    ['{{resolve:ssm:/a}}', 'decided at deploy time by {{resolve:ssm:/a}}'],
    [{ 'Fn::Sub': '{{resolve:ssm:/${Name}}}' }, 'decided at deploy time by {{resolve:ssm:/dev}}'],
    [{ a: 1 }, '{"a":1} is no text'],
    [{ 'Ref': 'x', 'Fn::Sub': 'y' }, '{"Ref":"x","Fn::Sub":"y"} is no text'],
  ])('%j', (expression, why) => expect(told(prefix(expression, { Parameters, Mappings }))).toEqual({ why }));
});

test('a default is taken for granted, and the fact says so', () => {
  expect(prefix({ Ref: 'Name' }, { Parameters })).toMatchObject({ value: 'dev', assuming: ['parameter Name keeps its default "dev"'] });
  expect(prefix({ 'Fn::FindInMap': ['M', { Ref: 'Name' }, 'x'] }, { Parameters, Mappings }).assuming).toHaveLength(1);
  expect(prefix({ 'Fn::FindInMap': ['P', { Ref: 'AWS::Partition' }, 'x'] }, { Mappings: { P: { aws: { x: 1 } } } }).assuming).toEqual(['the partition is "aws"']);
  expect(prefix('x', { Parameters }).assuming).toBeUndefined();
});

test('an environment that is not known stays a token', () => {
  expect(told(prefix({ 'Fn::Sub': '${AWS::AccountId}.${AWS::Region}' }, {}, {}))).toBe('<account>.<region>');
});

describe('imports', () => {
  const exporting = (name: unknown) => ({ Resources: { L: bucket() }, Outputs: { O: { Value: { Ref: 'L' }, Export: { Name: name } } } });
  const importing = (name: unknown) => ({ Resources: { B: bucket({ LoggingConfiguration: { DestinationBucketName: { 'Fn::ImportValue': name } } }) } });
  const target = (templates: Record<string, object>) => told((told(posture(readAll(templates)).accessLogs) as any).bucket);

  test('are followed to the output that exports them', () => {
    expect(target({ logs: exporting('logs:name'), app: importing({ 'Fn::Join': [':', ['logs', 'name']] }) })).toBe('<logs.L>');
    expect(target({ logs: exporting({ 'Fn::Sub': '${AWS::Region}-x' }), app: importing({ 'Fn::Sub': '${AWS::Region}-x' }) })).toBe('<logs.L>');
  });

  test('stay unknown where two outputs have the name, or none', () => {
    expect(target({ a: exporting('x'), b: exporting('x'), app: importing('x') })).toEqual({ why: 'exported more than once in these templates: {"Fn::ImportValue":"x"}' });
    expect(target({ app: importing('x') })).toEqual({ why: 'imported from outside these templates by {"Fn::ImportValue":"x"}' });
  });
});

test('a nested stack gets the parameters that its parent passes, and gives its outputs back', () => {
  const parent = {
    Resources: {
      B: bucket({ LoggingConfiguration: { DestinationBucketName: { 'Fn::GetAtt': ['Child', 'Outputs.Logs'] } } }),
      Child: {
        Type: 'AWS::CloudFormation::Stack',
        Metadata: { 'aws:asset:path': 'child.nested.template.json' },
        Properties: { Parameters: { Bucket: { Ref: 'B' } } },
      },
    },
  };
  const child = {
    Parameters: { Bucket: { Type: 'String' } },
    Resources: { L: bucket(), P: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: { Statement: [] } } } },
    Outputs: { Logs: { Value: { Ref: 'L' } } },
  };
  const found = posture(readAll({ 'app.json': parent, 'cdk.out/child.nested.template.json': child }));
  expect(told(found.policy)).toMatchObject({ statements: [] });
  expect(found.policy.at).toBe('cdk.out/child.nested.template.json#Resources/P/Properties/PolicyDocument');
  expect(told(found.logDestination)).toMatchObject({ at: 'cdk.out/child.nested.template.json#Resources/L' });
});
