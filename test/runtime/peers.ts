import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import * as aws4 from 'aws4';
import type { Credentials } from '../../src/runtime/sign';

/** SHA-256 and HMAC of node:crypto, in the shape that the AWS SDK wants. */
class Sha256 {
  private readonly running: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.running = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as Uint8Array);
  }

  public update(data: Uint8Array): void {
    this.running.update(data);
  }

  public reset(): void {}

  public async digest(): Promise<Uint8Array> {
    return this.running.digest();
  }
}

/** A request as the peers of this library take it. */
export interface PeerRequest {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** Decoded. */
  readonly query: readonly (readonly [string, string])[];
  /** With `host`; a name stands once. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface PeerOptions {
  readonly credentials: Credentials;
  readonly region: string;
  readonly service: string;
  readonly at: Date;
  /** The names of the headers that are to be signed. */
  readonly signed: readonly string[];
}

function smithy({ credentials, region, service }: PeerOptions): SignatureV4 {
  const s3 = service === 's3';
  return new SignatureV4({ credentials, region, service, sha256: Sha256, uriEscapePath: !s3, applyChecksum: s3 });
}

function smithyRequest({ method, host, path, query, headers, body }: PeerRequest) {
  const values: Record<string, string | string[]> = {};
  for (const [name, value] of query) values[name] = Object.hasOwn(values, name) ? [values[name], value].flat() : value;
  return { method, protocol: 'https:', hostname: host, path, query: values, headers: { ...headers }, body };
}

const signatureIn = (authorization: string): string => /Signature=([0-9a-f]{64})$/.exec(authorization)![1];

/** The signature of @smithy/signature-v4, which the AWS SDK signs with. */
export async function smithyHeaders(request: PeerRequest, options: PeerOptions): Promise<string> {
  const { headers } = await smithy(options).sign(smithyRequest(request), { signingDate: options.at, signableHeaders: new Set(options.signed) });
  return signatureIn(headers.authorization);
}

export async function smithyQuery(request: PeerRequest, options: PeerOptions & { readonly expiresIn: number }): Promise<string> {
  const { signed, at: signingDate, expiresIn } = options;
  const asked = smithyRequest(request);
  // it reads the payload hash in a header, which it moves into the URL
  if (options.service === 's3' && !signed.includes('x-amz-content-sha256')) asked.headers['X-Amz-Content-Sha256'] = 'UNSIGNED-PAYLOAD';
  const names = new Set(signed);
  const { query } = await smithy(options).presign(asked, { signingDate, expiresIn, signableHeaders: names, unhoistableHeaders: names });
  return query!['X-Amz-Signature'] as string;
}

const encoded = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

function aws4Request({ method, host, path, query, headers, body }: PeerRequest, { region, service, signed }: PeerOptions) {
  const search = query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
  return {
    method,
    host,
    service,
    region,
    headers: { ...headers },
    path: search === '' ? path : `${path}?${search}`,
    body: body as string | undefined,
    extraHeadersToInclude: Object.fromEntries(signed.map(name => [name, true])),
    extraHeadersToIgnore: Object.fromEntries(Object.keys(headers).filter(name => !signed.includes(name)).map(name => [name, true])),
  };
}

/** The signature of aws4. */
export function aws4Headers(request: PeerRequest, options: PeerOptions): string {
  const { headers } = aws4.sign(aws4Request(request, options), options.credentials);
  return signatureIn(String((headers as Record<string, string>).Authorization));
}

export function aws4Query(request: PeerRequest, options: PeerOptions & { readonly expiresIn: number }): string {
  const query = [...request.query, ['X-Amz-Date', options.at.toISOString().replace(/[:-]|\.\d{3}/g, '')], ['X-Amz-Expires', String(options.expiresIn)]] as const;
  const { path } = aws4.sign({ ...aws4Request({ ...request, query }, options), signQuery: true }, options.credentials);
  return new URLSearchParams(path!.slice(path!.indexOf('?'))).get('X-Amz-Signature')!;
}
