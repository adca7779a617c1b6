import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { blockPublicAccess, disableAcls, keepVersions, refuseWebsite } from './access';
import { asProps, declareAll, withOwn } from './declared';
import { encrypt } from './encryption';
import { limit } from './lifecycle';
import { log } from './logs';
import { limitLocks, lock } from './object-lock';
import { letErase, letHandOver, tag } from './personal-data';
import { type Options } from './state';
import { together } from './stated';
import type { Surveyor } from './survey';
import { isTarget, type Target, targetOf } from './target';
import { watch } from './watch';
import { checkChoices } from '../constructs/choices';
import { asking, ComplianceFramework } from '../constructs/compliance-framework';
import { checkConflicts } from '../constructs/conflicts';
import { mfaExempt } from '../constructs/deployment';
import { PROMISED } from '../constructs/guard';
import { denyOldSignatures } from '../constructs/policy-statements/transport';
import { protectKey } from '../constructs/protect-key';
import { checkKeyResidency, checkResidency } from '../constructs/residency';
import { S3PolicyStatements } from '../constructs/s3-policy-statements';
import {
  crossAccountRolesOnly, defaultRetention, destructiveChangesNeedMfa, encryptedWithKms, erasurePossible, governanceBypassRestricted, inAllowedRegion,
  inventoryListed, multiAzStorage, personalDataTagged,
} from '../controls';
import type { Control } from '../controls/control';

/** One hardening: the controls that judge it, what its user states, and what is done. */
export interface Alone {
  readonly controls: readonly Control[];
  readonly given: Options;
  readonly step: (target: Target) => void;
}

/** Applies one hardening alone; its controls are judged at the end of synthesis. */
export function hardenAlone(resource: s3.CfnBucket, surveyor: Surveyor, { controls, given, step }: Alone): void {
  if (!isTarget(resource)) return;
  const target = targetOf(resource, surveyor, given.accessLogBucket);
  const { path, owner, state } = target;
  checkChoices(path, asProps(target, given), [ComplianceFramework.BASELINE]);
  state.options = together(owner, state.options, given, () => [false, false]);
  step(target);
  for (const control of controls) state.promised.add(control);
  watch(target);
}

/**
 * Hardens a bucket that exists already, together with what was asked of it before: each step is a function of what its user wrote and of all that was
 * asked so far, so that neither the order nor a repetition matters.
 */
export function harden(resource: s3.CfnBucket, surveyor: Surveyor, named: readonly ComplianceFramework[], given: Options): void {
  if (!isTarget(resource)) return;
  const target = targetOf(resource, surveyor, given.accessLogBucket);
  const { path, owner, state } = target;
  const before = asks([...state.frameworks]);
  const now = asks(named);
  const own = withOwn(target, given);
  checkChoices(path, asProps(target, own), named);
  // What lets roles off a second factor is for the mixin to say that asks for one.
  const stated = now(destructiveChangesNeedMfa) ? own : { ...own, mfaExemptRoles: undefined };
  state.options = together(owner, state.options, stated, name => [reads(before, name), reads(now, name)]);
  for (const framework of named) if (!state.frameworks.includes(framework)) state.frameworks.push(framework);
  checkConflicts(path, asProps(target, state.options), state.frameworks);
  state.lockStated ||= given.retention !== undefined && given.retention !== null;
  for (const control of PROMISED) state.promised.add(control);

  blockPublicAccess(target);
  disableAcls(target);
  refuseWebsite(target);
  keepVersions(target);
  secureTransport(target);
  currentSignatures(target);
  if (target.survey.receivesLogs) hardenLogTarget(target);
  else hardenData(target, control => now(control) && !excepted(stated, control.id));
  declareAll(target);
  watch(target);
}

/**
 * What every bucket with data of its own gets.
 *
 * @param unexcepted what this mixin asks for: its own exceptions count, those of another mixin do not
 */
