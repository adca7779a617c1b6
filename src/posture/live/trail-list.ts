import type { Look } from './look';
import { own } from '../cloudformation/json-value';

const MOST_TRAILS = 200;

/** The trails that an answer of DescribeTrails names, each with the Region that it is made in. */
export function trailsIn({ value }: Look): readonly { readonly arn: string; readonly home?: string }[] {
  const list = own(value, 'trailList');
  const found = new Map<string, string | undefined>();
  for (const trail of Array.isArray(list) ? list as unknown[] : []) {
    const [arn, home] = [own(trail, 'TrailARN'), own(trail, 'HomeRegion')];
    if (typeof arn === 'string' && arn !== '') found.set(arn, typeof home === 'string' && home !== '' ? home : undefined);
  }
  return [...found].slice(0, MOST_TRAILS).map(([arn, home]) => home === undefined ? { arn } : { arn, home });
}
