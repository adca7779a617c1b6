import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { VerifiedRequest } from '../../src/runtime/handler';

interface Stored {
  readonly content: Buffer;
  readonly type: string;
  readonly etag: string;
  readonly at: Date;
}

/** As much of S3 as its clients need to put, get, head, list, delete and to upload in parts. It trusts whoever calls it. */
export interface Store {
  /** By `bucket/key`. */
  readonly objects: Map<string, Stored>;
  /** Answers one request that was verified. */
  answer(request: IncomingMessage, response: ServerResponse, verified: VerifiedRequest): Promise<void>;
}

const md5 = (content: Uint8Array): string => createHash('md5').update(content).digest('hex');
const xml = (name: string, inner: string): string => `<?xml version="1.0" encoding="UTF-8"?><${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner}</${name}>`;
const escaped = (text: string): string => text.replace(/[&<>]/g, c => `&#${c.charCodeAt(0)};`);

export function createStore(): Store {
  const objects = new Map<string, Stored>();
  const uploads = new Map<string, Map<number, Buffer>>();
  const put = (name: string, content: Buffer, type = 'binary/octet-stream', etag = md5(content)): Stored => {
    const stored = { content, type, etag: `"${etag}"`, at: new Date() };
    objects.set(name, stored);
    return stored;
  };

  function list(response: ServerResponse, bucket: string, query: URLSearchParams): void {
    const prefix = query.get('prefix') ?? '';
    const found = [...objects].filter(([name]) => name.startsWith(`${bucket}/${prefix}`)).sort(([a], [b]) => a < b ? -1 : 1);
    const key = (name: string) => query.get('encoding-type') === 'url' ? encodeURIComponent(name) : escaped(name);
    const contents = found.map(([name, { content, etag, at }]) =>
      `<Contents><Key>${key(name.slice(bucket.length + 1))}</Key><LastModified>${at.toISOString()}</LastModified><ETag>${etag}</ETag><Size>${content.length}</Size><StorageClass>STANDARD</StorageClass></Contents>`);
    const encoding = query.has('encoding-type') ? '<EncodingType>url</EncodingType>' : '';
    say(response, 200, xml('ListBucketResult', `<Name>${bucket}</Name><Prefix>${key(prefix)}</Prefix><KeyCount>${found.length}</KeyCount><MaxKeys>1000</MaxKeys>${encoding}<IsTruncated>false</IsTruncated>${contents.join('')}`));
  }

  function get(request: IncomingMessage, response: ServerResponse, name: string): void {
    const stored = objects.get(name);
    if (stored === undefined) return say(response, 404, request.method === 'HEAD' ? '' : xml('Error', '<Code>NoSuchKey</Code><Message>no such key</Message>'));
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    const end = stored.content.length - 1;
    const [from, to] = range === null ? [0, end] : [Number(range[1]), Math.min(end, Number(range[2] || Infinity))];
    const headers = {
      'etag': stored.etag, 'content-type': stored.type, 'last-modified': stored.at.toUTCString(), 'accept-ranges': 'bytes', 'content-length': to - from + 1,
    };
    response.writeHead(range === null ? 200 : 206, { ...headers, ...range !== null && { 'content-range': `bytes ${from}-${to}/${end + 1}` } });
    response.end(request.method === 'HEAD' ? undefined : stored.content.subarray(from, to + 1));
  }

  return {
    objects,
    async answer(request, response, { method, path, query: text, body }) {
      const name = decodeURIComponent(path.slice(1));
      const bucket = name.split('/')[0];
      const query = new URLSearchParams(text);
      const parts: Uint8Array[] = [];
      for await (const part of body) parts.push(part);
      const content = Buffer.concat(parts);
      const upload = uploads.get(query.get('uploadId') ?? '');

      if (name === bucket || name === `${bucket}/`) {
        if (query.has('location')) return say(response, 200, xml('LocationConstraint', ''));
        return method === 'GET' ? list(response, bucket, query) : say(response, 200);
      }
      if (method === 'PUT' && upload !== undefined) {
        upload.set(Number(query.get('partNumber')), content);
        return say(response, 200, '', { etag: `"${md5(content)}"` });
      }
      if (method === 'PUT') return say(response, 200, '', { etag: put(name, content, request.headers['content-type']).etag });
      if (method === 'POST' && query.has('uploads')) {
        const id = randomUUID();
        uploads.set(id, new Map());
        return say(response, 200, xml('InitiateMultipartUploadResult', `<Bucket>${bucket}</Bucket><Key>${escaped(name.slice(bucket.length + 1))}</Key><UploadId>${id}</UploadId>`));
      }
      if (method === 'POST' && upload !== undefined) {
        const all = [...upload].sort(([a], [b]) => a - b).map(([, part]) => part);
        const { etag } = put(name, Buffer.concat(all), undefined, `${md5(Buffer.concat(all))}-${all.length}`);
        return say(response, 200, xml('CompleteMultipartUploadResult', `<Bucket>${bucket}</Bucket><Key>${escaped(name.slice(bucket.length + 1))}</Key><ETag>${escaped(etag)}</ETag>`));
      }
      if (method === 'DELETE') {
        objects.delete(name);
        return say(response, 204);
      }
      return get(request, response, name);
    },
  };
}

function say(response: ServerResponse, status: number, body = '', headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/xml', ...status !== 204 && { 'content-length': Buffer.byteLength(body) }, ...headers });
  response.end(body);
}
