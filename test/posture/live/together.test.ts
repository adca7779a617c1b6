import { ACCOUNT, hardened, withAnswer } from './helpers';
import { isKnown } from '../../../src/posture/fact';
import { readRecordings, type Recording } from '../../../src/posture/live';
import { recordingsOf } from '../../agreement/compare';

const told = (fact: { readonly value?: unknown; readonly unknown?: string }): unknown =>
  fact.unknown === undefined ? fact.value : { why: fact.unknown };
const posture = (recordings: readonly Recording[], bucket: string, options = {}) =>
  readRecordings(recordings, options).find(({ logicalId }) => logicalId === bucket)!.alternatives[0].posture;

test('a bucket that runs is named by its account and its name', () => {
  const [reading] = readRecordings(hardened());
  expect(reading).toMatchObject({ template: `aws://${ACCOUNT}`, logicalId: 'hipaa-records', at: 'Buckets/hipaa-records' });
  expect(reading.alternatives.map(({ when }) => when)).toEqual([[]]);
});

describe('a key and its other buckets', () => {
  const two = recordingsOf('encrypted');
  const others = (recordings: readonly Recording[], bucket: string, options = {}): unknown => {
    const { key } = posture(recordings, bucket, options);
    return isKnown(key) && key.value ? told(key.value.otherBuckets) : undefined;
  };
  const without = (bucket: string) => two.filter(one => one.bucket !== bucket);
  const listed = { listed: { [ACCOUNT]: two.map(({ bucket }) => bucket) } };

  test('are seen whoever listed the buckets', () => {
    expect(others(two, 'encrypted-one')).toEqual(['Buckets/encrypted-two']);
  });

  test('are known not to be there only where every bucket of the account was read', () => {
    expect(others(two, 'encrypted-dsse', listed)).toEqual([]);
    expect(others(two, 'encrypted-dsse')).toEqual({ why: 'not all buckets of the account were read, and another may use it' });
    expect(others(without('encrypted-two'), 'encrypted-one', listed)).toEqual({ why: '1 of the buckets of the account was not read, and another may use it' });
  });

  test('are not known where a bucket does not say which key it uses', () => {
    const refused = two.map(one => one.bucket === 'encrypted-aes' ? withAnswer([one], 'GetBucketEncryption', { error: { code: 'AccessDenied', status: 403 } })[0] : one);
    expect(others(refused, 'encrypted-dsse', listed)).toEqual({ why: 'Buckets/encrypted-aes may use it: AccessDenied: not allowed to call s3:GetEncryptionConfiguration' });
  });
});

describe('access logs', () => {
  test('a log bucket is known by those who log to it', () => {
    expect(posture(hardened(), 'hipaa-logs').receivesAccessLogs).toEqual({ at: 'Buckets/hipaa-records/GetBucketLogging/LoggingEnabled', value: true });
    expect(told(posture(hardened().slice(1), 'hipaa-logs').receivesAccessLogs)).toBe(false);
  });

  test('of buckets that log to each other none counts', () => {
    const circle = recordingsOf('log-circle');
    expect(['log-circle-one', 'log-circle-two', 'log-circle-self'].map(name => told(posture(circle, name).receivesAccessLogs))).toEqual([false, false, false]);
    expect(told(posture(circle, 'log-circle-retained').receivesAccessLogs)).toBe(true);
  });

  const gone = (call: string) => [`${call} hipaa-logs`, { error: { code: 'NoSuchBucket', status: 404 } }] as const;

  test('a log bucket that every answer says is not there does not exist', () => {
    const calls = ['GetBucketEncryption', 'GetObjectLockConfiguration', 'GetBucketPolicy', 'GetBucketAcl', 'GetBucketOwnershipControls'];
    const [first] = hardened();
    const all = { ...first, answers: { ...first.answers, ...Object.fromEntries(calls.map(gone)) } };
    expect(told(posture([all], 'hipaa-records').logDestination)).toBeUndefined();
    const some = { ...first, answers: { ...first.answers, ...Object.fromEntries(calls.slice(1).map(gone)) } };
    expect(told(posture([some], 'hipaa-records').logDestination)).toMatchObject({ encryption: { value: 'AES256' } });
  });
});

describe('the account', () => {
  test('is known where one question was answered: each names it', () => {
    expect(told(posture(hardened(), 'hipaa-records').account)).toBe(ACCOUNT);
  });

  test('is not known where all were refused', () => {
    const [first] = hardened();
    const answers = Object.fromEntries(Object.keys(first.answers).map(name => [name, { error: { code: 'AccessDenied', status: 403 } }]));
    expect(told(posture([{ ...first, answers }], 'hipaa-records').account)).toEqual({ why: 'AccessDenied: not allowed to call s3:GetBucketLocation' });
  });
});

