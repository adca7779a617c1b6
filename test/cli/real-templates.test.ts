import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { files, shell, workDirectory } from './shell';
import type { Report } from '../../src/evidence';
import { FRAMEWORKS } from '../../src/frameworks';

const FOLDER = join(__dirname, '../../../shared/data/templates');
const names = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
if (names.length === 0) process.stderr.write(`skipped: ${FOLDER} is not there, so no real template was judged\n`);

/** Templates that somebody wrote, where they are at hand: judged once by every framework, and reported in every format. */
(names.length > 0 ? describe : describe.skip)('real templates', () => {
  const cwd = workDirectory();
  const written = ['gdpr.json', 'gdpr.txt', 'gdpr.md', 'gdpr.csv', 'gdpr.sarif', 'gdpr.xml', 'gdpr.oscal.json', 'gdpr.html'];
  const AT = ['--at', '2026-12-31'];
  let reports: readonly Report[] = [];
  let code = 0;
  const text = (name: string) => readFileSync(join(cwd, name), 'utf8');

  beforeAll(async () => {
    const ran = await shell(FOLDER, ['check', ...names, '-f', 'all', ...AT, '--format', 'json']);
    ({ reports } = JSON.parse(ran.out) as { reports: Report[] });
    ({ code } = ran);
  }, 60_000);

  test('every framework judged them', () => expect(reports.map(r => r.framework.id)).toEqual(FRAMEWORKS.map(f => f.id)));

  test.each(FRAMEWORKS.map((f, i) => [f.id, i] as const))('%s: every finding has a reason with a line, and no control fails itself', (_, i) => {
    const reasons = reports[i].buckets.flatMap(b => b.findings.map(f => f.because));
    expect(reasons.length).toBeGreaterThan(600);
    expect(reasons.filter(because => because.length === 0)).toEqual([]);
    expect(reasons.flat().filter(({ says }) => /the control (itself failed|gave no reason)|undefined|\[object/.test(says))).toEqual([]);
    expect(reasons.flat().filter(({ line }) => line === undefined)).toEqual([]);
  });

  test('something failed', () => expect(code).toBe(1));

  test('a saved report of them in every format holds every bucket, and is what check says', async () => {
    const gdpr = reports.find(r => r.framework.id === 'gdpr')!;
    files(cwd, { 'saved.json': gdpr });
    await shell(cwd, ['report', 'saved.json', ...AT, ...written.flatMap(name => ['-o', name])]);
    const logicalIds = [...new Set(gdpr.buckets.map(b => b.logicalId))];
    expect(logicalIds.length).toBe(20);
    for (const name of written) expect([name, logicalIds.filter(id => !text(name).includes(id))]).toEqual([name, []]);
    expect(text('gdpr.sarif')).toBe((await shell(FOLDER, ['check', ...names, '-f', 'gdpr', ...AT, '--format', 'sarif'])).out);
  }, 60_000);

  test('the order of the arguments changes nothing', async () => {
    const argv = ['check', ...[...names].reverse(), '-f', 'baseline', ...AT, '--format', 'json'];
    expect(JSON.parse((await shell(FOLDER, argv)).out)).toEqual(reports[0]);
  });

  test('a baseline file of them lets them pass', async () => {
    await shell(FOLDER, ['baseline', ...names, '-f', 'baseline', '-o', join(cwd, 'known.json')]);
    const ran = await shell(FOLDER, ['check', ...names, '-b', join(cwd, 'known.json'), '--fail-on', 'unknown', '--format', 'csv']);
    expect([ran.code, ran.err]).toEqual([0, '']);
  });
});
