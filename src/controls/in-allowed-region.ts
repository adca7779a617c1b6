import { inAllowed } from './allowed-regions';
import type { Control } from './control';

export const inAllowedRegion: Control = {
  id: 'in-allowed-region',
  statement: 'The bucket is in an allowed Region',
  why: 'Objects never leave the Region of their bucket unless somebody moves them, so the Region decides which law protects them and who can demand them.',
  fix: 'Deploy the stack to one of the Regions (`env: { region }`), or declare `allowedRegions`, which defaults to those in the European Union.',
  severity: 'high',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingBucket.html',
    'https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html',
  ],
  test: bucket => inAllowed(bucket, bucket.region),
};
