import type { AccessRecord } from './access-record';
import { deletes, denied, letIn, reads } from './detect-operations';
import type { Weight, WindowRow } from './detect-row';

const NOT = 'not-applicable';
const ONE: Weight = { amount: 1 };

/** Counts what S3 did for somebody: its own work, and that of other services, is none of it. */
const ofSomebody = (concerns: (record: AccessRecord) => boolean, weight: (record: AccessRecord) => Weight | 'unknown') => (record: AccessRecord) => {
  if (!concerns(record) || record.requester.type === 'service' || record.operation.startsWith('S3.')) return NOT;
  const done = letIn(record);
  return done === undefined ? 'unknown' : done ? weight(record) : NOT;
};

/** What many requests of one requester show together. */
export const WINDOW_ROWS: readonly WindowRow[] = [
  {
    kind: 'window',
    id: 'denied-burst',
    what: 'were refused for want of permission, many in a short time',
    severity: 'medium',
    checks: ['cloudwatch-4xx-5xx-alarms', 'guardduty-s3-protection'],
    thresholds: ['deniedBurst', 'deniedWindow'],
    threshold: 'deniedBurst',
    window: 'deniedWindow',
    unit: 'requests',
    weigh: (record) => {
      const refused = denied(record);
      return refused === undefined ? 'unknown' : refused ? ONE : NOT;
    },
  },
  {
    kind: 'window',
    id: 'mass-delete',
    what: 'deleted objects, many in a short time',
    severity: 'high',
    checks: ['versioning-enabled', 'object-lock-enabled', 'destructive-changes-need-mfa'],
    thresholds: ['massDelete', 'massDeleteWindow'],
    threshold: 'massDelete',
    window: 'massDeleteWindow',
    unit: 'objects',
    weigh: ofSomebody(deletes, ({ operation, objects }) => operation === 'DeleteObjects' ? { amount: objects ?? 1, atLeast: objects === undefined } : ONE),
  },
  {
    kind: 'window',
    id: 'mass-read',
    what: 'read objects, many in a short time',
    severity: 'medium',
    checks: ['guardduty-s3-protection', 'data-reads-recorded'],
    thresholds: ['massRead', 'massReadWindow'],
    threshold: 'massRead',
    window: 'massReadWindow',
    unit: 'objects',
    weigh: ofSomebody(reads, () => ONE),
  },
  {
    kind: 'window',
    id: 'mass-read-bytes',
    what: 'read much data in a short time',
    severity: 'medium',
    checks: ['guardduty-s3-protection', 'data-reads-recorded'],
    thresholds: ['massReadBytes', 'massReadWindow'],
    threshold: 'massReadBytes',
    window: 'massReadWindow',
    unit: 'bytes',
    weigh: ofSomebody(reads, ({ bytesSent }) => bytesSent === undefined ? 'unknown' : { amount: bytesSent }),
  },
];
