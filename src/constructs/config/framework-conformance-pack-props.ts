import type { Duration } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { ConfigRecording } from './config-recording';
import type { AlreadyProvided } from '../already-provided';
import type { ComplianceFramework } from '../compliance-framework';

/** Properties of a conformance pack. */
export interface FrameworkConformancePackProps {
  /** What the pack judges by. */
  readonly framework: ComplianceFramework;

  /**
   * The name of the pack, which is unique in an account and Region: letters, digits and hyphens, at most 128.
   *
   * @default - `s3-` and the framework: `s3-hipaa`
   */
  readonly packName?: string;

  /**
   * Makes a pack for the whole organization: from its management account, or from a delegated administrator of AWS Config. Each account
   * needs a recorder of its own.
   *
   * @default false
   */
  readonly organization?: boolean;

  /**
   * Accounts that the pack of an organization leaves out, at most 1,000.
   *
   * @default - none
   */
  readonly excludedAccounts?: string[];

  /**
   * Ids of checks that the framework asks of some buckets only, such as `object-lock-enabled` of regulated data: the pack judges all buckets by
   * them.
   *
   * @default - only what the framework asks of every bucket
   */
  readonly conditionalChecks?: string[];

  /**
   * Identifiers of managed rules to leave out, such as those that your Region does not have: one of them would fail the whole pack.
   *
   * @default - none
   */
  readonly excludedRules?: string[];

  /**
   * The keys that buckets may be encrypted with.
   *
   * @default - any key of KMS, that of AWS as well
   */
  readonly encryptionKeys?: kms.IKey[];

  /**
   * How long log groups must keep their lines, in days that CloudWatch Logs knows. Without it no rule judges `audit-log-retention`.
   *
   * @default - not judged
   */
  readonly logRetention?: Duration;

  /**
   * Who may be allowed in by a bucket policy: ARNs or account ids, and services such as `logging.s3.amazonaws.com`. Without it no rule judges
   * `least-privilege-policy`.
   *
   * @default - not judged
   */
  readonly bucketGrantees?: string[];

  /**
   * The recorder that must be there before the pack.
   *
   * @default - it is there
   */
  readonly recording?: ConfigRecording;

  /**
   * Says that somebody else judges the framework already: nothing is made. The reference is the name or the ARN of the pack.
   *
   * @default - the pack is made
   */
  readonly alreadyProvided?: AlreadyProvided;
}
