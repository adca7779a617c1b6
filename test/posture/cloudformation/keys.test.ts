import { bucket, find, posture, readAll, readBoth, told } from './helpers';
import type { KeyPosture } from '../../../src/posture/bucket-posture';
import { type Environment, parseTemplate, readTemplates } from '../../../src/posture/cloudformation';
import type { Fact } from '../../../src/posture/fact';

const P = { Ref: 'P' };
const why = { why: 'decided at deploy time by {"Ref":"P"}' };
const Parameters = { P: { Type: 'String' } };
const UUID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const arn = (resource: string, region = 'eu-west-1') => `arn:aws:kms:${region}:111122223333:${resource}`;
const silent = { why: 'the template does not say' };
const not = (name: string) => ({ why: `the key ${name} is not in these templates` });

const encrypted = (KMSMasterKeyID: unknown, more: object = {}) =>
  bucket({ BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID } }] } }, more);
const keyResource = (Properties: unknown = {}, more: object = {}) => ({ Type: 'AWS::KMS::Key', Properties, ...more });
const keyIn = (found: ReturnType<typeof readAll>, id = 'B') => told(posture(found, id).key) as KeyPosture;
const read = (id: unknown, K: object = keyResource(), env: Environment = {}, sections: object = {}) => keyIn(readBoth({
  Parameters,
  ...sections,
  Resources: {
    B: encrypted(id),
    K,
    R: { Type: 'AWS::KMS::ReplicaKey', Properties: { PrimaryKeyArn: arn('key/mrk-1') } },
    A: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/mine', TargetKeyId: { Ref: 'K' } } },
  },
}, env));

test.each<[string, unknown, unknown, unknown]>([
  ['of these templates', { Ref: 'K' }, {}, false],
  ['of these templates, in several Regions', { Ref: 'K' }, { MultiRegion: 'true' }, true],
  ['of these templates, by its alias', { Ref: 'A' }, { MultiRegion: true }, true],
  ['of these templates, by parameter', { Ref: 'K' }, { MultiRegion: P }, why],
  ['of these templates, that is none', { Ref: 'K' }, [], { why: '[] is no map' }],
  ['that is a replica', { Ref: 'R' }, {}, true],
  ['of AWS', undefined, {}, false],
  ['by a plain id', UUID, {}, false],
  ['by the ARN of a plain id', arn(`key/${UUID}`), {}, false],
  ['by a multi-Region id', 'mrk-1234abcd12ab34cd56ef1234567890ab', {}, true],
  ['by the ARN of a multi-Region id', arn('key/mrk-1234abcd12ab34cd56ef1234567890ab'), {}, true],
  ['by a foreign alias', 'alias/theirs', {}, not('alias/theirs')],
  ['by an id that is none', 'hello', {}, not('hello')],
  ['by parameter', P, {}, why],
])('multi-Region: a key %s', (_, id, key, expected) => expect(told(read(id, keyResource(key)).multiRegion)).toEqual(expected));

