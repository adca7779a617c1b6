import { type Duration, Token } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { asking, cited, type ComplianceFramework } from './compliance-framework';
import type { CompliantBucketProps } from './compliant-bucket-props';
import { EncryptionHeaders, type EncryptionMethod } from './encryption-method';
import {
  accessLoggingEnabled, aclsDisabled, crossAccountPermissionChangesRefused, crossAccountRolesOnly, defaultRetention, destructiveChangesNeedMfa,
  encryptedByDefault, encryptedWithCustomerKey, encryptedWithKms, erasurePossible, governanceBypassRestricted, httpRefused, inAllowedRegion,
  inventoryListed, keyDedicated, keyInAllowedRegion, keyRotates, keyStaysUsable, lifecycleLimits, logDestinationValid, multiAzStorage,
  noncurrentVersionsExpire, noPublicGrants, objectLockEnabled, objectRetentionBounded, oldTlsRefused, personalDataTagged, presignedUrlsExpire,
  publicAccessBlocked, replicasInAllowedRegions, sigv2Refused, sseCBlocked, versioningEnabled, vpcOnly, wrongEncryptionRefused,
} from '../controls';
import type { Control } from '../controls/control';

/** One setting of a bucket, and who asks for it. */
export interface SettingExplanation {
  /** What is set, such as `default encryption`. */
  readonly setting: string;

  /** How it is set on this bucket, such as `aws:kms, under a key of its own`. */
  readonly value: string;

  /** The ids of the frameworks that ask for it, such as `hipaa`. Empty where only this library or the properties of the bucket do. */
  readonly frameworks: string[];

  /** Where they ask for it, such as `HIPAA Security Rule 164.312(b), spec L540`. */
  readonly citations: string[];

  /** The controls that judge it, as in docs/CONTROLS.md. */
  readonly controls: string[];
}

/** What was decided for one bucket. */
export interface Decided {
  readonly props: CompliantBucketProps;
  readonly algorithm: EncryptionMethod;
  readonly ownKey: boolean;
  readonly rules: readonly s3.LifecycleRule[];
  readonly regions?: readonly string[];
  /** In days. */
  readonly maximumObjectRetention?: number;
  readonly presignedUrlMaxAge: Duration;
  readonly mfa: boolean;
  readonly multiAz: boolean;
  readonly personalData: boolean;
  /** False where an exception lets uploads without the tag in. */
  readonly uploadsTagged: boolean;
  readonly key?: kms.IKey;
}

type Row = readonly [setting: string, value: (decided: Decided) => string | undefined, controls: readonly Control[]];

const ROWS: readonly Row[] = [
  ['default encryption', d => `${d.algorithm}${d.ownKey ? ', under a new key of its own' : d.props.encryptionKey ? `, under ${d.props.encryptionKey.node.path}` : ''}`,
    [encryptedByDefault, encryptedWithKms, encryptedWithCustomerKey]],
  ['the key', d => d.key && aboutKey(d, d.key),
    [keyRotates, keyStaysUsable, keyDedicated]],
  ['encryption headers', d => d.props.encryptionHeaders === EncryptionHeaders.REQUIRED ? 'required of every upload' : 'only wrong ones are refused', [wrongEncryptionRefused]],
  ['SSE-C', () => 'blocked', [sseCBlocked]],
  ['transport', () => 'HTTPS with TLS 1.2 or later', [httpRefused, oldTlsRefused]],
  ['signatures', d => `Signature Version 4, no older than ${d.presignedUrlMaxAge.toHumanString()}`, [presignedUrlsExpire, sigv2Refused]],
  ['public access', () => 'blocked, by all four settings and by the policy', [publicAccessBlocked, noPublicGrants]],
  ['ACLs', () => 'disabled', [aclsDisabled]],
  ['other accounts', () => 'may not change permissions; they come in through named roles where a framework asks for it', [crossAccountPermissionChangesRefused, crossAccountRolesOnly]],
  ['network', d => d.props.network ? 'object requests from the named networks only' : undefined, [vpcOnly]],
  ['access logs', d => d.props.accessLogBucket ? `to ${d.props.accessLogBucket.node.path}` : 'to a new AccessLogBucket', [accessLoggingEnabled, logDestinationValid]],
  ['versions', () => 'kept', [versioningEnabled]],
  ['lifecycle', d => d.rules.map(inWords).join('; '), [noncurrentVersionsExpire, lifecycleLimits]],
  ['Object Lock', d => d.props.retention && `${d.props.retention.mode}, ${d.props.retention.duration.toHumanString()}`, [objectLockEnabled, defaultRetention]],
  ['retention of single objects', d => d.maximumObjectRetention === undefined ? undefined
    : `at most ${Token.isUnresolved(d.maximumObjectRetention) ? 'what deployment decides in' : d.maximumObjectRetention} days; GOVERNANCE is lifted by ${lifters(d)}`, [objectRetentionBounded, governanceBypassRestricted]],
  ['Regions', d => d.regions?.join(', '), [inAllowedRegion, keyInAllowedRegion, replicasInAllowedRegions]],
  ['personal data', d => d.personalData
    ? `tagged on the bucket${d.uploadsTagged ? ' and on every upload' : ''}, erased by one role, handed over by another with an inventory` : undefined,
  [personalDataTagged, erasurePossible, inventoryListed]],
  ['second factor', d => d.mfa ? 'to delete versions, the bucket and its policy, and to change the policy' : undefined, [destructiveChangesNeedMfa]],
  ['storage classes', d => d.multiAz ? 'none that keeps objects in one zone' : undefined, [multiAzStorage]],
];

/** Every setting of the bucket that is on, with the frameworks that ask for it. */
export function explain(decided: Decided, frameworks: readonly ComplianceFramework[]): SettingExplanation[] {
  return ROWS.flatMap(([setting, value, controls]) => {
    const text = value(decided);
    if (text === undefined) return [];
    return [{
      setting,
      value: text,
      frameworks: [...asking(frameworks, ...controls)],
      citations: [...cited(frameworks, ...controls)],
      controls: controls.map(c => c.id),
    }];
  });
}

function aboutKey({ ownKey }: Decided, key: kms.IKey): string {
  if (ownKey) return 'rotates, stays when the stack goes, and is used by this bucket alone';
  return key instanceof kms.Key ? 'was passed in, and rotates' : 'was passed in, and nothing is known of it here';
}

function lifters({ props, personalData }: Decided): string {
  const who = [...props.lockAdministrators?.length ? ['the lock administrators'] : [], ...personalData ? ['the erasure role'] : []];
  return who.join(' and ') || 'nobody';
}

/** Lengths that deployment decides have no words yet. */
function inWords({ expiration, noncurrentVersionExpiration: noncurrent, expiredObjectDeleteMarker }: s3.LifecycleRule): string {
  if (expiredObjectDeleteMarker) return 'delete markers without versions go';
  const length = (duration: Duration) => duration.isUnresolved() ? 'what deployment decides' : duration.toHumanString();
  return `current versions ${expiration ? `expire after ${length(expiration)}` : 'stay'}, noncurrent ones go after ${noncurrent ? length(noncurrent) : 'never'}`;
}
