import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeCertificate } from './certificate';
import { send } from './raw';
import type { Credentials } from '../../src/sigv4/credentials';

const run = promisify(execFile);

export const alice: Credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
export const bob: Credentials = { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY' };
/** The Region that radosgw takes for its own; it takes any. */
export const REGION = 'us-east-1';
/** A role that alice may take and that may do everything. */
export const ROLE = 'arn:aws:iam:::role/app';
/** What a gateway calls itself. Certificates have no `*.localhost`, so it is a name of two labels. */
const DNS_NAME = 's3.localhost';
/** The names of the keys that radosgw encrypts with where a request asks for SSE-KMS. */
export const KMS_KEYS = ['testkey-1', 'testkey-2'] as const;

/** A radosgw on free ports of loopback, with the users alice and bob. */
export interface Radosgw {
  /** By address, for path style: `http://127.0.0.1:PORT`. */
  readonly http: string;
  readonly https: string;
  /** By name, for both styles: `http://s3.localhost:PORT`, with `bucket.s3.localhost`. */
  readonly named: { readonly http: string; readonly https: string };
  /** The certificate of `https`, for whoever asks. */
  readonly ca: string;
  stop(): Promise<void>;
}

/**
 * Starts a monitor, an object store in memory and a gateway, in a folder of their own. They end with `stop`, or with this process.
 * A free port may be taken by somebody else before it is used, so a start is tried three times.
 */
export async function startRadosgw(): Promise<Radosgw> {
  for (let attempt = 1; ; attempt++) {
    const dir = mkdtempSync(join(tmpdir(), 'radosgw-'));
    const daemons: ChildProcess[] = [];
    const stop = async (): Promise<void> => {
      await Promise.all(daemons.map(async daemon => new Promise<void>(resolve => {
        if (daemon.exitCode !== null || daemon.signalCode !== null) return resolve();
        daemon.once('exit', () => resolve());
        daemon.kill('SIGKILL');
      })));
      rmSync(dir, { recursive: true, force: true });
    };
    try {
      return { ...await start(dir, daemons), stop };
    } catch (error) {
      const log = logs(dir);
      await stop();
      if (attempt === 3) throw new Error(`radosgw did not start three times: ${String(error)}\n${log}`);
    }
  }
}

async function start(dir: string, daemons: ChildProcess[]): Promise<Omit<Radosgw, 'stop'>> {
  const [v1, v2, http, https] = await freePorts(4);
  for (const sub of ['mon', 'osd', 'rgw', 'run', 'log']) mkdirSync(join(dir, sub));
  await makeCertificate(dir, DNS_NAME);
  const fsid = randomUUID();
  const conf = join(dir, 'ceph.conf');
  writeFileSync(conf, configuration(dir, fsid, { v1, v2, http, https }));
  const tool = async (name: string, ...args: string[]) => run(name, ['-c', conf, ...args], { timeout: 20_000 });
  const daemon = (name: string, ...args: string[]) => daemons.push(endsWithUs(name, ['-c', conf, ...args, '-f'], join(dir, 'log', `${name}.err`)));

  await run('monmaptool', ['--create', '--fsid', fsid, '--addv', 'a', `[v2:127.0.0.1:${v2},v1:127.0.0.1:${v1}]`, join(dir, 'monmap')]);
  await tool('ceph-mon', '--mkfs', '-i', 'a', '--monmap', join(dir, 'monmap'));
  daemon('ceph-mon', '-i', 'a');
  const osd = randomUUID();
  await tool('ceph', 'osd', 'new', osd);
  await tool('ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', osd, '--no-mon-config');
  daemon('ceph-osd', '-i', '0');
  // a gateway that finds no store waits for 5 seconds before it looks again
  await until('a store that is up', daemons, async () => /"num_up_osds":\s*1/.test((await tool('ceph', 'osd', 'stat', '-f', 'json')).stdout));
  daemon('radosgw', '-n', 'client.rgw');

  const ca = readFileSync(join(dir, 'cert.pem'), 'utf8');
  const at = (host: string) => ({ http: `http://${host}:${http}`, https: `https://${host}:${https}` });
  const gateway = { ...at('127.0.0.1'), named: at(DNS_NAME), ca };
  for (const url of [gateway.http, gateway.https]) await until(`an answer of ${url}`, daemons, async () => (await send({ method: 'GET', url: `${url}/`, ca })).status === 200);
  for (const [uid, { accessKeyId, secretAccessKey }] of Object.entries({ alice, bob })) {
    await tool('radosgw-admin', 'user', 'create', `--uid=${uid}`, `--display-name=${uid}`, `--access-key=${accessKeyId}`, `--secret-key=${secretAccessKey}`);
  }
  const policy = (more: object) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...more }] });
  await tool('radosgw-admin', 'role', 'create', '--role-name=app', `--assume-role-policy-doc=${policy({ Principal: { AWS: ['arn:aws:iam:::user/alice'] }, Action: ['sts:AssumeRole'] })}`);
  await tool('radosgw-admin', 'role-policy', 'put', '--role-name=app', '--policy-name=all', `--policy-doc=${policy({ Action: 's3:*', Resource: 'arn:aws:s3:::*' })}`);
  return gateway;
}

