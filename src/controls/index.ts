import { accessLoggingEnabled } from './access-logging-enabled';
import { aclsDisabled } from './acls-disabled';
import { bucketKeyEnabled } from './bucket-key-enabled';
import type { Control } from './control';
import { crossAccountPermissionChangesRefused } from './cross-account-permission-changes-refused';
import { dataReadsRecorded } from './data-reads-recorded';
import { dataWritesRecorded } from './data-writes-recorded';
import { defaultRetention } from './default-retention';
import { encryptedByDefault } from './encrypted-by-default';
import { encryptedWithCustomerKey } from './encrypted-with-customer-key';
import { encryptedWithKms } from './encrypted-with-kms';
import { httpRefused } from './http-refused';
import { incompleteUploadsAborted } from './incomplete-uploads-aborted';
import { keyRotates } from './key-rotates';
import { leastPrivilegePolicy } from './least-privilege-policy';
import { lifecycleLimits } from './lifecycle-limits';
import { logDestinationValid } from './log-destination-valid';
import { noPublicGrants } from './no-public-grants';
import { noncurrentVersionsExpire } from './noncurrent-versions-expire';
import { objectLockEnabled } from './object-lock-enabled';
import { oldTlsRefused } from './old-tls-refused';
import { publicAccessBlocked } from './public-access-blocked';
import { replicated } from './replicated';
import { sseCBlocked } from './sse-c-blocked';
import { versioningEnabled } from './versioning-enabled';
import { vpcOnly } from './vpc-only';
import { wrongEncryptionRefused } from './wrong-encryption-refused';

export {
  publicAccessBlocked, noPublicGrants, leastPrivilegePolicy, crossAccountPermissionChangesRefused, aclsDisabled, vpcOnly,
  encryptedByDefault, encryptedWithKms, encryptedWithCustomerKey, keyRotates, bucketKeyEnabled, sseCBlocked,
  wrongEncryptionRefused, httpRefused, oldTlsRefused, accessLoggingEnabled, logDestinationValid, dataReadsRecorded,
  dataWritesRecorded, versioningEnabled, objectLockEnabled, defaultRetention, lifecycleLimits, noncurrentVersionsExpire,
  incompleteUploadsAborted, replicated,
};

/** Every control that the project judges: the one list. */
export const CONTROLS: readonly Control[] = [
  publicAccessBlocked,
  noPublicGrants,
  leastPrivilegePolicy,
  crossAccountPermissionChangesRefused,
  aclsDisabled,
  vpcOnly,
  encryptedByDefault,
  encryptedWithKms,
  encryptedWithCustomerKey,
  keyRotates,
  bucketKeyEnabled,
  sseCBlocked,
  wrongEncryptionRefused,
  httpRefused,
  oldTlsRefused,
  accessLoggingEnabled,
  logDestinationValid,
  dataReadsRecorded,
  dataWritesRecorded,
  versioningEnabled,
  objectLockEnabled,
  defaultRetention,
  lifecycleLimits,
  noncurrentVersionsExpire,
  incompleteUploadsAborted,
  replicated,
];
