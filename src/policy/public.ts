import type { Policy, PrincipalEntry, Statement } from './document';
import { known, type Known } from './explain';
import { fixedBy } from './fixed-values';
import { reachedByOutsiders, type Reach } from './reach';
import { NO, some, type Truth, UNKNOWN, YES } from './truth';

/** What one Allow makes of a policy. */
export interface PublicStatement {
  /** As a decision names it: `bucket policy: Readers`. */
  readonly statement: string;
  readonly isPublic: Known;
  /** One clause: who may use it, or what fixes it. */
  readonly because: string;
}

export interface PublicAccess {
  /** What GetBucketPolicyStatus says: whether one of the Allows is public. Denies are not looked at, as in the rules that AWS publishes. */
  readonly isPublic: Known;
  /** Every Allow, in the order of the policy. */
  readonly statements: readonly PublicStatement[];
  /** Whether somebody whom the policy does not name gets anything, once its Denies have had their say; with the first such request. */
  readonly reach: Reach;
  /** What `BlockPublicPolicy` does when the policy is put: `refuses`, `accepts`. */
  readonly blockPublicPolicy: 'refuses' | 'accepts' | 'unknown';
  /** What `RestrictPublicBuckets` does while the policy is there. */
  readonly restrictPublicBuckets: 'leaves the owner account and AWS services' | 'changes nothing' | 'unknown';
}

/**
 * Whether a bucket policy is public in the sense of AWS, and by which statement. A policy is public unless each Allow is only for fixed principals
 * or asks for fixed values (no wildcard, no policy variable) of conditions that nobody else can meet, such as aws:SourceVpc or aws:PrincipalOrgID;
 * ranges of addresses broader than /8 (IPv4) or /32 (IPv6) are public.
 *
 * Source: S3 User Guide, "Blocking public access to your Amazon S3 storage", "The meaning of public".
 */
export function publicAccess(policy: Policy): PublicAccess {
  const judged = policy.statements.filter(({ effect }) => effect === 'Allow').map(statement => ({ statement, ...judge(statement, policy) }));
  const isPublic = known(some(judged, ({ truth }) => truth));
  return {
    isPublic,
    statements: judged.map(({ statement, truth, because }) => ({ statement: `${policy.name}: ${statement.name}`, isPublic: known(truth), because })),
    reach: reachedByOutsiders(policy),
    blockPublicPolicy: { yes: 'refuses' as const, no: 'accepts' as const, unknown: 'unknown' as const }[isPublic],
    restrictPublicBuckets: { yes: 'leaves the owner account and AWS services' as const, no: 'changes nothing' as const, unknown: 'unknown' as const }[isPublic],
  };
}

interface Judged {
  readonly truth: Truth;
  readonly because: string;
}

function judge(statement: Statement, { variables }: Policy): Judged {
  const { principals, unreadable, conditions } = statement;
  if (unreadable !== undefined) return { truth: UNKNOWN, because: unreadable };
  const open = principals.not ? { truth: YES, because: 'NotPrincipal lets in everybody but those it names' }
    : principals.entries.map(openTo).reduce(wider, { truth: NO, because: 'it names nobody but fixed principals' });
  if (open.truth === NO) return open;
  const fixed = conditions.map(condition => fixedBy(condition, variables));
  const surely = fixed.find(({ truth }) => truth === YES);
  if (surely) return { truth: NO, because: surely.because };
  const perhaps = fixed.find(({ truth }) => truth === UNKNOWN);
  if (perhaps) return { truth: UNKNOWN, because: perhaps.because };
  const reasons = fixed.map(({ because }) => because);
  return { ...open, because: [open.because, ...reasons.length === 0 ? ['it has no condition'] : reasons].join('; ') };
}

const wider = (one: Judged, other: Judged): Judged => other.truth > one.truth ? other : one;

/** Whether a principal is more than fixed people or services. */
function openTo({ type, id }: PrincipalEntry): Judged {
  if (type === '*') return { truth: YES, because: 'it is for everybody' };
  if (type === 'Federated') return { truth: YES, because: `it is for every user of ${typeof id === 'string' ? id : 'an identity provider'}` };
  if (typeof id !== 'string') {
    return id.like === '*' ? { truth: UNKNOWN, because: id.opaque } : { truth: NO, because: `it is for ${id.like}, fixed at deployment` };
  }
  if (type === 'AWS' && /[*?]/.test(id) && !/^arn:[^:*?]*:(?:iam|sts)::\d{12}:/.test(id)) return { truth: YES, because: `it is for whoever ${id} takes in` };
  return { truth: NO, because: `it is for ${id}` };
}
