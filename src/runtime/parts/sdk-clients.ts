import { guard, type SdkClient, type Stacked } from './sdk-guard';
import { CLIENTS, type Sdk, type SdkService } from './sdk-load';
import { type AwsOptions, endpointOf, timeoutOf } from './sdk-options';

type Class<T> = new (input: unknown) => T;

const SOCKETS = 256;

/** A client that reads and cannot write. */
export function clientOf(sdk: Sdk, service: SdkService, options: AwsOptions, region = options.region): SdkClient {
  const { credentials, profile, client: further } = options;
  const endpoint = endpointOf(service, options);
  const timeout = timeoutOf(options);
  const agent = { keepAlive: true, maxSockets: SOCKETS };
  const isElsewhere = endpoint !== 'aws';
  const made = new (sdk[CLIENTS[service]] as Class<SdkClient>)({
    requestHandler: { connectionTimeout: timeout, requestTimeout: timeout, throwOnRequestTimeout: true, httpAgent: agent, httpsAgent: agent },
    ...further,
    ...region !== undefined && { region },
    ...profile !== undefined && { profile },
    ...credentials !== undefined && { credentials },
    ...isElsewhere && (service === 's3-control' ? oneHost(endpoint!, region) : { endpoint }),
    ...service === 's3' && { forcePathStyle: isElsewhere || further?.forcePathStyle === true, followRegionRedirects: false, disableS3ExpressSessionAuth: true },
    maxAttempts: 1,
  });
  guard(made, service);
  return made;
}

/** S3 Control would put the account before the host, and other services have no such host. */
function oneHost(endpoint: string, signingRegion: string | undefined): object {
  const authSchemes = [{ name: 'sigv4', signingName: 's3', signingRegion, disableDoubleEncoding: true }];
  return { disableHostPrefix: true, endpointProvider: () => ({ url: new URL(endpoint), properties: { authSchemes } }) };
}

export const commandOf = (sdk: Sdk, operation: string, input: unknown): Stacked => new (sdk[`${operation}Command`] as Class<Stacked>)(input);

/** One client a service and Region. */
export interface Clients {
  of(service: SdkService, region?: string): SdkClient;
  close(): void;
}

export function clientsOf(sdks: Readonly<Partial<Record<SdkService, Sdk>>>, options: AwsOptions): Clients {
  const made = new Map<string, SdkClient>();
  return {
    of(service, region = options.region) {
      const key = `${service} ${region}`;
      const client = made.get(key) ?? clientOf(sdks[service]!, service, options, region);
      made.set(key, client);
      return client;
    },
    close() {
      for (const client of made.values()) client.destroy();
      made.clear();
    },
  };
}
