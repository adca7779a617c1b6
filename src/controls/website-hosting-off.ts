import type { Control } from './control';
import { is } from './verdict';

export const websiteHostingOff: Control = {
  id: 'website-hosting-off',
  statement: 'The bucket offers no static website',
  why: 'A website endpoint serves only what everybody may read, answers over HTTP only, and so invites the opening of a bucket that must stay closed.',
  fix: 'Leave out `websiteIndexDocument`, `websiteErrorDocument` and `websiteRedirect` (WebsiteConfiguration); serve pages through CloudFront with origin access control.',
  severity: 'medium',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html',
  ],
  test: bucket => is(bucket.website, false),
};
