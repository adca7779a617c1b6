import { X509Certificate } from 'node:crypto';
import { Agent, type AgentOptions } from 'node:https';
import { isIP } from 'node:net';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import { CIPHERS, GROUPS, STRONG_SIGNATURES } from './parts/tls-suites';

export { assertSecure, type Inspectable, weaknessesOf } from './parts/tls-check';

export interface TlsSettings {
  /**
   * Certificates (PEM text) of the authorities to trust, for servers of your own. They take the place of the public authorities.
   * @default - the authorities that Node trusts, those of NODE_EXTRA_CA_CERTS included
   */
  readonly ca?: string | Uint8Array | readonly (string | Uint8Array)[];
  /** Oldest version to speak. The newest is always TLS 1.3, and it is preferred. @default 'TLSv1.2' */
  readonly minVersion?: 'TLSv1.2' | 'TLSv1.3';
  /** Host name that the server's certificate must be for, where it is not the one connected to. @default - the host connected to */
  readonly servername?: string;
}

/** Options of `tls.connect`, complete: no default of Node, of an environment variable or of a request changes what they allow. */
export interface SecureTlsOptions {
  readonly ca?: string[];
  readonly minVersion: 'TLSv1.2' | 'TLSv1.3';
  readonly maxVersion: 'TLSv1.3';
  readonly ciphers: string;
  readonly sigalgs: string;
  readonly ecdhCurve: string;
  readonly rejectUnauthorized: true;
  readonly checkServerIdentity: (hostname: string, certificate: PeerCertificate) => Error | undefined;
  readonly servername?: string;
}

/** How many connections an agent keeps, as of `https.Agent`. */
export type PoolSettings = Pick<AgentOptions, 'keepAlive' | 'keepAliveMsecs' | 'maxFreeSockets' | 'maxSockets' | 'maxTotalSockets' | 'scheduling' | 'timeout'>;

const POOL: readonly string[] = ['keepAlive', 'keepAliveMsecs', 'maxFreeSockets', 'maxSockets', 'maxTotalSockets', 'scheduling', 'timeout'];

/**
 * What a connection to S3 must be: TLS 1.2 or later, forward secrecy, authenticated encryption, and a certificate that is checked, whatever
 * NODE_TLS_REJECT_UNAUTHORIZED and the single request say. Certificates are not asked for their revocation, as nowhere in Node.
 *
 * ```ts
 * new S3Client({ requestHandler: new NodeHttpHandler({ httpsAgent: new https.Agent(tlsOptions()) }) });
 * fetch(url, { dispatcher: new undici.Agent({ connect: tlsOptions() }) });
 * ```
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/network-isolation.html (TLS 1.2 required, 1.3 recommended, suites with forward
 * secrecy), https://nodejs.org/api/tls.html#tlsconnectoptions-callback.
 *
 * @throws TypeError and RangeError for what would weaken it, or is no option of it
 */
export function tlsOptions(settings: TlsSettings = {}): SecureTlsOptions {
  for (const [name, value] of Object.entries(settings)) {
    if (name !== 'ca' && name !== 'minVersion' && name !== 'servername') throw new RangeError(`'${name}' ${CURES[name] ?? UNKNOWN}`);
    if (value === null) throw new TypeError(`'${name}' is null; leave it out or pass a value`);
  }
  const { ca, minVersion = 'TLSv1.2', servername } = settings;
  if (minVersion !== 'TLSv1.2' && minVersion !== 'TLSv1.3') {
    throw new RangeError(`'minVersion' must be TLSv1.2 or TLSv1.3, got ${JSON.stringify(minVersion)}; older versions are broken`);
  }
  if (servername !== undefined && !isHostName(servername)) {
    throw new RangeError(`'servername' must be a host name such as s3.eu-central-1.amazonaws.com, got ${JSON.stringify(servername)}; pass no address and no URL`);
  }
  return Object.freeze({
    ...(ca === undefined ? {} : { ca: authorities(ca) }),
    minVersion,
    maxVersion: 'TLSv1.3',
    ciphers: CIPHERS,
    sigalgs: STRONG_SIGNATURES.join(':'),
    ecdhCurve: GROUPS,
    rejectUnauthorized: true,
    checkServerIdentity,
    ...(servername === undefined ? {} : { servername }),
  });
}

/** An agent with `tlsOptions`. Connections are kept, at most 50 a host, as the AWS SDK has it, unless the settings say otherwise. */
export function secureAgent(settings: TlsSettings & PoolSettings = {}): Agent {
  const entries = Object.entries(settings);
  const pool = Object.fromEntries(entries.filter(([name]) => POOL.includes(name)));
  return new Agent({ keepAlive: true, maxSockets: 50, ...pool, ...tlsOptions(Object.fromEntries(entries.filter(([name]) => !POOL.includes(name)))) });
}

const UNKNOWN = 'is no option of tlsOptions; pass ca, minVersion or servername, and anything else to the agent itself';
const BUILT_IN = 'cannot be chosen: the strong ones are built in; leave it out';
const CURES: Readonly<Record<string, string>> = {
  rejectUnauthorized: "cannot be set: certificates are always checked; leave it out, and pass 'ca' for a private authority",
  checkServerIdentity: "cannot be replaced: host names are always checked; pass 'servername' where the certificate is for another name",
  secureProtocol: "cannot be set, since it fixes one version; pass 'minVersion'",
  secureOptions: BUILT_IN,
  secureContext: "cannot be passed, since nobody sees what it allows; pass 'ca' for a private authority",
  maxVersion: "is always TLSv1.3; pass 'minVersion'",
  ciphers: BUILT_IN,
  sigalgs: BUILT_IN,
  ecdhCurve: BUILT_IN,
  pskCallback: 'cannot be set, since shared keys take the place of certificates; leave it out',
};

const isHostName = (name: unknown): name is string =>
  typeof name === 'string' && name.length <= 253 && isIP(name) === 0 && /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/i.test(name);

/** An empty `ca` would have Node trust every public authority, and a path would be taken for a certificate. */
function authorities(ca: NonNullable<TlsSettings['ca']>): string[] {
  const list: readonly unknown[] = Array.isArray(ca) ? ca : [ca];
  const texts = list.map((item) => {
    if (typeof item === 'string') return item;
    if (item instanceof Uint8Array) return Buffer.from(item).toString('latin1');
    throw new TypeError(`'ca' must be PEM text, bytes or a list of them, got ${typeof item}; pass what a certificate file holds`);
  });
  if (texts.length === 0) throw new RangeError("'ca' is an empty list; pass at least one certificate, or leave it out for the public authorities");
  for (const text of texts) {
    const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g);
    if (!certificates) throw new RangeError("'ca' holds no PEM certificate; pass the text that begins with -----BEGIN CERTIFICATE-----, not its path");
    for (const pem of certificates) {
      try {
        new X509Certificate(pem);
      } catch {
        throw new RangeError("'ca' holds a certificate that cannot be read; pass it as its authority gave it");
      }
    }
  }
  return texts;
}
