import type { Entry } from './journal';
import { table } from './table';

interface Placed extends Entry { readonly example: string }

/** Who made the resources of the examples: moto's own CloudFormation, what moto/handlers adds to it, or nobody, and what moto did not keep of them. */
export function made(entries: readonly Placed[]): string {
  const created = entries.filter(({ action, stack }) => action === 'create' && stack !== 'CDKToolkit');
  const types = [...new Set(created.map(({ type }) => type))].sort();
  const count = (type: string, by: Entry['by']): string => String(created.filter(entry => entry.type === type && entry.by === by).length || '');
  const lacking = created.filter(({ by }) => by === 'nobody').map(({ example, stack, logicalId, type, error }) => [example, `${stack}/${logicalId}`, type, short(error!)]);
  const ignored = new Map(created.flatMap(({ type, ignored: dropped = {} }) => Object.entries(dropped).map(([property, instead]) => [`${type} ${property}`, instead] as const)));
  return [
    '\nWho made the resources: the CloudFormation of moto, types that are added to it in test/e2e/moto/handlers, or nobody',
    table([['type', 'moto', 'added', 'nobody'], ...types.map(type => [type, count(type, 'moto'), count(type, 'handler'), count(type, 'nobody')])]),
    '\nWhat could not be deployed, in the words of moto',
    lacking.length === 0 ? '-' : table([['example', 'resource', 'type', 'error'], ...lacking.sort()]),
    '\nWhat moto does not keep of the resources',
    ignored.size === 0 ? '-' : table([['property', 'what moto does'], ...[...ignored].sort()]),
  ].join('\n');
}

const short = (error: string): string => error.replace(' (reached max retries: 0)', '').replace(/\s+/g, ' ').slice(0, 300);
