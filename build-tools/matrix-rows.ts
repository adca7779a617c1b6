import type { TestReference } from './references';
import {
  accessLoggingEnabled, aclsDisabled, bucketKeyEnabled, crossAccountRolesOnly, dataReadsRecorded, dataWritesRecorded, defaultRetention,
  encryptedByDefault, encryptedWithCustomerKey, encryptedWithKms, governanceBypassRestricted, httpRefused, keyDedicated, keyRotates,
  keyStaysUsable, leastPrivilegePolicy, legalHoldPossible, logDestinationValid, noPublicGrants, objectLockEnabled, objectRetentionBounded,
  oldTlsRefused, presignedUrlsExpire, publicAccessBlocked, sigv2Refused, sseCBlocked, vpcOnly, wrongEncryptionRefused,
} from '../src/controls';
import type { Check } from '../src/controls/control';
import { iamRolesNotLongTermCredentials, vpcEndpointForS3 } from '../src/controls/manual';

/** What the code does about a line of the spec. The checks of a ✓ line are those of its requirement in `src/frameworks/`. */
export interface Row {
  readonly line: number;
  /** Names of the public API: `CompliantBucket` for what it always does, `CompliantBucket.network` for a property or a function. */
  readonly by: readonly string[];
  /** Where no construct does anything: whose business it is. */
  readonly otherwise?: string;
  /** The checklist row that asks for the same. */
  readonly same?: string;
  /** What it says, where the spec's own text says too little, or where this project differs from it. */
  readonly note?: string;
  /** Subpaths of the package, below `runtime/`, that do it in a running program. */
  readonly runtime?: readonly string[];
  /** For a passage, which no requirement stands for. May be empty where the runtime does it: no bucket shows it. */
  readonly checks?: readonly Check[];
  /** Further tests of the construct; the table of each control and the test of the line are named by themselves. */
  readonly tests?: readonly TestReference[];
}

const test = (file: string, name?: string): TestReference => name === undefined ? { file } : { file, name };

const conflict = (name: string): TestReference => test('constructs/conflicts.test.ts', name);
const PERIMETER = test('constructs/lockout.test.ts', "'app', 'GetObject', 'outside'");

const ACCOUNT = test('constructs/account/account-guardrails.test.ts');
const TRAIL = test('constructs/trail/data-event-trail.test.ts');
const ALARMS = test('constructs/alarms/bucket-alarms.test.ts');
const CONTENT = test('constructs/public-content/public-content.test.ts');
const ENDPOINT = test('constructs/network/s3-vpc-endpoint.test.ts');
const ROLES = [test('constructs/roles/cross-account-role.test.ts'), test('constructs/roles/temporary-access-role.test.ts')];
const ANALYTICS = test('constructs/analytics/access-log-analytics.test.ts');

