import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Aws } from '../../src/cli/aws';
import { run } from '../../src/cli/main';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface World {
  readonly stdin?: string | Buffer | AsyncIterable<string>;
  readonly env?: Record<string, string>;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly stderrIsTTY?: boolean;
  readonly stderrColumns?: number;
  readonly now?: () => number;
  /** @default - whoever asks AWS fails */
  readonly aws?: () => Promise<Aws>;
}

/** An empty directory that is gone after the tests of the file. */
export function workDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'cdk-s3-compliance-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Writes files below a directory: text as it is, everything else as JSON. */
export function files(directory: string, contents: Record<string, unknown>): void {
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content, null, 2));
  }
}

/** Runs the command line in a directory, as a shell would. */
export async function shell(cwd: string, argv: readonly string[], { stdin, env = {}, isTTY = false, ...rest }: World = {}): Promise<Ran> {
  const written = { out: '', err: '' };
  const code = await run(argv, {
    stdout: { write: text => { written.out += text; } },
    stderr: { write: text => { written.err += text; } },
    stdin: typeof stdin === 'object' && Symbol.asyncIterator in stdin ? stdin : (async function* () { if (stdin !== undefined) yield stdin; })(),
    env,
    isTTY,
    aws: async () => { throw new Error('tests do not ask AWS'); },
    ...rest,
    cwd,
  });
  return { code, ...written };
}

/** A template with buckets of these properties. */
export const buckets = (properties: Record<string, object>): object => ({
  Resources: Object.fromEntries(Object.entries(properties).map(([id, Properties]) => [id, { Type: 'AWS::S3::Bucket', Properties }])),
});
