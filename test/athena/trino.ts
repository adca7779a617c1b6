import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const VERSION = '435';
const TRINO = join(__dirname, '../../.servers/trino');
const JVMS = '/usr/lib/jvm';

/** Trino on a free port of loopback. */
export interface Trino {
  /** Runs a statement, and gives its rows. `prepared` is the text of a question with parameters, which `EXECUTE q USING` then runs. */
  rows(sql: string, prepared?: string): Promise<unknown[][]>;
  stop(): Promise<void>;
}

/** Starts Trino, with tables in the buckets of an S3, and its own notes about them in one named `catalog`. It ends with `stop`, or with this process. */
export async function startTrino(s3: string): Promise<Trino> {
  const jdk = existsSync(JVMS) ? readdirSync(JVMS).find(name => name.startsWith('java-17-openjdk-')) : undefined;
  if (jdk === undefined || !existsSync(join(TRINO, `.complete-${VERSION}`))) throw new Error('Trino is not installed; run test/athena/install.sh');
  const home = mkdtempSync(join(tmpdir(), 'trino-'));
  const port = await freePort();
  configure(home, port, s3);
  // the shell beside it kills it once our end of its standard input is closed
  const script = 'exec 3<&0; (cat <&3; kill -9 $$) >/dev/null 2>&1 & exec "$@" 3<&-';
  const server = spawn('sh', ['-c', script, 'sh', join(JVMS, jdk, 'bin/java'), '-Xmx1500m', '-XX:TieredStopAtLevel=1', '-Djdk.attach.allowAttachSelf=true',
    '-Djol.skipHotspotSAAttach=true', `-Dconfig=${home}/config.properties`, '-cp', `${TRINO}/lib/*`, join(__dirname, 'TrinoMain.java'), VERSION],
  { stdio: ['pipe', 'pipe', 'pipe'], cwd: home });
  let said = '';
  const ended = new Promise<void>(resolve => server.once('exit', () => resolve()));
  const stop = async () => {
    server.kill('SIGKILL');
    server.stdin.destroy();
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (data: Buffer) => { said = (said + data.toString()).slice(-5000); });
  const last = Date.now() + 200_000;
  while (!said.includes('SERVER STARTED')) {
    const why = server.exitCode !== null ? 'Trino ended' : Date.now() > last ? 'waited 200 seconds for Trino' : undefined;
    if (why !== undefined) {
      await stop();
      throw new Error(`${why}: ${said}`);
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return { rows: (sql, prepared) => rows(port, sql, prepared), stop };
}

function configure(home: string, port: number, s3: string): void {
  const write = (name: string, properties: Record<string, string>) =>
    writeFileSync(join(home, name), Object.entries(properties).map(([key, value]) => `${key}=${value}\n`).join(''));
  mkdirSync(join(home, 'catalog'));
  write('config.properties', {
    'coordinator': 'true',
    'node-scheduler.include-coordinator': 'true',
    'http-server.http.port': `${port}`,
    'discovery.uri': `http://127.0.0.1:${port}`,
    'node.environment': 'test',
    'node.id': 'test',
    'node.internal-address': '127.0.0.1',
    'node.bind-ip': '127.0.0.1',
    'plugin.dir': `${TRINO}/plugin`,
    'catalog.config-dir': `${home}/catalog`,
    'query.max-memory': '512MB',
    'query.max-memory-per-node': '512MB',
  });
  write('catalog/hive.properties', {
    'connector.name': 'hive',
    'hive.metastore': 'file',
    'hive.metastore.catalog.dir': 's3://catalog/',
    'hive.metastore.disable-location-checks': 'true',
    'fs.hadoop.enabled': 'false',
    'fs.native-s3.enabled': 'true',
    's3.endpoint': s3,
    's3.region': 'us-east-1',
    's3.path-style-access': 'true',
    's3.aws-access-key': 'test',
    's3.aws-secret-key': 'test',
    'hive.partition-projection-enabled': 'true',
  });
}

interface Page { readonly nextUri?: string; readonly data?: unknown[][]; readonly error?: { readonly message: string } }

async function rows(port: number, sql: string, prepared?: string, tries = 100): Promise<unknown[][]> {
  const headers: Record<string, string> = { 'X-Trino-User': 'analyst', 'X-Trino-Catalog': 'hive', 'X-Trino-Schema': 'audit' };
  if (prepared !== undefined) headers['X-Trino-Prepared-Statement'] = `q=${encodeURIComponent(prepared)}`;
  let page = await (await fetch(`http://127.0.0.1:${port}/v1/statement`, { method: 'POST', body: sql, headers })).json() as Page;
  const all: unknown[][] = [...page.data ?? []];
  while (page.nextUri !== undefined) {
    page = await (await fetch(page.nextUri, { headers })).json() as Page;
    all.push(...page.data ?? []);
  }
  // it announces itself to itself, which may come a little later than its start
  if (page.error?.message === 'No nodes available to run query' && tries > 0) {
    await new Promise(resolve => setTimeout(resolve, 300));
    return rows(port, sql, prepared, tries - 1);
  }
  if (page.error) throw new Error(`${page.error.message}\n${sql}`);
  return all;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}
