import type { Trail } from '../bucket-posture';
import { own } from '../cloudformation/json-value';
import { type Fact, isKnown, known, unknown } from '../fact';
import { answerTo } from './answers';
import { selectorsOf } from './event-selectors';
import { type Look, items, member, truth, wording } from './look';
import type { Recording } from './port';

/** The trails that AWS shows in the Region of the bucket: its own, those of other Regions that reach it, and those of the organization. */
export function trailsOf(recording: Recording, region: Fact<string>): Fact<readonly Trail[]> {
  const list = items(member(answerTo(recording, `Accounts/${recording.account}`, 'DescribeTrails'), 'trailList'));
  if (!isKnown(list)) return list;
  const seen = new Set<unknown>();
  const once = list.value.filter(({ value }) => {
    const arn = own(value, 'TrailARN');
    return typeof arn !== 'string' || (!seen.has(arn) && seen.add(arn));
  });
  return known(list.at, once.map(trail => seenFrom(recording, trail, region)));
}

function seenFrom(recording: Recording, trail: Look, region: Fact<string>): Trail {
  const arn = wording(member(trail, 'TrailARN'));
  const multiRegion = truth(member(trail, 'IsMultiRegionTrail'));
  if (!isKnown(arn)) return { at: trail.at, logging: arn, multiRegion, dataReads: arn, dataWrites: arn };
  const at = `Trails/${arn.value}`;
  const away = outOfReach(arn.value, trail, multiRegion, { at, account: recording.account, region });
  const selectors = answerTo(recording, at, 'GetEventSelectors', arn.value);
  return {
    at,
    logging: truth(member(answerTo(recording, at, 'GetTrailStatus', arn.value), 'IsLogging')),
    multiRegion,
    dataReads: away ?? records(selectors, recording.bucket, 'reads'),
    dataWrites: away ?? records(selectors, recording.bucket, 'writes'),
  };
}

interface Here {
  readonly at: string;
  readonly account: string;
  readonly region: Fact<string>;
}

/** A trail of another Region or account records nothing here, unless it is for all of them. */
function outOfReach(arn: string, trail: Look, multiRegion: Fact<boolean>, { at, account, region }: Here): Fact<boolean> | undefined {
  const [, , , home, owner] = arn.split(':');
  if (isKnown(region) && home !== region.value && !(isKnown(multiRegion) && multiRegion.value)) {
    return isKnown(multiRegion) ? known(at, false) : multiRegion;
  }
  if (owner === account) return undefined;
  const organization = truth(member(trail, 'IsOrganizationTrail'));
  if (!isKnown(organization)) return organization;
  return organization.value ? undefined : known(at, false);
}

function records(answer: Look, bucket: string, kind: 'reads' | 'writes'): Fact<boolean> {
  let doubt: string | undefined;
  for (const selector of selectorsOf(answer).filter(one => one[kind])) {
    const recorded = selector.of(bucket);
    if (recorded === 'all') return known(answer.at, true);
    if (recorded !== 'none') doubt ??= recorded.why;
  }
  return doubt === undefined ? known(answer.at, false) : unknown(answer.at, doubt);
}
