import { COST_OVER_DETAIL, END_OF_LIFE, HOLDS, NO_LIFECYCLE, SECOND_COPY, SECOND_FACTOR, TWO_PERSONS } from './clauses';
import { type Framework, type Requirement, cite, requirement } from './framework';
import {
  accessLoggingEnabled, accessPointsBlockPublic, aclsDisabled, bucketKeyEnabled, crossAccountPermissionChangesRefused, dataReadsRecorded,
  dataWritesRecorded, defaultRetention, destructiveChangesNeedMfa, encryptedByDefault, encryptedWithCustomerKey, encryptedWithKms,
  governanceBypassRestricted, httpRefused, incompleteUploadsAborted, keyDedicated,
  keyDeletionRefused, keyDutiesSeparated, keyPolicyNotPublic, keyRotates,
  keyStaysUsable, leastPrivilegePolicy, legalHoldPossible, lifecycleLimits, logDestinationValid, noPublicGrants, noncurrentVersionsExpire,
  objectLockEnabled, objectRetentionBounded, oldTlsRefused, presignedUrlsExpire, publicAccessBlocked, replicated, sigv2Refused,
  sseCBlocked, versioningEnabled, vpcOnly, websiteHostingOff, wrongEncryptionRefused,
} from '../controls';
import {
  accessAnalyzerExternalAccess, auditLogRetention, awsConfigRecording, blockPublicAccessAccount, bucketPolicyChangeMonitoring,
  cloudtrailLogBucketProtected, cloudtrailLogEncryption, cloudtrailLogFileValidation, cloudtrailMultiRegionManagementEvents,
  cloudwatch4xx5xxAlarms, contentIntegrityChecksums, guarddutyS3Protection, hipaaBaa, iamMfa, iamRolesNotLongTermCredentials,
  macieEnabled, mfaDelete, securityAssessments, segregationOfDuties, vpcEndpointForS3,
} from '../controls/manual';

const OTHER_DATA = 'where the other buckets hold no PHI';

/** 45 CFR 164.308, Administrative safeguards. */
const ADMINISTRATIVE: readonly Requirement[] = [
  requirement('164.308(a)(1)(ii)(A)', 'Risk analysis (Required)',
    cite(cloudtrailMultiRegionManagementEvents, 'B'), cite(guarddutyS3Protection, 'B'), cite(awsConfigRecording, 'B')),
  requirement('164.308(a)(1)(ii)(B)', 'Risk management (Required)',
    cite(blockPublicAccessAccount, 'B'), cite(iamRolesNotLongTermCredentials, 'B'), cite(keyStaysUsable, 'B'),
    cite(objectLockEnabled, 'B')),
  requirement('164.308(a)(1)(ii)(D)', 'Information system activity review (Required)',
    cite(cloudtrailMultiRegionManagementEvents, 'B'), cite(guarddutyS3Protection, 'B')),
  requirement('164.308(a)(3)(i)', 'Standard: Workforce security',
    cite(blockPublicAccessAccount, 'B'), cite(publicAccessBlocked, 'A'), cite(noPublicGrants, 'A'), cite(leastPrivilegePolicy, 'A'),
    cite(iamRolesNotLongTermCredentials, 'B')),
  requirement('164.308(a)(3)(ii)(A)', 'Authorization and/or supervision (Addressable)',
    cite(leastPrivilegePolicy, 'A'), cite(iamMfa, 'B'), cite(accessLoggingEnabled, 'A'), cite(dataWritesRecorded, 'A'),
    cite(dataReadsRecorded, 'A'), cite(cloudtrailMultiRegionManagementEvents, 'B'), cite(guarddutyS3Protection, 'B')),
  requirement('164.308(a)(3)(ii)(B)', 'Workforce clearance procedure (Addressable)',
    cite(leastPrivilegePolicy, 'A'), cite(iamRolesNotLongTermCredentials, 'B')),
  requirement('164.308(a)(3)(ii)(C)', 'Termination procedures (Addressable)', cite(iamRolesNotLongTermCredentials, 'B')),
  requirement('164.308(a)(4)(i)', 'Standard: Information access management', cite(leastPrivilegePolicy, 'A')),
  requirement('164.308(a)(4)(ii)(A)', 'Isolating health care clearinghouse functions (Required)',
    cite(publicAccessBlocked, 'A'), cite(noPublicGrants, 'A'), cite(leastPrivilegePolicy, 'A')),
  requirement('164.308(a)(4)(ii)(B)', 'Access authorization (Addressable)',
    cite(leastPrivilegePolicy, 'A'), cite(iamRolesNotLongTermCredentials, 'B')),
  requirement('164.308(a)(4)(ii)(C)', 'Access establishment and modification (Addressable)',
    cite(publicAccessBlocked, 'A'), cite(noPublicGrants, 'A'), cite(leastPrivilegePolicy, 'A')),
  requirement('164.308(a)(5)(ii)(C)', 'Log-in monitoring (Addressable)',
    cite(cloudtrailMultiRegionManagementEvents, 'B'), cite(guarddutyS3Protection, 'B')),
  requirement('164.308(a)(5)(ii)(D)', 'Password management (Addressable)', cite(iamRolesNotLongTermCredentials, 'B')),
  requirement('164.308(a)(6)(i)', 'Standard: Security incident procedures', cite(guarddutyS3Protection, 'B')),
  requirement('164.308(a)(6)(ii)', 'Response and reporting (Required)',
    cite(cloudtrailMultiRegionManagementEvents, 'B'), cite(guarddutyS3Protection, 'B')),
  requirement('164.308(a)(7)(i)', 'Standard: Contingency plan',
    cite(versioningEnabled, 'A'), cite(replicated, 'A', SECOND_COPY)),
  requirement('164.308(a)(7)(ii)(A)', 'Data backup plan (Required)',
    cite(versioningEnabled, 'A'), cite(replicated, 'A', SECOND_COPY)),
  requirement('164.308(a)(7)(ii)(B)', 'Disaster recovery plan (Required)',
    cite(versioningEnabled, 'A'), cite(replicated, 'A', SECOND_COPY)),
  requirement('164.308(a)(8)', 'Standard: Evaluation', cite(guarddutyS3Protection, 'B')),
];

