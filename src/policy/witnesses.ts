import type { Condition, Policy, PrincipalEntry } from './document';
import { glob } from './glob';
import { accountNamed } from './principals';
import { ANONYMOUS, ask, type Asked, awsRequester, type ContextValue, type Lookup, lookupOf, type Requester, role } from './request';
import { BUCKET_ACTIONS, DATA_ACTIONS, isObjectAction, OBJECT_ACTIONS } from './s3-actions';
import { type Text, THIS_ACCOUNT, THIS_BUCKET_ARN, THIS_KEY } from './text';

/** An account that no policy names. */
export const OTHER_ACCOUNT = '<another account>';

/** Some role and some user of an account that no policy names by themselves. */
export const somebodyOf = (account: string): readonly Requester[] =>
  [role('<anybody>', account), awsRequester(`arn:aws:iam::${account}:user/<anybody>`)];

/** Nobody in particular: not signed in, somebody of the own account, somebody of another account. */
export const ANYBODY: readonly Requester[] = [ANONYMOUS, ...somebodyOf(THIS_ACCOUNT), ...somebodyOf(OTHER_ACCOUNT)];

const ROOT_AND_FEDERATED_USERS = [THIS_ACCOUNT, OTHER_ACCOUNT].flatMap(account => [
  awsRequester(`arn:aws:iam::${account}:root`), awsRequester(`arn:aws:sts::${account}:federated-user/<anybody>`),
]);

/** Anybody who signs requests, and the identities that a policy names. */
export const signers = (policy: Policy): Requester[] =>
  [...somebodyOf(THIS_ACCOUNT), ...somebodyOf(OTHER_ACCOUNT), ...namedBy(policy), ...ROOT_AND_FEDERATED_USERS];

/** The actions that people know best come first, since the first one that slips through is shown. */
export const EVERY_ACTION = [...new Set([...DATA_ACTIONS, ...OBJECT_ACTIONS, ...BUCKET_ACTIONS])];

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
 *
 * @param settled whether the answer is known already for all S3 requests of a context: they are left out
 */
export function* everyRequest(policy: Policy, question: Question, settled?: (lookup: Lookup) => boolean): Generator<Asked> {
  const below = objectsOf(policy);
  const actions = question.actions ?? EVERY_ACTION;
  const onlyS3 = actions.every(action => action.startsWith('s3:'));
  const requesters = question.requesters ?? [ANONYMOUS, ...signers(policy)];
  for (const context of question.contexts ?? [{}]) {
    for (const requester of requesters) {
      const lookup = lookupOf({ requester, context, otherKeys: 'hostile' });
      if (onlyS3 && settled?.(lookup)) continue;
      for (const action of actions) {
        const resources = isObjectAction(action) ? below : [action.startsWith('kms:') ? THIS_KEY : THIS_BUCKET_ARN];
        for (const resource of resources) yield ask({ action, resource, requester }, lookup);
      }
    }
  }
}

/** A letter that nobody writes into a path. */
const ODD = '¤';

const objects = new WeakMap<Policy, readonly string[]>();

/** One object that no pattern names, and two for each path that a pattern of the policy names; made once for each policy. */
export function objectsOf(policy: Policy): readonly string[] {
  const made = objects.get(policy) ?? sampleObjects(policy);
  objects.set(policy, made);
  return made;
}

function sampleObjects(policy: Policy): readonly string[] {
  const paths = [...new Set(policy.statements.flatMap(s => s.resources.patterns).flatMap(pathsOf))];
  const narrow = paths.filter(path => !/^(\?\*+|\*+\??)$/.test(path));
  const tests = narrow.map(glob);
  const longest = Math.max(1, ...narrow.map(path => path.length));
  const plain = ['any-object', 'x', ...Array.from({ length: longest + 1 }, (_, i) => ODD.repeat(i + 1))];
  const unnamed = plain.find(key => !tests.some(test => test(key))) ?? plain[0];
  const keys = [unnamed, ...narrow.flatMap(path => [instance(path), instance(path, ODD)])];
  return [...new Set(keys)].filter(key => key !== '').map(key => `${THIS_BUCKET_ARN}/${key}`);
}

const BELOW = `${THIS_BUCKET_ARN}/`;

