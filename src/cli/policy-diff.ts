import type { Io } from './io';
import { parsedPolicy } from './policy-input';
import { type Line, linesText } from './policy-text';
import { jsonText } from './printed';
import { Problem } from './problem';
import { diff, type Difference, type PolicyDiff } from '../policy';

export interface DiffCommand {
  readonly owner?: string;
  readonly action?: readonly string[];
  readonly format: 'text' | 'json';
}

/** Says what a change allows and refuses: 1 where something more is, or may be, allowed. */
export async function diffCommand(before: string, after: string, { owner, action, format }: DiffCommand, io: Io): Promise<number> {
  if (owner !== undefined && !/^\d{12}$/.test(owner)) throw new Problem(`'--owner' must be the 12 digits of the bucket's account, got '${owner}'`);
  if (before === '-' && after === '-') throw new Problem("both policies are '-', and standard input holds one; pass a file for the other");
  const answer = diff(await parsedPolicy(before, 'old policy', io), await parsedPolicy(after, 'new policy', io), { owner, actions: action });
  io.stdout.write(format === 'json' ? jsonText(answer) : textOf(answer));
  return answer.allows.length + answer.unknowns.length > 0 ? 1 : 0;
}

function textOf({ allows, refuses, unknowns, reach }: PolicyDiff): string {
  return linesText([
    ...group('allowed now, refused before', allows),
    ...group('refused now, allowed before', refuses),
    ...group('not known', unknowns),
    ...allows.length + refuses.length + unknowns.length === 0 ? ['no request is answered differently'] : [],
    reach,
  ]);
}

const group = (title: string, list: readonly Difference[]): readonly (Line | string)[] => list.length === 0 ? [] : [`${title}:`, ...list.flatMap(rows), ''];

function rows({ request, actions, ownPolicies, before, after, requests }: Difference): readonly Line[] {
  const carried = Object.entries(request.context ?? {}).filter(([, value]) => value !== null).map(([key, value]) => `, ${key}=${String(value)}`);
  const more = actions.length === 1 ? '' : `, and ${actions.length - 1} more actions: ${actions.slice(1, 6).join(', ')}${actions.length > 6 ? ', ...' : ''}`;
  return [
    ['  ', `${request.action} on ${request.resource} by ${request.requester.id}${carried.join('')}${more}`],
    ['    before: ', before.because],
    ['    after:  ', after.because],
    ['    ', `${requests} sample requests like it, where the requester's own policies ${ownPolicies === 'allow' ? 'allow it' : 'say nothing'}`],
  ];
}
