import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare, undecided, unsaved } from './compare';
import { LASTING, PASSING } from './contract';
import { savedAssembly } from './deployed';
import { EXCEPTIONS } from './exceptions';
import { losses } from './losses';
import { readRelease, savedReleases, writeRelease } from './releases';
import { stacksOfToday } from './stacks';
import { CODE, type SavedStack, settled, type Template } from './template';
import { messageOf } from '../constructs/apps';

type Json = Record<string, any>;

const today = stacksOfToday();
const RELEASES = savedReleases();

describe('a stack of a former release, deployed again with this one', () => {
  test('there are releases to come from, and stacks of each kind', () => {
    expect(RELEASES).toContain('0.0.0');
    for (const name of RELEASES) expect(readRelease(name).size).toBeGreaterThan(0);
  });

  test.each(RELEASES)('%s: nothing that lasts is replaced, destroyed, left behind or kept less', (release) => {
    expect(compare(release, readRelease(release), today, EXCEPTIONS)).toEqual([]);
  });

  test('exceptions name releases that are saved, and a reason', () => {
    expect(EXCEPTIONS.filter(({ release, reason }) => !RELEASES.includes(release) || reason.length < 40)).toEqual([]);
  });

  test('of each type of resource it is decided whether it lasts', () => {
    expect(undecided(today)).toEqual([]);
    for (const release of RELEASES) expect(undecided(readRelease(release))).toEqual([]);
    expect([...LASTING].filter(type => PASSING.has(type))).toEqual([]);
    const strange = { environment: '', dependencies: [], template: { Resources: { Table: { Type: 'AWS::DynamoDB::Table' } } } };
    expect(undecided(new Map([['app.Stack', strange]]))).toEqual(['AWS::DynamoDB::Table']);
  });
});

describe('a release that is being built', () => {
  const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string };
  const saved = (name: string) => RELEASES.includes(name) ? readRelease(name) : undefined;

  // `projen release` sets the variable, and has written the version into package.json by then.
  test('is saved as it is', () => {
    expect(unsaved(process.env.RELEASE === 'true' ? version : undefined, saved(version), today)).toEqual([]);
  });

  test('would be stopped without its templates, or with others', () => {
    const others = new Map<string, SavedStack>([...today].map(([name, stack]) => [name, name === 'buckets.Hipaa' ? { ...stack, environment: 'elsewhere' } : stack]));
    expect(unsaved('9.0.0', undefined, today)).toEqual([expect.stringContaining('the templates of release 9.0.0 are not saved: run \'npm run save-release 9.0.0\'')]);
    expect(unsaved('9.0.0', others, today)).toEqual([expect.stringContaining('release 9.0.0 has another template of buckets.Hipaa than is saved')]);
    expect(unsaved('9.0.0', today, today)).toEqual([]);
  });
});

describe('saving', () => {
  const folder = mkdtempSync(join(tmpdir(), 'releases-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('gives back what was saved, once, under a version', () => {
    writeRelease('1.2.3', today, folder);
    expect(readRelease('1.2.3', folder)).toEqual(today);
    expect(savedReleases(folder)).toEqual(['1.2.3']);
    for (const version of ['1.10.0', '1.2.4-alpha.10', '1.2.4', '1.2.4-alpha.9']) writeRelease(version, new Map(), folder);
    expect(savedReleases(folder)).toEqual(['1.2.3', '1.2.4-alpha.9', '1.2.4-alpha.10', '1.2.4', '1.10.0']);
    expect(messageOf(() => writeRelease('1.2.3', today, folder))).toContain('release 1.2.3 is saved already');
    expect(messageOf(() => writeRelease('next', today, folder))).toContain('the version is \'next\'; pass one such as 1.2.3');
    expect(messageOf(() => readRelease('2.0.0', folder))).toContain('no release 2.0.0 is saved');
  });

  test('keeps out what is of one machine', () => {
    const text = JSON.stringify([...today]);
    for (const word of [process.cwd(), tmpdir(), 'aws:cdk:path']) expect(text).not.toContain(word);
    expect(text).not.toMatch(/[0-9a-f]{64}/);
  });
});

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
