/** A column of a table, in Glue's own words. */
export interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
}

/** The 27 columns of an access log, in the order of the groups of the pattern. What the log marks with `-` is NULL; so is what older lines lack. */
export const LOG_COLUMNS: readonly TableColumn[] = [
  { name: 'bucket_owner', type: 'string', comment: 'canonical user id of the owner of the bucket' },
  { name: 'bucket', type: 'string', comment: 'the bucket' },
  { name: 'request_time', type: 'string', comment: 'such as 06/Feb/2019:00:00:38 +0000' },
  { name: 'remote_ip', type: 'string', comment: 'IPv4 or IPv6 address' },
  { name: 'requester', type: 'string', comment: 'canonical user id, ARN or service; NULL where nobody was authenticated' },
  { name: 'request_id', type: 'string', comment: 'x-amz-request-id' },
  { name: 'operation', type: 'string', comment: 'such as REST.GET.OBJECT; NULL where the line could not be read' },
  { name: 'key', type: 'string', comment: 'as it is written: percent-encoded, twice for most operations' },
  { name: 'request_uri', type: 'string', comment: 'method, target and protocol, as the client sent them' },
  { name: 'http_status', type: 'int', comment: 'HTTP status' },
  { name: 'error_code', type: 'string', comment: 'such as AccessDenied' },
  { name: 'bytes_sent', type: 'bigint', comment: 'bytes of the response; NULL for zero' },
  { name: 'object_size', type: 'bigint', comment: 'bytes of the object' },
  { name: 'total_time', type: 'bigint', comment: 'milliseconds' },
  { name: 'turn_around_time', type: 'bigint', comment: 'milliseconds' },
  { name: 'referer', type: 'string', comment: 'as the client sent it, quotes included; - where it sent none' },
  { name: 'user_agent', type: 'string', comment: 'as the client sent it, quotes included; - where it sent none' },
  { name: 'version_id', type: 'string', comment: 'version id' },
  { name: 'host_id', type: 'string', comment: 'x-amz-id-2' },
  { name: 'signature_version', type: 'string', comment: 'SigV2 or SigV4; NULL where the request was not signed' },
  { name: 'cipher_suite', type: 'string', comment: 'NULL for plain HTTP' },
  { name: 'authentication_type', type: 'string', comment: 'AuthHeader or QueryString; NULL where the request was not signed' },
  { name: 'host_header', type: 'string', comment: 'the endpoint, as the client named it' },
  { name: 'tls_version', type: 'string', comment: 'such as TLSv1.2; NULL for plain HTTP' },
  { name: 'access_point_arn', type: 'string', comment: 'ARN of the access point' },
  { name: 'acl_required', type: 'string', comment: 'Yes where an ACL let the request in' },
  { name: 'source_region', type: 'string', comment: 'Region that the request came from' },
];

/** A word, captured unless it is `-`. Only one way to read it, so nothing can backtrack. */
const WORD = '(?:-|([^ "-][^ "]*|-[^ "]+))';
const COUNT = '(?:-|([0-9]{1,15}))';
const CODE = '(?:-|([A-Za-z0-9._][A-Za-z0-9._-]{0,99}|-[A-Za-z0-9._-]{1,99}))';

/** Status to turn-around time, and the beginning of the referer: at most some 180 characters, and none that a client chooses. */
const MIDDLE = ` (?:-|([0-9]{3})) ${CODE} ${[COUNT, COUNT, COUNT, COUNT].join(' ')} (?=-|")`;

/** Ten words, each only where the one before it is there. */
const TAIL = ` +${WORD}${`(?: +${WORD}`.repeat(9)}(?: [^"\\n]*)?${')?'.repeat(9)} *`;

/**
 * The pattern of a whole line, for RegexSerDe: in what Java and JavaScript read alike. S3 escapes nothing, so quotes in a request-URI, a referer or a user
 * agent end nothing here: the first place where status, sizes and times fit ends the request-URI, and the last quote of the line ends the user agent. No
 * group is repeated: Java would need stack for each turn.
 */
export const LOG_PATTERN = [
  [WORD, WORD, '\\[([^\\]" ]+ [^\\]" ]+)\\]', WORD, WORD, WORD, '([A-Za-z0-9]+[._][A-Za-z0-9._]+)'].join(' +'),
  ` +${WORD} +(?:-|"([^\\n]*?)")`,
  MIDDLE,
  '(?:-|"([^\\n]*?)") (?:-|"([^\\n]*)")',
  TAIL,
].join('');
