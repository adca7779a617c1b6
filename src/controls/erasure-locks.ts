import { refuses } from './questions';
import { fail, holds, notApplicable, pass, type Verdict } from './verdict';
import type { BucketPosture } from '../posture/bucket-posture';
import { saysSomething } from '../posture/declarations';

/** Whether the lock that objects get by default can be lifted. */
export const lockYields = ({ defaultRetention, declared }: BucketPosture): Verdict => holds(defaultRetention, (retention, at) =>
  retention === undefined
    ? pass(at, 'is not set, so no lock is in the way by default')
    : holds(retention.mode, (mode, where) => mode !== 'COMPLIANCE'
      ? pass(where, `is "${mode}", which a role with s3:BypassGovernanceRetention can lift`)
      : holds(declared, ({ retentionLegalBasis: basis }) => basis !== undefined && saysSomething(basis)
        ? notApplicable(where, `is "COMPLIANCE", and the owner declares why retention goes before erasure: ${JSON.stringify(basis)}`)
        : fail(where, 'is "COMPLIANCE", which nobody can lift, and no legal basis for it is declared'))));

/** A writer may name another mode than the default for one object. */
export function writersYield(bucket: BucketPosture): Verdict {
  return holds(bucket.objectLock, (locks, at) => {
    if (!locks) return notApplicable(at, 'is off, so no writer can lock an object');
    const refused = refuses(bucket, 'with a lock in COMPLIANCE mode', {
      actions: ['s3:PutObject', 's3:PutObjectRetention'],
      contexts: [{ 's3:object-lock-mode': 'COMPLIANCE', 's3:object-lock-remaining-retention-days': '1', 'aws:ViaAWSService': 'false' }],
    });
    return refused.outcome === 'pass' ? refused : holds(bucket.declared, ({ retentionLegalBasis: basis }) => basis !== undefined && saysSomething(basis)
      ? notApplicable(at, `the owner declares why retention goes before erasure: ${JSON.stringify(basis)}`)
      : refused);
  });
}
