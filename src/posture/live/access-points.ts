import type { AccessPoint } from '../bucket-posture';
import { type Fact, isKnown, map, unknown } from '../fact';
import { answerTo } from './answers';
import { items, member, optional, wording } from './look';
import type { Recording } from './port';
import { publicAccessBlockOf } from './settings';
import { collect } from '../cloudformation/collect';

/** The access points that the account has for the bucket. Those of other accounts, and Multi-Region ones, are not listed. */
export function accessPointsOf(recording: Recording): Fact<readonly AccessPoint[]> {
  const answer = answerTo(recording, `Buckets/${recording.bucket}`, 'ListAccessPoints');
  const list = items(member(answer, 'AccessPointList'));
  if (!isKnown(list)) return list;
  const more = optional(answer, 'NextToken');
  if (more.value !== undefined) return unknown(more.at, 'OddAnswer: the list is cut off');
  const names = collect(list.at, list.value.map(point => wording(member(point, 'Name'))));
  return map(names, all => all.map(name => accessPoint(name, recording)));
}

/** S3 states the block of every access point. */
function accessPoint(name: string, recording: Recording): AccessPoint {
  const at = `AccessPoints/${name}`;
  const answer = answerTo(recording, at, 'GetAccessPoint', name);
  return { at, publicAccessBlock: publicAccessBlockOf(answer) };
}

