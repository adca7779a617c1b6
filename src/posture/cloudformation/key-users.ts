import { type Fact, isKnown, known, unknown } from '../fact';
import type { Resource } from './assembly';
import { unique } from './collect';
import { exists } from './conditions';
import { defaultEncryption } from './default-key';
import { keyId, keyIdentity, keyOf, kmsArn } from './key-identity';
import type { Scope } from './scope';
import { share } from './share';
import { type Spot, propertiesOf } from './spot';
import { Text, holeOf } from './symbolic-text';
import { World } from './world';

/** A bucket that uses a key, or may: `why` says what that depends on. */
interface User {
  readonly bucket: Resource;
  readonly assuming: readonly string[];
  readonly why?: string;
}

/** The other buckets of these templates whose default encryption uses the same key as that of a bucket. */
export function otherBucketsOf(text: Text, { at, scope }: Spot, bucket: Resource): Fact<readonly string[]> {
  const identity = keyIdentity(text, scope);
  const key = keyOf(text, scope);
  const isLocal = key === undefined && kmsArn(text) === undefined;
  const others = ({ bucket: other }: User): boolean => other !== bucket && !apart(other, bucket, isLocal);
  const users = share(`users of key ${identity}`, scope, () => usersOf(identity, scope)).filter(others);
  const certain = users.filter(({ why }) => why === undefined);
  if (certain.length > 0) return known(at, certain.map(user => shownPath(user.bucket, scope)), unique(certain.flatMap(({ assuming }) => assuming)));
  const doubtful = users[0] ?? strays(scope).find(user => others(user) && mayName(user.bucket, key, scope));
  if (doubtful) return unknown(at, `${shownPath(doubtful.bucket, scope)} may use it: ${doubtful.why}`);
  const more = holeOf(keyId(text))?.why ?? [bucket, key].map(resource => resource?.stack.mayAdd('AWS::S3::Bucket')).find(why => why !== undefined);
  return more === undefined ? known(at, []) : unknown(at, more);
}

/** Looks without asking: whether another bucket exists is no branch of this one. */
function aside<T>(scope: Scope, look: (inside: Scope) => T): T {
  const world = new World(scope.world.home, scope.world.decisions);
  const found = look({ ...scope, world });
  for (const operand of world.consulted) scope.world.consulted.add(operand);
  return found;
}

const usersOf = (identity: string, scope: Scope): readonly User[] =>
  aside(scope, inside => (scope.assembly.keyUsers.get(identity) ?? []).flatMap(bucket => use(bucket, identity, inside) ?? []));

const strays = (scope: Scope): readonly User[] => share('users of unknown keys', scope, () =>
  aside(scope, inside => scope.assembly.keyStrays.flatMap(bucket => use(bucket, undefined, inside) ?? [])));

/** How a bucket uses a key; without an identity, how it uses one that cannot be told. */
function use(bucket: Resource, identity: string | undefined, scope: Scope): User | undefined {
  const there = exists(bucket, scope);
  const { algorithm, keySpot } = defaultEncryption(propertiesOf(bucket, scope));
  if (there === false || (isKnown(algorithm) && algorithm.value === 'AES256')) return undefined;
  const { value, doubt, assuming } = keySpot;
  const why = there === undefined ? 'decided at deploy time whether this bucket exists' : isKnown(algorithm) ? undefined : algorithm.unknown;
  const isText = value instanceof Text;
  const hole = isText ? holeOf(keyId(value)) : undefined;
  if (identity === undefined) return hole || doubt !== undefined ? { bucket, assuming, why: why ?? hole?.why ?? doubt } : undefined;
  const isSame = isText && keyIdentity(value, keySpot.scope) === identity;
  if (isSame) return { bucket, assuming: isKnown(algorithm) ? [...assuming, ...algorithm.assuming ?? []] : assuming, why };
  return hole ? { bucket, assuming, why: why ?? hole.why } : undefined;
}

/** S3 takes no key of another Region, and an id or an alias is of the bucket's own account: elsewhere the same name is another key. */
function apart(other: Resource, bucket: Resource, isLocal: boolean): boolean {
  const differ = (key: 'region' | 'account'): boolean => {
    const [here, there] = [bucket.stack.template[key], other.stack.template[key]];
    return here !== undefined && there !== undefined && here !== there;
  };
  return differ('region') || (isLocal && differ('account'));
}

/** Whether the template of a bucket can get to know a key: its own, one from outside, or one that another hands out. */
const mayName = (bucket: Resource, key: Resource | undefined, { assembly }: Scope): boolean =>
  key === undefined || key.stack === bucket.stack || assembly.handedOut.has(key);

const shownPath = (bucket: Resource, scope: Scope): string =>
  `${bucket.stack === scope.world.home ? '' : `${bucket.stack.label}: `}Resources/${bucket.id}`;
