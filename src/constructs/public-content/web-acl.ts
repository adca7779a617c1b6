import { Duration, Names } from 'aws-cdk-lib';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { PublicContentProps } from './public-content-props';

/** Headers that tell who asks; neither logs nor samples show them. */
export const SECRET_HEADERS: readonly string[] = ['authorization', 'cookie'];

/** The rule groups of AWS that every web ACL here has, in this order. */
export const RULE_GROUPS: readonly string[] = ['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesCommonRuleSet'];

export const ANONYMOUS_ADDRESSES = 'AWSManagedRulesAnonymousIpList';

/**
 * A web ACL for CloudFront: a limit for each address first, then the rules that AWS keeps. What exceeds the limit gets 429.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
export function webAclFor(scope: Construct, props: PublicContentProps): wafv2.CfnWebACL {
  const { rateLimit = 2000, rateLimitWindow = Duration.minutes(5), blockAnonymousAddresses = false } = props;
  const groups = [...RULE_GROUPS, ...blockAnonymousAddresses ? [ANONYMOUS_ADDRESSES] : []];
  return new wafv2.CfnWebACL(scope, 'WebAcl', {
    scope: 'CLOUDFRONT',
    description: 'Refuses floods and known attacks before they reach public content',
    defaultAction: { allow: {} },
    rules: [
      {
        name: 'RateLimit',
        priority: 0,
        action: { block: { customResponse: { responseCode: 429 } } },
        statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: rateLimit, evaluationWindowSec: rateLimitWindow.toSeconds() } },
        visibilityConfig: seenAs('RateLimit'),
      },
      ...groups.map((name, at) => ({
        name,
        priority: at + 1,
        overrideAction: { none: {} },
        statement: { managedRuleGroupStatement: { vendorName: 'AWS', name } },
        visibilityConfig: seenAs(name),
      })),
    ],
    // Samples are not redacted by the settings of the logs.
    dataProtectionConfig: { dataProtections: [{ action: 'SUBSTITUTION', field: { fieldType: 'SINGLE_HEADER', fieldKeys: [...SECRET_HEADERS] } }] },
    visibilityConfig: seenAs(metricOf(scope)),
  });
}

/** The name of the web ACL among the metrics of AWS WAF. */
export const metricOf = (scope: Construct): string => Names.uniqueResourceName(scope, { maxLength: 100, separator: '-' });

const seenAs = (metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty =>
  ({ metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true });
