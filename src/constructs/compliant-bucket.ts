import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { AccessLogBucket, sendAccessLogs } from './access-log-bucket';
import { acknowledgeEncryption, acknowledgeNoLock, acknowledgeNoReplication } from './acknowledgements';
import { checkStatement } from './added-statements';
import { checkChoices } from './choices';
import { asking, ComplianceFramework } from './compliance-framework';
import type { CompliantBucketProps } from './compliant-bucket-props';
import { checkConflicts } from './conflicts';
import { deploymentRoleArn, mfaExempt } from './deployment';
import { usableKey } from './encryption-key';
import { EncryptionMethod } from './encryption-method';
import { EVERY_BUCKET } from './every-bucket';
import { declare } from './exceptions';
import { guard } from './guard';
import { lifecycleRules } from './lifecycle';
import { mustWork } from './lockouts';
import { lockStatements, longestRetention } from './object-lock';
import { allowErasure, allowPortability, roleOf, tagPersonalData } from './personal-data';
import { checkPolicySize } from './policy-size';
import { protectKey } from './protect-key';
import { checkKeyResidency, checkResidency } from './residency';
import { S3PolicyStatements } from './s3-policy-statements';
import { explain, type SettingExplanation } from './settings';
import {
  crossAccountRolesOnly, defaultRetention, destructiveChangesNeedMfa, encryptedWithKms, erasurePossible, inAllowedRegion, inventoryListed,
  multiAzStorage, personalDataTagged,
} from '../controls';
import { DECLARATIONS } from '../posture/declarations';

/**
 * A bucket that supports the frameworks it names, and refuses to be synthesized in any other shape.
 *
 * Every bucket gets: default encryption, no SSE-C, HTTPS with TLS 1.2 or later, Signature Version 4 no older than a week, no public access, no
 * ACLs, versions, access logs to another bucket, an end for noncurrent versions and for incomplete uploads. Frameworks add a KMS key, Object
 * Lock, a network perimeter, residency, erasure or a second factor; `explain()` says which asked for what.
 *
 * No property can take any of that away. Neither can an escape hatch: at the end of synthesis the bucket is judged as it will be
 * deployed, and a control that fails stops the synthesis, unless an exception names it.
 *
 * Costs: a KMS key where there is one (per month and per request), S3 storage of access logs and of noncurrent versions.
 * Not covered: the account around the bucket (public access block, trails, alarms, Macie).
 */
export class CompliantBucket extends s3.Bucket {
  /** What the bucket was asked to support. */
  public readonly frameworks: ComplianceFramework[];

  /** The bucket that gets the server access logs. */
  public readonly accessLogBucket: s3.IBucket;

  /** The role that may delete versions for good, where a framework asks for erasure. */
  public readonly erasureRole?: iam.IRole;

  /** The role that may read everything to hand it over, where a framework asks for portability. */
  public readonly portabilityRole?: iam.IRole;

  /** @internal */
  public readonly _allowedRegions?: readonly string[];

  private readonly exempt = new Set<string>();
  private readonly explanation: SettingExplanation[];

  constructor(scope: Construct, id: string, props: CompliantBucketProps = {}) {
    const named = props.frameworks ?? [ComplianceFramework.BASELINE];
    const path = `${scope.node.path}/${id}`;
    checkChoices(path, props, named);
    const frameworks = [...new Set(named)];
    checkConflicts(path, props, frameworks);
    const asks = (control: Parameters<typeof asking>[1]) => asking(frameworks, control).length > 0;
    const resident = asks(inAllowedRegion) || props.allowedRegions !== undefined;
    const residentFor = asking(frameworks, inAllowedRegion).join(' and ') || '\'allowedRegions\'';
    const allowedRegions = resident ? checkResidency(scope, id, residentFor, props.allowedRegions) : undefined;
    const encryptionKey = props.encryptionKey ? usableKey(scope, id, props.encryptionKey, Boolean(props.retention)) : undefined;
    if (resident) checkKeyResidency(path, encryptionKey, props.multiRegionKeyAllowed);
    const method = props.encryption ?? (asks(encryptedWithKms) || encryptionKey ? EncryptionMethod.KMS : EncryptionMethod.S3_MANAGED);
    const rules = lifecycleRules(path, props);
    super(scope, id, {
      ...EVERY_BUCKET,
      bucketName: props.bucketName,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
      autoDeleteObjects: props.autoDeleteObjects,
      encryption: ENCRYPTION[method],
      encryptionKey,
      bucketKeyEnabled: method === EncryptionMethod.KMS ? props.bucketKeyEnabled ?? true : undefined,
      objectLockDefaultRetention: props.retention,
      lifecycleRules: rules,
    });
    this.frameworks = frameworks;
    this._allowedRegions = allowedRegions;
    const { personalDataTag = 'personal-data' } = props;
    const presignedUrlMaxAge = props.presignedUrlMaxAge ?? Duration.days(7);
    const add = (...statements: iam.PolicyStatement[]) => statements.forEach(statement => this.addToResourcePolicy(statement));

    if (method !== EncryptionMethod.S3_MANAGED || props.encryptionHeaders) {
      add(...S3PolicyStatements.denyWrongEncryption(this, { method, key: this.encryptionKey, headers: props.encryptionHeaders }));
    }
    add(S3PolicyStatements.denySigV2(this), S3PolicyStatements.limitPresignedUrlAge(this, presignedUrlMaxAge));
    if (props.network) add(S3PolicyStatements.denyOutside(this, props.network._sparing(() => [...this.exempt])));
    if (props.organizationId !== undefined) add(S3PolicyStatements.denyOutsideOrganization(this, props.organizationId));
    if (asks(crossAccountRolesOnly)) add(S3PolicyStatements.denyCrossAccountPermissionChanges(this));
    if (asks(multiAzStorage)) add(S3PolicyStatements.denyOneZone(this));
    if (asks(destructiveChangesNeedMfa)) add(S3PolicyStatements.requireMfa(this, mfaExempt(this, props.mfaExemptRoles)));
    this.accessLogBucket = props.accessLogBucket ?? new AccessLogBucket(this, 'AccessLogs', {
      retention: props.retentionLimit && !asks(defaultRetention) ? Duration.days(365) : undefined,
      mfaExemptRoles: asks(destructiveChangesNeedMfa) ? props.mfaExemptRoles ?? [] : undefined,
    });
    sendAccessLogs(this, this.accessLogBucket);
    if (asks(personalDataTagged)) tagPersonalData(this, personalDataTag);
    const uploadsTagged = asks(personalDataTagged) && !props.exceptions?.some(e => e.control === personalDataTagged.id);
    if (uploadsTagged) add(S3PolicyStatements.requireObjectTag(this, personalDataTag));
    if (asks(erasurePossible)) {
      this.erasureRole = props.erasureRole ?? roleOf(this, 'ErasureRole', 'Deletes personal data for good, all versions of it');
      allowErasure(this, this.erasureRole, props.retention?.mode === s3.ObjectLockMode.GOVERNANCE);
    }
    if (asks(inventoryListed)) {
      this.portabilityRole = props.portabilityRole ?? roleOf(this, 'PortabilityRole', 'Reads personal data to hand it over');
      allowPortability(this, this.portabilityRole, this.accessLogBucket);
    }
    const maximumDays = props.retention ? longestRetention(props) : undefined;
    const lockAdministrators = [...props.lockAdministrators ?? [], ...this.erasureRole ? [this.erasureRole] : []];
    if (maximumDays !== undefined) add(...lockStatements(this, props, { lockAdministrators, maximumDays, erasable: this.erasureRole !== undefined }));
    // CDK has the key of SSE-KMS rotate, and forgets that of DSSE-KMS.
    if (!encryptionKey && this.encryptionKey) (this.encryptionKey.node.defaultChild as kms.CfnKey).enableKeyRotation = true;
    protectKey(this, props);
    if (props.eventBridgeEnabled) this.resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };

