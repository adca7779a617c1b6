import type { Duration } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { AlreadyProvided } from '../already-provided';
import type { ComplianceFramework } from '../compliance-framework';

/** Properties of the guardrails of an account. */
export interface AccountGuardrailsProps {
  /**
   * What AWS Config judges the buckets by: a conformance pack for each.
   *
   * @default [ComplianceFramework.BASELINE]
   */
  readonly frameworks?: ComplianceFramework[];

  /**
   * Is told of the findings of GuardDuty and Macie that are medium or worse, and of those of Access Analyzer. It must be in the Region of the stack.
   * Its policy and that of its key are made to let the rules in; those of an imported topic have to let events.amazonaws.com publish and use the key
   * already.
   *
   * @default - nobody; the findings wait in the consoles
   */
  readonly findingsTopic?: sns.ITopic;

  /**
   * Leaves out what is global, the Block Public Access of the account, since the stack of another Region has it.
   *
   * @default false - a second stack finds it on and changes nothing
   */
  readonly regionalOnly?: boolean;

  /**
   * Whether Macie looks for sensitive data.
   *
   * @default true
   */
  readonly sensitiveDataDiscovery?: boolean;

  /**
   * Whether Macie samples objects by itself, each day.
   *
   * @default true
   */
  readonly automatedDiscovery?: boolean;

  /**
   * Whether GuardDuty watches the account and its buckets.
   *
   * @default true
   */
  readonly threatDetection?: boolean;

  /**
   * Also analyzes roles, keys and permissions that nobody has used for so long, which AWS bills.
   *
   * @default - it is not analyzed
   */
  readonly unusedAccessAge?: Duration;

  /**
   * Gets what AWS Config records.
   *
   * @default - a bucket that is made here
   */
  readonly configBucket?: s3.IBucket;

  /**
   * Gets the access logs of the bucket that is made for AWS Config.
   *
   * @default - an AccessLogBucket that is made here
   */
  readonly accessLogBucket?: s3.IBucket;

  /**
   * Encrypts what AWS Config delivers, and the log groups. The policy of an imported key must let config.amazonaws.com and CloudWatch Logs use it.
   *
   * @default - SSE-S3, and the key of CloudWatch Logs
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Any words: Block Public Access and the discovery are looked at again, and turned on where they are off, whenever they change.
   *
   * @default - they are looked at when the stack is made
   */
  readonly assertAgain?: string;

  /**
   * Says that the account blocks public access already. The reference is the id of the account, or of a policy of the organization.
   *
   * @default - it is turned on
   */
  readonly publicAccessBlockProvided?: AlreadyProvided;

  /**
   * Says that Macie is on. The reference is the id of the account that administers it.
   *
   * @default - it is turned on
   */
  readonly sensitiveDataDiscoveryProvided?: AlreadyProvided;

  /**
   * Says that GuardDuty is on. The reference is the id of the detector.
   *
   * @default - it is turned on
   */
  readonly threatDetectionProvided?: AlreadyProvided;

  /**
   * Says that there is an analyzer of external access. The reference is its ARN.
   *
   * @default - it is made
   */
  readonly externalAccessAnalyzerProvided?: AlreadyProvided;

  /**
   * Says that AWS Config records. The reference is the name or ARN of the recorder.
   *
   * @default - a recorder is made
   */
  readonly configRecordingProvided?: AlreadyProvided;

  /**
   * Says that somebody else judges the buckets by the frameworks, as with packs of the organization: no pack is made. The reference is the name or
   * ARN of the pack.
   *
   * @default - the packs are made
   */
  readonly conformancePacksProvided?: AlreadyProvided;
}
