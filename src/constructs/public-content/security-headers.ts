import { Duration } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import type { PublicContentProps } from './public-content-props';

/** Headers that tell browsers to come back over HTTPS for a year, to guess no types, to be in no frame, and to tell others only the site. */
export function securityHeaders(scope: Construct, { contentSecurityPolicy, frameOption }: PublicContentProps): cloudfront.ResponseHeadersPolicy {
  const override = true;
  return new cloudfront.ResponseHeadersPolicy(scope, 'Headers', {
    comment: 'Security headers of public content',
    securityHeadersBehavior: {
      strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: true, override },
      contentTypeOptions: { override },
      frameOptions: { frameOption: frameOption ?? cloudfront.HeadersFrameOption.DENY, override },
      referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override },
      ...contentSecurityPolicy !== undefined && { contentSecurityPolicy: { contentSecurityPolicy, override } },
    },
  });
}
