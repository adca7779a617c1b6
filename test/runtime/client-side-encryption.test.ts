import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { inspect } from 'node:util';
import * as sdk from '@aws-crypto/client-node';
import * as fc from 'fast-check';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { decryptObject, encryptObject, kmsKeyring, rawAesKeyring } from '../../src/runtime/client-side-encryption';
import { character } from '../characters';

const SECRET = randomBytes(32);
const keyring = rawAesKeyring({ name: 'one', namespace: 'test', key: SECRET });
const at = { bucket: 'records', key: 'patients/17.json', keyring };
const PLAIN = randomBytes(150_000); // two whole frames and a part of one

/** In pieces, as from a socket. */
async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}

/** Long bytes in short: Jest takes seconds to compare them one by one. */
const short = (bytes: Uint8Array): string => `${bytes.length} bytes ${createHash('sha256').update(bytes).digest('hex')}`;

/** What came out of a stream before it ended or broke. */
async function drained(open: Promise<Readable>): Promise<{ bytes: Buffer; error?: Error & { code?: string } }> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of await open) chunks.push(chunk);
    return { bytes: Buffer.concat(chunks) };
  } catch (error) {
    return { bytes: Buffer.concat(chunks), error: error as Error };
  }
}

async function whole(open: Promise<Readable>): Promise<Buffer> {
  const { bytes, error } = await drained(open);
  if (error) throw error;
  return bytes;
}

/** Whether bytes are the beginning of others. */
const begin = (bytes: Buffer, others: Buffer): boolean => bytes.equals(others.subarray(0, bytes.length));

let ciphertext: Buffer;
beforeAll(async () => { ciphertext = Buffer.from(await encryptObject({ ...at, body: PLAIN })); });

describe('round trips', () => {
  test('of bytes, of text and of nothing', async () => {
    expect(ciphertext.includes(PLAIN.subarray(0, 32))).toBe(false);
    expect(short(await decryptObject({ ...at, body: ciphertext }))).toBe(short(PLAIN));
    expect(Buffer.from(await decryptObject({ ...at, body: await encryptObject({ ...at, body: 'Grüße' }) })).toString()).toBe('Grüße');
    expect(await decryptObject({ ...at, body: await encryptObject({ ...at, body: '' }) })).toHaveLength(0);
  });

  test('of streams, in each direction and to and from bytes', async () => {
    const streamed = await whole(encryptObject({ ...at, body: Readable.from(pieces(PLAIN, 1000)) }));
    expect(short(await decryptObject({ ...at, body: streamed }))).toBe(short(PLAIN));
    expect(short(await whole(decryptObject({ ...at, body: pieces(ciphertext, 999) })))).toBe(short(PLAIN));
    const web = new Blob([ciphertext]).stream() as unknown as AsyncIterable<Uint8Array>;
    expect(short(await whole(decryptObject({ ...at, body: web })))).toBe(short(PLAIN));
    const empty = await whole(encryptObject({ ...at, body: Readable.from([]) }));
    expect(await whole(decryptObject({ ...at, body: pieces(empty, 7) }))).toHaveLength(0);
  });

  test('of any name, any bytes and any cut', async () => {
    const name = fc.string({ unit: character, minLength: 1, maxLength: 40 });
    await fc.assert(fc.asyncProperty(name, fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 20, max: 200 }), async (key, body, size) => {
      const bytes = await encryptObject({ ...at, key, body });
      expect(short(await whole(decryptObject({ ...at, key, body: pieces(bytes, size) })))).toBe(short(body));
      await expect(decryptObject({ ...at, key: `${key}x`, body: bytes })).rejects.toMatchObject({ code: 'other-object' });
    }), { numRuns: 30 });
  }, 60_000);

  test('of 20 MiB, with less than 1 MiB on the way', async () => {
    const size = 20 * 1024 * 1024;
    const chunk = randomBytes(64 * 1024);
    let read = 0;
    let written = 0;
    let most = 0;
    async function* source() {
      for (; read < size; read += chunk.length) {
        most = Math.max(most, read - written);
        yield chunk;
      }
    }
    const encrypted = await encryptObject({ ...at, body: source() });
    const digest = createHash('sha256');
    for await (const out of await decryptObject({ ...at, body: encrypted })) {
      digest.update(out);
      written += out.length;
      if (written % 50 === 0) await new Promise(resolve => setImmediate(resolve));
    }
    const expected = createHash('sha256');
    for (let i = 0; i < size; i += chunk.length) expected.update(chunk);
    expect(digest.digest('hex')).toBe(expected.digest('hex'));
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(1024 * 1024);
  }, 60_000);
});