export const ROWS: readonly Row[] = [
  { line: 446, by: ['CompliantBucket', 'AccountGuardrails', 'AccountPublicAccessBlock', 'OrganizationGuardrails'], same: 'Checklist 1', note: 'that the account has it is attested by hand', tests: [ACCOUNT] },
  {
    line: 447,
    by: ['CompliantBucket', 'S3PolicyStatements.denyInsecureTransport', 'S3PolicyStatements.denyOldTls', 'S3PolicyStatements.denyWrongEncryption'],
    tests: [test('constructs/statements-transport.test.ts'), test('constructs/statements-encryption.test.ts')],
  },
  { line: 448, by: ['CompliantBucket.network', 'NetworkPerimeter.vpcs', 'NetworkPerimeter.vpcEndpoints', 'S3VpcEndpoint'], same: 'Checklist 10', tests: [PERIMETER, ENDPOINT] },
  { line: 449, by: ['DataEventTrail'], same: 'Checklist 6', tests: [TRAIL] },
  { line: 450, by: ['AccountGuardrails', 'SensitiveDataDiscovery'], same: 'Checklist 12', tests: [ACCOUNT] },
  { line: 451, runtime: ['credentials', 'presign'], by: ['CompliantBucket.presignedUrlMaxAge', 'TemporaryAccessRole', 'CrossAccountRole'], note: 'keys of users by hand', tests: [...ROLES, conflict('the limit is 7 days where nobody says otherwise')] },
  { line: 463, by: ['CompliantBucket'] },
  { line: 464, by: ['CompliantBucket.retention'], same: 'Checklist 8' },
  { line: 465, by: ['Soc2Bucket', 'CompliantBucket.mfaExemptRoles', 'S3PolicyStatements.requireMfa'], note: 'S3 takes no MFA Delete beside lifecycle rules: a policy condition does it', tests: [conflict('conflict 12: MFA delete beside lifecycle rules'), test('constructs/statements-access.test.ts')] },
  { line: 466, by: ['CompliantBucket', 'S3PolicyStatements.denyInsecureTransport'], same: 'Checklist 5' },
  { line: 467, by: [], otherwise: 'none: the writing client sends the checksum', runtime: ['checksum', 'verify-body'], tests: [test('runtime/checksum.test.ts')] },
  { line: 479, by: ['BucketAlarms', 'BucketAlarms.maximumSize', 'BucketAlarms.maximumObjects', 'BucketDashboard'], note: 'S3 has no quota for a bucket: alarms tell of its growth', tests: [ALARMS] },
  { line: 480, by: ['PublicContent'], note: 'S3 has no such setting: a rate-based rule of AWS WAF in front of it', tests: [CONTENT] },
  { line: 481, by: ['PublicContent'], note: 'Shield Standard is always on, Shield Advanced a choice', tests: [CONTENT] },
  { line: 482, by: ['CompliantBucket', 'PublicContent'], note: 'the bucket is never public', tests: [CONTENT, conflict('conflict 23: one public statement')] },
  { line: 491, by: ['CompliantBucket.addToResourcePolicy', 'CrossAccountRole', 'TemporaryAccessRole'], same: 'Checklist 3', note: 'a wider Allow is an error', tests: [...ROLES, test('constructs/added-statements.test.ts', 'an added statement')] },
  { line: 492, by: ['CompliantBucket.keyAdministrators', 'CompliantBucket.lockAdministrators'], tests: [test('constructs/key-duties.test.ts', 'who administers and who uses')] },
  { line: 493, by: ['CompliantBucket.accessLogBucket', 'AccessLogBucket.retention', 'DataEventTrail', 'AccessLogAnalytics'], tests: [TRAIL, ANALYTICS, test('constructs/access-log-bucket.test.ts')] },
  { line: 494, by: ['AccountGuardrails', 'ThreatDetection', 'BucketAlarms', 'AccessAlerts'], tests: [ACCOUNT, ALARMS, test('constructs/alerts/access-alerts.test.ts')] },
  { line: 495, by: ['ExternalAccessAnalyzer', 'AccessLogAnalytics'], note: 'they help; people review', tests: [ACCOUNT, ANALYTICS] },
  { line: 522, by: ['GdprBucket.allowedRegions'] },
  { line: 523, by: ['GdprBucket.retentionLimit'], tests: [conflict('conflict 3: lifecycle against lock')] },
  { line: 524, runtime: ['tagging'], by: ['GdprBucket.personalDataTag', 'S3PolicyStatements.requireObjectTag'], tests: [test('constructs/statements-access.test.ts')] },
  { line: 525, by: ['GdprBucket.encryptionKey', 'GdprBucket.multiRegionKeyAllowed'] },
  { line: 526, by: ['BucketReplication', 'GdprBucket.allowedRegions'], note: 'off unless a BucketReplication is made', tests: [test('constructs/bucket-replication.test.ts', 'a Region that is not allowed')] },
  { line: 538, by: ['HipaaBucket.encryptionKey'] },
  { line: 539, by: ['HipaaBucket'] },
  { line: 540, by: ['DataEventTrail'], tests: [TRAIL] },
  { line: 541, by: ['HipaaBucket.network'], tests: [PERIMETER] },
  { line: 542, by: ['HipaaBucket.retention'] },
  { line: 551, by: ['Soc2Bucket.accessLogBucket', 'DataEventTrail'], tests: [TRAIL, test('constructs/access-log-bucket.test.ts')] },
  { line: 552, by: ['Soc2Bucket.encryption'] },
  { line: 553, by: ['Soc2Bucket', 'S3PolicyStatements.denyOneZone'], tests: [test('constructs/statements-access.test.ts')] },
  { line: 554, by: ['Soc2Bucket.mfaExemptRoles', 'S3PolicyStatements.requireMfa'], tests: [test('constructs/statements-access.test.ts')] },
  { line: 555, by: ['ScheduledAudit', 'FrameworkConformancePack', 'OrganizationGuardrails'], note: 'they help; people assess', tests: [test('constructs/scheduled-audit.test.ts'), test('constructs/config/framework-conformance-pack.test.ts')] },
  { line: 567, by: ['PciBucket.encryptionKey'], note: 'a key that another bucket uses as well fails' },
  { line: 568, by: ['PciBucket.network', 'NetworkPerimeter.vpcEndpoints', 'S3VpcEndpoint'], note: 'only interface endpoints have security groups', tests: [ENDPOINT, conflict('conflict 22: PCI DSS takes named endpoints')] },
  { line: 569, by: ['PciBucket.accessLogBucket', 'AccessLogBucket'], tests: [test('constructs/access-log-bucket.test.ts')] },
  { line: 570, by: ['AccountGuardrails', 'AccountPublicAccessBlock', 'OrganizationGuardrails'], tests: [ACCOUNT] },
  { line: 571, by: ['PciBucket', 'S3PolicyStatements.allowRole', 'S3PolicyStatements.denyCrossAccountPermissionChanges', 'CrossAccountRole'], tests: [ROLES[0], test('constructs/statements-grants.test.ts'), test('constructs/statements-access.test.ts')] },
  { line: 731, by: ['CompliantBucket', 'AccountGuardrails', 'AccountPublicAccessBlock', 'OrganizationGuardrails'], note: 'that the account has it is attested by hand', tests: [ACCOUNT] },
  { line: 732, by: ['S3PolicyStatements.allowRole', 'S3PolicyStatements.allowUploads', 'CrossAccountRole', 'TemporaryAccessRole'], note: 'none takes an IAM user; which keys exist, the account knows', tests: [...ROLES, test('constructs/statements-grants.test.ts')] },
  { line: 733, by: ['CompliantBucket.addToResourcePolicy', 'CrossAccountRole', 'TemporaryAccessRole'], note: 'a wider Allow is an error', tests: [test('constructs/added-statements.test.ts', 'an added statement')] },
  { line: 734, by: ['CompliantBucket.encryption'] },
  { line: 735, by: ['CompliantBucket', 'S3PolicyStatements.denyInsecureTransport'] },
  { line: 736, by: ['DataEventTrail'], tests: [TRAIL] },
  { line: 737, by: ['CompliantBucket.accessLogBucket'], tests: [test('constructs/access-log-bucket.test.ts')] },
  { line: 738, by: ['CompliantBucket.retention'] },
  { line: 739, by: ['CompliantBucket.expiration', 'CompliantBucket.noncurrentVersionExpiration', 'CompliantBucket.retentionLimit'] },
  { line: 740, by: ['CompliantBucket.network', 'S3VpcEndpoint'], tests: [PERIMETER, ENDPOINT] },
  { line: 741, by: ['BucketAlarms', 'BucketDashboard'], tests: [ALARMS] },
  { line: 742, by: ['AccountGuardrails', 'SensitiveDataDiscovery'], tests: [ACCOUNT] },
];

