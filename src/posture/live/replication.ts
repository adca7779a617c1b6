import type { ReplicationRule } from '../bucket-posture';
import { type Fact, isKnown, map, unknown } from '../fact';
import { answerTo } from './answers';
import { someRules } from './lifecycle';
import { type Look, member, oneOf, optional, read, wording } from './look';
import type { Recording } from './port';
import { regionOf } from './region';
import { bucketOfArn } from './s3-arn';
import { wholeBucket } from './whole-bucket';

const STATUS = ['Enabled', 'Disabled'] as const;

/** The replication rules of a bucket. */
export function replicationOf(answer: Look, recording: Recording): Fact<readonly ReplicationRule[]> {
  return map(someRules(member(answer, 'ReplicationConfiguration', 'Rules')), rules => rules.map((rule) => {
    const destination = wording(member(rule, 'Destination', 'Bucket'));
    const kmsObjects = member(optional(rule, 'SourceSelectionCriteria', 'SseKmsEncryptedObjects'), 'Status');
    return {
      at: rule.at,
      enabled: map(oneOf(member(rule, 'Status'), STATUS), status => status === 'Enabled'),
      wholeBucket: wholeBucket(rule),
      kmsObjects: map(oneOf(kmsObjects, STATUS, 'Disabled'), status => status === 'Enabled'),
      destination: map(destination, arn => arn.replace(/^arn:[^:]*:s3:::/, 'arn:aws:s3:::')),
      region: regionAt(destination, recording),
      storageClass: read<string | undefined>(optional(member(rule, 'Destination'), 'StorageClass'),
        value => typeof value === 'string' ? value : undefined, 'is no text', undefined),
    };
  }));
}

function regionAt(destination: Fact<string>, recording: Recording): Fact<string> {
  if (!isKnown(destination)) return destination;
  const name = bucketOfArn(destination.value);
  if (name === undefined) return unknown(destination.at, 'OddAnswer: the destination is no ARN of a bucket');
  const of = name === recording.bucket ? undefined : name;
  return regionOf(answerTo(recording, `Buckets/${name}`, 'GetBucketLocation', of));
}
