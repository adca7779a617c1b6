import { createHmac } from 'node:crypto';
import { alice, REGION } from './radosgw';
import type { Sent } from './raw';
import { sha256Hex, signature, signingKey } from '../../src/runtime/signature';
import { uriEncode } from '../../src/sigv4/encode';

/** A request that is signed as it stands, however odd it is: what `presign` and `signHeaders` would never make. */
export interface ByHand {
  readonly form: 'query' | 'header';
  readonly method?: string;
  /** `http://HOST:PORT` */
  readonly origin: string;
  /** As it is sent. */
  readonly path: string;
  /** As it is signed. @default - as it is sent */
  readonly signedPath?: string;
  /** Encoded parameters beside those of the signature, as they are sent. */
  readonly query?: readonly string[];
  /** The same as they are signed. @default - as they are sent */
  readonly signedQuery?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent, and not signed. */
  readonly unsigned?: Readonly<Record<string, string | readonly string[]>>;
  /** @default - `host` and all of `headers`, sorted */
  readonly signedHeaders?: readonly string[];
  readonly body?: string | Uint8Array;
  readonly payloadHash?: string;
  /** @default - now */
  readonly time?: string;
  /** @default - the day of the time */
  readonly date?: string;
  readonly region?: string;
  readonly service?: string;
  readonly terminator?: string;
  readonly algorithm?: string;
  readonly expires?: string;
  /** Parameters of the signature in another order, number or form. */
  readonly rewrite?: (pairs: readonly string[], signature: string) => readonly string[];
  /** The same for the header. */
  readonly authorization?: (credential: string, names: string, signature: string) => string;
}

/** A moment as `YYYYMMDDTHHMMSSZ`. */
export const timeOf = (secondsFromNow = 0): string => new Date(Date.now() + 1000 * secondsFromNow).toISOString().replace(/[-:]|\.\d+/g, '');

export function signedByHand(asked: ByHand): Sent {
  const {
    form, method = 'GET', origin, path, query = [], headers = {}, unsigned = {}, body, time = timeOf(), date = time.slice(0, 8), region = REGION, service = 's3',
    terminator = 'aws4_request', algorithm = 'AWS4-HMAC-SHA256', expires = '900', rewrite, authorization = (c, n, s) => `${algorithm} Credential=${c}, SignedHeaders=${n}, Signature=${s}`,
  } = asked;
  const payloadHash = asked.payloadHash ?? (form === 'query' ? 'UNSIGNED-PAYLOAD' : sha256Hex(body ?? ''));
  const scope = [date, region, service, terminator].join('/');
  const all: Record<string, string> = {
    host: origin.replace(/^https?:\/\//, ''), ...form === 'header' && { 'x-amz-date': time, 'x-amz-content-sha256': payloadHash }, ...headers,
  };
  const names = asked.signedHeaders ?? Object.keys(all).sort();
  const own = form === 'header' ? [] : [
    `X-Amz-Algorithm=${algorithm}`, `X-Amz-Credential=${uriEncode(`${alice.accessKeyId}/${scope}`)}`, `X-Amz-Date=${uriEncode(time)}`,
    `X-Amz-Expires=${uriEncode(expires)}`, `X-Amz-SignedHeaders=${uriEncode(names.join(';'))}`,
  ];
  const pairs = [...asked.signedQuery ?? query, ...own].map(p => p.includes('=') ? p : `${p}=`).sort(byCode);
  const canonical = [
    method, asked.signedPath ?? path, pairs.join('&'), ...names.map(n => `${n}:${(all[n.toLowerCase()] ?? '').trim().replace(/ +/g, ' ')}`), '', names.join(';'), payloadHash,
  ].join('\n');
  const sign = signature(signingKey(alice.secretAccessKey, { date, region, service }), `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256Hex(canonical)}`);
  const sent = form === 'query' ? rewrite?.([...query, ...own], sign) ?? [...query, ...own, `X-Amz-Signature=${sign}`] : query;
  return {
    method,
    url: `${origin}${path}${sent.length > 0 ? `?${sent.join('&')}` : ''}`,
    body,
    headers: { ...all, ...unsigned, ...form === 'header' && { authorization: authorization(`${alice.accessKeyId}/${scope}`, names.join(';'), sign) } },
  };
}

const byCode = (a: string, b: string): number => {
  const [x, y] = [a, b].map(pair => pair.split('='));
  return x[0] === y[0] ? x[1] < y[1] ? -1 : 1 : x[0] < y[0] ? -1 : 1;
};

/** Signature Version 2, which S3 gave up and other servers still take. */
export function version2(form: ByHand['form'], origin: string, path: string): Sent {
  const hmac = (text: string) => createHmac('sha1', alice.secretAccessKey).update(text).digest('base64');
  if (form === 'header') {
    const date = new Date().toUTCString();
    return { method: 'GET', url: `${origin}${path}`, headers: { date, authorization: `AWS ${alice.accessKeyId}:${hmac(`GET\n\n\n${date}\n${path}`)}` } };
  }
  const expires = Math.floor(Date.now() / 1000) + 900;
  const sign = uriEncode(hmac(`GET\n\n\n${expires}\n${path}`));
  return { method: 'GET', url: `${origin}${path}?AWSAccessKeyId=${alice.accessKeyId}&Expires=${expires}&Signature=${sign}`, headers: {} };
}
