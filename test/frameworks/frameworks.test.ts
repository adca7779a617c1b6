import { CONTROLS } from '../../src/controls';
import { MANUAL_CHECKS } from '../../src/controls/manual';
import { FRAMEWORKS, frameworkById } from '../../src/frameworks';
import { checksOf, cite, controlsOf, demands, requirementsFor } from '../../src/frameworks/framework';

const CHECKS = [...CONTROLS, ...MANUAL_CHECKS];

describe.each(FRAMEWORKS.map(framework => framework.id))('%s', (id) => {
  const framework = frameworkById(id);
  const citations = framework.requirements.flatMap(requirement => requirement.checks);

  test('every citation resolves to a check of the list', () => {
    for (const citation of citations) expect(CHECKS).toContain(citation.check);
  });

  test('no requirement, and no check within one, is there twice or empty', () => {
    const ids = framework.requirements.map(requirement => requirement.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const requirement of framework.requirements) {
      const checks = requirement.checks.map(citation => citation.check);
      expect(new Set(checks).size).toBe(checks.length);
      expect(checks).not.toHaveLength(0);
      expect(requirement.title).toMatch(/^[A-Z]/);
    }
  });

  test('names its edition and source', () => {
    expect([framework.title, framework.edition, framework.source]).not.toContain('');
  });

  test('a clause continues "asked of a bucket only ..."', () => {
    for (const { onlyIf } of citations) if (onlyIf !== undefined) expect(onlyIf).toMatch(/^(for|where) [^.]*[^.\s]$/);
  });

  test('lists each check once, and its requirements', () => {
    const checks = checksOf(framework);
    expect(new Set(checks).size).toBe(checks.length);
    for (const check of checks) expect(requirementsFor(framework, check.id)).not.toHaveLength(0);
    expect(controlsOf(framework).every(control => CONTROLS.includes(control))).toBe(true);
  });
});

test('every check is mentioned by at least one framework', () => {
  const mentioned = new Set(FRAMEWORKS.flatMap(checksOf));
  expect(CHECKS.filter(check => !mentioned.has(check)).map(check => check.id)).toEqual([]);
});

test('the ids are different, and names for a command line', () => {
  const ids = FRAMEWORKS.map(framework => framework.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
});

test('nothing claims that a bucket is compliant', () => {
  expect(JSON.stringify([FRAMEWORKS, CONTROLS, MANUAL_CHECKS])).not.toMatch(/\bcomplian(t|ce with)\b|\bcomplies\b/i);
});

test('frameworkById names what it got and what it takes', () => {
  expect(frameworkById('hipaa').title).toBe('HIPAA Security Rule');
  expect(() => frameworkById('iso')).toThrow("there is no framework 'iso'; pass one of 'baseline', 'hipaa', 'gdpr', 'soc2', 'pci-dss-4-0-1'");
});

test('cite leaves out what is not set', () => {
  expect(cite(MANUAL_CHECKS[0], 'A')).toEqual({ check: MANUAL_CHECKS[0], tier: 'A' });
  expect(Object.keys(cite(MANUAL_CHECKS[0], 'A'))).not.toContain('onlyIf');
});

test.each<[string, readonly (string | undefined)[], boolean]>([
  ['no requirement asks for', [], false],
  ['one asks for', [undefined], true],
  ['is asked for under a clause', ['for regulated data'], false],
  ['is asked for under two clauses', ['for regulated data', 'for internal workloads'], false],
  ['one asks for, and another under a clause', ['for regulated data', undefined], true],
])('what %s: a framework demands it or not', (_, clauses, expected) => {
  const [check, other] = MANUAL_CHECKS;
  const citations = [cite(other, 'A'), ...clauses.map(onlyIf => cite(check, 'A', onlyIf))];
  const requirements = citations.map((citation, i) => ({ id: `R${i}`, title: 'One', checks: [citation] }));
  expect(demands({ id: 'f', title: 'F', edition: 'E', source: 'S', requirements }, check.id)).toBe(expected);
});
