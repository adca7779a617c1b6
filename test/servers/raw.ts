import * as http from 'node:http';
import * as https from 'node:https';

/** A request as it goes over the wire. */
export interface Sent {
  readonly method: string;
  /** Sent exactly as it is: neither parsed nor normalized. Whatever host it names, 127.0.0.1 is asked. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
  /** The certificate that an https server must have. */
  readonly ca?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  /** What S3's own XML says, `SignatureDoesNotMatch`, or nothing. */
  readonly code: string | undefined;
}

/** Scheme, host, port and what stands behind, without ever making a URL of it. */
const URL_PARTS = /^(https?:)\/\/([^/:]+):(\d+)(\/.*)$/s;

/** A connection for each request, and one TLS session for all. */
const tls = new https.Agent({ keepAlive: false });

/** Asks a server on loopback. No client library stands between: fetch and URL would rewrite `..` and sign for another object. */
export async function send({ method, url, headers = {}, body, ca }: Sent): Promise<Answer> {
  const [, protocol, host, port, path] = URL_PARTS.exec(url) ?? [];
  if (path === undefined) throw new RangeError(`cannot send to ${url}`);
  const length = body === undefined ? method === 'PUT' || method === 'POST' ? { 'content-length': '0' } : {} : { 'content-length': `${Buffer.byteLength(body)}` };
  return new Promise((resolve, reject) => {
    const request = (protocol === 'https:' ? https : http).request({
      method,
      host: '127.0.0.1',
      servername: /^[\d.]+$/.test(host) ? '' : host,
      port,
      path,
      ca,
      agent: protocol === 'https:' ? tls : false,
      headers: { host: `${host}:${port}`, connection: 'close', ...length, ...headers as Record<string, string> },
    }, response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode!, headers: response.headers, body: text, code: /<Code>([^<]*)<\/Code>/.exec(text)?.[1] });
      });
    });
    request.setTimeout(20_000, () => request.destroy(new Error(`no answer to ${method} ${url} for 20 seconds`)));
    request.once('error', reject);
    request.end(body);
  });
}
