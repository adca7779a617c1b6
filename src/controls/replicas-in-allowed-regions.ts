import { inAllowed } from './allowed-regions';
import type { Control } from './control';
import { everyEnabled } from './every-enabled';

/** Copies that something else than replication makes are not seen. */
export const replicasInAllowedRegions: Control = {
  id: 'replicas-in-allowed-regions',
  statement: 'Objects are replicated to allowed Regions only, or not at all',
  why: 'A replication rule takes all data out of a Region by itself, and the ARN of its destination does not show where to.',
  fix: 'Remove the rule, or replicate to a bucket in an allowed Region that the same app makes, so that its Region can be seen (ReplicationConfiguration).',
  severity: 'high',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html',
  ],
  test: bucket => everyEnabled(bucket.replication, 'has no rules, so nothing is replicated', rule => inAllowed(bucket, rule.region)),
};
