import {
  ANOMALIES, COST_OVER_DETAIL, END_OF_LIFE, HOLDS, INTERNAL, NO_LIFECYCLE, REGULATED, SECOND_COPY, TWO_PERSONS,
} from './clauses';
import { type Framework, type Requirement, cite, requirement } from './framework';
import {
  accessLoggingEnabled, accessPointsBlockPublic, aclsDisabled, bucketKeyEnabled, crossAccountPermissionChangesRefused, dataReadsRecorded,
  dataWritesRecorded, defaultRetention, destructiveChangesNeedMfa, encryptedByDefault, encryptedWithCustomerKey, encryptedWithKms,
  eventsSent, governanceBypassRestricted, httpRefused, incompleteUploadsAborted, keyDedicated,
  keyDeletionRefused, keyDutiesSeparated, keyPolicyNotPublic,
  keyRotates, keyStaysUsable, leastPrivilegePolicy, legalHoldPossible, lifecycleLimits, logDestinationValid, multiAzStorage,
  noPublicGrants, noncurrentVersionsExpire, objectLockEnabled, objectRetentionBounded, oldTlsRefused, presignedUrlsExpire,
  publicAccessBlocked, replicated, sigv2Refused, sseCBlocked, versioningEnabled, vpcOnly, websiteHostingOff, wrongEncryptionRefused,
} from '../controls';
import {
  accessAnalyzerExternalAccess, auditLogRetention, awsConfigRecording, blockPublicAccessAccount, bucketPolicyChangeMonitoring,
  cloudtrailLogBucketProtected, cloudtrailLogEncryption, cloudtrailLogFileValidation, cloudtrailMultiRegionManagementEvents,
  cloudwatch4xx5xxAlarms, contentIntegrityChecksums, guarddutyS3Protection, iamMfa, iamRolesNotLongTermCredentials, macieEnabled,
  mfaDelete, securityAssessments, segregationOfDuties, vpcEndpointForS3,
} from '../controls/manual';

const KEY_APART = 'where who may decrypt is controlled apart from who may read';

/** CC2 to CC5, the criteria that follow the COSO principles. */
const GOVERNANCE: readonly Requirement[] = [
  requirement('CC2.1', 'Internal control rests on relevant information of good quality',
    cite(dataWritesRecorded, 'B'), cite(dataReadsRecorded, 'B'), cite(cloudtrailMultiRegionManagementEvents, 'B'), cite(awsConfigRecording, 'B')),
  requirement('CC3.1', 'Objectives are clear enough to find the risks to them',
    cite(guarddutyS3Protection, 'B'), cite(awsConfigRecording, 'B')),
  requirement('CC3.2', 'Risks to the objectives are found and analyzed', cite(iamMfa, 'B'), cite(guarddutyS3Protection, 'B')),
  requirement('CC3.4', 'Changes that could affect internal control are found and assessed', cite(awsConfigRecording, 'B')),
  requirement('CC4.2', 'Deficiencies of internal control are assessed and reported in time', cite(guarddutyS3Protection, 'B')),
  requirement('CC5.2', 'General control activities over technology are chosen and developed', cite(bucketPolicyChangeMonitoring, 'B')),
];

