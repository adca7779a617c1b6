import { type Fact, isKnown, known, unknown } from '../fact';
import type { Resource } from './assembly';
import { unique } from './collect';
import { exists } from './conditions';
import { defaultEncryption } from './default-key';
import { keyIdentity, keyMeant, keyOf, kmsArn } from './key-identity';
import type { Scope } from './scope';
import { share } from './share';
import { type Spot, propertiesOf } from './spot';
import { Text, holeOf } from './symbolic-text';
import { World } from './world';

/** A bucket that uses a key, or may: `why` says what that depends on. */
interface User {
  readonly bucket: Resource;
  readonly path: string;
  readonly assuming: readonly string[];
  readonly why?: string;
}

/** How a bucket uses a key before anything is decided, and the operands that this depends on. */
interface Look {
  readonly bucket: Resource;
  readonly user?: User;
  readonly operands: ReadonlySet<string>;
}

/** The other buckets of these templates whose default encryption uses the same key as that of a bucket. */
export function otherBucketsOf(text: Text, { at, scope }: Spot, bucket: Resource): Fact<readonly string[]> {
  const identity = keyIdentity(text, scope);
  const key = keyOf(text, scope);
  const isLocal = key === undefined && kmsArn(text) === undefined;
  const others = ({ bucket: other }: User): boolean => other !== bucket && !apart(other, bucket, isLocal);
  const users = usersOf(scope.assembly.keyUsers.get(identity) ?? [], identity, scope).filter(others);
  const certain = users.filter(({ why }) => why === undefined);
  if (certain.length > 0) return known(at, certain.map(({ path }) => path), unique(certain.flatMap(({ assuming }) => assuming)));
  const doubtful = users[0] ?? usersOf(scope.assembly.keyStrays, undefined, scope).find(user => others(user) && mayName(user.bucket, key, scope));
  if (doubtful) return unknown(at, `${doubtful.path} may use it: ${doubtful.why}`);
  const more = holeOf(keyMeant(text, scope))?.why ?? [bucket, key].map(resource => resource?.stack.mayAdd('AWS::S3::Bucket')).find(why => why !== undefined);
  return more === undefined ? known(at, []) : unknown(at, more);
}

/**
 * The users among some buckets, in this world. Each is looked at once, and again only in a world that decides something about it.
 * Nothing is asked: whether another bucket exists is no branch of this one.
 */
function usersOf(buckets: readonly Resource[], identity: string | undefined, scope: Scope): readonly User[] {
  const { world } = scope;
  const before: Scope = { ...scope, world: new World(world.home) };
  const name = identity === undefined ? 'users of unknown keys' : `users of key ${identity}`;
  const looks = share(name, before, () => buckets.map(bucket => look(bucket, identity, before)));
  const again = (found: Look): Look => world.decides(found.operands) ? look(found.bucket, identity, scope) : found;
  const current = world.decisions.length === 0 ? looks : looks.map(again);
  return current.flatMap(({ user }) => user ?? []);
}

function look(bucket: Resource, identity: string | undefined, scope: Scope): Look {
  const world = new World(scope.world.home, scope.world.decisions);
  return { bucket, user: use(bucket, identity, { ...scope, world }), operands: world.consulted };
}

/** How a bucket uses a key; without an identity, how it uses one that cannot be told. */
function use(bucket: Resource, identity: string | undefined, scope: Scope): User | undefined {
  const there = exists(bucket, scope);
  const { algorithm, keySpot } = defaultEncryption(propertiesOf(bucket, scope));
  if (there === false || (isKnown(algorithm) && algorithm.value === 'AES256')) return undefined;
  const { value, doubt, assuming } = keySpot;
  const text = value instanceof Text ? value : undefined;
  const hole = text && holeOf(keyMeant(text, keySpot.scope));
  const isSame = identity !== undefined && text !== undefined && keyIdentity(text, keySpot.scope) === identity;
  if (!isSame && !hole && (identity !== undefined || doubt === undefined)) return undefined;
  const unsure = there === undefined ? 'decided at deploy time whether this bucket exists' : isKnown(algorithm) ? undefined : algorithm.unknown;
  const taken = isKnown(algorithm) ? algorithm.assuming ?? [] : [];
  return { bucket, path: shownPath(bucket, scope), assuming: [...assuming, ...taken], why: unsure ?? (isSame ? undefined : hole?.why ?? doubt) };
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
