import { CfnResource, Stage } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { type ComplianceFramework, definitionOf } from './compliance-framework';
import {
  accessLoggingEnabled, aclsDisabled, crossAccountPermissionChangesRefused, encryptedByDefault, httpRefused, incompleteUploadsAborted,
  logDestinationValid, noncurrentVersionsExpire, noPublicGrants, oldTlsRefused, publicAccessBlocked, sseCBlocked, versioningEnabled,
  wrongEncryptionRefused,
} from '../controls';
import type { Control } from '../controls/control';
import type { Reason } from '../controls/verdict';
import { dayOf } from '../evidence/day';
import { ruling } from '../evidence/ruling';
import { controlsOf, demands, type Framework, requirementsFor } from '../frameworks/framework';
import { StackReadings } from '../synth/stacks';

interface Guarded {
  readonly bucket: s3.Bucket;
  readonly resource: CfnResource;
  readonly frameworks: readonly ComplianceFramework[];
  readonly spared: readonly Control[];
}

/** What every bucket of this library promises, whatever the frameworks ask. */
const PROMISED: readonly Control[] = [
  publicAccessBlocked, noPublicGrants, aclsDisabled, crossAccountPermissionChangesRefused, encryptedByDefault, wrongEncryptionRefused, sseCBlocked,
  httpRefused, oldTlsRefused, versioningEnabled, noncurrentVersionsExpire, incompleteUploadsAborted, accessLoggingEnabled, logDestinationValid,
];

const guardedBy = new WeakMap<IConstruct, Guarded[]>();

/**
 * Judges a bucket at the end of synthesis, as it will be deployed, and fails on every control that an override, an escape hatch or
 * an added statement broke, unless the bucket declares an exception that still holds today (UTC). Unknown never fails: what is
 * decided at deploy time is for the reports to say.
 *
 * @param spared the controls that have no meaning for this bucket, whatever its template shows
 */
export function guard(bucket: s3.Bucket, frameworks: readonly ComplianceFramework[], spared: readonly Control[] = []): void {
  const stage = Stage.of(bucket) ?? bucket.node.root;
  const entry = { bucket, resource: bucket.node.defaultChild as CfnResource, frameworks, spared };
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
  return list.filter(({ bucket }) => there.has(bucket)).flatMap(({ bucket, resource, frameworks, spared }) => {
    const reading = readings.of(resource);
    if (!reading) {
      return [`${bucket.node.path}: the bucket is not in its stack's template, so its promises cannot be checked; leave its resource in place, or take out the construct`];
    }
    const definitions = frameworks.map(definitionOf);
    return demanded(definitions).filter(control => !spared.includes(control)).flatMap((control) => {
      const { outcome, because } = ruling(control, reading, today);
      return outcome === 'fail' ? [describe(bucket, control, because, definitions)] : [];
    });
  });
}

/** What is promised, and what the frameworks ask of every bucket rather than of some. */
function demanded(frameworks: readonly Framework[]): readonly Control[] {
  const controls = frameworks.flatMap(framework => controlsOf(framework).filter(control => demands(framework, control.id)));
  return [...new Set([...PROMISED, ...controls])];
}

function describe(bucket: s3.Bucket, control: Control, because: readonly Reason[], frameworks: readonly Framework[]): string {
  const causes = because.map(({ at, says }) => `${at} ${says}`).join('; ');
  const cited = frameworks.flatMap((f) => {
    const ids = requirementsFor(f, control.id);
    return ids.length > 0 ? [`${f.title} ${ids.join(', ')}`] : [];
  });
  return `${bucket.node.path}: control '${control.id}' fails (${cited.join('; ') || 'promised by every bucket of this library'}). Cause: ${causes}. Cure: ${control.fix}`;
}
