import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recording } from '../../src/posture/live';
import { judgeRecordings } from '../../src/runtime/audit';

const recorded = (folder: string): Recording[] => JSON.parse(readFileSync(join(__dirname, `../agreement/${folder}/api.json`), 'utf8'));
const named = (name: string): Recording[] => [...recorded('hipaa'), ...recorded('careless')].filter(({ bucket }) => bucket === name);

function outcomes(bucket: string, others: readonly string[], listed: readonly string[]): Record<string, string> {
  const recordings = [bucket, ...others].flatMap(named);
  const [{ buckets }] = judgeRecordings({ recordings, listed: [{ schema: 'cdk-s3-compliance/audit-buckets/1', account: recordings[0].account, buckets: listed }] }, { frameworks: ['hipaa'] });
  return Object.fromEntries(buckets.find(({ logicalId }) => logicalId === bucket)!.findings.map(({ check, outcome }) => [check, outcome]));
}

test('a log bucket that is read alone is not judged by what a log bucket is spared', () => {
  const all = outcomes('hipaa-logs', ['hipaa-records'], ['hipaa-logs', 'hipaa-records']);
  const alone = outcomes('hipaa-logs', [], ['hipaa-logs', 'hipaa-records']);
  expect([all['encrypted-with-kms'], all['access-logging-enabled']]).toEqual(['not-applicable', 'not-applicable']);
  expect([alone['encrypted-with-kms'], alone['access-logging-enabled']]).toEqual(['unknown', 'unknown']);
  expect(Object.keys(all).filter(check => alone[check] === 'fail')).toEqual([]);
});

test('where all buckets were read, nobody logs to it: it is a bucket as any', () => {
  expect(outcomes('hipaa-logs', [], ['hipaa-logs'])['encrypted-with-kms']).toBe('fail');
});

test('a bucket that no log can be delivered to is judged as it is, whatever was read', () => {
  expect(outcomes('careless-files', [], ['careless-files', 'hipaa-logs'])).toEqual(outcomes('careless-files', [], ['careless-files']));
  expect(outcomes('careless-files', [], ['hipaa-logs'])['access-logging-enabled']).toBe('fail');
});
