import fc from 'fast-check';
import { factsAbout, hardened, outcomes, readFirst, withAnswer } from './helpers';
import { type Answer, type Call, type CallName, CALLS, type Recording } from '../../../src/posture/live';
import { recordingsOf } from '../../agreement/compare';

const TRAIL = 'arn:aws:cloudtrail:eu-central-1:111122223333:trail/all';
const KEY = Object.keys(hardened()[0].answers).find(name => name.startsWith('DescribeKey '))!.slice('DescribeKey '.length);

/** For each answer: the facts that rest on it alone, what they are where AWS says that the thing is absent, and what an empty answer means. */
interface Row {
  readonly facts: readonly string[];
  /** An answer that says no to what the controls ask. */
  readonly bad: Answer;
  /** Facts that an empty answer says, where AWS answers so; everywhere else it is no answer. */
  readonly empty?: Readonly<Record<string, unknown>>;
}

const absent = (code: string): Answer => ({ error: { code, status: 404 } });
const BLOCK = ['blockPublicAcls', 'blockPublicPolicy', 'ignorePublicAcls', 'restrictPublicBuckets'];
const everybody = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::hipaa-records/*' }] });

const ROWS: Readonly<Record<string, Row>> = {
  'GetBucketLocation': { facts: ['region'], bad: { answer: { LocationConstraint: 'us-west-2' } }, empty: { region: 'us-east-1' } },
  'GetPublicAccessBlock': { facts: BLOCK.map(flag => `publicAccessBlock.${flag}`), bad: absent('NoSuchPublicAccessBlockConfiguration') },
  'GetBucketOwnershipControls': { facts: ['ownership'], bad: absent('OwnershipControlsNotFoundError') },
  'GetBucketAcl': { facts: ['acl'], bad: { answer: { Owner: { ID: 'o' }, Grants: [{ Grantee: { Type: 'Group', URI: 'http://acs.amazonaws.com/groups/global/AllUsers' }, Permission: 'WRITE' }] } } },
  'GetBucketPolicy': { facts: ['policy'], bad: { answer: { Policy: everybody } } },
  'GetBucketEncryption': { facts: ['encryption', 'key', 'bucketKey', 'blockedEncryption'], bad: absent('ServerSideEncryptionConfigurationNotFoundError') },
  'GetBucketVersioning': { facts: ['versioning'], bad: { answer: { Status: 'Suspended' } }, empty: { versioning: 'NotStated' } },
  'GetObjectLockConfiguration': { facts: ['objectLock', 'defaultRetention'], bad: absent('ObjectLockConfigurationNotFoundError') },
  'GetBucketLifecycleConfiguration': { facts: ['lifecycle'], bad: absent('NoSuchLifecycleConfiguration') },
  'GetBucketReplication': { facts: ['replication'], bad: absent('ReplicationConfigurationNotFoundError') },
  'GetBucketLogging': { facts: ['accessLogs', 'logDestination'], bad: { answer: {} }, empty: { accessLogs: undefined, logDestination: undefined } },
  'GetBucketWebsite': { facts: ['website'], bad: { answer: { IndexDocument: { Suffix: 'index.html' } } } },
  'GetBucketTagging': { facts: ['tags'], bad: absent('NoSuchTagSet') },
  'GetBucketNotificationConfiguration': { facts: ['notifications'], bad: { answer: {} }, empty: { notifications: false } },
  'ListBucketInventoryConfigurations': { facts: ['inventories'], bad: { answer: {} }, empty: { 'inventories.length': 0 } },
  'ListAccessPoints': { facts: ['accessPoints'], bad: { answer: { AccessPointList: [] } } },
  'GetAccessPoint door': {
    facts: BLOCK.map(flag => `accessPoints.0.publicAccessBlock.${flag}`),
    bad: {
      answer: {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false,
        },
      },
    },
  },
  'DescribeTrails': { facts: ['trails'], bad: { answer: { trailList: [] } } },
  [`GetTrailStatus ${TRAIL}`]: { facts: ['trails.0.logging'], bad: { answer: { IsLogging: false } } },
  [`GetEventSelectors ${TRAIL}`]: { facts: ['trails.0.dataReads', 'trails.0.dataWrites'], bad: { answer: { EventSelectors: [] } } },
  [`DescribeKey ${KEY}`]: {
    facts: ['key.manager', 'key.enabled', 'key.multiRegion', 'key.rotation', 'key.policy'],
    bad: {
      answer: {
        KeyMetadata: {
          Arn: KEY, KeyManager: 'CUSTOMER', Enabled: false, KeyState: 'Disabled', MultiRegion: true, Origin: 'AWS_KMS',
        },
      },
    },
  },
  [`GetKeyRotationStatus ${KEY}`]: { facts: ['key.rotation'], bad: { answer: { KeyRotationEnabled: false } } },
  [`GetKeyPolicy ${KEY}`]: { facts: ['key.policy'], bad: { answer: { Policy: everybody.replace('s3:*', 'kms:*').replace('arn:aws:s3:::hipaa-records/', '') } } },
  'GetBucketLocation hipaa-copies': { facts: ['replication.0.region'], bad: { answer: { LocationConstraint: 'us-west-2' } }, empty: { 'replication.0.region': 'us-east-1' } },
  'GetBucketEncryption hipaa-logs': {
    facts: ['logDestination.encryption'],
    bad: {
      answer: {
        ServerSideEncryptionConfiguration: {
          Rules: [
            { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
          ],
        },
      },
    },
  },
  'GetObjectLockConfiguration hipaa-logs': {
    facts: ['logDestination.defaultRetention'],
    bad: {
      answer: {
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } },
        },
      },
    },
  },
  'GetBucketPolicy hipaa-logs': { facts: ['logDestination.policy'], bad: absent('NoSuchBucketPolicy') },
  'GetBucketAcl hipaa-logs': { facts: ['logDestination.acl'], bad: { answer: { Owner: { ID: 'o' }, Grants: [] } } },
  'GetBucketOwnershipControls hipaa-logs': { facts: ['logDestination.ownership'], bad: absent('OwnershipControlsNotFoundError') },
};

const NAMES = Object.keys(ROWS);
const refused = (code: string, status?: number): Answer => ({ error: { code, ...status !== undefined && { status } } });

/** Whatever AWS, the way to it or something that only looks like it may bring instead of an answer. */
const FAULTS: Readonly<Record<string, Answer>> = {
  'AccessDenied': refused('AccessDenied', 403),
  'SlowDown': refused('SlowDown', 503),
  'InternalError': refused('InternalError', 500),
  'TimeoutError': refused('TimeoutError'),
  'PermanentRedirect': refused('PermanentRedirect', 301),
  'NoSuchBucket': refused('NoSuchBucket', 404),
  'NotImplemented': refused('NotImplemented', 501),
  'OddAnswer': refused('OddAnswer'),
  'NoSuchSomethingElse': refused('NoSuchKey', 404),
  'null': { answer: null },
  'a list': { answer: [] },
  'a text': { answer: '<html>' },
  'a number': { answer: 7 },
  'another shape': { answer: { Unexpected: { Value: 1 } } },
  'a prototype': { answer: JSON.parse('{"__proto__": {"Status": "Enabled"}, "constructor": {}}') as unknown },
  'a body without an answer': {} as Answer,
};

