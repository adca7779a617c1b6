import type { BucketPosture } from './bucket-posture';

/** One bucket as an observer saw it, and what is true of it in each branch that may be taken. */
export interface BucketReading {
  /** The name of its template; of a bucket that runs, `aws://` and its account. */
  readonly template: string;
  /** Of a bucket that runs, its name. */
  readonly logicalId: string;
  /** Its path in the template, `Resources/Records`; of a bucket that runs, `Buckets/` and its name. */
  readonly at: string;
  readonly line?: number;
  /** The path of the construct that made it, where the CDK noted one. */
  readonly constructPath?: string;
  /** One for a bucket that runs. */
  readonly alternatives: readonly Alternative[];
}

/** One way in which the conditions of the templates may turn out, and the bucket in it. */
export interface Alternative {
  /** The branch, such as `IsProd is true`; empty where nothing branches. */
  readonly when: readonly string[];
  readonly posture: BucketPosture;
}
