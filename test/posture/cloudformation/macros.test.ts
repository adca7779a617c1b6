import { bucket, bucketPolicy, find, posture, readBoth, told } from './helpers';

describe('macros of a whole template', () => {
  test.each<[unknown, string | undefined]>([
    ['AWS::Serverless-2016-10-31', undefined],
    ['AWS::LanguageExtensions', undefined],
    [['AWS::LanguageExtensions', 'AWS::SecretsManager-2020-07-23', 'AWS::CodeDeployBlueGreen'], undefined],
    ['Mine', 'Mine'],
    [['AWS::Serverless-2016-10-31', 'Mine', { Name: 'Yours' }], 'Mine and Yours'],
    [{ Name: 'AWS::Include', Parameters: { Location: 's3://x' } }, 'AWS::Include'],
  ])('%j', (Transform, macro) => {
    const found = posture(readBoth({ Transform, Resources: { B: bucket({ VersioningConfiguration: { Status: 'Enabled' } }) } }));
    expect(found.versioning).toMatchObject({ value: 'Enabled', ...macro && { assuming: [`macro ${macro} leaves it as written`] } });
    expect(told(found.encryption)).toEqual(macro ? { why: `macro ${macro} may add it` } : 'AES256');
    expect(told(found.policy)).toEqual(macro ? { why: `macro ${macro} may add one` } : undefined);
  });
});

test('a transform within properties may add what is absent beside it, and nothing further up', () => {
  const found = posture(readBoth({ Resources: { B: bucket({ PublicAccessBlockConfiguration: { 'Fn::Transform': { Name: 'AWS::Include' }, 'BlockPublicAcls': true } }) } }));
  expect(found.publicAccessBlock.blockPublicAcls).toMatchObject({ value: true, assuming: ['Fn::Transform "AWS::Include" leaves it as written'] });
  expect(told(found.publicAccessBlock.ignorePublicAcls)).toEqual({ why: 'Fn::Transform "AWS::Include" may add it' });
  expect(told(found.versioning)).toBe('NotStated');
  const whole = posture(readBoth({ Resources: { B: bucket({ 'Fn::Transform': { Name: 'AWS::Include' } }) } }));
  expect(told(whole.versioning)).toEqual({ why: expect.stringContaining('AWS::Include') });
});

test('a transform among the resources may add a policy', () => {
  const Resources = { 'B': bucket(), 'Fn::Transform': { Name: 'AWS::Include' } };
  expect(told(posture(readBoth({ Resources })).policy)).toEqual({ why: 'Fn::Transform "AWS::Include" may add one' });
});

test.each<[string, object]>([
  ['a module', { Type: 'My::Private::Data::MODULE' }],
  ['a module of a packager', { Type: { 'Fn::Rain::Module': './data.yaml' } }],
  ['a resource that a transform includes whole', { 'Fn::Transform': { Name: 'AWS::Include' } }],
])('%s may add a policy', (_, X) => {
  expect(told(posture(readBoth({ Resources: { B: bucket(), X } })).policy)).toEqual({ why: 'Resources/X may add one' });
});

test('a transform at the top may rewrite the template as a macro does', () => {
  const found = posture(readBoth({ 'Fn::Transform': { Name: 'AWS::Include' }, 'Resources': { B: bucket() } }));
  expect(told(found.policy)).toEqual({ why: 'macro AWS::Include may add one' });
});

describe('loops', () => {
  const loop = (outputs: unknown) => ['Name', ['a', 'b'], outputs];

  test('a bucket in a loop is read as unknown', () => {
    const key = 'Fn::ForEach::Buckets';
    const readings = readBoth({ Transform: 'AWS::LanguageExtensions', Resources: { [key]: loop({ 'Bucket${Name}': bucket() }), B: bucket() } });
    const made = find(readings, key);
    expect(made.at).toBe('Resources/Fn::ForEach::Buckets/2/Bucket${Name}');
    expect(told(made.alternatives[0].posture.versioning)).toEqual({ why: 'made by the loop Fn::ForEach::Buckets at deploy time' });
    expect(told(posture(readings).policy)).toBeUndefined();
  });

  test('a loop within properties may add what is absent beside it', () => {
    const rule = { 'Status': 'Enabled', 'ExpirationInDays': 30, 'Fn::ForEach::Filters': ['F', ['Prefix'], { '${F}': 'logs/' }] };
    const found = posture(readBoth({ Resources: { B: bucket({ LifecycleConfiguration: { Rules: [rule] } }) } }));
    const [read] = told(found.lifecycle) as any[];
    expect([told(read.enabled), told(read.wholeBucket)]).toEqual([true, { why: 'Fn::ForEach::Filters may add it' }]);
  });

  test.each<[string, unknown, boolean]>([
    ['that makes policies', loop({ 'P${Name}': bucketPolicy({ Ref: 'B' }) }), true],
    ['within a loop', loop({ 'Fn::ForEach::Inner': loop({ 'P${Name}': bucketPolicy({ Ref: 'B' }) }) }), true],
    ['that makes queues', loop({ 'Q${Name}': { Type: 'AWS::SQS::Queue' } }), false],
    ['that cannot be read', ['Name', { Ref: 'P' }], true],
    ['that is no loop', 'x', true],
  ])('beside a loop %s', (_, value, doubted) => {
    const found = told(posture(readBoth({ Resources: { 'B': bucket(), 'Fn::ForEach::X': value } })).policy);
    expect(found).toEqual(doubted ? { why: 'Fn::ForEach::X may add one' } : undefined);
  });

  test('a trail may be in a loop', () => {
    const found = posture(readBoth({ Resources: { 'B': bucket(), 'Fn::ForEach::X': loop({ 'T${Name}': { Type: 'AWS::CloudTrail::Trail' } }) } }));
    expect(told(found.trails)).toEqual({ why: 'Fn::ForEach::X may add one' });
  });
});
