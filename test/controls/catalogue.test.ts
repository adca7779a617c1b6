import { CHECKS_OF, describeWithResearch, ENTRIES, SPEC_ALONE } from './catalogue';
import { CONTROLS } from '../../src/controls';
import { MANUAL_CHECKS } from '../../src/controls/manual';

const ids = [...CONTROLS, ...MANUAL_CHECKS].map(check => check.id);

test('every entry is mapped to checks that exist, and every check stands for an entry', () => {
  expect([...Object.values(CHECKS_OF).flat(), ...SPEC_ALONE].sort()).toEqual([...ids].sort());
});

describeWithResearch('controls.json', () => {
  test('each entry has a check', () => {
    expect(Object.keys(CHECKS_OF).sort()).toEqual(ENTRIES.map(entry => entry.id).sort());
    expect(Object.entries(CHECKS_OF).filter(([, checks]) => checks.length === 0)).toEqual([]);
  });

  test('a manual check has the id of its entry, where it has one', () => {
    const entries = [...ENTRIES.map(entry => entry.id), ...SPEC_ALONE];
    expect(entries).toEqual(expect.arrayContaining(MANUAL_CHECKS.map(check => check.id)));
  });
});
