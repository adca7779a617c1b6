import type { SdkService } from './sdk-load';

export interface AwsOptions {
  /** @default - as the SDK finds it: AWS_REGION, or the profile */
  readonly region?: string;
  /** A profile of the shared config files. @default - AWS_PROFILE, or `default` */
  readonly profile?: string;
  /** Credentials, or a provider of them, as SDK clients take them. @default - as the SDK finds them */
  readonly credentials?: unknown;
  /** The URL of another S3 service, which is asked by path. Services beside S3 are then asked only where `endpoints` names them. @default - AWS */
  readonly endpoint?: string;
  /** URLs by service. @default - AWS, where `endpoint` is not given */
  readonly endpoints?: Readonly<Partial<Record<SdkService, string>>>;
  /** Milliseconds for one call, from finding the credentials to the last byte, 1 to 600,000. @default 10000 */
  readonly timeout?: number;
  /** Further configuration of every SDK client, such as a `requestHandler` for a proxy. What makes it read only stays as it is. */
  readonly client?: Readonly<Record<string, unknown>>;
}

const TIMEOUT = 10_000;
const LONGEST = 600_000;

export function timeoutOf({ timeout = TIMEOUT }: AwsOptions): number {
  if (!Number.isSafeInteger(timeout) || timeout < 1 || timeout > LONGEST) {
    throw new RangeError(`'timeout' must be a whole number of milliseconds from 1 to ${LONGEST}, got ${timeout}; 10000 is usual`);
  }
  return timeout;
}

/** Where a service is asked: `aws`, a URL, or nowhere. */
export function endpointOf(service: SdkService, { endpoint, endpoints = {} }: AwsOptions): string | undefined {
  const url = endpoints[service] ?? (service === 's3' ? endpoint : undefined);
  if (url === undefined) return endpoint === undefined ? 'aws' : undefined;
  if (!/^https?:\/\/[^\s/@?#]+\/?$/.test(url)) throw new RangeError(`the endpoint of ${service} must be a URL such as https://s3.example.com, got '${url}'`);
  return url;
}
