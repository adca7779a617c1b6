import type { AccessRecord } from './access-record';

/** Whether S3 let the request in; undefined where the record does not tell. CloudTrail names an error wherever there was one. */
export function letIn({ source, status, errorCode }: AccessRecord): boolean | undefined {
  if (status !== undefined) return status < 400;
  if (errorCode !== undefined) return false;
  return source === 'cloudtrail' ? true : undefined;
}

const DENIALS: ReadonlySet<string> = new Set([
  'AccessDenied', 'AllAccessDisabled', 'AccountProblem', 'Client.UnauthorizedAccess', 'Client.UnauthorizedOperation', 'ExpiredToken', 'Forbidden',
  'InvalidAccessKeyId', 'InvalidToken', 'MethodNotAllowed', 'NotSignedUp', 'RequestExpired', 'SignatureDoesNotMatch', 'UnauthorizedAccess', 'VpceAccessDenied',
]);

/** Whether S3 refused the request for want of permission: not for what it asked, such as a key that is not there. */
export function denied({ source, status, errorCode }: AccessRecord): boolean | undefined {
  if (status === 401 || status === 403) return true;
  if (errorCode !== undefined) return DENIALS.has(errorCode.replace(/^(?:Client|Server)\.(?=AccessDenied)/, ''));
  return status !== undefined || source === 'cloudtrail' ? false : undefined;
}

const READS: ReadonlySet<string> = new Set([
  'GetObject', 'CopyObject', 'UploadPartCopy', 'SelectObjectContent', 'GetObjectTorrent',
  'REST.GET.OBJECT', 'WEBSITE.GET.OBJECT', 'SOAP.GetObject', 'SOAP.GetObjectExtended', 'REST.COPY.OBJECT_GET', 'REST.COPY.PART_GET', 'REST.SELECT.OBJECT',
  'REST.POST.SELECT', 'REST.GET.TORRENT',
]);

/** Whether the data of an object is read. */
export const reads = ({ operation }: AccessRecord): boolean => READS.has(operation);

const DELETES: ReadonlySet<string> = new Set(['DeleteObject', 'DeleteObjects', 'REST.DELETE.OBJECT', 'SOAP.DeleteObject', 'BATCH.DELETE.OBJECT']);

/** Whether objects are deleted. An access log has a line for each key of a batch: its request is none. */
export const deletes = ({ operation }: AccessRecord): boolean => DELETES.has(operation);

const COPIES: ReadonlySet<string> = new Set(['CopyObject', 'UploadPartCopy', 'REST.COPY.OBJECT', 'REST.COPY.PART']);

export const copies = ({ operation }: AccessRecord): boolean => COPIES.has(operation);

/** Whether data is written, or an upload is begun that will write it. */
export const writes = ({ action }: AccessRecord): boolean => action === 's3:PutObject';

/**
 * Who made the request, as far as it is counted by: an assumed role without the name of its session, which whoever assumes it chooses. All
 * anonymous requesters are one.
 */
export function principalOf({ requester: { type, id, account } }: AccessRecord): string {
  if (type === 'anonymous') return 'anonymous';
  if (id === undefined) return account ?? 'unknown';
  const parts = id.split('/');
  return parts.length > 2 && /^arn:[a-z-]+:sts::\d*:assumed-role$/.test(parts[0]) ? parts.slice(0, -1).join('/') : id;
}

/** Names of settings in access logs, and the detection that they concern. */
const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  BUCKETPOLICY: ['permissions-changed', 'made-public'],
  ACL: ['permissions-changed', 'made-public'],
  OBJECT_ACL: ['permissions-changed', 'made-public'],
  PUBLIC_ACCESS_BLOCK: ['public-access-block-removed'],
  ENCRYPTION: ['encryption-weakened'],
  VERSIONING: ['versioning-suspended', 'mfa-delete-disabled'],
  LOGGING_STATUS: ['logging-disabled'],
  LIFECYCLE: ['lifecycle-deletes'],
  REPLICATION: ['replication-removed'],
  OWNERSHIP_CONTROLS: ['acls-enabled'],
  OBJECT_LOCK_CONFIGURATION: ['default-retention-removed'],
  LEGAL_HOLD: ['legal-hold-released'],
  OBJECT_LOCK_LEGALHOLD: ['legal-hold-released'],
  WEBSITE: ['website-enabled'],
};
/** What a PUT alone does, whatever it puts. */
const BY_PUT: ReadonlySet<string> = new Set(['permissions-changed', 'website-enabled']);
/** What a DELETE does. */
const BY_DELETE: ReadonlySet<string> = new Set([
  'permissions-changed', 'public-access-block-removed', 'encryption-weakened', 'replication-removed', 'acls-enabled',
]);

/** Whether the record weakens what the detection of this id is about; `undefined` for what it does not tell, `none` where it does not touch it. */
export function weakens({ source, operation, changes }: AccessRecord, id: string): boolean | undefined | 'none' {
  if (source === 'cloudtrail') {
    const change = changes?.find(({ what }) => what === id);
    return change ? change.weakens : 'none';
  }
  const [, verb, setting] = /^REST\.(PUT|DELETE)\.([A-Z_]{1,40})$/.exec(operation) ?? [];
  if (verb === 'DELETE' && setting === 'BUCKET') return id === 'bucket-deleted' ? true : 'none';
  if (setting === undefined || !Object.hasOwn(SETTINGS, setting) || !SETTINGS[setting].includes(id)) return 'none';
  if (verb === 'DELETE') return BY_DELETE.has(id) ? true : 'none';
  return BY_PUT.has(id) ? true : id === 'replication-removed' ? 'none' : undefined;
}
