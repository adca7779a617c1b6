import type { BucketPosture, EncryptionAlgorithm } from '../bucket-posture';
import { type Fact, isKnown, known } from '../fact';
import { keyPosture, ownKey } from './key';
import type { Scope } from './scope';
import { type Spot, get, items, oneOf, truth, wording } from './spot';
import { render } from './symbolic-text';

const ALGORITHMS: readonly EncryptionAlgorithm[] = ['AES256', 'aws:kms', 'aws:kms:dsse'];

export type Encryption = Pick<BucketPosture, 'encryption' | 'key' | 'bucketKey' | 'blockedEncryption'> & {
  /** How the policies of the bucket call its key. */
  readonly ownKey?: string;
};

/** The default encryption of a bucket, from the spot of its properties. */
export function encryptionOf(properties: Spot, scope: Scope): Encryption {
  const rule = firstItem(get(properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration'));
  const byDefault = get(rule, 'ServerSideEncryptionByDefault');
  const encryption = oneOf(get(byDefault, 'SSEAlgorithm'), ALGORITHMS, 'AES256');
  const keySpot = get(byDefault, 'KMSMasterKeyID');
  const key = keyPosture(keySpot, encryption);
  return {
    encryption,
    key,
    bucketKey: truth(get(rule, 'BucketKeyEnabled'), false),
    blockedEncryption: blocked(get(rule, 'BlockedEncryptionTypes', 'EncryptionType')),
    ownKey: ownKey(keySpot, key, scope),
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

/** The first item that is there: a list of which `Fn::If` removes everything is empty. */
export function firstItem(list: Spot): Spot {
  const found = items(list);
  return isKnown(found) && found.value.length > 0 ? found.value[0] : get(list, 0);
}
