import type { Control } from './control';
import { grantsNothing } from './questions';
import { all, fail, holds, pass, unsure, type Verdict } from './verdict';
import type { Policy, Statement } from '../policy/document';
import { glob } from '../policy/glob';
import { outsiders } from '../policy/outsiders';
import { BUCKET_ACTIONS, OBJECT_ACTIONS } from '../policy/s3-actions';
import type { BucketPosture } from '../posture/bucket-posture';
import { known } from '../posture/fact';

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
    return all(pass(at, 'no Allow is wider than what it names'), ...allows.map(s => judge(s, bucket, policy!, at)));
  }),
};

const EVERY_ACTION = [...OBJECT_ACTIONS, ...BUCKET_ACTIONS].map(action => action.toLowerCase());

function judge(statement: Statement, bucket: BucketPosture, policy: Policy, at: string): Verdict {
  const { name, principals, actions, resources } = statement;
  const texts = [...actions.patterns, ...principals.entries.map(e => e.id)];
  if (statement.unreadable !== undefined) return unsure(at, statement.unreadable);
  if (principals.not || actions.not || resources.not) return fail(at, `${name} allows everything but a list`);
  if (actions.patterns.some(a => typeof a === 'string' && EVERY_ACTION.every(glob(a)))) return fail(at, `${name} allows every action`);
  // A condition may say who is meant, such as an organization or a network.
  const alone = { ...bucket, policy: known(at, { ...policy, statements: [statement] }) };
  const open = principals.entries.some(e => e.type === '*') ? grantsNothing(alone, 'to the public', outsiders) : pass(at, 'it names its principals');
  if (open.outcome !== 'pass') return open.outcome === 'fail' ? fail(at, `${name} allows everybody`) : open;
  const opaque = texts.find(t => typeof t !== 'string');
  return opaque ? unsure(at, `${name}: ${(opaque as { opaque: string }).opaque}`) : pass(at, `${name} names its principals and actions`);
}
