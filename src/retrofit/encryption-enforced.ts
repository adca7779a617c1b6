import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { encrypt } from './encryption';
import { hardenAlone } from './harden';
import { HardeningMixin } from './hardening-mixin';
import type { Surveyor } from './survey';
import { encryptedByDefault, encryptedWithKms, encryptedWithCustomerKey, keyRotates, sseCBlocked, wrongEncryptionRefused } from '../controls';

/** Properties of the encryption mixin. */
export interface EncryptionEnforcedProps {
  /**
   * KMS key of the default encryption, in the bucket's Region. A bucket that names another key is an error.
   *
   * @default - the key that the bucket names; else a new one for each bucket
   */
  readonly encryptionKey?: kms.IKey;
}

const CONTROLS = [encryptedByDefault, encryptedWithKms, encryptedWithCustomerKey, keyRotates, sseCBlocked, wrongEncryptionRefused];

/**
 * Encrypts a bucket that exists already by default with SSE-KMS, refuses uploads that ask for other encryption, and blocks SSE-C. Objects that are
 * there stay as they are.
 */
export class EncryptionEnforced extends HardeningMixin {
  constructor(private readonly props: EncryptionEnforcedProps = {}) {
    super();
  }

  /** @internal */
  protected _harden(resource: s3.CfnBucket, surveyor: Surveyor): void {
    hardenAlone(resource, surveyor, {
      controls: CONTROLS,
      given: { encryptionKey: this.props.encryptionKey },
      step: target => encrypt(target, true),
    });
  }
}
