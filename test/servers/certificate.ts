import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Makes `cert.pem` and `key.pem`, which hold for two days, for a name, the names below it, and 127.0.0.1. */
export async function makeCertificate(dir: string, name: string): Promise<{ cert: string; key: string }> {
  const [cert, key] = ['cert.pem', 'key.pem'].map(file => join(dir, file));
  await promisify(execFile)('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=localhost',
    '-addext', `subjectAltName=DNS:${name},DNS:*.${name},IP:127.0.0.1`, '-keyout', key, '-out', cert]);
  return { cert, key };
}
