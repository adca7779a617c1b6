import type { PayloadClaim, PayloadForm } from '../../sigv4/payload';
import { PayloadError, type PayloadErrorCode } from '../../sigv4/payload-error';
import { type ChecksumAlgorithm, createChecksum, type RunningChecksum } from '../checksum';

/** The checksums that S3 takes in a header or trailer of this name. */
const ALGORITHM_OF: ReadonlyMap<string, ChecksumAlgorithm> = new Map([
  ['x-amz-checksum-crc32', 'CRC32'],
  ['x-amz-checksum-crc32c', 'CRC32C'],
  ['x-amz-checksum-crc64nvme', 'CRC64NVME'],
  ['x-amz-checksum-sha1', 'SHA1'],
  ['x-amz-checksum-sha256', 'SHA256'],
]);

/** Headers that speak of checksums, and are none. */
const ABOUT = ['x-amz-checksum-algorithm', 'x-amz-checksum-mode', 'x-amz-checksum-type'];

type Wanted = [algorithm: ChecksumAlgorithm, value: string, code: PayloadErrorCode, name: string];

/** What the decoded bytes of a body are held against. */
export interface BodyChecks {
  /** Takes the next bytes, before they are given on. */
  update(part: Uint8Array): void;
  /** Everything came. */
  end(trailers: ReadonlyMap<string, string>): void;
}

/** Starts the checks that a claim asks for. What cannot hold, whatever the body is, is refused at once. */
export function bodyChecks(claim: PayloadClaim, { chunked, signed, trailer }: PayloadForm, maxBytes: number): BodyChecks {
  const { payloadHash, contentLength, decodedLength, contentMd5 } = claim;
  if (chunked && decodedLength === undefined) {
    throw new PayloadError('missing-decoded-length', 'a body in chunks needs x-amz-decoded-content-length; send the length of the object in it');
  }
  if (claim.trailers.length > 0 && !trailer) {
    throw new PayloadError('unexpected-trailer', 'x-amz-trailer announces trailers, and x-amz-content-sha256 says that there are none');
  }
  if (claim.trailers.length === 0 && signed && trailer) {
    throw new PayloadError('missing-trailer', 'signed trailers must be announced; send their names in x-amz-trailer');
  }
  if ((decodedLength ?? (chunked ? 0 : contentLength ?? 0)) > maxBytes) throw tooLarge(maxBytes);

  const wanted: Wanted[] = [];
  const hash = signed && !chunked ? Buffer.from(payloadHash, 'hex').toString('base64') : undefined;
  if (hash !== undefined) wanted.push(['SHA256', hash, 'payload-hash-mismatch', 'SHA-256 that was signed']);
  if (contentMd5 !== undefined) wanted.push(['MD5', contentMd5, 'checksum-mismatch', 'Content-MD5']);
  for (const [name, value] of Object.entries(claim.checksums)) {
    if (!ABOUT.includes(name)) wanted.push([algorithmOf(name), value, 'checksum-mismatch', name]);
  }
  const algorithms = new Set([...wanted.map(([algorithm]) => algorithm), ...claim.trailers.map(algorithmOf)]);
  const running = [...algorithms].map((algorithm): [ChecksumAlgorithm, RunningChecksum] => [algorithm, createChecksum(algorithm)]);
  let total = 0;
  return {
    update(part) {
      total += part.length;
      if (total > maxBytes) throw tooLarge(maxBytes);
      if (decodedLength !== undefined && total > decodedLength) throw lengthMismatch();
      for (const [, checksum] of running) checksum.update(part);
    },
    end(trailers) {
      if (decodedLength !== undefined && total !== decodedLength) throw lengthMismatch();
      for (const [name, value] of trailers) wanted.push([algorithmOf(name), value, 'checksum-mismatch', name]);
      const digests = new Map(running.map(([algorithm, checksum]) => [algorithm, checksum.digest()]));
      for (const [algorithm, value, code, name] of wanted) {
        if (digests.get(algorithm) !== value) throw new PayloadError(code, `the body does not match the ${name}; send the one that was meant`);
      }
    },
  };
}

function algorithmOf(name: string): ChecksumAlgorithm {
  const algorithm = ALGORITHM_OF.get(name);
  if (algorithm !== undefined) return algorithm;
  throw new PayloadError('unsupported-checksum', `a checksum or trailer is none of ${[...ALGORITHM_OF.keys()].join(', ')}; use one of them`);
}

const tooLarge = (most: number) => new PayloadError('too-large', `the body has more than ${most} bytes; send less, or raise 'maxBytes'`);
const lengthMismatch = () => new PayloadError('length-mismatch', 'the body has not the length of x-amz-decoded-content-length');
