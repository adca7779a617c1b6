import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { AccessAlert } from './access-alert';
import type { AlreadyProvided } from '../already-provided';

/** Properties of the alerts. */
export interface AccessAlertsProps {
  /**
   * Gets the messages. The policy of an imported topic must let events.amazonaws.com publish, and so must the key of an encrypted one.
   *
   * @default - a topic of its own, encrypted
   */
  readonly topic?: sns.ITopic;

  /**
   * Encrypts the topic that is made here, and the queue of messages that could not be delivered. The policy of an imported key must let
   * events.amazonaws.com and cloudwatch.amazonaws.com use it.
   *
   * @default - a key of its own, which rotates; none with a `topic`, whose queue has a key of SQS
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Addresses that get the messages; each has to confirm once. Who answers at night wants another subscription of the topic.
   *
   * @default - nobody
   */
  readonly emails?: string[];

  /**
   * The buckets that are watched. Changes to the account, access points, keys and trails are watched whatever is named here.
   *
   * @default - every bucket of the account in this Region
   */
  readonly buckets?: s3.IBucket[];

  /**
   * Alerts that are not wanted.
   *
   * @default - all are
   */
  readonly without?: AccessAlert[];

  /**
   * Whether a trail records the data events of the buckets, as DataEventTrail does. Without one the alerts that need them stay silent, and are
   * not made.
   *
   * @default true
   */
  readonly dataEvents?: boolean;

  /**
   * Ids of the VPC endpoints that requests for objects come through, such as `vpce-0123456789abcdef0`.
   *
   * @default - no alert on requests from outside
   */
  readonly vpcEndpointIds?: string[];

  /**
   * Accounts that may use the buckets, by their 12 digits. The own account may anyhow.
   *
   * @default - none
   */
  readonly trustedAccounts?: string[];

  /**
   * Whether somebody who was refused a change to a bucket, a key or a trail is alerted on.
   *
   * @default true
   */
  readonly refusedChanges?: boolean;

  /**
   * Whether requests of the root user, of other accounts and from outside the VPC endpoints are alerted on where S3 refused them as well.
   * Scanners on the Internet make many of those.
   *
   * @default false
   */
  readonly refusedRequests?: boolean;

  /**
   * Is told when a message could not be delivered.
   *
   * @default - the topic of the messages; another one is better, since what keeps messages away may keep the alarm away too
   */
  readonly alarmTopic?: sns.ITopic;

  /**
   * Somebody alerts on all of this already, such as a SIEM that reads the trail: its ARN, id or name. Then nothing is made here, and `topic`
   * is passed on.
   *
   * @default - the alerts are made
   */
  readonly alreadyProvided?: AlreadyProvided;
}
