/** A line, or a passage, of the written security spec, which is not in the repository. */
export interface SpecLine {
  readonly line: number;
  /** The last line of a passage. */
  readonly to?: number;
  readonly section: string;
  readonly text: string;
}

const lines = (section: string, first: number, ...texts: readonly string[]): SpecLine[] =>
  texts.map((text, i) => ({ line: first + i, section, text }));
const passage = (section: string, line: number, to: number, text: string): SpecLine => ({ line, to, section, text });

/** Every ✓ line and every row of the checklist. `test/matrix.test.ts` compares them with the spec where it is at hand. */
export const SPEC_LINES: readonly SpecLine[] = [
  ...lines('Data exfiltration', 446,
    'S3 Block Public Access (account-wide default)',
    'Bucket policies with explicit denies',
    'VPC endpoints for internal access',
    'CloudTrail logging for access audit',
    'Macie for sensitive data discovery',
    'Credential rotation and short-lived tokens'),
  ...lines('Data tampering', 463,
    'Object versioning (preserve history)',
    'Object Lock (WORM compliance)',
    'MFA Delete for versioned objects',
    'Enforce HTTPS only',
    'Content integrity checksums (MD5, SHA256)'),
  ...lines('Denial of service', 479,
    'Bucket quotas and usage alerts',
    'Rate limiting per account/bucket',
    'AWS Shield for DDoS protection',
    'CloudFront with WAF for public content'),
  ...lines('Insider threat', 491,
    'Principle of least privilege',
    'Segregation of duties',
    'Comprehensive audit logging',
    'Anomaly detection on access patterns',
    'Regular access reviews'),
  ...lines('GDPR', 522,
    'Region-specific buckets (eu-west-1, eu-central-1)',
    'Lifecycle policies for retention limits',
    'Object tagging for PII identification',
    'SSE-KMS encryption with EU-based keys',
    'Cross-region replication disabled or EU-only'),
  ...lines('HIPAA', 538,
    'SSE-KMS with dedicated CMK for PHI',
    'Enforce HTTPS-only bucket policy',
    'CloudTrail data events enabled',
    'VPC-only access (no public endpoints)',
    'S3 Object Lock for retention'),
  ...lines('SOC 2', 551,
    'Comprehensive logging (access, management, data events)',
    'Encryption everywhere',
    'Multi-AZ durability',
    'IAM with MFA',
    'Regular security assessments'),
  ...lines('PCI DSS', 567,
    'SSE-KMS with separate CMK for cardholder data',
    'VPC endpoints with security groups',
    'S3 access logging to separate bucket',
    'Block public access at account level',
    'Cross-account access via IAM roles only'),
  ...lines('Checklist', 731,
    'Enable S3 Block Public Access (account-wide)',
    'Use IAM roles instead of long-term credentials',
    'Implement least privilege bucket policies',
    'Enable default encryption (SSE-S3 or SSE-KMS)',
    'Enforce HTTPS-only via bucket policy',
    'Enable CloudTrail data events for sensitive buckets',
    'Enable S3 access logging for all buckets',
    'Enable Object Lock for regulated data',
    'Configure lifecycle policies for retention',
    'Use VPC endpoints for internal workloads',
    'Set up CloudWatch alarms for 4xx/5xx errors',
    'Use Macie for sensitive data discovery'),
];

/** The policy statements, encryption options, lock modes and limits that the spec shows outside of these lists. */
export const SPEC_PASSAGES: readonly SpecLine[] = [
  passage('Authentication', 43, 47, 'Pre-signed URLs (temporary access)'),
  passage('Bucket policy', 159, 165, 'AllowPublicRead'),
  passage('Bucket policy', 166, 182, 'AllowSpecificUserUpload'),
  passage('Bucket policy', 183, 194, 'DenyUnencryptedUploads'),
  passage('Bucket policy', 195, 209, 'RestrictToVPC'),
  passage('ACL', 248, 250, 'Use bucket policies instead of ACLs for most cases.'),
  passage('Encryption', 306, 319, 'SSE-S3 (Server-Side Encryption with S3-managed keys)'),
  passage('Encryption', 321, 340, 'SSE-KMS (Server-Side Encryption with KMS-managed keys)'),
  passage('Encryption', 342, 349, 'SSE-C (Server-Side Encryption with Customer-provided keys)'),
  passage('Encryption', 351, 356, 'Client-Side Encryption'),
  passage('Transit', 400, 400, 'Minimum TLS 1.2 (recommended: TLS 1.3)'),
  passage('Transit', 404, 415, 'Enforce HTTPS (bucket policy)'),
  passage('Transit', 417, 420, 'VPC Endpoint (internal traffic)'),
  passage('Object Lock', 588, 593, 'GOVERNANCE MODE'),
  passage('Object Lock', 595, 601, 'COMPLIANCE MODE'),
  passage('Object Lock', 603, 606, 'Legal Hold'),
  passage('Object Lock', 608, 619, 'Bucket-level default'),
  passage('Object Lock', 621, 624, 'Object-level (per-object override)'),
];
