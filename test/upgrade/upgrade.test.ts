import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare, undecided, unsaved } from './compare';
import { LASTING, PASSING } from './contract';
import { EXCEPTIONS } from './exceptions';
import { readRelease, savedReleases, writeRelease } from './releases';
import { stacksOfToday } from './stacks';
import type { SavedStack } from './template';
import { messageOf } from '../constructs/apps';

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
