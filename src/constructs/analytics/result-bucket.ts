import type { Duration } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import {
  defaultRetention, destructiveChangesNeedMfa, inventoryListed, keyDedicated, objectLockEnabled, personalDataTagged, vpcOnly,
} from '../../controls';
import type { Control } from '../../controls/control';
import { CompliantBucket } from '../compliant-bucket';
import { acknowledgeControl } from '../nag-answers';
import { S3PolicyStatements } from '../s3-policy-statements';

/** A bucket for the results of queries, which go when they are old: they can be asked for again. Its access logs go where the others go. */
export function resultBucket(scope: Construct, encryptionKey: kms.IKey, accessLogBucket: s3.IBucket, expiration: Duration): CompliantBucket {
  const bucket = new CompliantBucket(scope, 'Results', { encryptionKey, accessLogBucket, expiration, noncurrentVersionExpiration: expiration });
  bucket.addToResourcePolicy(S3PolicyStatements.denyOneZone(bucket));
  const answer = (reason: string, ...controls: readonly Control[]) => controls.forEach(control => acknowledgeControl(bucket, control, reason));
  answer('Results can be asked for again from the logs, which are what must be kept; a lock would keep copies of personal data longer than anybody needs them.', objectLockEnabled, defaultRetention);
  answer('Athena writes the results for its caller from outside of the VPCs of the account; only analysts may use the workgroup and the key.', vpcOnly);
  answer('Results are copies that expire by themselves, so that nothing is lost for good where somebody deletes one.', destructiveChangesNeedMfa);
  answer('A key that is given is one that its owner chose for these results; the default is a key of its own.', keyDedicated);
  answer('Athena neither tags results nor needs a list of them; they hold what analysts asked for, and expire within days.', inventoryListed, personalDataTagged);
  return bucket;
}
