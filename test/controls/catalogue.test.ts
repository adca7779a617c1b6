import { CHECKS_OF, describeWithResearch, ENTRIES, WITHOUT_CHECK } from './catalogue';
import { CONTROLS } from '../../src/controls';
import { MANUAL_CHECKS } from '../../src/controls/manual';

const ids = [...CONTROLS, ...MANUAL_CHECKS].map(check => check.id);

test('every entry is mapped to checks that exist, and every check stands for an entry', () => {
  expect(Object.values(CHECKS_OF).flat().sort()).toEqual([...ids].sort());
});

describeWithResearch('controls.json', () => {
  test('each entry has a check, or is listed as having none', () => {
    expect(ENTRIES.map(entry => entry.id).sort()).toEqual([...Object.keys(CHECKS_OF), ...WITHOUT_CHECK].sort());
  });

  const needed = ENTRIES.filter(entry => entry.frameworks.HIPAA.length > 0
    || entry.specMandatoryFor.some(target => target === 'HIPAA' || target === 'BASE')
    || /Checklist|HIPAA L/.test(entry.specReference));
  test.each(needed.map(entry => entry.id))('%s, which HIPAA or the spec needs, has a check', id => {
    expect(CHECKS_OF[id]).not.toHaveLength(0);
  });

  test('a manual check has the id of its entry', () => {
    expect(ENTRIES.map(entry => entry.id)).toEqual(expect.arrayContaining(MANUAL_CHECKS.map(check => check.id)));
  });
});
