import type * as iam from 'aws-cdk-lib/aws-iam';

/** What a framework for personal data asks about, and what only the owner of the data can say. */
export interface PersonalDataOptions {
  /**
   * Regions that the data, its key and its copies may be in. A stack without a Region is an error.
   *
   * @default - the Regions in member states of the European Union
   * @see https://docs.aws.amazon.com/general/latest/gr/s3.html
   */
  readonly allowedRegions?: string[];

  /**
   * Whether the key may be a multi-Region key, whose replicas can be in any Region.
   *
   * @default false - a multi-Region key is an error
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
   */
  readonly multiRegionKeyAllowed?: boolean;

  /**
   * Key of the tag that says that the bucket and its objects hold personal data. Uploads without it are refused; AWS services are spared.
   *
   * A multipart upload sends its tags with its first request only, while S3 asks the policy about every part: its parts are refused. Upload in one
   * piece (up to 5 GB), or take an exception from `personal-data-tagged`: the bucket then stays tagged, and uploads are not asked.
   *
   * @default 'personal-data'
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
   */
  readonly personalDataTag?: string;

  /**
   * Role that may delete versions for good, and lift a GOVERNANCE retention to do so. From outside a network perimeter, and without a second
   * factor where one is asked for, it is refused like everybody else.
   *
   * @default - a new role, which identities of this account may assume where their own policies let them
   * @see https://gdpr-info.eu/art-17-gdpr/
   */
  readonly erasureRole?: iam.IRole;

  /**
   * Role that may read and list everything, to hand it over, and the inventory that finds it.
   *
   * @default - a new role, which identities of this account may assume where their own policies let them
   * @see https://gdpr-info.eu/art-20-gdpr/
   */
  readonly portabilityRole?: iam.IRole;

  /**
   * The law or duty for which data is kept even where a person asks for its erasure, such as `45 CFR 164.316(b)(2)(i)`. The evidence repeats it.
   *
   * @default - none; a COMPLIANCE lock, which nobody can lift for an erasure, is an error
   * @see https://gdpr-info.eu/art-17-gdpr/
   */
  readonly retentionLegalBasis?: string;
}
