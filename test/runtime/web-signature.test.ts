import { webcrypto } from 'node:crypto';
import { presign, type PresignOptions } from '../../src/runtime/presign';
import { sha256Hex, signature, signingKey } from '../../src/runtime/signature';
import { presign as presignOnWeb } from '../../src/runtime/web/presign';
import { sameText, sha256Hex as sha256OnWeb, signerFor } from '../../src/runtime/web/signature';

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const asked: PresignOptions = {
  bucket: 'records', key: 'scans/2026.pdf', region: 'eu-central-1', credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey }, at: new Date(0),
};

describe('signature', () => {
  test('the signature of the example of AWS', async () => {
    const signer = await signerFor(secretAccessKey, '20130524', 'us-east-1', 's3');
    const query = 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request'
      + '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host';
    const canonical = `GET\n/test.txt\n${query}\nhost:examplebucket.s3.amazonaws.com\n\nhost\nUNSIGNED-PAYLOAD`;
    expect(await signer.sign(canonical, '20130524T000000Z')).toBe('aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404');
  });

  test('is verified as it is signed, in lower case and whole', async () => {
    const signer = await signerFor('secret', '20260115', 'eu-central-1', 's3');
    const made = await signer.sign('canonical', '20260115T000000Z');
    expect(made).toBe(signature(signingKey('secret', { date: '20260115', region: 'eu-central-1', service: 's3' }),
      `AWS4-HMAC-SHA256\n20260115T000000Z\n20260115/eu-central-1/s3/aws4_request\n${sha256Hex('canonical')}`));
    for (const [given, held] of [[made, true], [made.slice(2), false], [`${made}00`, false], [made.toUpperCase(), false], ['', false], ['zz', false]] as const) {
      expect(await signer.verify('canonical', '20260115T000000Z', given)).toBe(held);
    }
    expect(await signer.verify('canonical', '20260115T000001Z', made)).toBe(false);
  });

  test('texts are compared as a whole', async () => {
    for (const [a, b] of [['', ''], ['a', 'a'], ['a', 'b'], ['', 'a'], ['a', 'aa'], ['é', 'é']]) expect(await sameText(a, b)).toBe(a === b);
  });

  test('hashes text and bytes', async () => {
    expect(await sha256OnWeb('é')).toBe(sha256Hex('é'));
  });

  test('memory that is shared with a worker is copied: browsers refuse to hash it', async () => {
    const digest = jest.spyOn(webcrypto.subtle, 'digest');
    expect(await sha256OnWeb(new Uint8Array(new SharedArrayBuffer(3)))).toBe(sha256Hex(new Uint8Array(3)));
    expect(String((digest.mock.calls[0][1] as Uint8Array).buffer)).toBe('[object ArrayBuffer]');
    digest.mockRestore();
  });

  test('keys are derived once, and 256 of them are kept', async () => {
    const imported = jest.spyOn(webcrypto.subtle, 'importKey');
    const ask = async (n: number): Promise<number> => {
      const before = imported.mock.calls.length;
      await signerFor('kept', '20260115', `region-${n}`, 's3');
      return imported.mock.calls.length - before;
    };
    expect(await ask(0)).toBe(5);
    expect(await ask(0)).toBe(0);
    expect(imported.mock.calls.map(call => call[3])).toEqual([false, false, false, false, false]);
    for (let n = 1; n < 256; n++) await ask(n);
    expect(await ask(0)).toBe(0);
    expect(await ask(256)).toBe(5);
    expect(await ask(0)).toBe(0);
    expect(await ask(1)).toBe(5);
    imported.mockRestore();
  });

  test('a failure is not kept', async () => {
    const ask = () => signerFor('failing', '20260115', 'eu-central-1', 's3');
    const imported = jest.spyOn(webcrypto.subtle, 'importKey').mockRejectedValueOnce(new Error('busy'));
    await expect(ask()).rejects.toThrow('busy');
    imported.mockRestore();
    await expect(ask()).resolves.toBeDefined();
  });

  test('without WebCrypto the cure is said', async () => {
    const had = Object.getOwnPropertyDescriptor(globalThis, 'crypto')!;
    try {
      for (const value of [undefined, {}]) {
        Object.defineProperty(globalThis, 'crypto', { configurable: true, value });
        await expect(presignOnWeb(asked)).rejects.toThrow(/^'crypto.subtle' is missing here; /);
      }
    } finally {
      Object.defineProperty(globalThis, 'crypto', had);
    }
    expect((await presignOnWeb(asked)).url).toBe(presign(asked).url);
  });
});
