import { bucket, find, posture, readBoth, told } from './helpers';
import { parseTemplate, readTemplates } from '../../../src/posture/cloudformation';
import { type Declarations, DECLARATIONS, NOTHING_DECLARED } from '../../../src/posture/declarations';

const P = { Ref: 'P' };
const at = `Resources/B/Metadata/${DECLARATIONS}`;
const sections = { Parameters: { P: { Type: 'String' }, D: { Type: 'String', Default: 'eu-west-1' }, L: { Type: 'CommaDelimitedList', Default: 'eu-west-1, eu-west-3' } } };
const byParameter = 'decided at deploy time by {"Ref":"P"}';
const withMetadata = (Metadata: unknown, more: object = {}) => ({ ...sections, ...more, Resources: { B: bucket({}, { Metadata }) } });
const read = (declared: unknown): Declarations => told(posture(readBoth(withMetadata({ [DECLARATIONS]: declared }))).declared) as Declarations;

test.each<[string, unknown]>([
  ['without metadata', undefined], ['with other metadata', { 'aws:cdk:path': 'x' }], ['with nothing', { [DECLARATIONS]: { Ref: 'AWS::NoValue' } }],
])('%s nothing is declared', (_, Metadata) => {
  expect(posture(readBoth(withMetadata(Metadata))).declared).toEqual({ at, value: NOTHING_DECLARED });
});

test('all of it', () => {
  const exception = { control: 'key-rotates', reason: 'imported material', owner: 'security@example.com', expires: '2027-03-31' };
  expect(read({
    allowedRegions: ['eu-central-1', 'eu-west-1'], multiRegionKeyAllowed: true, retentionLegalBasis: 'HGB 257', personalDataTag: 'pii', exceptions: [exception],
  })).toEqual({
    allowedRegions: ['eu-central-1', 'eu-west-1'],
    multiRegionKeyAllowed: true,
    retentionLegalBasis: 'HGB 257',
    personalDataTag: 'pii',
    exceptions: [{ at: `${at}/exceptions/0`, ...exception }],
    unreadable: [],
  });
});

type Case = readonly [what: string, declared: unknown, members: object, ...unreadable: readonly string[]];
test.each<Case>([
  ['nothing in it', {}, {}],
  ['text', 'x', {}, ': "x" is no map'],
  ['a list', [], {}, ': [] is no map'],
  ['a parameter', P, {}, `: ${byParameter}`],
  ['Regions that are no list', { allowedRegions: 'eu-west-1' }, {}, '/allowedRegions: "eu-west-1" is no list'],
  ['a Region that is none', { allowedRegions: ['eu-west-1', { a: 1 }, 7, ''] }, { allowedRegions: ['eu-west-1'] },
    '/allowedRegions/1: {"a":1} is no text', '/allowedRegions/2: 7 is no text', '/allowedRegions/3: "" is no text'],
  ['no Region', { allowedRegions: [] }, { allowedRegions: [] }],
  ['a Region by parameter', { allowedRegions: [P] }, { allowedRegions: [] }, `/allowedRegions/0: ${byParameter}`],
  ['Regions by parameter', { allowedRegions: P }, {}, `/allowedRegions: ${byParameter}`],
  ['its own Region, which is not known', { allowedRegions: [{ Ref: 'AWS::Region' }] }, { allowedRegions: [] }, '/allowedRegions/0: "..." is decided at deploy time'],
  ['a flag as text', { multiRegionKeyAllowed: 'true' }, { multiRegionKeyAllowed: true }],
  ['a flag that is off', { multiRegionKeyAllowed: false }, { multiRegionKeyAllowed: false }],
  ['a flag that is none', { multiRegionKeyAllowed: 'perhaps' }, {}, '/multiRegionKeyAllowed: "perhaps" is neither true nor false'],
  ['a basis that shows nothing', { retentionLegalBasis: '\u2800-' }, {}, '/retentionLegalBasis: "\u2800-" is no text'],
  ['a basis that is blank', { retentionLegalBasis: ' ' }, {}, '/retentionLegalBasis: " " is no text'],
  ['a basis that is no text', { retentionLegalBasis: true }, {}, '/retentionLegalBasis: true is no text'],
  ['a basis put together', { retentionLegalBasis: { 'Fn::Join': [' ', ['HGB', '257']] } }, { retentionLegalBasis: 'HGB 257' }],
  ['a tag that is a list', { personalDataTag: ['pii'] }, {}, '/personalDataTag: ["pii"] is no text'],
  ['a member that nobody knows', { allowedRegion: ['eu-west-1'] }, {},
    '/allowedRegion: is none of allowedRegions, multiRegionKeyAllowed, retentionLegalBasis, personalDataTag, exceptions'],
  ['exceptions that are no list', { exceptions: { control: 'x' } }, {}, '/exceptions: {"control":"x"} is no list'],
  ['an exception that is none', { exceptions: ['key-rotates'] }, {}, '/exceptions/0/control: "key-rotates" is no map'],
  ['an exception from nothing', { exceptions: [{ reason: 'x' }] }, {}, '/exceptions/0/control: is required but absent'],
  ['an exception from what is no text', { exceptions: [{ control: 7 }] }, {}, '/exceptions/0/control: 7 is no text'],
  ['an exception by parameter', { exceptions: [{ control: P }] }, {}, `/exceptions/0/control: ${byParameter}`],
  ['an exception without the rest', { exceptions: [{ control: 'a' }] }, { exceptions: [{ at: `${at}/exceptions/0`, control: 'a' }] }],
  ['an exception with a rest that is wrong', { exceptions: [{ control: 'a', reason: 1, owner: P, expires: {} }] }, { exceptions: [{ at: `${at}/exceptions/0`, control: 'a' }] },
    '/exceptions/0/reason: 1 is no text', `/exceptions/0/owner: ${byParameter}`, '/exceptions/0/expires: {} is no text'],
  ['an exception beside one that is wrong', { exceptions: [{}, { control: 'a' }] }, { exceptions: [{ at: `${at}/exceptions/1`, control: 'a' }] },
    '/exceptions/0/control: is required but absent'],
])('%s', (_, declared, members, ...unreadable) => {
  expect(read(declared)).toEqual({ exceptions: [], ...(members as object), unreadable: unreadable.map(sentence => at + sentence) });
});

