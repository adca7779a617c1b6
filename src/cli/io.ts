import type { Aws } from './aws';

/** The world as the command line sees it, so that tests can give it another one. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** @default - no input */
  readonly stdin?: AsyncIterable<Uint8Array | string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether stdout is a terminal. */
  readonly isTTY: boolean;
  /** How wide it is. */
  readonly columns?: number;
  /** Whether stderr is a terminal. @default false */
  readonly stderrIsTTY?: boolean;
  readonly stderrColumns?: number;
  readonly cwd: string;
  /** Milliseconds of a clock that tells how long work takes. @default Date.now */
  readonly now?: () => number;
  /** The way to AWS. @default - the adapter over its SDK, loaded where a command needs it */
  readonly aws?: () => Promise<Aws>;
}

export interface Output {
  write(text: string): unknown;
}

/** The io of this process. A reader that goes away (`| head`) is no error: what is left is written to nobody. */
export function processIo(): Io {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  const { stdout, stderr, stdin, env } = process;
  return {
    stdout,
    stderr,
    stdin,
    env,
    isTTY: stdout.isTTY === true,
    columns: stdout.columns,
    stderrIsTTY: stderr.isTTY === true,
    stderrColumns: stderr.columns,
    cwd: process.cwd(),
  };
}

/** FORCE_COLOR decides where it is set, then NO_COLOR (https://no-color.org), then whether somebody is looking. */
export function wantsColor({ env, isTTY }: Io): boolean {
  if (env.FORCE_COLOR !== undefined) return !['0', 'false'].includes(env.FORCE_COLOR);
  return isTTY && !env.NO_COLOR && env.TERM !== 'dumb';
}
