import { glob } from './glob';
import { ACTIONS, KEY_SETS, KEYS } from './s3-reference-data';

/** One action of Amazon S3, as the Service Authorization Reference lists it. */
export interface S3Action {
  /** `s3:PutObject` */
  readonly name: string;
  readonly access: 'read' | 'write' | 'list' | 'tagging' | 'permissions';
  /** Kinds of resources that it works on: `object`, `bucket`, `accesspoint`. Empty: only `*`. */
  readonly resources: readonly string[];
  /** Condition keys that a request for it may carry, besides those that every request has. A tag key is `s3:ExistingObjectTag/<key>`. */
  readonly conditionKeys: readonly string[];
}

export interface ConditionKey {
  readonly name: string;
  /** `String`, `ArrayOfString`, `ARN`, `Numeric`, `Bool`, `Date`, `IPAddress`, as far as AWS says. */
  readonly type: string;
  /** Whether any request may carry it, to whichever service. */
  readonly global: boolean;
}

interface Reference {
  readonly actions: ReadonlyMap<string, S3Action>;
  readonly keys: readonly ConditionKey[];
  /** By name in lower case; of a key with a part that varies, what stands before it. */
  readonly byName: ReadonlyMap<string, ConditionKey>;
}

let unpacked: Reference | undefined;

/** An action by its name in any case, with or without `s3:`. */
export function s3Action(name: string): S3Action | undefined {
  const lower = name.toLowerCase();
  return reference().actions.get(lower.startsWith('s3:') ? lower : `s3:${lower}`);
}

/** Every action of S3, in the order of the alphabet. */
export const s3Actions = (): readonly S3Action[] => [...reference().actions.values()];

/** The actions that a pattern of a policy takes in: `s3:Get*`, `*`. */
export function s3ActionsLike(pattern: string): readonly S3Action[] {
  const test = glob(pattern.toLowerCase());
  return s3Actions().filter(({ name }) => test(name.toLowerCase()));
}

/** Every condition key that S3 knows, and those of every request. */
export const s3ConditionKeys = (): readonly ConditionKey[] => reference().keys;

/** A condition key by its name in any case: `aws:PrincipalTag/team` is `aws:PrincipalTag/tag-key`. */
export function s3ConditionKey(name: string): ConditionKey | undefined {
  const lower = name.toLowerCase();
  const slash = lower.indexOf('/');
  return reference().byName.get(slash < 0 ? lower : lower.slice(0, slash + 1));
}

function reference(): Reference {
  return unpacked ??= unpack();
}

const ACCESS: Readonly<Record<string, S3Action['access']>> = { R: 'read', W: 'write', L: 'list', T: 'tagging', P: 'permissions' };

function unpack(): Reference {
  const keys = KEYS.split(';').map((text): ConditionKey => {
    const [name, type] = text.split(',');
    return { name, type, global: !name.startsWith('s3:') };
  });
  const sets = KEY_SETS.split(';').map(set => set === '' ? [] : set.split(' ').map(place => keys[parseInt(place, 36)].name));
  const actions = ACTIONS.split(';').map((text): S3Action => {
    const [name, level, types, set] = text.split(',');
    return { name: `s3:${name}`, access: ACCESS[level], resources: types === '' ? [] : types.split(' '), conditionKeys: sets[Number(set)] };
  });
  const start = (name: string) => name.slice(0, name.indexOf('/') + 1) || name;
  return {
    actions: new Map(actions.map(action => [action.name.toLowerCase(), action])),
    keys,
    byName: new Map(keys.map(key => [start(key.name).toLowerCase(), key])),
  };
}
