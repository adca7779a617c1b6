import { deepEqual, fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { LASTING, unchangeable } from './contract';
import type { Output, Resource, Template } from './template';

/** Something that an upgrade would take from its user. */
export interface Loss {
  /** Logical id of the resource or of the output. */
  readonly id: string;
  readonly type: string;
  /** What would happen, in words. */
  readonly what: string;
}

/** What the upgrade of a stack from one template to another would lose. Resources and outputs that are new are no loss. */
export function losses(before: Template, after: Template): Loss[] {
  const { changes } = fullDiff(before, after).resources;
  const resources = Object.entries(before.Resources).filter(([, { Type }]) => LASTING.has(Type)).flatMap(([id, old]) => {
    const now = after.Resources[id] as Resource | undefined;
    const words = now
      ? [...moved(changes[id]), ...refused(old, now), ...weaker(old, now), ...conditional(before, old, after, now)]
      : [gone(old, before, after)];
    return words.map(what => ({ id, type: old.Type, what }));
  });
  return [...resources, ...exportsLost(before, after)];
}

function gone({ Type, DeletionPolicy }: Resource, before: Template, after: Template): string {
  const candidates = Object.keys(after.Resources).filter(id => after.Resources[id].Type === Type && !(id in before.Resources));
  const hint = candidates.length > 0 ? `; new of its type: ${candidates.join(', ')}` : '';
  return `${kept(DeletionPolicy) ? 'would be left behind, outside the stack' : 'would be destroyed'}: no resource has its logical id${hint}`;
}

const kept = (policy?: string) => policy === 'Retain' || policy === 'RetainExceptOnCreate';

type Change = ReturnType<typeof fullDiff>['resources']['changes'][string] | undefined;

const REPLACED: Readonly<Record<string, string>> = {
  [ResourceImpact.WILL_REPLACE]: 'would be replaced',
  [ResourceImpact.MAY_REPLACE]: 'may be replaced',
};

function moved(change: Change): string[] {
  if (!change) return [];
  const { resourceTypeChanged, oldResourceType, newResourceType, propertyUpdates } = change;
  if (resourceTypeChanged) return [`would be replaced: its type would be ${newResourceType} and no more ${oldResourceType}`];
  return Object.entries(propertyUpdates).filter(([, { changeImpact = '' }]) => changeImpact in REPLACED)
    .map(([name, { changeImpact, oldValue, newValue }]) => `${REPLACED[changeImpact!]}: ${name} ${step(oldValue, newValue)}`);
}

const step = (...values: unknown[]) => values.map(value => value === undefined ? 'nothing' : JSON.stringify(value)).join(' -> ');

function refused({ Type, Properties: old = {} }: Resource, { Properties: now = {} }: Resource): string[] {
  return unchangeable(Type).filter(name => !deepEqual(old[name], now[name])).map(name => `could not be updated: ${name} ${step(old[name], now[name])}`);
}

const STRENGTH = ['Delete', 'Snapshot', 'RetainExceptOnCreate', 'Retain'];

function weaker(old: Resource, now: Resource): string[] {
  const strength = (policy = 'Delete') => STRENGTH.indexOf(policy);
  return (['DeletionPolicy', 'UpdateReplacePolicy'] as const).filter(name => strength(now[name]) < strength(old[name]))
    .map(name => `would no longer be kept: ${name} ${step(old[name], now[name])}`);
}

/** A resource under a condition is removed where the condition does not hold. */
function conditional(before: Template, { Condition: old }: Resource, after: Template, { Condition: now }: Resource): string[] {
  if (now === undefined) return [];
  if (old !== now) return [`would be there under a condition only: ${now}`];
  const [was, is] = [before, after].map(({ Conditions }) => Conditions?.[now]);
  return deepEqual(was, is) ? [] : [`would be there under another condition: ${now} ${step(was, is)}`];
}

/** Other stacks import what is exported: CloudFormation neither deletes nor changes an export that is in use. */
function exportsLost({ Outputs: old = {} }: Template, { Outputs: now = {} }: Template): Loss[] {
  const nameOf = (output: Output) => output.Export && JSON.stringify(output.Export.Name);
  const after = new Map(Object.values(now).map(output => [nameOf(output), output.Value]));
  return Object.entries(old).flatMap(([id, output]) => {
    const name = nameOf(output);
    const lost = (what: string) => [{ id, type: 'export', what }];
    if (name === undefined || deepEqual(after.get(name), output.Value)) return [];
    if (!after.has(name)) return lost(`would be gone, but other stacks import ${name}`);
    return lost(`would change, but other stacks import ${name}: ${step(output.Value, after.get(name))}`);
  });
}
