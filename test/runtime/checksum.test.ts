import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 as zlibCrc32 } from 'node:zlib';
import { AwsCrc32c } from '@aws-crypto/crc32c';
import { CompleteMultipartUploadCommand, PutObjectCommand, type PutObjectCommandInput, UploadPartCommand } from '@aws-sdk/client-s3';
import { Crc64Nvme } from '@aws-sdk/crc64-nvme';
import fc from 'fast-check';
import { messageOf, recorder, SENTENCE } from './sent';
import { checksum, type ChecksumAlgorithm, checksumHeaders, checksumOf, compositeChecksum, createChecksum, knownChecksum } from '../../src/runtime/checksum';

const hex = (algorithm: ChecksumAlgorithm, data: string | Uint8Array) => Buffer.from(checksum(algorithm, data), 'base64').toString('hex');
const ALL: readonly ChecksumAlgorithm[] = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256', 'MD5'];

test.each<[ChecksumAlgorithm, string, string]>([
  ['CRC32', '123456789', 'cbf43926'], ['CRC32', '', '00000000'], ['CRC32C', '123456789', 'e3069283'], ['CRC32C', '', '00000000'],
  ['CRC64NVME', '123456789', 'ae8b14860a799888'], ['CRC64NVME', '', '0000000000000000'],
  ['SHA1', 'abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'], ['SHA256', 'abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['MD5', 'abc', '900150983cd24fb0d6963f7d28e17f72'],
])('%s of "%s" is %s', (algorithm, text, expected) => expect(hex(algorithm, text)).toBe(expected));

test('the examples of RFC 3720 and of the NVM Express specification', () => {
  expect(hex('CRC32C', Buffer.alloc(32))).toBe('8a9136aa');
  expect(hex('CRC32C', Buffer.alloc(32, 255))).toBe('62a8ab43');
  expect(hex('CRC32C', Uint8Array.from({ length: 32 }, (_, i) => i))).toBe('46dd794e');
  expect(hex('CRC64NVME', Buffer.alloc(4096))).toBe('6482d367eb22b64e');
  expect(hex('CRC64NVME', Buffer.alloc(4096, 255))).toBe('c0ddba7302eca3ac');
});

const be = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes.toString('base64');
};

async function digest(hash: { update(data: Uint8Array): void; digest(): Promise<Uint8Array> }, data: Uint8Array): Promise<string> {
  hash.update(data);
  return Buffer.from(await hash.digest()).toString('base64');
}

/** What other people's code says. */
const PEERS: Readonly<Record<ChecksumAlgorithm, (data: Uint8Array) => string | Promise<string>>> = {
  CRC32: data => be(zlibCrc32(data)),
  CRC32C: data => digest(new AwsCrc32c(), data),
  CRC64NVME: data => digest(new Crc64Nvme(), data),
  SHA1: data => createHash('sha1').update(data).digest('base64'),
  SHA256: data => createHash('sha256').update(data).digest('base64'),
  MD5: data => createHash('md5').update(data).digest('base64'),
};

