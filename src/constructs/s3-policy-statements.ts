import type { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { ExpectedEncryption } from './encryption-method';
import type { NetworkPerimeter } from './network-perimeter';
import * as accounts from './policy-statements/accounts';
import * as changes from './policy-statements/changes';
import * as encryption from './policy-statements/encryption';
import * as grants from './policy-statements/grants';
import * as networks from './policy-statements/network';
import * as objectLock from './policy-statements/object-lock';
import * as transport from './policy-statements/transport';

/**
 * Bucket policy statements, to be added with `bucket.addToResourcePolicy(...)`. Each has a Sid of its own, so the CDK merges none of them.
 *
 * A Deny speaks to everybody, the root user and the bucket's owner included, unless its comment names whom it spares. A spared request is
 * not allowed yet: something else must allow it. Lifecycle rules work whatever a bucket policy denies.
 *
 * "Spec" is the security specification of this project, by its lines.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
 */
export class S3PolicyStatements {
  /**
   * Refuses every request over plain HTTP, to the bucket and to its objects. Spares nobody: AWS services use HTTPS, and where S3 leaves
   * the key out of their requests the Deny does not match. Spec L404-415, whose example leaves the bucket itself open.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-HTTP-HTTPS
   */
  public static denyInsecureTransport(bucket: s3.IBucket): iam.PolicyStatement {
    return transport.denyInsecureTransport(bucket);
  }

  /**
   * Refuses every request with an older TLS than stated. Requests without the key, such as those of AWS services, are spared. Spec L400.
   *
   * 1.3 locks out whoever uses an interface endpoint, which has no TLS 1.3, and clients older than that.
   *
   * @param minimumVersion 1.2 (the default) or 1.3; anything else is an error
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
   */
  public static denyOldTls(bucket: s3.IBucket, minimumVersion: number = 1.2): iam.PolicyStatement {
    return transport.denyOldTls(bucket, minimumVersion);
  }

  /**
   * Refuses uploads whose headers ask for other encryption than expected: they would win over the default encryption of the bucket.
   * Spares nobody; a replica is no upload. Spec L183-194.
   *
   * With OPTIONAL headers, the default, an upload that says nothing is allowed and gets the default encryption, which must be the
   * expected one. With REQUIRED it is refused, as in the spec, although S3 would encrypt it; so are services that send no header, such as
   * log delivery, and the parts of a multipart upload perhaps, which cannot carry it: try one.
   *
   * - KMS, KMS_DSSE: refuses another algorithm, another key, and no key, with which S3 takes the AWS managed key.
   * - S3_MANAGED: refuses every KMS header. SSE-KMS under somebody else's key is worse than the default: they can take the key away.
   * - CLIENT_SIDE: the same, and SSE-C. No policy sees whether a body is encrypted by its client; this one keeps other keys out of S3.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
   */
  public static denyWrongEncryption(bucket: s3.IBucket, options: ExpectedEncryption): iam.PolicyStatement[] {
    return encryption.denyWrongEncryption(bucket, options);
  }

  /**
   * Refuses uploads under a key that only the client has (SSE-C). Spares nobody. Spec L342-348. `blockedEncryptionTypes` of the bucket
   * does the same; the Deny also holds where somebody takes that setting back.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html
   */
  public static denySseC(bucket: s3.IBucket): iam.PolicyStatement {
    return encryption.denySseC(bucket);
  }

  /**
   * Lets named roles upload, in one piece or in parts. Where an upload sends an ACL, only `bucket-owner-full-control` is accepted: the one
   * that a bucket without ACLs takes. Spec L168-182, with three differences: no IAM user, because its credentials do not expire; no
   * s3:PutObjectAcl, because there are no ACLs to put; and the ACL may be left out, because the parts of an upload cannot carry one.
   *
   * A role of another account also needs a policy of its own, and the use of the KMS key.
   *
   * @param principals roles, or AWS services with a condition on aws:SourceArn or aws:SourceAccount; everybody, accounts, users,
   * patterns and an empty list are errors
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
   */
  public static allowUploads(bucket: s3.IBucket, principals: iam.IPrincipal[], options: grants.GrantLimits = {}): iam.PolicyStatement {
    return grants.allowUploads(bucket, principals, options);
  }

  /**
   * Refuses to read, list, write or delete objects from outside the named networks. Spares AWS services, whether they act for themselves
   * or for a caller, the exempt roles of the perimeter, and every change of the bucket itself, so that a mistake can be put right.
   * Spec L195-209, which refuses s3:* and with it deployments and log delivery.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html
   */
  public static denyOutside(bucket: s3.IBucket, network: NetworkPerimeter): iam.PolicyStatement {
    return networks.denyOutside(bucket, network);
  }

  /**
   * Refuses presigned URLs and POST forms whose signature is older than stated, whatever expiry they were signed with. Spares requests
   * without a signature age, such as those of AWS services. Spec L47.
   *
   * The statement is AWS's own sample, without a condition on how the request is signed, which a form could slip past. S3 takes a signature in
   * a header for 15 minutes: below that, a client is refused as well whose clock is late by more than the limit. Signature Version 2
   * always has the age 0: refuse it with `denySigV2`.
   *
   * @param maximumAge 1 second to 7 days, else an error; the policy counts it in milliseconds
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
   */
  public static limitPresignedUrlAge(bucket: s3.IBucket, maximumAge: Duration): iam.PolicyStatement {
    return transport.limitPresignedUrlAge(bucket, maximumAge);
  }

  /**
   * Refuses requests signed with Signature Version 2. Spares nobody; anonymous requests have no signature. Spec L16.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
   */
  public static denySigV2(bucket: s3.IBucket): iam.PolicyStatement {
    return transport.denySigV2(bucket);
  }

  /**
   * Refuses every request by whoever is not in the organization. Spares the bucket's own account, so that a mistyped id locks nobody out,
   * and AWS services that act for themselves; whose resource those act for is not looked at. A service that acts for a caller has that
   * caller's organization, and is not spared.
   *
   * @param organizationId `o-` and 10 to 32 small letters or digits, else an error
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
   */
  public static denyOutsideOrganization(bucket: s3.IBucket, organizationId: string): iam.PolicyStatement {
    return accounts.denyOutsideOrganization(bucket, organizationId);
  }

  /**
   * Refuses everybody but these roles to override a GOVERNANCE lock. The S3 console overrides it unasked for whoever may. Spec L591.
   *
   * @param roles each named by itself, or an error; an empty list refuses everybody
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
   */
  public static restrictGovernanceBypass(bucket: s3.IBucket, roles: iam.IRole[]): iam.PolicyStatement {
    return objectLock.restrictGovernanceBypass(bucket, roles);
  }

  /**
   * Refuses everybody but these roles to place or remove a legal hold, with an upload as well. Spares replicas, which keep the hold of
   * their source. Spec L603-606.
   *
   * @param roles each named by itself, or an error; an empty list refuses everybody
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html#object-lock-legal-holds
   */
  public static restrictLegalHold(bucket: s3.IBucket, roles: iam.IRole[]): iam.PolicyStatement[] {
    return objectLock.restrictLegalHold(bucket, roles);
  }

  /**
   * Refuses to ask for a retention of one object that is shorter or longer than stated, or in COMPLIANCE mode. Spares uploads that ask
   * for none (they get the bucket's default retention, which is not looked at) and replicas. Spec L588-601.
   *
   * @param options lengths in whole days, 1 to 36500; no limit at all, or a minimum above the maximum, is an error
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
   */
  public static limitObjectRetention(bucket: s3.IBucket, options: objectLock.RetentionLimits): iam.PolicyStatement[] {
    return objectLock.limitObjectRetention(bucket, options);
  }

  /**
   * Refuses, without multi-factor authentication, what cannot be taken back or what opens the bucket: s3:DeleteObjectVersion and
   * s3:DeleteBucket, s3:PutBucketPolicy and s3:DeleteBucketPolicy. A plain delete only adds a marker, and is left alone. Spares the exempt
   * roles and AWS services, whether they act for themselves or for a caller. Spec L465, L554.
   *
   * Requests by long-term keys and by sessions that began without MFA have none; whether sessions of IAM Identity Center show theirs is for
   * you to try.
   *
   * @param exemptRoleArns the role that deploys, and roles that erase or break the glass; patterns and an empty list are errors, since
   * no deployment could change the policy again
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
   */
  public static requireMfa(bucket: s3.IBucket, exemptRoleArns: string[]): iam.PolicyStatement {
    return changes.requireMfa(bucket, exemptRoleArns);
  }

  /**
   * Refuses uploads without a tag of this key, whatever its value. Spares AWS services that act for themselves (inventory, log delivery)
   * and replicas, which are another action; a service that acts for a caller is not spared.
   *
   * Multipart uploads are refused too: their parts cannot carry a tag. Have clients upload in one piece, up to 5 GB. Whether a tag is
   * taken off again later (s3:PutObjectTagging, s3:DeleteObjectTagging) is not looked at.
   *
   * @param tagKey 1 to 128 letters, digits, spaces or `+ - = . _ : / @`, not starting with `aws:`; else an error
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-and-policies.html
   */
  public static requireObjectTag(bucket: s3.IBucket, tagKey: string): iam.PolicyStatement {
    return changes.requireObjectTag(bucket, tagKey);
  }

  /**
   * Refuses uploads to a storage class with one Availability Zone or with reduced redundancy. Spares nobody; lifecycle rules and replicas
   * are not looked at. Spec L553.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/sc-howtoset.html#restricting-storage-class
   */
  public static denyOneZone(bucket: s3.IBucket): iam.PolicyStatement {
    return changes.denyOneZone(bucket);
  }

  /**
   * Refuses other accounts, and anonymous requests, to change policies, ACLs, ownership, the public access block or the encryption, even
   * where another statement allows it. Spares the bucket's own account and AWS services that act for themselves. Spec L571.
   *
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-6
   */
  public static denyCrossAccountPermissionChanges(bucket: s3.IBucket): iam.PolicyStatement {
    return accounts.denyCrossAccountPermissionChanges(bucket);
  }

  /**
   * Lets one role, of any account, do what is listed: one statement for the objects, one for the bucket. With a prefix, lists are allowed
   * under it only. A role of another account also needs a policy of its own, and the use of the KMS key. Spec L571.
   *
   * @param roleArn one role; accounts, users, everybody and patterns are errors
   * @param actions each by itself, such as `s3:GetObject`; wildcards and actions that change permissions are errors, and with a prefix so
   * are actions on the whole bucket other than s3:ListBucket and s3:ListBucketVersions
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-walkthroughs-managing-access-example4.html
   */
  public static allowRole(bucket: s3.IBucket, roleArn: string, actions: string[], options: grants.GrantLimits = {}): iam.PolicyStatement[] {
    return grants.allowRole(bucket, roleArn, actions, options);
  }

  private constructor() {}
}
