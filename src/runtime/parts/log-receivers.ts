import { decide } from '../../policy/decide';
import { service } from '../../policy/request';
import { THIS_ACCOUNT, THIS_BUCKET_ARN } from '../../policy/text';
import type { BucketPosture } from '../../posture/bucket-posture';
import { isKnown, known } from '../../posture/fact';
import type { Alternative, BucketReading } from '../../posture/reading';

/**
 * Judges a bucket both ways on whether it gets the access logs of a bucket that was not read, where its policy or its ACL may let S3 deliver them.
 * Where that makes a difference, it is unknown then.
 *
 * @param wasRead whether all buckets of the account were read, so that it is known
 */
export function perhapsReceiving(reading: BucketReading, wasRead: boolean): BucketReading {
  return wasRead ? reading : { ...reading, alternatives: reading.alternatives.flatMap(eitherWay) };
}

function eitherWay(seen: Alternative): readonly Alternative[] {
  const { posture } = seen;
  const { receivesAccessLogs: logs } = posture;
  if (!isKnown(logs) || logs.value || !mayReceive(posture)) return [seen];
  return [
    { when: ['no bucket that was not read sends its access logs here'], posture },
    { when: ['a bucket that was not read sends its access logs here'], posture: { ...posture, receivesAccessLogs: known(logs.at, true) } },
  ];
}

/** Whether S3 could put the access logs of some bucket here, under some prefix that a statement names. */
function mayReceive({ policy, acl, ownership }: BucketPosture): boolean {
  const byAcl = (!isKnown(acl) || /^LogDeliveryWrite( and |$)/.test(acl.value)) && !(isKnown(ownership) && ownership.value === 'BucketOwnerEnforced');
  if (byAcl || !isKnown(policy)) return true;
  const { value: resource } = policy;
  const named = resource?.statements.filter(({ effect }) => effect === 'Allow').flatMap(({ resources }) => resources.patterns) ?? [];
  return resource !== undefined && [`${THIS_BUCKET_ARN}/any-log`, ...named.map(text => typeof text === 'string' ? text : text.like)]
    .some(pattern => decide({ owner: THIS_ACCOUNT, resource }, { ...DELIVERY, resource: pattern.replaceAll('*', 'any-log').replaceAll('?', 'x') }).outcome !== 'denied');
}

const DELIVERY = { action: 's3:PutObject', requester: service('logging.s3.amazonaws.com'), context: { 'aws:SecureTransport': 'true' } };
