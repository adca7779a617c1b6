import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { ComplianceFramework } from '../constructs/compliance-framework';
import type { CompliantBucketProps } from '../constructs/compliant-bucket-props';
import type { Control } from '../controls/control';

/** Options as several mixins stated them together. */
export type Options = Omit<CompliantBucketProps, 'frameworks'> & { readonly newBuckets?: boolean };

/** What was done to one bucket, by whichever mixin or injector. */
export interface State {
  readonly frameworks: ComplianceFramework[];
  /** What the bucket declares in its template itself. */
  declared?: Partial<Options>;
  /** Changes as mixins are applied; what is written lazily reads it at the end of synthesis. */
  options: Options;
  readonly promised: Set<Control>;
  /** The properties that were written here, and what stood there before: in the template, and in the construct. */
  readonly wrote: Map<string, { readonly value: unknown; readonly before: unknown; readonly raw: unknown }>;
  /** The Sids of the statements that were added. */
  readonly added: Set<string>;
  /** Whether a KMS key was asked for: nothing asks for less later. */
  withKey: boolean;
  /** The key that was made here, where the bucket named none. */
  ownKey?: kms.Key;
  logs?: s3.IBucket;
  erasureRole?: iam.IRole;
  /** Whether a mixin states the retention, rather than the bucket alone. */
  lockStated: boolean;
  /** Whether the data can be handed over. */
  portable: boolean;
  guarded: boolean;
}

const states = new WeakMap<s3.CfnBucket, State>();

export function stateOf(resource: s3.CfnBucket): State {
  const state = states.get(resource)
    ?? {
      frameworks: [],
      options: {},
      promised: new Set(),
      wrote: new Map(),
      added: new Set(),
      withKey: false,
      lockStated: false,
      portable: false,
      guarded: false,
    };
  states.set(resource, state);
  return state;
}
