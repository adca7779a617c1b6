import { fail, holds, pass, unsure, type Verdict } from './verdict';
import { decide } from '../policy/decide';
import { type Policy } from '../policy/document';
import { service } from '../policy/request';
import { THIS_ACCOUNT, THIS_BUCKET_ARN } from '../policy/text';
import type { BucketPosture, LogDestination } from '../posture/bucket-posture';
import { isKnown } from '../posture/fact';

/** Whether S3 may put the access logs of a bucket into their destination: by its policy, or by an ACL that is in force. */
export function mayDeliver(bucket: BucketPosture, destination: LogDestination, prefix: string): Verdict {
  const byAcl = isKnown(destination.acl) && /^LogDeliveryWrite( and |$)/.test(destination.acl.value)
    && isKnown(destination.ownership) && destination.ownership.value !== 'BucketOwnerEnforced';
  if (byAcl) return pass(destination.acl.at, 'lets the log delivery group write');
  return holds(destination.policy, (policy, at) => {
    if (!policy) return fail(at, 'is not set, so nothing lets logging.s3.amazonaws.com write');
    const { outcome, because } = delivery(bucket, policy, prefix);
    if (outcome === 'allowed') return pass(at, `lets logging.s3.amazonaws.com write the logs of ${bucket.at}`);
    const says = `logging.s3.amazonaws.com ${outcome === 'denied' ? 'cannot' : 'perhaps cannot'} write the logs of ${bucket.at}: ${because}`;
    return (outcome === 'denied' ? fail : unsure)(at, says);
  });
}

const delivery = (bucket: BucketPosture, policy: Policy, prefix: string) => decide({ owner: THIS_ACCOUNT, resource: policy }, {
  action: 's3:PutObject',
  resource: `${THIS_BUCKET_ARN}/${prefix}2026-11-23-00-00-00-0123456789ABCDEF`,
  requester: service('logging.s3.amazonaws.com'),
  // S3 leaves network keys out of the requests of its own services.
  context: { 'aws:SourceArn': bucket.arn, 'aws:SourceAccount': THIS_ACCOUNT, 'aws:SecureTransport': 'true' },
  otherKeys: 'absent',
});
