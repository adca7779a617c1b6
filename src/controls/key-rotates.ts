import type { Control } from './control';
import { type Verdict, any, fail, holds, is, notApplicable, pass } from './verdict';
import type { KeyPosture } from '../posture/bucket-posture';

export const keyRotates: Control = {
  id: 'key-rotates',
  statement: 'The KMS key of the default encryption rotates automatically',
  why: 'Rotation limits how much data one version of the key material protects, and so how much its loss exposes.',
  fix: 'Set `enableKeyRotation: true` on the Key (EnableKeyRotation).',
  severity: 'medium',
  see: ['https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html'],
  test: bucket => holds(bucket.key, (key, at) => key === undefined
    ? notApplicable(at, 'asks for no KMS key, so there is none to rotate')
    : any(rotatedByAws(key), is(key.rotation, true))),
};

const rotatedByAws = ({ manager }: KeyPosture): Verdict => holds(manager, (by, at) => by === 'aws'
  ? pass(at, 'is "aws": AWS rotates its managed keys every year')
  : fail(at, 'is "customer", and a customer managed key rotates only where that is asked for'));
