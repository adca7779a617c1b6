import type { Control } from './control';
import { unlessLogTarget } from './log-target';
import { is } from './verdict';

/** A legal hold also stops erasure and lifecycle rules, for as long as somebody does not remove it. */
export const legalHoldPossible: Control = {
  id: 'legal-hold-possible',
  statement: 'Legal holds can be placed on objects',
  why: 'What a court or an auditor may ask for must be kept past its retention, and only Object Lock has a hold without an end.',
  fix: 'Set `objectLockEnabled: true` (ObjectLockEnabled), and allow `s3:PutObjectLegalHold` to who decides on holds.',
  severity: 'medium',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html#object-lock-legal-holds',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html',
  ],
  test: bucket => unlessLogTarget(bucket, 'Object Lock can stop their delivery', is(bucket.objectLock, true)),
};
