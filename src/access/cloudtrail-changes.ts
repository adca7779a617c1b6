import type { RecordedChange } from './access-record';
import type { CloudTrailEvent } from './cloudtrail-event';
import { type Fields, fields, flag, list, member, text } from './cloudtrail-fields';
import { grantsPublic, policyIsPublic } from './cloudtrail-public';

/** What the parameters of an event say that it changes; undefined where it changes nothing that matters here. */
export function changesOf({ name, parameters }: CloudTrailEvent): readonly RecordedChange[] | undefined {
  const read = Object.hasOwn(CHANGES, name) ? CHANGES[name] : undefined;
  const changes = read ? read(parameters) : [];
  const bypass = text(parameters, 'x-amz-bypass-governance-retention') ?? text(parameters, 'bypassGovernanceRetention');
  const all = bypass?.toLowerCase() === 'true' ? [...changes, { what: 'retention-bypassed', weakens: true }] : changes;
  return all.length === 0 ? undefined : all;
}

type Changes = readonly RecordedChange[];

const change = (what: string, weakens?: boolean): RecordedChange => ({ what, weakens });
const inside = (object: Fields, ...path: readonly string[]): Fields => path.reduce((at, name) => fields(member(at, name)), object);
const present = (object: Fields, name: string): boolean => member(object, name) !== undefined;

const policyPut = (p: Fields): Changes => [change('permissions-changed', true), change('made-public', policyIsPublic(member(p, 'bucketPolicy') ?? member(p, 'policyDocument')))];
const aclPut = (p: Fields): Changes => [change('permissions-changed', true), change('made-public', grantsPublic(p))];
const permissionsChanged = (): Changes => [change('permissions-changed', true)];

function blockPut(p: Fields): Changes {
  const block = inside(p, 'PublicAccessBlockConfiguration');
  const flags = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'].map(name => flag(block, name));
  // A flag that is left out is false for S3; with none at all the event does not show the configuration.
  return [change('public-access-block-removed', flags.every(f => f === undefined) ? undefined : flags.some(f => f !== true))];
}

function versioningPut(p: Fields): Changes {
  const versioning = inside(p, 'VersioningConfiguration');
  const [status, mfa] = [text(versioning, 'Status'), text(versioning, 'MfaDelete') ?? text(versioning, 'MFADelete')];
  return [
    change('versioning-suspended', status === undefined ? undefined : status !== 'Enabled'),
    change('mfa-delete-disabled', mfa === undefined ? status === undefined ? undefined : false : mfa !== 'Enabled'),
  ];
}

function loggingPut(p: Fields): Changes {
  const status = inside(p, 'BucketLoggingStatus');
  return [change('logging-disabled', present(p, 'BucketLoggingStatus') ? !present(status, 'LoggingEnabled') : undefined)];
}

function encryptionPut(p: Fields): Changes {
  const rules = list(member(inside(p, 'ServerSideEncryptionConfiguration'), 'Rule')).map(rule => inside(fields(rule), 'ApplyServerSideEncryptionByDefault'));
  const algorithms = rules.map(rule => text(rule, 'SSEAlgorithm'));
  return [change('encryption-weakened', algorithms.length === 0 || algorithms.includes(undefined) ? undefined : algorithms.some(a => !a?.startsWith('aws:')))];
}

/** The least number of days until something current, or the last copy of something noncurrent, is deleted. */
function lifecyclePut(p: Fields): Changes {
  const rules = list(member(inside(p, 'LifecycleConfiguration'), 'Rule')).map(fields);
  if (rules.length === 0) return [change('lifecycle-deletes')];
  const all = rules.filter(rule => text(rule, 'Status') !== 'Disabled').flatMap(rule => [
    text(inside(rule, 'Expiration'), 'Days'), text(inside(rule, 'NoncurrentVersionExpiration'), 'NoncurrentDays'),
    ...present(inside(rule, 'Expiration'), 'Date') ? ['0'] : [],
  ]).filter(days => days !== undefined && /^\d{1,6}$/.test(days)).map(Number);
  return [{ what: 'lifecycle-deletes', weakens: all.length > 0, ...all.length > 0 && { days: Math.min(...all) } }];
}

function ownershipPut(p: Fields): Changes {
  const rules = list(member(inside(p, 'OwnershipControls'), 'Rule')).map(rule => text(fields(rule), 'ObjectOwnership'));
  return [change('acls-enabled', rules.length === 0 || rules.includes(undefined) ? undefined : rules.some(rule => rule !== 'BucketOwnerEnforced'))];
}

function lockPut(p: Fields): Changes {
  const lock = inside(p, 'ObjectLockConfiguration');
  return [change('default-retention-removed', present(p, 'ObjectLockConfiguration') ? !present(inside(lock, 'Rule'), 'DefaultRetention') : undefined)];
}

function legalHoldPut(p: Fields): Changes {
  const status = text(inside(p, 'LegalHold'), 'Status');
  return [change('legal-hold-released', status === undefined ? undefined : status !== 'ON')];
}

const CHANGES: Readonly<Record<string, (parameters: Fields) => Changes>> = {
  PutBucketPolicy: policyPut,
  DeleteBucketPolicy: permissionsChanged,
  PutBucketAcl: aclPut,
  PutObjectAcl: aclPut,
  PutBucketPublicAccessBlock: blockPut,
  PutPublicAccessBlock: blockPut,
  PutAccountPublicAccessBlock: blockPut,
  DeleteBucketPublicAccessBlock: () => [change('public-access-block-removed', true)],
  DeletePublicAccessBlock: () => [change('public-access-block-removed', true)],
  DeleteAccountPublicAccessBlock: () => [change('public-access-block-removed', true)],
  PutBucketEncryption: encryptionPut,
  DeleteBucketEncryption: () => [change('encryption-weakened', true)],
  PutBucketVersioning: versioningPut,
  PutBucketLogging: loggingPut,
  PutBucketLifecycle: lifecyclePut,
  PutBucketLifecycleConfiguration: lifecyclePut,
  DeleteBucketReplication: () => [change('replication-removed', true)],
  PutBucketOwnershipControls: ownershipPut,
  DeleteBucketOwnershipControls: () => [change('acls-enabled', true)],
  PutObjectLockConfiguration: lockPut,
  PutBucketObjectLockConfiguration: lockPut,
  PutObjectLegalHold: legalHoldPut,
  PutBucketWebsite: () => [change('website-enabled', true)],
  DeleteBucket: () => [change('bucket-deleted', true)],
};
