import { compile } from './compile';
import type { Decision } from './decide';
import type { Difference } from './diff';
import { contextsOf } from './diff-contexts';
import type { Policy } from './document';
import { ANONYMOUS, lookupOf, type Request, type Requester, service } from './request';
import { isObjectAction } from './s3-actions';
import { THIS_ACCOUNT, THIS_BUCKET_ARN } from './text';
import { EVERY_ACTION, objectsOf, signers } from './witnesses';

/** Sample requests, each for all actions that both policies answer alike. */
export interface Samples {
  readonly requests: Iterable<{ readonly request: Request; readonly actions: readonly string[] }>;
  /** Whether conditions combine in more ways than the samples do. */
  readonly sampled: boolean;
}

/** The same samples whichever policy comes first. */
export function samplesOf(one: Policy, other: Policy, owner: string, actions: readonly string[] = EVERY_ACTION): Samples {
  const [first, second] = JSON.stringify(one.statements) <= JSON.stringify(other.statements) ? [one, other] : [other, one];
  const both: Policy = { ...first, variables: first.variables || second.variables, statements: [...first.statements, ...second.statements] };
  const { contexts, sampled } = contextsOf(both, owner);
  const classes = alike([first, second], actions);
  const requesters = requestersOf(both, owner);
  const objects = objectsOf(both);
  return { requests: requests(), sampled };

  function* requests() {
    for (const [action, ...same] of classes) {
      for (const resource of isObjectAction(action) ? objects : [THIS_BUCKET_ARN]) {
        for (const requester of requesters) {
          for (const context of contexts) {
            if (!isPossible(requester, context)) continue;
            yield { request: { action, resource, requester, context, otherKeys: 'absent' as const }, actions: [action, ...same] };
          }
        }
      }
    }
  }
}

/** Nobody carries a key that its kind of requester never has: an anonymous one an organization. */
function isPossible(requester: Requester, context: NonNullable<Request['context']>): boolean {
  const { get } = lookupOf({ requester });
  return Object.keys(context).every((key) => {
    const implied = get(key);
    return implied === undefined || (implied === null) === (context[key] === null);
  });
}

/** Actions grouped by what the statements say to them, so that one of a group answers for all. Those on objects and on the bucket are apart. */
function alike(policies: readonly Policy[], actions: readonly string[]): readonly (readonly string[])[] {
  const statements = policies.flatMap((policy) => {
    const { allows, denies } = compile(policy);
    return [...allows, ...denies];
  });
  const nothing = lookupOf({ requester: ANONYMOUS });
  const groups = new Map<string, string[]>();
  for (const action of new Set(actions)) {
    const answers = statements.map(s => s.action(action.toLowerCase(), nothing)).join('');
    const key = `${isObjectAction(action)} ${answers}`;
    groups.set(key, [...groups.get(key) ?? [], action]);
  }
  return [...groups.values()];
}

function requestersOf(policy: Policy, owner: string): readonly Requester[] {
  const services = policy.statements.flatMap(s => s.principals.entries).filter(({ type }) => type === 'Service')
    .map(({ id }) => service(typeof id === 'string' ? id : id.like));
  const owned = ({ id, ...more }: Requester): Requester => ({ ...more, id: id.replace(THIS_ACCOUNT, owner) });
  const all = [ANONYMOUS, ...signers(policy), ...services].map(owned);
  return [...new Map(all.map(requester => [`${requester.type} ${requester.id}`, requester])).values()];
}

/** Differences of one direction, those by the same statements and to the same kind of requester as one, with the first as its example. */
export function differencesOf(found: readonly Difference[], before: Decision['outcome'], after?: Decision['outcome']): readonly Difference[] {
  const is = (d: Difference) => after === undefined ? [d.before.outcome, d.after.outcome].includes(before)
    : d.before.outcome === before && d.after.outcome === after;
  const groups = new Map<string, Difference>();
  for (const each of found.filter(is)) {
    const { before: was, after: now, actions, ownPolicies } = each;
    const key = JSON.stringify([was.outcome, was.step, was.statement, now.outcome, now.step, now.statement, ownPolicies, actions[0]]);
    const known = groups.get(key);
    groups.set(key, known ? { ...known, requests: known.requests + each.requests } : each);
  }
  return [...groups.values()];
}
