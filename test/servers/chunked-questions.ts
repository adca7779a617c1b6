import type { Question } from './questions';
import { alice, REGION } from './radosgw';
import type { Sent } from './raw';
import { altered } from './tamper';
import type { World } from './world';
import { signHeaders } from '../../src/runtime/sign';
import { chunkedHeaders, type ChunkOptions, signChunks } from '../../src/runtime/sign-chunks';
import { signingKey } from '../../src/runtime/signature';

const CHUNK = 8192;
/** Two chunks and a bit. */
const CONTENT = 'the quick brown fox jumps over the lazy dog. '.repeat(400).slice(0, 2 * CHUNK + 100);

interface Chunked {
  readonly options?: ChunkOptions;
  readonly headers?: Readonly<Record<string, string>>;
  /** What comes of the pieces on the way: one a chunk, and the end. */
  readonly change?: (pieces: readonly string[]) => readonly string[];
}

async function chunked({ gateway }: World, { options = {}, headers = {}, change }: Chunked): Promise<Sent> {
  const all = { ...chunkedHeaders(CONTENT.length, { chunkSize: CHUNK, ...options }), ...headers };
  const host = gateway.http.slice('http://'.length);
  const { 'x-amz-content-sha256': payloadHash, ...others } = all;
  const head = signHeaders({ method: 'PUT', host, path: '/plain/chunked', headers: others }, { credentials: alice, region: REGION, payloadHash });
  const pieces: string[] = [];
  const chain = { key: signingKey(alice.secretAccessKey, head.scope), scope: head.scope, time: head.time, seedSignature: head.signature };
  for await (const piece of signChunks(Buffer.from(CONTENT), { ...chain, chunkSize: CHUNK, ...options })) pieces.push(Buffer.from(piece).toString('latin1'));
  const body = Buffer.from((change?.(pieces) ?? pieces).join(''), 'latin1');
  return { method: 'PUT', url: `${gateway.http}/plain/chunked`, headers: { ...head.headers, 'content-length': `${body.length}` }, body };
}

/** A body that comes in signed chunks, and what happens to them on the way. */
export async function chunkedQuestions(world: World): Promise<Question[]> {
  const questions: readonly (readonly [string, Chunked])[] = [
    ['signed chunks', {}],
    ['one large chunk', { options: { chunkSize: 65_536 } }],
    ['signed chunks and a signed trailer', { options: { trailer: 'CRC32' } }],
    ['another byte in the first chunk', { change: ([a, b, ...rest]) => [a.replace('quick', 'quiet'), b, ...rest] }],
    ['another byte in the last chunk', { change: ([a, b, c, end]) => [a, b, c.replace('lazy', 'busy'), end] }],
    ['another signature of the first chunk', { change: ([a, ...rest]) => [a.replace(/signature=\w+/, altered), ...rest] }],
    ['another signature at the end', { change: pieces => [...pieces.slice(0, -1), pieces.at(-1)!.replace(/signature=\w+/, altered)] }],
    ['chunks in another order', { change: ([a, b, ...rest]) => [b, a, ...rest] }],
    ['a chunk left out', { change: ([a, , ...rest]) => [a, ...rest] }],
    ['a chunk twice', { change: ([a, ...rest]) => [a, a, ...rest] }],
    ['no end', { change: pieces => pieces.slice(0, -1) }],
    ['nothing but the end', { change: pieces => pieces.slice(-1) }],
    ['something behind the end', { change: pieces => [...pieces, 'more'] }],
    ['another decoded length', { headers: { 'x-amz-decoded-content-length': `${CONTENT.length - 1}` } }],
    ['no chunks at all', { change: () => [CONTENT] }],
  ];
  return Promise.all(questions.map(async ([name, asked]) => ({ group: 'in chunks', name: `chunks: ${name}`, request: await chunked(world, asked) })));
}
