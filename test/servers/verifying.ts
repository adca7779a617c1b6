import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate } from './certificate';
import { alice, REGION } from './radosgw';
import { createStore, type Store } from './store';
import { type HandlerOptions, nodeHandler } from '../../src/runtime/handler';

/** Our verifying handler with a store behind it, as clients see it. */
export interface Verifying {
  readonly store: Store;
  /** The codes of what was refused, in their order. */
  readonly refused: string[];
  readonly http: string;
  readonly https: string;
  /** The same over HTTP, at a time when all URLs have expired. */
  readonly tomorrow: string;
  /** The same over HTTP, by way of somebody who changes a byte of each body. */
  readonly tampering: string;
  /** The path of the certificate of `https`. */
  readonly caFile: string;
  readonly ca: string;
  /** A folder to write to, gone with `stop`. */
  readonly dir: string;
  stop(): Promise<void>;
}

export async function startVerifying(): Promise<Verifying> {
  const dir = mkdtempSync(join(tmpdir(), 'verifying-'));
  const { cert, key } = await makeCertificate(dir, 's3.localhost');
  const store = createStore();
  const refused: string[] = [];
  const options: HandlerOptions = {
    region: REGION,
    secretFor: id => id === alice.accessKeyId ? alice.secretAccessKey : undefined,
    onRefused: ({ code }) => refused.push(code),
    onError: error => refused.push(String(error)),
  };
  const handler = nodeHandler(options, store.answer);
  const [ca, secret] = [readFileSync(cert, 'utf8'), readFileSync(key, 'utf8')];
  const tomorrow = nodeHandler({ ...options, at: new Date(Date.now() + 86_400_000) }, store.answer);
  const servers = [http.createServer(handler), https.createServer({ cert: ca, key: secret }, handler), http.createServer(tomorrow)];
  const [plain, tls, later] = await Promise.all(servers.map(listen));
  const proxy = http.createServer(tamper(plain));
  const between = await listen(proxy);
  return {
    store,
    refused,
    http: `http://127.0.0.1:${plain}`,
    https: `https://127.0.0.1:${tls}`,
    tomorrow: `http://127.0.0.1:${later}`,
    tampering: `http://127.0.0.1:${between}`,
    caFile: cert,
    ca,
    dir,
    async stop() {
      await Promise.all([...servers, proxy].map(async server => new Promise(resolve => { server.closeAllConnections(); server.close(resolve); })));
      rmSync(dir, { recursive: true });
    },
  };
}

async function listen(server: http.Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Hands a request on as it came, but for the colour of the fox in its body. */
const tamper = (port: number): http.RequestListener => (request, response) => {
  const { method, url, rawHeaders } = request;
  const headers = rawHeaders as unknown as http.OutgoingHttpHeaders;
  const onwards = http.request({ host: '127.0.0.1', port, method, path: url, headers }, answer => {
    response.writeHead(answer.statusCode!, answer.rawHeaders);
    answer.pipe(response);
  });
  onwards.on('error', () => response.destroy());
  let changed = false;
  request.on('data', (piece: Buffer) => {
    const at = piece.indexOf('brown fox');
    if (!changed && at >= 0) piece[at] = 'B'.charCodeAt(0);
    changed ||= at >= 0;
    onwards.write(piece);
  });
  request.on('end', () => onwards.end());
};
