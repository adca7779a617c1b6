import type { KeyPosture } from '../bucket-posture';
import { type Fact, known, map, unknown } from '../fact';
import type { Resource } from './assembly';
import { exists } from './conditions';
import { keyPolicyOf } from './key-policy';
import type { Scope } from './scope';
import { share } from './share';
import { definitionOf, get, oneOf, pathOf, propertiesOf, truth } from './spot';

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
    enabled: ifThere(() => truth(get(properties, 'Enabled'), true)),
    multiRegion: ifThere(() => isReplica ? known(path, true) : truth(get(properties, 'MultiRegion'), false)),
    region: region === undefined ? unknown(path, 'the template does not say') : known(path, region),
    policy: ifThere(() => share(`policy of key ${key.token}`, scope, () => keyPolicyOf(key, scope))),
    retained: ifThere(() => map(oneOf(get(definitionOf(key, scope), 'DeletionPolicy'), DELETION, 'Delete'), policy => policy !== 'Delete')),
  };
}
