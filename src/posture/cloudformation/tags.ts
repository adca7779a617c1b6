import type { Tag } from '../bucket-posture';
import { type Fact, isKnown, known } from '../fact';
import { collect } from './collect';
import { type Spot, get, items, wording } from './spot';
import { render } from './symbolic-text';

/** The tags of a bucket, from the spot of its properties. One that cannot be read leaves them all unknown: any could be it. */
export function tagsOf(properties: Spot): Fact<readonly Tag[]> {
  const list = items(get(properties, 'Tags'));
  return isKnown(list) ? collect(list.at, list.value.map(tagAt), list.assuming) : list;
}

function tagAt(tag: Spot): Fact<Tag> {
  const parts = collect(tag.at, [get(tag, 'Key'), get(tag, 'Value')].map(spot => wording(spot)));
  if (!isKnown(parts)) return parts;
  const [key, value] = parts.value.map(text => render(text));
  return known(tag.at, { key, value }, parts.assuming);
}
