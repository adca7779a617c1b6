import { COST_OVER_DETAIL, INTERNAL, NO_LIFECYCLE, SECOND_FACTOR, TWO_PERSONS } from './clauses';
import { type Framework, type Requirement, cite, requirement } from './framework';
import {
  accessLoggingEnabled, accessPointsBlockPublic, aclsDisabled, bucketKeyEnabled, crossAccountPermissionChangesRefused, dataReadsRecorded,
  dataWritesRecorded, destructiveChangesNeedMfa, encryptedByDefault, encryptedWithCustomerKey, encryptedWithKms, erasurePossible,
  eventsSent, httpRefused, inAllowedRegion, incompleteUploadsAborted, inventoryListed, keyDedicated, keyDeletionRefused, keyDutiesSeparated,
  keyInAllowedRegion, keyPolicyNotPublic, keyRotates, keyStaysUsable, leastPrivilegePolicy, lifecycleLimits, logDestinationValid,
  noPublicGrants, noncurrentVersionsExpire, oldTlsRefused, personalDataTagged, presignedUrlsExpire, publicAccessBlocked,
  replicasInAllowedRegions, sigv2Refused, sseCBlocked, versioningEnabled, vpcOnly, websiteHostingOff, wrongEncryptionRefused,
} from '../controls';
import {
  accessAnalyzerExternalAccess, auditLogRetention, awsConfigRecording, blockPublicAccessAccount, bucketPolicyChangeMonitoring,
  cloudtrailLogBucketProtected, cloudtrailLogEncryption, cloudtrailLogFileValidation, cloudtrailMultiRegionManagementEvents,
  cloudwatch4xx5xxAlarms, contentIntegrityChecksums, iamMfa, iamRolesNotLongTermCredentials, macieEnabled, mfaDelete,
  securityAssessments, segregationOfDuties, vpcEndpointForS3,
} from '../controls/manual';

const OTHER_PURPOSES = 'where the other buckets hold data of other purposes';
const OWN_ALARM = 'where a breach must be noticed by an application of its own';

/** Chapters II and III: the principles, and what a person may ask for. */
const PRINCIPLES_AND_RIGHTS: readonly Requirement[] = [
  requirement('Art. 5', 'Principles relating to processing of personal data', cite(lifecycleLimits, 'A')),
  requirement('Art. 5(1)(b)', 'Purpose limitation', cite(leastPrivilegePolicy, 'C')),
  requirement('Art. 17', 'Right to erasure (\'right to be forgotten\')', cite(erasurePossible, 'A')),
  requirement('Art. 20(1)', 'Right to data portability', cite(inventoryListed, 'A')),
];

/** Chapter IV: what the controller and the processor owe. */
const CONTROLLER_AND_PROCESSOR: readonly Requirement[] = [
  requirement('Art. 25', 'Data protection by design and by default',
    cite(iamRolesNotLongTermCredentials, 'B'), cite(iamMfa, 'A'), cite(keyRotates, 'A'), cite(cloudtrailMultiRegionManagementEvents, 'A'),
    cite(cloudtrailLogEncryption, 'A'), cite(cloudtrailLogFileValidation, 'A'), cite(cloudtrailLogBucketProtected, 'A'),
    cite(bucketPolicyChangeMonitoring, 'B'), cite(awsConfigRecording, 'A')),
  requirement('Art. 30', 'Records of processing activities',
    cite(keyRotates, 'A'), cite(dataWritesRecorded, 'B'), cite(dataReadsRecorded, 'B'), cite(cloudtrailMultiRegionManagementEvents, 'A'),
    cite(cloudtrailLogEncryption, 'A'), cite(cloudtrailLogFileValidation, 'A'), cite(awsConfigRecording, 'A')),
  requirement('Art. 30(1)', 'Records of processing activities: the record of the controller', cite(accessLoggingEnabled, 'C')),
  requirement('Art. 32', 'Security of processing',
    cite(encryptedByDefault, 'A'), cite(encryptedWithKms, 'A'), cite(encryptedWithCustomerKey, 'A'),
    cite(httpRefused, 'A'), cite(cloudtrailLogEncryption, 'A'), cite(cloudtrailLogFileValidation, 'A'), cite(mfaDelete, 'A', NO_LIFECYCLE)),
  requirement('Art. 32(1)', 'Security of processing: measures appropriate to the risk', cite(websiteHostingOff, 'C')),
  requirement('Art. 32(1)(b)', 'Security of processing: ongoing confidentiality, integrity, availability and resilience',
    cite(publicAccessBlocked, 'C'), cite(noPublicGrants, 'C')),
  requirement('Art. 32(1)(c)', 'Security of processing: restoring availability and access after an incident', cite(versioningEnabled, 'C')),
  requirement('Art. 33(1)', 'Notification of a personal data breach to the supervisory authority', cite(eventsSent, 'C', OWN_ALARM)),
];

