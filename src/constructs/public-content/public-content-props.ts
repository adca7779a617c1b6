import type { Duration } from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import type * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { AlreadyProvided } from '../already-provided';

/** Properties of public content. */
export interface PublicContentProps {
  /**
   * Has the objects. It must be private, and open to requests from anywhere: a bucket with a network perimeter or a website configuration is an
   * error. In another stack it needs a name that is stated.
   *
   * @default - a new CompliantBucket, which supports the baseline
   */
  readonly bucket?: s3.IBucket;

  /**
   * Encrypts the objects of a bucket that is made here. S3 asks KMS for what it serves.
   *
   * @default - SSE-S3, the keys of S3
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * A distribution that is there already, by its ARN: nothing is made but the permission of the bucket, for that distribution alone. Its origin
   * must have an origin access control that always signs.
   *
   * @default - a new distribution
   */
  readonly distribution?: AlreadyProvided;

  /**
   * A web ACL that is there already, by its ARN: of scope CLOUDFRONT, and so of us-east-1. A stack of another Region needs one.
   *
   * @default - a new web ACL, where the stack is in us-east-1
   */
  readonly webAcl?: AlreadyProvided;

  /**
   * Says that something else delivers the logs of the distribution. A stack of another Region than us-east-1, where alone CloudFront takes this
   * setting, needs it.
   *
   * @default - the logs go to `logBucket`
   */
  readonly distributionLogs?: AlreadyProvided;

  /**
   * Gets the logs of the distribution and of the web ACL. AWS WAF takes a name only that begins with `aws-waf-logs-`; another one is an error.
   *
   * @default - a new AccessLogBucket, which gets the access logs of a new bucket as well
   */
  readonly logBucket?: s3.IBucket;

  /**
   * Names of the site. They need a certificate. Browsers then take them and all names below them over HTTPS only, for a year: with `example.com`,
   * each of its subdomains.
   *
   * @default - the name of the distribution, such as d111111abcdef8.cloudfront.net
   */
  readonly domainNames?: string[];

  /**
   * A certificate of us-east-1 for the names. Without one CloudFront serves its own, for which it takes TLS 1.0 from viewers whatever is asked.
   *
   * @default - the certificate of CloudFront, and a warning
   */
  readonly certificate?: acm.ICertificate;

  /**
   * The oldest TLS for viewers: TLS_V1_2_2021, TLS_V1_2_2025 or TLS_V1_3_2025. It needs a certificate.
   *
   * @default SecurityPolicyProtocol.TLS_V1_2_2021
   */
  readonly minimumProtocolVersion?: cloudfront.SecurityPolicyProtocol;

  /**
   * Whether HTTP is redirected to HTTPS, rather than refused.
   *
   * @default true
   */
  readonly redirectHttp?: boolean;

  /**
   * The header Content-Security-Policy of every response.
   *
   * @default - none: what a page loads nobody knows here
   */
  readonly contentSecurityPolicy?: string;

  /**
   * Whether other pages may show these in a frame.
   *
   * @default HeadersFrameOption.DENY
   */
  readonly frameOption?: cloudfront.HeadersFrameOption;

  /**
   * Requests from one IP address, within the window, from which on the address is refused for a while: 10 to 2,000,000,000.
   *
   * @default 2000
   */
  readonly rateLimit?: number;

  /**
   * The window that requests are counted in: 1, 2, 5 or 10 minutes.
   *
   * @default Duration.minutes(5)
   */
  readonly rateLimitWindow?: Duration;

  /**
   * Whether addresses are refused that hide who asks: proxies, Tor, hosting providers.
   *
   * @default false
   */
  readonly blockAnonymousAddresses?: boolean;

  /**
   * Whether Shield Advanced protects the distribution. The account must be subscribed, or the deployment fails: 3,000 USD a month for an
   * organization, for a year.
   *
   * @default false - Shield Standard, which is always on and free
   */
  readonly shieldAdvanced?: boolean;

  /**
   * Countries that are served, or are not.
   *
   * @default - all are served
   */
  readonly geoRestriction?: cloudfront.GeoRestriction;

  /**
   * The object for the path `/`, without a slash before it.
   *
   * @default index.html
   */
  readonly defaultRootObject?: string;

  /**
   * The path of the page for what is not there, with a slash before it. Viewers get it with the status 404, where S3 says 403.
   *
   * @default /404.html
   */
  readonly notFoundPage?: string;

  /**
   * What is cached, and for how long.
   *
   * @default CachePolicy.CACHING_OPTIMIZED
   */
  readonly cachePolicy?: cloudfront.ICachePolicy;

  /**
   * The edge locations that serve. Fewer are cheaper.
   *
   * @default PriceClass.PRICE_CLASS_ALL
   */
  readonly priceClass?: cloudfront.PriceClass;

  /**
   * Is told when the web ACL refuses more than `blockedRequestsThreshold` requests in 5 minutes. The policy of the topic, and of its key, must
   * let cloudwatch.amazonaws.com in. It needs a web ACL that is made here.
   *
   * @default - no alarm
   */
  readonly alarmTopic?: sns.ITopic;

  /**
   * Refused requests in 5 minutes that are too many, 1 or more.
   *
   * @default 1000
   */
  readonly blockedRequestsThreshold?: number;
}