/** 45 CFR 164.312, Technical safeguards. */
const TECHNICAL: readonly Requirement[] = [
  requirement('164.312(a)(1)', 'Standard: Access control',
    cite(blockPublicAccessAccount, 'B'), cite(publicAccessBlocked, 'A'), cite(noPublicGrants, 'A'), cite(leastPrivilegePolicy, 'A'),
    cite(iamMfa, 'B')),
  requirement('164.312(a)(2)(i)', 'Unique user identification (Required)', cite(iamRolesNotLongTermCredentials, 'B')),
  requirement('164.312(a)(2)(iv)', 'Encryption and decryption (Addressable)',
    cite(encryptedByDefault, 'A'), cite(encryptedWithKms, 'A'), cite(encryptedWithCustomerKey, 'A'),
    cite(keyRotates, 'B'), cite(httpRefused, 'A'), cite(cloudtrailLogEncryption, 'A')),
  requirement('164.312(b)', 'Standard: Audit controls',
    cite(accessLoggingEnabled, 'A'), cite(dataWritesRecorded, 'A'), cite(dataReadsRecorded, 'A'),
    cite(cloudtrailMultiRegionManagementEvents, 'B'), cite(auditLogRetention, 'A'), cite(cloudwatch4xx5xxAlarms, 'A'),
    cite(guarddutyS3Protection, 'B')),
  requirement('164.312(c)(1)', 'Standard: Integrity',
    cite(cloudtrailLogFileValidation, 'A'), cite(versioningEnabled, 'A')),
  requirement('164.312(c)(2)', 'Mechanism to authenticate electronic protected health information (Addressable)',
    cite(encryptedByDefault, 'A'), cite(httpRefused, 'A'), cite(cloudtrailLogFileValidation, 'A'), cite(versioningEnabled, 'A')),
  requirement('164.312(d)', 'Standard: Person or entity authentication', cite(iamMfa, 'B')),
  requirement('164.312(e)(1)', 'Standard: Transmission security',
    cite(publicAccessBlocked, 'A'), cite(noPublicGrants, 'A'), cite(httpRefused, 'A')),
  requirement('164.312(e)(2)(i)', 'Integrity controls (Addressable)',
    cite(httpRefused, 'A'), cite(cloudtrailMultiRegionManagementEvents, 'B'), cite(guarddutyS3Protection, 'B')),
  requirement('164.312(e)(2)(ii)', 'Encryption (Addressable)',
    cite(encryptedByDefault, 'A'), cite(encryptedWithKms, 'A'), cite(encryptedWithCustomerKey, 'A'),
    cite(httpRefused, 'A'), cite(cloudtrailLogEncryption, 'A')),
];