test.each<[string, unknown, object, unknown]>([
  ['of these templates', { Ref: 'K' }, { region: 'eu-west-1' }, 'eu-west-1'],
  ['of these templates, which do not say', { Ref: 'K' }, {}, silent],
  ['that is a replica', { Ref: 'R' }, { region: 'eu-west-1' }, 'eu-west-1'],
  ['of AWS', undefined, { region: 'eu-west-1' }, 'eu-west-1'],
  ['of AWS, somewhere', undefined, {}, silent],
  ['by an ARN', arn(`key/${UUID}`, 'us-east-1'), { region: 'eu-west-1' }, 'us-east-1'],
  ['by the ARN of an alias', arn('alias/theirs', 'us-east-1'), {}, 'us-east-1'],
  ['by an ARN of its own Region', { 'Fn::Sub': 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:alias/x' }, { region: 'eu-west-1' }, 'eu-west-1'],
  ['by an ARN of its own Region, somewhere', { 'Fn::Sub': 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:alias/x' }, {}, silent],
  ['by an ARN of an unknown Region', { 'Fn::Sub': 'arn:aws:kms:${P}:111122223333:alias/x' }, { region: 'eu-west-1' }, why],
  ['by an ARN of no Region', 'arn:aws:kms::111122223333:alias/x', { region: 'eu-west-1' }, { why: 'arn:aws:kms::111122223333:alias/x names no region' }],
  ['by an unknown id of a known Region', { 'Fn::Sub': 'arn:aws:kms:us-east-1:111122223333:key/${P}' }, {}, 'us-east-1'],
  ['by an id', UUID, { region: 'eu-west-1' }, 'eu-west-1'],
  ['by an alias', 'alias/theirs', { region: 'eu-west-1' }, 'eu-west-1'],
  ['by an alias of the stack', { 'Fn::Sub': 'alias/${AWS::StackName}' }, { region: 'eu-west-1' }, 'eu-west-1'],
  ['by parameter', P, { region: 'eu-west-1' }, why],
])('the Region of a key %s', (_, id, env, expected) => expect(told(read(id, undefined, env).region)).toEqual(expected));

test.each<[string, unknown, object, unknown]>([
  ['without a policy', { Ref: 'K' }, {}, false],
  ['that stays', { Ref: 'K' }, { DeletionPolicy: 'Retain' }, true],
  ['that stays once it is there', { Ref: 'K' }, { DeletionPolicy: 'RetainExceptOnCreate' }, true],
  ['that goes', { Ref: 'K' }, { DeletionPolicy: 'Delete' }, false],
  ['that nobody knows about', { Ref: 'K' }, { DeletionPolicy: P }, why],
  ['with a policy that is none', { Ref: 'K' }, { DeletionPolicy: 'Keep' }, { why: '"Keep" is none of Delete, Retain, RetainExceptOnCreate' }],
  ['of AWS', undefined, {}, true],
  ['from elsewhere', 'alias/theirs', {}, not('alias/theirs')],
])('retained: a key %s', (_, id, more, expected) => expect(told(read(id, keyResource({}, more)).retained)).toEqual(expected));

describe('policies', () => {
  const statement = (more: object = {}) => ({ Effect: 'Allow', Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }, Action: 'kms:*', Resource: '*', ...more });
  const policyOf = (KeyPolicy: unknown, env: Environment = {}) => told(read({ 'Fn::GetAtt': ['K', 'Arn'] }, keyResource({ KeyPolicy }), env).policy);
  const resources = (Resource: unknown) => (policyOf({ Statement: [statement({ Resource })] }) as any).statements[0].resources.patterns;
  const maybe = { opaque: expect.any(String), like: '*' };

  test('an alias with the name of everybody makes nobody of them', () => {
    const K = keyResource({ KeyPolicy: { Statement: [statement({ Principal: { AWS: '*' } })] } });
    const A = { Type: 'AWS::KMS::Alias', Properties: { AliasName: '*', TargetKeyId: { Ref: 'K' } } };
    const found = told(keyIn(readBoth({ Resources: { B: encrypted({ Ref: 'K' }), K, A } })).policy);
    expect((found as any).statements[0].principals.entries).toEqual([{ type: '*', id: '*' }]);
  });

  test('none is the default policy', () => expect(read({ Ref: 'K' }).policy).toEqual({ at: 'Resources/K/Properties/KeyPolicy', value: undefined }));
  test('one that a macro may add', () => {
    expect(told(read({ Ref: 'K' }, undefined, {}, { Transform: 'Mine' }).policy)).toEqual({ why: 'macro Mine may add it' });
  });

  test.each<[string, unknown, unknown]>([
    ['by parameter', P, why],
    ['that is no policy', 'hello', { why: '"hello" is no policy document' }],
    ['as text', JSON.stringify({ Statement: statement() }), { name: 'key policy', statements: [{ effect: 'Allow', resources: { patterns: ['<key>'] } }] }],
    ['with a statement that is unknown', { Statement: [P] }, { statements: [{ unreadable: `statement 1 ${why.why}` }, {}] }],
  ])('one %s', (_, document, expected) => expect(policyOf(document)).toMatchObject(expected as object));

  test.each<[string, unknown, unknown]>([
    ['everything', '*', ['<key>']],
    ['everything, as a list', ['*'], ['<key>']],
    ['its alias', { 'Fn::Sub': 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:${A}' }, ['<key>']],
    ['itself', { 'Fn::Sub': 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/${K}' }, ['<key>']],
    ['another key', { 'Fn::GetAtt': ['R', 'Arn'] }, ['<app.R.Arn>']],
    ['an ARN that may be its own', arn(`key/${UUID}`), [maybe]],
    ['a pattern of keys', 'arn:aws:kms:*:*:key/*', [maybe]],
    ['a pattern of anything', 'arn:*', [maybe]],
    ['an ARN by parameter', { 'Fn::Sub': 'arn:aws:kms:eu-west-1:${P}:key/*' }, [maybe]],
    ['by parameter', P, [maybe]],
    ['something else', 'arn:aws:s3:::x/*', ['arn:aws:s3:::x/*']],
  ])('of %s', (_, Resource, expected) => expect(resources(Resource)).toEqual(expected));

  test.each<[string, object, unknown]>([
    ['by its number', { account: '111122223333' }, statement({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } })],
    ['by reference', {}, statement()],
    ['by reference, with a number', { account: '111122223333' }, statement()],
  ])('its own account %s', (_, env, one) => {
    expect(policyOf({ Statement: one }, env)).toMatchObject({ statements: [{ principals: { entries: [{ id: 'arn:aws:iam::<account>:root' }] } }] });
  });

  test('of keys that are not here', () => {
    expect(told(read(undefined).policy)).toEqual({ why: 'AWS writes the policy of its managed key' });
    expect(told(read(arn(`key/${UUID}`)).policy)).toEqual(not(arn(`key/${UUID}`)));
    expect(told(read({ Ref: 'R' }).policy)).toBeUndefined();
  });

  test('of a key of another template, whose account is another one', () => {
    const KeyPolicy = { Statement: [statement(), statement({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } })] };
    const keys = { Resources: { K: keyResource({ KeyPolicy }) }, Outputs: { O: { Value: { 'Fn::GetAtt': ['K', 'Arn'] }, Export: { Name: 'key' } } } };
    const [inKeys] = readAll({ keys: { ...keys, Resources: { ...keys.Resources, B: encrypted({ Ref: 'K' }) } } }, { account: '999988887777' });
    expect((told((told(inKeys.alternatives[0].posture.key) as any).policy) as any).statements.map((one: any) => one.principals.entries[0].id))
      .toEqual(['arn:aws:iam::<account>:root', 'arn:aws:iam::111122223333:root']);
    const app = { Resources: { B: encrypted({ 'Fn::ImportValue': 'key' }) } };
    expect(keyIn(readAll({ app, keys })).policy).toMatchObject({ at: 'keys#Resources/K/Properties/KeyPolicy', value: { name: 'key policy' } });
  });
});

describe('branches', () => {
  const sections = { Parameters, Conditions: { IsProd: { 'Fn::Equals': [P, 'prod'] } } };
  const NONE = { Ref: 'AWS::NoValue' };
  const all = (key: KeyPosture) =>
    (['multiRegion', 'region', 'policy', 'retained', 'otherBuckets'] as const).map(name => told<unknown>(key[name] as Fact<unknown>));
  const seen = (body: object) => find(readBoth({ ...sections, ...body }, { region: 'eu-west-1' }), 'B').alternatives
    .map(({ when, posture: found }) => [when, all(told(found.key) as KeyPosture)]);

  test('of what the key says', () => {
    const either = { 'Fn::If': ['IsProd', true, NONE] };
    expect(seen({ Resources: { B: encrypted({ Ref: 'K' }), K: keyResource({ MultiRegion: either }) } }))
      .toEqual([[['IsProd is true'], [true, 'eu-west-1', undefined, false, []]], [['IsProd is false'], [false, 'eu-west-1', undefined, false, []]]]);
  });

  test('of whether the key exists', () => {
    const gone = { why: 'this key does not exist in this branch' };
    expect(seen({ Resources: { B: encrypted({ Ref: 'K' }), K: keyResource({}, { Condition: 'IsProd' }) } }))
      .toEqual([[['IsProd is true'], [false, 'eu-west-1', undefined, false, []]], [['IsProd is false'], [gone, 'eu-west-1', gone, gone, []]]]);
  });

  test('of which key it is', () => {
    expect(seen({ Resources: { B: encrypted({ 'Fn::If': ['IsProd', { Ref: 'K' }, UUID] }), K: keyResource({}, { DeletionPolicy: 'Retain' }) } }))
      .toEqual([[['IsProd is true'], [false, 'eu-west-1', undefined, true, []]], [['IsProd is false'], [false, 'eu-west-1', not(UUID), not(UUID), []]]]);
  });
});

describe('other buckets of a key', () => {
  const others = (Resources: object, { id = 'B', env = {}, ...sections }: any = {}) =>
    told(keyIn(readBoth({ Parameters, ...sections, Resources: { K: keyResource(), ...Resources } }, env), id).otherBuckets);
  const K = { Ref: 'K' };
  const alias = { A: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/mine', TargetKeyId: K } } };
  const maybe = (id: string, reason: string) => ({ why: `Resources/${id} may use it: ${reason}` });
  const plain = bucket();

  test.each<[string, object, unknown]>([
    ['none', { B: encrypted(K), C: plain, D: encrypted(undefined), E: encrypted('alias/theirs') }, []],
    ['one', { B: encrypted(K), C: encrypted(K) }, ['Resources/C']],
    ['some, in other words', { B: encrypted(K), C: encrypted({ 'Fn::GetAtt': ['K', 'Arn'] }), D: encrypted('alias/mine'), E: encrypted({ Ref: 'A' }), ...alias },
      ['Resources/C', 'Resources/D', 'Resources/E']],
    ['one that names a key and does not use it', { B: encrypted(K), C: bucket({ BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256', KMSMasterKeyID: K } }] } }) }, []],
    ['one whose algorithm is unknown', { B: encrypted(K), C: bucket({ BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: P, KMSMasterKeyID: K } }] } }) },
      maybe('C', why.why)],
    ['one whose key is unknown', { B: encrypted(K), C: encrypted(P) }, maybe('C', why.why)],
    ['one whose encryption is unknown', { B: encrypted(K), C: bucket({ BucketEncryption: P }) }, maybe('C', why.why)],
    ['one whose alias is for an unknown key', { B: encrypted(K), C: encrypted({ Ref: 'A' }), A: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/a', TargetKeyId: P } } },
      maybe('C', why.why)],
    ['one whose alias is for the same imported key', { B: encrypted(UUID), C: encrypted('alias/a'), A: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/a', TargetKeyId: arn(`key/${UUID}`) } } },
      ['Resources/C']],
    ['one whose alias is for nothing', { B: encrypted(K), C: encrypted({ Ref: 'A' }), A: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/a' } } }, []],
    ['one for sure, and one perhaps', { B: encrypted(K), C: encrypted(P), D: encrypted(K) }, ['Resources/D']],
    ['an imported key', { B: encrypted(arn(`key/${UUID}`)), C: encrypted(UUID), D: encrypted('alias/theirs') }, ['Resources/C']],
    ['an unknown key', { B: encrypted(P) }, why],
    ['an unknown key that two share', { B: encrypted(P), C: encrypted(P) }, ['Resources/C']],
    ['the key of AWS', { B: encrypted(undefined), C: encrypted(undefined) }, { why: 'the AWS managed key is shared by every bucket of the account that names no other' }],
    ['a loop of buckets', { 'B': encrypted(K), 'Fn::ForEach::Buckets': ['X', ['a'], { 'A${X}': encrypted(K) }] }, { why: 'Fn::ForEach::Buckets may add one' }],
  ])('%s', (_, resources, expected) => expect(others(resources)).toEqual(expected));

  test('conditions: another bucket or another key, perhaps', () => {
    const Conditions = { IsProd: { 'Fn::Equals': [P, 'prod'] } };
    const perhaps = maybe('C', 'decided at deploy time whether this bucket exists');
    expect(others({ B: encrypted(K), C: encrypted(K, { Condition: 'IsProd' }) }, { Conditions })).toEqual(perhaps);
    expect(others({ B: encrypted(K), C: encrypted({ 'Fn::If': ['IsProd', K, UUID] }) }, { Conditions }))
      .toEqual(maybe('C', 'decided at deploy time by the condition "IsProd"'));
    const both = readBoth({ Parameters, Conditions, Resources: { K: keyResource(), B: encrypted(K, { Condition: 'IsProd' }), C: encrypted(K, { Condition: 'IsProd' }) } });
    expect(find(both, 'B').alternatives.map(({ when, posture: found }) => [when, told((told(found.key) as KeyPosture).otherBuckets)])).toEqual([[['IsProd is true'], ['Resources/C']]]);
  });

  const keys = (more: object = {}, Outputs: object = { O: { Value: { 'Fn::GetAtt': ['K', 'Arn'] }, Export: { Name: 'key' } } }) => ({ Resources: { K: keyResource(), ...more }, Outputs });
  test('across templates', () => {
    const app = { Resources: { B: encrypted({ 'Fn::ImportValue': 'key' }) } };
    expect(told(keyIn(readAll({ app, keys: keys({ C: encrypted(K) }) })).otherBuckets)).toEqual(['keys: Resources/C']);
    expect(told(keyIn(readAll({ app, keys: keys({ C: encrypted(K) }) }), 'C').otherBuckets)).toEqual(['app: Resources/B']);
  });

  test('a bucket of another template whose key is unknown matters where it can get to know this one', () => {
    const other = { Parameters, Resources: { C: encrypted(P) } };
    const told1 = (one: object) => told(keyIn(readAll({ one, other })).otherBuckets);
    expect(told1(keys({ B: encrypted(K) }))).toEqual({ why: `other: Resources/C may use it: ${why.why}` });
    expect(told1(keys({ B: encrypted(K) }, {}))).toEqual([]);
    expect(told1({ Resources: { B: encrypted('alias/theirs') } })).toEqual({ why: `other: Resources/C may use it: ${why.why}` });
  });

  test('the same alias in another Region or another account is another key', () => {
    const found = (id: unknown, one: Environment, two: Environment) => {
      const templates = ([['one', 'B', one], ['two', 'C', two]] as const).map(([name, bucketId, env]) =>
        parseTemplate(name, JSON.stringify({ Resources: { [bucketId]: encrypted(id) } }), env));
      return told(keyIn(readTemplates(templates)).otherBuckets);
    };
    const [dev, prod] = ['111122223333', '999988887777'].map(account => ({ account, region: 'eu-west-1' }));
    expect(found('alias/theirs', dev, dev)).toEqual(['two: Resources/C']);
    expect(found('alias/theirs', dev, prod)).toEqual([]);
    expect(found(arn('alias/theirs'), dev, prod)).toEqual(['two: Resources/C']);
    expect(found('alias/theirs', dev, { ...dev, region: 'eu-west-3' })).toEqual([]);
  });
});

describe('an alias of these templates', () => {
  const home: Environment = { account: '111122223333', region: 'eu-west-1' };
  const A = { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/mine', TargetKeyId: { Ref: 'K' } } };
  const idOf = (id: unknown, env: Environment = home, keyEnv: Environment = home) => keyIn(readTemplates([
    parseTemplate('app', JSON.stringify({ Resources: { B: encrypted(id) } }), env),
    parseTemplate('keys', JSON.stringify({ Resources: { K: keyResource(), A } }), keyEnv),
  ])).id;
  const foreign = 'arn:aws:kms:eu-west-1:999988887777:alias/mine';

  test.each<[string, unknown, Environment, Environment, string]>([
    ['by name', 'alias/mine', home, home, '<keys.K>'],
    ['by its ARN', arn('alias/mine'), home, home, '<keys.K>'],
    ['by an ARN where its template says nothing', foreign, home, {}, '<keys.K>'],
    ['by an ARN of another account', foreign, home, home, foreign],
    ['by an ARN of another Region', arn('alias/mine', 'eu-west-3'), home, home, arn('alias/mine', 'eu-west-3')],
    ['by name, from another account', 'alias/mine', { ...home, account: '999988887777' }, home, 'alias/mine'],
    ['by name, from another Region', 'alias/mine', { ...home, region: 'eu-west-3' }, home, 'alias/mine'],
  ])('%s', (_, id, env, keyEnv, expected) => expect(idOf(id, env, keyEnv)).toBe(expected));
});
