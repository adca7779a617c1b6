import type { LogTable } from './log-tables';

/** An audit question as SQL: its parameters are `?`, in the order of `parameters`. */
export interface AuditQuestion {
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly string[];
  readonly sql: string;
}

interface Question {
  readonly name: string;
  readonly asks: string;
  /** Parameters of its own, behind those of the partitions. */
  readonly parameters?: readonly string[];
  readonly select: string;
  readonly where: string;
  readonly then?: string;
}

const LOG = 'request_time, requester, remote_ip, operation, bucket, key, http_status, user_agent, request_id';
const TRAIL = 'eventtime, useridentity.arn AS requester, sourceipaddress, eventname, json_extract_scalar(requestparameters, \'$.bucketName\') AS bucket, '
  + 'json_extract_scalar(requestparameters, \'$.key\') AS key, errorcode, eventid';

// the reading half of a copy has no status
const WAS_READ = "(http_status IN (200, 206, 304) OR (http_status IS NULL AND operation = 'REST.COPY.OBJECT_GET'))";
const OF_CLIENT = "http_status IS NOT NULL AND operation NOT LIKE 'S3.%' AND operation NOT LIKE 'BATCH.%'";

const ABOUT_LOGS: readonly Question[] = [
  { name: 'who-read', asks: 'Who read this key', parameters: ['key, percent-encoded twice'], select: LOG, where: `operation IN ('REST.GET.OBJECT', 'WEBSITE.GET.OBJECT', 'REST.COPY.OBJECT_GET') AND ${WAS_READ} AND key = ?` },
  { name: 'tls-below-1-2', asks: 'Who came by plain HTTP or TLS below 1.2', select: `tls_version, ${LOG}`, where: `${OF_CLIENT} AND host_header IS NOT NULL AND (cipher_suite IS NULL OR lower(tls_version) IN ('tlsv1', 'tlsv1.0', 'tlsv1.1'))` },
  { name: 'anonymous', asks: 'Who came without credentials', select: LOG, where: `${OF_CLIENT} AND requester IS NULL AND signature_version IS NULL` },
  { name: 'outside-network', asks: 'Who came from an address that does not begin like this; the log does not name VPC endpoints', parameters: ['beginning of the addresses inside, such as 10.'], select: LOG, where: `${OF_CLIENT} AND NOT starts_with(remote_ip, ?)` },
  { name: 'denied-bursts', asks: 'Who was denied at least that often within a minute', parameters: ['least number of denials'], select: 'requester, remote_ip, substr(request_time, 1, 17) AS minute, count(*) AS denied', where: 'http_status = 403', then: 'GROUP BY requester, remote_ip, substr(request_time, 1, 17)\nHAVING count(*) >= ?' },
  { name: 'deletes', asks: 'Who deleted what', select: `version_id, ${LOG}`, where: "(operation LIKE '%.DELETE.%' OR operation LIKE '%.POST.MULTI_OBJECT_DELETE' OR operation IN ('S3.EXPIRE.OBJECT', 'S3.CREATE.DELETEMARKER')) AND (http_status IS NULL OR http_status BETWEEN 200 AND 299)" },
  { name: 'sigv2', asks: 'Who signed with Signature Version 2', select: LOG, where: "signature_version = 'SigV2'" },
  { name: 'unread-lines', asks: 'Which files have lines that the table could not read; the other questions do not see them', select: '"$path" AS file, count(*) AS lines', where: 'operation IS NULL', then: 'GROUP BY "$path"' },
];

const OF_S3 = "eventsource = 's3.amazonaws.com'";
const NOBODY = "('anonymous_principal', 'anonymous')";

// bucket/key or the ARN of an access point, /object/ and the key; percent-encoded, with or without a slash before it and a version behind it
const SOURCE = 'json_extract_scalar(requestparameters, \'$["x-amz-copy-source"]\')';
const KEY_READ = 'CASE WHEN eventname IN (\'GetObject\', \'SelectObjectContent\') THEN json_extract_scalar(requestparameters, \'$.key\') '
  + `WHEN eventname IN ('CopyObject', 'UploadPartCopy') THEN regexp_replace(try(url_decode(split_part(${SOURCE}, chr(63), 1))), '^/?(arn:[^/]+/[^/]+/object/|[^/]+/)') END`;

const ABOUT_TRAIL: readonly Question[] = [
  { name: 'who-read', asks: 'Who read this key, or copied from it; needs data events', parameters: ['key'], select: `${SOURCE} AS copied_from, ${TRAIL}`, where: `${OF_S3} AND errorcode IS NULL AND ${KEY_READ} = ?` },
  { name: 'tls-below-1-2', asks: 'Who came with TLS below 1.2', select: `tlsdetails.tlsversion AS tlsversion, ${TRAIL}`, where: `${OF_S3} AND lower(tlsdetails.tlsversion) IN ('tlsv1', 'tlsv1.0', 'tlsv1.1')` },
  { name: 'anonymous', asks: 'Who came without credentials', select: TRAIL, where: `${OF_S3} AND (lower(useridentity.accountid) IN ${NOBODY} OR lower(useridentity.principalid) IN ${NOBODY})` },
  { name: 'outside-vpc', asks: 'Who came by no VPC endpoint; services of AWS apart', select: TRAIL, where: `${OF_S3} AND vpcendpointid IS NULL AND useridentity.invokedby IS NULL AND coalesce(useridentity.type, '') <> 'AWSService'` },
  { name: 'denied-bursts', asks: 'Who was denied at least that often within a minute', parameters: ['least number of denials'], select: 'useridentity.arn AS requester, sourceipaddress, substr(eventtime, 1, 16) AS minute, count(*) AS denied', where: `${OF_S3} AND errorcode = 'AccessDenied'`, then: 'GROUP BY useridentity.arn, sourceipaddress, substr(eventtime, 1, 16)\nHAVING count(*) >= ?' },
  { name: 'deletes', asks: 'Who deleted what', select: TRAIL, where: `${OF_S3} AND eventname LIKE 'Delete%' AND errorcode IS NULL` },
  { name: 'sigv2', asks: 'Who signed with Signature Version 2', select: TRAIL, where: `${OF_S3} AND json_extract_scalar(additionaleventdata, '$.SignatureVersion') = 'SigV2'` },
];

/** The questions about access logs. @param quoted the name of the table, as the engine wants it */
export const logQuestions = (table: LogTable, quoted: string): AuditQuestion[] => ABOUT_LOGS.map(one => questionOf('access-log', one, table, quoted));

/** The questions about CloudTrail's events. */
export const trailQuestions = (table: LogTable, quoted: string): AuditQuestion[] => ABOUT_TRAIL.map(one => questionOf('cloudtrail', one, table, quoted));

function questionOf(kind: string, { name, asks, parameters = [], select, where, then }: Question, table: LogTable, quoted: string): AuditQuestion {
  const injected = table.partitions.filter(({ values, from }) => values === undefined && from === undefined).map(one => one.name);
  const all = [...injected, 'first day, such as 2026/01/31', 'last day', ...parameters];
  const sql = [
    // without semicolons: Athena takes one statement, and need not see that this one does not end here
    `-- ${asks.replace(/;/g, ',')}. Parameters: ${all.map((one, i) => `(${i + 1}) ${one}`).join(', ')}`,
    `SELECT ${select}`,
    `FROM ${quoted}`,
    `WHERE ${[...injected.map(one => `${one} = ?`), 'day BETWEEN ? AND ?', where].join('\n  AND ')}`,
    ...then === undefined ? [] : [then],
  ].join('\n');
  return { name: `${kind}-${name}`, description: asks, parameters: all, sql };
}
