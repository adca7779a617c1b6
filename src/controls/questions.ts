import { fail, holds, pass, unsure, type Verdict } from './verdict';
import { effectOf } from '../policy/decide';
import type { Policy } from '../policy/document';
import type { Asked } from '../policy/request';
import { deniesAllOf } from '../policy/sweeping';
import { NO, UNKNOWN, YES } from '../policy/truth';
import { everyRequest, type Question } from '../policy/witnesses';
import type { BucketPosture } from '../posture/bucket-posture';

/** Passes where the bucket policy surely denies every request of the question. @param what says which requests: `over HTTP` */
export function refuses(bucket: Pick<BucketPosture, 'policy'>, what: string, question: Question | ((policy: Policy) => Question)): Verdict {
  return holds(bucket.policy, (policy, at) => {
    if (!policy) return fail(at, `there is no bucket policy, so nothing refuses a request ${what}`);
    let doubt: Verdict | undefined;
    const asked = typeof question === 'function' ? question(policy) : question;
    for (const request of everyRequest(onlyDenies(policy), asked, deniesAllOf(policy))) {
      const { truth, by } = effectOf(policy, 'denies', request);
      if (truth === NO) return fail(at, `${describe(request)}, ${what}, is not refused`);
      if (truth === UNKNOWN) doubt ??= unsure(at, `${describe(request)}, ${what}, may be refused by ${by}: ${whyUnreadable(policy, by)}`);
    }
    return doubt ?? pass(at, `every request ${what} is refused`);
  });
}

const denying = new WeakMap<Policy, Policy>();

/** The statements of a policy that refuse, as a policy; made once for each. */
function onlyDenies(policy: Policy): Policy {
  const denies = denying.get(policy) ?? { ...policy, statements: policy.statements.filter(s => s.effect === 'Deny') };
  denying.set(policy, denies);
  return denies;
}

/** Passes where the bucket policy surely grants none of the requests. @param what says to whom: `to the public` */
export function grantsNothing(bucket: Pick<BucketPosture, 'policy'>, what: string, questionFor: (policy: Policy) => Question): Verdict {
  return holds(bucket.policy, (policy, at) => {
    if (!policy) return pass(at, 'there is no bucket policy, so it grants nothing');
    let doubt: Verdict | undefined;
    for (const request of everyRequest(policy, questionFor(policy))) {
      const allows = effectOf(policy, 'allows', request);
      if (allows.truth === NO) continue;
      const denies = effectOf(policy, 'denies', request);
      if (denies.truth === YES) continue;
      if (allows.truth === YES && denies.truth === NO) return fail(at, `${describe(request)} is granted ${what} by ${allows.by}`);
      const by = allows.truth === UNKNOWN ? allows.by : denies.by;
      doubt ??= unsure(at, `${describe(request)} may be granted ${what} by ${allows.by}: ${whyUnreadable(policy, by)}`);
    }
    return doubt ?? pass(at, `nothing is granted ${what}`);
  });
}

const describe = ({ name, resource, requester }: Asked): string => `${name} on ${resource} by ${requester.id}`;

/** What is opaque in a statement, named as in an effect. */
function whyUnreadable(policy: Policy, by: string | undefined): string {
  const statement = policy.statements.find(s => `${policy.name}: ${s.name}` === by);
  if (!statement) return 'the policy cannot be read';
  if (statement.unreadable !== undefined) return statement.unreadable;
  const texts = [
    ...statement.principals.entries.map(e => e.id), ...statement.actions.patterns, ...statement.resources.patterns,
    ...statement.conditions.flatMap(c => c.values),
  ];
  const opaque = texts.flatMap(t => typeof t === 'string' ? [] : [t.opaque]);
  return [...new Set(opaque)].join('; ') || 'it depends on what the request carries';
}
