import { accessLoggingEnabled } from './access-logging-enabled';
import { accessPointsBlockPublic } from './access-points-block-public';
import { aclsDisabled } from './acls-disabled';
import { bucketKeyEnabled } from './bucket-key-enabled';
import type { Control } from './control';
import { crossAccountPermissionChangesRefused } from './cross-account-permission-changes-refused';
import { crossAccountRolesOnly } from './cross-account-roles-only';
import { dataReadsRecorded } from './data-reads-recorded';
import { dataWritesRecorded } from './data-writes-recorded';
import { defaultRetention } from './default-retention';
import { destructiveChangesNeedMfa } from './destructive-changes-need-mfa';
import { encryptedByDefault } from './encrypted-by-default';
import { encryptedWithCustomerKey } from './encrypted-with-customer-key';
import { encryptedWithKms } from './encrypted-with-kms';
import { erasurePossible } from './erasure-possible';
import { eventsSent } from './events-sent';
import { governanceBypassRestricted } from './governance-bypass-restricted';
import { httpRefused } from './http-refused';
import { inAllowedRegion } from './in-allowed-region';
import { incompleteUploadsAborted } from './incomplete-uploads-aborted';
import { inventoryListed } from './inventory-listed';
import { keyDedicated } from './key-dedicated';
import { keyDeletionRefused } from './key-deletion-refused';
import { keyDutiesSeparated } from './key-duties-separated';
import { keyInAllowedRegion } from './key-in-allowed-region';
import { keyPolicyNotPublic } from './key-policy-not-public';
import { keyRotates } from './key-rotates';
import { keyStaysUsable } from './key-stays-usable';
import { leastPrivilegePolicy } from './least-privilege-policy';
import { legalHoldPossible } from './legal-hold-possible';
import { lifecycleLimits } from './lifecycle-limits';
import { logDestinationValid } from './log-destination-valid';
import { multiAzStorage } from './multi-az-storage';
import { noPublicGrants } from './no-public-grants';
import { noncurrentVersionsExpire } from './noncurrent-versions-expire';
import { objectLockEnabled } from './object-lock-enabled';
import { objectRetentionBounded } from './object-retention-bounded';
import { oldTlsRefused } from './old-tls-refused';
import { personalDataTagged } from './personal-data-tagged';
import { presignedUrlsExpire } from './presigned-urls-expire';
import { publicAccessBlocked } from './public-access-blocked';
import { replicasInAllowedRegions } from './replicas-in-allowed-regions';
import { replicated } from './replicated';
import { sigv2Refused } from './sigv2-refused';
import { sseCBlocked } from './sse-c-blocked';
import { versioningEnabled } from './versioning-enabled';
import { vpcOnly } from './vpc-only';
import { websiteHostingOff } from './website-hosting-off';
import { wrongEncryptionRefused } from './wrong-encryption-refused';

export {
  publicAccessBlocked, noPublicGrants, leastPrivilegePolicy, crossAccountPermissionChangesRefused, aclsDisabled, vpcOnly,
  encryptedByDefault, encryptedWithKms, encryptedWithCustomerKey, keyRotates, bucketKeyEnabled, sseCBlocked,
  wrongEncryptionRefused, httpRefused, oldTlsRefused, accessLoggingEnabled, logDestinationValid, dataReadsRecorded,
  dataWritesRecorded, versioningEnabled, objectLockEnabled, defaultRetention, lifecycleLimits, noncurrentVersionsExpire,
  incompleteUploadsAborted, replicated,
  websiteHostingOff, accessPointsBlockPublic, keyStaysUsable, keyDedicated, erasurePossible, inventoryListed,
  eventsSent, multiAzStorage, inAllowedRegion, replicasInAllowedRegions, keyInAllowedRegion, legalHoldPossible,
  crossAccountRolesOnly, governanceBypassRestricted, presignedUrlsExpire, sigv2Refused, destructiveChangesNeedMfa,
  personalDataTagged, keyPolicyNotPublic, keyDutiesSeparated, keyDeletionRefused,
  objectRetentionBounded,
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
  websiteHostingOff,
  accessPointsBlockPublic,
  keyStaysUsable,
  keyDedicated,
  erasurePossible,
  inventoryListed,
  eventsSent,
  multiAzStorage,
  inAllowedRegion,
  replicasInAllowedRegions,
  keyInAllowedRegion,
  legalHoldPossible,
  crossAccountRolesOnly,
  governanceBypassRestricted,
  presignedUrlsExpire,
  sigv2Refused,
  destructiveChangesNeedMfa,
  personalDataTagged,
  keyPolicyNotPublic,
  keyDutiesSeparated,
  keyDeletionRefused,
  objectRetentionBounded,
];
