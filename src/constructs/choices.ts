import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ComplianceFramework, floorOf } from './compliance-framework';
import type { CompliantBucketProps } from './compliant-bucket';
import { wholeDays } from './days';
import { checkEveryBucket } from './every-bucket';
import { checkShapes } from './shapes';

/** Refuses choices that are missing, unsafe or at odds with each other. @param path of the bucket, for the messages */
export function checkChoices(path: string, props: CompliantBucketProps, frameworks: readonly ComplianceFramework[]): void {
  checkShapes(path, props);
  checkEveryBucket(path, props);
  const refuse = (what: string, cure: string): never => {
    throw new Error(`${path}: ${what}; ${cure}`);
  };
  const { retention, network, expiration, noncurrentVersionExpiration: noncurrent } = props;

  if (frameworks.length === 0) refuse('\'frameworks\' is empty', 'name at least one, such as ComplianceFramework.BASELINE');
  for (const framework of frameworks) {
    if (!Object.values(ComplianceFramework).includes(framework)) {
      refuse(`'${String(framework)}' is no framework`, `use ${Object.keys(ComplianceFramework).map(k => `ComplianceFramework.${k}`).join(' or ')}`);
    }
  }
  const floor = floorOf(frameworks);
  const asking = frameworks.map(f => f.toUpperCase()).join(' and ');
  if (floor.retention && !retention) {
    refuse(`'retention' is missing, and ${asking} asks for Object Lock`,
      'pass s3.ObjectLockRetention.governance(Duration.days(...)) with the days that your retention policy states');
  }
  if (floor.network && !network) {
    refuse(`'network' is missing, and ${asking} asks for access from named networks only`, 'pass NetworkPerimeter.vpcs([vpc]) with the VPCs that use the bucket');
  }
  if (retention?.mode === s3.ObjectLockMode.COMPLIANCE && props.acknowledgeIrreversibleLock !== true) {
    refuse(`'retention' is a COMPLIANCE lock of ${retention.duration.toHumanString()}, which nobody can lift or shorten, the root user included`,
      'set acknowledgeIrreversibleLock: true if that is meant, or pass s3.ObjectLockRetention.governance(...)');
  }
  if (retention && (props.removalPolicy === RemovalPolicy.DESTROY || props.autoDeleteObjects)) {
    refuse(`${props.autoDeleteObjects ? '\'autoDeleteObjects\'' : 'RemovalPolicy.DESTROY'} cannot go with 'retention': locked objects cannot be deleted`,
      'leave removalPolicy and autoDeleteObjects out');
  }
  if (network && props.autoDeleteObjects) {
    refuse('\'autoDeleteObjects\' cannot go with \'network\': its Lambda function deletes from outside the network', 'empty the bucket from inside the network');
  }
  checkDays('expiration', expiration);
  checkDays('noncurrentVersionExpiration', noncurrent);

  function checkDays(name: string, length: Duration | undefined): void {
    if (!length) return;
    const days = wholeDays(path, name, length);
    if (days !== undefined && retention && days < retention.duration.toDays()) {
      refuse(`'${name}' is ${length.toHumanString()}, shorter than the retention of ${retention.duration.toHumanString()}: what is locked cannot expire`,
        `pass Duration.days(${retention.duration.toDays()}) or more`);
    }
  }
}