describe.each(ALL)('%s', (algorithm) => {
  test('agrees with its peer, in whatever pieces and wherever in memory the data comes', async () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 8 });
    await fc.assert(fc.asyncProperty(pieces, fc.nat(9), async (chunks, offset) => {
      const running = createChecksum(algorithm);
      for (const chunk of chunks) running.update(Buffer.concat([Buffer.alloc(offset), chunk]).subarray(offset));
      const expected = await PEERS[algorithm](Buffer.concat(chunks));
      expect(running.digest()).toBe(expected);
      expect(running.digest()).toBe(expected);
      expect(checksum(algorithm, Buffer.concat(chunks))).toBe(expected);
    }));
  });

  test('goes on after a digest', () => {
    const running = createChecksum(algorithm).update('ab');
    expect(running.digest()).toBe(checksum(algorithm, 'ab'));
    expect(running.update('c').digest()).toBe(checksum(algorithm, 'abc'));
    expect(checksum(algorithm, 'abc')).not.toBe(checksum(algorithm, 'ab'));
  });

  test('two at once do not disturb each other', () => {
    const [one, other] = [createChecksum(algorithm).update('a'), createChecksum(algorithm).update('x')];
    other.update('y');
    expect(one.update('b').digest()).toBe(checksum(algorithm, 'ab'));
    expect(other.digest()).toBe(checksum(algorithm, 'xy'));
  });

  test('text is UTF-8, and views are the bytes that they show', () => {
    const bytes = Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
    expect(checksum(algorithm, 'größe')).toBe(checksum(algorithm, Buffer.from('größe', 'utf8')));
    expect(checksum(algorithm, new Uint16Array(bytes.buffer, 2, 5))).toBe(checksum(algorithm, bytes.subarray(2, 12)));
    expect(checksum(algorithm, bytes.buffer)).toBe(checksum(algorithm, bytes));
  });

  test('the SDK sends its header, and no other checksum beside', async () => {
    const { headers, params } = checksumHeaders(algorithm, 'hello');
    const { client, requests } = recorder();
    const input: PutObjectCommandInput = { Bucket: 'records', Key: 'a', Body: 'hello', ...params };
    await client.send(new PutObjectCommand(input));
    await client.send(new UploadPartCommand({ Bucket: 'records', Key: 'a', UploadId: 'x', PartNumber: 1, Body: 'hello', ...params }));
    for (const sent of requests) {
      const found = Object.entries(sent).filter(([name]) => /^x-amz-checksum-|^content-md5|^x-amz-trailer/.test(name));
      expect(Object.fromEntries(found)).toMatchObject(headers);
      if (algorithm !== 'MD5') expect(found).toHaveLength(1);
    }
    expect(requests).toHaveLength(2);
    expect(knownChecksum(algorithm, checksum(algorithm, 'hello'))).toStrictEqual({ headers, params });
  });

  test('a stream passes through unchanged', async () => {
    const body = checksumOf(algorithm, Readable.from([Buffer.from('he'), Buffer.from('llo')]));
    const seen: Uint8Array[] = [];
    expect(messageOf(() => body.digest())).toContain('known at its end only');
    await pipeline(body, async (source: AsyncIterable<Uint8Array>) => {
      for await (const chunk of source) seen.push(chunk);
    });
    expect(Buffer.concat(seen).toString()).toBe('hello');
    expect(body.digest()).toBe(checksum(algorithm, 'hello'));
  });
});

test('headers and params have the names that S3 and the SDK know', () => {
  expect(checksumHeaders('SHA256', 'abc')).toStrictEqual({
    headers: { 'x-amz-checksum-sha256': 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=' }, params: { ChecksumSHA256: 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=' },
  });
  expect(checksumHeaders('MD5', 'abc')).toStrictEqual({ headers: { 'content-md5': 'kAFQmDzST7DWlj99KOF/cg==' }, params: { ContentMD5: 'kAFQmDzST7DWlj99KOF/cg==' } });
  const names: string = checksumHeaders('CRC64NVME', 'abc').params.ChecksumCRC64NVME;
  expect(names).toBe(checksum('CRC64NVME', 'abc'));
  // @ts-expect-error a checksum has the name of its own algorithm
  expect(checksumHeaders('CRC32', 'abc').params.ChecksumCRC32C).toBeUndefined();
  expect(Object.keys(knownChecksum('CRC32' as ChecksumAlgorithm, 'AAAAAA==').params)).toEqual(['ChecksumCRC32']);
});

describe('streams', () => {
  test.each<[string, () => AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>]>([
    ['a list', () => ['he', Buffer.from('llo')]], ['a web stream', () => new Blob(['hello']).stream() as unknown as AsyncIterable<Uint8Array>],
    ['a generator', async function* () { yield 'hel'; yield 'lo'; }],
  ])('%s', async (_, make) => {
    const body = checksumOf('CRC32C', make());
    await drain(body);
    expect(body.digest()).toBe(checksum('CRC32C', 'hello'));
  });

  test('what was not read to its end has no checksum', async () => {
    const body = checksumOf('SHA256', ['a', 'b']);
    for await (const chunk of body) if (chunk === 'a') break;
    expect(messageOf(() => body.digest())).toMatch(SENTENCE);
  });

  test('what breaks off has no checksum', async () => {
    const body = checksumOf('SHA256', async function* () { yield 'a'; throw new Error('reset'); }());
    await expect(drain(body)).rejects.toThrow('reset');
    expect(messageOf(() => body.digest())).toContain('read it to the end');
  });

  test('nothing is read twice', async () => {
    const body = checksumOf('SHA256', ['a']);
    await drain(body);
    await expect(drain(body)).rejects.toThrow('read once only');
    expect(body.digest()).toBe(checksum('SHA256', 'a'));
  });

  test('a chunk that is no data is an error', async () => {
    await expect(drain(checksumOf('CRC32', Readable.from([{ a: 1 }])))).rejects.toThrow('a checksum is of bytes or text, got an object; pass a Uint8Array');
  });
});

async function drain(source: AsyncIterable<unknown>): Promise<void> {
  for await (const chunk of source) void chunk;
}