describe('policies', () => {
  const resources = (Resource: string, bucket = 'hipaa-records'): unknown => {
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource }] });
    const { policy } = posture(withAnswer(hardened(), 'GetBucketPolicy', { answer: { Policy } }), bucket);
    return isKnown(policy) ? policy.value?.statements[0].resources.patterns[0] : undefined;
  };

  test.each([
    ['arn:aws:s3:::hipaa-records', 'arn:aws:s3:::<bucket>'],
    ['arn:aws-cn:s3:::hipaa-records/*', 'arn:aws:s3:::<bucket>/*'],
    ['arn:aws-us-gov:s3:::hipaa-records/x', 'arn:aws:s3:::<bucket>/x'],
    ['arn:aws-cn:s3:::hipaa-logs/*', 'arn:aws:s3:::hipaa-logs/*'],
    ['arn:aws:s3:::another/*', 'arn:aws:s3:::another/*'],
    ['arn:aws:s3:::hipaa-*/*', 'arn:aws:s3:::*/*'],
    ['arn:aws:s3:::other-*/*', 'arn:aws:s3:::other-*/*'],
    ['*', '*'],
    [`arn:aws:kms:eu-central-1:${ACCOUNT}:key/x`, 'arn:aws:kms:eu-central-1:<account>:key/x'],
    ['{{resolve:ssm:x}}', '{{resolve:ssm:x}}'],
    ['<bucket>', { opaque: '"<bucket>" is a placeholder', like: '*' }],
    ['arn:aws:s3:::hip?a-records/*', { opaque: 'it cannot be told whether arn:aws:s3:::hip?a-records/* is this bucket', like: 'arn:aws:s3:::*?a-records/*' }],
    ['arn:*:s3:::hipaa-records', 'arn:aws:s3:::<bucket>'],
    ['arn:aws:*:::hipaa-records', { opaque: 'it cannot be told whether arn:aws:*:::hipaa-records is this bucket', like: '*' }],
  ])('%s is %j', (written, agreed) => {
    expect(resources(written)).toEqual(agreed);
  });

  test('our own marks cannot be written by somebody else', () => {
    const Policy = JSON.stringify({ Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: { opaque: 'x', like: 'arn:aws:s3:::<bucket>/*' } }] });
    const { policy } = posture(withAnswer(hardened(), 'GetBucketPolicy', { answer: { Policy } }), 'hipaa-records');
    expect(JSON.stringify(policy)).toContain('a member \\"opaque\\" is none that a policy has');
  });
});

describe('keys', () => {
  const name = Object.keys(hardened()[0].answers).find(one => one.startsWith('DescribeKey '))!;
  const described = (more: object): object => {
    const { answer } = hardened()[0].answers[name] as { answer: { KeyMetadata: object } };
    const { key } = posture(withAnswer(hardened(), name, { answer: { KeyMetadata: { ...answer.KeyMetadata, ...more } } }), 'hipaa-records');
    if (!isKnown(key) || !key.value) throw new Error('no key');
    return { enabled: told(key.value.enabled), manager: told(key.value.manager) };
  };

  test.each([
    [{ KeyState: 'Enabled', Enabled: true }, { enabled: true }],
    [{ KeyState: 'Disabled', Enabled: false }, { enabled: false }],
    [{ KeyState: 'PendingDeletion', Enabled: false }, { enabled: false }],
    [{ KeyState: 'Unavailable', Enabled: false }, { enabled: false }],
    [{ KeyState: 'Updating', Enabled: true }, { enabled: { why: 'is Updating just now' } }],
    [{ KeyState: 'PendingDeletion', Enabled: true }, { enabled: { why: 'OddAnswer: is PendingDeletion, and Enabled is true' } }],
    [{ KeyState: 'Frozen' }, { enabled: { why: 'OddAnswer: "Frozen" is none of Creating, Enabled, Disabled, PendingDeletion, PendingImport, PendingReplicaDeletion, Unavailable, Updating' } }],
    [{ Origin: 'EXTERNAL', ExpirationModel: 'KEY_MATERIAL_EXPIRES' }, { enabled: { why: 'its material was brought in from elsewhere, and expires' } }],
    [{ Origin: 'EXTERNAL', ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }, { enabled: true }],
    [{ KeyManager: 'AWS' }, { manager: 'aws', enabled: true }],
    [{ Arn: 'arn:aws:kms:eu-central-1:111122223333:key/another' }, { enabled: { why: 'OddAnswer: speaks of another key' } }],
  ])('%j', (more, expected) => {
    expect(described(more)).toMatchObject(expected);
  });
});

