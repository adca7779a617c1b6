import type { Control } from '../../src/controls/control';
import type { Verdict } from '../../src/controls/verdict';
import { parsePolicy } from '../../src/policy/document';
import { THIS_ACCOUNT, THIS_BUCKET_ARN } from '../../src/policy/text';
import type { BucketPosture } from '../../src/posture/bucket-posture';
import { known, type Unknown, unknown } from '../../src/posture/fact';

export const BOTH = [THIS_BUCKET_ARN, `${THIS_BUCKET_ARN}/*`];
export const OBJECTS = `${THIS_BUCKET_ARN}/*`;
export const OWN = `arn:aws:iam::${THIS_ACCOUNT}`;
export const THEIRS = 'arn:aws:iam::999999999999';
const POLICY = 'Resources/Policy/Properties/PolicyDocument';
const BUCKET = 'Resources/Records';

/** A text that is decided at deploy time; `like` is what is certain about it. */
export const opaque = (like = '*') => ({ opaque: 'decided at deploy time by {"Ref":"P"}', like });

/** A Deny (an Allow) for everybody of every action on the bucket and its objects, but for the changes. */
export const deny = (changes: object) => ({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: BOTH, ...changes });
export const allow = (changes: object) => ({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: OBJECTS, ...changes });

/** A bucket of which only that is told what the controls of policies read. */
export function bucketWith(statements: unknown, more: Partial<BucketPosture> = {}): BucketPosture {
  const document = { Version: '2012-10-17', Statement: statements };
  const facts: Partial<BucketPosture> = {
    at: BUCKET,
    account: known(BUCKET, THIS_ACCOUNT),
    policy: known(POLICY, statements === undefined ? undefined : parsePolicy(document, { name: 'bucket policy' })),
    receivesAccessLogs: known(BUCKET, false),
    ...more,
  };
  return facts as BucketPosture;
}

/** A bucket whose policy nobody could read, and one whose account is not known. */
export const NO_SIGHT: { readonly policy: Unknown } = { policy: unknown(POLICY, 'AccessDenied on GetBucketPolicy') };
export const NO_ACCOUNT: { readonly account: Unknown } = { account: unknown(BUCKET, 'the template is for any account') };

/** An outcome, a name, statements (undefined: no policy), other facts, and what the reason says. */
export type Case = readonly [outcome: Verdict['outcome'], name: string, statements: unknown, more?: Partial<BucketPosture>, says?: RegExp];

export function policyTable(control: Control, cases: readonly Case[], base: Partial<BucketPosture> = {}): void {
  describe(control.id, () => {
    for (const [outcome, name, statements, more, says = /./] of cases) {
      test(`${outcome}: ${name}`, () => {
        const verdict = control.test(bucketWith(statements, { ...base, ...more }));
        expect({ outcome: verdict.outcome, because: verdict.because[0].says }).toEqual({ outcome, because: expect.stringMatching(says) });
      });
    }
  });
}
