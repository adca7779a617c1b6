import { AccessAlert } from './access-alert';
import { type AlertRule, done, REFUSED } from './alert-rule';

const KEYS = ['ScheduleKeyDeletion', 'DisableKey', 'PutKeyPolicy', 'DisableKeyRotation', 'DeleteImportedKeyMaterial'];
const TRAILS = ['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors'];

const GUARD = { events: 'management', ofBucket: false, detections: [] } as const;

/** Changes to what protects and records the buckets. The table of detections knows S3 only. */
export const guardRules = (): readonly AlertRule[] => [
  {
    ...GUARD,
    id: AccessAlert.KEY,
    services: ['kms'],
    severity: 'high',
    title: 'A KMS key was disabled, scheduled for deletion, or opened',
    why: 'Without its key an object cannot be read again, and the policy of the key decides who may read.',
    next: 'If nobody planned it, cancel the deletion or enable the key at once, and put its former policy back; then look at what used it.',
    detail: done(...KEYS),
  },
  {
    ...GUARD,
    id: AccessAlert.TRAIL,
    services: ['cloudtrail'],
    severity: 'high',
    title: 'A trail was stopped, deleted or changed',
    why: 'What the trail does not record nobody can find later, and these alerts go silent with it.',
    next: 'Start the trail again, compare its event selectors with the template, and ask what happened while it was off.',
    detail: done(...TRAILS),
  },
  {
    ...GUARD,
    id: AccessAlert.REFUSED_KEY_OR_TRAIL_CHANGE,
    services: ['kms', 'cloudtrail'],
    severity: 'medium',
    title: 'Somebody was refused a change to a key or a trail',
    why: 'Nothing changed, but somebody without the permission tries to, or a deployment lacks it.',
    next: 'Ask who it is. If nobody knows the request, take the credentials out of use and look at what else they did.',
    detail: () => ({ eventName: [...KEYS, ...TRAILS], ...REFUSED }),
  },
];
