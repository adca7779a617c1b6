import { HIPAA } from '../../src/frameworks';
import { CHECKS_OF, describeWithResearch, ENTRIES, SPEC } from '../controls/catalogue';

const isLaw = (id: string): boolean => /^164\.3\d\d(\([a-zA-Z0-9]+\))+$/.test(id);
const isSpec = (id: string): boolean => /^spec L\d+$/.test(id);
const cited = (check: string) => HIPAA.requirements.flatMap(({ id, checks }) => checks.filter(c => c.check.id === check).map(c => ({ id, ...c })));
const checksWith = (wanted: (id: string) => boolean): string[] =>
  HIPAA.requirements.filter(r => wanted(r.id)).flatMap(r => r.checks.map(c => c.check.id));

test('a requirement is a paragraph of the rule, a line of the spec, or the list of what nobody maps', () => {
  for (const { id, checks } of HIPAA.requirements) {
    const allowed = isLaw(id) ? ['A', 'B'] : isSpec(id) ? ['spec'] : id === 'no published mapping' ? ['none'] : [];
    for (const { tier } of checks) expect(allowed).toContain(tier);
  }
});

test('what is listed as unmapped is mapped nowhere else', () => {
  const mapped = new Set(checksWith(id => id !== 'no published mapping'));
  expect(checksWith(id => id === 'no published mapping').filter(id => mapped.has(id))).toEqual([]);
});

test('replication is asked for only where availability needs it, and by the sources alone', () => {
  expect(cited('replicated').every(citation => isLaw(citation.id))).toBe(true);
  expect(new Set(cited('replicated').map(citation => citation.onlyIf))).toEqual(new Set(['where availability needs a second copy']));
});

test('nothing that the spec makes mandatory is optional', () => {
  expect(HIPAA.requirements.filter(r => isSpec(r.id)).flatMap(r => r.checks).filter(citation => citation.onlyIf !== undefined)).toEqual([]);
});

describeWithResearch('controls.json', () => {
  const checks = ENTRIES.flatMap(entry => (CHECKS_OF[entry.id] ?? []).map(check => [check, entry] as const));

  test.each(checks)('%s is cited by the paragraphs that its entry names, with its tier', (check, entry) => {
    const law = cited(check).filter(citation => isLaw(citation.id));
    expect(law.map(citation => citation.id).sort()).toEqual([...entry.frameworks.HIPAA].sort());
    for (const citation of law) expect(citation.tier).toBe(entry.frameworkTier.HIPAA);
  });

  test('what is mandatory for HIPAA is cited by a line of the spec', () => {
    const mandatory = ENTRIES.filter(entry => entry.specMandatoryFor.includes('HIPAA')).flatMap(entry => CHECKS_OF[entry.id]);
    expect(checksWith(isSpec)).toEqual(expect.arrayContaining(mandatory));
  });

  test.each(HIPAA.requirements.filter(r => isSpec(r.id)).map(r => [r.id, r.title]))('%s says %s', (id, title) => {
    expect(SPEC[Number(id.slice('spec L'.length)) - 1]).toContain(title);
  });
});
