import type { AccessLogLine } from './access-log-line';

/** What the query of a presigned request tells. */
export interface PresignedQuery {
  /** Seconds that the URL was signed for. */
  readonly seconds?: number;
  /** Seconds between the signing and the request. */
  readonly age?: number;
  /** Whether the header with the customer's key (SSE-C) is among those signed. */
  readonly customerKey?: true;
}

const SSE_C = 'x-amz-server-side-encryption-customer-';
const COPY_SSE_C = 'x-amz-copy-source-server-side-encryption-customer-';

/**
 * Reads `X-Amz-Expires` and `X-Amz-Date` of a request that was let in by its query. Undefined for others: who signs in a header may write into the query
 * what he likes. A parameter that stands there twice tells nothing.
 */
export function presignedOf({ authenticationType, requestUri, time }: AccessLogLine): PresignedQuery | undefined {
  if (authenticationType !== 'QueryString' || requestUri === undefined || requestUri === null) return undefined;
  const start = requestUri.indexOf('?');
  if (start < 0) return undefined;
  const end = requestUri.lastIndexOf(' HTTP/');
  const found = new Map<string, string | undefined>();
  for (const pair of requestUri.slice(start + 1, end < start ? undefined : end).split('&')) {
    const equals = pair.indexOf('=');
    const name = decoded(equals < 0 ? pair : pair.slice(0, equals)).toLowerCase();
    found.set(name, found.has(name) ? undefined : decoded(equals < 0 ? '' : pair.slice(equals + 1)));
  }
  const seconds = /^\d{1,7}$/.exec(found.get('x-amz-expires') ?? '')?.[0];
  const signed = DATE.exec(found.get('x-amz-date') ?? '');
  const headers = (found.get('x-amz-signedheaders') ?? '').toLowerCase().split(';');
  return {
    seconds: seconds === undefined ? undefined : Number(seconds),
    age: signed === null || time === undefined ? undefined : Math.max(0, (time - at(signed)) / 1000),
    customerKey: headers.some(name => name.startsWith(SSE_C) || name.startsWith(COPY_SSE_C)) ? true : undefined,
  };
}

const DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

const at = ([, year, month, day, hour, minute, second]: RegExpExecArray): number =>
  Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
