import { existsSync, readdirSync } from 'node:fs';
import { shell } from './shell';
import type { Report } from '../../src/evidence';
import { FRAMEWORKS } from '../../src/frameworks';

const FOLDER = '/work/shared/data/templates';
const names = existsSync(FOLDER) ? readdirSync(FOLDER) : [];

/** Templates that somebody wrote, where they are at hand. */
(names.length > 0 ? describe : describe.skip).each(FRAMEWORKS.map(f => f.id))('real templates, judged by %s', framework => {
  const check = async (...argv: readonly string[]) => shell(FOLDER, ['check', ...argv, '--framework', framework, '--format', 'json']);

  test.each(names)('%s: every finding has a reason, and no control fails itself', async name => {
    const { code, out } = await check(name);
    const report = JSON.parse(out) as Report;
    const reasons = report.buckets.flatMap(b => b.findings.map(f => f.because));
    expect(reasons.filter(because => because.length === 0)).toEqual([]);
    expect(reasons.flat().filter(({ says }) => /the control (itself failed|gave no reason)|undefined|\[object/.test(says))).toEqual([]);
    expect(reasons.flat().filter(({ line }) => line === undefined)).toEqual([]);
    expect(code).toBe(report.summary.outcomes.fail > 0 ? 1 : 0);
  });

  test('the order of the arguments changes nothing', async () => {
    expect((await check(...[...names].reverse())).out).toBe((await check(...names)).out);
  });
});
