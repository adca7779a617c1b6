import type { Decision } from '../policy/decide';
import type { Condition, Policy, PrincipalElement, Selector, Statement } from '../policy/document';
import { namingOf } from '../policy/principals';
import { accountOf, lookupOf, type Request, type Requester } from '../policy/request';
import { type Text, THIS_ACCOUNT } from '../policy/text';
import type { BucketPosture } from '../posture/bucket-posture';
import { isKnown } from '../posture/fact';

/** What becomes of one request. */
export interface Answer {
  readonly outcome: 'allowed' | 'denied' | 'unknown';
  /** The request, as `s3:GetObject on <bucket>/any-object by anonymous`. */
  readonly asked: string;
  readonly because: string;
  /** The statement that decided, in one line. */
  readonly statement?: string;
  /** The policy's path in its template. */
  readonly at?: string;
}

/** The statement that a decision names, in one line: `DenyHttp: Deny s3:* to * on <bucket>, <bucket>/* when Bool aws:securetransport false`. */
export function shownStatement(policy: Policy, by: string | undefined): string | undefined {
  const found = statementOf(policy, by);
  if (!found) return undefined;
  const { name, effect, principals, actions, resources, conditions } = found;
  const when = conditions.length === 0 ? '' : ` when ${conditions.map(inWords).join(' and ')}`;
  return `${name}: ${effect} ${selected(actions)} to ${everybody(principals)} on ${selected(resources).replaceAll('arn:aws:s3:::', '')}${when}`;
}

const statementOf = (policy: Policy, by: string | undefined): Statement | undefined => policy.statements.find(s => `${policy.name}: ${s.name}` === by);

const shown = (text: Text): string => typeof text === 'string' ? text : text.like;

const selected = ({ not, patterns }: Selector): string => `${not ? 'all but ' : ''}${patterns.map(shown).join(', ')}`;

const everybody = ({ not, entries }: PrincipalElement): string => `${not ? 'all but ' : ''}${entries.map(({ id }) => shown(id)).join(', ')}`;

const inWords = ({ qualifier, operator, ifExists, key, values }: Condition): string =>
  `${qualifier ? `${qualifier}:` : ''}${operator}${ifExists ? 'IfExists' : ''} ${key} ${values.map(shown).join(', ')}`;

/** What a test says with which option. */
const SAID_WITH: Readonly<Record<string, string>> = {
  'aws:securetransport': 'insecure',
  's3:tlsversion': 'tls',
  'aws:sourcevpc': 'vpc',
  'aws:sourcevpce': 'vpcEndpoint',
  'aws:sourceip': 'sourceIp',
  's3:authtype': 'presigned',
  's3:signatureage': 'signatureAgeMs',
  's3:x-amz-server-side-encryption': 'encryption',
};

/** Why nobody can say whether a statement speaks of a request: what is opaque in it, or the condition keys that the request leaves open. */
export function whyUnsure(policy: Policy, by: string | undefined, request: Request): string {
  const statement = statementOf(policy, by);
  if (!statement) return 'it depends on what other policies say';
  if (statement.unreadable !== undefined) return statement.unreadable;
  const lookup = lookupOf(request);
  const open = [...new Set(statement.conditions.map(({ key }) => key))].filter(key => lookup.get(key) === undefined);
  if (open.length > 0) {
    const keys = open.map(key => SAID_WITH[key] ? `${key} (say it with '${SAID_WITH[key]}')` : `${key} (say it with 'context')`);
    return `it depends on ${keys.join(' and ')}`;
  }
  const { principals, actions, resources, conditions } = statement;
  const values = conditions.flatMap(condition => condition.values);
  const texts = [...principals.entries.map(({ id }) => id), ...actions.patterns, ...resources.patterns, ...values];
  const opaque = texts.flatMap(text => typeof text === 'string' ? [] : [text.opaque]);
  return [...new Set(opaque)].join('; ') || 'it depends on more than the request says';
}

/**
 * Why a decision on somebody outside the account is not certain, although the policy is: ACLs may grant what no statement refuses,
 * and the public access block may refuse what a statement grants to everybody.
 */
export function exposed(posture: BucketPosture, policy: Policy, decision: Decision, requester: Requester): string | undefined {
  const { acl, ownership, publicAccessBlock } = posture;
  const { outcome, step, statement } = decision;
  if (requester.type === 'Service' || accountOf(requester) === THIS_ACCOUNT) return undefined;
  if (outcome === 'denied' && step !== 'explicit deny') {
    const noAcls = isKnown(ownership) && ownership.value === 'BucketOwnerEnforced';
    const ignored = isKnown(publicAccessBlock.ignorePublicAcls) && publicAccessBlock.ignorePublicAcls.value;
    const isPrivate = isKnown(acl) && !/^(?:Public|AuthenticatedRead|AwsExecRead|LogDeliveryWrite)/.test(acl.value);
    return noAcls || ignored || isPrivate ? undefined : `no statement refuses it, and the ACL at ${acl.at} may grant it`;
  }
  const toEverybody = statementOf(policy, statement)?.principals.entries.some(entry => namingOf(entry) === 'everyone');
  const { restrictPublicBuckets } = publicAccessBlock;
  if (outcome !== 'allowed' || !toEverybody || (isKnown(restrictPublicBuckets) && !restrictPublicBuckets.value)) return undefined;
  return `${statement} allows it to everybody, and the public access block may refuse that`;
}
