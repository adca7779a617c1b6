import { isThrottling, isTransient, codeOf } from './audit-transient';
import type { ImportAnswer, World } from './scheduled-world';
import { ASFF, type AsffFinding } from '../../evidence';

export interface Imported {
  readonly sent: number;
  /** What Security Hub refused for good, one for each finding. */
  readonly refused: readonly { readonly id: string; readonly code: string }[];
}

const ATTEMPTS = 6;

/** Milliseconds between two batches: Security Hub takes 10 calls a second of an account. */
const PACE = 100;

/**
 * Sends findings in batches as large as Security Hub takes. What it refuses of a batch is sent again, in the end one by one, and counted where it
 * is refused still; a call that fails is sent again after a while.
 *
 * @throws what the call throws where it is not of a kind that passes, or does not pass
 */
export async function importFindings(findings: readonly AsffFinding[], { send, clock }: Pick<World, 'send' | 'clock'>): Promise<Imported> {
  if (!send) return { sent: 0, refused: [] };
  const refused: { readonly id: string; readonly code: string }[] = [];
  let sent = 0;
  for (const batch of batchesOf(findings)) {
    let left: readonly AsffFinding[] = batch;
    let why = new Map<string, string>();
    for (let attempt = 1; left.length > 0 && attempt <= 3; attempt++) {
      if (attempt > 1) await clock.sleep(clock.random() * 1_000 * attempt);
      why = failures(left, await patiently(() => send(left), clock));
      left = left.filter(finding => why.has(finding.Id));
    }
    sent += batch.length - left.length;
    refused.push(...left.map(({ Id }) => ({ id: Id, code: why.get(Id)! })));
    await clock.sleep(PACE);
  }
  return { sent, refused };
}

/** At most as many findings, and as many bytes, as one call may have. */
export function batchesOf(findings: readonly AsffFinding[]): readonly (readonly AsffFinding[])[] {
  const batches: AsffFinding[][] = [];
  let bytes = Infinity;
  for (const finding of findings) {
    const size = Buffer.byteLength(JSON.stringify(finding)) + 1;
    const last = batches[batches.length - 1];
    if (last !== undefined && last.length < ASFF.batch && bytes + size <= ASFF.batchBytes) {
      last.push(finding);
      bytes += size;
    } else {
      batches.push([finding]);
      bytes = size;
    }
  }
  return batches;
}

/** The findings of a batch that failed, and why. A count without names means that any of them may have. */
function failures(batch: readonly AsffFinding[], { FailedCount = 0, FailedFindings = [] }: ImportAnswer): Map<string, string> {
  const named = new Map(FailedFindings.map(({ Id = '', ErrorCode = 'Unknown' }) => [Id, ErrorCode]));
  const known = batch.filter(({ Id }) => named.has(Id));
  return FailedCount > known.length ? new Map(batch.map(({ Id }) => [Id, named.get(Id) ?? 'NotNamed'])) : named;
}

async function patiently<T>(work: () => Promise<T>, clock: World['clock']): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const code = codeOf(error);
      const passes = isThrottling(code) || isTransient(code) || code.code === 'InternalException' || code.code === 'LimitExceededException';
      if (!passes || attempt >= ATTEMPTS) throw error;
      await clock.sleep(clock.random() * Math.min(20_000, 500 * 2 ** attempt));
    }
  }
}
