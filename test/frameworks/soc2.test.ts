import { cited, isSpec, optionalIn } from './research';
import { SOC2 } from '../../src/frameworks';
import { demands } from '../../src/frameworks/framework';

test('has the lines of the spec, in its order', () => {
  expect(SOC2.requirements.map(r => r.id).filter(isSpec)).toEqual(['L551', 'L552', 'L553', 'L554', 'L555'].map(line => `spec ${line}`));
});

test('says whose mapping it is', () => {
  expect(SOC2.edition).toContain('as mapped by Prowler and Powerpipe');
});

test('MFA is attested for people, and judged for what destroys data', () => {
  expect(SOC2.requirements.find(r => r.id === 'spec L554')!.checks.map(c => c.check.id)).toEqual(['iam-mfa', 'destructive-changes-need-mfa']);
  expect(cited(SOC2, 'destructive-changes-need-mfa').map(c => c.id)).toEqual(['spec L554']);
});

test.each([
  'access-logging-enabled', 'log-destination-valid', 'data-reads-recorded', 'data-writes-recorded', 'encrypted-by-default', 'http-refused',
  'multi-az-storage', 'destructive-changes-need-mfa', 'versioning-enabled', 'public-access-blocked',
])('asks for %s of every bucket', check => {
  expect(demands(SOC2, check)).toBe(true);
});

test('what it asks of some buckets only', () => {
  const keyApart = 'where who may decrypt is controlled apart from who may read';
  expect(optionalIn(SOC2)).toEqual({
    'bucket-key-enabled': 'where the cost of KMS calls matters more than one KMS event for each object',
    'default-retention': 'for regulated data',
    'encrypted-with-customer-key': keyApart,
    'encrypted-with-kms': keyApart,
    'events-sent': 'where anomalies are looked for in events',
    'governance-bypass-restricted': 'for regulated data',
    'key-dedicated': keyApart,
    'key-duties-separated': 'where one person must not both manage and use the key',
    'key-rotates': keyApart,
    'key-stays-usable': keyApart,
    'legal-hold-possible': 'where a court or an authority may order a hold',
    'lifecycle-limits': 'where the data must not be kept for ever',
    'mfa-delete': 'where the bucket has no lifecycle rules',
    'object-lock-enabled': 'for regulated data',
    'object-retention-bounded': 'for regulated data',
    'replicated': 'where availability needs a second copy',
    'vpc-endpoint-for-s3': 'for internal workloads',
    'vpc-only': 'for internal workloads',
  });
});
