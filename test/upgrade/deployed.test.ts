import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { savedAssembly } from './deployed';
import { losses } from './losses';
import { readRelease } from './releases';
import { CODE, settled, type Template } from './template';
import { messageOf } from '../constructs/apps';

type Json = Record<string, any>;

describe('the assembly of a saved release', () => {
  const root = mkdtempSync(join(tmpdir(), 'assemblies-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const read = (folder: string, file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Json;

  test('has the saved templates, in their order of deployment', () => {
    const folder = savedAssembly('0.0.0', 'golden-path', join(root, 'golden'));
    for (const name of ['Storage', 'Analysis']) {
      const saved = readRelease('0.0.0').get(`golden-path.${name}`)!.template;
      const written = settled(read(folder, `${name}.template.json`) as unknown as Template);
      expect(written).toEqual(saved);
      expect(losses(saved, written)).toEqual([]);
    }
    expect(read(folder, 'manifest.json').artifacts.Analysis).toMatchObject({ environment: 'aws://unknown-account/unknown-region', dependencies: expect.arrayContaining(['Storage']) });
  });

  test('has code for its functions, and another environment where one is given', () => {
    const env = { account: '123456789012', region: 'us-east-1' };
    const folder = savedAssembly('0.0.0', 'scheduled-audit', join(root, 'audit'), env);
    expect(read(folder, 'manifest.json').artifacts.Audit.environment).toBe('aws://123456789012/us-east-1');
    const files = Object.values(read(folder, 'Audit.assets.json').files as Json);
    const [code] = files.filter(({ source }) => source.packaging === 'zip');
    expect(Object.values(code.destinations as Json).map(({ objectKey }) => objectKey)).toEqual([`${CODE}.zip`]);
    expect(readFileSync(join(folder, code.source.path as string, 'index.js'), 'utf8')).toContain('exports.handler');
  });

  test('is not made of what was not saved', () => {
    expect(messageOf(() => savedAssembly('0.0.0', 'other', join(root, 'none')))).toContain('release 0.0.0 has no example \'other\'');
    expect(messageOf(() => savedAssembly('9.9.9', 'golden-path', join(root, 'none')))).toContain('no release 9.9.9 is saved');
  });
});
