import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessLogLine } from '../../../src/access/access-log-line';
import { LOG_COLUMNS } from '../../../src/constructs/analytics/log-pattern';

const FOLDER = join(__dirname, '../../../../shared/data/access-logs');

/** Every line of the samples, where they are at hand. */
export function sampleLines(): string[] {
  if (!existsSync(FOLDER)) {
    process.stderr.write(`skipped: ${FOLDER} is not there, so only lines that were written here are read\n`);
    return [];
  }
  return readdirSync(FOLDER, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
    .flatMap(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8').split('\n')).filter(line => line.trim() !== '');
}

export type Row = Readonly<Record<string, string | number | null>>;

/** What the table should say of a line, by our parser: where it marks a header that was not sent, the column has `-`. */
export function expectedRow(line: AccessLogLine, time: string): Row {
  const quoted = (value: string | null | undefined) => value === null ? '-' : value;
  const values = [
    line.bucketOwner, line.bucket, time, line.remoteIp, line.requester, line.requestId, line.operation, line.rawKey, quoted(line.requestUri),
    line.status, line.errorCode, line.bytesSent, line.objectSize, line.totalTime, line.turnAroundTime, quoted(line.referer), quoted(line.userAgent),
    line.versionId, line.hostId, line.signatureVersion, line.cipherSuite, line.authenticationType, line.hostHeader, line.tlsVersion,
    line.accessPointArn, line.aclRequired === true ? 'Yes' : undefined, line.sourceRegion,
  ];
  return Object.fromEntries(LOG_COLUMNS.map(({ name }, i) => [name, values[i] ?? null]));
}
