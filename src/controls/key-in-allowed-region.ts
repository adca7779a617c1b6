import { inAllowed } from './allowed-regions';
import type { Control } from './control';
import { all, any, fail, holds, is, notApplicable, pass } from './verdict';

export const keyInAllowedRegion: Control = {
  id: 'key-in-allowed-region',
  statement: 'The KMS key of the default encryption is in an allowed Region and cannot be replicated to others',
  why: 'The material of a multi-Region key can be replicated to any Region, where it decrypts the data under the law of that place.',
  fix: 'Make the Key in the stack of the bucket without `multiRegion: true` (MultiRegion), or declare `multiRegionKeyAllowed`.',
  severity: 'high',
  see: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
  ],
  test: bucket => holds(bucket.key, (key, at) => key === undefined
    ? notApplicable(at, 'asks for no KMS key: S3 keeps the keys of SSE-S3 itself, and nobody can choose their Region')
    : all(
      inAllowed(bucket, key.region),
      any(
        is(key.multiRegion, false),
        holds(key.manager, (by, where) => by === 'aws'
          ? pass(where, 'is "aws": AWS managed keys are single-Region keys')
          : fail(where, 'is "customer", and a customer managed key can be a multi-Region key')),
        holds(bucket.declared, ({ multiRegionKeyAllowed }, where) => multiRegionKeyAllowed === true
          ? pass(where, 'allows a multi-Region key')
          : fail(where, 'does not allow a multi-Region key')),
      ),
    )),
};
