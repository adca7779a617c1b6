import type * as s3 from 'aws-cdk-lib/aws-s3';
import { disableAcls } from './access';
import { hardenAlone } from './harden';
import { HardeningMixin } from './hardening-mixin';
import type { Surveyor } from './survey';
import { aclsDisabled } from '../controls';

/** Disables the ACLs of a bucket that exists already. One that states an ACL or another ownership is an error. */
export class NoAcls extends HardeningMixin {
  /** @internal */
  protected _harden(resource: s3.CfnBucket, surveyor: Surveyor): void {
    hardenAlone(resource, surveyor, { controls: [aclsDisabled], given: {}, step: disableAcls });
  }
}
