import type { Control } from './control';
import { unsure } from './verdict';

export const destructiveChangesNeedMfa: Control = {
  id: 'destructive-changes-need-mfa',
  statement: 'TODO',
  why: 'TODO.',
  fix: 'TODO.',
  severity: 'medium',
  see: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html'],
  test: bucket => unsure(bucket.at, 'not judged yet'),
};
