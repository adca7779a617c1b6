import { RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as macie from 'aws-cdk-lib/aws-macie';
import { Construct } from 'constructs';
import { checkAgain } from './account-public-access-block';
import { turnOn } from './turn-on';
import { macieEnabled } from '../../controls/manual';
import { type AlreadyProvided, provided } from '../already-provided';

/** How soon Macie tells of findings that change. */
export enum FindingFrequency {
  /** Every 15 minutes. */
  FIFTEEN_MINUTES = 'FIFTEEN_MINUTES',
  /** Every hour. */
  ONE_HOUR = 'ONE_HOUR',
  /** Every six hours. */
  SIX_HOURS = 'SIX_HOURS',
}

/** Properties of the discovery of sensitive data. */
export interface SensitiveDataDiscoveryProps {
  /**
   * Whether Macie samples objects by itself, each day. Without it Macie looks at the settings of buckets only, and at what jobs of yours name.
   *
   * @default true
   */
  readonly automatedDiscovery?: boolean;

  /**
   * How soon EventBridge and Security Hub hear of policy findings that change; new ones are told at once.
   *
   * @default FindingFrequency.FIFTEEN_MINUTES
   */
  readonly findingFrequency?: FindingFrequency;

  /**
   * Any words: the discovery is turned on again, where somebody turned it off, whenever they change.
   *
   * @default - it is looked at when the stack is made
   */
  readonly assertAgain?: string;

  /**
   * Encrypts the log group of the function that turns on the discovery. The policy of an imported key must let CloudWatch Logs use it.
   *
   * @default - the key of CloudWatch Logs
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Says that Macie is on in this account and Region: nothing is made. The reference is the id of the account that administers it.
   *
   * @default - Macie is turned on
   */
  readonly alreadyProvided?: AlreadyProvided;
}

/**
 * Amazon Macie with its automated discovery of sensitive data, in the account and Region of the stack. Supports the check `macie-enabled`.
 *
 * Where Macie is on already, the deployment fails: pass `alreadyProvided`. It stays on when the stack goes (RemovalPolicy.RETAIN), and the function
 * that turns on the discovery never turns it off, since findings and results would be lost. A new stack then needs `alreadyProvided`, or an import of
 * the session.
 *
 * It does not cover: other Regions, which need a stack each; members of an organization, whose discovery the administrator account of Macie turns on;
 * a bucket for the results, without which they are kept for 90 days; which buckets to leave out.
 *
 * Costs: Macie bills each bucket, each object that it watches and each gigabyte that it samples. Cheaper: `automatedDiscovery: false`, and jobs over
 * the buckets that matter.
 *
 * @see https://docs.aws.amazon.com/macie/latest/user/discovery-asdd.html
 */
export class SensitiveDataDiscovery extends Construct {
  /** The account that Macie is on for, or what stands for it where somebody else provides it. */
  public readonly reference: string;

  constructor(scope: Construct, id: string, props: SensitiveDataDiscoveryProps = {}) {
    super(scope, id);
    if (props.alreadyProvided) {
      this.reference = provided(this, 'alreadyProvided', props.alreadyProvided, [macieEnabled]);
      return;
    }
    checkAgain(this.node.path, props.assertAgain);
    const session = new macie.CfnSession(this, 'Session', {
      status: 'ENABLED',
      findingPublishingFrequency: props.findingFrequency ?? FindingFrequency.FIFTEEN_MINUTES,
    });
    session.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.reference = session.attrAwsAccountId;
    if (props.automatedDiscovery === false) return;
    const resource = turnOn(this, {
      name: 'account-sensitive-data-discovery',
      resourceType: 'Custom::SensitiveDataDiscovery',
      description: 'Turns on the sensitive data discovery of Macie, and never off',
      actions: ['macie2:GetAutomatedDiscoveryConfiguration', 'macie2:UpdateAutomatedDiscoveryConfiguration'],
      encryptionKey: props.encryptionKey,
      assertAgain: props.assertAgain,
    });
    resource.node.addDependency(session);
  }
}
