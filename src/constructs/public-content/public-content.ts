import { Annotations, Duration, Stack, Token } from 'aws-cdk-lib';
import type * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as shield from 'aws-cdk-lib/aws-shield';
import { Construct, type IConstruct } from 'constructs';
import { checkBucket, letDistributionRead } from './bucket-side';
import { checkPublicContent, checkRegion, DISTRIBUTION_CHECKS, HOME, WEB_ACL_CHECKS } from './checks';
import { distributionFor } from './distribution';
import { deliverDistributionLogs, edgeLogBucket, letLogsIn, logWebAcl, notForWaf } from './edge-logs';
import type { PublicContentProps } from './public-content-props';
import { metricOf, webAclFor } from './web-acl';
import { letAlarmsIn } from '../alarm-topic';
import { provided } from '../already-provided';
import { CompliantBucket } from '../compliant-bucket';
import { acknowledgeRule } from '../nag-answers';

/**
 * Objects for everybody, from a bucket that stays private: CloudFront serves them, and is the only one that may read them. HTTPS with TLS 1.2
 * or later for viewers where there is a certificate, headers that browsers heed, a web ACL with rules of AWS and a limit on requests, and logs
 * of both.
 *
 * It supports the controls no-public-grants and public-access-blocked, and the checks public-content-behind-cdn, request-rate-limited and
 * ddos-protection.
 *
 * It belongs in a stack of us-east-1, where CloudFront has its web ACLs and the delivery of its logs; the bucket may be elsewhere. In a stack of
 * another Region that is an error, unless both are there already. Where the Region of the stack is not known it warns: elsewhere the deployment
 * fails at the web ACL, before anything is served.
 *
 * It does not cover: TLS 1.2 without a certificate (CloudFront takes TLS 1.0 then, and cdk-nag's AwsSolutions-CFR4 is right to say so), content
 * for some people only, and the objects themselves: what is in the bucket is public, so no data that a law protects may be there.
 *
 * Costs: requests and bytes of CloudFront (`priceClass`); the web ACL a month, each of its rules, and its requests; logs, by the gigabyte that
 * is delivered and stored. Shield Advanced, 3,000 USD a month for an organization, is off.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html
 */
export class PublicContent extends Construct {
  /** Has the objects. */
  public readonly bucket: s3.IBucket;

  /** ARN of the distribution, made here or not. */
  public readonly distributionArn: string;

  /** The distribution, where it is made here. */
  public readonly distribution?: cloudfront.Distribution;

  /** ARN of the web ACL, made here or not; none where the distribution is there already. */
  public readonly webAclArn?: string;

  /** Gets the logs of the distribution and of the web ACL, where they are sent from here. */
  public readonly logBucket?: s3.IBucket;

  /** On refused requests, where there is an alarm. */
  public readonly blockedRequestsAlarm?: cloudwatch.Alarm;

