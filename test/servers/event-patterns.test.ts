import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathOf } from './installed';
import { AccessAlert } from '../../src/constructs/alerts/access-alert';
import { patternOf, patternsOf } from '../../src/constructs/alerts/event-pattern';
import { AROUND, changed, type Detail, MATCHING, NEAR_MISSES, QUIET, RULES } from '../constructs/alerts/events';

const JARS = join(__dirname, '../../.servers/ruler');
const DATA = join(__dirname, '../../../shared/data/cloudtrail');

interface Answer { readonly invalid: Readonly<Record<string, string>>; readonly matches: readonly (readonly string[])[] }

/** Asks the matcher that EventBridge is made of. */
function ask(patterns: Readonly<Record<string, unknown>>, events: readonly object[]): Answer {
  const input = JSON.stringify({ patterns, events });
  return JSON.parse(execFileSync('java', ['-cp', `${JARS}/*`, join(__dirname, 'Rulers.java')], { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] })) as Answer;
}

/** A record of CloudTrail as EventBridge delivers it. */
const delivered = (detail: Detail): object => ({
  'version': '0',
  'id': 'a5d0f1f0-0000-0000-0000-000000000000',
  'detail-type': 'AWS API Call via CloudTrail',
  'source': `aws.${String(detail.eventSource).split('.')[0]}`,
  'account': detail.recipientAccountId ?? '123456789012',
  'time': detail.eventTime ?? '2026-01-31T12:00:00Z',
  'region': detail.awsRegion ?? 'us-east-1',
  'resources': [],
  detail,
});

const PATTERNS = Object.fromEntries(RULES.map(rule => [rule.id, patternOf(rule, AROUND)]));

/** Each file that the tests read, a name and a record an event. */
function records(): readonly (readonly [name: string, event: object, account: string, verdict?: boolean])[] {
  const read = (file: string) => JSON.parse(readFileSync(join(DATA, file), 'utf8')) as unknown;
  const one = (name: string, log: Detail, verdict?: boolean) =>
    [name, delivered(log), String(log.recipientAccountId ?? (log.userIdentity as Detail | undefined)?.accountId ?? ''), verdict] as const;
  const [{ Records }, outpost] = read('awsdocs-userguide-2023-cloudtrail-logging-understanding-s3-entries.json') as [{ Records: Detail[] }, Detail];
  const tested = (file: string) => (read(file) as { expected?: boolean; log: Detail }[]).map((r, i) => one(`${file.split('-')[0]} ${i}`, r.log, r.expected));
  return [
    ...[...Records, outpost].map((log, i) => one(`aws ${i}`, log)),
    ...['cloud-custodian-event-cloud-trail-create-bucket.json', 'cloud-custodian-event-cloud-trail-s3.json']
      .map((file, i) => [`custodian ${i}`, read(file) as object, (read(file) as { account: string }).account] as const),
    ...tested('panther-analysis-s3.json'),
    ...tested('stratus-red-team-docs-s3-dataevents.json'),
  ];
}

/** What matches, by hand. Records that are not named match nothing. */
const EXPECTED: Readonly<Record<string, readonly [alerts: readonly AccessAlert[], reason: string]>> = {
  'aws 0': [[AccessAlert.OTHER_ACCOUNT], 'ListBuckets by 111122223333, told to 444455556666; as a read-only management event EventBridge would keep it back'],
  'aws 1': [[AccessAlert.BUCKET_ACL], 'PutBucketAcl, with a grant to its owner only'],
  'custodian 0': [[AccessAlert.ROOT_USER], 'CreateBucket by the root user'],
  'panther 1': [[AccessAlert.LIFECYCLE], 'a lifecycle of one day'],
  'panther 2': [[AccessAlert.LIFECYCLE], 'one of 730 days: a pattern alerts on each change, and compares no days'],
  'panther 4': [[AccessAlert.BUCKET_POLICY], 'a policy that is not public: it changed all the same'],
  'panther 5': [[AccessAlert.REFUSED_BUCKET_CHANGE], 'a public policy that was refused'],
  'panther 6': [[AccessAlert.BUCKET_POLICY], 'a policy whose text nobody can read: it was put'],
  'panther 9': [[AccessAlert.BUCKET_ACL], 'PutBucketAcl'],
  'panther 14': [[AccessAlert.REFUSED_BUCKET_CHANGE], 'DeleteBucketEncryption, refused'],
  'panther 15': [[AccessAlert.REPLICATION], 'DeleteBucketReplication'],
  'panther 16': [[AccessAlert.REPLICATION], 'PutBucketReplication: the copies may go elsewhere now'],
  'panther 19': [[AccessAlert.REFUSED_BUCKET_CHANGE], 'DeleteBucketPublicAccessBlock, refused'],
  'panther 20': [[AccessAlert.LOGGING], 'logging off'],
  'panther 21': [[AccessAlert.LOGGING], 'logging on: exists works on leaves only, so a pattern cannot tell it from off'],
  'panther 22': [[AccessAlert.VERSIONING], 'MFA delete disabled'],
  'panther 26': [[AccessAlert.VERSIONING], 'versioning suspended'],
  'panther 27': [[AccessAlert.VERSIONING], 'MFA delete disabled'],
  'panther 28': [[AccessAlert.LOGGING], 'logging on, as 21'],
  'panther 30': [[AccessAlert.VERSIONING], 'versioning suspended'],
  'panther 31': [[AccessAlert.REFUSED_BUCKET_CHANGE], 'a suspension that was refused'],
  'panther 32': [[AccessAlert.ENCRYPTION], 'DeleteBucketEncryption; panther asks this record about versioning'],
  'panther 34': [[AccessAlert.OTHER_ACCOUNT], '111111111111 at the bucket of 222222222222, here as an API call: how endpoint events are delivered is not covered'],
  'panther 35': [[AccessAlert.OTHER_ACCOUNT], 'as 34, without the endpoint that panther asks for'],
  'stratus 0': [[AccessAlert.SSE_C_COPY], 'the copy of the ransomware technique'],
};

