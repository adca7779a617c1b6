import type { Control } from './control';
import { everyEnabled } from './every-enabled';
import { refuses } from './questions';
import { all, fail, holds, pass, unsure, type Verdict } from './verdict';

const WEAKER = ['ONEZONE_IA', 'EXPRESS_ONEZONE', 'REDUCED_REDUNDANCY'];
const SEVERAL_ZONES = ['STANDARD', 'STANDARD_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'];
const UPLOADS = WEAKER.map(name => ({ 's3:x-amz-storage-class': name, 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' }));

/** An upload that names no storage class is stored as STANDARD, and may stay. Objects that are there already are not seen. */
export const multiAzStorage: Control = {
  id: 'multi-az-storage',
  statement: 'No rule and no upload stores objects in one Availability Zone only, or with reduced redundancy',
  why: 'One Zone classes do not survive the loss of their Availability Zone, and Reduced Redundancy loses one object in ten thousand a year.',
  fix: 'Use STANDARD_IA, INTELLIGENT_TIERING or a Glacier class in lifecycle and replication rules, and deny `s3:PutObject` where '
    + '`s3:x-amz-storage-class` is ONEZONE_IA, EXPRESS_ONEZONE or REDUCED_REDUNDANCY.',
  severity: 'medium',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html#sc-compare',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/sc-howtoset.html#restricting-storage-class',
  ],
  test: bucket => all(
    everyEnabled(bucket.lifecycle, 'has no rules, so nothing is moved', rule => holds(rule.storageClasses, severalZones)),
    everyEnabled(bucket.replication, 'has no rules, so nothing is copied', rule =>
      holds(rule.storageClass, (name, at) => severalZones(name === undefined ? [] : [name], at))),
    refuses(bucket, 'naming a weaker storage class', { actions: ['s3:PutObject'], contexts: UPLOADS }),
  ),
};

function severalZones(names: readonly string[], at: string): Verdict {
  const weaker = names.find(name => WEAKER.includes(name));
  if (weaker !== undefined) return fail(at, `stores objects as ${weaker}, expected ${SEVERAL_ZONES.join(', ')}`);
  const strange = names.find(name => !SEVERAL_ZONES.includes(name));
  return strange === undefined ? pass(at, 'names no weaker storage class') : unsure(at, `names ${JSON.stringify(strange)}, a storage class that is not known here`);
}
