import { ACCOUNT, fakeClock, fakePort, type Fault } from './audit-ports';
import type { AsffFinding } from '../../src/evidence';
import { BASELINE } from '../../src/frameworks';
import { scheduledAudit } from '../../src/runtime/parts/scheduled-run';
import type { ImportAnswer, Settings, Task, World } from '../../src/runtime/parts/scheduled-world';

/** Security Hub as its guide tells of it: what has the same id is taken where it is newer, and what is suppressed stays as it is. */
export function fakeHub(refuse: (finding: AsffFinding, nth: number) => string | undefined = () => undefined) {
  const findings = new Map<string, AsffFinding>();
  const batches: number[] = [];
  const times = new Map<string, number>();
  const send = async (batch: readonly AsffFinding[]): Promise<ImportAnswer> => {
    batches.push(batch.length);
    const FailedFindings = batch.flatMap((finding) => {
      const nth = times.get(finding.Id) ?? 0;
      times.set(finding.Id, nth + 1);
      const code = refuse(finding, nth);
      if (code !== undefined) return [{ Id: finding.Id, ErrorCode: code, ErrorMessage: code }];
      const there = findings.get(finding.Id);
      if (!there || (finding.UpdatedAt > there.UpdatedAt && !there.Workflow)) findings.set(finding.Id, finding);
      return [];
    });
    return { FailedCount: FailedFindings.length, FailedFindings };
  };
  return { findings, batches, send };
}

export function fakeStore() {
  const objects = new Map<string, Uint8Array>();
  return {
    objects,
    text: (key: string) => Buffer.from(objects.get(key) ?? []).toString('utf8'),
    async put(key: string, body: string | Uint8Array) { objects.set(key, Buffer.from(body)); },
    async get(key: string) { return objects.get(key); },
  };
}

export const SETTINGS: Settings = { account: ACCOUNT, region: 'eu-central-1', partition: 'aws', frameworks: [BASELINE], concurrency: 2, handOvers: 12 };

export const TASK: Task = { run: 'run-1', at: '2026-11-26T03:00:00.000Z', hop: 0 };

interface Given {
  readonly names: readonly string[];
  readonly fault?: Fault;
  readonly task?: Partial<Task>;
  readonly settings?: Partial<Settings>;
  readonly hub?: ReturnType<typeof fakeHub>;
  readonly store?: ReturnType<typeof fakeStore>;
  /** Milliseconds that an invocation has, of which each question takes 1,000, and each batch of findings 20,000. @default - more than enough */
  readonly time?: number;
}

/** Runs an audit to its end, one invocation after the other. */
export async function runAudit({ names, fault, task, settings, hub = fakeHub(), store, time = Infinity }: Given) {
  const log: Record<string, unknown>[] = [];
  const tasks: Task[] = [{ ...TASK, ...task }];
  let error: Error | undefined;
  for (let i = 0; i < tasks.length; i++) {
    const { port, asked } = fakePort(names, fault);
    const before = hub.batches.length;
    const spent = () => asked.length * 1_000 + (hub.batches.length - before) * 20_000;
    const world: World = {
      port,
      clock: fakeClock(),
      remaining: () => time - spent(),
      send: hub.send,
      ...store && { store },
      handOn: async (next) => { tasks.push(JSON.parse(JSON.stringify(next)) as Task); },
      log: entry => log.push(entry),
    };
    await scheduledAudit(tasks[i], { ...SETTINGS, ...settings }, world).catch((thrown: Error) => { error = thrown; });
  }
  return { log, tasks, error, findings: hub.findings };
}
