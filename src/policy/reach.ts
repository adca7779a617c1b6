import { effectOf } from './decide';
import type { Policy } from './document';
import { known, type Known } from './explain';
import { outsiders } from './outsiders';
import { asThisBucket, bucketsNamed, fromThisBucket } from './own-bucket';
import { and, NO, not, YES } from './truth';
import { everyRequest } from './witnesses';

/** What people get whom a policy does not name. */
export interface Reach {
  readonly reached: Known;
  /** One sentence about the first request that gets through, or may. */
  readonly because: string;
  /** The statement that grants it. */
  readonly statement?: string;
}

/**
 * Whether outsiders (people of no account, network or organization that the policy names) get anything from it, its Denies included.
 * Certain for the actions of S3 that a bucket policy can grant, and for the paths that the policy tells apart.
 */
export function reachedByOutsiders(policy: Policy): Reach {
  let doubt: Reach | undefined;
  for (const bucket of bucketsNamed([policy])) {
    const own = asThisBucket(policy, bucket);
    for (const asked of everyRequest(own, outsiders(own))) {
      const { truth: allows, by } = effectOf(own, 'allows', asked);
      if (allows === NO) continue;
      const truth = and(allows, not(effectOf(own, 'denies', asked).truth));
      if (truth === NO) continue;
      const because = `${by} ${truth === YES ? 'grants' : 'may grant'} ${asked.name} on ${fromThisBucket(asked.resource, bucket)} to ${asked.requester.id}`;
      const found: Reach = { reached: known(truth), because, statement: by };
      if (truth === YES) return found;
      doubt ??= found;
    }
  }
  return doubt ?? { reached: 'no', because: 'nobody whom the policy does not name gets anything' };
}
