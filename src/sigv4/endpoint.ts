import { accessPointHost, isArn } from './access-point';
import { tailOf } from './partitions';
import { mustBe, wrong } from './wrong';

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
/** Not `xn--`: clients take such a name for an international one, and refuse it where it is none. */
const HOST_LABEL = /^(?!xn--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
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
  if (plain && last && last[0] === bucket && last[1] === region) return last[2];
  const found = findEndpoint(options);
  if (plain) last = [bucket, region, found];
  return found;
}

/** The last one that was asked without further options: many keys of one bucket are signed in a row. */
let last: readonly [bucket: string, region: string, endpoint: Endpoint] | undefined;

function findEndpoint(options: EndpointOptions): Endpoint {
  const { bucket, region, pathStyle, dualStack, fips, endpoint } = options;
  if (typeof region !== 'string' || !(endpoint === undefined ? REGION : OTHER_REGION).test(region)) {
    mustBe('region', 'a Region such as eu-central-1', region, 'pass that of the bucket');
  }
  if (isArn(bucket)) return accessPointHost(options);
  if (typeof bucket !== 'string' || !BUCKET.test(bucket) || bucket.includes('..')) {
    mustBe('bucket', 'a bucket name or an access point ARN', bucket, 'pass the name alone');
  }
  if (/--xa?-s3$/.test(bucket)) wrong(`'bucket' ${bucket} is a directory bucket; use the AWS SDK for it`);
  if (bucket.endsWith('--op-s3')) wrong(`'bucket' ${bucket} is on Outposts; pass the ARN of the access point`);
  if (endpoint === undefined) return placed('https:', `s3${tailOf(region, dualStack, fips)}`, '', bucket, pathStyle);
  if (dualStack || fips) wrong("'endpoint' goes without 'dualStack' and 'fips'; leave one of them out");
  const { protocol, host, hostname, pathname } = parsed(endpoint, options.allowHttp);
  const why = IP.test(hostname) ? `the endpoint ${hostname} is an address` : undefined;
  return placed(protocol, host, pathname.replace(/\/+$/, ''), bucket, pathStyle, why);
}

const IP = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[.*\])$/;

/** The bucket in the host name, or in the path where that is asked for or has a reason. */
function placed(protocol: Endpoint['protocol'], server: string, base: string, bucket: string, pathStyle = false, why = whyPathStyle(bucket)): Endpoint {
  const inPath = pathStyle || why !== undefined;
  return {
    protocol,
    host: inPath ? server : `${bucket}.${server}`,
    base: inPath ? `${base}/${bucket}` : base,
    service: 's3',
    pathStyleReason: pathStyle ? undefined : why,
  };
}

function whyPathStyle(bucket: string): string | undefined {
  return HOST_LABEL.test(bucket) ? undefined : `the name '${bucket}' has dots or other characters that certificates do not cover`;
}

function parsed(endpoint: string, allowHttp: boolean | undefined): URL & { readonly protocol: Endpoint['protocol'] } {
  let url: URL | undefined;
  try {
    url = new URL(endpoint);
  } catch {
    // Said below.
  }
  if (url === undefined || url.href !== url.origin + url.pathname || !(allowHttp ? /^https?:/ : /^https:/).test(url.href)) {
    // Not shown, since there may be a password in it.
    wrong("'endpoint' must be https, host, port and path only; correct it, or see 'allowHttp'");
  }
  return url as ReturnType<typeof parsed>;
}
