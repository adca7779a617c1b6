import type { Policy } from './document';
import { namingOf } from './principals';
import { ANONYMOUS, awsRequester, type ContextValue, type Request, type Requester, role } from './request';
import { BUCKET_ACTIONS, DATA_ACTIONS, isObjectAction, OBJECT_ACTIONS } from './s3-actions';
import { THIS_BUCKET_ARN } from './text';

/** An account that no policy names. */
export const OTHER_ACCOUNT = '<another account>';

/** Nobody in particular: not signed in, some role of the own account, some role of another account. */
export const ANYBODY: readonly Requester[] = [ANONYMOUS, role('anybody'), role('anybody', OTHER_ACCOUNT)];

/** The actions that people know best come first, since the first one that slips through is shown. */
const EVERY_ACTION = [...new Set([...DATA_ACTIONS, ...OBJECT_ACTIONS, ...BUCKET_ACTIONS])];

/** What to ask about: every combination of these. */
export interface Question {
  /** @default - every action that a bucket policy can grant or refuse */
  readonly actions?: readonly string[];
  /** @default - anybody, and each identity that the policy names */
  readonly requesters?: readonly Requester[];
  /** @default - one request that says nothing about its context */
  readonly contexts?: readonly Readonly<Record<string, ContextValue>>[];
}

/**
 * Sample requests for a question about a policy. Everything that the question leaves open is hostile. The samples are made so that each
 * exception which a policy can make (an action, a principal, a path, a condition) has a request that would slip through it:
 * the answer is certain for the actions listed, by these requesters, on these paths.
 */
export function everyRequest(policy: Policy, question: Question): Request[] {
  const objects = objectsOf(policy);
  const requesters = question.requesters ?? [...ANYBODY, ...namedBy(policy)];
  const actions = question.actions ?? EVERY_ACTION;
  return (question.contexts ?? [{}]).flatMap(context => requesters.flatMap(requester => actions.flatMap((action) => {
    const resources = isObjectAction(action) ? objects : [THIS_BUCKET_ARN];
    return resources.map((resource): Request => ({ action, resource, requester, context, otherKeys: 'hostile' }));
  })));
}

/** One object that no pattern names, and one for each path that a pattern of the policy names. */
function objectsOf(policy: Policy): string[] {
  const patterns = policy.statements.flatMap(s => s.resources.patterns).map(p => typeof p === 'string' ? p : p.like);
  const paths = patterns.filter(p => p.startsWith(`${THIS_BUCKET_ARN}/`)).map(instance);
  return [...new Set([`${THIS_BUCKET_ARN}/any-object`, ...paths])];
}

/** The shortest readable text that a pattern matches. */
export const instance = (pattern: string): string => pattern.replace(/\$\{[^{}]*\}|\*+/g, 'any').replace(/\?/g, 'x');

/** The identities that a policy names, and somebody of each account that it names. */
export function namedBy(policy: Policy): Requester[] {
  const found = new Map<string, Requester>();
  for (const { id, type } of policy.statements.flatMap(s => s.principals.entries)) {
    if (typeof id !== 'string' || type === '*') continue;
    const naming = namingOf({ id, type });
    const requester = type === 'AWS'
      ? naming === 'account' ? role('anybody', accountNamed(id)) : awsRequester(id)
      : type === 'Service' ? undefined : { type, id };
    if (requester) found.set(requester.id, requester);
  }
  return [...found.values()];
}

const accountNamed = (id: string): string => id.split(':')[4] ?? id;
