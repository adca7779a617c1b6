import { checksWith, cited, isSpec, RESEARCHED, UNMAPPED } from './research';
import { checksOf } from '../../src/frameworks/framework';
import { CHECKS_OF, describeWithResearch, ENTRIES, type Entry, SPEC } from '../controls/catalogue';

describe.each(RESEARCHED.map(researched => [researched.framework.id, researched] as const))('%s', (_, researched) => {
  const { framework, key, target, numbered, tiers, optionalInSpec } = researched;
  const isNumbered = (id: string): boolean => numbered.test(id);
  const checks = checksOf(framework).map(check => check.id);

  test('a requirement is a paragraph of its text, a line of the spec, or the list of what nobody maps', () => {
    for (const { id, checks: citations } of framework.requirements) {
      const allowed = isNumbered(id) ? tiers : isSpec(id) ? ['spec'] : id === UNMAPPED ? ['none'] : [];
      for (const { tier } of citations) expect(allowed).toContain(tier);
    }
    expect(framework.requirements.at(-1)!.id).toBe(UNMAPPED);
  });

  test('what is listed as unmapped is mapped nowhere else', () => {
    const mapped = new Set(checksWith(framework, id => id !== UNMAPPED));
    expect(checksWith(framework, id => id === UNMAPPED).filter(id => mapped.has(id))).toEqual([]);
  });

  test.each(checks)('%s is asked of every bucket, or only under one clause', check => {
    expect(new Set(cited(framework, check).map(citation => citation.onlyIf)).size).toBe(1);
  });

  test('nothing that the spec makes mandatory is optional, but for what is listed', () => {
    expect(framework.requirements.filter(r => isSpec(r.id)).flatMap(r => r.checks.filter(c => c.onlyIf !== undefined).map(c => `${r.id} ${c.check.id}`)))
      .toEqual(optionalInSpec);
  });

  describeWithResearch('controls.json', () => {
    const idsOf = (entry: Entry): readonly string[] => entry.frameworks[key] ?? [];
    const known = new Set(ENTRIES.flatMap(idsOf));

    test.each(ENTRIES.map(entry => [entry.id, entry] as const))('the checks of %s are cited by the ids that it names, with its tier', (id, entry) => {
      for (const check of CHECKS_OF[id]) {
        const citations = cited(framework, check).filter(citation => isNumbered(citation.id));
        expect([check, ...citations.map(citation => citation.id).sort()]).toEqual([check, ...[...idsOf(entry)].sort()]);
        for (const citation of citations) expect(citation.tier).toBe(entry.frameworkTier[key]);
      }
    });

    test('every id that the research names is a requirement, and no other is', () => {
      expect(framework.requirements.map(r => r.id).filter(isNumbered).sort()).toEqual([...known].sort());
    });

    test('what is mandatory is cited by a line of the spec', () => {
      const mandatory = ENTRIES.filter(entry => entry.specMandatoryFor.includes(target)).flatMap(entry => CHECKS_OF[entry.id]);
      expect(mandatory).not.toHaveLength(0);
      expect(checksWith(framework, isSpec)).toEqual(expect.arrayContaining(mandatory));
    });

    test('what the spec asks of every bucket is in it, mapped or not', () => {
      expect(checks).toEqual(expect.arrayContaining(ENTRIES.filter(entry => entry.specMandatoryFor.includes('BASE')).flatMap(entry => CHECKS_OF[entry.id])));
    });

    test.each(framework.requirements.filter(r => isSpec(r.id)).map(r => [r.id, r.title]))('%s says %s', (id, title) => {
      expect(SPEC[Number(id.slice('spec L'.length)) - 1].replace(/[│•✓]/g, '').trim()).toBe(title);
    });
  });
});

describeWithResearch('editions of PCI DSS', () => {
  const idsUnder = (key: string): readonly string[] => ENTRIES.flatMap(entry => entry.frameworks[key]);
  const { framework } = RESEARCHED.find(researched => researched.key === 'PCI_DSS_4_0_1')!;

  test.each(['PCI_DSS_3_2_1', 'PCI_DSS_4_0'])('what only %s names is not in PCI DSS v4.0.1', other => {
    const own = new Set(idsUnder('PCI_DSS_4_0_1'));
    const foreign = new Set(idsUnder(other).filter(id => !own.has(id)));
    expect(foreign.size).toBeGreaterThan(0);
    expect(framework.requirements.filter(r => foreign.has(r.id))).toEqual([]);
  });
});
