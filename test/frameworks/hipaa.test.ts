import { cited, isSpec, optionalIn } from './research';
import { HIPAA } from '../../src/frameworks';

test('replication is asked for only where availability needs it, and by the sources alone', () => {
  expect(cited(HIPAA, 'replicated').every(({ id }) => /^164\./.test(id))).toBe(true);
});

test('has the lines of the spec, in its order', () => {
  expect(HIPAA.requirements.map(r => r.id).filter(isSpec)).toEqual(['L532', 'L533', 'L534', 'L538', 'L539', 'L540', 'L541', 'L542'].map(line => `spec ${line}`));
});

test('what it asks of some buckets only', () => {
  expect(optionalIn(HIPAA)).toEqual({
    'bucket-key-enabled': 'where the cost of KMS calls matters more than one KMS event for each object',
    'destructive-changes-need-mfa': 'where nobody may delete versions without a second factor',
    'key-dedicated': 'where the other buckets hold no PHI',
    'key-duties-separated': 'where one person must not both manage and use the key',
    'legal-hold-possible': 'where a court or an authority may order a hold',
    'lifecycle-limits': 'where the data must not be kept for ever',
    'mfa-delete': 'where the bucket has no lifecycle rules',
    'replicated': 'where availability needs a second copy',
  });
});
