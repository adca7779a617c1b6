import { createReadStream } from 'node:fs';
import { Problem, systemProblem } from './problem';

/** What a file should be. */
export interface Kind {
  /** Bytes at most. */
  readonly limit: number;
  readonly tooLarge: string;
  /** What to pass. */
  readonly pass: string;
}

/** CloudFormation accepts 1 MB; a template that is some times larger may still be worth a look, anything else is no template. */
const TEMPLATE: Kind = {
  limit: 10_000_000,
  tooLarge: 'and no template is; pass a CloudFormation template',
  pass: 'pass a CloudFormation template in JSON or YAML',
};

/** The text of a file, which may be a pipe. */
export async function readText(name: string, path: string, kind: Kind = TEMPLATE): Promise<string> {
  try {
    return await decode(name, createReadStream(path), kind);
  } catch (error) {
    throw error instanceof Problem ? error : new Problem(`cannot read '${name}': ${systemProblem(error)}`);
  }
}

/** The text of a stream of UTF-8. */
export async function decode(name: string, stream: AsyncIterable<Uint8Array | string>, { limit, tooLarge, pass }: Kind = TEMPLATE): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk as Uint8Array));
    size += chunk.length;
    if (size > limit) throw new Problem(`'${name}' is larger than ${limit / 1e6} MB, ${tooLarge}`);
  }
  const text = utf8(Buffer.concat(chunks));
  if (text === undefined) throw new Problem(`'${name}' is not UTF-8 text; ${pass}`);
  if (text.trim() === '') throw new Problem(`'${name}' is empty; ${pass}`);
  return text;
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return bytes.includes(0) ? undefined : new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