/** A process that also ends when this one does, however it does: a shell beside it kills it once our end of its standard input is closed. */
function endsWithUs(name: string, args: readonly string[], log: string): ChildProcess {
  const script = 'exec 3<&0; (cat <&3; kill -9 $$) >/dev/null 2>&1 & exec "$@" 3<&-';
  const child = spawn('sh', ['-c', script, 'sh', name, ...args], { stdio: ['pipe', 'ignore', openSync(log, 'a')] });
  child.once('exit', () => child.stdin!.destroy());
  return child;
}

/** Asks until it is so. */
async function until(what: string, daemons: readonly ChildProcess[], ask: () => Promise<boolean>): Promise<void> {
  const last = Date.now() + 30_000;
  while (!await ask().catch(() => false)) {
    const ended = daemons.find(d => d.exitCode !== null);
    if (ended !== undefined) throw new Error(`${ended.spawnargs[4]} ended with ${ended.exitCode}`);
    if (Date.now() > last) throw new Error(`waited 30 seconds for ${what}`);
    await new Promise(resolve => setTimeout(resolve, 25));
  }
}

/** Ports that nobody listens on, held together so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(Array.from({ length: count }, async () => new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
    const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => resolve(server));
  })));
  const ports = held.map(server => (server.address() as { port: number }).port);
  await Promise.all(held.map(async server => new Promise(resolve => server.close(resolve))));
  return ports;
}

function logs(dir: string): string {
  try {
    return readdirSync(join(dir, 'log')).map(name => `${name}: ${readFileSync(join(dir, 'log', name), 'utf8').slice(-1_000)}`).join('\n');
  } catch {
    return '';
  }
}

const configuration = (dir: string, fsid: string, port: Record<'v1' | 'v2' | 'http' | 'https', number>): string => `
[global]
fsid = ${fsid}
mon host = [v2:127.0.0.1:${port.v2},v1:127.0.0.1:${port.v1}]
public network = 127.0.0.0/8
auth cluster required = none
auth service required = none
auth client required = none
auth supported = none
ms mon client mode = crc
keyring = /dev/null
run dir = ${dir}/run
admin socket = ${dir}/run/$name.$pid.asok
log file = ${dir}/log/$name.log
osd pool default size = 1
osd pool default min size = 1
osd crush chooseleaf type = 0
osd pool default pg num = 4
osd pool default pgp num = 4
osd pool default pg autoscale mode = off
mon max pg per osd = 1000
mon allow pool size one = true
mon data avail crit = 1
mon data avail warn = 2
[mon]
mon data = ${dir}/mon
mon initial members = a
paxos propose interval = 0.05
paxos min wait = 0.01
[osd]
osd data = ${dir}/osd
osd objectstore = memstore
memstore device bytes = 1073741824
osd class load list = *
osd class default list = *
[client.rgw]
rgw data = ${dir}/rgw
rgw frontends = beast tcp_nodelay=1 endpoint=127.0.0.1:${port.http} ssl_endpoint=127.0.0.1:${port.https} ssl_certificate=${dir}/cert.pem ssl_private_key=${dir}/key.pem
rgw dns name = ${DNS_NAME}
rgw crypt s3 kms backend = testing
rgw crypt s3 kms encryption keys = ${KMS_KEYS.map((name, i) => `${name}=${Buffer.alloc(32, i + 1).toString('base64')}`).join(' ')}
rgw thread pool size = 32
rgw sts key = abcdefghijklmnop
rgw s3 auth use sts = true
`;
