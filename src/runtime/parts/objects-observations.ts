import type { ObjectsReport } from './objects-report';
import { plural } from '../../evidence/words';

/** Something that was seen, by the id of the check that a person attests. */
export interface ObjectObservation {
  readonly check: string;
  readonly at: string;
  readonly says: string;
}

/**
 * What the objects showed, one sentence a check, for a report on the bucket: it says, and judges nothing there. `check` is the id of a control,
 * or of what a person attests (`content-integrity-checksums`).
 */
export const objectObservations = ({ bucket, looked, checks }: ObjectsReport): readonly ObjectObservation[] => checks.map(check => ({
  check: check.control,
  at: `Buckets/${bucket}/Objects`,
  says: `${check.expected}, as shown by ${plural(looked.judged, 'object')} looked at: ${check.pass} pass, ${check.fail} fail, ${check.unknown} unknown; ${looked.says}`,
}));
