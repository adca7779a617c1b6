import type { Clock } from './audit-clock';
import type { AsffFinding } from '../../evidence';
import type { Framework } from '../../frameworks/framework';
import type { Exception } from '../../posture/declarations';
import type { Port } from '../../posture/live/port';

/** One invocation's share of a run. All of a run have the same name and the same moment, and so the same findings. */
export interface Task {
  /** Names the run. */
  readonly run: string;
  /** When the run began, as ISO 8601. */
  readonly at: string;
  /** Names of buckets. @default - all of the account */
  readonly buckets?: readonly string[];
  /** What buckets are let off, by their names. @default - nothing */
  readonly exceptions?: Readonly<Record<string, readonly Omit<Exception, 'at'>[]>>;
  /** How many invocations came before. */
  readonly hop: number;
  /** The last bucket that an earlier invocation judged; the rest come after it. Only where there is no store. */
  readonly after?: string;
  /** How many portions were judged and sent. Set once all buckets are read. */
  readonly portions?: number;
  /** Buckets that nobody had the time to read. @default 0 */
  readonly left?: number;
  /** Findings that Security Hub refused so far. */
  readonly refused?: number;
}

export interface Settings {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly frameworks: readonly Framework[];
  readonly concurrency: number;
  readonly handOvers: number;
}

/** What Security Hub says of a batch. */
export interface ImportAnswer {
  readonly FailedCount?: number;
  readonly FailedFindings?: readonly { readonly Id?: string; readonly ErrorCode?: string; readonly ErrorMessage?: string }[];
}

/** Keeps reports, and what the invocations of a run leave to each other. */
export interface Store {
  put(key: string, body: string | Uint8Array, type: string): Promise<void>;
  /** Undefined where there is none. */
  get(key: string): Promise<Uint8Array | undefined>;
}

/** All that a run touches. */
export interface World {
  readonly port: Port;
  readonly clock: Clock;
  /** Milliseconds that are left to this invocation. */
  readonly remaining: () => number;
  /** Sends one batch to Security Hub. @default - nobody gets findings */
  readonly send?: (findings: readonly AsffFinding[]) => Promise<ImportAnswer>;
  /** @default - no reports, and nothing is kept between invocations */
  readonly store?: Store;
  /** Begins the next invocation. */
  readonly handOn: (task: Task) => Promise<void>;
  /** One line of the log: counts only. */
  readonly log: (entry: Readonly<Record<string, unknown>>) => void;
}

/** Milliseconds to end an invocation in: to keep what was read, and to begin the next. */
export const SPARE = 60_000;
