import type { Endpoint, EndpointOptions } from './endpoint';
import { hasDualStack, hasFips, partitionOf, suffixOf } from './partitions';

export const isArn = (text: string): boolean => text.startsWith('arn:');

const ARN = /^arn:([a-z-]+):(s3|s3-object-lambda|s3-outposts):([a-z0-9-]*):(\d{12}):(.+)$/;
const NAME = /^[a-z0-9](?:[a-z0-9-]{1,48}[a-z0-9])$/;
const OUTPOST = /^outpost[:/](op-[0-9a-f]+)[:/]accesspoint[:/]([^:/]+)$/;
const ACCESS_POINT = /^accesspoint[:/]([^:/]+)$/;

/**
 * The host of an access point, named by its ARN.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-naming.html
 */
export function accessPointHost({ bucket: arn, region, pathStyle, dualStack = false, fips = false, endpoint }: EndpointOptions): Endpoint {
  const [, partition, service, arnRegion, account, resource] = ARN.exec(arn) ?? refuse(arn, 'pass the ARN of an access point, or a bucket name');
  if (pathStyle) refuse(arn, "access points have no path style; leave 'pathStyle' out");
  if (endpoint !== undefined) refuse(arn, "an access point has an endpoint of its own; leave 'endpoint' out");
  if (arnRegion === '') refuse(arn, 'a Multi-Region Access Point is signed with SigV4A, which this library does not have; use an access point of one Region');
  if (arnRegion !== region) refuse(arn, `it is in ${arnRegion} and 'region' is ${region}; pass the Region of the access point`);
  if (partition !== partitionOf(region)) refuse(arn, `${region} is in the partition ${partitionOf(region)}; correct the ARN`);
  if (dualStack && !hasDualStack(region)) refuse(arn, `'dualStack' does not exist in ${region}; leave it out`);
  if (fips && !hasFips(region)) refuse(arn, `'fips' does not exist in ${region}; leave it out`);

  const outpost = service === 's3-outposts' ? OUTPOST.exec(resource) ?? refuse(arn, 'write outpost/op-.../accesspoint/name') : undefined;
  const name = outpost?.[2] ?? ACCESS_POINT.exec(resource)?.[1] ?? refuse(arn, 'write accesspoint/name');
  if (!NAME.test(name)) refuse(arn, 'the name of an access point has 3 to 50 lower-case letters, digits and hyphens');
  const stack = dualStack ? '.dualstack' : '';
  const tail = `${fips ? '-fips' : ''}${stack}.${region}.${suffixOf(region)}`;
  const label = `${name}-${account}`;
  if (outpost !== undefined) {
    if (dualStack) refuse(arn, "Outposts have no dual stack; leave 'dualStack' out");
    return { protocol: 'https:', host: `${label}.${outpost[1]}.s3-outposts${tail}`, base: '', service };
  }
  if (service === 's3-object-lambda') {
    if (dualStack) refuse(arn, "Object Lambda has no dual stack; leave 'dualStack' out");
    return { protocol: 'https:', host: `${label}.s3-object-lambda${tail}`, base: '', service };
  }
  return { protocol: 'https:', host: `${label}.s3-accesspoint${tail}`, base: '', service };
}

function refuse(arn: string, cure: string): never {
  throw new RangeError(`'bucket' ${JSON.stringify(arn)} cannot be asked: ${cure}`);
}