function hardenData(target: Target, unexcepted: Asked): void {
  const { path, owner, state, bucket, resource } = target;
  const { options } = state;
  const asked = asks(state.frameworks);
  if (asked(inAllowedRegion) || options.allowedRegions) {
    const residentFor = asking(state.frameworks, inAllowedRegion).join(' and ') || '\'allowedRegions\'';
    checkResidency(owner.node.scope!, owner.node.id, residentFor, options.allowedRegions);
  }
  if (options.retention) lock(target, options.retention);
  const key = encrypt(target, unexcepted(encryptedWithKms));
  if (asked(inAllowedRegion)) checkKeyResidency(path, key, options.multiRegionKeyAllowed);
  limit(target);
  const mfa = asked(destructiveChangesNeedMfa);
  const logs = log(target, {
    long: asked(defaultRetention), limited: options.retentionLimit !== undefined, mfaExemptRoles: mfa ? options.mfaExemptRoles ?? [] : undefined,
  });
  const network = options.network?._sparing(() => replicating(resource));
  if (network) bucket.addToResourcePolicy(S3PolicyStatements.denyOutside(bucket, network));
  if (options.organizationId !== undefined) bucket.addToResourcePolicy(S3PolicyStatements.denyOutsideOrganization(bucket, options.organizationId));
  permissions(target);
  if (asked(personalDataTagged)) tag(target, options.personalDataTag ?? 'personal-data', unexcepted(personalDataTagged));
  if (asked(erasurePossible)) letErase(target);
  if (asked(inventoryListed)) letHandOver(target, logs);
  if (options.retention && (state.lockStated || asked(governanceBypassRestricted))) limitLocks(target);
  protectKey(bucket, options);
}

/** A bucket that gets the access logs of others is spared what stops their delivery, and logs of its own. */
function hardenLogTarget(target: Target): void {
  encrypt(target, false);
  limit(target);
  permissions(target);
}

/** Refuses HTTP and old TLS. */
export function secureTransport({ bucket }: Target): void {
  bucket.addToResourcePolicy(S3PolicyStatements.denyInsecureTransport(bucket));
  bucket.addToResourcePolicy(S3PolicyStatements.denyOldTls(bucket));
}

/** Refuses Signature Version 2, and signatures older than the shortest age that anybody states. */
export function currentSignatures({ bucket, state }: Target): void {
  bucket.addToResourcePolicy(S3PolicyStatements.denySigV2(bucket));
  const age = Lazy.uncachedString({ produce: () => String((state.options.presignedUrlMaxAge ?? Duration.days(7)).toMilliseconds()) });
  bucket.addToResourcePolicy(denyOldSignatures(bucket, age));
}

function permissions(target: Target): void {
  const { bucket, state } = target;
  const asked = asks(state.frameworks);
  if (asked(crossAccountRolesOnly)) bucket.addToResourcePolicy(S3PolicyStatements.denyCrossAccountPermissionChanges(bucket));
  if (asked(multiAzStorage)) bucket.addToResourcePolicy(S3PolicyStatements.denyOneZone(bucket));
  if (asked(destructiveChangesNeedMfa)) {
    bucket.addToResourcePolicy(S3PolicyStatements.requireMfa(bucket, deployers(target)));
  }
}

/** Who changes the bucket without a second factor; another stack may hold its policy, and be deployed with another role. */
function deployers({ owner, state, survey: { policies: [policy] } }: Target): string[] {
  const role = (of: IConstruct) => Stack.of(of).synthesizer.cloudFormationExecutionRole;
  const other = policy !== undefined && role(policy) !== role(owner) ? mfaExempt(policy) : [];
  return [...mfaExempt(owner, state.options.mfaExemptRoles), ...other];
}

type Asked = (control: Parameters<typeof asking>[1]) => boolean;

const asks = (frameworks: readonly ComplianceFramework[]): Asked => control => asking(frameworks, control).length > 0;

/** Whether frameworks read an option that lets something pass. */
const reads = (asked: Asked, option: string): boolean =>
  asked(option === 'mfaExemptRoles' ? destructiveChangesNeedMfa : option === 'retentionLegalBasis' ? erasurePossible : inAllowedRegion);

const excepted = ({ exceptions = [] }: Options, control: string): boolean => exceptions.some(exception => exception.control === control);

/** The role that replicates the bucket, where it is replicated: what copies the objects comes from nowhere. */
function replicating({ replicationConfiguration: replication }: s3.CfnBucket): string[] {
  return replication !== undefined && 'role' in replication ? [replication.role] : [];
}
