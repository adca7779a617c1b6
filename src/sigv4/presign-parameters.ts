import { uriEncode } from './encode';
import type { MultipartUpload, PresignMethod, PresignOptions, ResponseOverrides } from './presign-options';
import { UNSIGNED_PAYLOAD } from './scope';
import { show } from './show';

const METHODS: readonly PresignMethod[] = ['GET', 'HEAD', 'PUT', 'DELETE', 'POST'];

const OVERRIDES: Readonly<Record<keyof ResponseOverrides, string>> = {
  cacheControl: 'response-cache-control',
  contentDisposition: 'response-content-disposition',
  contentEncoding: 'response-content-encoding',
  contentLanguage: 'response-content-language',
  contentType: 'response-content-type',
  expires: 'response-expires',
};

/** The encoded parameters beside those of the signature; undefined where there are none. */
export function parametersOf(method: PresignMethod, options: PresignOptions): [string, string][] | undefined {
  const { versionId, multipart, response, query, contentSha256 } = options;
  if (!METHODS.includes(method)) throw new RangeError(`'method' must be GET, HEAD, PUT, DELETE or POST, got ${show(method)}; pass one of them`);
  if (versionId === undefined && multipart === undefined && response === undefined && query === undefined) return none(method);

  const pairs: [string, string][] = [];
  if (versionId !== undefined) {
    if (method === 'PUT' || method === 'POST') throw new RangeError(`'versionId' cannot go with ${method}: an upload makes a version; leave it out`);
    pairs.push(['versionId', text('versionId', versionId)]);
  }
  if (multipart !== undefined) pairs.push(...multipartPairs(method, multipart));
  if (response !== undefined) pairs.push(...overridePairs(method, response));
  if (query !== undefined) pairs.push(...furtherPairs(query, contentSha256));
  if (pairs.length === 0) return none(method);
  const names = pairs.map(([name]) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new RangeError(`'query' holds ${show(twice)}, which another option sets as well; state it once`);
  return pairs;
}

function none(method: PresignMethod): undefined {
  if (method === 'POST') throw new RangeError("'method' POST is for multipart uploads; pass 'multipart', or use presignPost for a form");
}

const SIGNATURE_PARAMETER = /^x-amz-(?:algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256)$/i;

function furtherPairs(query: Readonly<Record<string, string>>, contentSha256: string | undefined): [string, string][] {
  return Object.entries(query).map(([name, value]) => {
    const said = name === 'X-Amz-Content-Sha256' && value === UNSIGNED_PAYLOAD && contentSha256 === undefined;
    if (name === '' || (SIGNATURE_PARAMETER.test(name) && !said)) {
      throw new RangeError(`'query' cannot hold ${show(name)}, which the signature sets itself; leave it out`);
    }
    if (/-customer-key$/i.test(name)) throw new RangeError(`'query' cannot hold ${show(name)}, since URLs are logged and shared; pass the encryption key in 'headers'`);
    return [text('query', name), text(`query.${name}`, value, true)];
  });
}

function multipartPairs(method: PresignMethod, multipart: 'create' | MultipartUpload): [string, string][] {
  if (multipart === 'create') {
    if (method !== 'POST') throw new RangeError(`'multipart' create needs the method POST, got ${method}; pass 'POST'`);
    return [['uploads', '']];
  }
  const { uploadId, partNumber } = multipart;
  const upload: [string, string] = ['uploadId', text('multipart.uploadId', uploadId)];
  if (partNumber === undefined) {
    if (method !== 'POST' && method !== 'DELETE' && method !== 'GET') {
      throw new RangeError(`'multipart' without a part needs POST (complete), DELETE (abort) or GET (list), got ${method}; pass 'partNumber' to upload one`);
    }
    return [upload];
  }
  if (method !== 'PUT') throw new RangeError(`'multipart.partNumber' needs the method PUT, got ${method}; pass 'PUT', or leave the part out`);
  if (!(Number.isInteger(partNumber) && partNumber >= 1 && partNumber <= 10_000)) {
    throw new RangeError(`'multipart.partNumber' must be a whole number from 1 to 10000, got ${show(partNumber)}; pass the number of the part`);
  }
  return [['partNumber', String(partNumber)], upload];
}

function overridePairs(method: PresignMethod, response: ResponseOverrides): [string, string][] {
  if (method !== 'GET' && method !== 'HEAD') throw new RangeError(`'response' is for GET and HEAD, got ${method}; leave it out`);
  return Object.entries(response).filter(([, value]) => value !== undefined).map(([option, value]: [string, unknown]) => {
    const name = Object.hasOwn(OVERRIDES, option) ? OVERRIDES[option as keyof ResponseOverrides] : undefined;
    if (name === undefined) throw new RangeError(`'response.${option}' is unknown; use one of ${Object.keys(OVERRIDES).join(', ')}`);
    if (option !== 'expires') return [name, text(`response.${option}`, value)];
    if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw new RangeError("'response.expires' must be a valid Date; pass one, or leave it out");
    return [name, uriEncode(value.toUTCString())];
  });
}

/** Text, encoded. */
function text(name: string, value: unknown, empty = false): string {
  if (typeof value !== 'string' || (value === '' && !empty)) throw new RangeError(`'${name}' must be ${empty ? '' : 'non-empty '}text, got ${show(value)}; pass it as it is, not encoded`);
  try {
    return uriEncode(value);
  } catch {
    throw new RangeError(`'${name}' has half of a surrogate pair, which has no UTF-8 form; correct the text`);
  }
}
