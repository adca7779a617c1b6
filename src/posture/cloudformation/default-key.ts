import type { EncryptionAlgorithm } from '../bucket-posture';
import { type Fact, isKnown } from '../fact';
import { type Spot, get, items, oneOf } from './spot';

const RULES = ['BucketEncryption', 'ServerSideEncryptionConfiguration'] as const;
const ALGORITHMS: readonly EncryptionAlgorithm[] = ['AES256', 'aws:kms', 'aws:kms:dsse'];

/** Where the properties of a bucket name the key of its default encryption; `*` stands for each item of a list. */
export const DEFAULT_KEY: readonly string[] = [...RULES, '*', 'ServerSideEncryptionByDefault', 'KMSMasterKeyID'];

export interface DefaultEncryption {
  readonly rule: Spot;
  readonly algorithm: Fact<EncryptionAlgorithm>;
  readonly keySpot: Spot;
}

/** Where the default encryption of a bucket is stated, from the spot of its properties. */
export function defaultEncryption(properties: Spot): DefaultEncryption {
  const rule = firstItem(get(properties, ...RULES));
  const byDefault = get(rule, 'ServerSideEncryptionByDefault');
  return { rule, algorithm: oneOf(get(byDefault, 'SSEAlgorithm'), ALGORITHMS, 'AES256'), keySpot: get(byDefault, 'KMSMasterKeyID') };
}

/** The first item that is there: a list of which `Fn::If` removes everything is empty. */
export function firstItem(list: Spot): Spot {
  const found = items(list);
  return isKnown(found) && found.value.length > 0 ? found.value[0] : get(list, 0);
}
