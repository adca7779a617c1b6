import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { AlarmGrouping, BucketAlarm } from './bucket-alarm';
import type { BucketAlarmsOptions, BucketAlarmsProps } from './bucket-alarms-props';
import { MOST_METRICS } from './expressions';
import { differ } from '../environment';
import { show } from '../shapes';

/** Resources of a stack, which CloudFormation limits. */
export const MOST_RESOURCES = 500;

/** From more buckets on, alarms are combined unless somebody decides otherwise. */
export const MOST_BY_THEMSELVES = 40;

/** Refuses what cannot work. @param path of the construct, for the messages */
export function checkOptions(path: string, options: BucketAlarmsOptions): void {
  const refuse = (what: string): never => {
    throw new Error(`${path}: ${what}`);
  };
  const within = (name: string, value: number | undefined, least: number, most: number, whole: boolean) => {
    if (value === undefined || Token.isUnresolved(value) || (value >= least && value <= most && (!whole || Number.isInteger(value)))) return;
    refuse(`'${name}' must be a ${whole ? 'whole ' : ''}number from ${least} to ${most}, got ${show(value)}; leave it out for the default`);
  };
  within('clientErrorRate', options.clientErrorRate, 0.01, 100, false);
  within('serverErrorRate', options.serverErrorRate, 0.01, 100, false);
  within('minimumRequests', options.minimumRequests, 1, 1e9, true);
  within('maximumClientErrors', options.maximumClientErrors, 1, 1e9, true);
  within('maximumServerErrors', options.maximumServerErrors, 1, 1e9, true);
  within('maximumObjects', options.maximumObjects, 1, 1e15, true);
  within('anomalyBandWidth', options.anomalyBandWidth, 0.1, 100, false);
  if (Token.isUnresolved(options.anomalyBandWidth)) refuse("'anomalyBandWidth' is part of an expression and cannot be left to the deployment; pass a number");
  const { maximumSize, storageTypes, without, grouping } = options;
  if (maximumSize && !maximumSize.isUnresolved() && maximumSize.toBytes() < 1) refuse("'maximumSize' must be more than 0 bytes; pass one such as Size.gibibytes(500)");
  if (storageTypes && (storageTypes.length === 0 || storageTypes.length > MOST_METRICS)) {
    refuse(`'storageTypes' names ${storageTypes.length}, and an alarm has room for 1 to ${MOST_METRICS}; leave it out for the usual ones`);
  }
  const twice = storageTypes?.find((type, i) => storageTypes.indexOf(type) !== i);
  if (twice !== undefined) refuse(`'storageTypes' names '${twice}' twice, which would count its bytes twice; name it once`);
  if (storageTypes && !maximumSize) refuse("'storageTypes' needs a 'maximumSize'; pass one such as Size.gibibytes(500)");
  const odd = without?.find(one => !Object.values(BucketAlarm).includes(one));
  if (odd !== undefined) refuse(`'without' cannot be ${show(odd)}; pass members of BucketAlarm`);
  if (grouping !== undefined && !Object.values(AlarmGrouping).includes(grouping)) refuse(`'grouping' cannot be ${show(grouping)}; pass a member of AlarmGrouping`);
}

export function checkAlarms(scope: IConstruct, props: BucketAlarmsProps): void {
  const { path } = scope.node;
  checkOptions(path, props);
  const { metricsFilterId, okActions, topic } = props;
  if (okActions && !topic) throw new Error(`${path}: 'okActions' has nobody to tell; pass a 'topic'`);
  const { region } = Stack.of(scope);
  if (topic && differ(topic.env.region, region)) {
    throw new Error(`${path}: the topic ${topic.node.path} is in ${topic.env.region}, and CloudWatch tells alarms of ${region} to topics there only; pass a topic of that Region`);
  }
  if (metricsFilterId !== undefined && !Token.isUnresolved(metricsFilterId) && !/^[A-Za-z0-9._-]{1,64}$/.test(metricsFilterId)) {
    throw new Error(`${path}: 'metricsFilterId' must be 1 to 64 letters, digits and - . _, got ${show(metricsFilterId)}; leave it out for 'EntireBucket'`);
  }
}

/** Metrics of a bucket are in its own account and Region; nobody else can see them. */
export function checkBuckets(scope: IConstruct, buckets: readonly s3.IBucket[]): void {
  const { path } = scope.node;
  if (!Array.isArray(buckets) || buckets.length === 0) throw new Error(`${path}: 'buckets' is empty; name at least one`);
  const twice = buckets.find((bucket, i) => buckets.indexOf(bucket) !== i);
  if (twice) throw new Error(`${path}: 'buckets' names ${twice.node.path} twice; name it once`);
  const { account, region } = Stack.of(scope);
  for (const { env, node } of buckets) {
    if (differ(env.region, region)) throw new Error(`${path}: the bucket ${node.path} is in ${env.region}, and its metrics are not seen in ${region}; watch it in a stack of its own Region`);
    if (differ(env.account, account)) throw new Error(`${path}: the bucket ${node.path} is in account ${env.account}, and its metrics are not seen in ${account}; watch it in a stack of its own account`);
  }
}

/** Says how many resources are too many before CDK does, and what to do about it. */
export function mustFit(scope: IConstruct, alarms: number): void {
  const cure = 'spread the buckets over several stacks, pass AlarmGrouping.COMBINED, or leave alarms out with \'without\'';
  if (alarms > MOST_RESOURCES) throw new Error(`${scope.node.path}: it would have ${alarms} alarms, and a stack takes ${MOST_RESOURCES} resources; ${cure}`);
  const stack = Stack.of(scope);
  const validate = () => {
    const resources = stack.node.findAll().filter(child => CfnResource.isCfnResource(child) && Stack.of(child) === stack).length;
    return resources > MOST_RESOURCES ? [`the stack has ${resources} resources, ${alarms} of them alarms from here, and ${MOST_RESOURCES} fit; ${cure}`] : [];
  };
  scope.node.addValidation({ validate });
}
