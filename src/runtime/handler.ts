import * as crypto from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { verify } from './verify';
import { verifiedBody, type BodyLimits } from './verify-body';
import { PAYLOAD_S3_ERRORS, PayloadError } from '../sigv4/payload-error';
import type { FetchRequest, NodeRequest } from '../sigv4/received';
import { type S3Error, s3ErrorOf, s3ErrorXml } from '../sigv4/s3-error';
import type { Refusal, Verified, VerifyOptions } from '../sigv4/verification';

export { PayloadError } from '../sigv4/payload-error';

/** A request whose signature held, with the body to be read. */
export interface VerifiedRequest extends Verified {
  /**
   * The object's bytes: chunk framing taken off, every signature, hash, checksum and length held against what was signed. The last of these
   * can only be judged at the end: keep nothing before the loop over it has ended. What fails is thrown as a PayloadError; let it through, and
   * the handler answers it.
   */
  readonly body: AsyncIterable<Uint8Array>;
}

export interface HandlerOptions extends VerifyOptions, BodyLimits {
  /** Told of what was refused, such as for a log. @default - nobody */
  readonly onRefused?: (refusal: Refusal | PayloadError) => void;
  /** Told of what the caller's own code threw, which the answer hides. @default - nobody */
  readonly onError?: (error: unknown) => void;
}

/** As much of an `IncomingMessage` as is needed. */
export type NodeIncoming = NodeRequest & AsyncIterable<Uint8Array>;

/** As much of a `ServerResponse` as is needed. */
export interface NodeAnswer {
  readonly headersSent: boolean;
  writeHead(status: number, headers: Record<string, string | number>): unknown;
  end(body?: string): unknown;
  destroy(error?: Error): unknown;
}

/**
 * A handler for `http.createServer`: verifies each request, answers what is refused with S3's own XML errors, and calls `next` with the rest.
 *
 * ```ts
 * http.createServer(nodeHandler({ region: 'eu-central-1', secretFor }, async (request, response, verified) => {
 *   for await (const bytes of verified.body) ...
 *   response.end();
 * }));
 * ```
 *
 * What `secretFor` or `next` throws is answered with InternalError (500) and told to `onError` only.
 */
export function nodeHandler<I extends NodeIncoming = IncomingMessage, O extends NodeAnswer = ServerResponse>(
  options: HandlerOptions, next: (request: I, response: O, verified: VerifiedRequest) => unknown,
): (request: I, response: O) => Promise<void> {
  return async (request, response) => {
    try {
      const verified = await verify(request, options);
      if (!verified.ok) throw refused(verified, options);
      await next(request, response, withBody(verified, request, options));
    } catch (error) {
      const answer = answerTo(error, request, options);
      if (response.headersSent) {
        response.destroy();
        return;
      }
      const { status, headers, body } = answer;
      response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
      response.end(request.method === 'HEAD' ? undefined : body);
    }
  };
}

/** The same for a server whose requests and responses are those of fetch: edge workers, Deno, Bun, Hono. A URL with `..` has lost it on the way. */
export function fetchHandler<R extends FetchRequest & { readonly body: ReadableStream<Uint8Array> | null }>(
  options: HandlerOptions, next: (request: R, verified: VerifiedRequest) => Response | Promise<Response>,
): (request: R) => Promise<Response> {
  return async (request) => {
    try {
      const verified = await verify(request, options);
      if (!verified.ok) throw refused(verified, options);
      return await next(request, withBody(verified, request.body ?? '', options));
    } catch (error) {
      const { status, headers, body } = answerTo(error, request, options);
      return new Response(request.method === 'HEAD' ? null : body, { status, headers });
    }
  };
}

function withBody(verified: Verified, source: Parameters<typeof verifiedBody>[0], limits: BodyLimits): VerifiedRequest {
  return { ...verified, body: verifiedBody(source, verified.payload(), limits) };
}

/** A refusal on its way to the answer. */
class Refused extends Error {
  public constructor(public readonly refusal: Refusal) {
    super(refusal.message);
  }
}

function refused(refusal: Refusal, { onRefused }: HandlerOptions): Refused {
  onRefused?.(refusal);
  return new Refused(refusal);
}

function answerTo(error: unknown, request: { readonly url?: string }, { onRefused, onError }: HandlerOptions) {
  if (error instanceof PayloadError) onRefused?.(error);
  else if (!(error instanceof Refused)) onError?.(error);
  const requestId = crypto.randomBytes(8).toString('hex').toUpperCase();
  const { url = '/' } = request;
  const answer = errorOf(error, url);
  const headers = { 'content-type': 'application/xml', 'x-amz-request-id': requestId };
  return { status: answer.status, headers, body: s3ErrorXml(answer, url.replace(/\?.*$/s, ''), requestId) };
}

function errorOf(error: unknown, url: string): S3Error {
  if (error instanceof Refused) return s3ErrorOf(error.refusal.code, error.message, url.includes('X-Amz-') ? 'query' : 'header');
  if (!(error instanceof PayloadError)) return { code: 'InternalError', status: 500, message: 'We encountered an internal error. Please try again.' };
  const [code, status] = PAYLOAD_S3_ERRORS[error.code];
  return { code, status, message: error.message };
}
