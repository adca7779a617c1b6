import { uriEncode } from './encode';
import { assertOnce, OF_SIGNATURE, reserved } from './header-fields';
import { AS_IT_IS, encodedText, millisecondsOf } from './presign-checks';
import type { MultipartUpload, PresignMethod, PresignOptions, ResponseOverrides } from './presign-options';
import { UNSIGNED_PAYLOAD } from './scope';
import { show } from './show';
import { assertWhole, mustBe, wrong } from './wrong';

const METHODS: readonly PresignMethod[] = ['GET', 'HEAD', 'PUT', 'DELETE', 'POST'];

/** The encoded parameters beside those of the signature; undefined where there are none. */
export function parametersOf(method: PresignMethod, options: PresignOptions): [string, string][] | undefined {
  const { versionId, multipart, response, query, contentSha256 } = options;
  if (!METHODS.includes(method)) mustBe('method', METHODS.join(', '), method, 'pass one of them');
  const pairs: [string, string][] = [];
  if (versionId !== undefined) {
    assertFits('versionId', method, 'GET, HEAD, DELETE');
    pairs.push(['versionId', text('versionId', versionId)]);
  }
  if (multipart !== undefined) pairs.push(...multipartPairs(method, multipart));
  if (response !== undefined) pairs.push(...overridePairs(method, response));
  if (query !== undefined) pairs.push(...furtherPairs(query, contentSha256));
  if (pairs.length > 0) {
    assertOnce('query', pairs);
    return pairs;
  }
  return method === 'POST' ? wrong("'method' POST is for multipart uploads; pass 'multipart', or use presignPost") : undefined;
}

function assertFits(option: string, method: PresignMethod, methods: string): void {
  if (!methods.includes(method)) wrong(`'${option}' is for ${methods}, got ${method}; leave it out`);
}

function furtherPairs(query: Readonly<Record<string, string>>, contentSha256: string | undefined): [string, string][] {
  return Object.entries(query).map(([name, value]) => {
    const said = name === 'X-Amz-Content-Sha256' && value === UNSIGNED_PAYLOAD && contentSha256 === undefined;
    if (name === '' || (OF_SIGNATURE.test(name) && !said)) reserved('query', name);
    if (/-customer-key$/i.test(name)) wrong(`'query' cannot hold ${show(name)}, since URLs are logged; pass it in 'headers'`);
    return [text('query', name), text(`query.${name}`, value, true)];
  });
}

function multipartPairs(method: PresignMethod, multipart: 'create' | MultipartUpload): [string, string][] {
  if (multipart === 'create') {
    assertFits('multipart', method, 'POST');
    return [['uploads', '']];
  }
  const { uploadId, partNumber } = multipart;
  const upload: [string, string] = ['uploadId', text('multipart.uploadId', uploadId)];
  if (partNumber === undefined) {
    assertFits('multipart', method, 'POST, DELETE, GET');
    return [upload];
  }
  assertFits('multipart.partNumber', method, 'PUT');
  assertWhole('multipart.partNumber', partNumber, 10_000, 'a whole number');
  return [['partNumber', String(partNumber)], upload];
}

/** The parameters are called `response-cache-control` and so on. */
const OVERRIDE = /^(?:cacheControl|content(?:Disposition|Encoding|Language|Type)|expires)$/;

function overridePairs(method: PresignMethod, response: ResponseOverrides): [string, string][] {
  assertFits('response', method, 'GET, HEAD');
  return Object.entries(response).flatMap(([option, value]: [string, unknown]): [string, string][] => {
    if (value === undefined) return [];
    if (!OVERRIDE.test(option)) wrong(`'response.${option}' is unknown; use cacheControl or the like`);
    return [[
      `response-${option.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`,
      option === 'expires' ? uriEncode(new Date(millisecondsOf('response.expires', value as Date)).toUTCString()) : text(`response.${option}`, value),
    ]];
  });
}

/** Text, encoded. */
function text(option: string, value: unknown, empty = false): string {
  if (typeof value !== 'string' || (value === '' && !empty)) mustBe(option, empty ? 'text' : 'non-empty text', value, AS_IT_IS);
  return encodedText(option, value, uriEncode);
}