/** Chapter V: where personal data may go. */
const TRANSFERS: readonly Requirement[] = [
  requirement('Art. 44', 'General principle for transfers', cite(inAllowedRegion, 'C')),
  requirement('Art. 45', 'Transfers on the basis of an adequacy decision', cite(replicasInAllowedRegions, 'C')),
];

/** The GDPR lines of the project's security spec: mandatory for every bucket with personal data, whoever else maps them. */
const SPEC: readonly Requirement[] = [
  requirement('spec L515', 'Data residency (keep EU data in EU)',
    cite(inAllowedRegion, 'spec'), cite(replicasInAllowedRegions, 'spec'), cite(keyInAllowedRegion, 'spec')),
  requirement('spec L516', 'Right to erasure (deletion capability)', cite(erasurePossible, 'spec'), cite(noncurrentVersionsExpire, 'spec')),
  requirement('spec L517', 'Data portability (export capability)', cite(inventoryListed, 'spec')),
  requirement('spec L518', 'Encryption of personal data', cite(encryptedByDefault, 'spec'), cite(encryptedWithKms, 'spec')),
  requirement('spec L522', 'Region-specific buckets (eu-west-1, eu-central-1)', cite(inAllowedRegion, 'spec')),
  requirement('spec L523', 'Lifecycle policies for retention limits',
    cite(lifecycleLimits, 'spec'), cite(noncurrentVersionsExpire, 'spec'), cite(auditLogRetention, 'spec')),
  requirement('spec L524', 'Object tagging for PII identification', cite(personalDataTagged, 'spec')),
  requirement('spec L525', 'SSE-KMS encryption with EU-based keys',
    cite(encryptedWithKms, 'spec'), cite(encryptedWithCustomerKey, 'spec'), cite(keyInAllowedRegion, 'spec'),
    cite(keyDedicated, 'spec', OTHER_PURPOSES)),
  requirement('spec L526', 'Cross-region replication disabled or EU-only', cite(replicasInAllowedRegions, 'spec')),
];

/** What neither the regulation nor a published mapping names. */
const UNMAPPED: readonly Requirement[] = [
  requirement('no published mapping', 'Recommended by this project; no source maps them to the GDPR',
    cite(blockPublicAccessAccount, 'none'), cite(accessPointsBlockPublic, 'none'), cite(aclsDisabled, 'none'),
    cite(crossAccountPermissionChangesRefused, 'none'), cite(presignedUrlsExpire, 'none'), cite(sigv2Refused, 'none'),
    cite(vpcOnly, 'none', INTERNAL), cite(vpcEndpointForS3, 'none', INTERNAL), cite(wrongEncryptionRefused, 'none'),
    cite(sseCBlocked, 'none'), cite(bucketKeyEnabled, 'none', COST_OVER_DETAIL), cite(keyPolicyNotPublic, 'none'),
    cite(keyStaysUsable, 'none'), cite(segregationOfDuties, 'none'), cite(keyDutiesSeparated, 'none', TWO_PERSONS),
    cite(destructiveChangesNeedMfa, 'none', SECOND_FACTOR),
    cite(keyDeletionRefused, 'none'), cite(oldTlsRefused, 'none'), cite(logDestinationValid, 'none'), cite(incompleteUploadsAborted, 'none'),
    cite(accessAnalyzerExternalAccess, 'none'), cite(cloudwatch4xx5xxAlarms, 'none'), cite(macieEnabled, 'none'),
    cite(contentIntegrityChecksums, 'none'), cite(securityAssessments, 'none')),
];

/**
 * What a bucket can contribute to the GDPR. Articles 25, 30 and 32 as a whole are mapped by AWS, Prowler or Powerpipe, Articles 5, 17
 * and 20 by the text of the law itself; what stands under tier C is one scanner's opinion. A requirement that is not here has no check
 * that supports it.
 */
export const GDPR: Framework = {
  id: 'gdpr',
  title: 'GDPR',
  edition: 'Regulation (EU) 2016/679',
  source: 'https://eur-lex.europa.eu/eli/reg/2016/679/oj',
  requirements: [...PRINCIPLES_AND_RIGHTS, ...CONTROLLER_AND_PROCESSOR, ...TRANSFERS, ...SPEC, ...UNMAPPED],
};
