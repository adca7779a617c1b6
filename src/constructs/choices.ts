import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { asking, cited, ComplianceFramework } from './compliance-framework';
import type { CompliantBucketProps } from './compliant-bucket-props';
import { wholeDays } from './days';
import { EncryptionHeaders, EncryptionMethod } from './encryption-method';
import { checkEveryBucket } from './every-bucket';
import { checkExceptions } from './exceptions';
import { checkShapes, show } from './shapes';
import { defaultRetention, lifecycleLimits, vpcOnly } from '../controls';
import type { Control } from '../controls/control';
import { dayOf } from '../evidence/day';
import { saysSomething } from '../posture/declarations';

/** Refuses choices that are missing, unsafe or no choices at all. @param path of the bucket, for the messages */
export function checkChoices(path: string, props: CompliantBucketProps, frameworks: readonly ComplianceFramework[]): void {
  checkShapes(path, props);
  checkEveryBucket(path, props);
  const refuse = (what: string, cure: string): never => {
    throw new Error(`${path}: ${what}; ${cure}`);
  };
  const { retention, network } = props;
  const exceptions = props.exceptions ?? [];

  if (frameworks.length === 0) refuse('\'frameworks\' is empty', 'name at least one, such as ComplianceFramework.BASELINE');
  for (const framework of frameworks) {
    if (!Object.values(ComplianceFramework).includes(framework)) {
      refuse(`'${String(framework)}' is no framework`, `use ${Object.keys(ComplianceFramework).map(k => `ComplianceFramework.${k}`).join(' or ')}`);
    }
  }
  for (const [name, value, allowed] of [
    ['encryption', props.encryption, EncryptionMethod], ['encryptionHeaders', props.encryptionHeaders, EncryptionHeaders],
  ] as const) {
    if (value !== undefined && value !== null && !Object.values<string>(allowed).includes(value)) {
      refuse(`'${name}' cannot be ${show(value)}`, `pass a member of ${allowed === EncryptionMethod ? 'EncryptionMethod' : 'EncryptionHeaders'}`);
    }
  }
  checkExceptions(path, exceptions, dayOf(new Date()));

  const waived = (control: Control) => exceptions.some(e => e.control === control.id);
  const missing = (control: Control, value: unknown) => !value && !waived(control) && asking(frameworks, control).length > 0;
  const askedBy = (control: Control) => cited(frameworks, control).join('; ');
  if (missing(defaultRetention, retention)) {
    refuse(`'retention' is missing, and Object Lock is asked for (${askedBy(defaultRetention)})`,
      'pass s3.ObjectLockRetention.governance(Duration.days(...)) with the days that your retention policy states');
  }
  if (missing(vpcOnly, network)) {
    refuse(`'network' is missing, and access from named networks only is asked for (${askedBy(vpcOnly)})`,
      frameworks.includes(ComplianceFramework.PCI_DSS) ? 'pass NetworkPerimeter.vpcEndpoints([endpoint]) with the endpoints that the applications use'
        : 'pass NetworkPerimeter.vpcs([vpc]) with the VPCs that use the bucket');
  }
  if (missing(lifecycleLimits, props.retentionLimit)) {
    refuse(`'retentionLimit' is missing, and a limit is asked for (${askedBy(lifecycleLimits)})`, 'pass Duration.days(...) with the days that your retention policy states');
  }
  if (network && frameworks.includes(ComplianceFramework.PCI_DSS) && !network._namesEndpoints) {
    refuse('\'network\' names VPCs, and PCI DSS v4.0.1 spec L568 asks for endpoints with security groups of their own',
      'pass NetworkPerimeter.vpcEndpoints([endpoint]) with the interface endpoints that the applications use');
  }
  if (retention?.mode === s3.ObjectLockMode.COMPLIANCE && props.acknowledgeIrreversibleLock !== true) {
    refuse(`'retention' is a COMPLIANCE lock of ${retention.duration.toHumanString()}, which nobody can lift or shorten, the root user included`,
      'set acknowledgeIrreversibleLock: true if that is meant, or pass s3.ObjectLockRetention.governance(...)');
  }
  const age = props.presignedUrlMaxAge;
  if (age?.isUnresolved()) refuse('\'presignedUrlMaxAge\' is decided at deploy time, and the policy counts it in milliseconds', 'pass Duration.hours(...)');
  const seconds = age ? age.toSeconds({ integral: false }) : 900;
  if (age && !(Number.isInteger(seconds) && seconds >= 900 && seconds <= 604_800)) {
    refuse(`'presignedUrlMaxAge' must be whole seconds from 15 minutes to 7 days, got ${age.toHumanString()}`,
      'pass Duration.minutes(15) or more: S3 takes clocks that differ by as much, and Signature Version 4 ends after a week');
  }
  if (props.autoDeleteObjects && props.removalPolicy !== RemovalPolicy.DESTROY && !retention && !network) {
    refuse('\'autoDeleteObjects\' needs a bucket that goes with its stack', 'pass removalPolicy: RemovalPolicy.DESTROY, or leave autoDeleteObjects out');
  }
  for (const name of ['lockAdministrators', 'maximumObjectRetention', 'minimumObjectRetention'] as const) {
    if (props[name] && !retention) refuse(`'${name}' says who may change a lock, or how long it is, and there is no 'retention'`, `pass a retention, or leave ${name} out`);
  }
  if (props.retentionLegalBasis !== undefined && props.retentionLegalBasis !== null && !saysSomething(props.retentionLegalBasis)) {
    refuse('\'retentionLegalBasis\' is empty', 'name the law or the duty, or leave it out');
  }
  if (props.retentionLimit && wholeDays(path, 'retentionLimit', props.retentionLimit) === undefined) {
    refuse('\'retentionLimit\' is decided at deploy time, and the lifecycle is made of it', 'pass Duration.days(...)');
  }
  for (const name of ['expiration', 'noncurrentVersionExpiration', 'maximumObjectRetention'] as const) {
    if (props.retentionLimit && props[name] && wholeDays(path, name, props[name]) === undefined) {
      refuse(`'${name}' is decided at deploy time, and has to fit in the retention limit`, 'pass Duration.days(...), or leave it out');
    }
  }
  checkDays('expiration', props.expiration, retention?.duration);
  // Within a retention limit S3 removes what is locked as soon as the lock ends.
  checkDays('noncurrentVersionExpiration', props.noncurrentVersionExpiration, props.retentionLimit ? Duration.days(1) : retention?.duration);
  checkDays('maximumObjectRetention', props.maximumObjectRetention, retention?.duration, 'a writer could not set as much as the default');
  if (props.minimumObjectRetention) {
    const least = wholeDays(path, 'minimumObjectRetention', props.minimumObjectRetention);
    if (least !== undefined && least > retention!.duration.toDays()) {
      refuse(`'minimumObjectRetention' is ${props.minimumObjectRetention.toHumanString()}, longer than the retention of ${retention!.duration.toHumanString()}`,
        `pass Duration.days(${retention!.duration.toDays()}) or less`);
    }
  }

  function checkDays(name: string, length: Duration | undefined, least: Duration | undefined, why = 'what is locked cannot expire'): void {
    if (!length) return;
    const days = wholeDays(path, name, length);
    if (days !== undefined && retention && least && days < least.toDays()) {
      const sides = `${cited(frameworks, defaultRetention).join('; ') || 'S3 User Guide, "Object Lock considerations"'} against the properties of this bucket`;
      refuse(`'${name}' is ${length.toHumanString()}, shorter than the retention of ${retention.duration.toHumanString()}: ${why}`,
        `pass Duration.days(${retention.duration.toDays()}) or more (${sides})`);
    }
  }
}
