import type { Control } from './control';
import { all, is } from './verdict';

export const publicAccessBlocked: Control = {
  id: 'public-access-blocked',
  statement: 'The bucket blocks public access with all four settings',
  why: 'One public ACL or policy statement, added by mistake, is enough to publish the data; these settings make it ineffective or refuse it.',
  fix: 'Set `blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL`, or the four flags of PublicAccessBlockConfiguration to true.',
  severity: 'high',
  see: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html'],
  test: ({ publicAccessBlock: block }) => all(
    is(block.blockPublicAcls, true),
    is(block.ignorePublicAcls, true),
    is(block.blockPublicPolicy, true),
    is(block.restrictPublicBuckets, true),
  ),
};