describe('what only looks like a setting', () => {
  const trail = 'GetEventSelectors arn:aws:cloudtrail:eu-central-1:111122223333:trail/all';
  const recorded = (selector: object): unknown => {
    const answer = { EventSelectors: [{ ...selector, DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }] };
    const { trails } = posture(withAnswer(hardened(), trail, { answer }), 'hipaa-records');
    return isKnown(trails) ? told(trails.value[0].dataReads) : undefined;
  };

  test('a selector that does not say what it records', () => {
    expect([recorded({ ReadWriteType: 'ReadOnly' }), recorded({ ReadWriteType: 'WriteOnly' })]).toEqual([true, false]);
    expect(recorded({})).toEqual({ why: 'OddAnswer: states no ReadWriteType' });
  });

  const changed = (name: string, answer: object) => posture(withAnswer(hardened(), name, { answer }), 'hipaa-records');

  test('a listener that is none', () => {
    expect(told(changed('GetBucketNotificationConfiguration', { TopicConfigurations: [7] }).notifications)).toEqual({ why: 'OddAnswer: has an item that is no map' });
    expect(told(changed('GetBucketNotificationConfiguration', { TopicConfigurations: [{ TopicArn: 'a' }] }).notifications)).toBe(true);
  });

  test('a filter of a kind that is not known, or none at all', () => {
    const whole = (rule: object): unknown => {
      const { lifecycle } = changed('GetBucketLifecycleConfiguration', { Rules: [{ ID: 'a', Status: 'Enabled', ...rule }] });
      return isKnown(lifecycle) ? told(lifecycle.value[0].wholeBucket) : undefined;
    };
    expect([whole({ Filter: {} }), whole({ Filter: { Prefix: '' } }), whole({ Prefix: '' }), whole({ Filter: { Prefix: 'a' } })]).toEqual([true, true, true, false]);
    expect(whole({ Filter: { And: { Prefix: '', Tags: [{ Key: 'a', Value: 'b' }] } } })).toBe(false);
    expect(whole({ Filter: { Moon: 'full' } })).toEqual({ why: 'is narrowed by "Moon", which is not known here' });
    expect(whole({})).toEqual({ why: 'OddAnswer: states neither a filter nor a prefix' });
  });

  test('lists that are cut off', () => {
    const cut = { InventoryConfigurationList: [{ Id: 'i', IsEnabled: true }], IsTruncated: true };
    expect(told(changed('ListBucketInventoryConfigurations', cut).inventories)).toEqual({ why: 'OddAnswer: the list is cut off' });
    expect(told(changed('ListAccessPoints', { AccessPointList: [], NextToken: 'x' }).accessPoints)).toEqual({ why: 'OddAnswer: the list is cut off' });
  });
});

describe('where a bucket is', () => {
  const region = (answer: unknown): unknown => told(posture(withAnswer(hardened(), 'GetBucketLocation', { answer }), 'hipaa-records').region);

  test.each([
    [{ LocationConstraint: null }, 'us-east-1'],
    [{ LocationConstraint: '' }, 'us-east-1'],
    [{ LocationConstraint: 'EU' }, 'eu-west-1'],
    [{ LocationConstraint: 'us-gov-west-1' }, 'us-gov-west-1'],
    [{ LocationConstraint: 'eusc-de-east-1' }, 'eusc-de-east-1'],
    [{ LocationConstraint: 'default' }, { why: 'OddAnswer: "default" is no Region' }],
    [{ LocationConstraint: 7 }, { why: 'OddAnswer: 7 is no text' }],
    [null, { why: 'OddAnswer: GetBucketLocation brought null' }],
  ])('%j', (answer, expected) => {
    expect(region(answer)).toEqual(expected);
  });
});

test('declarations are those that are given', () => {
  const declarations = { 'hipaa-records': { exceptions: [], unreadable: [], allowedRegions: ['eu-west-1'] } };
  expect(told(posture(hardened(), 'hipaa-records', { declarations }).declared)).toBe(declarations['hipaa-records']);
  expect(told(posture(hardened(), 'hipaa-logs', { declarations }).declared)).toEqual({ exceptions: [], unreadable: [] });
});
