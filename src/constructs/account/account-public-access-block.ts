import { Stack, Token } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { turnOn } from './turn-on';
import { blockPublicAccessAccount } from '../../controls/manual';
import { type AlreadyProvided, provided } from '../already-provided';

/** Properties of the Block Public Access of an account. */
export interface AccountPublicAccessBlockProps {
  /**
   * Any words: CloudFormation looks at the account again, and turns on what somebody turned off, whenever they change, such as with the number of
   * a build. Without a change it does not.
   *
   * @default - the account is looked at when the stack is made, and when a version of this library changes the resource
   */
  readonly assertAgain?: string;

  /**
   * Encrypts the log group of the function. The policy of an imported key must let CloudWatch Logs use it.
   *
   * @default - the key of CloudWatch Logs
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Says that the account blocks public access already, as by an S3 policy of the organization: nothing is made. The reference is the id of the
   * account, or of the policy.
   *
   * @default - it is turned on
   */
  readonly alreadyProvided?: AlreadyProvided;
}

/**
 * Block Public Access for the whole account, with all four settings, in all Regions. CloudFormation has no type for it, so a small function asks S3
 * Control: it reads first, writes where a setting is off, and reads again.
 *
 * It never loosens: deleting the resource or the stack leaves all four settings on, and the log of the function says so. To turn one off, somebody
 * has to do it by hand.
 *
 * Supports the check `block-public-access-account`.
 *
 * It does not cover: keeping people from turning it off, which is for a service control policy or an S3 policy of the organization; what somebody
 * turns off later, until `assertAgain` changes, and which the managed rule S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC finds; directory buckets,
 * which cannot be public. Buckets that are public on purpose stop being so.
 *
 * Costs: next to nothing, a run of Lambda for each deployment that changes it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export class AccountPublicAccessBlock extends Construct {
  /** The account, or what stands for it where somebody else provides the setting. */
  public readonly reference: string;

  /** What becomes of the setting when the resource is deleted, in the words of the function; none where somebody else provides it. */
  public readonly onDelete?: string;

  constructor(scope: Construct, id: string, props: AccountPublicAccessBlockProps = {}) {
    super(scope, id);
    if (props.alreadyProvided) {
      this.reference = provided(this, 'alreadyProvided', props.alreadyProvided, [blockPublicAccessAccount]);
      return;
    }
    checkAgain(this.node.path, props.assertAgain);
    const resource = turnOn(this, {
      name: 'account-public-access-block',
      resourceType: 'Custom::AccountPublicAccessBlock',
      description: 'Turns on Block Public Access of the account, and never off',
      actions: ['s3:GetAccountPublicAccessBlock', 's3:PutAccountPublicAccessBlock'],
      encryptionKey: props.encryptionKey,
      assertAgain: props.assertAgain,
    });
    this.reference = Stack.of(this).account;
    this.onDelete = resource.getAttString('OnDelete');
  }
}

const LONGEST = 256;

/** @param path of the construct, for the message */
export function checkAgain(path: string, assertAgain: string | undefined): void {
  if (assertAgain === undefined || Token.isUnresolved(assertAgain) || (assertAgain.length > 0 && assertAgain.length <= LONGEST)) return;
  throw new Error(`${path}: 'assertAgain' must have 1 to ${LONGEST} characters, got ${assertAgain.length}; pass one such as the number of a build`);
}
