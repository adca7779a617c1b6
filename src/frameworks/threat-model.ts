import { NO_LIFECYCLE, SECOND_FACTOR, TWO_PERSONS } from './clauses';
import { type Requirement, cite, requirement } from './framework';
import {
  accessLoggingEnabled, crossAccountPermissionChangesRefused, dataReadsRecorded, dataWritesRecorded, destructiveChangesNeedMfa, httpRefused,
  keyDutiesSeparated, noPublicGrants, oldTlsRefused, presignedUrlsExpire, versioningEnabled, wrongEncryptionRefused,
} from '../controls';
import {
  accessAnalyzerExternalAccess, auditLogRetention, cloudtrailLogFileValidation, cloudtrailMultiRegionManagementEvents, contentIntegrityChecksums,
  credentialRotation, ddosProtection, guarddutyS3Protection, iamRolesNotLongTermCredentials, mfaDelete, publicContentBehindCdn, requestRateLimited,
  securityAssessments, segregationOfDuties, storageQuotaAlarms,
} from '../controls/manual';

const SHARED_URLS = 'where presigned URLs are handed out';
const PUBLIC = 'for public content';

/** The mitigations of the threat model in the project's security spec, but for those that the checklist asks for as well. */
export const THREAT_MODEL: readonly Requirement[] = [
  requirement('spec L447', 'Bucket policies with explicit denies',
    cite(httpRefused, 'spec'), cite(oldTlsRefused, 'spec'), cite(wrongEncryptionRefused, 'spec'), cite(crossAccountPermissionChangesRefused, 'spec')),
  requirement('spec L451', 'Credential rotation and short-lived tokens',
    cite(iamRolesNotLongTermCredentials, 'spec'), cite(credentialRotation, 'spec'), cite(presignedUrlsExpire, 'spec', SHARED_URLS)),
  requirement('spec L463', 'Object versioning (preserve history)', cite(versioningEnabled, 'spec')),
  requirement('spec L465', 'MFA Delete for versioned objects',
    cite(mfaDelete, 'spec', NO_LIFECYCLE),
    cite(destructiveChangesNeedMfa, 'spec', SECOND_FACTOR)),
  requirement('spec L467', 'Content integrity checksums (MD5, SHA256)', cite(contentIntegrityChecksums, 'spec')),
  requirement('spec L479', 'Bucket quotas and usage alerts', cite(storageQuotaAlarms, 'spec')),
  requirement('spec L480', 'Rate limiting per account/bucket', cite(requestRateLimited, 'spec')),
  requirement('spec L481', 'AWS Shield for DDoS protection', cite(ddosProtection, 'spec')),
  requirement('spec L482', 'CloudFront with WAF for public content', cite(noPublicGrants, 'spec'), cite(publicContentBehindCdn, 'spec', PUBLIC)),
  requirement('spec L492', 'Segregation of duties',
    cite(segregationOfDuties, 'spec'), cite(keyDutiesSeparated, 'spec', TWO_PERSONS)),
  requirement('spec L493', 'Comprehensive audit logging',
    cite(accessLoggingEnabled, 'spec'), cite(dataReadsRecorded, 'spec'), cite(dataWritesRecorded, 'spec'),
    cite(cloudtrailMultiRegionManagementEvents, 'spec'), cite(cloudtrailLogFileValidation, 'spec'), cite(auditLogRetention, 'spec')),
  requirement('spec L494', 'Anomaly detection on access patterns', cite(guarddutyS3Protection, 'spec')),
  requirement('spec L495', 'Regular access reviews', cite(securityAssessments, 'spec'), cite(accessAnalyzerExternalAccess, 'spec')),
];