/** What a pattern says of object keys: what is left of it after each way to match `bucket/`. */
function pathsOf(text: Text): string[] {
  const pattern = (typeof text === 'string' ? text : text.like).replace(/\$\{[^{}]*\}/g, '*');
  const skipStars = (places: readonly number[]) => places.flatMap((place) => {
    const end = place + /^\**/.exec(pattern.slice(place))![0].length;
    return end === place ? [place] : [end - 1, end];
  });
  const plain = !/[*?]/.test(pattern.slice(0, BELOW.length));
  if (plain && !pattern.startsWith(BELOW)) return [];
  let places = skipStars([plain ? BELOW.length : 0]);
  for (const letter of plain ? '' : BELOW) {
    const next = places.flatMap(p => pattern[p] === '*' ? [p] : pattern[p] === '?' || pattern[p] === letter ? [p + 1] : []);
    places = [...new Set(skipStars(next))];
  }
  return places.map(place => pattern.slice(place));
}

/** A short readable text that a pattern matches. */
export const instance = (pattern: string, any = 'any'): string => pattern.replace(/\$\{[^{}]*\}|\*+/g, any).replace(/\?/g, any[0]);

/** The identities that a policy names, as principals or in its conditions, and somebody of each account that it names. */
export function namedBy(policy: Policy): Requester[] {
  const named = policy.statements.flatMap(s => [...s.principals.entries.flatMap(namedByEntry), ...s.conditions.flatMap(namedByCondition)]);
  return [...new Map(named.map(requester => [`${requester.type} ${requester.id}`, requester])).values()];
}

/** Whether a requester is a role, or a session of one, of a certain account. */
export const isRole = ({ type, id }: Requester): boolean =>
  type === 'AWS' && /^arn:[^:]*:(iam::(\d{12}|<account>):role|sts::(\d{12}|<account>):assumed-role)\/./.test(id);

/** Everybody but the roles that a policy names one by one: a pattern is no name, and whom it matches is asked as well. */
export function allButNamedRoles(policy: Policy): Requester[] {
  const texts = policy.statements.flatMap(s => [
    ...s.principals.entries.map(e => e.id), ...s.conditions.filter(c => c.key === 'aws:principalarn').flatMap(c => c.values),
  ]);
  const names = new Set(texts.filter(text => typeof text === 'string' && !/[*?]|\$\{/.test(text)));
  return [ANONYMOUS, ...signers(policy).filter(signer => !(isRole(signer) && names.has(signer.id)))];
}

function namedByEntry({ id, type }: PrincipalEntry): readonly Requester[] {
  if (type === '*' || type === 'Service') return [];
  return type === 'AWS' ? namedByText(id) : [{ type, id: instance(patternOf(id)) }];
}

function namedByCondition({ key, values }: Condition): readonly Requester[] {
  if (key === 'aws:principalarn') return values.flatMap(namedByText);
  return key === 'aws:principalaccount' ? values.flatMap(text => somebodyOf(instance(patternOf(text)))) : [];
}

/** An ARN names one identity; a pattern also stands for identities of the own account and of another. */
function namedByText(text: Text): readonly Requester[] {
  const pattern = patternOf(text);
  const filled = instance(pattern);
  return filled === pattern ? namedByArn(pattern) : [...namedByArn(filled), ...local(pattern, filled).map(awsRequester)];
}

/** ARNs of the own account and of another that a pattern matches, however much of an ARN it writes. */
function local(pattern: string, filled: string): readonly string[] {
  const parts = filled.split(':');
  const rest = parts[parts.length - 1];
  const name = rest.slice(rest.lastIndexOf('/') + 1);
  const arns = [THIS_ACCOUNT, OTHER_ACCOUNT].flatMap(account => [
    ...parts.length === 6 ? [[...parts.slice(0, 4), account, rest].join(':')] : [],
    ...[rest, `role/${name}`, `user/${name}`].map(resource => `arn:aws:iam::${account}:${resource}`),
  ]);
  return [...new Set(arns)].filter(glob(pattern));
}

/** What is no ARN (the id of a deleted principal) names nobody. */
function namedByArn(id: string): readonly Requester[] {
  const account = accountNamed(id);
  if (account !== undefined) return [...somebodyOf(account), awsRequester(`arn:aws:iam::${account}:root`)];
  return id.split(':').length >= 6 ? [awsRequester(id)] : [];
}

const patternOf = (text: Text): string => (typeof text === 'string' ? text : text.like).replace(/\$\{[^{}]*\}/g, '*');
