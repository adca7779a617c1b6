import { Readable } from 'node:stream';
import { type Complaint, jsonComplaint, type Root, rootOf, xmlComplaint } from './sdk-document';
import { answerError, oddAnswer } from './sdk-error';
import type { Middleware } from './sdk-guard';
import { CALLS, type Call, type CallName } from '../../posture/live';

interface WireResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  body?: unknown;
}

/** What an answer must be, beside what the SDK makes of it. */
export interface Expected {
  /** Of an XML answer; `json`, or `bytes` of an object. */
  readonly is: { readonly root: string } | 'json' | 'bytes';
  /** In bytes. */
  readonly limit: number;
  readonly signal: AbortSignal;
  /** Gets the root of an XML answer. */
  readonly seen?: (root: Root) => void;
}

export function expectedOf(call: CallName): Expected['is'] {
  const { root, service }: Call = CALLS[call];
  if (root !== undefined) return { root };
  return call === 'GetBucketPolicy' || service !== 's3' ? 'json' : 'bytes';
}

/** Reads the body of an answer once, looks at it, and hands it on to the SDK. */
export function reading(expected: Expected): Middleware {
  return next => async (args) => {
    const result = await next(args).catch(broken) as { readonly response: WireResponse };
    const { response } = result;
    const bytes = await bytesOf(response, expected).catch(broken);
    inspect(response, bytes, expected);
    response.body = Readable.from(bytes.length > 0 ? [bytes] : []);
    return result;
  };
}

/** Broken connections by the codes of Node.js, before the SDK gives them other names. */
function broken(error: unknown): never {
  const { code, message } = Object(error) as NodeJS.ErrnoException;
  throw typeof code === 'string' && /^[A-Z][A-Z_]+$/.test(code) ? answerError(code, message) : error;
}

async function bytesOf({ body, headers, statusCode }: WireResponse, { limit, signal }: Expected): Promise<Buffer> {
  if (body instanceof Uint8Array) return Buffer.from(body);
  if (!(body instanceof Readable)) return Buffer.alloc(0);
  const stop = () => body.destroy(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
  const tooLarge = () => answerError('TooLarge', `the answer has more than ${limit} bytes`, statusCode);
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (signal.aborted) stop();
    // what a HEAD request is told has the length of what it did not ask for
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of body as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > limit || Number(headers['content-length']) > limit) throw tooLarge();
      parts.push(part);
    }
    return Buffer.concat(parts);
  } finally {
    signal.removeEventListener('abort', stop);
    body.destroy();
  }
}

/** @throws what the port rejects with where the answer is none */
export function inspect({ statusCode, headers }: WireResponse, bytes: Buffer, { is, seen }: Pick<Expected, 'is' | 'seen'>): void {
  if (statusCode >= 300 && statusCode < 400) throw redirect(statusCode, bytes);
  if (statusCode >= 400) return failed(statusCode, bytes);
  if (is === 'bytes') {
    if (headers.etag === undefined) throw oddAnswer('it has no ETag', statusCode);
    return;
  }
  const text = bytes.toString('utf8');
  complain(is === 'json' ? jsonComplaint(text) : xmlComplaint(text, is.root), statusCode);
  if (is !== 'json') seen?.(rootOf(text) as Root);
}

/** S3 answers a request to the wrong Region by a redirect that is an error. It is not followed: credentials go where they were meant to go. */
function redirect(status: number, bytes: Buffer): Error {
  const [, code] = /<Code>(\w{1,80})<\/Code>/.exec(bytes.subarray(0, 10_000).toString('utf8')) ?? [];
  const names: Readonly<Record<number, string>> = { 301: 'PermanentRedirect', 302: 'TemporaryRedirect', 307: 'TemporaryRedirect', 308: 'PermanentRedirect' };
  return answerError(code ?? names[status] ?? 'Redirect', 'another endpoint is to be asked, and was not', status);
}

const NAMES: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  429: 'TooManyRequests',
  500: 'InternalError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
};

/** Errors of AWS are read by the SDK. The answer to HEAD has no body, and what others than AWS answer is none of its errors. */
function failed(status: number, bytes: Buffer): void {
  if (bytes.length === 0) throw answerError(NAMES[status] ?? `Http${status}`, '', status);
  const text = bytes.toString('utf8');
  complain(text.trimStart().startsWith('{') ? jsonComplaint(text) : xmlComplaint(text, 'Error', 'ErrorResponse'), status);
}

function complain(complaint: Complaint, status: number): void {
  if (complaint !== undefined) throw oddAnswer(complaint, status);
}
