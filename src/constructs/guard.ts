import { type CfnResource, Stack, Stage } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { type ComplianceFramework, definitionOf } from './compliance-framework';
import { lockouts, type MustWork } from './lockouts';
import { repeatedSids } from './policy-sids';
import { notAsStated, type Stated } from './stated';
import { tooLarge } from './template-size';
import {
  accessLoggingEnabled, aclsDisabled, crossAccountPermissionChangesRefused, encryptedByDefault, httpRefused, incompleteUploadsAborted, keyRotates,
  logDestinationValid, noncurrentVersionsExpire, noPublicGrants, oldTlsRefused, presignedUrlsExpire, publicAccessBlocked, sigv2Refused, sseCBlocked,
  versioningEnabled, wrongEncryptionRefused,
} from '../controls';
import type { Control } from '../controls/control';
import type { Reason } from '../controls/verdict';
import { dayOf } from '../evidence/day';
import { ruling } from '../evidence/ruling';
import { controlsOf, demands, type Framework, requirementsFor } from '../frameworks/framework';
import type { Policy } from '../policy/document';
import type { BucketReading } from '../posture/cloudformation';
import { isKnown } from '../posture/fact';
import { StackReadings } from '../synth/stacks';

interface Guarded {
  readonly bucket: IConstruct;
  readonly resource: CfnResource;
  readonly frameworks: readonly ComplianceFramework[];
  readonly options: GuardOptions;
}

export interface GuardOptions {
  /** The bucket as a resource, where it is not the default child. */
  readonly resource?: CfnResource;
  /** The document of its policy. @default - that of the `s3.Bucket` */
  readonly document?: () => unknown;
  /** The controls that are promised whatever the frameworks ask, at the end of synthesis. @default PROMISED */
  readonly promised?: () => readonly Control[];
  /** The controls that have no meaning for this bucket, whatever its template shows. */
  readonly spared?: readonly Control[];
  /** The requests that the bucket policy must not refuse, asked at the end of synthesis. */
  readonly mustWork?: () => readonly MustWork[];
  /** What the owner stated, which no later change may take back. */
  readonly stated?: Stated;
  /** What else is wrong with a policy, as sentences that say what to do. */
  readonly wrongWith?: (policy: Policy) => readonly string[];
}

/** What every bucket of this library promises, whatever the frameworks ask. */
export const PROMISED: readonly Control[] = [
  publicAccessBlocked, noPublicGrants, aclsDisabled, crossAccountPermissionChangesRefused, encryptedByDefault, wrongEncryptionRefused, sseCBlocked,
  httpRefused, oldTlsRefused, presignedUrlsExpire, sigv2Refused, versioningEnabled, noncurrentVersionsExpire, incompleteUploadsAborted,
  accessLoggingEnabled, logDestinationValid, keyRotates,
];

const guardedBy = new WeakMap<IConstruct, Guarded[]>();

/**
 * Judges a bucket at the end of synthesis, as it will be deployed, and fails on every control that an override, an escape hatch or
 * an added statement broke, unless the bucket declares an exception that still holds today (UTC). Unknown never fails: what is
 * decided at deploy time is for the reports to say. It also fails where the policy would lock out those who must get in.
 */
export function guard(bucket: IConstruct, frameworks: readonly ComplianceFramework[], options: GuardOptions = {}): void {
  const stage = Stage.of(bucket) ?? bucket.node.root;
  const entry = { bucket, resource: options.resource ?? bucket.node.defaultChild as CfnResource, frameworks, options };
  const guarded = guardedBy.get(stage);
  if (guarded) {
    guarded.push(entry);
    return;
  }
  const list: Guarded[] = [entry];
  guardedBy.set(stage, list);
  stage.node.addValidation({ validate: () => brokenPromises(stage, list) });
}

function brokenPromises(stage: IConstruct, list: readonly Guarded[]): string[] {
  const readings = new StackReadings(stage);
  const there = new Set(stage.node.findAll());
  const today = dayOf(new Date());
  // A construct that was taken out of the tree again is not deployed.
  const deployed = list.filter(({ bucket }) => there.has(bucket));
  const large = tooLarge(deployed.map(({ bucket }) => bucket), stack => readings.bodyOf(stack));
  return [...large, ...deployed.flatMap(guarded => brokenBy(guarded, readings, today))];
}

