import { embeddedTemplates, parseTemplate, readTemplates } from '../../../src/posture/cloudformation';

const INNER = ['Resources:', '  Inner:', '    Type: AWS::S3::Bucket'];
const outer = (properties: string) => `Resources:\n  Set:\n    Type: AWS::CloudFormation::StackSet\n    Properties:\n${properties}`;
const block = outer(['      TemplateBody: |', ...INNER.map(line => `        ${line}`)].join('\n'));

test('a body in a YAML block is a template of its own, with lines of the file', () => {
  const { templates, notRead } = embeddedTemplates(parseTemplate('set.yaml', block));
  expect(notRead).toEqual([]);
  const [reading] = readTemplates(templates);
  expect(reading).toMatchObject({ template: 'set.yaml (Set)', logicalId: 'Inner', line: 7 });
});

test('a body in JSON counts as one place', () => {
  const text = JSON.stringify({ Resources: { Set: { Type: 'AWS::CloudFormation::StackSet', Properties: { TemplateBody: INNER.join('\n') } } } }, undefined, 1);
  const [reading] = readTemplates(embeddedTemplates(parseTemplate('set.json', text)).templates);
  expect(reading).toMatchObject({ logicalId: 'Inner', line: 6 });
});

test.each([
  ['a body that stands elsewhere', outer('      TemplateURL: https://example.com/t.yaml'), /stack set Set stands elsewhere and was not read/],
  ['a body that is decided at deploy time', outer('      TemplateBody: !Ref Body'), /stands elsewhere/],
  ['a body that is no template', outer('      TemplateBody: "just words"'), /'set.yaml \(Set\)' is no map/],
])('%s is said to be not read', (_, text, message) => {
  const { templates, notRead } = embeddedTemplates(parseTemplate('set.yaml', text));
  expect(templates).toEqual([]);
  expect(notRead).toEqual([expect.stringMatching(message)]);
});

test.each<[string, string, unknown]>([
  ['a literal', '"Suspended"', { value: 'Suspended', assuming: ['parameter Status keeps its default "Suspended"'] }],
  ['a reference', '!Ref Elsewhere', { unknown: expect.stringContaining('deploy time') }],
])('parameters of the stack set win over the defaults inside: %s', (_, value, expected) => {
  const inner = ['Parameters:', '  Status:', '    Type: String', '    Default: Enabled', ...INNER,
    '    Properties:', '      VersioningConfiguration:', '        Status: !Ref Status'];
  const text = outer(['      Parameters:', '        - ParameterKey: Status', `          ParameterValue: ${value}`, '        - ParameterKey: None',
    '      TemplateBody: |', ...inner.map(line => `        ${line}`)].join('\n'));
  const [reading] = readTemplates(embeddedTemplates(parseTemplate('set.yaml', text)).templates);
  expect(reading.alternatives[0].posture.versioning).toMatchObject(expected as object);
});

test('a template without stack sets holds none', () => {
  expect(embeddedTemplates(parseTemplate('plain.yaml', INNER.join('\n')))).toEqual({ templates: [], notRead: [] });
});
