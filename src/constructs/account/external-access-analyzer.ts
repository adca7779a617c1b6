import { type Duration, Token } from 'aws-cdk-lib';
import * as accessanalyzer from 'aws-cdk-lib/aws-accessanalyzer';
import { Construct } from 'constructs';
import { accessAnalyzerExternalAccess } from '../../controls/manual';
import { type AlreadyProvided, provided } from '../already-provided';

/** Properties of an analyzer of external access. */
export interface ExternalAccessAnalyzerProps {
  /**
   * Trusts the whole organization instead of the account alone, and looks at all its accounts. It must be in the management account, or in the one
   * that administers Access Analyzer.
   *
   * @default false
   */
  readonly organization?: boolean;

  /**
   * Also makes an analyzer of roles, keys and permissions that nobody has used for so long, 1 to 365 whole days. AWS bills it for each role and user.
   *
   * @default - none
   */
  readonly unusedAccessAge?: Duration;

  /**
   * Says that an analyzer is there already: none is made. The reference is its ARN.
   *
   * @default - it is made
   */
  readonly alreadyProvided?: AlreadyProvided;
}

/**
 * IAM Access Analyzer for access from outside, in the Region of the stack: it finds buckets, keys, roles and queues whose policies let somebody in who
 * is not of the account, or of the organization. Supports the check `access-analyzer-external-access`.
 *
 * It does not cover: other Regions, which need an analyzer each; answering the findings. Quotas allow few analyzers in a Region, so where there is one,
 * pass `alreadyProvided`. It goes with the stack, and so do its findings.
 *
 * Costs: external access is free; unused access is billed for each role and user in a month. Cheaper: leave `unusedAccessAge` out, or set it in one
 * Region only, since IAM is the same in all of them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html
 */
export class ExternalAccessAnalyzer extends Construct {
  /** The ARN of the analyzer of external access. */
  public readonly analyzerArn: string;

  /** The ARN of the analyzer of unused access, where there is one. */
  public readonly unusedAccessAnalyzerArn?: string;

  constructor(scope: Construct, id: string, props: ExternalAccessAnalyzerProps = {}) {
    super(scope, id);
    const { organization = false, unusedAccessAge } = props;
    if (props.alreadyProvided) {
      this.analyzerArn = provided(this, 'alreadyProvided', props.alreadyProvided, [accessAnalyzerExternalAccess],
        [/^arn:[a-z-]+:access-analyzer:[a-z0-9-]+:\d{12}:analyzer\/\S+$/, 'arn:aws:access-analyzer:eu-central-1:111122223333:analyzer/account']);
    } else {
      this.analyzerArn = new accessanalyzer.CfnAnalyzer(this, 'External', { type: organization ? 'ORGANIZATION' : 'ACCOUNT' }).attrArn;
    }
    if (unusedAccessAge) {
      this.unusedAccessAnalyzerArn = new accessanalyzer.CfnAnalyzer(this, 'Unused', {
        type: organization ? 'ORGANIZATION_UNUSED_ACCESS' : 'ACCOUNT_UNUSED_ACCESS',
        analyzerConfiguration: { unusedAccessConfiguration: { unusedAccessAge: daysOf(this.node.path, unusedAccessAge) } },
      }).attrArn;
    }
  }
}

const MOST_DAYS = 365;

function daysOf(path: string, age: Duration): number {
  const days = age.toDays({ integral: false });
  if (!Token.isUnresolved(days) && !(Number.isInteger(days) && days >= 1 && days <= MOST_DAYS)) {
    throw new Error(`${path}: 'unusedAccessAge' must be 1 to ${MOST_DAYS} whole days, got ${days}; pass one such as Duration.days(90)`);
  }
  return days;
}
