import { randomUUID } from 'node:crypto';
import type { Sent } from './raw';

/** A form as a browser sends it: fields in their order, then the file. */
export interface Form {
  readonly url: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly file: { readonly name: string; readonly content: string; readonly contentType?: string };
  readonly ca?: string;
}

export function formRequest({ url, fields, file, ca }: Form): Sent {
  const boundary = `----${randomUUID()}`;
  const part = (head: string, content: string) => `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`;
  const type = file.contentType === undefined ? '' : `\r\nContent-Type: ${file.contentType}`;
  const body = `${fields.map(([name, value]) => part(`name="${name}"`, value)).join('')}${part(`name="file"; filename="${file.name}"${type}`, file.content)}--${boundary}--\r\n`;
  return { method: 'POST', url, headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': `${Buffer.byteLength(body)}` }, body, ca };
}