const hard = hardened().slice(0, 1);
const base = factsAbout(hard);
const verdicts = outcomes(hard);
const below = (facts: Iterable<string>, fact: string): boolean => [...facts].some(name => name === fact || name.startsWith(`${fact}.`));

test('every answer of the hardened bucket has a row, and every fact of a row is known of it', () => {
  expect(NAMES.filter(name => !Object.hasOwn(hard[0].answers, name))).toEqual([]);
  expect(Object.keys(hard[0].answers).filter(name => !NAMES.includes(name))).toEqual([]);
  const seen = [...base].filter(([, fact]) => 'value' in fact).map(([name]) => name);
  expect(NAMES.flatMap(name => ROWS[name].facts).filter(fact => !below(seen, fact))).toEqual([]);
});

/** What is empty says something where AWS answers so; then it is no fault. */
const isEmptyAnswer = (name: string, fault: string): boolean => ROWS[name].empty !== undefined && ['another shape', 'a prototype'].includes(fault);

describe.each(NAMES)('%s', (name) => {
  test.each(Object.keys(FAULTS).filter(fault => !isEmptyAnswer(name, fault)))('%s leaves its facts unknown, and no others', (fault) => {
    const facts = factsAbout(withAnswer(hard, name, FAULTS[fault]));
    for (const fact of ROWS[name].facts) expect([fact, Object.keys(facts.get(fact) ?? {})]).toEqual([fact, ['unknown']]);
    const lost = [...base].filter(([fact, seen]) => JSON.stringify(facts.get(fact)) !== JSON.stringify(seen)).map(([fact]) => fact);
    const beside = lost.filter(fact => !ROWS[name].facts.some(own => fact === own || fact.startsWith(`${own}.`)));
    expect(beside.filter(fact => !MAY_FOLLOW[name]?.includes(fact))).toEqual([]);
  });

  test('an empty answer says what AWS says by it, or nothing', () => {
    const facts = factsAbout(withAnswer(hard, name, { answer: {} }));
    const { empty, facts: own } = ROWS[name];
    if (empty) for (const [fact, value] of Object.entries(empty)) expect([fact, facts.get(fact)]).toEqual([fact, { value }]);
    else for (const fact of own) expect([fact, Object.keys(facts.get(fact) ?? {})]).toEqual([fact, ['unknown']]);
  });

  test('a refusal is named, with the permission that is missing', () => {
    const call = name.split(' ')[0] as CallName;
    const permissions = (CALLS[call] as Call).permissions.join(' and ');
    const facts = factsAbout(withAnswer(hard, name, FAULTS.AccessDenied));
    expect(facts.get(ROWS[name].facts[0])).toEqual({ unknown: `AccessDenied: not allowed to call ${permissions}` });
    const busy = factsAbout(withAnswer(hard, name, FAULTS.SlowDown));
    expect(busy.get(ROWS[name].facts[0])).toEqual({ unknown: `SlowDown (503): ${call} was not answered` });
  });

  test('only the codes of the call, with the status 404, say that there is nothing', () => {
    const { absent: codes = [] }: Call = CALLS[name.split(' ')[0] as CallName];
    for (const code of codes) {
      for (const status of [403, 500, 301]) {
        const facts = factsAbout(withAnswer(hard, name, refused(code, status)));
        for (const fact of ROWS[name].facts) expect([fact, Object.keys(facts.get(fact) ?? {})]).toEqual([fact, ['unknown']]);
      }
      const facts = factsAbout(withAnswer(hard, name, refused(code)));
      for (const fact of ROWS[name].facts) expect([fact, Object.keys(facts.get(fact) ?? {})]).not.toEqual([fact, ['unknown']]);
    }
  });

  test('a missing answer makes no control pass, and those that depend on it unknown', () => {
    const without = outcomes(withAnswer(hard, name, FAULTS.AccessDenied));
    const bad = outcomes(withAnswer(hard, name, ROWS[name].bad));
    const fails = [...verdicts].filter(([control, outcome]) => outcome === 'pass' && bad.get(control) !== 'pass').map(([control]) => control);
    expect([name, fails.length > 0]).toEqual([name, !NOT_ALONE.includes(name)]);
    for (const [control, outcome] of verdicts) {
      const now = without.get(control)!;
      if (now !== outcome) expect([control, now]).toEqual([control, 'unknown']);
      if (outcome === 'pass' && bad.get(control) === 'fail') expect([control, now]).toEqual([control, 'unknown']);
    }
  });
});

