import { ANOMALIES, COST_OVER_DETAIL, END_OF_LIFE, HOLDS, NO_LIFECYCLE, SECOND_COPY, SECOND_FACTOR } from './clauses';
import { type Framework, type Requirement, cite, requirement } from './framework';
import {
  accessLoggingEnabled, accessPointsBlockPublic, aclsDisabled, bucketKeyEnabled, crossAccountPermissionChangesRefused, crossAccountRolesOnly,
  dataReadsRecorded, dataWritesRecorded, defaultRetention, destructiveChangesNeedMfa, encryptedByDefault, encryptedWithCustomerKey,
  encryptedWithKms, eventsSent, governanceBypassRestricted, httpRefused, incompleteUploadsAborted, keyDedicated,
  keyDeletionRefused, keyDutiesSeparated,
  keyPolicyNotPublic, keyRotates, keyStaysUsable, leastPrivilegePolicy, legalHoldPossible, lifecycleLimits, logDestinationValid,
  noPublicGrants, noncurrentVersionsExpire, objectLockEnabled, objectRetentionBounded, oldTlsRefused, presignedUrlsExpire,
  publicAccessBlocked, replicated, sigv2Refused, sseCBlocked, versioningEnabled, vpcOnly, websiteHostingOff, wrongEncryptionRefused,
} from '../controls';
import {
  accessAnalyzerExternalAccess, auditLogRetention, awsConfigRecording, blockPublicAccessAccount, bucketPolicyChangeMonitoring,
  cloudtrailLogBucketProtected, cloudtrailLogEncryption, cloudtrailLogFileValidation, cloudtrailMultiRegionManagementEvents,
  cloudwatch4xx5xxAlarms, contentIntegrityChecksums, guarddutyS3Protection, iamMfa, iamRolesNotLongTermCredentials, macieEnabled,
  mfaDelete, securityAssessments, segregationOfDuties, vpcEndpointForS3,
} from '../controls/manual';

const AUDIT_TRAILS = 'for audit trails';
const DUAL_CONTROL = 'where dual control of the key is asked for';

/** The requirements of the standard, as AWS Security Hub relates its S3, KMS, CloudTrail and GuardDuty controls to them. */
const STANDARD: readonly Requirement[] = [
  requirement('1.4.4', 'Systems that store cardholder data cannot be reached directly from untrusted networks',
    cite(blockPublicAccessAccount, 'A'), cite(publicAccessBlocked, 'A'), cite(accessPointsBlockPublic, 'A'),
    cite(cloudtrailLogBucketProtected, 'A')),
  requirement('3.5.1', 'The primary account number is unreadable wherever it is stored',
    cite(encryptedWithKms, 'A'), cite(encryptedWithCustomerKey, 'A')),
  requirement('3.7.4', 'Cryptographic keys are changed at the end of their cryptoperiod', cite(keyRotates, 'A')),
  requirement('4.2.1', 'Strong cryptography protects the primary account number on open, public networks', cite(httpRefused, 'A')),
  requirement('10.2.1', 'Audit logs are on and active for all system components and cardholder data',
    cite(accessLoggingEnabled, 'A'), cite(dataWritesRecorded, 'A'), cite(dataReadsRecorded, 'A'),
    cite(cloudtrailMultiRegionManagementEvents, 'A'), cite(cloudtrailLogBucketProtected, 'A')),
  requirement('10.3.2', 'Audit log files are protected from changes by individuals',
    cite(cloudtrailLogEncryption, 'A'), cite(cloudtrailLogFileValidation, 'A')),
  requirement('10.5.1', 'Audit log history is kept for 12 months, the last three months at hand', cite(objectLockEnabled, 'A', AUDIT_TRAILS)),
  requirement('11.5.1', 'Intrusions into the network are detected or prevented', cite(guarddutyS3Protection, 'A')),
];

