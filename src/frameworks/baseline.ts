import { END_OF_LIFE, INTERNAL, REGULATED } from './clauses';
import { type Framework, cite } from './framework';
import { THREAT_MODEL } from './threat-model';
import {
  accessLoggingEnabled, dataReadsRecorded, dataWritesRecorded, defaultRetention, encryptedByDefault, httpRefused, incompleteUploadsAborted,
  leastPrivilegePolicy, lifecycleLimits, logDestinationValid, noPublicGrants, noncurrentVersionsExpire, objectLockEnabled,
  publicAccessBlocked, vpcOnly,
} from '../controls';
import {
  blockPublicAccessAccount, cloudwatch4xx5xxAlarms, iamRolesNotLongTermCredentials, macieEnabled, vpcEndpointForS3,
} from '../controls/manual';

/** The checklist at the end of the project's security spec, row by row, and its threat model: what is asked of every bucket, whatever the law. */
export const BASELINE: Framework = {
  id: 'baseline',
  title: 'Baseline',
  edition: 'Security Best Practices Checklist, 12 rows, and Threat Model',
  source: 'security-and-compliance.md, Security Best Practices Checklist',
  requirements: [
    {
      id: 'Checklist 1',
      title: 'Enable S3 Block Public Access (account-wide)',
      priority: 'P0',
      checks: [cite(blockPublicAccessAccount, 'spec'), cite(publicAccessBlocked, 'spec')],
    },
    {
      id: 'Checklist 2',
      title: 'Use IAM roles instead of long-term credentials',
      priority: 'P0',
      checks: [cite(iamRolesNotLongTermCredentials, 'spec')],
    },
    {
      id: 'Checklist 3',
      title: 'Implement least privilege bucket policies',
      priority: 'P0',
      checks: [cite(leastPrivilegePolicy, 'spec'), cite(noPublicGrants, 'spec')],
    },
    {
      id: 'Checklist 4',
      title: 'Enable default encryption (SSE-S3 or SSE-KMS)',
      priority: 'P0',
      checks: [cite(encryptedByDefault, 'spec')],
    },
    {
      id: 'Checklist 5',
      title: 'Enforce HTTPS-only via bucket policy',
      priority: 'P0',
      checks: [cite(httpRefused, 'spec')],
    },
    {
      id: 'Checklist 6',
      title: 'Enable CloudTrail data events for sensitive buckets',
      priority: 'P0',
      checks: [cite(dataReadsRecorded, 'spec'), cite(dataWritesRecorded, 'spec')],
    },
    {
      id: 'Checklist 7',
      title: 'Enable S3 access logging for all buckets',
      priority: 'P1',
      checks: [cite(accessLoggingEnabled, 'spec'), cite(logDestinationValid, 'spec')],
    },
    {
      id: 'Checklist 8',
      title: 'Enable Object Lock for regulated data',
      priority: 'P1',
      checks: [cite(objectLockEnabled, 'spec', REGULATED), cite(defaultRetention, 'spec', REGULATED)],
    },
    {
      id: 'Checklist 9',
      title: 'Configure lifecycle policies for retention',
      priority: 'P1',
      checks: [cite(noncurrentVersionsExpire, 'spec'), cite(incompleteUploadsAborted, 'spec'), cite(lifecycleLimits, 'spec', END_OF_LIFE)],
    },
    {
      id: 'Checklist 10',
      title: 'Use VPC endpoints for internal workloads',
      priority: 'P1',
      checks: [cite(vpcEndpointForS3, 'spec', INTERNAL), cite(vpcOnly, 'spec', INTERNAL)],
    },
    {
      id: 'Checklist 11',
      title: 'Set up CloudWatch alarms for 4xx/5xx errors',
      priority: 'P1',
      checks: [cite(cloudwatch4xx5xxAlarms, 'spec')],
    },
    {
      id: 'Checklist 12',
      title: 'Use Macie for sensitive data discovery',
      priority: 'P2',
      checks: [cite(macieEnabled, 'spec')],
    },
    ...THREAT_MODEL,
  ],
};
