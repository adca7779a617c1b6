/**
 * A string of a policy that nobody can read completely before deployment.
 * `like` is what is certain about it, with `*` for each part that is not: `arn:aws:iam::*:root`.
 */
export interface Opaque {
  readonly opaque: string;
  readonly like: string;
}

export type Text = string | Opaque;

/** How a reader writes the bucket's own ARN, own account and own default key into a policy, so that two readers agree. */
export const THIS_BUCKET = '<bucket>';
export const THIS_BUCKET_ARN = `arn:aws:s3:::${THIS_BUCKET}`;
export const THIS_ACCOUNT = '<account>';
export const THIS_KEY = '<key>';

/** Whether a value of a sample request stands for one that no policy names: `<another account>`, `role/<anybody>`. */
export const isNobodys = (value: string): boolean => /<(another|another account|anybody)>/.test(value);
