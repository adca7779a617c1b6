import { Stack, Token } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ComplianceFramework } from './compliance-framework';
import { checkExceptions } from './exceptions';
import type { ScheduledAuditProps } from './scheduled-audit-props';
import { dayOf } from '../evidence/day';

const KNOWN: readonly string[] = Object.values(ComplianceFramework);
const MOST_BUCKETS = 1_000;

/** Characters of an event, of which Lambda takes 256 KB. */
const MOST_INPUT = 200_000;

/** Refuses what cannot work. @param path of the construct, for the messages */
export function checkAudit(path: string, props: ScheduledAuditProps): void {
  const refuse = (what: string): never => {
    throw new Error(`${path}: ${what}`);
  };
  const within = (name: string, value: number | undefined, least: number, most: number, unit = '') => {
    if (value === undefined || Token.isUnresolved(value) || (Number.isInteger(value) && value >= least && value <= most)) return;
    refuse(`'${name}' must be a whole number from ${least} to ${most}${unit}, got ${value}; leave it out for the default`);
  };
  const { frameworks, buckets, reportBucket, reportPrefix, securityHub, timeout } = props;
  if (frameworks?.length === 0) refuse("'frameworks' is empty; name one, such as ComplianceFramework.BASELINE");
  const odd = frameworks?.find(framework => !KNOWN.includes(framework));
  if (odd !== undefined) refuse(`there is no framework '${odd}'; pass members of ComplianceFramework`);
  if (buckets?.length === 0) refuse("'buckets' is empty; leave it out for every bucket of the account");
  if (buckets && buckets.length > MOST_BUCKETS) refuse(`'buckets' names ${buckets.length}, and at most ${MOST_BUCKETS} fit; leave it out for every bucket of the account`);
  const today = dayOf(new Date());
  for (const [bucket, exceptions] of Object.entries(props.exceptions ?? {})) checkExceptions(`${path}: ${bucket}`, exceptions, today);
  const size = JSON.stringify(inputOf(props)).length;
  if (size > MOST_INPUT) refuse(`'buckets' and 'exceptions' have ${size} characters, and ${MOST_INPUT} fit into an event; name fewer`);
  if (securityHub === false && !reportBucket) refuse("nobody would see what is found; pass a 'reportBucket', or leave 'securityHub' on");
  if (reportPrefix !== undefined && !reportBucket) refuse("'reportPrefix' needs a 'reportBucket'; pass one");
  if (reportPrefix !== undefined && !Token.isUnresolved(reportPrefix) && !/^[A-Za-z0-9][A-Za-z0-9/_.-]{0,200}$/.test(reportPrefix)) {
    refuse(`'reportPrefix' must be letters, digits and / _ . -, got '${reportPrefix}'; pass one such as 's3-audit/'`);
  }
  within('concurrency', props.concurrency, 1, 100);
  within('maxHandOvers', props.maxHandOvers, 0, 14);
  within('memorySize', props.memorySize, 512, 10_240, ' MiB');
  within('timeout', timeout && !timeout.isUnresolved() ? timeout.toSeconds() : undefined, 180, 900, ' seconds');
}

/** What the function is told with each event. */
export const inputOf = ({ buckets, exceptions }: ScheduledAuditProps): object => ({ ...buckets && { buckets }, ...exceptions && { exceptions } });

export const prefixOf = (prefix = 's3-audit/'): string => prefix.endsWith('/') ? prefix : `${prefix}/`;

/** How the bucket encrypts: what the reports say must be that, since its policy may refuse anything else. */
export function encryptionOf(bucket: s3.IBucket): Record<string, string> {
  const resource = bucket.node.defaultChild;
  const property = s3.CfnBucket.isCfnBucket(resource) ? resource.bucketEncryption : undefined;
  const stated = Stack.of(bucket).resolve(property) as s3.CfnBucket.BucketEncryptionProperty | undefined;
  const [rule] = (stated?.serverSideEncryptionConfiguration ?? []) as s3.CfnBucket.ServerSideEncryptionRuleProperty[];
  const { sseAlgorithm } = (rule?.serverSideEncryptionByDefault ?? {}) as Partial<s3.CfnBucket.ServerSideEncryptionByDefaultProperty>;
  return {
    REPORT_ENCRYPTION: sseAlgorithm ?? (bucket.encryptionKey ? 'aws:kms' : 'AES256'),
    ...bucket.encryptionKey && { REPORT_KEY: bucket.encryptionKey.keyArn },
  };
}
