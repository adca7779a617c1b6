import { AccessAlert } from '../../../src/constructs/alerts/access-alert';
import type { AlertRule, Surroundings } from '../../../src/constructs/alerts/alert-rule';
import { bucketRules } from '../../../src/constructs/alerts/bucket-rules';
import { dataRules } from '../../../src/constructs/alerts/data-rules';
import { guardRules } from '../../../src/constructs/alerts/guard-rules';

export type Detail = Readonly<Record<string, unknown>>;

export const ACCOUNT = '111122223333';
export const ENDPOINT = 'vpce-0123456789abcdef0';
export const AROUND: Surroundings = { account: ACCOUNT, trustedAccounts: ['444455556666'], vpcEndpoints: [ENDPOINT], refused: false };
export const RULES: readonly AlertRule[] = [...bucketRules(), ...guardRules(), ...dataRules()];

const ROLE = { type: 'AssumedRole', arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Deployer/session`, principalId: 'AROAEXAMPLE:session', accountId: ACCOUNT };

/** A quiet request: it comes through the endpoint, and from the own account. */
export const QUIET: Detail = {
  eventVersion: '1.11',
  userIdentity: ROLE,
  eventTime: '2026-01-31T12:00:00Z',
  eventSource: 's3.amazonaws.com',
  eventName: 'GetObject',
  awsRegion: 'eu-central-1',
  sourceIPAddress: '10.0.0.1',
  vpcEndpointId: ENDPOINT,
  userAgent: 'aws-cli/2.0',
  requestParameters: { bucketName: 'records', key: 'one' },
  responseElements: null,
  eventID: '11111111-2222-3333-4444-555555555555',
  readOnly: false,
  resources: [{ type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::records', accountId: ACCOUNT }],
  eventType: 'AwsApiCall',
  eventCategory: 'Data',
  recipientAccountId: ACCOUNT,
};

/** The event with some fields changed; undefined takes one away. */
export function changed(event: Detail, fields: Detail): Detail {
  const merged = { ...event, ...fields };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
}

const management = (eventName: string, parameters: Detail = {}, fields: Detail = {}): Detail =>
  changed(QUIET, { eventName, eventCategory: 'Management', requestParameters: { bucketName: 'records', ...parameters }, ...fields });
const of = (service: string, eventName: string, parameters: Detail): Detail =>
  changed(QUIET, { eventSource: `${service}.amazonaws.com`, eventName, eventCategory: 'Management', requestParameters: parameters, resources: undefined });
const data = (eventName: string, parameters: Detail = {}, fields: Detail = {}): Detail =>
  changed(QUIET, { eventName, requestParameters: { bucketName: 'records', key: 'one', ...parameters }, ...fields });

const PUBLIC_POLICY = { bucketPolicy: { Statement: [{ Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::1:root' } }, { Effect: 'Allow', Principal: '*', Action: 's3:GetObject' }] } };
const DENIED_POLICY = { bucketPolicy: { Statement: [{ Effect: 'Deny', Principal: '*' }, { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' } }] } };
const everybody = (URI: string) => ({ AccessControlPolicy: { AccessControlList: { Grant: [{ Grantee: { ID: 'd25639' }, Permission: 'FULL_CONTROL' }, { Grantee: { URI }, Permission: 'READ' }] } } });
const SSE_C = { 'x-amz-server-side-encryption-customer-algorithm': 'AES256' };
const NOBODY = { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' };
const STRANGER = { type: 'AWSAccount', principalId: 'AIDAEXAMPLE', accountId: '999988887777' };
const REFUSED = { errorCode: 'AccessDenied' };
const SERVICE = { type: 'AWSService', invokedBy: 'cloudtrail.amazonaws.com' };

/** An event that the alert is for, and the alerts that it gives beside. */
export type Matching = readonly [alert: AccessAlert, what: string, event: Detail, also?: readonly AccessAlert[]];

export const MATCHING: readonly Matching[] = [
  [AccessAlert.BUCKET_POLICY, 'put', management('PutBucketPolicy', DENIED_POLICY)],
  [AccessAlert.BUCKET_POLICY, 'deleted', management('DeleteBucketPolicy')],
  [AccessAlert.ACCESS_POINT, 'made', management('CreateAccessPoint', { bucketName: undefined, name: 'ap' })],
  [AccessAlert.ACCESS_POINT, 'given a policy', management('PutAccessPointPolicy', { bucketName: undefined, name: 'ap' })],
  [AccessAlert.BUCKET_ACL, 'put', management('PutBucketAcl', { 'x-amz-acl': ['private'] })],
  [AccessAlert.OBJECT_ACL, 'put', data('PutObjectAcl', { 'x-amz-acl': 'private' })],
  [AccessAlert.MADE_PUBLIC, 'by the second statement of a policy', management('PutBucketPolicy', PUBLIC_POLICY), [AccessAlert.BUCKET_POLICY]],
  [AccessAlert.MADE_PUBLIC, 'by a policy of any AWS principal', management('PutBucketPolicy', { bucketPolicy: { Statement: [{ Effect: 'Allow', Principal: { AWS: '*' } }] } }), [AccessAlert.BUCKET_POLICY]],
  [AccessAlert.MADE_PUBLIC, 'by a canned ACL in a list of one', management('PutBucketAcl', { 'x-amz-acl': ['public-read'] }), [AccessAlert.BUCKET_ACL]],
  [AccessAlert.MADE_PUBLIC, 'by a grant to everybody', management('PutBucketAcl', everybody('http://acs.amazonaws.com/groups/global/AllUsers')), [AccessAlert.BUCKET_ACL]],
  [AccessAlert.MADE_PUBLIC, 'an object, by a canned ACL', data('PutObjectAcl', { 'x-amz-acl': 'public-read' }), [AccessAlert.OBJECT_ACL]],
  [AccessAlert.BUCKET_PUBLIC_ACCESS_BLOCK, 'deleted', management('DeleteBucketPublicAccessBlock')],
  [AccessAlert.BUCKET_PUBLIC_ACCESS_BLOCK, 'put with a flag off', management('PutBucketPublicAccessBlock', { PublicAccessBlockConfiguration: { BlockPublicAcls: false } })],
  [AccessAlert.ACCOUNT_PUBLIC_ACCESS_BLOCK, 'deleted', management('DeleteAccountPublicAccessBlock', { bucketName: undefined, accountId: ACCOUNT })],
  [AccessAlert.ENCRYPTION, 'deleted', management('DeleteBucketEncryption')],
  [AccessAlert.ENCRYPTION, 'put with keys that S3 owns', management('PutBucketEncryption', { ServerSideEncryptionConfiguration: { Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } } } })],
  [AccessAlert.LOGGING, 'turned off', management('PutBucketLogging', { BucketLoggingStatus: { xmlns: 'x' } })],
  [AccessAlert.LIFECYCLE, 'one day', management('PutBucketLifecycle', { LifecycleConfiguration: { Rule: { Status: 'Enabled', Expiration: { Days: 1 } } } })],
  [AccessAlert.VERSIONING, 'suspended', management('PutBucketVersioning', { VersioningConfiguration: { Status: 'Suspended' } })],
  [AccessAlert.VERSIONING, 'without MFA', management('PutBucketVersioning', { VersioningConfiguration: { Status: 'Enabled', MfaDelete: 'Disabled' } })],
  [AccessAlert.OBJECT_LOCK, 'without a default retention', management('PutBucketObjectLockConfiguration', { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } })],
  [AccessAlert.REPLICATION, 'deleted', management('DeleteBucketReplication')],
  [AccessAlert.OWNERSHIP, 'of the writer', management('PutBucketOwnershipControls', { OwnershipControls: { Rule: { ObjectOwnership: 'ObjectWriter' } } })],
  [AccessAlert.WEBSITE, 'a website', management('PutBucketWebsite')],
  [AccessAlert.BUCKET_DELETION, 'deleted', management('DeleteBucket')],
  [AccessAlert.REFUSED_BUCKET_CHANGE, 'of the policy', management('PutBucketPolicy', PUBLIC_POLICY, REFUSED)],
  [AccessAlert.REFUSED_BUCKET_CHANGE, 'of the versioning, as a client error', management('PutBucketVersioning', {}, { errorCode: 'Client.AccessDenied' })],
  [AccessAlert.KEY, 'scheduled for deletion', of('kms', 'ScheduleKeyDeletion', { keyId: '1234', pendingWindowInDays: 7 })],
  [AccessAlert.KEY, 'disabled', of('kms', 'DisableKey', { keyId: '1234' })],
  [AccessAlert.KEY, 'opened', of('kms', 'PutKeyPolicy', { keyId: '1234' })],
  [AccessAlert.TRAIL, 'stopped', of('cloudtrail', 'StopLogging', { name: 'trail' })],
  [AccessAlert.TRAIL, 'blinded', of('cloudtrail', 'PutEventSelectors', { trailName: 'trail' })],
  [AccessAlert.REFUSED_KEY_OR_TRAIL_CHANGE, 'of a key', changed(of('kms', 'DisableKey', { keyId: '1234' }), { errorCode: 'AccessDeniedException' })],
  [AccessAlert.ROOT_USER, 'reads', data('GetObject', {}, { userIdentity: { type: 'Root', arn: `arn:aws:iam::${ACCOUNT}:root`, principalId: ACCOUNT, accountId: ACCOUNT } })],
  [AccessAlert.OTHER_ACCOUNT, 'reads', data('GetObject', {}, { userIdentity: STRANGER })],
  [AccessAlert.OUTSIDE_VPC, 'over the Internet', data('GetObject', {}, { vpcEndpointId: undefined, sourceIPAddress: '203.0.113.9' })],
  [AccessAlert.OUTSIDE_VPC, 'over IPv6', data('GetObject', {}, { vpcEndpointId: undefined, sourceIPAddress: '2001:db8::1' })],
  [AccessAlert.OUTSIDE_VPC, 'through another endpoint', data('GetObject', {}, { vpcEndpointId: 'vpce-0fffffffffffffff0' })],
  [AccessAlert.ANONYMOUS, 'reads', data('GetObject', {}, { userIdentity: NOBODY })],
  [AccessAlert.ANONYMOUS, 'in the older form', data('GetObject', {}, { userIdentity: { type: 'Unknown', principalId: 'Anonymous' } })],
  [AccessAlert.BATCH_DELETE, 'a batch', data('DeleteObjects', { key: undefined })],
  [AccessAlert.SSE_C_COPY, 'onto itself', data('CopyObject', { ...SSE_C, 'x-amz-copy-source': 'records/one' })],
  [AccessAlert.SSE_C_WRITE, 'a put', data('PutObject', SSE_C)],
  [AccessAlert.SSE_C_WRITE, 'a put whose parameters do not show it', data('PutObject', {}, { additionalEventData: { SSEApplied: 'SSE_C' } })],
  [AccessAlert.RETENTION_BYPASS, 'with a delete', data('DeleteObject', { 'x-amz-bypass-governance-retention': 'true' })],
  [AccessAlert.LEGAL_HOLD, 'released', data('PutObjectLegalHold', { LegalHold: { Status: 'OFF' } })],
];

/** One step away from an event that matches: what still matches of it. */
export type NearMiss = readonly [notThis: AccessAlert, what: string, event: Detail, still?: readonly AccessAlert[]];

export const NEAR_MISSES: readonly NearMiss[] = [
  [AccessAlert.BUCKET_POLICY, 'reading the policy', management('GetBucketPolicy')],
  [AccessAlert.BUCKET_POLICY, 'a failure for another reason', management('PutBucketPolicy', {}, { errorCode: 'MalformedPolicy' })],
  [AccessAlert.BUCKET_POLICY, 'a name in other capitals', management('putBucketPolicy')],
  [AccessAlert.BUCKET_POLICY, 'of another service', changed(management('PutBucketPolicy'), { eventSource: 's3-outposts.amazonaws.com' })],
  [AccessAlert.ACCESS_POINT, 'reading the policy', management('GetAccessPointPolicy', { name: 'ap' })],
  [AccessAlert.BUCKET_ACL, 'reading the ACL', management('GetBucketAcl')],
  [AccessAlert.OBJECT_ACL, 'refused', data('PutObjectAcl', { 'x-amz-acl': 'private' }, REFUSED)],
  [AccessAlert.MADE_PUBLIC, 'everybody is refused, and somebody let in', management('PutBucketPolicy', DENIED_POLICY), [AccessAlert.BUCKET_POLICY]],
  [AccessAlert.MADE_PUBLIC, 'a grant to log delivery', management('PutBucketAcl', everybody('http://acs.amazonaws.com/groups/s3/LogDelivery')), [AccessAlert.BUCKET_ACL]],
  [AccessAlert.MADE_PUBLIC, 'refused', management('PutBucketPolicy', PUBLIC_POLICY, REFUSED), [AccessAlert.REFUSED_BUCKET_CHANGE]],
  [AccessAlert.BUCKET_PUBLIC_ACCESS_BLOCK, 'reading it', management('GetBucketPublicAccessBlock')],
  [AccessAlert.ACCOUNT_PUBLIC_ACCESS_BLOCK, 'that of a bucket', management('DeleteBucketPublicAccessBlock'), [AccessAlert.BUCKET_PUBLIC_ACCESS_BLOCK]],
  [AccessAlert.ENCRYPTION, 'reading it', management('GetBucketEncryption')],
  [AccessAlert.LOGGING, 'reading it', management('GetBucketLogging')],
  [AccessAlert.LIFECYCLE, 'reading it', management('GetBucketLifecycle')],
  [AccessAlert.VERSIONING, 'enabled', management('PutBucketVersioning', { VersioningConfiguration: { Status: 'Enabled', MfaDelete: 'Enabled' } })],
  [AccessAlert.VERSIONING, 'suspension refused', management('PutBucketVersioning', { VersioningConfiguration: { Status: 'Suspended' } }, REFUSED), [AccessAlert.REFUSED_BUCKET_CHANGE]],
  [AccessAlert.OBJECT_LOCK, 'reading it', management('GetBucketObjectLockConfiguration')],
  [AccessAlert.REPLICATION, 'reading it', management('GetBucketReplication')],
  [AccessAlert.OWNERSHIP, 'reading it', management('GetBucketOwnershipControls')],
  [AccessAlert.WEBSITE, 'removing it', management('DeleteBucketWebsite')],
  [AccessAlert.BUCKET_DELETION, 'making one', management('CreateBucket')],
  [AccessAlert.REFUSED_BUCKET_CHANGE, 'a refused read', management('GetBucketPolicy', {}, REFUSED)],
  [AccessAlert.KEY, 'using it', of('kms', 'Decrypt', { keyId: '1234' })],
  [AccessAlert.KEY, 'of another service', changed(of('kms', 'DisableKey', {}), { eventSource: 's3.amazonaws.com' })],
  [AccessAlert.TRAIL, 'starting it', of('cloudtrail', 'StartLogging', { name: 'trail' })],
  [AccessAlert.REFUSED_KEY_OR_TRAIL_CHANGE, 'a state that forbids it', changed(of('kms', 'DisableKey', { keyId: '1234' }), { errorCode: 'KMSInvalidStateException' })],
  [AccessAlert.ROOT_USER, 'a service-linked role', data('CreateServiceLinkedRole', {}, { userIdentity: { type: 'Root', accountId: ACCOUNT } })],
  [AccessAlert.ROOT_USER, 'a role named Root', data('GetObject', {}, { userIdentity: { ...ROLE, arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Root/root` } })],
  [AccessAlert.ROOT_USER, 'refused', data('GetObject', {}, { userIdentity: { type: 'Root', accountId: ACCOUNT }, ...REFUSED })],
  [AccessAlert.OTHER_ACCOUNT, 'a trusted one', data('GetObject', {}, { userIdentity: { ...STRANGER, accountId: '444455556666' } })],
  [AccessAlert.OTHER_ACCOUNT, 'a service', data('PutObject', {}, { userIdentity: SERVICE, sourceIPAddress: 'cloudtrail.amazonaws.com', vpcEndpointId: undefined })],
  [AccessAlert.OTHER_ACCOUNT, 'nobody', data('GetObject', {}, { userIdentity: NOBODY }), [AccessAlert.ANONYMOUS]],
  [AccessAlert.OUTSIDE_VPC, 'through the endpoint, from a public address', data('GetObject', {}, { sourceIPAddress: '203.0.113.9' })],
  [AccessAlert.OUTSIDE_VPC, 'a service for its caller', data('GetObject', {}, { vpcEndpointId: undefined, sourceIPAddress: 'athena.amazonaws.com' })],
  [AccessAlert.OUTSIDE_VPC, 'a service that shows as the invoker', data('GetObject', {}, { vpcEndpointId: undefined, userIdentity: { ...ROLE, invokedBy: 'athena.amazonaws.com' } })],
  [AccessAlert.OUTSIDE_VPC, 'a deployment', management('GetBucketTagging', {}, { vpcEndpointId: undefined, sourceIPAddress: '203.0.113.9' })],
  [AccessAlert.ANONYMOUS, 'refused', data('GetObject', {}, { userIdentity: NOBODY, ...REFUSED })],
  [AccessAlert.ANONYMOUS, 'somebody of that name', data('GetObject', {}, { userIdentity: { ...ROLE, principalId: 'AROAEXAMPLE:anonymous' } })],
  [AccessAlert.BATCH_DELETE, 'one object', data('DeleteObject')],
  [AccessAlert.SSE_C_COPY, 'under a key of KMS', data('CopyObject', { 'x-amz-server-side-encryption': 'aws:kms' })],
  [AccessAlert.SSE_C_COPY, 'from a source under such a key', data('CopyObject', { 'x-amz-copy-source-server-side-encryption-customer-algorithm': 'AES256' })],
  [AccessAlert.SSE_C_WRITE, 'a read', data('GetObject', SSE_C)],
  [AccessAlert.SSE_C_WRITE, 'under a key of KMS', data('PutObject', { 'x-amz-server-side-encryption': 'aws:kms' }, { additionalEventData: { SSEApplied: 'SSE_KMS' } })],
  [AccessAlert.RETENTION_BYPASS, 'not asked for', data('DeleteObject', { 'x-amz-bypass-governance-retention': 'false' })],
  [AccessAlert.LEGAL_HOLD, 'set', data('PutObjectLegalHold', { LegalHold: { Status: 'ON' } })],
];
