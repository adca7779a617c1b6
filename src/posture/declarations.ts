/** Where a template holds what the owner declares about a bucket: `Metadata` of the bucket's resource, under this key. */
export const DECLARATIONS = 'cdk-s3-compliance';

/**
 * What only the owner of a bucket can say about it. It stands in the template beside the bucket, so that the evidence can repeat it;
 * nothing of it is believed without being shown. A member of the wrong shape is left out, and named in `unreadable`.
 */
export interface Declarations {
  /** Regions that the data may be in, such as `eu-central-1`. Undefined: those of the European Union. */
  readonly allowedRegions?: readonly string[];
  /** Whether a multi-Region KMS key may be used, whose replicas can be in any Region. */
  readonly multiRegionKeyAllowed?: boolean;
  /** The law or duty for which data is kept even where a person asks for its erasure. */
  readonly retentionLegalBasis?: string;
  /** The key of the tag that says that objects hold personal data. */
  readonly personalDataTag?: string;
  readonly exceptions: readonly Exception[];
  /** What could not be understood, as sentences. */
  readonly unreadable: readonly string[];
}

/** A control that the owner waives for this bucket. It waives nothing unless all of it is there and the day has not come. */
export interface Exception {
  readonly at: string;
  readonly control: string;
  readonly reason?: string;
  readonly owner?: string;
  /** The first day on which it waives nothing any more: `2027-03-31`. */
  readonly expires?: string;
}

/** Whether somebody wrote something: spaces, what cannot be seen and marks alone are no name, no reason and no law. */
export const saysSomething = (text: string): boolean => /[\p{L}\p{N}]/u.test(text.replace(/\p{Default_Ignorable_Code_Point}/gu, ''));

export const NOTHING_DECLARED: Declarations = { exceptions: [], unreadable: [] };
