import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the tests read of an entry of controls.json. */
export interface Entry {
  readonly id: string;
  readonly specReference: string;
  readonly specMandatoryFor: readonly string[];
  readonly frameworks: Readonly<Record<string, readonly string[]>>;
  readonly frameworkTier: Readonly<Record<string, string>>;
}

const SHARED = join(__dirname, '..', '..', '..', 'shared');
const read = (path: string): string | undefined => existsSync(join(SHARED, path)) ? readFileSync(join(SHARED, path), 'utf8') : undefined;

/** The research behind the mappings, which lies beside the repository where the project is made, and nowhere else. */
export const ENTRIES: readonly Entry[] = JSON.parse(read('data/controls.json') ?? '[]');
export const SPEC: readonly string[] = (read('spec/security-and-compliance.md') ?? '').split('\n');

/** Runs where the research is; elsewhere it says why it is skipped. */
export const describeWithResearch = (name: string, tests: () => void): void => ENTRIES.length > 0 && SPEC.length > 1
  ? describe(name, tests)
  : describe.skip(`${name} (skipped: ../shared/data/controls.json is not beside this repository)`, () => { test('needs ../shared', tests); });

/** The checks that no entry of controls.json stands behind, only lines of the spec. */
export const SPEC_ALONE: readonly string[] = [
  'key-dedicated', 'key-deletion-refused', 'destructive-changes-need-mfa', 'credential-rotation', 'storage-quota-alarms', 'request-rate-limited', 'ddos-protection',
  'public-content-behind-cdn',
];

/** The checks that stand for each entry of controls.json. */
export const CHECKS_OF: Readonly<Record<string, readonly string[]>> = {
  'block-public-access-account': ['block-public-access-account'],
  'block-public-access-bucket': ['public-access-blocked'],
  'public-read-write-prohibited': ['no-public-grants'],
  'acls-disabled': ['acls-disabled'],
  'least-privilege-bucket-policy': ['least-privilege-policy'],
  'cross-account-permission-changes-denied': ['cross-account-permission-changes-refused'],
  'cross-account-via-iam-roles-only': ['cross-account-roles-only'],
  'iam-roles-not-long-term-credentials': ['iam-roles-not-long-term-credentials'],
  'iam-mfa': ['iam-mfa'],
  'mfa-delete': ['mfa-delete'],
  'access-point-block-public-access': ['access-points-block-public'],
  'presigned-url-max-age': ['presigned-urls-expire', 'sigv2-refused'],
  'website-hosting-disabled': ['website-hosting-off'],
  'access-analyzer-external-access': ['access-analyzer-external-access'],
  'encryption-at-rest-default': ['encrypted-by-default'],
  'encryption-at-rest-kms': ['encrypted-with-kms', 'encrypted-with-customer-key'],
  'kms-key-rotation': ['key-rotates'],
  'kms-key-not-pending-deletion': ['key-stays-usable'],
  'kms-key-policy-no-public-principal': ['key-policy-not-public'],
  'deny-wrong-encryption': ['wrong-encryption-refused'],
  'bucket-key': ['bucket-key-enabled'],
  'sse-c-blocked': ['sse-c-blocked'],
  'https-only': ['http-refused'],
  'minimum-tls-version': ['old-tls-refused'],
  'server-access-logging': ['access-logging-enabled'],
  'access-log-destination-valid': ['log-destination-valid'],
  'cloudtrail-data-events-write': ['data-writes-recorded'],
  'cloudtrail-data-events-read': ['data-reads-recorded'],
  'cloudtrail-multi-region-management-events': ['cloudtrail-multi-region-management-events'],
  'cloudtrail-log-encryption': ['cloudtrail-log-encryption'],
  'cloudtrail-log-file-validation': ['cloudtrail-log-file-validation'],
  'cloudtrail-log-bucket-protected': ['cloudtrail-log-bucket-protected'],
  'audit-log-retention': ['audit-log-retention'],
  'versioning': ['versioning-enabled'],
  'object-lock': ['object-lock-enabled'],
  'object-lock-default-retention': ['default-retention'],
  'object-lock-bypass-restricted': ['governance-bypass-restricted', 'object-retention-bounded'],
  'legal-hold-capability': ['legal-hold-possible'],
  'erasure-capability': ['erasure-possible'],
  'data-portability-export': ['inventory-listed'],
  'lifecycle-retention-limits': ['lifecycle-limits'],
  'noncurrent-version-lifecycle': ['noncurrent-versions-expire'],
  'abort-incomplete-multipart-uploads': ['incomplete-uploads-aborted'],
  'vpc-only-access': ['vpc-only'],
  'vpc-endpoint-for-s3': ['vpc-endpoint-for-s3'],
  'cloudwatch-4xx-5xx-alarms': ['cloudwatch-4xx-5xx-alarms'],
  'bucket-policy-change-monitoring': ['bucket-policy-change-monitoring'],
  'event-notifications': ['events-sent'],
  'macie-enabled': ['macie-enabled'],
  'guardduty-s3-protection': ['guardduty-s3-protection'],
  'aws-config-recording': ['aws-config-recording'],
  'content-integrity-checksums': ['content-integrity-checksums'],
  'replication': ['replicated'],
  'multi-az-durability': ['multi-az-storage'],
  'eu-region-residency': ['in-allowed-region'],
  'replication-residency': ['replicas-in-allowed-regions'],
  'kms-key-residency': ['key-in-allowed-region'],
  'pii-object-tagging': ['personal-data-tagged'],
  'hipaa-baa': ['hipaa-baa'],
  'security-assessments': ['security-assessments'],
  'segregation-of-duties': ['key-duties-separated', 'segregation-of-duties'],
};
