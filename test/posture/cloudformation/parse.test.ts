import { TemplateError, parseTemplate } from '../../../src/posture/cloudformation';

const yaml = (value: string) => `Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      X: ${value}\n`;
const read = (value: string): unknown => (parseTemplate('t.yaml', yaml(value)).body as any).Resources.B.Properties.X;

describe('short tags are spelled out', () => {
  test.each([
    ['!Ref A', { Ref: 'A' }],
    ['!GetAtt A.Arn', { 'Fn::GetAtt': 'A.Arn' }],
    ['!GetAtt [A, Arn]', { 'Fn::GetAtt': ['A', 'Arn'] }],
    ['!Sub "${A}-x"', { 'Fn::Sub': '${A}-x' }],
    ['!Sub ["${A}-x", { A: !Ref B }]', { 'Fn::Sub': ['${A}-x', { A: { Ref: 'B' } }] }],
    ['!Join ["-", [a, !Ref B]]', { 'Fn::Join': ['-', ['a', { Ref: 'B' }]] }],
    ['!Select [0, !Split [",", "a,b"]]', { 'Fn::Select': [0, { 'Fn::Split': [',', 'a,b'] }] }],
    ['!FindInMap [M, a, b]', { 'Fn::FindInMap': ['M', 'a', 'b'] }],
    ['!If [C, 1, 2]', { 'Fn::If': ['C', 1, 2] }],
    ['!Equals [a, b]', { 'Fn::Equals': ['a', 'b'] }],
    ['!And [!Condition A, !Not [!Condition B]]', { 'Fn::And': [{ Condition: 'A' }, { 'Fn::Not': [{ Condition: 'B' }] }] }],
    ['!Or [!Condition A]', { 'Fn::Or': [{ Condition: 'A' }] }],
    ['!ImportValue a', { 'Fn::ImportValue': 'a' }],
    ['!Base64 a', { 'Fn::Base64': 'a' }],
    ['!Cidr [a, 1, 2]', { 'Fn::Cidr': ['a', 1, 2] }],
    ['!GetAZs ""', { 'Fn::GetAZs': '' }],
    ['!Transform { Name: M }', { 'Fn::Transform': { Name: 'M' } }],
    ['!Later [a]', { 'Fn::Later': ['a'] }],
    ['!!str 1', '1'],
    ['! plain', 'plain'],
  ])('%s', (text, value) => expect(read(text)).toEqual(value));
});

describe('scalars are those of CloudFormation', () => {
  test.each([
    ['2012-10-17', '2012-10-17'], ['2020-01-01T00:00:00Z', '2020-01-01T00:00:00Z'], ['12:30:00', '12:30:00'],
    ['yes', true], ['Off', false], ['on', true], ['NO', false], ['y', 'y'], ['n', 'n'], ['"yes"', 'yes'], ['true', true], ['False', false],
    ['012345670123', '012345670123'], ['123456789012', 123456789012], ['0x1f', '0x1f'], ['1.5', 1.5], ['-3', -3], ['~', null], ['', null],
    ['99999999999999999999', '99999999999999999999'],
  ])('%s', (text, value) => expect(read(text)).toEqual(value));
});

test('keys keep their letters, aliases and merges are resolved, the first key of a merge wins last', () => {
  const { body } = parseTemplate('t', `
Anchors:
  a: &base { x: 1, yes: 2 }
Resources:
  B: { Type: T, Properties: { <<: *base, x: 3 } }
  C: *base
`);
  expect(body.Resources).toEqual({ B: { Type: 'T', Properties: { x: 3, yes: 2 } }, C: { x: 1, yes: 2 } });
});

describe('lines', () => {
  const json = '{\n "Resources": {\n  "B": {\n   "Type": "T",\n   "Properties": {"L": [\n    1,\n    {"x": "a,b"}\n   ]}}\n }\n}\n';
  const tagged = 'Resources:\n  B:\n    Type: T\n    Properties:\n      L: !If\n        - C\n        - x: 1\n        - 2\n';
  test.each([
    [json, 'Resources/B', 3], [json, 'Resources/B/Properties/L/1/x', 7], [json, 'Resources/B/Properties/L/0', 6],
    [json, 'Resources/B/Properties/Missing/Deep', 5], [json, 'Nothing', undefined],
    [tagged, 'Resources/B/Properties/L', 5], [tagged, 'Resources/B/Properties/L/Fn::If/1/x', 7], [tagged, 'Resources/B/Properties/Missing', 4],
  ])('%j %s', (text, path, line) => expect(parseTemplate('t', text).lineOf?.(path)).toBe(line));
});

describe('what is no template is refused in one sentence', () => {
  const bomb = ['a: &a0 [x, x, x, x, x, x, x, x, x]', ...[1, 2, 3, 4, 5, 6].map(i => `a${i}: &a${i} [${Array(9).fill(`*a${i - 1}`).join()}]`)].join('\n');
  test.each<[string, string, string, RegExp]>([
    ['text', 'hello', 'no-resources', /^'t' is no map at line 1; /],
    ['an empty file', '', 'no-resources', /^'t' is no map/],
    ['a list', '[]', 'no-resources', /no map/],
    ['no Resources', '{"a": 1}', 'no-resources', /^'t' has no map called Resources at line 1; /],
    ['Resources as a list', 'a: 1\nResources: []', 'no-resources', /at line 2/],
    ['Resources from a prototype', '{"__proto__": {"Resources": {}}}', 'no-resources', /no map called Resources/],
    ['broken YAML', 'Resources:\n  a: [1', 'unreadable', /^'t' is neither JSON nor YAML at line 2 \(.+\); correct that line$/],
    ['broken JSON', '{"Resources": {', 'unreadable', /neither JSON nor YAML/],
    ['two documents', 'Resources: {}\n---\nResources: {}', 'unreadable', /neither/],
    ['a key twice in YAML', 'Resources:\n  A: 1\n  A: 2', 'duplicate-key', /"A" twice in one map at line 3; remove one/],
    ['a key twice in JSON', '{"Resources": {"A": 1,\n"\\u0041": 2}}', 'duplicate-key', /"Resources\/A" twice at line 2/],
    ['an alias bomb', `${bomb}\nResources: {}`, 'too-many-aliases', /through aliases at line/],
    ['an alias of nothing', 'Resources: *x', 'unreadable', /x/],
    ['an alias within itself', 'Resources: &x { a: *x }', 'unreadable', /contains itself/],
    ['deep JSON', `{"Resources": {"A": ${'['.repeat(5000)}${']'.repeat(5000)}}}`, 'too-deep', /deep/],
    ['deep YAML', `Resources: {A: ${'['.repeat(300)}${']'.repeat(300)}}`, 'too-deep', /deep/],
    ['a large file', `Resources: {}\n#${'x'.repeat(5_000_001)}`, 'too-large', /5000016 characters/],
  ])('%s', (_, text, code, message) => {
    const attempt = () => parseTemplate('t', text);
    expect(attempt).toThrow(TemplateError);
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(expect.objectContaining({ code }));
  });
});

test('a byte order mark, JSON with a trailing comma, and an environment are accepted', () => {
  expect(parseTemplate('t', '\uFEFF{"Resources": {},}', { account: '1', region: 'r' })).toMatchObject({ name: 't', body: { Resources: {} }, account: '1', region: 'r' });
});
