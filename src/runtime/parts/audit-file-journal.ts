import { createReadStream } from 'node:fs';
import { appendFile, type FileHandle, open } from 'node:fs/promises';
import { type Entry, type Journal } from './audit-journal';

/** Bytes of one line at most: a recording has some 10 KB, with long policies some 100. */
const LONGEST_LINE = 64_000_000;

/**
 * A journal in a file: JSON Lines, one write a line, mode 0600, since it holds the policies and the tags of buckets.
 *
 * What was appended outlives the end of the process, `kill -9` included. It is not flushed to the disk line by line: a machine that loses power may
 * lose the last lines, and the audit then asks for those buckets again. A last line that is torn is dropped, and cut off before the next one.
 *
 * @throws RangeError while reading, naming the line, where another line is no JSON
 */
export function fileJournal(path: string, name: string = path): Journal {
  let last: Promise<unknown> | undefined;
  return {
    name,
    read: () => entriesIn(path, name),
    append(entry) {
      const line = Buffer.from(`${JSON.stringify(entry)}\n`);
      const next = (last ?? cutTorn(path)).then(() => appendFile(path, line, { mode: 0o600 }));
      last = next;
      return next;
    },
  };
}

/** Cuts off what follows the last line break. */
async function cutTorn(path: string): Promise<void> {
  const file = await open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (!file) return;
  try {
    const { size } = await file.stat();
    const end = await afterLastBreak(file, size);
    if (end < size) await file.truncate(end);
  } finally {
    await file.close();
  }
}

async function afterLastBreak(file: FileHandle, size: number): Promise<number> {
  const chunk = Buffer.alloc(65_536);
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - chunk.length);
    const { bytesRead } = await file.read(chunk, 0, end - start, start);
    const at = chunk.subarray(0, bytesRead).lastIndexOf(0x0a);
    if (at >= 0) return start + at + 1;
    end = start;
  }
  return 0;
}

async function* entriesIn(path: string, name: string): AsyncGenerator<Entry> {
  let number = 0;
  for await (const line of linesOf(path, name)) {
    number++;
    yield entryIn(line, name, number);
  }
}

function entryIn(line: string, name: string, number: number): Entry {
  try {
    const entry: unknown = JSON.parse(line);
    if (typeof entry === 'object' && entry !== null && typeof (entry as Entry).schema === 'string') return entry as Entry;
  } catch { /* said below */ }
  throw new RangeError(`line ${number} of '${name}' is no entry of a journal; delete the line, and its bucket is asked again`);
}

/** The lines that end with a line break. */
async function* linesOf(path: string, name: string): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      let start = 0;
      for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, start)) {
        yield Buffer.concat([...parts, chunk.subarray(start, at)]).toString('utf8');
        [parts, size, start] = [[], 0, at + 1];
      }
      parts.push(chunk.subarray(start));
      size += chunk.length - start;
      if (size > LONGEST_LINE) throw new RangeError(`'${name}' has a line of more than ${LONGEST_LINE / 1e6} MB, so it is no journal; name another file`);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
