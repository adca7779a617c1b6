import type { Control } from './control';
import { unlessLogTarget } from './log-target';
import { is } from './verdict';

export const objectLockEnabled: Control = {
  id: 'object-lock-enabled',
  statement: 'Object Lock is enabled on the bucket',
  why: 'Only a locked version withstands a deletion by somebody, or some malware, that holds the permission to delete it.',
  fix: 'Set `objectLockEnabled: true` (ObjectLockEnabled and ObjectLockConfiguration); it cannot be switched off again.',
  severity: 'medium',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html',
  ],
  test: bucket => unlessLogTarget(bucket, 'Object Lock can stop their delivery', is(bucket.objectLock, true)),
};
