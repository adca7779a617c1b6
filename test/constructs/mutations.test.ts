import { HARDENING, NEUTRAL, NEUTRAL_OF, REFUSES_MORE, UNSEEN } from './mutation-table';
import { BUCKETS, type BucketName, type Json, narrowings, outcomes, removals, subjectOf, weaker } from './mutations';
import { CONTROLS } from '../../src/controls';
import { GDPR, HIPAA, PCI_DSS_4_0_1 as PCI_DSS, SOC2 } from '../../src/frameworks';
import { demands, type Framework } from '../../src/frameworks/framework';

const FRAMEWORKS: Readonly<Record<BucketName, readonly Framework[]>> = {
  hipaaBucket: [HIPAA], pciBucket: [PCI_DSS], gdprBucket: [GDPR], soc2Bucket: [SOC2], hipaaPci: [HIPAA, PCI_DSS], gdprSoc2: [GDPR, SOC2],
};
const isAbout = (line: string) => ([row]: readonly [string, string]) => line === row || line.startsWith(`${row} `) || line.startsWith(`${row}/`);
const failing = (found: Map<string, string>) => [...found].filter(([, outcome]) => outcome === 'fail').map(([id]) => id);
const used = new Set<string>();

/** The most specific row that is about a line: the control that must notice, or none. */
function expected(bucket: BucketName, line: string): { control?: string; row: string } | undefined {
  if (REFUSES_MORE.test(line)) return { row: 'a Deny that refuses more' };
  const rows = [...HARDENING.map(r => [r, true] as const), ...[...NEUTRAL, ...UNSEEN, ...NEUTRAL_OF[bucket] ?? []].map(r => [r, false] as const)];
  const about = rows.filter(([row]) => isAbout(line)(row))
    .sort(([[one], first], [[other], second]) => other.length - one.length || Number(first) - Number(second))[0];
  if (!about) return undefined;
  used.add(about[0].join());
  return about[1] ? { row: about[0][0], control: about[0][1] } : { row: about[0][0] };
}

describe.each(BUCKETS)('%s', (bucket) => {
  const subject = subjectOf(bucket);
  const before = outcomes(subject, subject.body);
  const mutations = [...removals(subject), ...narrowings(subject).filter(({ line }) => !line.endsWith('Effect Allow'))];

  test('nothing fails before that its frameworks demand of every bucket', () => {
    expect(failing(before).filter(id => FRAMEWORKS[bucket].some(framework => demands(framework, id)))).toEqual([]);
  });

  test('each line of its template is in one of the tables', () => {
    expect(mutations.map(({ line }) => line).filter(line => !expected(bucket, line))).toEqual([]);
  });

  const rows = mutations.flatMap(({ line, body }) => {
    const says = expected(bucket, line);
    return says ? [[line, says.control, body] as const] : [];
  });

  test.each(rows.filter(([, control]) => control))('less of %s: %s', (_, control, body) => {
    expect(before.get(control!)).toBe('pass');
    const after = outcomes(subject, body(), CONTROLS.filter(({ id }) => id === control)).get(control!);
    expect(['fail', 'unknown']).toContain(after);
  });

  test.each(rows.filter(([, control]) => !control))('less of %s: nothing new fails', (line, _, body) => {
    const after = line === 'Policy Bucket' ? before : outcomes(subject, body());
    expect(failing(after).filter(id => !failing(before).includes(id))).toEqual([]);
  });

  test.each(narrowings(subject).filter(({ line }) => line.endsWith('Effect Allow') && line.startsWith('Policy')))('$line is a grant to everybody', ({ body }) => {
    expect(outcomes(subject, body()).get('least-privilege-policy')).toBe('fail');
  });
});

test('no row of the tables is about nothing', () => {
  const stale = [...HARDENING, ...NEUTRAL, ...UNSEEN, ...Object.values(NEUTRAL_OF).flat()].filter(row => !used.has(row.join()));
  expect(stale.map(([line]) => line)).toEqual([]);
});

describe('what goes together', () => {
  const subject = subjectOf('hipaaBucket');
  const less = (...names: string[]): Json => weaker(subject, 'Bucket', ({ Properties }) => names.forEach(name => delete Properties[name]))!;

  test.each([
    [['ObjectLockEnabled', 'ObjectLockConfiguration'], 'object-lock-enabled'],
    [['ObjectLockEnabled', 'ObjectLockConfiguration', 'VersioningConfiguration'], 'versioning-enabled'],
  ])('without %j: %s', (names, control) => {
    expect(outcomes(subject, less(...names)).get(control)).toBe('fail');
  });
});
