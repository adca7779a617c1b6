import { isSpec, optionalIn } from './research';
import { PCI_DSS_4_0_1 } from '../../src/frameworks';
import { demands } from '../../src/frameworks/framework';

test('has the lines of the spec, in its order', () => {
  expect(PCI_DSS_4_0_1.requirements.map(r => r.id).filter(isSpec))
    .toEqual(['L561', 'L562', 'L563', 'L567', 'L568', 'L569', 'L570', 'L571'].map(line => `spec ${line}`));
});

test('names its edition wherever it is named', () => {
  expect([PCI_DSS_4_0_1.title, PCI_DSS_4_0_1.edition]).toEqual(['PCI DSS v4.0.1', 'PCI DSS v4.0.1, June 2024']);
});

test.each([
  'encrypted-with-customer-key', 'key-rotates', 'key-dedicated', 'key-stays-usable', 'vpc-only', 'access-logging-enabled',
  'log-destination-valid', 'block-public-access-account', 'cross-account-roles-only', 'cross-account-permission-changes-refused',
  'access-points-block-public', 'http-refused', 'old-tls-refused',
])('asks for %s of every bucket', check => {
  expect(demands(PCI_DSS_4_0_1, check)).toBe(true);
});

test('what it asks of some buckets only', () => {
  expect(optionalIn(PCI_DSS_4_0_1)).toEqual({
    'bucket-key-enabled': 'where the cost of KMS calls matters more than one KMS event for each object',
    'default-retention': 'for audit trails',
    'destructive-changes-need-mfa': 'where nobody may delete versions without a second factor',
    'events-sent': 'where anomalies are looked for in events',
    'governance-bypass-restricted': 'for audit trails',
    'key-duties-separated': 'where dual control of the key is asked for',
    'legal-hold-possible': 'where a court or an authority may order a hold',
    'lifecycle-limits': 'where the data must not be kept for ever',
    'mfa-delete': 'where the bucket has no lifecycle rules',
    'noncurrent-versions-expire': 'where the data must not be kept for ever',
    'object-lock-enabled': 'for audit trails',
    'object-retention-bounded': 'for audit trails',
    'replicated': 'where availability needs a second copy',
  });
});
