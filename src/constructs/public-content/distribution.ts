import { Duration, Names } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { originOf } from './bucket-side';
import type { PublicContentProps } from './public-content-props';
import { securityHeaders } from './security-headers';

/** A distribution that signs every request to the bucket, and answers viewers over HTTPS only. */
export function distributionFor(scope: Construct, bucket: s3.IBucket, webAclArn: string, props: PublicContentProps): cloudfront.Distribution {
  const { redirectHttp = true, certificate, domainNames, notFoundPage = '/404.html' } = props;
  const control = new cloudfront.S3OriginAccessControl(scope, 'OriginAccess', {
    originAccessControlName: Names.uniqueResourceName(scope, { maxLength: 64, separator: '-' }),
    signing: cloudfront.Signing.SIGV4_ALWAYS,
  });
  return new cloudfront.Distribution(scope, 'Distribution', {
    comment: 'Public content of a private bucket',
    defaultBehavior: {
      origin: new BucketOrigin(originOf(scope, bucket), control.originAccessControlId),
      viewerProtocolPolicy: redirectHttp ? cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS : cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
      cachePolicy: props.cachePolicy ?? cloudfront.CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: securityHeaders(scope, props),
      compress: true,
    },
    // S3 says 403 of what is not there to those who may not list.
    errorResponses: [{ httpStatus: 403, responseHttpStatus: 404, responsePagePath: notFoundPage, ttl: Duration.seconds(10) }],
    defaultRootObject: props.defaultRootObject ?? 'index.html',
    httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
    enableIpv6: true,
    webAclId: webAclArn,
    certificate,
    domainNames,
    minimumProtocolVersion: certificate && (props.minimumProtocolVersion ?? cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021),
    sslSupportMethod: certificate && cloudfront.SSLMethod.SNI,
    geoRestriction: props.geoRestriction,
    priceClass: props.priceClass ?? cloudfront.PriceClass.PRICE_CLASS_ALL,
  });
}

/** The CDK's own origin would open the bucket and its key by itself, and warn about it. */
class BucketOrigin extends cloudfront.OriginBase {
  constructor(domainName: string, originAccessControlId: string) {
    super(domainName, { originAccessControlId });
  }

  protected renderS3OriginConfig(): cloudfront.CfnDistribution.S3OriginConfigProperty {
    return { originAccessIdentity: '' };
  }
}
