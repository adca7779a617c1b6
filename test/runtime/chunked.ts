import { signChunks, type TrailingChecksum } from '../../src/runtime/sign-chunks';
import { sha256Hex, signingKey } from '../../src/runtime/signature';
import { type BodyLimits, type BodySource, type PayloadClaim, PayloadError, verifiedBody } from '../../src/runtime/verify-body';

/** Of AWS's worked examples. */
export const CHAIN = (() => {
  const scope = { date: '20130524', region: 'us-east-1', service: 's3' };
  return { scope, time: '20130524T000000Z', key: signingKey('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', scope) };
})();
export const SEED = '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9';

/** The claim of a plain body, or of any other that `changes` make of it. */
export const claimOf = (payloadHash: string, changes: Partial<PayloadClaim> = {}): PayloadClaim =>
  ({ payloadHash, signature: SEED, ...CHAIN, trailers: [], checksums: {}, ...changes });

export const signedClaim = (decodedLength: number, trailer?: TrailingChecksum, changes: Partial<PayloadClaim> = {}): PayloadClaim => claimOf(
  trailer === undefined ? 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' : 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
  { decodedLength, trailers: trailer === undefined ? [] : [`x-amz-checksum-${trailer.toLowerCase()}`], ...changes },
);

export const unsignedClaim = (decodedLength: number, trailers: readonly string[] = [], changes: Partial<PayloadClaim> = {}): PayloadClaim =>
  claimOf('STREAMING-UNSIGNED-PAYLOAD-TRAILER', { decodedLength, trailers, ...changes });

export async function signedWire(data: Uint8Array | string, options: { chunkSize?: number; trailer?: TrailingChecksum } = {}): Promise<Buffer> {
  return gathered(signChunks(data, { ...CHAIN, seedSignature: SEED, ...options }));
}

/** As the SDKs frame it: `end` is what comes behind the line of the last chunk. */
export function unsignedWire(chunks: readonly Uint8Array[], end = '\r\n'): Buffer {
  const framed = chunks.flatMap(chunk => [Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]);
  return Buffer.concat([...framed, Buffer.from(`0\r\n${end}`)]);
}

/** The bytes, cut at these places. */
export async function* pieces(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array, void, undefined> {
  const places = [...cuts].sort((a, b) => a - b);
  for (const [i, place] of [...places, bytes.length].entries()) yield bytes.subarray(places[i - 1] ?? 0, place);
}

export async function gathered(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

/** What came of a body: its bytes, or the code of the refusal, with how much had been given before. */
export async function outcome(source: BodySource, claim: PayloadClaim, limits?: BodyLimits): Promise<Buffer | string> {
  return (await story(source, claim, limits)).end;
}

export async function story(source: BodySource, claim: PayloadClaim, limits?: BodyLimits): Promise<{ given: Buffer; end: Buffer | string }> {
  const parts: Buffer[] = [];
  try {
    for await (const part of verifiedBody(source, claim, limits)) parts.push(Buffer.from(part));
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
    return { given: Buffer.concat(parts), end: error.code };
  }
  const given = Buffer.concat(parts);
  return { given, end: given };
}

/** What stands for bytes in a comparison, since jest compares bytes one by one. A code stays as it is. */
export const brief = (end: Uint8Array | string): string => typeof end === 'string' ? end : `${end.length} bytes, ${sha256Hex(end)}`;
