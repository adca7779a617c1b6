import type * as s3 from 'aws-cdk-lib/aws-s3';
import { hardenAlone } from './harden';
import { HardeningMixin } from './hardening-mixin';
import { log } from './logs';
import type { Surveyor } from './survey';
import { accessLoggingEnabled, logDestinationValid } from '../controls';

/** Properties of the access log mixin. */
export interface AccessLoggingProps {
  /**
   * Bucket that gets the server access logs. A bucket that logs to another one already is an error.
   *
   * @default - the bucket that gets them already; else one AccessLogBucket for each stack
   */
  readonly accessLogBucket?: s3.IBucket;
}

/** Sends the access logs of a bucket that exists already to another bucket. A bucket that gets the access logs of others has none of its own. */
export class AccessLogging extends HardeningMixin {
  constructor(private readonly props: AccessLoggingProps = {}) {
    super();
  }

  /** @internal */
  protected _harden(resource: s3.CfnBucket, surveyor: Surveyor): void {
    hardenAlone(resource, surveyor, {
      controls: [accessLoggingEnabled, logDestinationValid],
      given: { accessLogBucket: this.props.accessLogBucket },
      step: (target) => {
        if (!target.survey.receivesLogs) log(target, { long: false, limited: false });
      },
    });
  }
}
