import { Token } from 'aws-cdk-lib';
import type { DataEventTrailProps } from './data-event-trail-props';
import { CompliantBucket } from '../compliant-bucket';
import { show } from '../shapes';

/** Refuses what cannot work. @param path of the construct, for the messages */
export function checkTrail(path: string, props: DataEventTrailProps): void {
  const refuse = (what: string, cure: string): never => {
    throw new Error(`${path}: ${what}; ${cure}`);
  };
  const fits = (name: 'trailName' | 'logPrefix' | 'organizationId', pattern: RegExp, cure: string) => {
    const value = props[name];
    if (value !== undefined && !Token.isUnresolved(value) && !pattern.test(value)) refuse(`'${name}' cannot be ${show(value)}`, cure);
  };
  const { buckets, excludedBuckets, alreadyProvided, encryptionKey, logBucket, retention } = props;
  for (const name of ['buckets', 'excludedBuckets'] as const) {
    const list = props[name];
    if (list !== undefined && !(Array.isArray(list) && list.every(one => one?.bucketArn !== undefined))) refuse(`'${name}' cannot be ${show(list)}`, 'pass a list of buckets');
  }
  if (buckets?.length === 0) refuse("'buckets' is empty", 'leave it out to record every bucket, or name one');
  if (buckets && excludedBuckets) refuse("'excludedBuckets' leaves out some of every bucket, and 'buckets' names those that are recorded", 'pass one of them');
  fits('trailName', /^[A-Za-z0-9](?:[A-Za-z0-9]|[._-](?=[A-Za-z0-9])){1,126}[A-Za-z0-9]$/, "pass 3 to 128 letters, digits and single . _ -, such as 'data-events'");
  fits('logPrefix', /^[A-Za-z0-9!_.*'()-][A-Za-z0-9!_.*'()/-]{0,199}(?<!\/)$/, "pass one such as 'trails/s3', without a slash at its end");
  fits('organizationId', /^o-[a-z0-9]{10,32}$/, "pass an id such as 'o-exampleorgid'");
  if (retention && logBucket) refuse("'retention' is of the trail's own bucket, and 'logBucket' names another one", 'pass one of them');
  if (encryptionKey && logBucket instanceof CompliantBucket && logBucket.encryptionKey && logBucket.encryptionKey !== encryptionKey) {
    refuse(`'encryptionKey' is not the key of the bucket ${logBucket.node.path}, whose policy refuses every other`, 'leave it out to encrypt with the key of the bucket');
  }
  if (!alreadyProvided) return;
  const made = (['trailName', 'organizationId', 'insights', 'logGroupRetention', 'retention', 'buckets', 'excludedBuckets'] as const).find(name => props[name] !== undefined);
  if (made) refuse(`'${made}' is for a trail that is made here, and 'alreadyProvided' names another one`, 'pass one of them');
}
