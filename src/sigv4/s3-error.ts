import type { RefusalCode } from './verification';

/** An error as S3 answers it. */
export interface S3Error {
  /** Such as `SignatureDoesNotMatch`. */
  readonly code: string;
  /** The HTTP status. */
  readonly status: number;
  readonly message: string;
}

/** The code of a form that is malformed: S3 has one for URLs, and one for headers. */
const MALFORMED = 'malformed';

/**
 * What S3 itself answers to each refusal.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
const ERRORS: Readonly<Record<RefusalCode, readonly [code: string, status: number, message?: string]>> = {
  'malformed-request': ['InvalidRequest', 400],
  'malformed-url': ['InvalidURI', 400],
  'malformed-header': ['InvalidRequest', 400],
  'not-signed': ['AccessDenied', 403, 'Access Denied'],
  'ambiguous-signature': ['InvalidArgument', 400, 'Only one auth mechanism allowed'],
  'signature-version-2': ['InvalidRequest', 400, 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.'],
  'unsupported-algorithm': [MALFORMED, 400],
  'missing-parameter': [MALFORMED, 400],
  'duplicate-parameter': [MALFORMED, 400],
  'malformed-parameter': [MALFORMED, 400],
  'malformed-credential': [MALFORMED, 400],
  'wrong-region': [MALFORMED, 400],
  'wrong-service': [MALFORMED, 400],
  'malformed-date': [MALFORMED, 400],
  'date-mismatch': [MALFORMED, 400],
  'malformed-expiry': [MALFORMED, 400],
  'expiry-too-long': [MALFORMED, 400],
  'not-yet-valid': ['RequestTimeTooSkewed', 403, 'The difference between the request time and the current time is too large.'],
  'expired': ['AccessDenied', 403, 'Request has expired'],
  'too-old': ['AccessDenied', 403, 'Request has expired'],
  'clock-skew': ['RequestTimeTooSkewed', 403, 'The difference between the request time and the current time is too large.'],
  'host-not-signed': [MALFORMED, 400],
  'host-mismatch': ['InvalidRequest', 400],
  'malformed-signed-headers': [MALFORMED, 400],
  'missing-signed-header': [MALFORMED, 400],
  'duplicate-header': ['InvalidRequest', 400],
  'unsigned-header': ['AccessDenied', 403, 'There were headers present in the request which were not signed'],
  'missing-payload-hash': ['InvalidRequest', 400, 'Missing required header for this request: x-amz-content-sha256'],
  'malformed-payload-hash': ['InvalidArgument', 400],
  'unsigned-payload': ['AccessDenied', 403],
  'insecure-transport': ['AccessDenied', 403],
  'method-not-allowed': ['MethodNotAllowed', 405, 'The specified method is not allowed against this resource.'],
  'host-not-allowed': ['AccessDenied', 403, 'Access Denied'],
  'prefix-not-allowed': ['AccessDenied', 403, 'Access Denied'],
  'unknown-access-key': ['InvalidAccessKeyId', 403, 'The AWS Access Key Id you provided does not exist in our records.'],
  'session-token-mismatch': ['InvalidToken', 400, 'The provided token is malformed or otherwise invalid.'],
  'expired-credentials': ['ExpiredToken', 400, 'The provided token has expired.'],
  'signature-mismatch': [
    'SignatureDoesNotMatch', 403,
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  ],
  'payload-hash-mismatch': ['XAmzContentSHA256Mismatch', 400, 'The provided x-amz-content-sha256 header does not match what was computed.'],
};

/** What S3 answers to a refusal; `form` says where the signature stood. */
export function s3ErrorOf(code: RefusalCode, message: string, form: 'query' | 'header'): S3Error {
  const [s3, status, said] = ERRORS[code];
  const malformed = form === 'query' ? 'AuthorizationQueryParametersError' : 'AuthorizationHeaderMalformed';
  return { code: s3 === MALFORMED ? malformed : s3, status, message: said ?? message };
}

/** The XML of an error: `Code`, `Message`, `Resource`, `RequestId`. */
export function s3ErrorXml({ code, message }: S3Error, resource: string, requestId: string): string {
  return '<?xml version="1.0" encoding="UTF-8"?>\n'
    + `<Error><Code>${xml(code)}</Code><Message>${xml(message)}</Message><Resource>${xml(resource)}</Resource><RequestId>${xml(requestId)}</RequestId></Error>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text that can stand in XML 1.0, which knows no control characters, not even escaped. */
// eslint-disable-next-line no-control-regex
const xml = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd').replace(/[&<>"']/g, c => ENTITIES[c]);
