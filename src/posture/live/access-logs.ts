import type { AccessLogs } from '../bucket-posture';
import { type Fact, known, map, unknown } from '../fact';
import { type Look, member, optional, wording } from './look';

/** Where the access logs of a bucket go. S3 answers nothing where they are off. */
export function accessLogsOf(answer: Look, bucket: string): Fact<AccessLogs | undefined> {
  const logging = optional(answer, 'LoggingEnabled');
  const { at, value, why } = logging;
  if (why !== undefined) return unknown(at, why);
  if (value === undefined) return known(at, undefined);
  const name = wording(member(logging, 'TargetBucket'));
  return known(at, {
    bucket: name,
    prefix: wording(member(logging, 'TargetPrefix')),
    toItself: map(name, target => target === bucket),
  });
}
