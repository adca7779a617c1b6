import { checksWith, isSpec, optionalIn } from './research';
import { GDPR } from '../../src/frameworks';
import { demands } from '../../src/frameworks/framework';

test('has the lines of the spec, in its order', () => {
  expect(GDPR.requirements.map(r => r.id).filter(isSpec))
    .toEqual(['L515', 'L516', 'L517', 'L518', 'L522', 'L523', 'L524', 'L525', 'L526'].map(line => `spec ${line}`));
});

test('a paragraph is one scanner\'s opinion, but for the right that the law itself states', () => {
  const paragraphs = GDPR.requirements.filter(r => /^Art\. \d+\(/.test(r.id));
  expect(paragraphs.filter(r => r.checks.some(c => c.tier !== 'C')).map(r => r.id)).toEqual(['Art. 20(1)']);
});

test('asks for no lock and no second copy, which would work against erasure and residency', () => {
  const checks = checksWith(GDPR, () => true);
  for (const check of ['object-lock-enabled', 'default-retention', 'legal-hold-possible', 'replicated']) expect(checks).not.toContain(check);
});

test.each([
  'erasure-possible', 'inventory-listed', 'lifecycle-limits', 'in-allowed-region', 'replicas-in-allowed-regions', 'key-in-allowed-region',
  'personal-data-tagged', 'encrypted-with-customer-key', 'presigned-urls-expire', 'sigv2-refused', 'noncurrent-versions-expire',
])('asks for %s of every bucket', check => {
  expect(demands(GDPR, check)).toBe(true);
});

test('what it asks of some buckets only', () => {
  expect(optionalIn(GDPR)).toEqual({
    'bucket-key-enabled': 'where the cost of KMS calls matters more than one KMS event for each object',
    'destructive-changes-need-mfa': 'where nobody may delete versions without a second factor',
    'events-sent': 'where a breach must be noticed by an application of its own',
    'key-dedicated': 'where the other buckets hold data of other purposes',
    'key-duties-separated': 'where one person must not both manage and use the key',
    'mfa-delete': 'where the bucket has no lifecycle rules',
    'vpc-endpoint-for-s3': 'for internal workloads',
    'vpc-only': 'for internal workloads',
  });
});
