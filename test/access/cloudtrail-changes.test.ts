import { eventOf } from '../../src/access/cloudtrail-event';
import { recordOf } from '../../src/access/cloudtrail-record';

const changes = (eventName: string, requestParameters: unknown) => {
  const event = eventOf({ eventSource: 's3.amazonaws.com', eventName, requestParameters });
  if (typeof event === 'string') throw new Error(event);
  return Object.fromEntries((recordOf(event).changes ?? []).map(({ what, weakens, days }) => [what, days ?? weakens]));
};
const policy = (Statement: unknown) => ({ bucketPolicy: { Version: '2012-10-17', Statement } });
const open = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };
const IF = { Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } };
const block = (...flags: readonly unknown[]) => ({
  PublicAccessBlockConfiguration: Object.fromEntries(['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'].map((name, i) => [name, flags[i]])),
});
const versioning = (VersioningConfiguration: object) => ({ VersioningConfiguration });
const sse = (SSEAlgorithm: unknown) => ({ ServerSideEncryptionConfiguration: { Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm } } } });
const lifecycle = (...Rule: readonly object[]) => ({ LifecycleConfiguration: { Rule } });
const grant = (URI: string) => ({ AccessControlPolicy: { AccessControlList: { Grant: [{ Grantee: { URI }, Permission: 'READ' }] } } });

test.each<readonly [string, unknown, Record<string, unknown>]>([
  ['GetObject', {}, {}],
  ['PutBucketPolicy', policy(open), { 'permissions-changed': true, 'made-public': true }],
  ['PutBucketPolicy', policy([{ ...open, Principal: { AWS: ['*'] } }]), { 'permissions-changed': true, 'made-public': true }],
  ['PutBucketPolicy', { bucketPolicy: JSON.stringify({ Statement: open }) }, { 'permissions-changed': true, 'made-public': true }],
  ['PutBucketPolicy', policy({ ...open, ...IF }), { 'permissions-changed': true, 'made-public': undefined }],
  ['PutBucketPolicy', policy({ Effect: 'Allow', NotPrincipal: { AWS: 'x' } }), { 'permissions-changed': true, 'made-public': true }],
  ['PutBucketPolicy', policy({ ...open, Effect: 'Deny' }), { 'permissions-changed': true, 'made-public': false }],
  ['PutBucketPolicy', policy({ ...open, Principal: { Service: '*' } }), { 'permissions-changed': true, 'made-public': false }],
  ['PutBucketPolicy', { bucketPolicy: 'no json' }, { 'permissions-changed': true, 'made-public': undefined }],
  ['DeleteBucketPolicy', {}, { 'permissions-changed': true }],
  ['PutBucketAcl', { 'x-amz-acl': ['private'] }, { 'permissions-changed': true, 'made-public': false }],
  ['PutBucketAcl', { 'x-amz-acl': ['public-read'] }, { 'permissions-changed': true, 'made-public': true }],
  ['PutBucketAcl', { 'x-amz-grant-read': 'uri="http://acs.amazonaws.com/groups/global/AllUsers"' }, { 'permissions-changed': true, 'made-public': true }],
  ['PutBucketAcl', grant('http://acs.amazonaws.com/groups/global/AuthenticatedUsers'), { 'permissions-changed': true, 'made-public': true }],
  ['PutBucketAcl', grant('http://acs.amazonaws.com/groups/s3/LogDelivery'), { 'permissions-changed': true, 'made-public': false }],
  ['PutBucketAcl', {}, { 'permissions-changed': true, 'made-public': undefined }],
  ['PutBucketPublicAccessBlock', block(true, 'true', true, true), { 'public-access-block-removed': false }],
  ['PutBucketPublicAccessBlock', block(true, true, false, true), { 'public-access-block-removed': true }],
  ['PutBucketPublicAccessBlock', block(true, true, true), { 'public-access-block-removed': true }],
  ['PutBucketPublicAccessBlock', {}, { 'public-access-block-removed': undefined }],
  ['DeleteAccountPublicAccessBlock', {}, { 'public-access-block-removed': true }],
  ['PutBucketVersioning', versioning({ Status: 'Enabled' }), { 'versioning-suspended': false, 'mfa-delete-disabled': false }],
  ['PutBucketVersioning', versioning({ Status: 'Suspended', MfaDelete: 'Disabled' }), { 'versioning-suspended': true, 'mfa-delete-disabled': true }],
  ['PutBucketVersioning', {}, { 'versioning-suspended': undefined, 'mfa-delete-disabled': undefined }],
  ['PutBucketLogging', { BucketLoggingStatus: { LoggingEnabled: { TargetBucket: 'l' } } }, { 'logging-disabled': false }],
  ['PutBucketLogging', { BucketLoggingStatus: '' }, { 'logging-disabled': true }],
  ['PutBucketLogging', {}, { 'logging-disabled': undefined }],
  ['PutBucketEncryption', sse('aws:kms'), { 'encryption-weakened': false }],
  ['PutBucketEncryption', sse('AES256'), { 'encryption-weakened': true }],
  ['PutBucketEncryption', sse(undefined), { 'encryption-weakened': undefined }],
  ['DeleteBucketEncryption', {}, { 'encryption-weakened': true }],
  ['PutBucketLifecycle', lifecycle({ Status: 'Enabled', Expiration: { Days: 90 } }, { Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 7 } }), { 'lifecycle-deletes': 7 }],
  ['PutBucketLifecycle', lifecycle({ Status: 'Disabled', Expiration: { Days: 1 } }), { 'lifecycle-deletes': false }],
  ['PutBucketLifecycle', lifecycle({ Status: 'Enabled', Expiration: { Date: '2020-01-01' } }), { 'lifecycle-deletes': 0 }],
  ['PutBucketLifecycle', lifecycle({ Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }), { 'lifecycle-deletes': false }],
  ['PutBucketLifecycle', {}, { 'lifecycle-deletes': undefined }],
  ['DeleteBucketReplication', {}, { 'replication-removed': true }],
  ['PutBucketOwnershipControls', { OwnershipControls: { Rule: { ObjectOwnership: 'ObjectWriter' } } }, { 'acls-enabled': true }],
  ['PutBucketOwnershipControls', { OwnershipControls: { Rule: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } }, { 'acls-enabled': false }],
  ['PutObjectLockConfiguration', { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } }, { 'default-retention-removed': true }],
  ['PutObjectLockConfiguration', { ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 1 } } } }, { 'default-retention-removed': false }],
  ['PutObjectLegalHold', { LegalHold: { Status: 'OFF' } }, { 'legal-hold-released': true }],
  ['DeleteObject', { 'x-amz-bypass-governance-retention': 'true' }, { 'retention-bypassed': true }],
  ['PutBucketWebsite', {}, { 'website-enabled': true }],
  ['DeleteBucket', {}, { 'bucket-deleted': true }],
])('%s %j', (name, parameters, expected) => expect(changes(name, parameters)).toEqual(expected));
