/**
 * The regex with which Amazon's guide makes a table of access logs for Athena, with the columns of its later editions; the table types bytes and sizes
 * as numbers. Lines with quotes inside a field do not match, or match wrongly.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-s3-access-logs-to-identify-requests.html
 */
const ATHENA = new RegExp('([^ ]*) ([^ ]*) \\[(.*?)\\] ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ("[^"]*"|-) (-|[0-9]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) '
  + '([^ ]*) ([^ ]*) ("[^"]*"|-) ([^ ]*)(?: ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*))?.*$');

const MONTHS: Readonly<Record<string, number>> = {
  Jan: 0, Feb: 1, Mar: 2, Apr: 3, May: 4, Jun: 5, Jul: 6, Aug: 7, Sep: 8, Oct: 9, Nov: 10, Dec: 11,
};

/** A line by the regex: its columns, as text; with the numbers and the time typed as ours are, where `typed`. */
export function byRegex(line: string, typed: boolean): unknown {
  const found = ATHENA.exec(line);
  if (found === null) return undefined;
  if (!typed) return found;
  const [
    , bucketOwner, bucket, time, remoteIp, requester, requestId, operation, key, requestUri, status, errorCode, bytesSent, objectSize, totalTime,
    turnAroundTime, referer, userAgent, versionId, hostId, signatureVersion, cipherSuite, authenticationType, hostHeader, tlsVersion, accessPointArn,
    aclRequired,
  ] = found;
  return {
    bucketOwner: text(bucketOwner),
    bucket: text(bucket),
    time: timeOf(time),
    remoteIp: text(remoteIp),
    requester: text(requester),
    requestId: text(requestId),
    operation,
    key: keyOf(key),
    rawKey: text(key),
    requestUri: text(requestUri),
    status: number(status),
    errorCode: text(errorCode),
    bytesSent: number(bytesSent),
    objectSize: number(objectSize),
    totalTime: number(totalTime),
    turnAroundTime: number(turnAroundTime),
    referer: text(referer),
    userAgent: text(userAgent),
    versionId: text(versionId),
    hostId: text(hostId),
    signatureVersion: text(signatureVersion),
    cipherSuite: text(cipherSuite),
    authenticationType: text(authenticationType),
    hostHeader: text(hostHeader),
    tlsVersion: text(tlsVersion),
    accessPointArn: text(accessPointArn),
    aclRequired: aclRequired === 'Yes',
    sourceRegion: undefined,
  };
}

/** The least that gives the same typed object: trusts every line to have 26 fields, one space between them, and no quote inside one. */
export function byScanner(line: string, number_: number): unknown {
  let at = 0;
  const word = (): string | undefined => {
    const end = line.indexOf(' ', at);
    const start = at;
    at = end < 0 ? line.length : end + 1;
    return text(line.slice(start, end < 0 ? line.length : end));
  };
  const count = (): number | undefined => {
    const found = word();
    return found === undefined ? undefined : Number(found);
  };
  const quoted = (): string | undefined => {
    if (line.charCodeAt(at) !== 34) return word();
    const end = line.indexOf('"', at + 1);
    const start = at + 1;
    at = end + 2;
    return text(line.slice(start, end));
  };
  const bucketOwner = word();
  const bucket = word();
  const time = timeOf(line.slice(at + 1, at + 27));
  at += 29;
  const remoteIp = word();
  const requester = word();
  const requestId = word();
  const operation = word();
  const rawKey = word();
  return {
    ok: true,
    number: number_,
    bucketOwner,
    bucket,
    time,
    remoteIp,
    requester,
    requestId,
    operation,
    key: keyOf(rawKey),
    rawKey,
    requestUri: quoted(),
    status: count(),
    errorCode: word(),
    bytesSent: count(),
    objectSize: count(),
    totalTime: count(),
    turnAroundTime: count(),
    referer: quoted(),
    userAgent: quoted(),
    versionId: word(),
    hostId: word(),
    signatureVersion: word(),
    cipherSuite: word(),
    authenticationType: word(),
    hostHeader: word(),
    tlsVersion: word(),
    accessPointArn: word(),
    aclRequired: word() === 'Yes',
    sourceRegion: undefined,
    more: undefined,
  };
}

const text = (field: string | undefined): string | undefined => field === '-' ? undefined : field;
const number = (field: string): number | undefined => field === '-' ? undefined : Number(field);
const keyOf = (raw: string | undefined): string | undefined => raw?.includes('%') === true ? decodeURIComponent(decodeURIComponent(raw)) : raw;

const timeOf = (time: string): number => Date.UTC(
  Number(time.slice(7, 11)), MONTHS[time.slice(3, 6)], Number(time.slice(0, 2)), Number(time.slice(12, 14)),
  Number(time.slice(15, 17)), Number(time.slice(18, 20)),
);
