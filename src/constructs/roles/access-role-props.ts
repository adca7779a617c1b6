import type { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { AlreadyProvided } from '../already-provided';

/** What a role does with the objects under its prefixes. None of these changes permissions, or deletes a version for good. */
export enum BucketAccess {
  /** Reads the current versions, and lists the keys. */
  READ = 'read',

  /** Reads the older versions as well, and lists them. */
  READ_VERSIONS = 'read-versions',

  /** Uploads, in one piece or in parts. Over what is there it puts a new version. */
  WRITE = 'write',

  /** Reads and writes the tags of objects. Uploads that carry tags, as a GdprBucket asks for, need it too. */
  TAG = 'tag',

  /** Deletes: the older versions stay. */
  DELETE = 'delete',
}

/** Properties of roles that reach buckets for a while. */
export interface AccessRoleProps {
  /** The buckets, all of the role's own account. */
  readonly buckets: s3.IBucket[];

  /** How the keys begin that the role is for, such as `incoming/`. Pass `['']` for every object. */
  readonly prefixes: string[];

  /** What the role does there. */
  readonly access: BucketAccess[];

  /**
   * The name of the role, which its users have to know.
   *
   * @default - CloudFormation makes one up
   */
  readonly roleName?: string;

  /**
   * How long a session lasts, 15 minutes to 12 hours. IAM has no limit below 1 hour, and no condition on it: for a shorter one the role allows
   * 1 hour, and its users ask for fewer seconds (`DurationSeconds`). AWS ends a session that another role asked for after 1 hour.
   *
   * @default Duration.hours(1)
   */
  readonly sessionDuration?: Duration;

  /**
   * Whether each session has to say who stands behind it (`SourceIdentity`), which stays with it in CloudTrail.
   *
   * @default false
   */
  readonly sourceIdentityRequired?: boolean;

  /**
   * Keys of the tags that a session may carry.
   *
   * @default - none
   */
  readonly sessionTags?: string[];

  /**
   * Lets the role through the network perimeter of the buckets, so that it works from everywhere. In two stacks it needs a `roleName`.
   *
   * @default false
   */
  readonly exemptFromPerimeter?: boolean;

  /**
   * What the role may do at most, whatever its policies say.
   *
   * @default - no boundary
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * The role is there already, in this account or another: none is made, and the reference is its ARN. The bucket policies and the policies of
   * the keys grant it the access.
   *
   * @default - it is made
   */
  readonly alreadyProvided?: AlreadyProvided;
}

/** Properties of a role for another account. */
export interface CrossAccountRoleProps extends AccessRoleProps {
  /**
   * The account whose roles may assume the role where their own policies let them, such as `444455556666`. Its users may not,
   * unless there is `mfa`.
   *
   * @default - no whole account
   */
  readonly trustedAccount?: string;

  /**
   * The roles of other accounts that may assume the role, each by its ARN.
   *
   * @default - no role by itself
   */
  readonly trustedRoleArns?: string[];

  /**
   * What a third party has to send, so that no other customer of theirs can have them use the role: 2 to 1224 letters, digits and `_+=,.@:/-`.
   * Have the third party make one for you. It is no secret.
   *
   * @default - none; then `organizationId` is needed
   */
  readonly externalId?: string;

  /**
   * The organization that the requester has to be in, such as `o-a1b2c3d4e5`.
   *
   * @default - any; then `externalId` is needed
   */
  readonly organizationId?: string;

  /**
   * Asks for a second factor that AWS saw. Sessions of roles and of identity providers have none, so it goes with `trustedAccount` alone, and
   * then the people with a device come in: users of that account. Where people sign in elsewhere, have the provider ask.
   *
   * @default false
   */
  readonly mfa?: boolean;

  /**
   * How long ago the second factor may be, at most: 1 minute to 36 hours.
   *
   * @default Duration.hours(1)
   */
  readonly mfaMaxAge?: Duration;
}

/** Properties of a role for a time. */
export interface TemporaryAccessRoleProps extends AccessRoleProps {
  /**
   * Roles of this account that may assume the role, such as those of workloads, or of IAM Identity Center.
   *
   * @default - none
   */
  readonly trustedRoleArns?: string[];

  /**
   * The SAML provider whose people may assume the role.
   *
   * @default - none
   */
  readonly samlProviderArn?: string;

  /**
   * The OpenID Connect provider whose workloads or people may assume the role.
   *
   * @default - none
   */
  readonly oidcProviderArn?: string;

  /**
   * What the token of the OpenID Connect provider has to say, to the letter: its audience and its subject at least, such as
   * `{ 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com', 'token.actions.githubusercontent.com:sub': 'repo:org/repo:ref:refs/heads/main' }`.
   *
   * @default - an error with `oidcProviderArn`
   */
  readonly oidcClaims?: { [key: string]: string };

  /**
   * Asks for a second factor. AWS does not see that of an identity provider, so the provider has to say it: with the session tag `mfaTag`, whose
   * value is `true`. It is asked of all who may assume the role, so make another one for workloads beside people. Try it before you need it.
   *
   * @default - true with `samlProviderArn`, else false
   */
  readonly mfa?: boolean;

  /**
   * Key of the session tag by which the identity provider says that there was a second factor.
   *
   * @default 'mfa'
   */
  readonly mfaTag?: string;

  /**
   * When all of it ends, such as `2027-01-31T18:00:00Z`: nobody assumes the role any more, and sessions that still run may do nothing. A time
   * that is over is an error.
   *
   * @default - it does not end
   */
  readonly expires?: string;
}
