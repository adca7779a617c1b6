import { decide, type Decision } from './decide';
import { differencesOf, type Samples, samplesOf } from './diff-samples';
import { parsePolicy, type Policy } from './document';
import { asThisBucket, bucketsNamed, fromThisBucket } from './own-bucket';
import { accountOf, type Request } from './request';
import { THIS_ACCOUNT } from './text';

export interface DiffOptions {
  /** Account that owns the bucket, 12 digits. @default - none of those that the policies name */
  readonly owner?: string;
  /** Actions to ask about. @default - all that a bucket policy can grant or refuse */
  readonly actions?: readonly string[];
}

/** A request that two policies answer differently. */
export interface Difference {
  readonly request: Request;
  /** All actions, of those that were asked about, with which the request has the same two answers. */
  readonly actions: readonly string[];
  /** What the requester's own policies are taken to say: whatever is asked, or nothing. */
  readonly ownPolicies: 'allow' | 'nothing';
  readonly before: Decision;
  readonly after: Decision;
  /** How many of the sample requests differ in the same way, by the same statements. */
  readonly requests: number;
}

export interface PolicyDiff {
  /** Refused before, allowed after. */
  readonly allows: readonly Difference[];
  /** Allowed before, refused after. */
  readonly refuses: readonly Difference[];
  /** One of the two answers is not known. */
  readonly unknowns: readonly Difference[];
  /** How many requests were asked. */
  readonly asked: number;
  /** Whether conditions combine in more ways than were asked. */
  readonly sampled: boolean;
  /** How far the answer reaches, in one sentence. */
  readonly reach: string;
}

const EVERYTHING = parsePolicy({ Version: '2012-10-17', Statement: { Sid: 'AllowEverything', Effect: 'Allow', Action: '*', Resource: '*' } }, { name: 'own policies' });

/**
 * What a change of a bucket policy allows that was refused, and refuses that was allowed, over sample requests made from both policies: each principal,
 * path and condition that either of them names, and somebody, some path and some value that neither does. Each difference is a request for which it
 * surely holds; that there are no others is certain for the listed actions, by these principals, on these paths, with these values.
 */
export function diff(before: Policy, after: Policy, { owner = THIS_ACCOUNT, actions }: DiffOptions = {}): PolicyDiff {
  let asked = 0;
  let sampled = false;
  const found: Difference[] = [];
  for (const bucket of bucketsNamed([before, after])) {
    const [one, other] = [before, after].map(policy => asThisBucket(policy, bucket));
    const samples: Samples = samplesOf(one, other, owner, actions);
    sampled ||= samples.sampled;
    for (const { request, actions: alike } of samples.requests) {
      for (const ownPolicies of accountOf(request.requester) === owner ? ['allow', 'nothing'] as const : ['allow'] as const) {
        const identity = ownPolicies === 'allow' ? [EVERYTHING] : [];
        const [was, is] = [one, other].map(resource => decide({ owner, resource, identity }, request));
        asked += alike.length;
        if (was.outcome === is.outcome) continue;
        const shown = { ...request, resource: fromThisBucket(request.resource, bucket) };
        found.push({ request: shown, actions: alike, ownPolicies, before: was, after: is, requests: alike.length });
      }
    }
  }
  return {
    allows: differencesOf(found, 'denied', 'allowed'),
    refuses: differencesOf(found, 'allowed', 'denied'),
    unknowns: differencesOf(found, 'unknown'),
    asked,
    sampled,
    reach: `asked ${asked} sample requests; certain for the listed actions, by the principals, on the paths and with the values that the policies name`
      + `${sampled ? ', where conditions combine in more ways than were asked' : ''}`,
  };
}
