/**
 * The four steps of AWS Signature Version 4, under their standard names: canonical request, string to sign, signing key, signature.
 *
 * ```ts
 * import { canonicalRequest, signature, signingKey, stringToSign } from 'cdk-s3-compliance/runtime/signature';
 * ```
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
/* eslint-disable no-bitwise -- HMAC pads a key by XOR. */
import * as crypto from 'node:crypto';
import { ALGORITHM, type Scope, scopeText } from '../sigv4/scope';

export { type CanonicalInput, canonicalRequest, type HeaderFields, type Query } from '../sigv4/canonical';
export { type Scope, scopeText } from '../sigv4/scope';

type OneShot = (algorithm: string, data: string | Uint8Array, encoding: 'hex' | 'latin1') => string;

/** `crypto.hash` is here from Node 20.12 on, and costs a third of the object that it replaces. */
const sha256: OneShot = (crypto as { hash?: OneShot }).hash
  ?? ((algorithm, data, encoding) => crypto.createHash(algorithm).update(data).digest(encoding as 'hex'));

/** SHA-256 of a text in UTF-8 or of bytes, as 64 hexadecimal digits in lower case. */
export const sha256Hex = (data: string | Uint8Array): string => sha256('sha256', data, 'hex');

/**
 * The string to sign: algorithm, time, credential scope and hash of the canonical request, a line each.
 *
 * @param time `YYYYMMDDTHHMMSSZ`; its day is the day of the scope
 */
export function stringToSign(canonical: string, time: string, scope: Omit<Scope, 'date'>): string {
  return `${ALGORITHM}\n${time}\n${scopeText({ ...scope, date: time.slice(0, 8) })}\n${sha256Hex(canonical)}`;
}

/** The signing key: 32 bytes that are good for one day, Region and service. Treat them like the secret that they come from. */
export function signingKey(secretAccessKey: string, { date, region, service }: Scope): Uint8Array {
  const hmac = (key: string | Uint8Array, text: string) => crypto.createHmac('sha256', key).update(text).digest();
  return hmac(hmac(hmac(hmac(`AWS4${secretAccessKey}`, date), region), service), 'aws4_request');
}

/** The signature of a string to sign: HMAC-SHA256 under the signing key, as 64 hexadecimal digits in lower case. */
export function signature(key: Uint8Array, text: string): string {
  return crypto.createHmac('sha256', key).update(text).digest('hex');
}

/** Signs the canonical requests of one day, Region and service. */
export interface Signer {
  readonly scope: Scope;
  /** The signing key itself, for chunks and POST policies. */
  readonly key: Uint8Array;
  /** The signature of a canonical request at a time of that day: the same as `signature(key, stringToSign(...))`. */
  sign(canonical: string, time: string): string;
}

const HASH_LENGTH = 64;

/**
 * HMAC is two hashes over padded keys (RFC 2104). The padded keys and the constant part of the string to sign are laid out once, so a
 * signature costs three one-shot hashes and two short writes.
 */
export function createSigner(secretAccessKey: string, scope: Scope): Signer {
  const key = signingKey(secretAccessKey, scope);
  const head = `${ALGORITHM}\n${scope.date}T000000Z\n${scopeText(scope)}\n`;
  const inner = Buffer.alloc(64 + Buffer.byteLength(head) + HASH_LENGTH, 0x36);
  const outer = Buffer.alloc(64 + 32, 0x5c);
  for (let i = 0; i < 32; i++) {
    inner[i] ^= key[i];
    outer[i] ^= key[i];
  }
  inner.write(head, 64);
  const timeAt = 64 + ALGORITHM.length + 1;
  const hashAt = inner.length - HASH_LENGTH;
  let written = '';
  return {
    scope,
    key,
    sign(canonical, time) {
      if (time !== written) {
        inner.write(time, timeAt, 'latin1');
        written = time;
      }
      inner.write(sha256('sha256', canonical, 'hex'), hashAt, 'latin1');
      outer.write(sha256('sha256', inner, 'latin1'), 64, 'latin1');
      return sha256('sha256', outer, 'hex');
    },
  };
}

/** How many signing keys are kept: days x Regions x services x secrets that are in use at once. */
const MOST_SIGNERS = 256;
const signers = new Map<string, Signer>();
let last: readonly [secret: string, date: string, region: string, service: string, signer: Signer] | undefined;

/** The signer of a secret and scope, from a cache that forgets the one that was not asked for the longest. */
export function signerFor(secret: string, date: string, region: string, service: string): Signer {
  if (last?.[0] === secret && last[1] === date && last[2] === region && last[3] === service) return last[4];
  const id = `${region.length}/${service.length}/${date}/${region}/${service}/${secret}`;
  let signer = signers.get(id);
  if (signer === undefined) {
    signer = createSigner(secret, { date, region, service });
    if (signers.size >= MOST_SIGNERS) signers.delete(signers.keys().next().value!);
  } else {
    signers.delete(id);
  }
  signers.set(id, signer);
  last = [secret, date, region, service, signer];
  return signer;
}

/** Forgets every signing key, as after a rotation of credentials. */
export function forgetSigningKeys(): void {
  signers.clear();
  last = undefined;
}
