import type * as s3 from 'aws-cdk-lib/aws-s3';
import { hardenAlone, secureTransport } from './harden';
import { HardeningMixin } from './hardening-mixin';
import type { Surveyor } from './survey';
import { httpRefused, oldTlsRefused } from '../controls';

/** Refuses plain HTTP, and TLS before 1.2, in the policy of a bucket that exists already. */
export class SecureTransport extends HardeningMixin {
  /** @internal */
  protected _harden(resource: s3.CfnBucket, surveyor: Surveyor): void {
    hardenAlone(resource, surveyor, { controls: [httpRefused, oldTlsRefused], given: {}, step: secureTransport });
  }
}