/** Answers that decide no control of this bucket alone: other settings have to be bad as well. */
const NOT_ALONE: readonly string[] = [
  'GetBucketAcl', 'GetBucketTagging', 'ListAccessPoints', 'GetBucketAcl hipaa-logs', 'GetBucketOwnershipControls hipaa-logs',
];

/** Facts that follow from those of a row. */
const MAY_FOLLOW: Readonly<Record<string, readonly string[]>> = {
  GetBucketLocation: [],
  GetBucketEncryption: ['policy'],
  [`DescribeKey ${KEY}`]: [],
};

const CARELESS = ['careless', 'legacy-acls', 'website'].map(folder => recordingsOf(folder)[0]);

test.each(CARELESS.map(recording => [recording.bucket, recording] as const))('%s: nothing that is bad gets better by a missing answer', (_, recording) => {
  const before = outcomes([recording]);
  for (const name of Object.keys(recording.answers)) {
    for (const [control, now] of outcomes(withAnswer([recording], name, FAULTS.AccessDenied))) {
      if (now === 'pass') expect([name, control, before.get(control)]).toEqual([name, control, 'pass']);
    }
  }
});

const word = fc.constantFrom<unknown>(null, true, false, 0, 1, -1, 1e308, '', 'Enabled', 'AES256', 'aws:kms', '{"Statement":[]}', '__proto__', '*');
const name = fc.constantFrom('Rules', 'Status', 'Policy', 'Filter', 'Grants', 'Owner', 'ID', '__proto__', 'KeyMetadata', 'trailList', 'TagSet');
const shallow = fc.oneof(word, fc.array(word, { maxLength: 2 }), fc.dictionary(name, word, { maxKeys: 3 }));
const deeper = fc.oneof(shallow, fc.dictionary(name, shallow, { maxKeys: 2 }));
const json = fc.oneof(shallow, fc.array(shallow, { maxLength: 2 }), fc.dictionary(name, deeper, { maxKeys: 3 }));