    declare(this.resource, DECLARATIONS, {
      allowedRegions: props.allowedRegions,
      multiRegionKeyAllowed: props.multiRegionKeyAllowed,
      retentionLegalBasis: props.retentionLegalBasis,
      personalDataTag: props.personalDataTag,
      exceptions: props.exceptions,
    });
    acknowledgeNoReplication(this);
    acknowledgeEncryption(this, method);
    if (!props.retention) acknowledgeNoLock(this);
    this.explanation = explain({
      props,
      algorithm: method,
      ownKey: this.encryptionKey !== undefined && !encryptionKey,
      rules,
      regions: allowedRegions,
      maximumObjectRetention: maximumDays,
      presignedUrlMaxAge,
      mfa: asks(destructiveChangesNeedMfa),
      multiAz: asks(multiAzStorage),
      personalData: asks(personalDataTagged),
      uploadsTagged,
      key: this.encryptionKey,
    }, frameworks);
    checkPolicySize(this);
    guard(this, frameworks, {
      stated: props,
      mustWork: () => mustWork({
        deploymentRoleArn: deploymentRoleArn(this),
        network: props.network,
        exempt: [...this.exempt],
        mfaExemptRoles: props.mfaExemptRoles,
        lockAdministrators,
        erasureRole: this.erasureRole,
      }),
    });
  }

  /** Each setting of this bucket, its value, and which framework asked for it where. */
  public explain(): SettingExplanation[] {
    return this.explanation;
  }

  /**
   * Adds a statement to the bucket policy. An Allow must name its principals and its actions: one that is wider is an error.
   *
   * @param permission the statement
   */
  public addToResourcePolicy(permission: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    checkStatement(this, permission);
    return super.addToResourcePolicy(permission);
  }

  /**
   * Tells a destination of events. Where `eventBridgeEnabled` is set it stays so: CDK's own way to set notifications would otherwise end it.
   *
   * @param event the type of the event
   * @param dest the topic, queue or function
   * @param filters prefixes and suffixes of the keys
   */
  public addEventNotification(event: s3.EventType, dest: s3.IBucketNotificationDestination, ...filters: s3.NotificationKeyFilter[]): void {
    if (this.resource.notificationConfiguration) this.enableEventBridgeNotification();
    super.addEventNotification(event, dest, ...filters);
  }

  /**
   * Lets a role through the network perimeter: what copies the objects comes from nowhere.
   *
   * @internal
   */
  public _exemptRole(role: iam.IRole): void {
    this.exempt.add(role.roleArn);
  }

  private get resource(): s3.CfnBucket {
    return this.node.defaultChild as s3.CfnBucket;
  }
}

const ENCRYPTION: Readonly<Record<EncryptionMethod, s3.BucketEncryption>> = {
  [EncryptionMethod.S3_MANAGED]: s3.BucketEncryption.S3_MANAGED,
  [EncryptionMethod.KMS]: s3.BucketEncryption.KMS,
  [EncryptionMethod.KMS_DSSE]: s3.BucketEncryption.DSSE,
  [EncryptionMethod.CLIENT_SIDE]: s3.BucketEncryption.S3_MANAGED,
};
