import { compileCondition } from './conditions';
import type { Condition, Policy, Statement } from './document';
import { lastAddress } from './ip';
import { addressesOutside } from './outsiders';
import type { ContextValue } from './request';
import { every, NO, YES } from './truth';
import { instance } from './witnesses';

type Context = Readonly<Record<string, ContextValue>>;

/** More would take too long: each is asked for every principal, path and action. */
const MOST = 128;

/** Keys that follow from the requester: the samples of requesters vary them. */
const IMPLIED = /^aws:principal(arn|account|type|isawsservice|servicename|servicenameslist)$/;

export interface Contexts {
  readonly contexts: readonly Context[];
  /** Whether there are combinations that are left out. */
  readonly sampled: boolean;
}

/**
 * What requests may carry, as far as a policy looks at it: for each key that it names every value that it names, a value that it does not, and none.
 * All combinations, or, where they are too many, those that meet a statement and those that differ from one of these in one key.
 */
export function contextsOf(policy: Policy, owner: string): Contexts {
  const conditions = policy.statements.flatMap(s => s.conditions);
  const keys = [...new Set(conditions.map(({ key }) => key))].filter(key => !IMPLIED.test(key)).sort();
  const values = new Map(keys.map(key => [key, valuesOf(conditions.filter(c => c.key === key), owner)]));
  const size = keys.reduce((many, key) => many * values.get(key)!.length, 1);
  if (size <= MOST) return { contexts: product(keys, values), sampled: false };

  const base = policy.statements.map(statement => meeting(statement, policy, keys, values));
  const varied = base.flatMap(context => keys.flatMap(key => values.get(key)!.map(value => ({ ...context, [key]: value }))));
  const unique = new Map([...base, ...varied].map(context => [JSON.stringify(context), context]));
  return { contexts: [...unique.values()].slice(0, MOST), sampled: true };
}

function product(keys: readonly string[], values: ReadonlyMap<string, readonly ContextValue[]>): readonly Context[] {
  return keys.reduce<readonly Context[]>((all, key) => all.flatMap(context => values.get(key)!.map(value => ({ ...context, [key]: value }))), [{}]);
}

/** A context that meets a statement's conditions where one can, and slips past as many Denies as possible with the other keys. */
function meeting(statement: Statement, policy: Policy, keys: readonly string[], values: ReadonlyMap<string, readonly ContextValue[]>): Context {
  const denies = policy.statements.filter(s => s.effect === 'Deny' && s !== statement).flatMap(s => s.conditions);
  return Object.fromEntries(keys.map((key) => {
    const met = (condition: Condition, value: ContextValue) =>
      compileCondition(condition, policy.variables)({ other: 'hostile', get: k => k !== key ? undefined : typeof value === 'string' ? [value] : value }, YES);
    const worth = (value: ContextValue) => every(statement.conditions.filter(c => c.key === key), c => met(c, value)) * 1000
      - denies.filter(c => c.key === key && met(c, value) !== NO).length;
    return [key, values.get(key)!.reduce((best, value) => worth(value) > worth(best) ? value : best)];
  }));
}

function valuesOf(conditions: readonly Condition[], owner: string): readonly ContextValue[] {
  const named = conditions.flatMap(({ operator, values }) => values.map(v => typeof v === 'string' ? v : v.like).flatMap(value => near(operator, value)));
  const address = conditions.some(({ operator }) => /ipaddress/i.test(operator)) ? addressesOutside(conditions)[0] : undefined;
  const accounts = conditions[0].key.endsWith('account') ? [owner] : [];
  const other = conditions.every(({ operator }) => /^(bool|null|numeric|date)/i.test(operator)) ? [] : [address ?? 'something-else'];
  return [...new Set<ContextValue>([null, ...named, ...accounts, ...other])];
}

/** Values of a request on both sides of a value of the policy. */
function near(operator: string, value: string): readonly string[] {
  const name = operator.toLowerCase();
  if (name === 'null') return ['something'];
  if (name === 'bool') return ['true', 'false'];
  if (name.startsWith('numeric')) return [value, ...Number.isFinite(Number(value)) ? [String(Number(value) - 1), String(Number(value) + 1)] : []];
  if (name.startsWith('date')) return [value, '1970-01-02T00:00:00Z', '9999-01-01T00:00:00Z'];
  if (name.endsWith('ipaddress')) return [lastAddress(value) ?? value];
  return [/like$|^arn/.test(name) || value.includes('${') ? instance(value) : value];
}
