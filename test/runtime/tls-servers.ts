import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificate { readonly key: string; readonly cert: string }

/** Certificates made by openssl, each wrong in one way, or undefined where there is no openssl. */
export function makeCertificates(): { ca: string; dir: string; make: Record<'good' | 'otherHost' | 'expired' | 'weakKey' | 'selfSigned', Certificate> } | undefined {
  const dir = mkdtempSync(join(tmpdir(), 'tls-'));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: dir, stdio: ['ignore', 'ignore', 'pipe'] });
  const read = (name: string) => readFileSync(join(dir, name), 'utf8');
  const newKey = (bits?: number) => ['-newkey', bits ? `rsa:${bits}` : 'ec', ...bits ? [] : ['-pkeyopt', 'ec_paramgen_curve:P-256'], '-nodes'];
  const leaf = (name: string, { host = 'localhost', days = 2, bits }: { host?: string; days?: number; bits?: number } = {}): Certificate => {
    writeFileSync(join(dir, `${name}.ext`), `subjectAltName=DNS:${host}`);
    openssl('req', ...newKey(bits), '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${host}`);
    openssl('x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial',
      '-days', `${days}`, '-extfile', `${name}.ext`, '-out', `${name}.pem`);
    return { key: read(`${name}.key`), cert: read(`${name}.pem`) };
  };
  try {
    openssl('version');
  } catch {
    rmSync(dir, { recursive: true });
    return undefined;
  }
  openssl('req', '-x509', ...newKey(), '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=test authority', '-days', '2');
  openssl('req', '-x509', ...newKey(), '-keyout', 'self.key', '-out', 'self.pem', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '2');
  return {
    ca: read('ca.pem'),
    dir,
    make: {
      good: leaf('good', { bits: 2048 }),
      otherHost: leaf('other', { host: 'other.example' }),
      expired: leaf('expired', { days: -1 }),
      weakKey: leaf('weak', { bits: 1024 }),
      selfSigned: { key: read('self.key'), cert: read('self.pem') },
    },
  };
}

export interface Running { readonly port: number; readonly url: string; close(): Promise<void> }

/** An HTTPS server on loopback that says which version and suite it speaks; to an S3 client it is an empty object. */
export async function serve(options: ServerOptions): Promise<Running> {
  const server: Server = createServer(options, (request, response) => {
    const socket = request.socket as import('node:tls').TLSSocket;
    request.resume();
    response.setHeader('x-tls', `${socket.getProtocol()} ${socket.getCipher().name}`);
    response.setHeader('x-resumed', String(socket.isSessionReused()));
    response.end(`${socket.getProtocol()} ${socket.getCipher().name}`);
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, url: `https://localhost:${port}/`, close: async () => new Promise(resolve => { server.closeAllConnections(); server.close(() => resolve()); }) };
}
