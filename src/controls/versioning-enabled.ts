import type { Control } from './control';
import { is } from './verdict';

export const versioningEnabled: Control = {
  id: 'versioning-enabled',
  statement: 'The bucket keeps every version of every object',
  why: 'Without versions, an overwrite or a delete destroys the only copy.',
  fix: 'Set `versioned: true` (VersioningConfiguration.Status `Enabled`).',
  severity: 'high',
  see: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html'],
  test: bucket => is(bucket.versioning, 'Enabled'),
};
