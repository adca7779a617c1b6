import { effectOf } from '../policy/decide';
import type { Condition, Policy, Statement } from '../policy/document';
import { ask, type Asked, awsRequester, type ContextValue, type Requester, service } from '../policy/request';
import type { Text } from '../policy/text';
import { YES } from '../policy/truth';
import { instance } from '../policy/witnesses';

/** A request that none of our statements refuses by itself. */
const FRESH: Readonly<Record<string, ContextValue>> = {
  'aws:securetransport': 'true', 's3:tlsversion': '1.3', 's3:signatureversion': 'AWS4-HMAC-SHA256', 's3:signatureage': '1000',
};

/**
 * The statements of the user whose every request a hardening surely refuses, as sentences: an upload that must name SSE-S3 where a key is asked for,
 * a reader who must come from another VPC. What may still get through somehow is none.
 *
 * @param added the Sids of the hardenings
 */
export function deadGrants(policy: Policy, added: ReadonlySet<string>): string[] {
  const ours = { ...policy, statements: policy.statements.filter(({ effect, name }) => effect === 'Deny' && added.has(name.replace(/(Enforced)+$/, ''))) };
  return policy.statements.filter(({ effect }) => effect === 'Allow').flatMap((statement) => {
    const found = requestsOf(statement).map(request => effectOf(ours, 'denies', request));
    if (found.length === 0 || found.some(({ truth }) => truth !== YES)) return [];
    return [`${found[0].by} refuses everything that the statement '${statement.name}' allows; change that statement, or what the hardening states`];
  });
}

/** The requests that an Allow names one by one; none where it names any of them by a pattern, or nobody can read it. */
function requestsOf({ unreadable, principals, actions, resources, conditions }: Statement): Asked[] {
  const requesters = principals.not ? [] : principals.entries.map(({ type, id }) => requesterOf(type, id));
  const named = actions.not ? [] : actions.patterns.map(literal);
  const objects = resources.not ? [] : resources.patterns.map(pattern => typeof pattern === 'string' ? instance(pattern) : undefined);
  if (unreadable !== undefined || [...requesters, ...named, ...objects].includes(undefined)) return [];
  const context = { ...FRESH, ...Object.fromEntries(conditions.flatMap(fixed)) };
  return (requesters as Requester[]).flatMap(requester => (named as string[]).flatMap(action =>
    (objects as string[]).map(resource => ask({ action, resource, requester, context, otherKeys: 'unknown' }))));
}

function requesterOf(type: string, id: Text): Requester | undefined {
  const name = literal(id);
  return name === undefined ? undefined : type === 'AWS' ? awsRequester(name) : type === 'Service' ? service(name) : undefined;
}

const literal = (text: Text): string | undefined => typeof text === 'string' && !/[*?]/.test(text) ? text : undefined;

/** The value that a condition leaves a key, where it is one. */
function fixed({ operator, qualifier, ifExists, key, values }: Condition): [string, ContextValue][] {
  const [value, another] = values.map(literal);
  if (ifExists || qualifier !== undefined || value === undefined || another !== undefined || values.length > 1) return [];
  if (/^null$/i.test(operator)) return value === 'true' ? [[key, null]] : [];
  return /^(StringEquals|StringLike|ArnEquals|ArnLike|Bool)$/i.test(operator) ? [[key, value]] : [];
}
