import type { BucketPosture, Inventory, PublicAccessBlock, Tag } from '../bucket-posture';
import { onlyRule } from './encryption';
import { type Look, items, member, oneOf, optional, truth, wording } from './look';
import { unfiltered } from './whole-bucket';
import { anyOf, collect } from '../cloudformation/collect';
import { isMap } from '../cloudformation/json-value';
import { type Fact, isKnown, known, map, unknown } from '../fact';

/** The four settings of a block; all false where none is configured. */
export function publicAccessBlockOf(answer: Look): PublicAccessBlock {
  const block = member(answer, 'PublicAccessBlockConfiguration');
  const flag = (name: string): Fact<boolean> => truth(member(block, name), false);
  return {
    blockPublicAcls: flag('BlockPublicAcls'),
    ignorePublicAcls: flag('IgnorePublicAcls'),
    blockPublicPolicy: flag('BlockPublicPolicy'),
    restrictPublicBuckets: flag('RestrictPublicBuckets'),
  };
}

const OWNERSHIPS = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'] as const;

export function ownershipOf(answer: Look): BucketPosture['ownership'] {
  const ownership = member(onlyRule(member(answer, 'OwnershipControls', 'Rules')), 'ObjectOwnership');
  return ownership.value === undefined && ownership.why === undefined ? known(ownership.at, 'NotStated') : oneOf(ownership, OWNERSHIPS);
}

/** A website either answers with a page or sends everybody elsewhere. */
export function websiteOf(answer: Look): Fact<boolean> {
  const { at, value, why } = answer;
  if (why !== undefined) return unknown(at, why);
  if (value === undefined) return known(at, false);
  const offers = ['IndexDocument', 'RedirectAllRequestsTo'].some(key => isMap(optional(answer, key).value));
  return offers ? known(at, true) : unknown(at, 'OddAnswer: states neither an index document nor a redirect');
}

/** Tags whose keys begin with `aws:` are those of AWS itself, such as CloudFormation's: no owner sets them. */
export function tagsOf(answer: Look): Fact<readonly Tag[]> {
  const list = items(member(answer, 'TagSet'), []);
  if (!isKnown(list)) return list;
  const tags = collect(list.at, list.value.map(tag => map(collect(tag.at, [wording(member(tag, 'Key')), wording(member(tag, 'Value'))]),
    ([key, value]): Tag => ({ key, value }))));
  return map(tags, all => all.filter(({ key }) => !key.startsWith('aws:')));
}

const LISTS = ['TopicConfigurations', 'QueueConfigurations', 'LambdaFunctionConfigurations'] as const;

/** Whether something is told of what happens to the objects. S3 answers nothing where nobody is. */
export function notificationsOf(answer: Look): Fact<boolean> {
  const eventBridge = optional(answer, 'EventBridgeConfiguration');
  const isTold = eventBridge.value === undefined || isMap(eventBridge.value)
    ? known(eventBridge.at, eventBridge.value !== undefined) : unknown(eventBridge.at, 'OddAnswer: is no map');
  return anyOf(answer.at, [
    eventBridge.why === undefined ? isTold : unknown(eventBridge.at, eventBridge.why),
    ...LISTS.map(key => listeners(optional(answer, key))),
  ]);
}

function listeners(place: Look): Fact<boolean> {
  const list = items(place, []);
  if (!isKnown(list)) return list;
  return list.value.every(({ value }) => isMap(value)) ? known(list.at, list.value.length > 0) : unknown(list.at, 'OddAnswer: has an item that is no map');
}

/** The inventories of a bucket, of which a list that is cut off shows only some. */
export function inventoriesOf(answer: Look): Fact<readonly Inventory[]> {
  const list = items(optional(answer, 'InventoryConfigurationList'), []);
  if (!isKnown(list)) return list;
  const isCut = truth(list.value.length > 0 ? member(answer, 'IsTruncated') : optional(answer, 'IsTruncated'), false);
  if (!isKnown(isCut) || isCut.value) return unknown(isCut.at, isKnown(isCut) ? 'OddAnswer: the list is cut off' : isCut.unknown);
  return known(list.at, list.value.map(inventory => ({
    at: inventory.at,
    enabled: truth(member(inventory, 'IsEnabled')),
    wholeBucket: unfiltered(inventory),
  })));
}
