/** Lines as S3 writes them, a few for each question: in parts those of its request and those of its connection. */
const OWNER = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be';
const ALICE = 'arn:aws:iam::111122223333:user/alice';
const [CURL, HOST] = ['"-" "curl/8.5"', 'photos.s3.eu-central-1.amazonaws.com'];
const TLS = `hostid= SigV4 TLS_AES_128_GCM_SHA256 AuthHeader ${HOST} TLSv1.3 - - -`;

const at = (time: string) => `${OWNER} photos [${time} +0000]`;
const get = (key: string) => `REST.GET.OBJECT ${key} "GET /${key} HTTP/1.1"`;

/** Of 6 February 2026. */
export const LINES: readonly string[] = [
  // who read photos/a.txt: in whole, in part, unchanged, by a copy, whose reading half has no status; not another key, and not in vain
  `${at('06/Feb/2026:00:00:38')} 10.0.0.1 ${ALICE} READ1 ${get('photos/a.txt')} 200 - 10 10 5 4 ${CURL} - ${TLS}`,
  `${at('06/Feb/2026:00:00:39')} 10.0.0.1 ${ALICE} READ2 ${get('photos/a.txt')} 206 - 5 10 5 4 ${CURL} - ${TLS}`,
  `${at('06/Feb/2026:00:00:40')} 10.0.0.1 ${ALICE} READ3 ${get('photos/a.txt')} 304 - - 10 5 4 ${CURL} - ${TLS}`,
  `${at('06/Feb/2026:00:00:41')} 10.0.0.1 ${ALICE} READ4 REST.COPY.OBJECT_GET photos/a.txt - - - - 10 - - - - - ${TLS}`,
  `${at('06/Feb/2026:00:00:42')} 10.0.0.1 ${ALICE} OTHER ${get('photos/a.txt2')} 200 - 10 10 5 4 ${CURL} - ${TLS}`,
  `${at('06/Feb/2026:00:00:43')} 10.0.0.1 ${ALICE} MISSED ${get('photos/a.txt')} 404 NoSuchKey 10 - 5 - ${CURL} - ${TLS}`,
  // plain HTTP, TLS 1.1, TLS 1.0 in the spelling of some Regions; not 1.2
  `${at('06/Feb/2026:01:00:00')} 10.0.0.1 ${ALICE} PLAIN ${get('b')} 200 - 10 10 5 4 ${CURL} - hostid= SigV4 - AuthHeader ${HOST} - - - -`,
  `${at('06/Feb/2026:01:00:01')} 10.0.0.1 ${ALICE} TLS11 ${get('b')} 200 - 10 10 5 4 ${CURL} - hostid= SigV4 AES128-SHA AuthHeader ${HOST} TLSv1.1 - - -`,
  `${at('06/Feb/2026:01:00:02')} 10.0.0.1 ${ALICE} TLS10 ${get('b')} 200 - 10 10 5 4 ${CURL} - hostid= SigV4 AES128-SHA AuthHeader ${HOST} TLSV1 - - -`,
  `${at('06/Feb/2026:01:00:03')} 10.0.0.1 ${ALICE} TLS12 ${get('b')} 200 - 10 10 5 4 ${CURL} - hostid= SigV4 AES128-SHA AuthHeader ${HOST} TLSv1.2 - - -`,
  // nobody; and somebody whose signature was wrong
  `${at('06/Feb/2026:02:00:00')} 10.0.0.1 - NOBODY ${get('c')} 200 - 10 10 5 4 ${CURL} - hostid= - TLS_AES_128_GCM_SHA256 - ${HOST} TLSv1.3 - - -`,
  `${at('06/Feb/2026:02:00:01')} 10.0.0.1 - WRONG ${get('c')} 403 SignatureDoesNotMatch 10 - 5 - ${CURL} - ${TLS}`,
  // from outside, over IPv4 and IPv6; not from 10.1.2.3
  `${at('06/Feb/2026:03:00:00')} 192.0.2.3 ${ALICE} OUT4 ${get('d')} 200 - 10 10 5 4 ${CURL} - ${TLS}`,
  `${at('06/Feb/2026:03:00:01')} 2001:db8::1 ${ALICE} OUT6 ${get('d')} 200 - 10 10 5 4 ${CURL} - ${TLS}`,
  `${at('06/Feb/2026:03:00:02')} 10.1.2.3 ${ALICE} IN ${get('d')} 200 - 10 10 5 4 ${CURL} - ${TLS}`,
  // denied twice within 04:00, and once in 04:01
  `${at('06/Feb/2026:04:00:00')} 10.0.0.1 ${ALICE} DENIED1 ${get('e')} 403 AccessDenied 10 - 5 - ${CURL} - ${TLS}`,
  `${at('06/Feb/2026:04:00:59')} 10.0.0.1 ${ALICE} DENIED2 ${get('f')} 403 AccessDenied 10 - 5 - ${CURL} - ${TLS}`,
  `${at('06/Feb/2026:04:01:00')} 10.0.0.1 ${ALICE} DENIED3 ${get('g')} 403 AccessDenied 10 - 5 - ${CURL} - ${TLS}`,
  // deleted: by one, by many, by a lifecycle; not where it was denied
  `${at('06/Feb/2026:05:00:00')} 10.0.0.1 ${ALICE} DEL1 REST.DELETE.OBJECT h "DELETE /h HTTP/1.1" 204 - - 10 5 - ${CURL} v1 ${TLS}`,
  `${at('06/Feb/2026:05:00:01')} 10.0.0.1 ${ALICE} DEL2 BATCH.DELETE.OBJECT i - 204 - - 10 - - - - - ${TLS}`,
  `${at('06/Feb/2026:05:00:02')} - AmazonS3 EXPIRED S3.EXPIRE.OBJECT j "-" - - - 10 - - "-" "-" v2 hostid= - - - - -`,
  `${at('06/Feb/2026:05:00:03')} 10.0.0.1 ${ALICE} NOTDEL REST.DELETE.OBJECT k "DELETE /k HTTP/1.1" 500 InternalError 10 - 5 - ${CURL} - ${TLS}`,
  // Signature Version 2, by somebody whose user agent holds quotes and whole fields
  `${at('06/Feb/2026:06:00:00')} 10.0.0.1 ${ALICE} SIGV2 ${get('l')} 200 - 10 10 5 4 "-" "evil" 403 - - "x" - h SigV4 y" - hostid= SigV2 AES128-SHA QueryString ${HOST} TLSv1.2 - - -`,
  'not a line',
];

/** Of the day after: what a question about the 6th must not see. */
export const LATER: readonly string[] = [`${at('07/Feb/2026:00:00:00')} 10.0.0.1 ${ALICE} LATER ${get('photos/a.txt')} 200 - 10 10 5 4 ${CURL} - ${TLS}`];