function brokenBy(guarded: Guarded, readings: StackReadings, today: string): string[] {
  const { bucket, resource, frameworks, options } = guarded;
  const reading = readings.of(resource);
  if (!reading) {
    return [`${bucket.node.path}: the bucket is not in its stack's template, so its promises cannot be checked; leave its resource in place, or take out the construct`];
  }
  const definitions = frameworks.map(definitionOf);
  const promised = demanded(definitions, options.promised?.() ?? PROMISED).filter(control => !options.spared?.includes(control));
  const broken = promised.flatMap((control) => {
    const { outcome, because } = ruling(control, reading, today);
    return outcome === 'fail' ? [describe(bucket, control, because, definitions)] : [];
  });
  return [
    ...broken, ...mfaDelete(guarded), ...lockedOut(guarded, reading),
    ...replaced(guarded, reading), ...takenBack(guarded, reading),
    ...wrong(guarded, reading), ...repeatedSids(bucket, options.document?.() ?? (bucket as s3.Bucket).policy?.document),
  ];
}

/** CloudFormation cannot set MFA delete, and S3 takes no lifecycle beside it. */
function mfaDelete({ bucket, resource }: Guarded): string[] {
  const { _toCloudFormation: render } = resource as unknown as { _toCloudFormation: () => object };
  const { Resources = {} } = Stack.of(resource).resolve(render.call(resource)) as { Resources?: Record<string, Versioned> };
  const versioning = Object.values(Resources)[0]?.Properties?.VersioningConfiguration ?? {};
  const asked = Object.keys(versioning).find(key => /mfa/i.test(key));
  return asked === undefined ? [] : [`${bucket.node.path}: VersioningConfiguration.${asked} asks for MFA delete; take it out: Object Lock and a second factor by policy `
    + 'protect versions beside a lifecycle (S3 User Guide, "Configuring MFA delete" against "Managing the lifecycle of objects")'];
}

interface Versioned {
  readonly Properties?: { readonly VersioningConfiguration?: object };
}

function lockedOut({ bucket, options }: Guarded, { alternatives }: BucketReading): string[] {
  const mustWork = options.mustWork?.() ?? [];
  const found = alternatives.flatMap(({ posture: { policy } }) => isKnown(policy) && policy.value ? lockouts(bucket, policy.value, mustWork) : []);
  return [...new Set(found)].map(says => `${bucket.node.path}: ${says}; take that statement out, or spare the role in it`);
}

function wrong({ bucket, options }: Guarded, { alternatives }: BucketReading): string[] {
  const found = alternatives.flatMap(({ posture: { policy } }) => isKnown(policy) && policy.value ? options.wrongWith?.(policy.value) ?? [] : []);
  return [...new Set(found)].map(says => `${bucket.node.path}: ${says}`);
}

/** A second policy replaces the first, and its statements are gone; which of them is deployed last nobody knows, but one of them is lost. */
function replaced({ bucket }: Guarded, { alternatives }: BucketReading): string[] {
  const found = alternatives.flatMap(({ posture: { policy } }) => !isKnown(policy) && policy.unknown.startsWith('has more than one policy') ? [policy.unknown] : []);
  return [...new Set(found)].map(says => `${bucket.node.path}: the bucket ${says}; add the statements with addToResourcePolicy(...) instead`);
}

function takenBack({ bucket, resource, options: { stated = {} } }: Guarded, { alternatives }: BucketReading): string[] {
  const found = alternatives.flatMap(({ posture }) => notAsStated(stated, posture, resource));
  return [...new Set(found)].map(says => `${bucket.node.path}: ${says}`);
}

/** What is promised, and what the frameworks ask of every bucket rather than of some. */
function demanded(frameworks: readonly Framework[], promised: readonly Control[]): readonly Control[] {
  const controls = frameworks.flatMap(framework => controlsOf(framework).filter(control => demands(framework, control.id)));
  return [...new Set([...promised, ...controls])];
}

function describe(bucket: IConstruct, control: Control, because: readonly Reason[], frameworks: readonly Framework[]): string {
  const causes = because.map(({ at, says }) => `${at} ${says}`).join('; ');
  const cited = frameworks.flatMap((f) => {
    const ids = requirementsFor(f, control.id);
    return ids.length > 0 ? [`${f.title} ${ids.join(', ')}`] : [];
  });
  return `${bucket.node.path}: control '${control.id}' fails (${cited.join('; ') || 'promised by every bucket of this library'}). Cause: ${causes}. Cure: ${control.fix}`;
}