test('a default is taken for granted', () => {
  expect(posture(readBoth(withMetadata({ [DECLARATIONS]: { allowedRegions: [{ Ref: 'D' }] } }))).declared)
    .toMatchObject({ value: { allowedRegions: ['eu-west-1'] }, assuming: ['parameter D keeps its default "eu-west-1"'] });
  expect(read({ allowedRegions: { Ref: 'L' } }).allowedRegions).toEqual(['eu-west-1', 'eu-west-3']);
});

test('by a condition', () => {
  const Conditions = { IsProd: { 'Fn::Equals': [P, 'prod'] } };
  const declared = { exceptions: { 'Fn::If': ['IsProd', [], [{ control: 'a' }]] } };
  const { alternatives } = find(readBoth(withMetadata({ [DECLARATIONS]: declared }, { Conditions })), 'B');
  expect(alternatives.map(({ when, posture: found }) => [when, (told(found.declared) as Declarations).exceptions.length])).toEqual([[['IsProd is true'], 0], [['IsProd is false'], 1]]);
});

test('a macro is taken to add none', () => {
  expect(posture(readBoth(withMetadata(undefined, { Transform: 'Mine' }))).declared).toEqual({ at, value: NOTHING_DECLARED, assuming: ['macro Mine leaves it as written'] });
});

test('names of prototypes declare nothing, and nothing is polluted', () => {
  const text = `{"Resources": {"B": {"Type": "AWS::S3::Bucket", "Metadata": {"${DECLARATIONS}": {
    "__proto__": {"multiRegionKeyAllowed": true, "personalDataTag": "x"}, "constructor": {"prototype": {"allowedRegions": []}},
    "exceptions": [{"__proto__": {"control": "a"}}, {"control": "__proto__", "reason": "constructor"}]
  }}}}}`;
  const [{ alternatives: [{ posture: { declared } }] }] = readTemplates([parseTemplate('t', text)]);
  expect(told(declared)).toEqual({
    exceptions: [{ at: `${at}/exceptions/1`, control: '__proto__', reason: 'constructor' }],
    unreadable: [expect.stringContaining('/__proto__: is none of'), expect.stringContaining('/constructor: is none of'), `${at}/exceptions/0/control: is required but absent`],
  });
  expect(({} as Record<string, unknown>).control).toBeUndefined();
  expect(({} as Record<string, unknown>).multiRegionKeyAllowed).toBeUndefined();
});
