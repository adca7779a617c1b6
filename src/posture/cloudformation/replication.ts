import type { ReplicationRule } from '../bucket-posture';
import { type Fact, isKnown, known, map, unknown } from '../fact';
import type { Resource } from './assembly';
import { arnOf, bucketsNamed, s3Arn } from './bucket-names';
import { unique } from './collect';
import { exists } from './conditions';
import { type Spot, get, items, oneOf, pathOf, wording } from './spot';
import { type Text, render } from './symbolic-text';
import { wholeBucket } from './whole-bucket';

const STATUS = ['Enabled', 'Disabled'] as const;
const NARROWING = [['Prefix'], ['Filter', 'Prefix'], ['Filter', 'TagFilter'], ['Filter', 'And', 'Prefix'], ['Filter', 'And', 'TagFilters']] as const;

/** The replication rules of a bucket, from the spot of its properties. */
export function replicationOf(properties: Spot): Fact<readonly ReplicationRule[]> {
  return map(items(get(properties, 'ReplicationConfiguration', 'Rules')), rules => rules.map(rule => {
    const arn = wording(get(rule, 'Destination', 'Bucket'));
    const storageClass = get(rule, 'Destination', 'StorageClass');
    return {
      at: rule.at,
      enabled: map(oneOf(get(rule, 'Status'), STATUS), status => status === 'Enabled'),
      wholeBucket: wholeBucket(rule, NARROWING.map(path => get(rule, ...path))),
      kmsObjects: map(oneOf(get(rule, 'SourceSelectionCriteria', 'SseKmsEncryptedObjects', 'Status'), STATUS, 'Disabled'), status => status === 'Enabled'),
      destination: map(arn, text => destination(text, rule)),
      region: regionOf(arn, rule),
      storageClass: storageClass.value === undefined && storageClass.doubt === undefined
        ? known(storageClass.at, undefined, storageClass.assuming) : map(wording(storageClass), text => render(text)),
    };
  }));
}

function bucketsAt(text: Text, { scope }: Spot): readonly Resource[] {
  const arn = s3Arn(text);
  return arn && arn.tail.pieces.length === 0 ? bucketsNamed(arn.name, scope) : [];
}

function destination(text: Text, rule: Spot): string {
  const [bucket] = bucketsAt(text, rule);
  return bucket ? arnOf(bucket) : render(text);
}

function regionOf(arn: Fact<Text>, rule: Spot): Fact<string> {
  if (!isKnown(arn)) return arn;
  const buckets = bucketsAt(arn.value, rule).filter(bucket => exists(bucket, rule.scope) !== false);
  if (buckets.length === 0) return unknown(arn.at, 'the destination bucket is not in these templates');
  const regions = unique(buckets.map(({ stack }) => stack.template.region));
  const [region] = regions;
  if (regions.length > 1) return unknown(arn.at, 'several of these templates have a bucket of that name');
  const at = pathOf(buckets[0], rule.scope);
  return region === undefined ? unknown(at, 'the template does not say') : known(at, region, arn.assuming);
}
