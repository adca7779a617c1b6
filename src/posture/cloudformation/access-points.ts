import type { AccessPoint, BucketPosture, PublicAccessBlock } from '../bucket-posture';
import { type Fact, known, unknown } from '../fact';
import type { Resource } from './assembly';
import { belongingsOf, straysFor } from './belongings';
import { unique } from './collect';
import type { Scope } from './scope';
import { type Spot, get, pathOf, propertiesOf, truth } from './spot';

const TYPES = ['AWS::S3::AccessPoint', 'AWS::S3::MultiRegionAccessPoint'] as const;

/** The access points of a bucket, wherever in the templates they are. */
export function accessPointsOf(bucket: Resource, scope: Scope): BucketPosture['accessPoints'] {
  const at = pathOf(bucket, scope);
  const pairing: Scope = { ...scope, assumed: new Set() };
  const { certain, doubtful } = belongingsOf(bucket, TYPES, pairing);
  const maybe = unique([...doubtful, ...straysFor(bucket, TYPES, pairing)]).filter(resource => !certain.includes(resource));
  if (certain.length > 0) {
    const points = [...certain.map(resource => accessPoint(resource, scope)), ...maybe.map(resource => unsure(resource, scope))];
    return known(at, points, [...pairing.assumed]);
  }
  if (maybe.length > 0) return unknown(at, `${pathOf(maybe[0], scope)} may be its access point: decided at deploy time`);
  const doubt = TYPES.map(type => bucket.stack.mayAdd(type)).find(why => why !== undefined);
  return doubt === undefined ? known(at, [], [...pairing.assumed]) : unknown(at, doubt);
}

function accessPoint(resource: Resource, scope: Scope): AccessPoint {
  const block = get(propertiesOf(resource, scope), 'PublicAccessBlockConfiguration');
  return { at: pathOf(resource, scope), publicAccessBlock: flags(name => flag(block, get(block, name))) };
}

/** AWS says what stands where no flag is stated, not what does beside flags that are. */
function flag(block: Spot, spot: Spot): Fact<boolean> {
  if (block.value === undefined || spot.value !== undefined) return truth(spot, true);
  return unknown(spot.at, spot.doubt ?? 'not stated beside settings that are, and AWS does not say what it is then');
}

function unsure(resource: Resource, scope: Scope): AccessPoint {
  const at = pathOf(resource, scope);
  return { at, publicAccessBlock: flags(() => unknown(at, 'decided at deploy time whether this access point is for the bucket')) };
}

const flags = (read: (name: string) => Fact<boolean>): PublicAccessBlock => ({
  blockPublicAcls: read('BlockPublicAcls'),
  ignorePublicAcls: read('IgnorePublicAcls'),
  blockPublicPolicy: read('BlockPublicPolicy'),
  restrictPublicBuckets: read('RestrictPublicBuckets'),
});