export const PASSAGE_ROWS: readonly Row[] = [
  {
    line: 16,
    by: [],
    otherwise: 'none: it is about requests, not about buckets',
    runtime: ['signature', 'sign', 'verify'],
    checks: [sigv2Refused],
    tests: [test('runtime/aws-suite.test.ts')],
  },
  {
    line: 37,
    by: [],
    otherwise: 'none: the service that runs the code gives it the credentials of its role',
    runtime: ['credentials'],
    note: 'long-term keys and the root user are refused where asked to',
    checks: [iamRolesNotLongTermCredentials],
    tests: [test('runtime/credentials.test.ts')],
  },
  {
    line: 43,
    runtime: ['presign', 'presign-post', 'verify', 'inspect'],
    by: ['CompliantBucket.presignedUrlMaxAge', 'S3PolicyStatements.limitPresignedUrlAge', 'S3PolicyStatements.denySigV2'],
    note: 'at most 7 days, as the spec says, or less',
    checks: [presignedUrlsExpire, sigv2Refused],
    tests: [conflict('conflict 9: presigned URLs under a perimeter')],
  },
  {
    line: 49,
    by: ['S3PolicyStatements.allowRole', 'CrossAccountRole'],
    runtime: ['credentials'],
    note: 'both sides must allow; the session is narrowed to prefixes and actions',
    checks: [crossAccountRolesOnly],
    tests: [test('runtime/assume-role.test.ts'), test('runtime/session-policy.test.ts')],
  },
  {
    line: 65,
    by: [],
    otherwise: 'none: it is about requests, not about buckets',
    runtime: ['presign'],
    note: 'the spec\'s sample forgets the session token, and decides nothing about names with dots',
    checks: [],
    tests: [test('runtime/presign.test.ts')],
  },
  { line: 159, by: ['CompliantBucket.addToResourcePolicy'], note: 'refused: PublicContent puts CloudFront in front', checks: [noPublicGrants, publicAccessBlocked], tests: [test('constructs/statements-spec.test.ts', 'AllowPublicRead')] },
  {
    line: 166,
    by: ['S3PolicyStatements.allowUploads'],
    note: 'roles instead of users; the ACL is accepted and needed no more',
    checks: [leastPrivilegePolicy, aclsDisabled],
    tests: [test('constructs/statements-spec.test.ts', 'AllowSpecificUserUpload')],
  },
  {
    line: 183,
    by: ['S3PolicyStatements.denyWrongEncryption', 'CompliantBucket.encryptionHeaders'],
    note: 'REQUIRED is the spec\'s form; OPTIONAL, the default, refuses wrong headers only',
    checks: [wrongEncryptionRefused],
    tests: [test('constructs/statements-spec.test.ts', 'DenyUnencryptedUploads')],
  },
  {
    line: 195,
    by: ['S3PolicyStatements.denyOutside', 'NetworkPerimeter.vpcs', 'NetworkPerimeter.vpcIds', 'NetworkPerimeter.vpcEndpoints'],
    note: 'objects only: the spec\'s form locks out deployments and log delivery',
    checks: [vpcOnly],
    tests: [test('constructs/statements-spec.test.ts', 'RestrictToVPC'), PERIMETER],
  },
  { line: 221, by: [], otherwise: 'none: a compliant bucket has no ACLs; the audit reads those of legacy buckets', runtime: ['acl'], checks: [noPublicGrants], tests: [test('posture/acl/acl.test.ts')] },
  { line: 229, by: [], otherwise: 'none: a compliant bucket has no ACLs; the audit reads those of legacy buckets', runtime: ['acl'], checks: [noPublicGrants], tests: [test('posture/acl/acl.test.ts')] },
  { line: 240, by: [], otherwise: 'none: a compliant bucket has no ACLs; the audit reads those of legacy buckets', runtime: ['acl'], checks: [noPublicGrants], tests: [test('posture/acl/acl.test.ts')] },
  { line: 248, by: ['CompliantBucket'], note: 'ACLs are disabled', checks: [aclsDisabled] },
  {
    line: 276,
    by: [],
    otherwise: 'none: it is about requests, not about buckets',
    runtime: ['policy'],
    note: 'with resource control policies, permissions boundaries and what is not known; across accounts both must allow',
    checks: [],
    tests: [test('policy/decide.test.ts')],
  },
  { line: 306, runtime: ['sse'], by: ['EncryptionMethod.S3_MANAGED'], checks: [encryptedByDefault] },
  {
    line: 321,
    runtime: ['sse', 'assert-encrypted'],
    by: ['EncryptionMethod.KMS', 'EncryptionMethod.KMS_DSSE', 'CompliantBucket.encryptionKey', 'CompliantBucket.bucketKeyEnabled'],
    checks: [encryptedWithKms, encryptedWithCustomerKey, keyRotates, keyDedicated, keyStaysUsable, bucketKeyEnabled],
  },
  { line: 342, runtime: ['sse'], by: ['CompliantBucket', 'S3PolicyStatements.denySseC'], note: 'blocked', checks: [sseCBlocked], tests: [conflict('conflict 18: SSE-C is blocked in so many words')] },
  {
    line: 351,
    runtime: ['client-side-encryption'],
    by: ['EncryptionMethod.CLIENT_SIDE'],
    note: 'other keys are kept out of S3; that a client did encrypt, only its owner can attest',
    checks: [encryptedByDefault, sseCBlocked],
    tests: [test('constructs/statements-encryption.test.ts')],
  },
  { line: 400, runtime: ['tls'], by: ['CompliantBucket', 'S3PolicyStatements.denyOldTls'], note: '1.2 is the floor, 1.3 a choice', checks: [oldTlsRefused], tests: [conflict('conflict 10: TLS against the keys')] },
  {
    line: 401,
    by: [],
    otherwise: 'none: S3 chooses the suites of its side',
    runtime: ['tls'],
    checks: [],
    tests: [test('runtime/tls.test.ts')],
  },
  {
    line: 402,
    by: [],
    otherwise: 'none: the client checks the certificate',
    runtime: ['tls'],
    checks: [],
    tests: [test('runtime/tls.test.ts')],
  },
  {
    line: 404,
    by: ['CompliantBucket', 'S3PolicyStatements.denyInsecureTransport'],
    note: 'the bucket as well, which the spec\'s form leaves open',
    checks: [httpRefused],
    tests: [conflict('conflict 11: plain HTTP is refused')],
  },
  { line: 417, by: ['CompliantBucket.network', 'S3VpcEndpoint'], checks: [vpcOnly, vpcEndpointForS3], tests: [PERIMETER, ENDPOINT] },
  {
    line: 588,
    by: ['CompliantBucket.retention', 'CompliantBucket.lockAdministrators', 'S3PolicyStatements.restrictGovernanceBypass'],
    checks: [objectLockEnabled, defaultRetention, governanceBypassRestricted],
    tests: [test('constructs/statements-access.test.ts')],
  },
  {
    line: 595,
    by: ['CompliantBucket.retention', 'CompliantBucket.acknowledgeIrreversibleLock'],
    checks: [objectLockEnabled, defaultRetention],
    tests: [test('constructs/hipaa-bucket.test.ts', 'a COMPLIANCE lock that is meant')],
  },
  { line: 603, by: ['CompliantBucket.lockAdministrators', 'S3PolicyStatements.restrictLegalHold'], checks: [legalHoldPossible], tests: [test('constructs/statements-access.test.ts')] },
  { line: 608, by: ['CompliantBucket.retention'], checks: [defaultRetention] },
  {
    line: 621,
    runtime: ['object-lock'],
    by: ['CompliantBucket.maximumObjectRetention', 'CompliantBucket.minimumObjectRetention', 'S3PolicyStatements.limitObjectRetention'],
    checks: [objectRetentionBounded],
    tests: [conflict('writers lock an object for %s at the most')],
  },
  {
    line: 638,
    by: ['CompliantBucket.accessLogBucket', 'AccessLogBucket'],
    runtime: ['parse-access-log', 'detect'],
    note: 'lines of 18 to 27 fields, hostile ones among them',
    checks: [accessLoggingEnabled, logDestinationValid],
    tests: [test('runtime/parse-access-log.test.ts'), test('access/detect.test.ts')],
  },
  {
    line: 683,
    by: ['DataEventTrail', 'AccessAlerts', 'AccessLogAnalytics'],
    runtime: ['parse-cloudtrail', 'detect'],
    checks: [dataReadsRecorded, dataWritesRecorded],
    tests: [test('access/cloudtrail.test.ts'), test('access/detect.test.ts')],
  },
];
