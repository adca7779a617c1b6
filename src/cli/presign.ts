import type { Io } from './io';
import { Problem } from './problem';
import { dateOf, environmentCredentials, orProblem, recordOf, regionOf, secondsOf } from './signing';
import { clean } from '../evidence';
import { presign as presigned, type PresignMethod } from '../runtime/presign';

export interface PresignCommand {
  readonly method: string;
  readonly region?: string;
  readonly expiresIn?: string;
  readonly maxExpiresIn?: string;
  readonly header: readonly string[];
  readonly query: readonly string[];
  readonly versionId?: string;
  readonly endpoint?: string;
  readonly pathStyle?: boolean;
  readonly dualStack?: boolean;
  readonly fips?: boolean;
  readonly allowHttp?: boolean;
  readonly requireTemporary?: boolean;
  readonly failEarlyEnd?: boolean;
  readonly at?: string;
  readonly format: 'text' | 'json';
}

/** Signs a URL for one request. The URL alone goes to standard output; what one must know besides goes to standard error. */
export function presign(target: string, options: PresignCommand, io: Io): number {
  const { bucket, key } = placeOf(target);
  const credentials = environmentCredentials(io);
  const { url, method, headers, effectiveExpiresAt, warnings } = orProblem(() => presigned({
    bucket,
    key,
    region: regionOf(options.region, io),
    credentials,
    method: options.method.toUpperCase() as PresignMethod,
    expiresIn: secondsOf('--expires-in', options.expiresIn),
    maxExpiresIn: secondsOf('--max-expires-in', options.maxExpiresIn),
    headers: options.header.length > 0 ? recordOf('--header', options.header, ':') : undefined,
    query: options.query.length > 0 ? recordOf('--query', options.query, '=') : undefined,
    versionId: options.versionId,
    endpoint: options.endpoint,
    pathStyle: options.pathStyle,
    dualStack: options.dualStack,
    fips: options.fips,
    allowHttp: options.allowHttp,
    requireTemporary: options.requireTemporary,
    onEarlyEnd: options.failEarlyEnd ? 'error' : 'warn',
    at: options.at === undefined ? undefined : dateOf('--at', options.at),
  }));
  if (options.format === 'json') {
    io.stdout.write(`${JSON.stringify({ url, method, headers, effectiveExpiresAt, warnings }, undefined, 2)}\n`);
    return 0;
  }
  io.stdout.write(`${url}\n`);
  for (const [name, value] of Object.entries(headers)) io.stderr.write(`${clean(`send with it: ${name}: ${value}`)}\n`);
  for (const { message } of warnings) io.stderr.write(`${clean(`warning: ${message}`)}\n`);
  return 0;
}

/** `s3://bucket/key`, or `s3://arn:aws:s3:region:account:accesspoint/name/key`. The key is taken as it stands. */
function placeOf(target: string): { bucket: string; key: string } {
  const [, bucket, key] = /^s3:\/\/(arn:[^/]+(?:\/op-[^/]+\/accesspoint)?\/[^/]+|[^/]+)\/(.+)$/s.exec(target) ?? [];
  if (bucket === undefined) throw new Problem(`'${target}' must be s3://bucket/key, with the key as it is, not encoded`);
  return { bucket, key };
}
