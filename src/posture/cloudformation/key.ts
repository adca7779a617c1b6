import type { EncryptionAlgorithm, KeyPosture } from '../bucket-posture';
import { type Fact, isKnown, known, map, unknown } from '../fact';
import { exists } from './conditions';
import { brief } from './json-value';
import { keyId, keyIdentity, keyOf } from './key-identity';
import type { Scope } from './scope';
import { type Spot, get, pathOf, propertiesOf, truth, wording } from './spot';
import { Text, lettersOf, render } from './symbolic-text';

const AWS_MANAGED = 'alias/aws/s3';

/** The key of the default encryption, from its spot. */
export function keyPosture(spot: Spot, algorithm: Fact<EncryptionAlgorithm>): Fact<KeyPosture | undefined> {
  if (!isKnown(algorithm)) return algorithm;
  const { at, assuming } = spot;
  if (algorithm.value === 'AES256') return known(algorithm.at, undefined, algorithm.assuming);
  if (spot.value === undefined) return spot.doubt === undefined ? known(at, awsManaged(at), algorithm.assuming) : unknown(at, spot.doubt);
  if (!(spot.value instanceof Text)) return unknown(at, `${brief(spot.value)} is no key`);
  const id = keyId(spot.value);
  if (lettersOf(id) === AWS_MANAGED) return known(at, awsManaged(at), assuming);
  return known(at, keyFacts(spot.value, spot), assuming);
}

/** What the policies of a bucket call its key: an identity that every way of writing that key shares. */
export function ownKey(spot: Spot, key: Fact<KeyPosture | undefined>, scope: Scope): string | undefined {
  return isKnown(key) && key.value && spot.value instanceof Text ? keyIdentity(spot.value, scope) : undefined;
}

const awsManaged = (at: string): KeyPosture =>
  ({ id: AWS_MANAGED, manager: known(at, 'aws'), rotation: known(at, true), enabled: known(at, true), ...notReadYet(at) });

function notReadYet(at: string): Pick<KeyPosture, 'multiRegion' | 'region' | 'policy' | 'retained' | 'otherBuckets'> {
  const why = unknown(at, 'not read yet');
  return { multiRegion: why, region: why, policy: why, retained: why, otherBuckets: why };
}

function keyFacts(text: Text, { at, scope }: Spot): KeyPosture {
  const key = keyOf(text, scope);
  if (key?.type === 'AWS::KMS::Key') {
    const there = exists(key, scope);
    const properties = propertiesOf(key, scope);
    const path = pathOf(key, scope);
    const why = there === undefined ? 'decided at deploy time whether this key exists' : 'this key does not exist in this branch';
    return {
      id: key.token,
      manager: known(path, 'customer'),
      rotation: there ? truth(get(properties, 'EnableKeyRotation'), false) : unknown(path, why),
      enabled: there ? truth(get(properties, 'Enabled'), true) : unknown(path, why),
      ...notReadYet(path),
    };
  }
  const named = wording({ at, scope, value: text, assuming: [] });
  const why = isKnown(named) ? `the key ${render(named.value)} is not in these templates` : named.unknown;
  const isAlias = isKnown(named) && /^alias\/(?!aws\/)/.test(render(keyId(text)));
  const isReplica = key?.type === 'AWS::KMS::ReplicaKey';
  return {
    id: render(text, hole => hole.hole.slice(hole.hole.indexOf('|') + 1)),
    manager: isAlias || isReplica ? known(at, 'customer') : unknown(at, why),
    rotation: unknown(at, isReplica ? 'decided by the primary key of this replica' : why),
    enabled: isReplica ? map(truth(get(propertiesOf(key, scope), 'Enabled'), true), value => value) : unknown(at, why),
    ...notReadYet(at),
  };
}
