import { FeatureFlags } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { S3_SERVER_ACCESS_LOGS_USE_BUCKET_POLICY as BY_POLICY } from 'aws-cdk-lib/cx-api';
import type { IConstruct } from 'constructs';
import { shown } from './access';
import { refuse } from './refuse';
import { AccessLogBucket } from '../constructs/access-log-bucket';
import { EVERY_BUCKET } from '../constructs/every-bucket';

/** A property that says the opposite of what the bucket gets, and what to do about it. */
type Conflict = readonly [name: keyof s3.BucketProps, weaker: (props: s3.BucketProps) => boolean, cure: string];

const CLOUDFRONT = 'leave it out, and publish through CloudFront with origin access control';

const { PRIVATE, BUCKET_OWNER_READ, BUCKET_OWNER_FULL_CONTROL } = s3.BucketAccessControl;

const CONFLICTS: readonly Conflict[] = [
  ['versioned', ({ versioned }) => versioned === false, 'leave it out: noncurrent versions end by a lifecycle rule'],
  ['publicReadAccess', ({ publicReadAccess }) => publicReadAccess === true, CLOUDFRONT],
  ['websiteIndexDocument', props => props.websiteIndexDocument !== undefined, CLOUDFRONT],
  ['websiteErrorDocument', props => props.websiteErrorDocument !== undefined, CLOUDFRONT],
  ['websiteRedirect', props => props.websiteRedirect !== undefined, CLOUDFRONT],
  ['websiteRoutingRules', props => props.websiteRoutingRules !== undefined, CLOUDFRONT],
  ['blockPublicAccess', ({ blockPublicAccess: block }) => block !== undefined && Object.values(block).includes(false),
    'leave it out, or pass s3.BlockPublicAccess.BLOCK_ALL'],
  ['enforceSSL', ({ enforceSSL }) => enforceSSL === false, 'leave it out: plain HTTP is refused'],
  ['minimumTLSVersion', ({ minimumTLSVersion: version }) => version !== undefined && version < 1.2, 'leave it out, or pass 1.2 or 1.3'],
  ['objectOwnership', ({ objectOwnership }) => objectOwnership !== undefined && objectOwnership !== s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    'leave it out: access is granted by policies; where another construct makes the bucket, pass it one of yours'],
  ['accessControl', ({ accessControl: acl }) => acl !== undefined && ![PRIVATE, BUCKET_OWNER_READ, BUCKET_OWNER_FULL_CONTROL].includes(acl),
    'leave it out, and grant access by the bucket policy; for access logs, use an AccessLogBucket'],
  ['encryption', ({ encryption }) => encryption === s3.BucketEncryption.UNENCRYPTED, 'leave it out: S3 encrypts every object'],
  ['blockedEncryptionTypes', ({ blockedEncryptionTypes: types }) => types !== undefined && !types.some(({ name }) => name === 'SSE-C'),
    'leave it out, or name s3.BlockedEncryptionType.SSE_C in it'],
  ['serverAccessLogsPrefix', props => props.serverAccessLogsPrefix !== undefined && props.serverAccessLogsBucket === undefined,
    'pass serverAccessLogsBucket with it, or leave both out: a bucket that logs to itself never stops'],
];

const WITHOUT_KEY = [s3.BucketEncryption.S3_MANAGED, s3.BucketEncryption.KMS_MANAGED, s3.BucketEncryption.DSSE_MANAGED];

/** Refuses properties that say the opposite of what the bucket gets. @param withKey whether it gets a KMS key of the customer */
export function refuseWeaker(path: string, props: s3.BucketProps, withKey: boolean): void {
  for (const [name, weaker, cure] of CONFLICTS) {
    if (weaker(props)) refuse(path, `'${name}' is ${valueOf(props[name])}, which the compliance of this scope refuses`, cure);
  }
  if (withKey && props.encryption !== undefined && WITHOUT_KEY.includes(props.encryption)) {
    refuse(path, `'encryption' is ${shown(props.encryption)}, and a customer managed KMS key is asked for`,
      'leave it out, or pass s3.BucketEncryption.KMS');
  }
}

const valueOf = (value: unknown): string => typeof value === 'object' && value !== null ? JSON.stringify(value) : shown(value);

/** Refuses a log bucket that the CDK would give an ACL, which a bucket without ACLs cannot have. */
export function refuseLogAcl(path: string, scope: IConstruct, { serverAccessLogsBucket: logs }: s3.BucketProps): void {
  if (!(logs instanceof s3.Bucket) || logs instanceof AccessLogBucket || FeatureFlags.of(scope).isEnabled(BY_POLICY)) return;
  refuse(path, `'serverAccessLogsBucket' is ${logs.node.path}, and the CDK lets logs in by an ACL, which a bucket without ACLs cannot have`,
    `set the feature flag ${BY_POLICY} to true in cdk.json, or pass an AccessLogBucket`);
}

/** Whether a bucket of this library passes its properties on: those are as they should be. */
export const isOwn = (props: s3.BucketProps): boolean => props.blockedEncryptionTypes === EVERY_BUCKET.blockedEncryptionTypes;
