import { Annotations, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';

type Configuration = Pick<s3.CfnBucket.MetricsConfigurationProperty, 'id' | 'prefix' | 'tagFilters' | 'accessPointArn'>;

const whole = ({ prefix, tagFilters, accessPointArn }: Configuration): boolean =>
  !prefix && accessPointArn === undefined && (!Array.isArray(tagFilters) || tagFilters.length === 0);

const resourceOf = (bucket: s3.IBucket): s3.CfnBucket | undefined => {
  const child = bucket.node.defaultChild;
  return s3.CfnBucket.isCfnBucket(child) ? child : undefined;
};

function configurationsOf(resource: s3.CfnBucket): readonly Configuration[] {
  const stated: unknown = Stack.of(resource).resolve(resource.metricsConfigurations);
  return Array.isArray(stated) ? stated as Configuration[] : [];
}

/**
 * Has S3 send the request metrics of a whole bucket, and gives the id to ask for them by. A bucket that sends them already is left as it is.
 *
 * @param scope the construct that needs them
 * @param wanted the id of a new configuration
 */
export function requestMetrics(scope: IConstruct, bucket: s3.IBucket, wanted: string): string {
  const resource = resourceOf(bucket);
  if (!resource) {
    Annotations.of(scope).addWarningV2(`cdk-s3-compliance:request-metrics:${bucket.node.path}`,
      `the bucket ${bucket.node.path} is not made in this app: its request metrics must be on for the whole bucket under the id '${wanted}', else nothing is ever measured`);
    return wanted;
  }
  const there = configurationsOf(resource);
  const id = there.find(whole)?.id ?? wanted;
  if (!there.some(whole)) {
    refuseNarrow(scope, bucket, there, wanted);
    if (bucket instanceof s3.Bucket) bucket.addMetric({ id });
    // Where somebody has set the property of the resource, what the bucket collects is not asked for.
    if (!configurationsOf(resource).some(one => one.id === id)) resource.metricsConfigurations = [...there, { id }];
  }
  scope.node.addValidation({ validate: () => problems(bucket, configurationsOf(resource), id) });
  return id;
}

function refuseNarrow(scope: IConstruct, bucket: s3.IBucket, there: readonly Configuration[], id: string): void {
  if (!there.some(one => one.id === id)) return;
  throw new Error(`${scope.node.path}: the metrics configuration '${id}' of ${bucket.node.path} has a filter, and alarms need one for the whole bucket; pass another 'metricsFilterId'`);
}

/** Whether what came later has left the configuration alone. */
function problems(bucket: s3.IBucket, there: readonly Configuration[], id: string): string[] {
  const [first, ...others] = there.filter(one => one.id === id);
  if (first && whole(first) && others.length === 0) return [];
  const how = !first ? 'is gone' : others.length > 0 ? 'is there twice' : 'has a filter';
  return [`the metrics configuration '${id}' of ${bucket.node.path} ${how}, and alarms need one for the whole bucket; give the other one another id`];
}