/** CC6, logical and physical access. */
const ACCESS: readonly Requirement[] = [
  requirement('CC6.1', 'Logical access measures protect information assets',
    cite(blockPublicAccessAccount, 'B'), cite(noPublicGrants, 'B'), cite(encryptedByDefault, 'B'), cite(keyStaysUsable, 'B', KEY_APART),
    cite(httpRefused, 'B'), cite(accessLoggingEnabled, 'B'), cite(cloudtrailLogEncryption, 'B'), cite(objectLockEnabled, 'B', REGULATED)),
  requirement('CC6.2', 'Users are registered and authorized before they get access, and lose it when it ends',
    cite(blockPublicAccessAccount, 'B'), cite(noPublicGrants, 'B'), cite(encryptedByDefault, 'B'), cite(keyStaysUsable, 'B', KEY_APART),
    cite(httpRefused, 'B'), cite(accessLoggingEnabled, 'B'), cite(cloudtrailLogEncryption, 'B'), cite(objectLockEnabled, 'B', REGULATED)),
  requirement('CC6.3', 'Access follows roles, least privilege and segregation of duties', cite(noPublicGrants, 'B')),
  requirement('CC6.6', 'Logical access measures hold off threats from outside the system',
    cite(blockPublicAccessAccount, 'B'), cite(noPublicGrants, 'B'), cite(iamMfa, 'B'), cite(guarddutyS3Protection, 'B')),
  requirement('CC6.8', 'Unauthorized or malicious software is prevented, or found and acted upon', cite(guarddutyS3Protection, 'B')),
];

/** CC7 and CC8, system operations and change management. */
const OPERATIONS: readonly Requirement[] = [
  requirement('CC7.1', 'Monitoring finds changes of configuration that open vulnerabilities, and new vulnerabilities',
    cite(guarddutyS3Protection, 'B')),
  requirement('CC7.2', 'System components are watched for anomalies, which are analyzed',
    cite(accessLoggingEnabled, 'B'), cite(dataWritesRecorded, 'B'), cite(dataReadsRecorded, 'B'),
    cite(cloudtrailMultiRegionManagementEvents, 'B'), cite(auditLogRetention, 'B'), cite(cloudwatch4xx5xxAlarms, 'B'),
    cite(guarddutyS3Protection, 'B')),
  requirement('CC7.3', 'Security events are evaluated: are they incidents, and what must be done',
    cite(accessLoggingEnabled, 'B'), cite(cloudtrailLogFileValidation, 'B'), cite(auditLogRetention, 'B'), cite(cloudwatch4xx5xxAlarms, 'B'),
    cite(eventsSent, 'B', ANOMALIES), cite(guarddutyS3Protection, 'B')),
  requirement('CC7.4', 'Security incidents are answered by a defined program',
    cite(versioningEnabled, 'B'), cite(cloudwatch4xx5xxAlarms, 'B'), cite(guarddutyS3Protection, 'B'), cite(replicated, 'B', SECOND_COPY)),
  requirement('CC8.1', 'Changes are authorized, documented, tested and approved', cite(awsConfigRecording, 'B')),
];

/** A1, C1 and PI1: the criteria for availability, confidentiality and processing integrity. */
const ADDITIONAL: readonly Requirement[] = [
  requirement('A1.2', 'Environmental protection, backup and recovery infrastructure are designed, run and watched',
    cite(accessLoggingEnabled, 'B'), cite(cloudtrailMultiRegionManagementEvents, 'B'), cite(cloudtrailLogBucketProtected, 'B'),
    cite(versioningEnabled, 'B'), cite(replicated, 'B', SECOND_COPY)),
  requirement('C1.1', 'Confidential information is identified and kept safe',
    cite(objectLockEnabled, 'B', REGULATED), cite(noncurrentVersionsExpire, 'B')),
  requirement('C1.2', 'Confidential information is disposed of', cite(versioningEnabled, 'B'), cite(lifecycleLimits, 'B', END_OF_LIFE)),
  requirement('PI1.2', 'System inputs are controlled to be complete and accurate', cite(dataWritesRecorded, 'B')),
  requirement('PI1.3', 'System processing is controlled',
    cite(cloudtrailMultiRegionManagementEvents, 'B'), cite(cloudtrailLogFileValidation, 'B'), cite(awsConfigRecording, 'B')),
  requirement('PI1.4', 'Output is delivered completely, accurately and in time',
    cite(encryptedByDefault, 'B'), cite(encryptedWithKms, 'B', KEY_APART), cite(encryptedWithCustomerKey, 'B', KEY_APART)),
  requirement('PI1.5', 'Inputs, items in processing and outputs are stored completely and accurately',
    cite(keyRotates, 'B', KEY_APART), cite(versioningEnabled, 'B'), cite(objectLockEnabled, 'B', REGULATED)),
];