test('the checksum of an object in parts', async () => {
  const parts = ['a', 'b', 'c'].map(part => checksum('SHA256', part));
  const composite = compositeChecksum('SHA256', parts);
  expect(composite).toBe(`${createHash('sha256').update(Buffer.concat(parts.map(part => Buffer.from(part, 'base64')))).digest('base64')}-3`);
  expect(compositeChecksum('CRC32', [be(zlibCrc32('a'))])).toBe(`${be(zlibCrc32(Buffer.from(be(zlibCrc32('a')), 'base64')))}-1`);
  expect(compositeChecksum('SHA256', [...parts].reverse())).not.toBe(composite);
  const { client, requests } = recorder({}, '<CompleteMultipartUploadResult><ETag>"x"</ETag></CompleteMultipartUploadResult>');
  await client.send(new CompleteMultipartUploadCommand({ Bucket: 'records', Key: 'a', UploadId: 'x', ChecksumSHA256: composite }));
  expect(requests[0]['x-amz-checksum-sha256']).toBe(composite);
});

test.each<[string, () => unknown, string]>([
  ['an algorithm of no name', () => checksum('sha256' as never, 'a'), "'algorithm' cannot be \"sha256\"; pass CRC32, CRC32C"], ['the name of a method', () => createChecksum('constructor' as never), 'cannot be "constructor"'],
  ['__proto__', () => checksumHeaders('__proto__' as never, 'a'), 'cannot be "__proto__"'], ['no algorithm', () => checksumOf(undefined as never, []), 'cannot be nothing'],
  ['no data', () => checksum('CRC32', undefined as never), 'got nothing;'], ['a number', () => checksum('SHA1', 5 as never), 'got a number;'], ['a list', () => checksum('MD5', [1] as never), 'got an array;'],
  ['a checksum in hexadecimal', () => knownChecksum('CRC32', 'cbf43926'), '4 bytes in base64, got "cbf43926"'], ['a checksum of another length', () => knownChecksum('CRC32C', 'rosUhgp5mIg='), '4 bytes in base64'],
  ['no checksum', () => knownChecksum('SHA256', undefined as never), 'got nothing;'], ['a line break behind it', () => knownChecksum('CRC32', 'y/Q5Jg==\n'), '4 bytes in base64'], ['base64url', () => knownChecksum('CRC32', 'y_Q5Jg=='), '4 bytes in base64'],
  ['CRC64NVME of parts', () => compositeChecksum('CRC64NVME' as never, ['rosUhgp5mIg=']), "'algorithm' CRC64NVME has no checksum of checksums"], ['MD5 of parts', () => compositeChecksum('MD5' as never, ['kAFQmDzST7DWlj99KOF/cg==']), 'MD5 has no'],
  ['another algorithm of parts', () => compositeChecksum('toString' as never, ['a']), 'cannot be "toString"'], ['no parts', () => compositeChecksum('CRC32', []), '1 to 10000 checksums, got 0'],
  ['too many parts', () => compositeChecksum('CRC32', Array(10_001).fill('AAAAAA==')), 'got 10001'], ['one part as text', () => compositeChecksum('CRC32', 'AAAAAA==' as never), 'got a string'],
  ['a part that is a composite', () => compositeChecksum('CRC32', ['AAAAAA==-2']), 'got "AAAAAA==-2"'],
])('%s is refused', (_, action, part) => {
  const message = messageOf(action);
  expect(message).toMatch(/; pass /);
  expect(message).not.toContain('\n');
  expect(message).toContain(part);
});

test('where Node has no CRC32, tables do', () => {
  jest.isolateModules(() => {
    jest.doMock('node:zlib', () => ({}));
    const { crc32 } = jest.requireActual<typeof import('../../src/runtime/parts/crc')>('../../src/runtime/parts/crc');
    fc.assert(fc.property(fc.uint8Array({ maxLength: 70 }), fc.uint8Array({ maxLength: 70 }), (one, other) => {
      const crc = crc32();
      crc.update(one);
      crc.update(other);
      expect(crc.digest().toString('base64')).toBe(be(zlibCrc32(Buffer.concat([one, other]))));
    }));
  });
  jest.dontMock('node:zlib');
});

test('large data, whose words have their upper bit set', async () => {
  const data = createHash('sha512').update('x').digest();
  const large = Buffer.concat(Array.from({ length: 5000 }, (_, i) => createHash('sha512').update(data).update(String(i)).digest())).subarray(3);
  for (const algorithm of ALL) expect(checksum(algorithm, large)).toBe(await PEERS[algorithm](large));
});
