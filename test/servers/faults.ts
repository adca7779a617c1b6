import { Agent, createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answering = (response: ServerResponse, isJson: boolean, good: Buffer) => void;

/** What an answer may be instead of the right one. */
export const FAULTS = {
  denied: refuse(403, 'AccessDenied'),
  slow: refuse(503, 'SlowDown'),
  timeout: () => undefined,
  empty: reply(200, ''),
  redirect: reply(301, '<Error><Code>PermanentRedirect</Code><Message>elsewhere</Message><Endpoint>127.0.0.1:1</Endpoint></Error>'),
  other: reply(200, '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>other</Name><IsTruncated>false</IsTruncated></ListBucketResult>'),
  truncated: (response, _, good) => { response.writeHead(200, { 'content-type': 'application/xml' }).end(good.subarray(0, -3)); },
  reset: (response) => { response.destroy(); },
} as const satisfies Record<string, Answering>;

export type Fault = keyof typeof FAULTS;

function reply(status: number, body: string): Answering {
  return (response) => { response.writeHead(status, { 'content-type': 'application/xml', 'location': 'http://127.0.0.1:1/' }).end(body); };
}

/** An error as the service puts it. */
function refuse(status: number, code: string): Answering {
  const xml = reply(status, `<Error><Code>${code}</Code><Message>no</Message></Error>`);
  const json = JSON.stringify({ __type: code === 'SlowDown' ? 'ThrottlingException' : `${code}Exception`, message: 'no' });
  return (response, isJson, good) => isJson ? response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' }).end(json) : xml(response, isJson, good);
}

/** Roots that moto spells otherwise than S3 does. What is spelled so is no answer of S3, so the proxy puts it right. */
const MOTO_ROOTS: Readonly<Record<string, string>> = {
  GetBucketVersioningResponse: 'VersioningConfiguration',
  GetBucketNotificationResponse: 'NotificationConfiguration',
  ListBucketInventoryConfigurationsResponse: 'ListInventoryConfigurationsResult',
};

function respelled(body: Buffer): Buffer {
  const text = body.toString('latin1');
  const wrong = Object.keys(MOTO_ROOTS).find(root => text.includes(`<${root} `));
  return wrong === undefined ? body : Buffer.from(text.replaceAll(wrong, MOTO_ROOTS[wrong]), 'latin1');
}

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly operation: string;
  /** The name that the client gives itself. */
  readonly agent: string;
}

export interface Proxy {
  readonly url: string;
  readonly seen: Seen[];
  /** Which fault a request gets, before it is handed on. */
  faulty: (seen: Seen) => Fault | undefined;
  /** Whether the answers to what reads are kept, and given again. */
  keep: boolean;
  stop(): Promise<void>;
}

interface Got {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
}

/** A proxy on loopback before a server, that can answer in its place. */
export async function startProxy(target: string): Promise<Proxy> {
  // moto has a thread for each and no more than one core
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const kept = new Map<string, Got>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => void answer(request, response, Buffer.concat(parts)).catch(() => response.destroy()));
  });
  async function answer(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
    const { method = '', url = '' } = request;
    const seen = { method, url, operation: operationOf(request), agent: request.headers['user-agent'] ?? '' };
    proxy.seen.push(seen);
    const fault = proxy.faulty(seen);
    const isJson = request.headers['x-amz-target'] !== undefined;
    if (fault !== undefined && fault !== 'truncated') return FAULTS[fault](response, isJson, Buffer.alloc(0));
    const key = [method, request.headers.host, url, request.headers['x-amz-target'], body.toString()].join(' ');
    const got = kept.get(key) ?? await forward(request, body);
    if (proxy.keep && got.status < 500) kept.set(key, got);
    if (fault === 'truncated') return FAULTS.truncated(response, isJson, got.body);
    response.writeHead(got.status, { ...got.headers, ...method !== 'HEAD' && { 'content-length': got.body.length } });
    response.end(got.body);
  }
  const forward = async ({ method, url, headers }: IncomingMessage, body: Buffer): Promise<Got> => new Promise((resolve, reject) => {
    send(`${target}${url}`, { method, headers, agent }, (got) => {
      const parts: Buffer[] = [];
      got.on('data', (part: Buffer) => parts.push(part)).once('error', reject);
      got.once('end', () => {
        const { connection: _, 'transfer-encoding': __, 'content-length': ___, ...rest } = got.headers;
        resolve({ status: got.statusCode!, headers: rest, body: respelled(Buffer.concat(parts)) });
      });
    }).once('error', reject).end(body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const proxy: Proxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen: [],
    faulty: () => undefined,
    keep: false,
    async stop() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
  return proxy;
}

/** The operation by its sub-resource or its target: `encryption`, `DescribeKey`, `/`. */
function operationOf({ url = '', headers }: IncomingMessage): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.slice(target.lastIndexOf('.') + 1);
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const [sub] = [...searchParams.keys()].filter(name => name !== 'x-id');
  return sub ?? pathname;
}

/** Numbers from 0 up to 1, the same ones for a seed: a linear congruential generator (Numerical Recipes). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** Some at once. */
export async function each<T>(items: readonly T[], atOnce: number, work: (item: T, i: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let i = next++; i < items.length; i = next++) await work(items[i], i);
  }));
}