/** The PCI DSS lines of the project's security spec: mandatory for every bucket with cardholder data, whoever else maps them. */
const SPEC: readonly Requirement[] = [
  requirement('spec L561', 'Cardholder data encryption', cite(encryptedByDefault, 'spec'), cite(encryptedWithKms, 'spec')),
  requirement('spec L562', 'Network segmentation', cite(vpcOnly, 'spec')),
  requirement('spec L563', 'Access logging', cite(accessLoggingEnabled, 'spec')),
  requirement('spec L567', 'SSE-KMS with separate CMK for cardholder data',
    cite(encryptedWithKms, 'spec'), cite(encryptedWithCustomerKey, 'spec'), cite(keyDedicated, 'spec')),
  requirement('spec L568', 'VPC endpoints with security groups', cite(vpcOnly, 'spec'), cite(vpcEndpointForS3, 'spec')),
  requirement('spec L569', 'S3 access logging to separate bucket', cite(accessLoggingEnabled, 'spec'), cite(logDestinationValid, 'spec')),
  requirement('spec L570', 'Block public access at account level', cite(blockPublicAccessAccount, 'spec')),
  requirement('spec L571', 'Cross-account access via IAM roles only',
    cite(crossAccountRolesOnly, 'spec'), cite(crossAccountPermissionChangesRefused, 'spec')),
];

/** What no published mapping to this edition names. Mappings to 3.2.1 and 4.0 name some of them; editions are never merged. */
const UNMAPPED: readonly Requirement[] = [
  requirement('no published mapping', 'Recommended by this project; no source maps them to PCI DSS v4.0.1',
    cite(noPublicGrants, 'none'), cite(aclsDisabled, 'none'), cite(leastPrivilegePolicy, 'none'), cite(iamRolesNotLongTermCredentials, 'none'),
    cite(iamMfa, 'none'), cite(presignedUrlsExpire, 'none'), cite(sigv2Refused, 'none'), cite(websiteHostingOff, 'none'),
    cite(wrongEncryptionRefused, 'none'), cite(sseCBlocked, 'none'), cite(bucketKeyEnabled, 'none', COST_OVER_DETAIL),
    cite(keyPolicyNotPublic, 'none'), cite(keyStaysUsable, 'none'), cite(segregationOfDuties, 'none'),
    cite(keyDutiesSeparated, 'none', DUAL_CONTROL), cite(keyDeletionRefused, 'none'), cite(oldTlsRefused, 'none'), cite(auditLogRetention, 'none'),
    cite(versioningEnabled, 'none'), cite(mfaDelete, 'none', NO_LIFECYCLE), cite(destructiveChangesNeedMfa, 'none', SECOND_FACTOR),
    cite(defaultRetention, 'none', AUDIT_TRAILS), cite(governanceBypassRestricted, 'none', AUDIT_TRAILS),
    cite(objectRetentionBounded, 'none', AUDIT_TRAILS), cite(legalHoldPossible, 'none', HOLDS), cite(lifecycleLimits, 'none', END_OF_LIFE),
    cite(noncurrentVersionsExpire, 'none', END_OF_LIFE), cite(incompleteUploadsAborted, 'none'), cite(replicated, 'none', SECOND_COPY),
    cite(eventsSent, 'none', ANOMALIES), cite(accessAnalyzerExternalAccess, 'none'), cite(cloudwatch4xx5xxAlarms, 'none'),
    cite(bucketPolicyChangeMonitoring, 'none'), cite(macieEnabled, 'none'), cite(awsConfigRecording, 'none'),
    cite(contentIntegrityChecksums, 'none'), cite(securityAssessments, 'none')),
];

/**
 * What a bucket can contribute to PCI DSS v4.0.1. The ids are those of AWS Security Hub for this edition; titles are in our own words. A
 * requirement that is not here has no check that supports it.
 */
export const PCI_DSS_4_0_1: Framework = {
  id: 'pci-dss-4-0-1',
  title: 'PCI DSS v4.0.1',
  edition: 'PCI DSS v4.0.1, June 2024',
  source: 'https://www.pcisecuritystandards.org/document_library/',
  requirements: [...STANDARD, ...SPEC, ...UNMAPPED],
};
