import { readdirSync } from 'node:fs';
import { type Difference, differencesOf, type Pair, pairsOf, recordingsOf } from './compare';
import { evaluate } from '../../src/evidence';
import { FRAMEWORKS } from '../../src/frameworks';
import type { Recording } from '../../src/posture/live';

const FOLDERS = readdirSync(__dirname, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(({ name }) => name).sort();

/** What only one reader can know, or each calls by another name, and why. Whatever else they do not agree on is a defect. */
const EXPLAINED: readonly { readonly fact: RegExp; readonly why: string; readonly holds: (difference: Difference) => boolean }[] = [
  {
    fact: /^trails(\.length)?$/,
    why: 'without a trail in it, a template says nothing of the trails of the account; AWS shows that there is none',
    holds: ({ template, live }) => template === undefined ? JSON.stringify(live) === '{"value":0}' : 'unknown' in template && live === undefined,
  },
  {
    fact: /^key\.retained$/,
    why: 'no API says whether a key outlives its stack',
    holds: ({ template, live }) => 'value' in template! && 'unknown' in live!,
  },
  {
    fact: /^key\.id$/,
    why: 'the ARN of a key is not known before it exists: a token stands for it',
    holds: ({ template, live }) => /^\{"value":"<.*\.\w+>"\}$/.test(JSON.stringify(template)) && JSON.stringify(live).startsWith('{"value":"arn:aws:kms:'),
  },
  {
    fact: /^key\.otherBuckets\.\d+$/,
    why: 'a bucket is found by its path in the template, or by its name',
    holds: ({ template, live }) => JSON.stringify(template).startsWith('{"value":"Resources/') && JSON.stringify(live).startsWith('{"value":"Buckets/'),
  },
  {
    fact: /^key\.(manager|rotation|enabled)$/,
    why: 'of a key that is not in the templates KMS alone knows this',
    holds: ({ bucket, template, live }) => bucket === 'elsewhere-data' && 'unknown' in template! && 'value' in live!,
  },
  {
    fact: /^replication\.\d+\.region$/,
    why: 'of a destination that is not in the templates S3 alone knows the Region',
    holds: ({ bucket, template, live }) => bucket === 'elsewhere-data' && 'unknown' in template! && JSON.stringify(live) === '{"value":"eu-west-1"}',
  },
  {
    fact: /^logDestination(\..*)?$/,
    why: 'of a log bucket that is not in the templates S3 alone knows anything',
    holds: ({ bucket, template, live }) => bucket === 'elsewhere-data' && (template === undefined ? live !== undefined : 'unknown' in template),
  },
  {
    fact: /^(publicAccessBlock\.\w+|ownership|blockedEncryption\.(0|length))$/,
    why: 'S3 adds these to every new bucket, and the template reader counts on nothing that is not stated (decision 008)',
    holds: ({ bucket }) => bucket === 'careless-today-files',
  },
  {
    fact: /^acl$/,
    why: 'somebody changed the ACL since the bucket was deployed',
    holds: ({ bucket, template, live }) => bucket === 'granted-since-data'
      && JSON.stringify([template, live]) === '[{"value":"Private"},{"value":"PublicRead"}]',
  },
];

const explained = (difference: Difference): boolean => EXPLAINED.some(({ fact, holds }) => fact.test(difference.fact) && holds(difference));

const all: readonly Pair[] = FOLDERS.flatMap(folder => pairsOf(folder));

test('there are buckets of many kinds, each seen by both readers', () => {
  expect(FOLDERS.length).toBeGreaterThanOrEqual(20);
  expect(all.length).toBeGreaterThanOrEqual(45);
  expect(all.filter(({ template }) => template === undefined)).toEqual([]);
});

test.each(FOLDERS)('%s: both readers see one posture', (folder) => {
  const differences = pairsOf(folder).flatMap(differencesOf);
  expect(differences.filter(difference => !explained(difference))).toEqual([]);
});

test('every explanation is needed', () => {
  const differences = all.flatMap(differencesOf);
  const idle = EXPLAINED.filter(({ fact, holds }) => !differences.some(difference => fact.test(difference.fact) && holds(difference)));
  expect(idle.map(({ why }) => why)).toEqual([]);
});

/** What a verdict may come to where a reader does not know, or S3 adds something of its own. By control: template's outcome, live outcome. */
const VERDICTS: Readonly<Record<string, readonly (readonly [template: string, live: string, only?: string])[]>> = {
  'key-stays-usable': [['pass', 'unknown']],
  'encrypted-with-customer-key': [['unknown', 'pass', 'elsewhere-data']],
  'key-rotates': [['unknown', 'pass', 'elsewhere-data']],
  'key-dedicated': [['unknown', 'pass', 'elsewhere-data']],
  'replicas-in-allowed-regions': [['unknown', 'pass', 'elsewhere-data']],
  'log-destination-valid': [['unknown', 'pass', 'elsewhere-data']],
  'public-access-blocked': [['fail', 'pass', 'careless-today-files']],
  'acls-disabled': [['fail', 'pass', 'careless-today-files']],
  'sse-c-blocked': [['fail', 'pass', 'careless-today-files']],
  'access-points-block-public': [['unknown', 'pass', 'careless-today-files']],
  'no-public-grants': [['pass', 'fail', 'granted-since-data']],
};

/** What a framework asks of some buckets only is left to a person wherever it does not pass. */
const says = (outcome: string | undefined, expected: string): boolean => outcome === expected || (outcome === 'manual' && expected !== 'pass');

test.each(FRAMEWORKS.map(framework => [framework.id, framework] as const))('%s: both readers lead to the same verdicts', (_, framework) => {
  const [template, live] = (['template', 'live'] as const).map(reader => new Map(all.flatMap(pair =>
    evaluate([pair[reader]], framework).buckets[0].findings.map(({ check, outcome }) => [`${pair.bucket} ${check}`, outcome] as const))));
  const wrong = [...template].flatMap(([name, outcome]) => {
    const [bucket, check] = name.split(' ');
    const other = live.get(name);
    const allowed = VERDICTS[check]?.some(([one, two, only]) => says(outcome, one) && says(other, two) && (only ?? bucket) === bucket);
    return outcome === other || allowed ? [] : [`${name}: ${outcome} by the template, ${other} live`];
  });
  expect(wrong).toEqual([]);
});

test('one answer that differs is found', () => {
  const turned = recordingsOf('hipaa').map((recording): Recording => recording.bucket !== 'hipaa-records' ? recording
    : { ...recording, answers: { ...recording.answers, GetBucketVersioning: { answer: { Status: 'Suspended' } } } });
  const differences = pairsOf('hipaa', turned).flatMap(differencesOf).filter(difference => !explained(difference));
  expect(differences).toEqual([{ bucket: 'hipaa-records', fact: 'versioning', template: { value: 'Enabled' }, live: { value: 'Suspended' } }]);
});
