import type { Recording, Refusal } from '../../posture/live/port';

/** Codes by which AWS says that it is asked too often. */
const THROTTLING: ReadonlySet<string> = new Set([
  'SlowDown', 'Throttling', 'ThrottlingException', 'ThrottledException', 'RequestThrottled', 'RequestThrottledException', 'RequestLimitExceeded',
  'TooManyRequestsException', 'BandwidthLimitExceeded', 'ProvisionedThroughputExceededException', 'EC2ThrottledException', 'PriorRequestNotComplete',
]);

/** Codes, of AWS and of Node.js, of what may go well the next time. */
const TRANSIENT: ReadonlySet<string> = new Set([
  'InternalError', 'InternalFailure', 'InternalServerError', 'InternalServerException', 'InternalServiceError', 'KMSInternalException',
  'DependencyTimeoutException', 'ServiceUnavailable', 'ServiceUnavailableException', 'ServiceException',
  'RequestTimeout', 'RequestTimeoutException', 'TimeoutError', 'AbortError', 'NetworkingError',
  'ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_SOCKET',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

const STATUSES: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/** Codes of what a later audit, with other credentials or a better clock, may be told. Asking again at once brings nothing. */
const LATER: ReadonlySet<string> = new Set([
  'ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'RequestExpired', 'RequestTimeTooSkewed', 'CredentialsProviderError',
]);

/** An answer of another shape than the API reference has: from a proxy, or cut off. */
export const ODD_ANSWER = 'OddAnswer';

type Code = Pick<Refusal, 'code' | 'status'>;

/** The code and the status of what a port's function rejected with. */
export function codeOf(error: unknown): Code {
  const { name, code, $metadata } = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  const status = ($metadata as { readonly httpStatusCode?: unknown } | undefined)?.httpStatusCode;
  const words = typeof name === 'string' && name !== 'Error' && name !== '' ? name : typeof code === 'string' ? code : 'Error';
  // What Node.js says of a connection is more than the name that a client gives it.
  const said = typeof code === 'string' && TRANSIENT.has(code) && !THROTTLING.has(words) ? code : words;
  return { code: said, ...typeof status === 'number' && { status } };
}

export const isThrottling = ({ code, status }: Code): boolean => THROTTLING.has(code) || status === 429;

/** Whether asking again in a moment may bring an answer. AccessDenied never does. */
export const isTransient = (refusal: Code): boolean =>
  isThrottling(refusal) || TRANSIENT.has(refusal.code) || (refusal.status !== undefined && STATUSES.has(refusal.status));

/**
 * Whether a recording holds a refusal that says nothing of the bucket, so that an audit that is resumed asks again. An odd answer came again when it
 * was asked for once more: another server gives it each time, so it stays.
 */
export const isUnsettled = ({ answers }: Pick<Recording, 'answers'>): boolean =>
  Object.values(answers).some(({ error }) => error !== undefined && mayChange(error));

export const mayChange = (refusal: Code): boolean => isTransient(refusal) || LATER.has(refusal.code);
