import type { BucketPosture } from '../bucket-posture';
import { type Fact, isKnown, known } from '../fact';
import type { Resource } from './assembly';
import { defaultEncryption } from './default-key';
import { keyPosture, ownKey } from './key';
import { type Spot, get, items, truth, wording } from './spot';
import { render } from './symbolic-text';

export type Encryption = Pick<BucketPosture, 'encryption' | 'key' | 'bucketKey' | 'blockedEncryption'> & {
  /** How the policies of the bucket call its key. */
  readonly ownKey?: string;
};

/** The default encryption of a bucket, from the spot of its properties. */
export function encryptionOf(bucket: Resource, properties: Spot): Encryption {
  const { rule, algorithm, keySpot } = defaultEncryption(properties);
  return {
    encryption: algorithm,
    key: keyPosture(keySpot, algorithm, bucket),
    bucketKey: truth(get(rule, 'BucketKeyEnabled'), false),
    blockedEncryption: blocked(get(rule, 'BlockedEncryptionTypes', 'EncryptionType')),
    ownKey: ownKey(keySpot, algorithm),
  };
}

/** `NONE` is how a template says that nothing is refused. */
function blocked(spot: Spot): Fact<readonly string[]> {
  const list = items(spot);
  if (!isKnown(list)) return list;
  const types: string[] = [];
  for (const item of list.value) {
    const type = wording(item);
    if (!isKnown(type)) return type;
    types.push(render(type.value));
  }
  return known(list.at, types.filter(type => type !== 'NONE'), list.assuming);
}