  constructor(scope: Construct, id: string, props: PublicContentProps = {}) {
    super(scope, id);
    checkPublicContent(this, props);
    if (props.distribution) {
      this.distributionArn = provided(this, 'distribution', props.distribution, DISTRIBUTION_CHECKS,
        [/^arn:[a-z-]+:cloudfront::\d{12}:distribution\/[A-Z0-9]+$/, 'arn:aws:cloudfront::111122223333:distribution/EDFDVBD6EXAMPLE']);
      this.bucket = props.bucket ?? new CompliantBucket(this, 'Bucket', { encryptionKey: props.encryptionKey });
      checkBucket(this, this.bucket);
      letDistributionRead(this, this.bucket, this.distributionArn, !Token.isUnresolved(this.distributionArn));
      return;
    }
    if (checkRegion(this, props)) {
      this.warn('regionNotKnown', `this must be deployed to ${HOME}, where CloudFront has its web ACLs; name the Region of the stack, so that it is checked here`);
    }
    const logged = !props.webAcl || !props.distributionLogs;
    this.logBucket = logged ? props.logBucket ?? edgeLogBucket(this) : undefined;
    if (this.logBucket) this.openLogBucket(this.logBucket, props);
    this.bucket = props.bucket ?? new CompliantBucket(this, 'Bucket', {
      encryptionKey: props.encryptionKey, accessLogBucket: props.logBucket ? undefined : this.logBucket,
    });
    checkBucket(this, this.bucket);

    const webAcl = props.webAcl ? undefined : webAclFor(this, props);
    this.webAclArn = webAcl?.attrArn ?? provided(this, 'webAcl', props.webAcl!, WEB_ACL_CHECKS,
      [/^arn:[a-z-]+:wafv2:us-east-1:\d{12}:global\/webacl\/[^/]+\/[^/]+$/, `arn:aws:wafv2:${HOME}:111122223333:global/webacl/site/473e64fd-f30b-4765-81a0-62ad96dd167a`]);
    if (webAcl) logWebAcl(this, webAcl, this.logBucket!);

    this.distribution = distributionFor(this, this.bucket, this.webAclArn, props);
    this.distributionArn = this.distribution.distributionArn;
    letDistributionRead(this, this.bucket, this.distributionArn, this.elsewhere(this.bucket) && this.elsewhere(this.bucket.encryptionKey));
    if (props.distributionLogs) provided(this, 'distributionLogs', props.distributionLogs, DISTRIBUTION_CHECKS);
    else deliverDistributionLogs(this, this.distribution, this.logBucket!);
    if (props.shieldAdvanced) new shield.CfnProtection(this, 'Shield', { name: metricOf(this), resourceArn: this.distributionArn });
    if (webAcl && props.alarmTopic) this.blockedRequestsAlarm = this.alarmOn(props);
    this.acknowledge(props);
  }
  private openLogBucket(bucket: s3.IBucket, { webAcl }: PublicContentProps): void {
    const why = webAcl ? undefined : notForWaf(bucket);
    if (why !== undefined) {
      throw new Error(`${this.node.path}: 'logBucket' ${bucket.node.path} ${why}, and AWS WAF logs only to buckets whose names begin with aws-waf-logs-; `
        + 'name it so, or leave it out');
    }
    if (!letLogsIn(bucket, this)) {
      this.warn('logDeliveryNotAllowed', `the policy of the imported ${bucket.node.path}, or of its key, cannot be changed here; let delivery.logs.amazonaws.com write AWSLogs/ there`);
    }
  }

  private alarmOn(props: PublicContentProps): cloudwatch.Alarm {
    const { alarmTopic, blockedRequestsThreshold: threshold = 1000 } = props;
    const alarm = new cloudwatch.Alarm(this, 'BlockedRequests', {
      alarmDescription: `The web ACL of ${this.node.path} refused more than ${threshold} requests in 5 minutes: look at its logs for who asks for what`,
      metric: new cloudwatch.Metric({
        namespace: 'AWS/WAFV2', metricName: 'BlockedRequests', dimensionsMap: { WebACL: metricOf(this), Rule: 'ALL' }, statistic: 'Sum', period: Duration.minutes(5),
      }),
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(alarmTopic!));
    letAlarmsIn(alarmTopic!, [alarm], `PublishBlocked${this.node.addr.slice(2, 10).toUpperCase()}`);
    return alarm;
  }

  private acknowledge({ certificate, geoRestriction }: PublicContentProps): void {
    acknowledgeRule(this.distribution!, ['AwsSolutions'], 'CFR3',
      'The logs go to S3 by standard logging v2, a delivery of CloudWatch Logs beside the distribution; the rule looks for the older form, which needs ACLs on the log bucket.');
    if (!geoRestriction) acknowledgeRule(this.distribution!, ['AwsSolutions'], 'CFR1', 'The content is for everybody, wherever they are; pass geoRestriction where it is not.');
    if (!certificate) {
      this.warn('noMinimumTls', 'without a certificate CloudFront takes TLS 1.0 from viewers; pass a \'certificate\' and \'domainNames\' for TLS 1.2 or later');
    }
  }

  private elsewhere(one: IConstruct | undefined): boolean {
    return one !== undefined && Stack.of(one) !== Stack.of(this);
  }

  private warn(id: string, message: string): void {
    Annotations.of(this).addWarningV2(`cdk-s3-compliance:${id}`, message);
  }
}
