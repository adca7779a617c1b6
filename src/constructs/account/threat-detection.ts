import { RemovalPolicy } from 'aws-cdk-lib';
import * as guardduty from 'aws-cdk-lib/aws-guardduty';
import { Construct } from 'constructs';
import { guarddutyS3Protection } from '../../controls/manual';
import { type AlreadyProvided, provided } from '../already-provided';

/** Properties of the detection of threats. */
export interface ThreatDetectionProps {
  /**
   * Says that GuardDuty is on in this account and Region: nothing is made. The reference is the id of the detector.
   *
   * @default - a detector is made
   */
  readonly alreadyProvided?: AlreadyProvided;
}

/**
 * Amazon GuardDuty with S3 Protection, in the account and Region of the stack: it reads the data events of all buckets, without a trail of yours.
 * Supports the check `guardduty-s3-protection`.
 *
 * An account has one detector in each Region: where GuardDuty is on already, the deployment fails, so pass `alreadyProvided`. The detector stays when
 * the stack goes (RemovalPolicy.RETAIN), since its findings would go with it. A new stack then needs `alreadyProvided`, or an import of the detector.
 *
 * It does not cover: other Regions, which need a stack each; the accounts of an organization, which its administrator of GuardDuty turns on; malware
 * in new objects, for which GuardDuty has a plan for each bucket (AWS::GuardDuty::MalwareProtectionPlan), and which S3 Protection does not need.
 *
 * Costs: GuardDuty bills each event of CloudTrail, each data event of S3, and each gigabyte of flow and DNS logs. Cheaper: there is no setting; busy
 * buckets cost most.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/s3-protection.html
 */
export class ThreatDetection extends Construct {
  /** The id of the detector. */
  public readonly detectorId: string;

  constructor(scope: Construct, id: string, props: ThreatDetectionProps = {}) {
    super(scope, id);
    if (props.alreadyProvided) {
      this.detectorId = provided(this, 'alreadyProvided', props.alreadyProvided, [guarddutyS3Protection], [/^[0-9a-f]{32}$/, '12abc34d567e8fa901bc2d34e56789f0']);
      return;
    }
    const detector = new guardduty.CfnDetector(this, 'Detector', {
      enable: true,
      findingPublishingFrequency: 'FIFTEEN_MINUTES',
      features: [{ name: 'S3_DATA_EVENTS', status: 'ENABLED' }],
    });
    detector.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.detectorId = detector.ref;
  }
}
