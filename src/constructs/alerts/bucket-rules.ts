import { AccessAlert } from './access-alert';
import { type AlertRule, DONE, done, REFUSED } from './alert-rule';

const BUCKET = { events: 'management', services: ['s3'], ofBucket: true } as const;
const UNDO = 'If nobody planned it, put the former configuration back from the template, and take the permission from whoever did it.';

const EVERYBODY = [{ suffix: '/groups/global/AllUsers' }, { suffix: '/groups/global/AuthenticatedUsers' }];

/** Changes to buckets that management events show. */
const CHANGES: readonly AlertRule[] = [
  {
    ...BUCKET,
    id: AccessAlert.BUCKET_POLICY,
    severity: 'medium',
    title: 'The policy of a bucket was changed',
    why: 'The policy decides who may read and delete, and it holds the refusals of plain HTTP and of other networks.',
    next: UNDO,
    detections: ['permissions-changed'],
    detail: done('PutBucketPolicy', 'DeleteBucketPolicy'),
  },
  {
    ...BUCKET,
    ofBucket: false,
    id: AccessAlert.ACCESS_POINT,
    severity: 'medium',
    title: 'An access point was made, or the policy of one was changed',
    why: 'An access point is another way into a bucket, and its public access block is decided once, when it is made.',
    next: 'Look at the public access block and the policy of the access point; delete it if nobody planned it.',
    detections: [],
    detail: done('CreateAccessPoint', 'PutAccessPointPolicy', 'DeleteAccessPointPolicy', 'CreateMultiRegionAccessPoint', 'PutMultiRegionAccessPointPolicy'),
  },
  {
    ...BUCKET,
    id: AccessAlert.BUCKET_ACL,
    severity: 'medium',
    title: 'The ACL of a bucket was changed',
    why: 'ACLs give access beside the policies, and a bucket with ACLs disabled has no need of this call.',
    next: UNDO,
    detections: ['permissions-changed'],
    detail: done('PutBucketAcl'),
  },
  {
    ...BUCKET,
    id: AccessAlert.MADE_PUBLIC,
    severity: 'high',
    title: 'A policy or an ACL may let everybody in',
    why: 'It names everybody; a condition in it, or the public access block, may still keep them out.',
    next: 'Turn on all four flags of the public access block of the bucket now, then read the policy and the ACL.',
    detections: ['made-public'],
    detail: () => ({
      eventName: ['PutBucketPolicy', 'PutBucketAcl', 'PutObjectAcl'],
      ...DONE,
      requestParameters: {
        $or: [
          { bucketPolicy: { Statement: { Effect: ['Allow'], Principal: ['*'] } } },
          { bucketPolicy: { Statement: { Effect: ['Allow'], Principal: { AWS: ['*'] } } } },
          { 'x-amz-acl': ['public-read', 'public-read-write', 'authenticated-read'] },
          { AccessControlPolicy: { AccessControlList: { Grant: { Grantee: { URI: EVERYBODY } } } } },
        ],
      },
    }),
  },
  {
    ...BUCKET,
    id: AccessAlert.BUCKET_PUBLIC_ACCESS_BLOCK,
    severity: 'high',
    title: 'The public access block of a bucket was changed',
    why: 'Without all four flags a policy or an ACL can open the bucket to everybody.',
    next: 'Ask S3 for GetPublicAccessBlock of the bucket; turn on what is off, unless the bucket is meant to be public.',
    detections: ['public-access-block-removed'],
    detail: done('PutBucketPublicAccessBlock', 'DeleteBucketPublicAccessBlock'),
  },
  {
    ...BUCKET,
    ofBucket: false,
    id: AccessAlert.ACCOUNT_PUBLIC_ACCESS_BLOCK,
    severity: 'high',
    title: 'The public access block of the account was changed',
    why: 'It is the last thing that keeps every bucket of the account from the public.',
    next: 'Ask S3 Control for GetPublicAccessBlock of the account, and turn on what is off.',
    detections: ['public-access-block-removed'],
    detail: done('PutAccountPublicAccessBlock', 'DeleteAccountPublicAccessBlock', 'PutPublicAccessBlock', 'DeletePublicAccessBlock'),
  },
  {
    ...BUCKET,
    id: AccessAlert.ENCRYPTION,
    severity: 'medium',
    title: 'The default encryption of a bucket was changed',
    why: 'New objects may be encrypted with another key, or with one that S3 owns and nobody can take away.',
    next: 'Compare the key with that of the template. ' + UNDO,
    detections: ['encryption-weakened'],
    detail: done('PutBucketEncryption', 'DeleteBucketEncryption'),
  },
  {
    ...BUCKET,
    id: AccessAlert.LOGGING,
    severity: 'high',
    title: 'The access logs of a bucket were changed',
    why: 'Without them, or with them somewhere else, nobody can say later who read what.',
    next: 'Ask S3 for GetBucketLogging of the bucket. ' + UNDO,
    detections: ['logging-disabled'],
    detail: done('PutBucketLogging'),
  },
  {
    ...BUCKET,
    id: AccessAlert.LIFECYCLE,
    severity: 'medium',
    title: 'The lifecycle rules of a bucket were changed',
    why: 'A rule of one day deletes everything by tomorrow, in the name of S3 and without a request that anybody sees.',
    next: 'Read the rules now: S3 runs them once a day, and what they delete for good is gone. ' + UNDO,
    detections: ['lifecycle-deletes'],
    detail: done('PutBucketLifecycle', 'PutBucketLifecycleConfiguration', 'DeleteBucketLifecycle'),
  },
  {
    ...BUCKET,
    id: AccessAlert.VERSIONING,
    severity: 'high',
    title: 'Versioning was suspended, or MFA delete disabled',
    why: 'From now on what is overwritten or deleted cannot be brought back.',
    next: 'Enable versioning again, then look for deletes and overwrites since.',
    detections: ['versioning-suspended', 'mfa-delete-disabled'],
    detail: () => ({
      eventName: ['PutBucketVersioning'],
      ...DONE,
      requestParameters: {
        VersioningConfiguration: {
          $or: [{ Status: [{ 'anything-but': ['Enabled'] }] }, { MfaDelete: [{ 'anything-but': ['Enabled'] }] }, { MFADelete: [{ 'anything-but': ['Enabled'] }] }],
        },
      },
    }),
  },
  {
    ...BUCKET,
    id: AccessAlert.OBJECT_LOCK,
    severity: 'high',
    title: 'The Object Lock configuration of a bucket was changed',
    why: 'Without a default retention new objects are not locked.',
    next: 'Ask S3 for GetObjectLockConfiguration of the bucket. ' + UNDO,
    detections: ['default-retention-removed'],
    detail: done('PutObjectLockConfiguration', 'PutBucketObjectLockConfiguration'),
  },
  {
    ...BUCKET,
    id: AccessAlert.REPLICATION,
    severity: 'medium',
    title: 'The replication of a bucket was changed',
    why: 'Copies may be missing from now on, or go to a bucket of somebody else.',
    next: 'Look at the account and the bucket that it names now. ' + UNDO,
    detections: ['replication-removed'],
    detail: done('PutBucketReplication', 'DeleteBucketReplication'),
  },
  {
    ...BUCKET,
    id: AccessAlert.OWNERSHIP,
    severity: 'medium',
    title: 'The object ownership of a bucket was changed',
    why: 'Anything but BucketOwnerEnforced turns ACLs on again.',
    next: UNDO,
    detections: ['acls-enabled'],
    detail: done('PutBucketOwnershipControls', 'DeleteBucketOwnershipControls'),
  },
  {
    ...BUCKET,
    id: AccessAlert.WEBSITE,
    severity: 'medium',
    title: 'A static website or a CORS rule was set on a bucket',
    why: 'A website is plain HTTP, and a CORS rule lets scripts of other sites read.',
    next: UNDO,
    detections: ['website-enabled'],
    detail: done('PutBucketWebsite', 'PutBucketCors'),
  },
  {
    ...BUCKET,
    id: AccessAlert.BUCKET_DELETION,
    severity: 'high',
    title: 'A bucket was deleted',
    why: 'Its name is free, and whoever takes it gets the requests of every program that still uses it.',
    next: 'If nobody planned it, make a bucket of the same name at once, then find what it held in replicas and backups.',
    detections: ['bucket-deleted'],
    detail: done('DeleteBucket'),
  },
];

const NOWHERE = { account: '', trustedAccounts: [], vpcEndpoints: [], refused: false };

/** Names of the events that change a bucket. */
const changeNames = (): string[] => [
  ...new Set(CHANGES.filter(({ ofBucket }) => ofBucket).flatMap(({ detail }) => detail(NOWHERE).eventName as string[])),
].filter(name => name !== 'PutObjectAcl');

export const bucketRules = (): readonly AlertRule[] => [...CHANGES, {
  ...BUCKET,
  id: AccessAlert.REFUSED_BUCKET_CHANGE,
  severity: 'medium',
  title: 'Somebody was refused a change to a bucket',
  why: 'Nothing changed, but somebody without the permission tries to, or a deployment lacks it.',
  next: 'Ask who it is. If nobody knows the request, take the credentials out of use and look at what else they did.',
  detections: [],
  detail: () => ({ eventName: changeNames(), ...REFUSED }),
}];
