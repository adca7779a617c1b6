import type * as s3 from 'aws-cdk-lib/aws-s3';
import { ComplianceFramework } from '../compliance-framework';
import { CompliantBucket } from '../compliant-bucket';

/** What a framework is about; the baseline and SOC 2 are about no kind of data. */
const DATA: Partial<Record<ComplianceFramework, string>> = {
  [ComplianceFramework.HIPAA]: 'health records',
  [ComplianceFramework.PCI_DSS]: 'cardholder data',
  [ComplianceFramework.GDPR]: 'personal data',
};

/** The buckets as a table in Markdown: what each supports, and what kind of data it is for. */
export function tableOf(buckets: readonly s3.IBucket[]): string {
  const row = (bucket: s3.IBucket): string => {
    if (!(bucket instanceof CompliantBucket)) return `| ${bucket.bucketName} | not stated | not stated |`;
    const data = bucket.frameworks.map(framework => DATA[framework]).filter(word => word !== undefined);
    return `| ${bucket.bucketName} | ${bucket.frameworks.join(', ')} | ${data.join(', ') || 'not stated'} |`;
  };
  return ['| Bucket | Supports | Data |', '|---|---|---|', ...buckets.map(row)].join('\n');
}

/** What nobody should look for here. */
export const NOT_SHOWN = [
  '**Not shown:** who read what (access logs and CloudTrail), whether settings are as they should be (the audit), findings of Macie and GuardDuty,',
  'and, where a bucket does not replicate, its replication. A graph without data: request metrics are off, or there were no requests.',
  'Sizes and numbers of objects come once a day.',
].join(' ');

export const linksOf = (links: Readonly<Record<string, string>>): string => Object.entries(links).map(([title, url]) => `[${title}](${url})`).join(' - ');
