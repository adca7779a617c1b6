import { type Fact, map, unknown } from '../fact';
import type { Resource } from './assembly';
import { belongingsOf, straysFor } from './belongings';
import { anyOf } from './collect';
import type { Scope } from './scope';
import { type Spot, get, items, pathOf, propertiesOf, truth } from './spot';

/** The CDK sets by it what CloudFormation can only set once both the bucket and the one who is told exist. */
const CUSTOM = 'Custom::S3BucketNotifications';
const LISTS = ['TopicConfigurations', 'QueueConfigurations', 'LambdaConfigurations', 'LambdaFunctionConfigurations'] as const;

/** Whether something is told of what happens to the objects of a bucket, from the spot of its properties. */
export function notificationsOf(bucket: Resource, properties: Spot, scope: Scope): Fact<boolean> {
  const pairing: Scope = { ...scope, assumed: new Set() };
  const { certain, doubtful } = belongingsOf(bucket, [CUSTOM], pairing);
  const maybe = [...doubtful, ...straysFor(bucket, [CUSTOM], pairing)];
  const doubt = bucket.stack.mayAdd(CUSTOM);
  return anyOf(`${properties.at}/NotificationConfiguration`, [
    ...[properties, ...certain.map(resource => propertiesOf(resource, scope))].flatMap(listeners),
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