/** The SOC 2 lines of the project's security spec: mandatory for every bucket in scope, whoever else maps them. */
const SPEC: readonly Requirement[] = [
  requirement('spec L551', 'Comprehensive logging (access, management, data events)',
    cite(accessLoggingEnabled, 'spec'), cite(dataReadsRecorded, 'spec'), cite(dataWritesRecorded, 'spec'),
    cite(cloudtrailMultiRegionManagementEvents, 'spec'), cite(awsConfigRecording, 'spec')),
  requirement('spec L552', 'Encryption everywhere',
    cite(encryptedByDefault, 'spec'), cite(httpRefused, 'spec'), cite(cloudtrailLogEncryption, 'spec')),
  requirement('spec L553', 'Multi-AZ durability', cite(multiAzStorage, 'spec')),
  requirement('spec L554', 'IAM with MFA', cite(iamMfa, 'spec'), cite(destructiveChangesNeedMfa, 'spec')),
  requirement('spec L555', 'Regular security assessments', cite(securityAssessments, 'spec'), cite(awsConfigRecording, 'spec')),
];

/** What neither the criteria nor a published mapping names. */
const UNMAPPED: readonly Requirement[] = [
  requirement('no published mapping', 'Recommended by this project; no source maps them to the Trust Services Criteria',
    cite(publicAccessBlocked, 'none'), cite(accessPointsBlockPublic, 'none'), cite(aclsDisabled, 'none'), cite(leastPrivilegePolicy, 'none'),
    cite(crossAccountPermissionChangesRefused, 'none'), cite(iamRolesNotLongTermCredentials, 'none'), cite(presignedUrlsExpire, 'none'),
    cite(sigv2Refused, 'none'), cite(websiteHostingOff, 'none'), cite(vpcOnly, 'none', INTERNAL), cite(vpcEndpointForS3, 'none', INTERNAL),
    cite(wrongEncryptionRefused, 'none'), cite(sseCBlocked, 'none'), cite(bucketKeyEnabled, 'none', COST_OVER_DETAIL),
    cite(keyDedicated, 'none', KEY_APART), cite(keyPolicyNotPublic, 'none'), cite(segregationOfDuties, 'none'), cite(keyDutiesSeparated, 'none', TWO_PERSONS),
    cite(keyDeletionRefused, 'none'), cite(oldTlsRefused, 'none'), cite(logDestinationValid, 'none'), cite(mfaDelete, 'none', NO_LIFECYCLE),
    cite(defaultRetention, 'none', REGULATED), cite(governanceBypassRestricted, 'none', REGULATED),
    cite(objectRetentionBounded, 'none', REGULATED), cite(legalHoldPossible, 'none', HOLDS), cite(incompleteUploadsAborted, 'none'),
    cite(accessAnalyzerExternalAccess, 'none'), cite(macieEnabled, 'none'), cite(contentIntegrityChecksums, 'none')),
];

/**
 * What a bucket can contribute to a SOC 2 report. AWS publishes no mapping that could be read: every criterion here is tier B, from
 * Prowler or Powerpipe, which disagree in places; an auditor decides. Titles are in our own words. A criterion that is not here has no
 * check that supports it.
 */
export const SOC2: Framework = {
  id: 'soc2',
  title: 'SOC 2',
  edition: 'AICPA Trust Services Criteria 2017, points of focus 2022, as mapped by Prowler and Powerpipe',
  source: 'https://www.aicpa-cima.com/resources/download/2017-trust-services-criteria-with-revised-points-of-focus-2022',
  requirements: [...GOVERNANCE, ...ACCESS, ...OPERATIONS, ...ADDITIONAL, ...SPEC, ...UNMAPPED],
};
