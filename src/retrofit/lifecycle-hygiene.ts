import type { Duration } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { hardenAlone } from './harden';
import { HardeningMixin } from './hardening-mixin';
import { limit } from './lifecycle';
import type { Surveyor } from './survey';
import { noncurrentVersionsExpire, incompleteUploadsAborted } from '../controls';

/** Properties of the lifecycle mixin. */
export interface LifecycleHygieneProps {
  /**
   * When noncurrent versions expire, counted from when they were replaced or deleted: at least 1 day.
   *
   * @default - what the bucket's own rules say; else Duration.days(90)
   */
  readonly noncurrentVersionExpiration?: Duration;
}

/** Ends noncurrent versions and incomplete uploads of a bucket that exists already, where no rule of its own does. */
export class LifecycleHygiene extends HardeningMixin {
  constructor(private readonly props: LifecycleHygieneProps = {}) {
    super();
  }

  /** @internal */
  protected _harden(resource: s3.CfnBucket, surveyor: Surveyor): void {
    const { noncurrentVersionExpiration } = this.props;
    hardenAlone(resource, surveyor, {
      controls: [noncurrentVersionsExpire, incompleteUploadsAborted],
      given: { noncurrentVersionExpiration },
      step: limit,
    });
  }
}