const missing = [...pathOf('java') === undefined ? ['java'] : [], ...existsSync(JARS) ? [] : ['event-ruler']];
const title = 'the patterns of the alerts, by the matcher of EventBridge';
if (missing.length > 0 && process.env.CI !== 'true') {
  process.stderr.write(`skipped: ${title}: ${missing.join(', ')} not installed; run test/servers/install-rulers.sh\n`);
  test.skip(title, () => undefined);
} else {
  describe(title, () => {
    jest.setTimeout(120_000);

    test('what they are for matches, one step beside it does not, and nothing else does', () => {
      const { invalid, matches } = ask(PATTERNS, [...[...MATCHING, ...NEAR_MISSES].map(([,, event]) => delivered(event)), delivered(QUIET)]);
      expect(invalid).toEqual({});
      const expected = [
        ...MATCHING.map(([id,,, also = []]) => [id, ...also]),
        ...NEAR_MISSES.map(([,,, still = []]) => [...still]),
        [],
      ].map(ids => [...ids].sort());
      const names = [...MATCHING, ...NEAR_MISSES].map(([id, what]) => `${id}: ${what}`).concat('a quiet request');
      expect(names.map((name, i) => [name, matches[i]])).toEqual(names.map((name, i) => [name, expected[i]]));
    });

    test('the matcher refuses a pattern that is none', () => {
      expect(Object.keys(ask({ bad: { detail: { eventName: 'PutBucketPolicy' } }, worse: { detail: { eventName: [{ nonsense: 1 }] } } }, []).invalid)).toEqual(['bad', 'worse']);
    });

    test('named buckets match, others do not, in each of the parts', () => {
      const buckets = Array.from({ length: 60 }, (_, i) => `${'b'.repeat(55)}${i}`);
      const scoped = Object.fromEntries(RULES.flatMap(rule => patternsOf(rule, AROUND, ['records', ...buckets], () => false).map((pattern, i) => [`${rule.id} ${i}`, pattern] as const)));
      const elsewhere = (event: Detail) => changed(event, { requestParameters: { ...event.requestParameters as Detail, bucketName: 'recordsx' } });
      const last = (event: Detail) => changed(event, { requestParameters: { ...event.requestParameters as Detail, bucketName: buckets[59] } });
      const ofBucket = MATCHING.filter(([id]) => RULES.find(rule => rule.id === id)!.ofBucket);
      const events = ofBucket.map(([,, event]) => event);
      const { invalid, matches } = ask(scoped, [...events, ...events.map(elsewhere), ...events.map(last)].map(delivered));
      expect(invalid).toEqual({});
      const has = (offset: number) => ofBucket.map(([id], i) => matches[offset * events.length + i].some(name => name.startsWith(`${id} `)));
      expect([has(0), has(1), has(2)].map(all => [...new Set(all)])).toEqual([[true], [false], [true]]);
    });

    const shared = existsSync(DATA);
    if (!shared) process.stderr.write(`skipped: real records of CloudTrail: ${DATA} is not there\n`);
    (shared ? test : test.skip)('real records of CloudTrail, each with the alerts that it gives', () => {
      const all = records();
      const byAccount = (account: string) => Object.fromEntries(RULES.map(rule => [rule.id, patternOf(rule, { ...AROUND, account, trustedAccounts: [], vpcEndpoints: ['vpce-1a2b3c4d'] })]));
      const accounts = [...new Set(all.map(([,, account]) => account))];
      const patterns = Object.fromEntries(accounts.flatMap(account => Object.entries(byAccount(account)).map(([id, pattern]) => [`${account} ${id}`, pattern])));
      const { invalid, matches } = ask(patterns, all.map(([, event]) => event));
      expect(invalid).toEqual({});
      const found = all.map(([name,, account], i) => [name, matches[i].filter(id => id.startsWith(`${account} `)).map(id => id.split(' ')[1])] as const);
      expect(Object.fromEntries(found.filter(([, ids]) => ids.length > 0))).toEqual(
        Object.fromEntries(Object.entries(EXPECTED).map(([name, [ids]]) => [name, [...ids].sort()])));
      // what panther alerts on we alert on as well; where it does not and we do, the reason says why
      const bad = all.filter(([,,, verdict]) => verdict === true).map(([name]) => name);
      expect(bad.length).toBe(9);
      expect(bad.filter(name => !Object.hasOwn(EXPECTED, name))).toEqual([]);
      expect(all.length).toBe(46);
    });
  });
}