/** Puts a value somewhere into an answer. */
function spoilt(answer: unknown, path: readonly number[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof answer !== 'object' || answer === null) return value;
  const keys = Object.keys(answer);
  if (keys.length === 0) return value;
  const key = keys[step % keys.length];
  const copy: unknown = Array.isArray(answer) ? [...answer as unknown[]] : { ...answer };
  const inside = spoilt((answer as Record<string, unknown>)[key], rest, value);
  Object.defineProperty(copy, key, { value: inside, enumerable: true, configurable: true, writable: true });
  return copy;
}

test('no answer, however odd, throws', () => {
  fc.assert(fc.property(fc.constantFrom(...NAMES), fc.array(fc.nat(9), { maxLength: 6 }), json, (call, path, value) => {
    const { answer } = hard[0].answers[call] as { readonly answer?: unknown };
    for (const odd of [value, spoilt(answer, path, value)]) {
      expect(readFirst(withAnswer(hard, call, { answer: odd })).alternatives).toHaveLength(1);
    }
  }), { numRuns: 100 });
});

test('no odd answer makes a careless bucket pass what it failed', () => {
  const [careless] = recordingsOf('careless');
  const before = outcomes([careless]);
  const failed = [...before].filter(([, outcome]) => outcome === 'fail').map(([control]) => control);
  expect(failed.length).toBeGreaterThan(10);
  const names = Object.keys(careless.answers);
  fc.assert(fc.property(fc.constantFrom(...names), json, (call, value) => {
    const now = outcomes(withAnswer([careless], call, { answer: value }));
    expect(failed.filter(control => now.get(control) === 'pass')).toEqual([]);
  }), { numRuns: 25 });
});

test('a recording of the wrong shape is read as unknown', () => {
  const call = 'GetPublicAccessBlock';
  for (const answers of [null, [], 'x', { [call]: null }, { [call]: { error: 'x' } }, { [call]: { error: null, answer: {} } }]) {
    const odd = { ...hard[0], answers } as unknown as Recording;
    expect(Object.keys(factsAbout([odd]).get('publicAccessBlock.blockPublicAcls')!)).toEqual(['unknown']);
  }
});

test('nesting that is deeper than any stack is no answer', () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  const facts = factsAbout(withAnswer(hard, 'GetBucketPolicy', { answer: { Policy: deep.slice(0, 90_000) } }));
  expect(facts.get('policy')).toEqual({ unknown: 'OddAnswer: the policy is no JSON' });
  const long = factsAbout(withAnswer(hard, 'GetBucketPolicy', { answer: { Policy: deep } }));
  expect(long.get('policy')).toEqual({ unknown: 'OddAnswer: the policy has 400000 letters' });
  const statement = `{"Statement":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
  expect(readFirst(withAnswer(hard, 'GetBucketPolicy', { answer: { Policy: statement } }))).toBeDefined();
});
