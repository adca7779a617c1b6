import type { Endpoint, EndpointOptions } from './endpoint';
import { tailOf } from './partitions';
import { show } from './show';
import { wrong } from './wrong';

export const isArn = (text: unknown): boolean => typeof text === 'string' && text.startsWith('arn:');

const ARN = /^arn:[a-z-]+:(s3|s3-object-lambda|s3-outposts):([a-z0-9-]*):(\d{12}):(.+)$/;
const RESOURCE = /^(?:outpost[:/](op-[0-9a-f]+)[:/])?accesspoint[:/]([a-z0-9][a-z0-9-]{1,48}[a-z0-9])$/;

/**
 * The host of an access point, named by its ARN.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-naming.html
 */
export function accessPointHost({ bucket: arn, region, pathStyle, dualStack, fips, endpoint }: EndpointOptions): Endpoint {
  const [, service, arnRegion, account, resource] = ARN.exec(arn) ?? refuse(arn, 'pass the ARN of an access point, or a bucket name');
  if (arnRegion === '') refuse(arn, 'Multi-Region Access Points want SigV4A; use one of a Region');
  if (arnRegion !== region) refuse(arn, `it is in ${arnRegion} and 'region' is ${region}; correct one of them`);
  const odd = pathStyle ? 'pathStyle' : endpoint !== undefined ? 'endpoint' : dualStack && service !== 's3' ? 'dualStack' : fips && service === 's3-outposts' ? 'fips' : undefined;
  if (odd !== undefined) refuse(arn, `its host goes without '${odd}'; leave that out`);

  const onOutpost = service === 's3-outposts';
  const [, outpost, name] = RESOURCE.exec(resource) ?? [];
  if (name === undefined || onOutpost !== (outpost !== undefined)) {
    refuse(arn, `end it with ${onOutpost ? 'outpost/op-.../' : ''}accesspoint/ and a valid name`);
  }
  const server = onOutpost ? `${outpost}.${service}` : service === 's3' ? 's3-accesspoint' : service;
  return { protocol: 'https:', host: `${name}-${account}.${server}${tailOf(region, dualStack, fips)}`, base: '', service };
}

function refuse(arn: string, cure: string): never {
  wrong(`'bucket' ${show(arn)} cannot be asked: ${cure}`);
}
