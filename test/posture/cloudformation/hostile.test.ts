import * as fc from 'fast-check';
import { bucket, find, readBoth, told } from './helpers';
import { TemplateError, parseTemplate, readTemplates } from '../../../src/posture/cloudformation';

const NAMES = ['B', 'C', 'P', 'K', 'M', 'a', 'constructor', '__proto__', 'Stage'];
const FUNCTIONS = ['Ref', 'Condition', ...['GetAtt', 'Sub', 'Join', 'Select', 'Split', 'FindInMap', 'If', 'Equals', 'And', 'Or', 'Not', 'ImportValue', 'Transform', 'ForEach'].map(name => `Fn::${name}`)];
const KEYS = [...NAMES, ...FUNCTIONS, 'Bucket', 'BucketName', 'PolicyDocument', 'Statement', 'Resource', 'LoggingConfiguration', 'DestinationBucketName',
  'BucketEncryption', 'ServerSideEncryptionConfiguration', 'ServerSideEncryptionByDefault', 'SSEAlgorithm', 'KMSMasterKeyID', 'LifecycleConfiguration', 'Rules',
  'EventSelectors', 'AdvancedEventSelectors', 'FieldSelectors', 'DataResources', 'Values', 'Type', 'Field', 'Equals', 'StartsWith',
  'WebsiteConfiguration', 'Tags', 'Key', 'NotificationConfiguration', 'EventBridgeConfiguration', 'TopicConfigurations', 'InventoryConfigurations',
  'PublicAccessBlockConfiguration', 'Regions', 'KeyPolicy', 'TargetKeyId', 'cdk-s3-compliance', 'exceptions', 'control', 'allowedRegions', 'Transitions', 'Destination'];

/** JSON that looks like a template's: its keys are often functions and settings, its strings often names. */
const expression = fc.letrec(tie => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.jsonValue({ maxDepth: 1 }), fc.constantFrom(...NAMES, 'arn:aws:s3:::x/*', '${B}', '${B.Arn}/*', 'aws:kms', 'AWS::NoValue', 'AWS::S3::Object'),
    fc.array(tie('value'), { maxLength: 4 }), fc.tuple(fc.constantFrom(...FUNCTIONS), tie('value')).map(entry => Object.fromEntries([entry])),
    fc.uniqueArray(fc.tuple(fc.constantFrom(...KEYS), tie('value')), { maxLength: 4, selector: ([key]) => key }).map(entries => Object.fromEntries(entries))),
})).value;

const resource = (Type: string) => fc.record({ Type: fc.constant(Type), Properties: expression, Condition: fc.option(fc.constantFrom<unknown>('a', 'M', 7)), Metadata: expression });

test('whatever the properties are, every bucket is read', () => {
  fc.assert(fc.property(fc.record({
    Transform: fc.option(expression),
    Parameters: expression,
    Mappings: expression,
    Conditions: fc.dictionary(fc.constantFrom(...NAMES), expression, { maxKeys: 4 }),
    Outputs: expression,
    Resources: fc.record({
      B: resource('AWS::S3::Bucket'),
      C: resource('AWS::S3::Bucket'),
      P: resource('AWS::S3::BucketPolicy'),
      K: resource('AWS::KMS::Key'),
      A: resource('AWS::KMS::Alias'),
      T: resource('AWS::CloudTrail::Trail'),
      Q: resource('AWS::S3::AccessPoint'),
      G: resource('AWS::S3::MultiRegionAccessPoint'),
      E: resource('Custom::S3BucketNotifications'),
      R: resource('AWS::KMS::ReplicaKey'),
      S: resource('AWS::SSM::Parameter'),
      N: resource('AWS::CloudFormation::Stack'),
      X: expression,
    }),
  }), body => {
    const readings = readTemplates([{ name: 't', body }, { name: 'u', body }]);
    expect(readings.filter(({ logicalId }) => logicalId === 'B')).toHaveLength(2);
    expect(readings.every(({ alternatives }) => alternatives.length <= 64)).toBe(true);
    JSON.stringify(readings);
  }), { numRuns: 150 });
}, 60_000);

test('a section may be anything', () => {
  fc.assert(fc.property(fc.dictionary(fc.constantFrom('Resources', 'Conditions', 'Outputs', 'Transform', 'Parameters', 'Mappings'), expression), body => {
    readTemplates([{ name: 't', body }]);
  }), { numRuns: 200 });
}, 60_000);

