import type { KeyPosture } from '../bucket-posture';
import { type Fact, isKnown, known, unknown } from '../fact';
import type { Resource } from './assembly';
import { keyId, kmsArn } from './key-identity';
import type { Scope } from './scope';
import { type Spot, pathOf, wording } from './spot';
import { type Text, holeOf, lettersOf, render } from './symbolic-text';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What can be told of a key that is not in these templates, from how a bucket names it. */
export function importedKey(text: Text, spot: Spot, bucket: Resource): Omit<KeyPosture, 'otherBuckets'> {
  const { at } = spot;
  const named = wording({ ...spot, value: text, assuming: [] });
  const why = isKnown(named) ? `the key ${render(named.value)} is not in these templates` : named.unknown;
  const nobodyKnows = unknown(at, why);
  const isAlias = isKnown(named) && /^alias\/(?!aws\/)/.test(render(keyId(text)));
  return {
    id: render(text, hole => hole.hole.slice(hole.hole.indexOf('|') + 1)),
    manager: isAlias ? known(at, 'customer') : nobodyKnows,
    rotation: nobodyKnows,
    enabled: nobodyKnows,
    multiRegion: multiRegionOf(text, at) ?? nobodyKnows,
    region: regionOf(text, spot, bucket) ?? nobodyKnows,
    policy: nobodyKnows,
    retained: nobodyKnows,
  };
}

/** S3 takes no key of another Region than the bucket's own. */
export function ownRegion(bucket: Resource, scope: Scope): Fact<string> {
  const { region } = bucket.stack.template;
  const at = pathOf(bucket, scope);
  return region === undefined ? unknown(at, 'the template does not say') : known(at, region);
}

/** The ids of multi-Region keys begin with `mrk-`, those of other keys are plain UUIDs. */
function multiRegionOf(text: Text, at: string): Fact<boolean> | undefined {
  const id = lettersOf(keyId(text)) ?? '';
  if (id.startsWith('mrk-')) return known(at, true);
  return UUID.test(id) ? known(at, false) : undefined;
}

/** The one that an ARN names; an id or an alias is of the bucket's own Region. */
function regionOf(text: Text, { at, scope }: Spot, bucket: Resource): Fact<string> | undefined {
  const arn = kmsArn(text);
  const id = keyId(text);
  if (!arn) return lettersOf(id) !== undefined || (render(id).startsWith('alias/') && !holeOf(id)) ? ownRegion(bucket, scope) : undefined;
  const hole = holeOf(arn.region);
  if (hole) return unknown(at, hole.why);
  const region = lettersOf(arn.region);
  if (region === '') return unknown(at, `${render(text)} names no region`);
  return region === undefined ? ownRegion(bucket, scope) : known(at, region);
}