test('nothing is read before somebody reads, beyond a little', async () => {
  let read = 0;
  async function* source() {
    for (; read < 1000; read++) yield PLAIN.subarray(0, 65_536);
  }
  const stream = await encryptObject({ ...at, body: source() });
  await new Promise(resolve => setTimeout(resolve, 50));
  expect(read).toBeLessThan(16);
  stream.destroy();
});

describe('the binding', () => {
  const identities: readonly [string, object, string][] = [
    ['another key', { key: 'patients/18.json' }, 's3-key'],
    ['a key in other letter case', { key: 'Patients/17.json' }, 's3-key'],
    ['another bucket', { bucket: 'copies' }, 's3-bucket'],
    ['both', { bucket: 'copies', key: 'x' }, 's3-bucket and s3-key'],
    ['a context that is missing', { context: { tenant: '17' } }, 'tenant'],
    ['a name that all objects have', { context: { toString: '17' } }, 'toString'],
  ];
  test.each(identities)('%s is refused before the data key is unwrapped', async (_, change, names) => {
    const unwrap = jest.fn();
    const Default = sdk.NodeDefaultCryptographicMaterialsManager;
    class Watched {
      private readonly inner: InstanceType<typeof Default>;
      constructor(ring: never) { this.inner = new Default(ring); }
      async getEncryptionMaterials(request: never) { return this.inner.getEncryptionMaterials(request); }
      async decryptMaterials(request: never) {
        unwrap();
        return this.inner.decryptMaterials(request);
      }
    }
    const seen = { ...at, sdk: { ...sdk, NodeDefaultCryptographicMaterialsManager: Watched } };
    const expected = { code: 'other-object', message: expect.stringContaining(`is bound to another ${names}; read it under`) };
    await expect(decryptObject({ ...seen, ...change, body: ciphertext })).rejects.toMatchObject(expected);
    const streamed = await drained(decryptObject({ ...seen, ...change, body: pieces(ciphertext, 100) }));
    expect(streamed).toMatchObject({ error: expected, bytes: Buffer.alloc(0) });
    expect(unwrap).not.toHaveBeenCalled();
    await decryptObject({ ...seen, body: ciphertext });
    expect(unwrap).toHaveBeenCalledTimes(1);
  });

  test('a context is bound as well, and needs not be repeated', async () => {
    const body = await encryptObject({ ...at, context: { tenant: '17' }, body: 'x' });
    expect(await decryptObject({ ...at, body })).toHaveLength(1);
    expect(await decryptObject({ ...at, context: { tenant: '17' }, body })).toHaveLength(1);
    await expect(decryptObject({ ...at, context: { tenant: '18' }, body })).rejects.toMatchObject({ code: 'other-object' });
  });

  test('what another program encrypted is bound to no object', async () => {
    const client = sdk.buildClient(sdk.CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
    const { result } = await client.encrypt(keyring as unknown as sdk.RawAesKeyringNode, 'x');
    await expect(decryptObject({ ...at, body: result })).rejects.toMatchObject({ code: 'other-object' });
  });

  test('a header that lies about where it belongs does not open', async () => {
    const moved = Buffer.from(ciphertext);
    moved.write('patients/18', moved.indexOf('patients/17'));
    await expect(decryptObject({ ...at, key: 'patients/18.json', body: moved })).rejects.toMatchObject({ code: 'decryption-failed' });
  });

  test('a message without key commitment is not read', async () => {
    const old = sdk.buildClient(sdk.CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT);
    const { result } = await old.encrypt(keyring as unknown as sdk.RawAesKeyringNode, 'x', { encryptionContext: { 's3-bucket': at.bucket, 's3-key': at.key } });
    const error = await decryptObject({ ...at, body: result }).catch(e => e);
    expect(error).toMatchObject({ code: 'decryption-failed', cause: { message: expect.stringContaining('Configuration conflict') } });
  });

  test('what is written is what the Encryption SDK writes by default: committed and signed', async () => {
    const client = sdk.buildClient(sdk.CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
    const { plaintext, messageHeader } = await client.decrypt(keyring as unknown as sdk.RawAesKeyringNode, ciphertext);
    expect(short(plaintext)).toBe(short(PLAIN));
    expect(sdk.AlgorithmSuiteIdentifier[messageHeader.suiteId]).toBe('ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY_ECDSA_P384');
    expect(messageHeader.encryptionContext).toMatchObject({ 's3-bucket': 'records', 's3-key': 'patients/17.json' });
  });
});

describe('what was changed', () => {
  const small = randomBytes(40);
  let message: Buffer;
  beforeAll(async () => { message = Buffer.from(await encryptObject({ ...at, body: small })); });

  test('a byte flipped, wherever it is, is refused, of bytes and of streams', async () => {
    const codes: Record<string, number> = {};
    for (let i = 0; i < message.length; i += 3) {
      const flipped = Buffer.from(message);
      flipped[i] = flipped[i] === 0 ? 255 : 0;
      const error = await decryptObject({ ...at, body: flipped }).catch(e => e);
      expect(`${i}: ${error.code}`).toMatch(/ (decryption-failed|truncated|other-object)$/);
      codes[error.code] = (codes[error.code] ?? 0) + 1;
      if (i % 6 > 0) continue;
      const streamed = await drained(decryptObject({ ...at, body: pieces(flipped, 64) }));
      expect(`${i}: ${streamed.error?.code}`).toMatch(/ (decryption-failed|truncated|other-object)$/);
      expect(begin(streamed.bytes, small)).toBe(true); // where the signature alone is wrong, true bytes may come first
    }
    expect(Object.keys(codes).sort()).toEqual(['decryption-failed', 'other-object', 'truncated']);
  }, 60_000);

  test('a frame that is flipped in a stream gives nothing from there on, and an error', async () => {
    const flipped = Buffer.from(ciphertext);
    flipped[flipped.length - 15_000] = 255 - flipped[flipped.length - 15_000];
    const { bytes, error } = await drained(decryptObject({ ...at, body: pieces(flipped, 4096) }));
    expect(error).toMatchObject({ code: 'decryption-failed' });
    expect(bytes.length).toBeLessThanOrEqual(131_072);
    expect(begin(bytes, PLAIN)).toBe(true);
  });

  test('frames in another order are refused', async () => {
    const frame = 4 + 12 + 65_536 + 16;
    const start = ciphertext.indexOf(Buffer.from('00000001000000000000000000000001', 'hex'));
    const swapped = Buffer.concat([
      ciphertext.subarray(0, start), ciphertext.subarray(start + frame, start + 2 * frame),
      ciphertext.subarray(start, start + frame), ciphertext.subarray(start + 2 * frame),
    ]);
    expect(start).toBeGreaterThan(0);
    expect(swapped).toHaveLength(ciphertext.length);
    await expect(decryptObject({ ...at, body: swapped })).rejects.toMatchObject({ code: 'decryption-failed' });
  });

  test('a ciphertext that is cut, or that has one byte more, is refused', async () => {
    for (let length = 0; length < message.length; length += length < message.length - 110 ? 10 : 3) {
      const error = await decryptObject({ ...at, body: message.subarray(0, length) }).catch(e => e);
      expect(`${length}: ${error.code}`).toMatch(/ (truncated|decryption-failed)$/);
    }
    await expect(decryptObject({ ...at, body: Buffer.concat([message, Buffer.alloc(1)]) })).rejects.toMatchObject({ code: 'decryption-failed' });
  }, 60_000);

  test('a stream cut between two frames gives no end', async () => {
    const cut = ciphertext.subarray(0, ciphertext.indexOf(Buffer.from('00000001000000000000000000000001', 'hex')) + 4 + 12 + 65_536 + 16);
    const { bytes, error } = await drained(decryptObject({ ...at, body: pieces(cut, 10_000) }));
    expect(error).toMatchObject({ code: 'truncated', message: expect.stringContaining('"s3://records/patients/17.json" ends too early') });
    expect(bytes.length).toBeLessThanOrEqual(65_536);
    expect(begin(bytes, PLAIN)).toBe(true);
  });

  test('another key opens nothing, under the same name or another', async () => {
    for (const name of ['one', 'two']) {
      const other = rawAesKeyring({ name, namespace: 'test', key: randomBytes(32) });
      await expect(decryptObject({ ...at, keyring: other, body: ciphertext })).rejects.toMatchObject({ code: 'decryption-failed' });
    }
  });

  test('no error holds the key or the plaintext', async () => {
    const flipped = Buffer.from(message);
    flipped[message.length - 120] = 255 - flipped[message.length - 120];
    const errors = await Promise.all([
      decryptObject({ ...at, body: flipped }), decryptObject({ ...at, keyring: rawAesKeyring({ name: 'one', namespace: 'test', key: randomBytes(32) }), body: message }),
      decryptObject({ ...at, body: message.subarray(0, 300) }), decryptObject({ ...at, key: 'x', body: message }),
    ].map(async p => p.then(() => { throw new Error('it was decrypted'); }, e => e)));
    for (const error of errors) {
      const shown = inspect(error, { depth: 20, showHidden: true, maxArrayLength: null, maxStringLength: null });
      expect(error.name).toBe('Refused');
      for (const secret of [SECRET, small]) {
        for (const form of [secret.toString('hex'), secret.toString('base64'), [...secret].join(', '), secret.toString('hex').replace(/(..)(?=.)/g, '$1 ')]) {
          expect(shown).not.toContain(form.slice(0, 40));
        }
      }
    }
  });
});

describe('sources that break', () => {
  const broken = async function* (bytes: Uint8Array) {
    yield* pieces(bytes, 10_000);
    throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
  };

  test('their own error comes out, and never an end', async () => {
    const error = { code: 'ECONNRESET', message: 'socket hang up' };
    expect(await drained(encryptObject({ ...at, body: broken(PLAIN) }))).toMatchObject({ error });
    expect(await drained(decryptObject({ ...at, body: broken(ciphertext.subarray(0, 120_000)) }))).toMatchObject({ error });
    expect(await drained(decryptObject({ ...at, body: broken(ciphertext) }))).toMatchObject({ error });
    await expect(encryptObject({ ...at, body: broken(new Uint8Array(0)) })).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('who stops reading closes the source, even one that gives nothing more', async () => {
    const source = new Readable({ read() {} });
    source.push(ciphertext.subarray(0, 100_000));
    const stream = await decryptObject({ ...at, body: source });
    stream.destroy();
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(source.destroyed).toBe(true);
  });
});

describe('KMS', () => {
  const ARN = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

  /** A key of KMS as far as the keyring needs one: the wrapped data key is the data key, masked, with a mark of its context. */
  function fakeKms(arn = ARN) {
    const asked: string[] = [];
    const mask = (bytes: Uint8Array) => Uint8Array.from(bytes, b => b ^ 0x5a); // eslint-disable-line no-bitwise
    const mark = (context: object) => createHash('sha256').update(JSON.stringify(Object.entries(context).sort())).digest();
    return {
      asked,
      clientProvider: (region: string) => ({
        generateDataKey: async ({ KeyId, EncryptionContext, NumberOfBytes }: { KeyId: string; EncryptionContext: object; NumberOfBytes: number }) => {
          asked.push(`generate ${region} ${KeyId}`);
          const Plaintext = Uint8Array.from(randomBytes(NumberOfBytes));
          return { KeyId: arn, Plaintext, CiphertextBlob: Uint8Array.from([...mask(Plaintext), ...mark(EncryptionContext)]) };
        },
        decrypt: async ({ KeyId, CiphertextBlob, EncryptionContext }: { KeyId: string; CiphertextBlob: Uint8Array; EncryptionContext: object }) => {
          asked.push(`decrypt ${region} ${KeyId}`);
          if (Buffer.compare(CiphertextBlob.subarray(32), mark(EncryptionContext)) !== 0) throw Object.assign(new Error(''), { name: 'InvalidCiphertextException' });
          return { KeyId: arn, Plaintext: mask(CiphertextBlob.subarray(0, 32)) };
        },
        encrypt: async () => { throw new Error('never asked'); },
      }),
    };
  }

  test('one request an object, in the Region of the key', async () => {
    const kms = fakeKms();
    const kept = { ...at, keyring: kmsKeyring({ keyArn: ARN, clientProvider: kms.clientProvider }) };
    const body = await encryptObject({ ...kept, body: 'x' });
    expect(Buffer.from(await decryptObject({ ...kept, body })).toString()).toBe('x');
    expect(kms.asked).toEqual([`generate eu-central-1 ${ARN}`, `decrypt eu-central-1 ${ARN}`]);
    await expect(decryptObject({ ...kept, key: 'x', body })).rejects.toMatchObject({ code: 'other-object' });
    expect(kms.asked).toHaveLength(2);
  });

  test('a message of another key is not sent to KMS', async () => {
    const other = ARN.replace('1234abcd', 'ffffffff');
    const body = await encryptObject({ ...at, keyring: kmsKeyring({ keyArn: other, clientProvider: fakeKms(other).clientProvider }), body: 'x' });
    const kms = fakeKms();
    await expect(decryptObject({ ...at, keyring: kmsKeyring({ keyArn: ARN, clientProvider: kms.clientProvider }), body })).rejects.toMatchObject({ code: 'decryption-failed' });
    expect(kms.asked).toEqual([]);
  });

  test('what KMS refuses is told as the cause', async () => {
    const refused = async () => { throw Object.assign(new Error('not authorized to perform: kms:GenerateDataKey'), { name: 'AccessDeniedException' }); };
    const clientProvider = () => ({ generateDataKey: refused, encrypt: refused, decrypt: refused });
    const error = await encryptObject({ ...at, keyring: kmsKeyring({ keyArn: ARN, clientProvider }), body: 'x' }).catch(e => e);
    expect(error).toMatchObject({ code: 'encryption-failed', cause: { name: 'AccessDeniedException' } });
    const streamed = encryptObject({ ...at, keyring: kmsKeyring({ keyArn: ARN, clientProvider }), body: pieces(PLAIN, 1000) });
    await expect(streamed).rejects.toMatchObject({ code: 'encryption-failed', cause: { name: 'AccessDeniedException' } });
  });

  test.each([
    ARN.replace('key/', 'alias/'), '1234abcd-12ab-34cd-56ef-1234567890ab', 'alias/records', '', undefined as unknown as string, `${ARN}/x`,
  ])('%j is no key ARN', (keyArn) => {
    const sentence = `'keyArn' must be the ARN of a KMS key, got ${JSON.stringify(keyArn)}; pass arn:aws:kms:...:key/..., no id and no alias`;
    expect(() => kmsKeyring({ keyArn })).toThrow(sentence);
  });
});

test.each<[object, string]>([
  [{ bucket: '' }, "'bucket' must be a bucket name, got \"\""],
  [{ key: '' }, "'key' must be an object key of 1 to 1024 bytes"],
  [{ key: 'ü'.repeat(513) }, "'key' must be an object key of 1 to 1024 bytes"],
  [{ key: '\ud800' }, "'key' must be an object key"],
  [{ key: undefined }, "'key' must be an object key"],
  [{ context: { 's3-key': 'x' } }, "'context' holds \"s3-key\", which is reserved; use another name"],
  [{ context: { 's3-bucket': 'x' } }, "'context' holds \"s3-bucket\", which is reserved"],
  [{ context: { 'aws-crypto-public-key': 'x' } }, 'which is reserved'],
  [{ context: { tenant: '' } }, 'text that is not empty'],
  [{ context: { tenant: 17 } }, 'text that is not empty'],
  [{ keyring: {} }, "'keyring' is no keyring of the '@aws-crypto/client-node' in use"],
  [{ body: undefined }, "'body' must be bytes or a stream, got undefined"],
  [{ body: null }, "'body' must be bytes or a stream, got null"],
  [{ body: 7 }, "'body' must be bytes or a stream, got number"],
])('%j is an error', async (change, sentence) => {
  await expect(encryptObject({ ...at, body: 'x', ...change } as never)).rejects.toThrow(sentence);
  await expect(decryptObject({ ...at, body: ciphertext, ...change } as never)).rejects.toThrow(sentence);
});

test('a ciphertext is no text', async () => {
  await expect(decryptObject({ ...at, body: 'x' } as never)).rejects.toThrow("'body' must be bytes or a stream, got string");
});

test.each<[object, string]>([
  [{ key: randomBytes(16) }, "'key' must be 32 bytes, got 16 bytes; pass randomBytes(32)"],
  [{ key: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEX' }, "'key' must be 32 bytes, got string; pass randomBytes(32)"],
  [{ name: '' }, "'name' must be text, got \"\""],
  [{ namespace: 'aws-kms' }, "'namespace' aws-kms is KMS's own; pass another"],
])('a keyring of %j is an error', (change, sentence) =>
  expect(() => rawAesKeyring({ name: 'one', namespace: 'test', key: SECRET, ...change })).toThrow(sentence));

test('where the Encryption SDK is not installed, what to install is said; passed in, it is used', () => {
  const dir = mkdtempSync(join(tmpdir(), 'no-sdk-'));
  try {
    mkdirSync(join(dir, 'parts'));
    for (const name of ['client-side-encryption', ...['encryption-sdk', 'keyrings', 'object-binding', 'refused', 'through'].map(part => `parts/${part}`)]) {
      const source = readFileSync(join(__dirname, `../../src/runtime/${name}.ts`), 'utf8');
      const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
      writeFileSync(join(dir, `${name}.js`), transpileModule(source, { compilerOptions }).outputText);
    }
    writeFileSync(join(dir, 'child.js'), `
      const { decryptObject, encryptObject, kmsKeyring, rawAesKeyring } = require('./client-side-encryption');
      const loaded = Object.keys(require.cache).filter(f => f.includes('node_modules')).length;
      const said = e => e.code + ': ' + e.message;
      (async () => {
        const at = { bucket: 'b', key: 'k', body: new Uint8Array(1) };
        const all = [loaded];
        try { kmsKeyring({ keyArn: 'arn' }); } catch (e) { all.push(said(e)); }
        all.push(await encryptObject(at).catch(said), await decryptObject(at).catch(said));
        const sdk = require(${JSON.stringify(require.resolve('@aws-crypto/client-node'))});
        const kept = { ...at, sdk, keyring: rawAesKeyring({ sdk, name: 'n', namespace: 's', key: new Uint8Array(32) }) };
        all.push((await decryptObject({ ...kept, body: await encryptObject(kept) })).length);
        console.log(JSON.stringify(all));
      })();
    `);
    const sentence = "missing-encryption-sdk: client-side encryption needs '@aws-crypto/client-node'; run npm install @aws-crypto/client-node";
    const env = { ...process.env, NODE_PATH: '' };
    const printed = execFileSync(process.execPath, [join(dir, 'child.js')], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    expect(JSON.parse(printed)).toEqual([0, sentence, sentence, sentence, 1]);
  } finally {
    rmSync(dir, { recursive: true });
  }
});

test('where the Encryption SDK is there and does not load, its own error comes out', () => {
  jest.isolateModules(() => {
    jest.doMock('@aws-crypto/client-node', () => { throw new SyntaxError('unexpected token'); });
    const isolated = jest.requireActual<typeof import('../../src/runtime/client-side-encryption')>('../../src/runtime/client-side-encryption');
    expect(() => isolated.kmsKeyring({ keyArn: 'arn' })).toThrow('unexpected token');
  });
  jest.dontMock('@aws-crypto/client-node');
});
