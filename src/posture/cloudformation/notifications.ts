import { type Fact, known, map, unknown } from '../fact';
import type { Resource } from './assembly';
import { belongingsOf, straysFor } from './belongings';
import { anyOf } from './collect';
import type { Scope } from './scope';
import { type Spot, get, items, pathOf, propertiesOf, truth } from './spot';

/** The CDK sets by it what CloudFormation can only set once both the bucket and the one who is told exist. */
const CUSTOM = 'Custom::S3BucketNotifications';
/** The transform of SAM sets by its events what the bucket of the same template then has. */
const FUNCTION = 'AWS::Serverless::Function';
const TYPES = [CUSTOM, FUNCTION] as const;
const LISTS = ['TopicConfigurations', 'QueueConfigurations', 'LambdaConfigurations', 'LambdaFunctionConfigurations'] as const;

/** Whether something is told of what happens to the objects of a bucket, from the spot of its properties. */
export function notificationsOf(bucket: Resource, properties: Spot, scope: Scope): Fact<boolean> {
  const pairing: Scope = { ...scope, assumed: new Set() };
  const { certain, doubtful } = belongingsOf(bucket, TYPES, pairing);
  const maybe = [...doubtful, ...straysFor(bucket, TYPES, pairing)];
  const doubt = bucket.stack.mayAdd(CUSTOM);
  return anyOf(`${properties.at}/NotificationConfiguration`, [
    ...[properties, ...certain.filter(({ type }) => type === CUSTOM).map(resource => propertiesOf(resource, scope))].flatMap(listeners),
    ...certain.filter(({ type }) => type === FUNCTION).map(resource => known(`${pathOf(resource, scope)}/Properties/Events`, true)),
    ...maybe.map(resource => unknown(pathOf(resource, scope), 'decided at deploy time whether these notifications are for the bucket')),
    ...doubt === undefined ? [] : [unknown(properties.at, doubt)],
  ]);
}

/** Whether somebody of each kind is told. */
function listeners(properties: Spot): readonly Fact<boolean>[] {
  const configuration = get(properties, 'NotificationConfiguration');
  const eventBridge = get(configuration, 'EventBridgeConfiguration');
  return [
    truth(get(eventBridge, 'EventBridgeEnabled'), eventBridge.value !== undefined),
    ...LISTS.map(key => map(items(get(configuration, key)), list => list.length > 0)),
  ];
}
