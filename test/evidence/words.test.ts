import { countsInWords, elide, plural, sentence, shortPath } from '../../src/evidence/words';

test.each([
  ['VersioningConfiguration/Status', 'is "Suspended"', 'VersioningConfiguration/Status is "Suspended"'],
  ['VersioningConfiguration/Status', 'fails when A is true: is "Suspended"', 'VersioningConfiguration/Status fails when A is true: is "Suspended"'],
  ['Policy', 'has no Deny', 'Policy has no Deny'],
  ['Policy', 'decided at deploy time by {"Ref":"P"}', 'Policy: decided at deploy time by {"Ref":"P"}'],
  ['Policy', 'this statement cannot be read', 'Policy: this statement cannot be read'],
  ['the bucket', 'is public', 'the bucket is public'],
  ['the bucket', 'passes when A is true', 'passes when A is true'],
  ['the bucket', 'there is no bucket policy', 'there is no bucket policy'],
])('%s + %s', (place, says, expected) => expect(sentence(place, says)).toBe(expected));

test.each([
  ['Resources/Records', 'the bucket'],
  ['Resources/Records/Properties/VersioningConfiguration/Status', 'VersioningConfiguration/Status'],
  ['Resources/RecordsPolicy/Properties/PolicyDocument', 'RecordsPolicy/PolicyDocument'],
  ['Parameters/Stage', 'Parameters/Stage'],
])('%s beside its bucket is %s', (at, expected) => expect(shortPath('Resources/Records', at)).toBe(expected));

test('only the middle of a long path is left out', () => {
  expect(elide('A/B/C/D')).toBe('A/B/C/D');
  expect(elide(`${'A'.repeat(30)}/${'B'.repeat(30)}/C/D`)).toBe(`${'A'.repeat(30)}/…/C/D`);
});

test('zero failures are said, other zeros are not', () => {
  expect(countsInWords({ 'fail': 0, 'unknown': 0, 'manual': 2, 'waived': 1, 'pass': 1, 'not-applicable': 0 }).map(c => c.text))
    .toEqual(['0 failed', '2 to decide by hand', '1 waived', '1 passed']);
  expect([plural(1, 'bucket'), plural(0, 'bucket')]).toEqual(['1 bucket', '0 buckets']);
});
