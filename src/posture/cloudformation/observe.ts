import type { Observation } from '../observation';
import { PROVIDED } from '../provided';
import type { Assembly, Resource, Stack } from './assembly';
import { exists } from './conditions';
import { indexAssembly } from './index-assembly';
import { brief, own } from './json-value';
import { GUARDRAILS } from './observed-guardrails';
import type { Scope } from './scope';
import { pathOf, propertiesOf } from './spot';
import type { Template } from './template';
import { World } from './world';

/**
 * Looks in templates for the guardrails of accounts that people attest by hand: trails, alarms, Macie and the like, and what the templates say
 * that somebody else provides. It says what is written and judges nothing: a guardrail that is not here may be elsewhere, and one that is
 * here may be switched off later.
 */
export function observeTemplates(templates: readonly Template[]): readonly Observation[] {
  const assembly = indexAssembly(templates);
  return [...assembly.stacks].sort(byName).flatMap(stack => [
    ...[...stack.resources.values()].flatMap(resource => seen(resource, stack, assembly)),
    ...provided(stack),
  ]);
}

const byName = ({ template: { name: one } }: Stack, { template: { name: other } }: Stack): number => one < other ? -1 : one > other ? 1 : 0;

function seen(resource: Resource, stack: Stack, assembly: Assembly): readonly Observation[] {
  const guardrails = GUARDRAILS.filter(({ type }) => type === resource.type);
  if (guardrails.length === 0) return [];
  const scope: Scope = { assembly, stack, world: new World(stack), assumed: new Set() };
  const there = exists(resource, scope);
  if (there === false) return [];
  const properties = propertiesOf(resource, scope);
  const at = `${stack.template.name}#${pathOf(resource, scope)}`;
  const whether = there ? '' : ', if it is deployed, which a condition decides';
  return guardrails.flatMap(({ check, says }) => {
    const what = says(properties);
    return what === undefined ? [] : [{ check, at, says: `${what}${whether}` }];
  });
}

/** What the stack says that somebody else provides; a list of another shape is no statement. */
function provided({ template }: Stack): readonly Observation[] {
  const list = own(own(template.body, 'Metadata'), PROVIDED);
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry, i) => {
    const checks = own(entry, 'checks');
    if (!Array.isArray(checks)) return [];
    const says = `said to be provided already, by ${words(own(entry, 'providedBy'))}: ${words(own(entry, 'reference'))}`;
    return checks.filter(check => typeof check === 'string').map(check => ({ check, at: `${template.name}#Metadata/${PROVIDED}/${i}`, says }));
  });
}

const words = (value: unknown): string => typeof value === 'string' ? value : value === undefined ? 'nobody says what' : brief(value);
