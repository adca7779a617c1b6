import { compileCondition } from '../../src/policy/conditions';
import { effectOf } from '../../src/policy/decide';
import { parsePolicy, type Policy } from '../../src/policy/document';
import { ask, awsRequester, type ContextValue, lookupOf, type Request, type Requester } from '../../src/policy/request';
import { NO, type Truth, YES } from '../../src/policy/truth';

export const BUCKET = 'arn:aws:s3:::records';
export const OBJECT = `${BUCKET}/a.txt`;
export const BOB = awsRequester('arn:aws:iam::111122223333:user/bob');
export const opaque = (like = '*') => ({ opaque: 'decided at deploy time by {"Ref":"P"}', like });

export const word = (truth: Truth): 'yes' | 'no' | 'unknown' => truth === YES ? 'yes' : truth === NO ? 'no' : 'unknown';

/** A policy of one statement that, but for the changes, allows everybody everything. */
export const policyOf = (changes: object, version: string | undefined = '2012-10-17', effect: 'Allow' | 'Deny' = 'Allow'): Policy => parsePolicy({
  ...version ? { Version: version } : {},
  Statement: { Effect: effect, Principal: '*', ...'NotAction' in changes ? {} : { Action: '*' }, ...'NotResource' in changes ? {} : { Resource: '*' }, ...changes },
});

/** Drops what a Not-element replaces. */
export const applies = (changes: Record<string, unknown>, request: Partial<Request> = {}, version?: string): string => {
  const statement = 'NotPrincipal' in changes ? { Principal: undefined, ...changes } : changes;
  return word(effectOf(policyOf(statement, version), 'allows', ask({
    action: 's3:GetObject', resource: OBJECT, requester: BOB, otherKeys: 'absent', ...request,
  })).truth);
};

/** Judges a condition block of one or more keys; all must hold. */
export function met(block: unknown, context: Readonly<Record<string, ContextValue>>, otherKeys: Request['otherKeys'] = 'absent', version = '2012-10-17'): string {
  const { conditions } = policyOf({ Condition: block }, version).statements[0];
  const requester: Requester = { type: 'Federated', id: 'nobody' };
  const lookup = lookupOf({ requester, context, otherKeys });
  return word(Math.min(YES, ...conditions.map(c => compileCondition(c, version === '2012-10-17')(lookup, YES))) as Truth);
}
