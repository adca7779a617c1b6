import { createHash, createHmac } from 'node:crypto';
import type { Statement } from './buckets';
import { document } from './evaluator';
import { type Ask, type How, type Judgement, VERSION, type Who } from './question';
import { signHeaders, signQuery } from '../../src/runtime/sign';
import type { Credentials } from '../../src/sigv4/credentials';
import { type Answer, send } from '../servers/raw';

/** A server that takes requests of S3, with everybody who may ask. */
export interface Server {
  readonly name: 'radosgw' | 'moto';
  readonly http: string;
  /** Where it speaks TLS. */
  readonly https?: string;
  readonly ca?: string;
  /** Its own names for what policies and headers name. */
  readonly names: readonly (readonly [ours: string, its: string])[];
  /** null: without a signature. undefined: there is nobody like that; `lacks` says why. */
  readonly credentials: Readonly<Partial<Record<Who, Credentials | null>>>;
  lacks(who: Who): string;
  /** The path of a bucket, for somebody. */
  path(bucket: string, who: Who): string;
  /** The same statement as this server has to be told it. */
  rewritten(statement: Statement): Statement;
  stop(): Promise<void>;
}

export const BLOCKS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];

export const xml = (name: string, inner: string): string => `<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner}</${name}>`;

/** Switches these settings of Block Public Access on, and the others off. */
export const blocking = (on: readonly string[]): Ask => ({
  method: 'PUT',
  query: { publicAccessBlock: '' },
  body: xml('PublicAccessBlockConfiguration', BLOCKS.map(name => `<${name}>${on.includes(name)}</${name}>`).join('')),
});

const REGION = 'us-east-1';
const WEEK = 604_800;

export function translated<T>(server: Pick<Server, 'names'>, value: T): T {
  return JSON.parse(server.names.reduce((text, [ours, its]) => text.replaceAll(ours, its), JSON.stringify(value)));
}

/** One request, as somebody, in some way. */
export async function request(server: Server, bucket: string, asked: Ask, who: Who = 'owner', how: How = {}, version = ''): Promise<Answer> {
  const ask = translated(server, asked);
  const { method, key, query: named = {}, body } = ask;
  const origin = how.http || server.https === undefined ? server.http : server.https;
  const host = origin.replace(/^https?:\/\//, '');
  const path = `${server.path(bucket, who)}${key === undefined ? '' : `/${key}`}`;
  const query = Object.fromEntries(Object.entries(named).map(([name, value]) => [name, value === VERSION ? version : value]));
  const headers = { ...ask.headers, ...body !== undefined && { 'content-md5': createHash('md5').update(body).digest('base64') } };
  const written = Object.entries(query).map(([name, value]) => value === '' ? name : `${name}=${encodeURIComponent(value)}`).join('&');
  const url = `${origin}${path}${written && `?${written}`}`;
  const credentials = server.credentials[who];
  const sent = { method, body, ca: server.ca };
  if (!credentials) return send({ ...sent, url, headers });
  const at = new Date(Date.now() - 86_400_000 * (how.days ?? 0));
  if (how.signature === 'presigned') {
    const { target } = signQuery({ method, host, path, query, headers }, { credentials, region: REGION, at, expiresIn: WEEK });
    return send({ ...sent, url: `${origin}${target}`, headers });
  }
  const signed = how.signature === 'version 2' ? { ...headers, ...version2(method, path, credentials, headers['content-md5']) }
    : signHeaders({ method, host, path, query, headers, body }, { credentials, region: REGION, at }).headers;
  return send({ ...sent, url, headers: signed as Record<string, string> });
}

function version2(method: string, path: string, { accessKeyId, secretAccessKey }: Credentials, md5 = ''): Record<string, string> {
  const date = new Date().toUTCString();
  const signature = createHmac('sha1', secretAccessKey).update(`${method}\n${md5}\n\n${date}\n${path}`).digest('base64');
  return { date, authorization: `AWS ${accessKeyId}:${signature}` };
}

/** Answers that refuse what S3 refuses with a status other than 403. */
const REFUSALS = ['AccessControlListNotSupported', 'ObjectLockConfigurationNotFoundError', 'InvalidBucketState'];

export function judgementOf({ status, code }: Answer): Judgement {
  if (status < 300) return 'allow';
  return status === 403 || REFUSALS.includes(code ?? '') ? 'deny' : `not judged: answers ${status} ${code ?? ''}`.trim() as Judgement;
}

/** Puts a policy, or takes it away. */
export async function setPolicy(server: Server, bucket: string, statements: readonly Statement[]): Promise<void> {
  const ask: Ask = statements.length === 0 ? { method: 'DELETE', query: { policy: '' } } : { method: 'PUT', query: { policy: '' }, body: JSON.stringify(document(statements)) };
  const { status, body } = await request(server, bucket, ask);
  if (status >= 300) throw new Error(`${server.name} does not take the policy of ${bucket}: ${status} ${body}`);
}

export const versionIn = ({ headers }: Answer): string => headers['x-amz-version-id'] as string ?? '';