const yamlish = fc.array(fc.constantFrom('Resources:', ' B:', '\n', '  ', '- ', '!Ref ', '!Sub ', '&a ', '*a', '{', '}', '[', ']', ': ', ', ', '"', '\'', '|', '>', '#', '?', '<<: ', '!', '%', '---', '\t', 'x', '1', '~', '\u0000', '!!map ', '!!set '), { maxLength: 40 }).map(parts => parts.join(''));

test('whatever the text is, it is a template or a TemplateError', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), yamlish, yamlish.map(text => `Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties: ${text}`)), text => {
    try {
      const template = parseTemplate('t', text);
      template.lineOf?.('Resources/B/Properties');
      readTemplates([template]);
    } catch (error) {
      expect(error).toBeInstanceOf(TemplateError);
      expect((error as Error).message).toMatch(/^'t' .*line \d+|^'t' .*characters/);
    }
  }), { numRuns: 1000 });
}, 60_000);

describe('resources that are none', () => {
  test.each<[string, unknown]>([
    ['text', 'x'], ['a list', []], ['nothing', null], ['without a type', { Properties: {} }], ['with a type that is no text', { Type: ['AWS::S3::Bucket'] }],
  ])('%s', (_, value) => expect(readBoth({ Resources: { X: value, B: bucket() } }).map(({ logicalId }) => logicalId)).toEqual(['B']));
});

test('names of prototypes are names like any other, and nothing is polluted', () => {
  const text = `{"Resources": {
    "__proto__": {"Type": "AWS::S3::Bucket", "Properties": {"__proto__": {"AccessControl": "PublicRead"}}},
    "constructor": {"Type": "AWS::S3::Bucket", "Properties": {"AccessControl": {"Ref": "toString"}}},
    "B": {"Type": "AWS::S3::Bucket", "Properties": {"AccessControl": {"Fn::FindInMap": ["toString", "constructor", "name"]}, "LoggingConfiguration": {"DestinationBucketName": {"Ref": "__proto__"}}}}
  }}`;
  const readings = readTemplates([parseTemplate('t', text)]);
  expect(readings.map(({ logicalId }) => logicalId)).toEqual(['__proto__', 'constructor', 'B']);
  expect(told(find(readings, '__proto__').alternatives[0].posture.acl)).toBe('Private');
  expect(told(find(readings, 'constructor').alternatives[0].posture.acl)).toEqual({ why: '{"Ref":"toString"} names nothing in the template' });
  expect(told(find(readings, '__proto__').alternatives[0].posture.receivesAccessLogs)).toBe(true);
  expect(({} as Record<string, unknown>).AccessControl).toBeUndefined();
  const yaml = parseTemplate('t', 'Resources:\n  __proto__: {Type: AWS::S3::Bucket}\n');
  expect(readTemplates([yaml]).map(({ logicalId }) => logicalId)).toEqual(['__proto__']);
});

describe('circles come to an end', () => {
  const over = (name: string) => ({ Value: { 'Fn::Sub': ['${a}${a}', { a: { 'Fn::ImportValue': name } }] } });
  test.each<[string, object]>([
    ['imports', { Outputs: { X: { ...over('y'), Export: { Name: 'x' } }, Y: { ...over('x'), Export: { Name: 'y' } } } }],
    ['maps', { Mappings: { M: { a: { b: { 'Fn::FindInMap': ['M', 'a', 'b'] } } } } }],
  ])('%s', (_, sections) => {
    const name = _ === 'imports' ? { 'Fn::ImportValue': 'x' } : { 'Fn::FindInMap': ['M', 'a', 'b'] };
    const { alternatives } = find(readBoth({ Resources: { B: bucket({ AccessControl: name }) }, ...sections }), 'B');
    expect(told(alternatives[0].posture.acl)).toHaveProperty('why');
  });

  test('expressions nested without end are unknown', () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 20_000; i++) deep = { 'Fn::Join': ['', [deep]] };
    const [reading] = readTemplates([{ name: 't', body: { Resources: { B: bucket({ AccessControl: deep }) } } }]);
    expect(told(reading.alternatives[0].posture.acl)).toEqual({ why: 'nested too deeply or too long to resolve' });
  });
});
