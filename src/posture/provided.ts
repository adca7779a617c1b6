/**
 * Where a template says that a guardrail is there already, made by somebody else: `Metadata` of the template, under this key, a list of
 * `Provided`.
 */
export const PROVIDED = 'cdk-s3-compliance:provided';

/** What stands in a template about a guardrail that it does not make. Nobody here checks that it is true. */
export interface Provided {
  /** The checks that it is for, such as `macie-enabled`. */
  readonly checks: readonly string[];
  /** ARN, id or name. */
  readonly reference: string;
  readonly providedBy: string;
}
