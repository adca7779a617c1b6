import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { pathOf } from './installed';

export const MOTO = ['moto_server'];

/** `moto_server`, which looks for the folders of all services at each request: here once, which halves its time. */
const PROGRAM = `import sys
from moto import backends
names = list(backends.list_of_moto_modules())
backends.list_of_moto_modules = lambda: names
from moto.server import main
main(sys.argv[1:])`;

/** A moto server on a free port of loopback: AWS as moto knows it, in memory. */
export interface Moto {
  readonly url: string;
  stop(): Promise<void>;
}

/** The arguments of Python that start moto on a port. */
const plain = (port: string): string[] => ['-c', PROGRAM, '-H', '127.0.0.1', '-p', port];

/**
 * Starts moto for one account. It ends with `stop`, or with this process: a shell beside it kills it once our end of its standard input is closed.
 *
 * @param program the arguments of Python, by the port
 */
export async function startMoto(account: string, program = plain): Promise<Moto> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const script = 'exec 3<&0; (cat <&3; kill -9 $$) >/dev/null 2>&1 & exec "$@" 3<&-';
  const server = spawn('sh', ['-c', script, 'sh', join(dirname(pathOf('moto_server')!), 'python3'), ...program(new URL(url).port)],
    { stdio: ['pipe', 'ignore', 'ignore'], env: { ...process.env, MOTO_ACCOUNT_ID: account } });
  const ended = new Promise<void>(resolve => server.once('exit', () => resolve()));
  const stop = async () => {
    server.kill('SIGKILL');
    server.stdin.destroy();
    await ended;
  };
  const last = Date.now() + 50_000;
  while (!await fetch(`${url}/moto-api/`).then(({ status }) => status < 500, () => false)) {
    if (server.exitCode !== null) throw new Error(`moto ended with ${server.exitCode}`);
    if (Date.now() > last) {
      await stop();
      throw new Error('waited 50 seconds for moto');
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return { url, stop };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}
