import { createHash } from 'node:crypto';
import { type Crc, crc32, crc32c, crc64nvme } from './parts/crc';
import { kind, type RequestPart } from './parts/request-part';
import { show } from '../sigv4/show';

/** How S3 checks what it receives. MD5 goes into Content-MD5. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */
export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256' | 'MD5';

/** Bytes, or text, which counts as UTF-8. */
export type ChecksumData = string | ArrayBuffer | ArrayBufferView;

/** A checksum of data that comes in pieces. */
export interface RunningChecksum {
  update(chunk: ChecksumData): RunningChecksum;
  /** The checksum of what came so far, in base64. More may follow. */
  digest(): string;
}

interface Algorithm {
  readonly header: string;
  /** Length of a checksum, in bytes. */
  readonly size: number;
  readonly start: () => Crc;
}

const ALGORITHMS: Readonly<Record<ChecksumAlgorithm, Algorithm>> = {
  CRC32: { header: 'x-amz-checksum-crc32', size: 4, start: crc32 },
  CRC32C: { header: 'x-amz-checksum-crc32c', size: 4, start: crc32c },
  CRC64NVME: { header: 'x-amz-checksum-crc64nvme', size: 8, start: crc64nvme },
  SHA1: { header: 'x-amz-checksum-sha1', size: 20, start: () => hash('sha1') },
  SHA256: { header: 'x-amz-checksum-sha256', size: 32, start: () => hash('sha256') },
  MD5: { header: 'content-md5', size: 16, start: () => hash('md5') },
};

function hash(name: string): Crc {
  const running = createHash(name);
  return { update: bytes => void running.update(bytes), digest: () => running.copy().digest() };
}

function algorithmOf(name: unknown): Algorithm {
  if (typeof name === 'string' && Object.hasOwn(ALGORITHMS, name)) return ALGORITHMS[name as ChecksumAlgorithm];
  throw new RangeError(`'algorithm' cannot be ${show(name)}; pass ${Object.keys(ALGORITHMS).join(', ')}`);
}

/** Starts a checksum of data that comes in pieces. */
export function createChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  const running = algorithmOf(algorithm).start();
  const self: RunningChecksum = {
    update(chunk) {
      running.update(bytesOf(chunk));
      return self;
    },
    digest: () => running.digest().toString('base64'),
  };
  return self;
}

function bytesOf(data: ChecksumData): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (Object.prototype.toString.call(data) === '[object ArrayBuffer]') return new Uint8Array(data);
  throw new TypeError(`a checksum is of bytes or text, got ${kind(data)}; pass a Uint8Array, or text to be read as UTF-8`);
}

/** The checksum of data, in base64. */
export const checksum = (algorithm: ChecksumAlgorithm, data: ChecksumData): string => createChecksum(algorithm).update(data).digest();

/** What was read through it, unchanged, and then its checksum. */
export interface ChecksummedStream<T> extends AsyncIterable<T> {
  /** The checksum in base64, once everything was read. An error before that. */
  digest(): string;
}

/**
 * Passes a stream through and takes its checksum on the way, without holding it: `await pipeline(body, file); body.digest()`. It can be read once.
 *
 * @param source a stream of Node, a web stream, or anything that gives chunks one by one
 */
export function checksumOf<T extends ChecksumData>(algorithm: ChecksumAlgorithm, source: AsyncIterable<T> | Iterable<T>): ChecksummedStream<T> {
  const running = createChecksum(algorithm);
  let state: 'new' | 'reading' | 'read' = 'new';
  async function* read() {
    if (state !== 'new') throw new TypeError('a checksummed stream can be read once only; make another with checksumOf');
    state = 'reading';
    for await (const chunk of source) {
      running.update(chunk);
      yield chunk;
    }
    state = 'read';
  }
  return {
    [Symbol.asyncIterator]: read,
    digest() {
      if (state === 'read') return running.digest();
      throw new TypeError('the checksum of a stream is known at its end only; read it to the end before digest()');
    },
  };
}

export interface ParamNames {
  readonly CRC32: 'ChecksumCRC32';
  readonly CRC32C: 'ChecksumCRC32C';
  readonly CRC64NVME: 'ChecksumCRC64NVME';
  readonly SHA1: 'ChecksumSHA1';
  readonly SHA256: 'ChecksumSHA256';
  readonly MD5: 'ContentMD5';
}

export type ChecksumParams<A extends ChecksumAlgorithm> = A extends ChecksumAlgorithm ? { readonly [name in ParamNames[A]]: string } : never;

/** Has S3 compare what it receives with the checksum of this data, and refuse the upload where they differ. */
export function checksumHeaders<A extends ChecksumAlgorithm>(algorithm: A, data: ChecksumData): RequestPart<ChecksumParams<A>> {
  return knownChecksum(algorithm, checksum(algorithm, data));
}

/**
 * As checksumHeaders, with a checksum that is known already, such as one that a browser names before it gets a presigned URL.
 *
 * @param value in base64: 4 bytes for CRC32 and CRC32C, 8 for CRC64NVME, 16 for MD5, 20 for SHA1, 32 for SHA256
 */
export function knownChecksum<A extends ChecksumAlgorithm>(algorithm: A, value: string): RequestPart<ChecksumParams<A>> {
  const { header } = algorithmOf(algorithm);
  decoded(algorithm, value);
  const param = algorithm === 'MD5' ? 'ContentMD5' : `Checksum${algorithm}`;
  return { headers: { [header]: value }, params: { [param]: value } as ChecksumParams<A> };
}

function decoded(algorithm: ChecksumAlgorithm, value: unknown): Buffer {
  const { size } = algorithmOf(algorithm);
  const bytes = typeof value === 'string' ? Buffer.from(value, 'base64') : undefined;
  if (bytes?.length === size && bytes.toString('base64') === value) return bytes;
  throw new RangeError(`a ${algorithm} checksum is ${size} bytes in base64, got ${show(value)}; pass what checksum('${algorithm}', data) returns`);
}

/**
 * The checksum that S3 gives an object uploaded in parts: of the checksums of its parts, with their number, as `base64-N`. CRC64NVME and MD5 have none.
 *
 * @param parts the checksum of each part, in base64, in the order of their numbers: 1 to 10000
 */
export function compositeChecksum(algorithm: Exclude<ChecksumAlgorithm, 'CRC64NVME' | 'MD5'>, parts: readonly string[]): string {
  if (['CRC64NVME', 'MD5'].includes(algorithm)) throw new RangeError(`'algorithm' ${algorithm} has no checksum of checksums; pass CRC32, CRC32C, SHA1 or SHA256`);
  if (!Array.isArray(parts) || parts.length < 1 || parts.length > 10_000) {
    throw new RangeError(`'parts' must be 1 to 10000 checksums, got ${Array.isArray(parts) ? parts.length : kind(parts)}; pass the one of each part`);
  }
  return `${checksum(algorithm, Buffer.concat(parts.map(part => decoded(algorithm, part))))}-${parts.length}`;
}
