import { constructPaths } from '../../src/cli/construct-paths';

const id = (logicalId: string) => [{ type: 'aws:cdk:creationStack', data: ['x'] }, { type: 'aws:cdk:logicalId', data: logicalId }];
const file = (name: string) => [{ type: 'aws:cdk:templateFile', data: name }];

test('a resource has the path of its construct, in the template of the nearest stack', () => {
  const notes = {
    '/S': file('S.template.json'),
    '/S/Data/Resource': id('Data1'),
    '/S/Raw': id('Raw'),
    '/S/Nested': file('Nested.nested.template.json'),
    '/S/Nested/Data/Resource': id('Data1'),
    '/Prod/T/Data/Resource': id('Data2'),
  };
  expect([...constructPaths(notes, 'Given.template.json')]).toEqual([
    ['S.template.json#Data1', 'S/Data'],
    ['S.template.json#Raw', 'S/Raw'],
    ['Nested.nested.template.json#Data1', 'S/Nested/Data'],
    ['Given.template.json#Data2', 'Prod/T/Data'],
  ]);
});

test.each([[{}], [{ a: null }], [{ '/a': [null, 1, 'x', { type: 'aws:cdk:logicalId', data: 5 }] }], [{ '__proto__x': [], '/constructor/x': [] }]])('%j names nothing', (notes) => {
  expect([...constructPaths(notes, 'f')]).toEqual([]);
});
