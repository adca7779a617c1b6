import { ALGORITHM, type Scope, scopeText } from '../../sigv4/scope';

const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const;
type Crypto = typeof crypto;
type Key = Awaited<ReturnType<Crypto['subtle']['importKey']>>;

/** Signs and verifies the canonical requests of one day, Region and service. */
export interface WebSigner {
  /** The signing key as bytes, for what `payload()` of a verification tells. */
  readonly bytes: Uint8Array;
  sign(canonical: string, time: string): Promise<string>;
  /** Whether a signature is the one of a canonical request: computed and compared by the browser or runtime, in constant time. */
  verify(canonical: string, time: string, signature: string): Promise<boolean>;
}

/** WebCrypto, which browsers hide from pages of plain HTTP. */
function subtle(): Crypto['subtle'] {
  const found = (globalThis as { crypto?: Crypto }).crypto?.subtle;
  if (found === undefined) throw new TypeError("'crypto.subtle' is missing here; browsers have it on pages of HTTPS and of localhost only");
  return found;
}

const bytesOf = (data: string | Uint8Array): Uint8Array => typeof data === 'string' ? new TextEncoder().encode(data) : data;
const hex = (bytes: ArrayBuffer): string => Array.from(new Uint8Array(bytes), byte => byte.toString(16).padStart(2, '0')).join('');

/** SHA-256 of a text in UTF-8 or of bytes, as 64 hexadecimal digits in lower case. */
export async function sha256Hex(data: string | Uint8Array): Promise<string> {
  // WebCrypto refuses memory that is shared with a worker; a copy is not shared.
  const bytes = bytesOf(data);
  return hex(await subtle().digest('SHA-256', bytes.buffer instanceof ArrayBuffer ? bytes : new Uint8Array(bytes)));
}

const hmacKey = (bytes: Uint8Array): Promise<Key> => subtle().importKey('raw', bytes, HMAC, false, ['sign', 'verify']);
const hmac = async (key: Uint8Array, text: string): Promise<Uint8Array> => new Uint8Array(await subtle().sign('HMAC', await hmacKey(key), bytesOf(text)));

async function createSigner(secret: string, scope: Scope): Promise<WebSigner> {
  let bytes = bytesOf(`AWS4${secret}`);
  for (const text of [scope.date, scope.region, scope.service, 'aws4_request']) bytes = await hmac(bytes, text);
  const key = await hmacKey(bytes);
  const tail = `\n${scopeText(scope)}\n`;
  const textToSign = async (canonical: string, time: string) => bytesOf(`${ALGORITHM}\n${time}${tail}${await sha256Hex(canonical)}`);
  return {
    bytes,
    sign: async (canonical, time) => hex(await subtle().sign('HMAC', key, await textToSign(canonical, time))),
    verify: async (canonical, time, signature) => {
      const text = await textToSign(canonical, time);
      return /^[0-9a-f]{64}$/.test(signature) && subtle().verify('HMAC', key, Uint8Array.from(signature.match(/../g)!, pair => parseInt(pair, 16)), text);
    },
  };
}

/** How many signing keys are kept: days x Regions x services x secrets that are in use at once. */
const MOST_SIGNERS = 256;
const signers = new Map<string, Promise<WebSigner>>();

/** The signer of a secret and scope, from a cache that forgets the one that was not asked for the longest. */
export function signerFor(secret: string, date: string, region: string, service: string): Promise<WebSigner> {
  const id = `${date}/${region}/${service}/${secret}`;
  const signer = signers.get(id) ?? createSigner(secret, { date, region, service });
  signers.delete(id);
  signers.set(id, signer);
  if (signers.size > MOST_SIGNERS) signers.delete(signers.keys().next().value!);
  // What failed once, as without WebCrypto, is tried again by the next request.
  signer.catch(() => signers.delete(id));
  return signer;
}

let comparing: Promise<Key> | undefined;

/** Whether two texts are the same, in a time that tells nothing of where they differ: they are compared as hashes under a key that nobody knows. */
export async function sameText(a: string, b: string): Promise<boolean> {
  comparing ??= subtle().generateKey(HMAC, false, ['sign', 'verify']) as Promise<Key>;
  const key = await comparing;
  return subtle().verify('HMAC', key, await subtle().sign('HMAC', key, bytesOf(a)), bytesOf(b));
}
