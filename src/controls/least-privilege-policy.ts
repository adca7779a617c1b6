import type { Statement } from '../policy/document';
import type { Control } from './control';
import { all, fail, holds, pass, unsure, type Verdict } from './verdict';

/** A grant names who and what. */
export const leastPrivilegePolicy: Control = {
  id: 'least-privilege-policy',
  statement: 'Every Allow in the bucket policy names its principals and its actions',
  why: 'A grant by wildcard, or of everything but a list, grows with each new action and each new principal.',
  fix: 'Name principals and actions in each Allow; use no `*`, `s3:*`, NotPrincipal, NotAction or NotResource there.',
  severity: 'medium',
  see: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html'],
  test: bucket => holds(bucket.policy, (policy, at) => {
    const allows = policy?.statements.filter(s => s.effect === 'Allow') ?? [];
    return all(pass(at, 'no Allow is wider than what it names'), ...allows.map(s => judge(s, at)));
  }),
};

function judge(statement: Statement, at: string): Verdict {
  const { name, principals, actions, resources } = statement;
  const texts = [...actions.patterns, ...principals.entries.map(e => e.id)];
  if (statement.unreadable !== undefined) return unsure(at, statement.unreadable);
  if (principals.not || actions.not || resources.not) return fail(at, `${name} allows everything but a list`);
  if (actions.patterns.some(a => a === '*' || a === 's3:*')) return fail(at, `${name} allows every action`);
  if (principals.entries.some(e => e.type === '*') && statement.conditions.length === 0) return fail(at, `${name} allows everybody`);
  const opaque = texts.find(t => typeof t !== 'string');
  return opaque ? unsure(at, `${name}: ${(opaque as { opaque: string }).opaque}`) : pass(at, `${name} names its principals and actions`);
}
