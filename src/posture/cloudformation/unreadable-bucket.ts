import type { BucketPosture } from '../bucket-posture';
import { unknown } from '../fact';

/** A bucket of which nothing can be read, for a reason. */
export function unreadableBucket(at: string, arn: string, why: string): BucketPosture {
  const nobodyKnows = unknown(at, why);
  return {
    at,
    arn,
    account: nobodyKnows,
    region: nobodyKnows,
    publicAccessBlock: {
      blockPublicAcls: nobodyKnows,
      ignorePublicAcls: nobodyKnows,
      blockPublicPolicy: nobodyKnows,
      restrictPublicBuckets: nobodyKnows,
    },
    ownership: nobodyKnows,
    acl: nobodyKnows,
    policy: nobodyKnows,
    encryption: nobodyKnows,
    key: nobodyKnows,
    bucketKey: nobodyKnows,
    blockedEncryption: nobodyKnows,
    versioning: nobodyKnows,
    objectLock: nobodyKnows,
    defaultRetention: nobodyKnows,
    lifecycle: nobodyKnows,
    replication: nobodyKnows,
    accessLogs: nobodyKnows,
    logDestination: nobodyKnows,
    receivesAccessLogs: nobodyKnows,
    trails: nobodyKnows,
    website: nobodyKnows,
    tags: nobodyKnows,
    notifications: nobodyKnows,
    inventories: nobodyKnows,
    accessPoints: nobodyKnows,
    declared: nobodyKnows,
  };
}
