import { accessPointHost, isArn } from './access-point';
import { hasDualStack, hasFips, suffixOf } from './partitions';
import { show } from './show';

/** Where a bucket is asked. */
export interface EndpointOptions {
  /** A bucket name, an access point alias, or the ARN of an access point (S3, Object Lambda, Outposts). */
  readonly bucket: string;
  /** Such as `eu-central-1`. With an ARN it must be the Region of the ARN. */
  readonly region: string;
  /** The bucket in the path instead of the host name. @default false, except where the name cannot be part of a host name */
  readonly pathStyle?: boolean;
  /** IPv6 as well as IPv4. @default false */
  readonly dualStack?: boolean;
  /** FIPS 140 validated endpoints; not in China. @default false */
  readonly fips?: boolean;
  /** Another S3 service, such as `https://storage.example.org:9000/base`. @default - AWS */
  readonly endpoint?: string;
  /** Whether an `endpoint` may be plain HTTP. Anybody on the way can then read and use the URL. @default false */
  readonly allowHttp?: boolean;
}

export interface Endpoint {
  readonly protocol: 'https:' | 'http:';
  /** As the `Host` header has it. */
  readonly host: string;
  /** What stands before the key, encoded: empty, or `/bucket`. */
  readonly base: string;
  readonly service: string;
  /** Why the bucket is in the path, though nobody asked for it. */
  readonly pathStyleReason?: string;
}

const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/;
/** Other services have Regions such as `auto`. */
const OTHER_REGION = /^[A-Za-z0-9-]{1,64}$/;
const HOST_LABEL = /^[a-z0-9](?:[a-z0-9-]{1,61}[a-z0-9])$/;
/** The first Region let names have capitals, underscores and 255 characters until 2018. */
const BUCKET = /^[A-Za-z0-9][\w.-]{1,253}[A-Za-z0-9]$/;

/**
 * The host and path of a bucket. Throws a RangeError for what has no endpoint, with the cure.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 * @see https://docs.aws.amazon.com/general/latest/gr/s3.html
 */
export function endpointOf(options: EndpointOptions): Endpoint {
  const { bucket, region, pathStyle, dualStack, fips, endpoint } = options;
  const plain = !pathStyle && !dualStack && !fips && endpoint === undefined;
  if (plain && last !== undefined && last.bucket === bucket && last.region === region) return last.endpoint;
  const found = findEndpoint(options);
  if (plain) last = { bucket, region, endpoint: found };
  return found;
}

/** The last one that was asked without further options: many keys of one bucket are signed in a row. */
let last: { readonly bucket: string; readonly region: string; readonly endpoint: Endpoint } | undefined;

function findEndpoint(options: EndpointOptions): Endpoint {
  const { bucket, region, pathStyle = false, dualStack = false, fips = false } = options;
  if (typeof region !== 'string' || !(options.endpoint === undefined ? REGION : OTHER_REGION).test(region)) {
    throw new RangeError(`'region' must be a Region such as eu-central-1, got ${show(region)}; pass the Region of the bucket`);
  }
  if (typeof bucket === 'string' && isArn(bucket)) return accessPointHost(options);
  assertBucket(bucket);
  if (options.endpoint !== undefined) return customEndpoint(options, options.endpoint);
  if (dualStack && !hasDualStack(region)) throw new RangeError(`'dualStack' does not exist in ${region}; leave it out`);
  if (fips && !hasFips(region)) throw new RangeError(`'fips' does not exist in ${region}; leave it out, or use a Region of the US, Canada or GovCloud`);

  const server = `s3${fips ? '-fips' : ''}${dualStack ? '.dualstack' : ''}.${region}.${suffixOf(region)}`;
  if (pathStyle) return { protocol: 'https:', host: server, base: `/${bucket}`, service: 's3' };
  const reason = whyPathStyle(bucket);
  return reason === undefined
    ? { protocol: 'https:', host: `${bucket}.${server}`, base: '', service: 's3' }
    : { protocol: 'https:', host: server, base: `/${bucket}`, service: 's3', pathStyleReason: reason };
}

function assertBucket(bucket: string): void {
  if (typeof bucket !== 'string' || !BUCKET.test(bucket) || bucket.includes('..')) {
    throw new RangeError(`'bucket' must be a bucket name of 3 to 255 letters, digits, dots, hyphens or underscores, or an access point ARN, got ${show(bucket)}; `
      + 'pass the name alone, without s3:// or a path');
  }
  if (bucket.endsWith('--x-s3')) {
    throw new RangeError(`'bucket' ${bucket} is a directory bucket (S3 Express), which wants a session of CreateSession; use the AWS SDK for it`);
  }
}

function whyPathStyle(bucket: string): string | undefined {
  if (HOST_LABEL.test(bucket)) return undefined;
  return bucket.includes('.')
    ? `the name '${bucket}' has dots, and the certificate *.s3.<region>.amazonaws.com covers one label only`
    : `the name '${bucket}' cannot be part of a host name`;
}

const IP = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[.*\])$/;

function customEndpoint({ bucket, pathStyle = false, dualStack, fips, allowHttp = false }: EndpointOptions, endpoint: string): Endpoint {
  if (dualStack || fips) throw new RangeError("'dualStack' and 'fips' choose an endpoint of AWS, and 'endpoint' names another; leave one of them out");
  let url: URL;
  try {
    url = new URL(endpoint);
  } catch {
    throw new RangeError(`'endpoint' must be a URL such as https://storage.example.org:9000, got ${JSON.stringify(endpoint)}`);
  }
  const { protocol, host, hostname, pathname, search, hash, username } = url;
  if (protocol !== 'https:' && !(protocol === 'http:' && allowHttp)) {
    throw new RangeError(`'endpoint' must be https, got ${protocol}//${host}; use https, or pass allowHttp: true where nobody else is on the way`);
  }
  if (search !== '' || hash !== '' || username !== '') throw new RangeError("'endpoint' must have no user, query or fragment; pass scheme, host, port and path only");
  const base = pathname.replace(/\/+$/, '');
  if (pathStyle) return { protocol, host, base: `${base}/${bucket}`, service: 's3' };
  const reason = IP.test(hostname) ? `the endpoint ${hostname} is an address, which has no subdomains` : whyPathStyle(bucket);
  return reason === undefined
    ? { protocol, host: `${bucket}.${host}`, base, service: 's3' }
    : { protocol, host, base: `${base}/${bucket}`, service: 's3', pathStyleReason: reason };
}
