import type { Duration } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { currentSignatures, hardenAlone } from './harden';
import { HardeningMixin } from './hardening-mixin';
import type { Surveyor } from './survey';
import { presignedUrlsExpire, sigv2Refused } from '../controls';

/** Properties of the signature mixin. */
export interface CurrentSignaturesOnlyProps {
  /**
   * How old a signature may be, and so how long a presigned URL works: 15 minutes to 7 days, in whole seconds. The shortest of several counts.
   *
   * @default Duration.days(7) - the longest that Signature Version 4 allows
   */
  readonly maximumAge?: Duration;
}

/** Refuses Signature Version 2, and signatures that are older than stated, in the policy of a bucket that exists already. */
export class CurrentSignaturesOnly extends HardeningMixin {
  constructor(private readonly props: CurrentSignaturesOnlyProps = {}) {
    super();
  }

  /** @internal */
  protected _harden(resource: s3.CfnBucket, surveyor: Surveyor): void {
    hardenAlone(resource, surveyor, {
      controls: [presignedUrlsExpire, sigv2Refused],
      given: { presignedUrlMaxAge: this.props.maximumAge },
      step: currentSignatures,
    });
  }
}
