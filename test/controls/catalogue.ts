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

/** The checks that stand for each entry of controls.json. */
export const CHECKS_OF: Readonly<Record<string, readonly string[]>> = {
  'block-public-access-account': ['block-public-access-account'],
  'block-public-access-bucket': ['public-access-blocked'],
  'public-read-write-prohibited': ['no-public-grants'],
  'acls-disabled': ['acls-disabled'],
  'least-privilege-bucket-policy': ['least-privilege-policy'],
  'cross-account-permission-changes-denied': ['cross-account-permission-changes-refused'],
  'iam-roles-not-long-term-credentials': ['iam-roles-not-long-term-credentials'],
  'iam-mfa': ['iam-mfa'],
  'mfa-delete': ['mfa-delete'],
  'presigned-url-max-age': ['presigned-url-max-age'],
  'website-hosting-disabled': ['website-hosting-disabled'],
  'encryption-at-rest-default': ['encrypted-by-default'],
  'encryption-at-rest-kms': ['encrypted-with-kms', 'encrypted-with-customer-key'],
  'kms-key-rotation': ['key-rotates'],
  'kms-key-not-pending-deletion': ['kms-key-not-pending-deletion'],
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
  'audit-log-retention': ['audit-log-retention'],
  'versioning': ['versioning-enabled'],
  'object-lock': ['object-lock-enabled'],
  'object-lock-default-retention': ['default-retention'],
  'lifecycle-retention-limits': ['lifecycle-limits'],
  'noncurrent-version-lifecycle': ['noncurrent-versions-expire'],
  'abort-incomplete-multipart-uploads': ['incomplete-uploads-aborted'],
  'vpc-only-access': ['vpc-only'],
  'vpc-endpoint-for-s3': ['vpc-endpoint-for-s3'],
  'cloudwatch-4xx-5xx-alarms': ['cloudwatch-4xx-5xx-alarms'],
  'macie-enabled': ['macie-enabled'],
  'guardduty-s3-protection': ['guardduty-s3-protection'],
  'aws-config-recording': ['aws-config-recording'],
  'content-integrity-checksums': ['content-integrity-checksums'],
  'replication': ['replicated'],
  'hipaa-baa': ['hipaa-baa'],
  'segregation-of-duties': ['segregation-of-duties'],
};

/** Entries without a check so far: neither HIPAA nor the checklist needs them. */
export const WITHOUT_CHECK: readonly string[] = [
  'cross-account-via-iam-roles-only', 'access-point-block-public-access', 'access-analyzer-external-access', 'kms-key-policy-no-public-principal',
  'cloudtrail-log-bucket-protected', 'object-lock-bypass-restricted', 'legal-hold-capability', 'erasure-capability', 'data-portability-export',
  'bucket-policy-change-monitoring', 'event-notifications', 'multi-az-durability', 'eu-region-residency', 'replication-residency',
  'kms-key-residency', 'pii-object-tagging', 'security-assessments',
];
