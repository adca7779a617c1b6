import { ACCOUNT, type Bucket, type Statement } from './buckets';
import { actionsOf, contextOf, MAY_EVERYTHING, requesterOf } from './context';
import type { Ask, How, Judgement, Question, Verdict, Who } from './question';
import { decide, type Decision } from '../../src/policy/decide';
import { parsePolicy, type Policy } from '../../src/policy/document';
import { publicAccess } from '../../src/policy/public';

export const document = (Statement: readonly Statement[]) => ({ Version: '2012-10-17', Statement });

const everything = parsePolicy(document([{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 's3:*', Resource: '*' }]), { name: 'identity policy' });

const parsed = new WeakMap<readonly Statement[], Policy>();

function policyOf(statements: readonly Statement[]): Policy {
  const policy = parsed.get(statements) ?? parsePolicy(document(statements), { name: 'bucket policy' });
  parsed.set(statements, policy);
  return policy;
}

/** What our evaluator says to each action that S3 asks for, with the context that S3 has: the first that is not allowed, or the last. */
export function decision(statements: readonly Statement[], bucket: Bucket, ask: Ask, who: Who, how: How): Decision {
  const policies = { owner: ACCOUNT, resource: policyOf(statements), identity: MAY_EVERYTHING.includes(who) ? [everything] : [] };
  const resource = ask.key === undefined ? bucket.arn : `${bucket.arn}/${ask.key}`;
  const decisions = actionsOf(ask).map(action => decide(policies,
    { action, resource, requester: requesterOf(who, bucket), context: contextOf(ask, how, bucket, who), otherKeys: 'absent' }));
  return decisions.find(({ outcome }) => outcome !== 'allowed') ?? decisions[decisions.length - 1];
}

export const verdictOf = ({ outcome }: Decision): Verdict => {
  if (outcome === 'unknown') throw new Error('a complete context cannot be undecided');
  return outcome === 'allowed' ? 'allow' : 'deny';
};

/** The third judge. What S3 decides without a policy is not for it to judge, but for whether a policy is public. */
export function evaluatorJudges({ by = 'owner', how = {}, beyond }: Question, bucket: Bucket, ask: Ask): Judgement {
  const verdict = verdictOf(decision(bucket.statements, bucket, ask, by, how));
  if (verdict === 'deny' || beyond === undefined) return verdict;
  if (ask.method === 'PUT' && ask.query?.policy === '' && ask.body !== undefined) {
    return publicAccess(parsePolicy(JSON.parse(ask.body))).blockPublicPolicy === 'refuses' ? 'deny' : 'allow';
  }
  return `not judged: ${beyond} is no policy`;
}
