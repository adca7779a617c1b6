import type { KeyPosture } from '../bucket-posture';
import { type Fact, isKnown, known, map, unknown } from '../fact';
import type { Resource } from './assembly';
import { exists } from './conditions';
import { keyPolicyOf } from './key-policy';
import type { Scope } from './scope';
import { share } from './share';
import { type Spot, definitionOf, get, oneOf, pathOf, propertiesOf, truth, wording } from './spot';
import { lettersOf, textOf } from './symbolic-text';

const DELETION = ['Delete', 'Retain', 'RetainExceptOnCreate'] as const;

/** What is true of a key that is in these templates, a primary one or a replica. */
export function keyResource(key: Resource, scope: Scope): Omit<KeyPosture, 'otherBuckets'> {
  const there = exists(key, scope);
  const path = pathOf(key, scope);
  const why = there === undefined ? 'decided at deploy time whether this key exists' : 'this key does not exist in this branch';
  const ifThere = <T>(fact: () => Fact<T>): Fact<T> => there ? fact() : unknown(path, why);
  const properties = propertiesOf(key, scope);
  const isReplica = key.type === 'AWS::KMS::ReplicaKey';
  const { region } = key.stack.template;
  return {
    id: key.token,
    manager: known(path, 'customer'),
    rotation: isReplica ? unknown(path, 'decided by the primary key of this replica') : ifThere(() => truth(get(properties, 'EnableKeyRotation'), false)),
    enabled: ifThere(() => enabledOf(properties)),
    multiRegion: ifThere(() => isReplica ? known(path, true) : truth(get(properties, 'MultiRegion'), false)),
    region: region === undefined ? unknown(path, 'the template does not say') : known(path, region),
    policy: ifThere(() => share(`policy of key ${key.token}`, scope, () => keyPolicyOf(key, scope))),
    retained: ifThere(() => map(oneOf(get(definitionOf(key, scope), 'DeletionPolicy'), DELETION, 'Delete'), policy => policy !== 'Delete')),
  };
}

/** No template brings in material of one's own: until somebody does, and after it expires, the key decrypts nothing. */
function enabledOf(properties: Spot): Fact<boolean> {
  const enabled = truth(get(properties, 'Enabled'), true);
  if (isKnown(enabled) && !enabled.value) return enabled;
  const origin = wording(get(properties, 'Origin'), textOf('AWS_KMS'));
  if (!isKnown(origin)) return origin;
  return lettersOf(origin.value) === 'EXTERNAL' ? unknown(origin.at, 'its material is brought in from elsewhere, may be missing and may expire') : enabled;
}