/** 45 CFR 164.314, Organizational requirements. */
const ORGANIZATIONAL: readonly Requirement[] = [
  requirement('164.314(b)(1)', 'Standard: Requirements for group health plans', cite(blockPublicAccessAccount, 'B')),
  requirement('164.314(b)(2)', 'Implementation specifications for group health plans (Required)',
    cite(blockPublicAccessAccount, 'B')),
];

/** The HIPAA lines of the project's security spec: mandatory for every bucket with PHI, whoever else maps them. */
const SPEC: readonly Requirement[] = [
  requirement('spec L532', 'PHI encryption at rest and in transit',
    cite(encryptedByDefault, 'spec'), cite(encryptedWithKms, 'spec'), cite(httpRefused, 'spec')),
  requirement('spec L533', 'Access controls and audit trails',
    cite(publicAccessBlocked, 'spec'), cite(noPublicGrants, 'spec'), cite(leastPrivilegePolicy, 'spec'), cite(segregationOfDuties, 'spec'),
    cite(keyDutiesSeparated, 'spec', TWO_PERSONS), cite(dataReadsRecorded, 'spec'), cite(dataWritesRecorded, 'spec')),
  requirement('spec L534', 'Business Associate Agreement (BAA)', cite(hipaaBaa, 'spec')),
  requirement('spec L538', 'SSE-KMS with dedicated CMK for PHI',
    cite(encryptedWithKms, 'spec'), cite(encryptedWithCustomerKey, 'spec'), cite(keyDedicated, 'spec', OTHER_DATA)),
  requirement('spec L539', 'Enforce HTTPS-only bucket policy', cite(httpRefused, 'spec')),
  requirement('spec L540', 'CloudTrail data events enabled',
    cite(dataReadsRecorded, 'spec'), cite(dataWritesRecorded, 'spec')),
  requirement('spec L541', 'VPC-only access (no public endpoints)',
    cite(vpcOnly, 'spec'), cite(publicAccessBlocked, 'spec'), cite(websiteHostingOff, 'spec')),
  requirement('spec L542', 'S3 Object Lock for retention',
    cite(objectLockEnabled, 'spec'), cite(defaultRetention, 'spec')),
];

/** What neither the regulation nor a published mapping names. */
const UNMAPPED: readonly Requirement[] = [
  requirement('no published mapping', 'Recommended by this project; no source maps them to the Security Rule',
    cite(accessPointsBlockPublic, 'none'), cite(aclsDisabled, 'none'), cite(crossAccountPermissionChangesRefused, 'none'),
    cite(wrongEncryptionRefused, 'none'), cite(sseCBlocked, 'none'), cite(bucketKeyEnabled, 'none', COST_OVER_DETAIL),
    cite(keyPolicyNotPublic, 'none'), cite(keyDeletionRefused, 'none'), cite(oldTlsRefused, 'none'), cite(sigv2Refused, 'none'), cite(presignedUrlsExpire, 'none'),
    cite(logDestinationValid, 'none'), cite(lifecycleLimits, 'none', END_OF_LIFE), cite(noncurrentVersionsExpire, 'none'),
    cite(incompleteUploadsAborted, 'none'), cite(governanceBypassRestricted, 'none'), cite(objectRetentionBounded, 'none'),
    cite(legalHoldPossible, 'none', HOLDS), cite(mfaDelete, 'none', NO_LIFECYCLE), cite(destructiveChangesNeedMfa, 'none', SECOND_FACTOR),
    cite(vpcEndpointForS3, 'none'), cite(accessAnalyzerExternalAccess, 'none'), cite(cloudtrailLogBucketProtected, 'none'),
    cite(bucketPolicyChangeMonitoring, 'none'), cite(macieEnabled, 'none'), cite(contentIntegrityChecksums, 'none'),
    cite(securityAssessments, 'none')),
];

/** What a bucket can contribute to the HIPAA Security Rule. A requirement that is not here has no check that supports it. */
export const HIPAA: Framework = {
  id: 'hipaa',
  title: 'HIPAA Security Rule',
  edition: '45 CFR Part 164, Subpart C',
  source: 'https://www.ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164/subpart-C',
  requirements: [...ADMINISTRATIVE, ...TECHNICAL, ...ORGANIZATIONAL, ...SPEC, ...UNMAPPED],
};
