import type { EncryptionAlgorithm, KeyPosture } from '../bucket-posture';
import { type Fact, isKnown, known, unknown } from '../fact';
import type { Resource } from './assembly';
import { importedKey, ownRegion } from './imported-key';
import { brief } from './json-value';
import { keyId, keyIdentity, keyOf } from './key-identity';
import { keyResource } from './key-resource';
import { otherBucketsOf } from './key-users';
import type { Spot } from './spot';
import { Text, lettersOf } from './symbolic-text';

const AWS_MANAGED = 'alias/aws/s3';

/** The key of the default encryption of a bucket, from its spot. */
export function keyPosture(spot: Spot, algorithm: Fact<EncryptionAlgorithm>, bucket: Resource): Fact<KeyPosture | undefined> {
  if (!isKnown(algorithm)) return algorithm;
  const { at, assuming } = spot;
  if (algorithm.value === 'AES256') return known(algorithm.at, undefined, algorithm.assuming);
  if (spot.value === undefined) return spot.doubt === undefined ? known(at, awsManaged(spot, bucket), algorithm.assuming) : unknown(at, spot.doubt);
  if (!(spot.value instanceof Text)) return unknown(at, `${brief(spot.value)} is no key`);
  if (isAwsManaged(spot.value)) return known(at, awsManaged(spot, bucket), assuming);
  return known(at, keyFacts(spot.value, spot, bucket), assuming);
}

/** What the policies of a bucket call its key: an identity that every way of writing that key shares. */
export function ownKey(spot: Spot, algorithm: Fact<EncryptionAlgorithm>): string | undefined {
  return isKnown(algorithm) && algorithm.value !== 'AES256' && spot.value instanceof Text ? keyIdentity(spot.value, spot.scope) : undefined;
}

const isAwsManaged = (text: Text): boolean => lettersOf(keyId(text)) === AWS_MANAGED;

const awsManaged = ({ at, scope }: Spot, bucket: Resource): KeyPosture => ({
  id: AWS_MANAGED,
  manager: known(at, 'aws'),
  rotation: known(at, true),
  enabled: known(at, true),
  multiRegion: known(at, false),
  region: ownRegion(bucket, scope),
  policy: unknown(at, 'AWS writes the policy of its managed key'),
  retained: known(at, true),
  otherBuckets: unknown(at, 'the AWS managed key is shared by every bucket of the account that names no other'),
});

function keyFacts(text: Text, spot: Spot, bucket: Resource): KeyPosture {
  const key = keyOf(text, spot.scope);
  const isHere = key?.type === 'AWS::KMS::Key' || key?.type === 'AWS::KMS::ReplicaKey';
  const facts = isHere ? keyResource(key, spot.scope) : importedKey(text, spot, bucket);
  return { ...facts, otherBuckets: otherBucketsOf(text, spot, bucket) };
}
