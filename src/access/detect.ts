import type { AccessRecord } from './access-record';
import { CHANGE_ROWS } from './detect-changes';
import { Counters } from './detect-counters';
import { Groups, show, witness } from './detect-groups';
import { principalOf } from './detect-operations';
import { type DetectOptions, type Settings, settingsOf } from './detect-options';
import { REQUEST_ROWS } from './detect-requests';
import type { Judgement, RequestRow, Row, WindowRow } from './detect-row';
import { WINDOW_ROWS } from './detect-windows';
import type { Detections, RowSummary } from './detection';

/** Everything that is looked for: the one table. */
export const DETECTION_ROWS: readonly Row[] = [...REQUEST_ROWS, ...WINDOW_ROWS, ...CHANGE_ROWS];

interface Tally {
  found: number;
  judged: number;
  notJudged: number;
}

/** Looks at records one after the other; its memory does not grow beyond what the options say. */
export class Detector {
  private readonly settings: Settings;
  private readonly rows: readonly { readonly row: Row; readonly at: number; readonly tally: Tally }[];
  private readonly counters: Counters;
  private readonly groups: Groups;
  private readonly counts = { records: 0, judged: 0, notJudged: 0, ambiguous: 0, withoutTime: 0 };

  /** @throws RangeError naming an option that cannot be used */
  constructor(options: DetectOptions = {}) {
    this.settings = settingsOf(options, DETECTION_ROWS.map(row => row.id));
    const { only, networks } = this.settings;
    this.rows = DETECTION_ROWS.map((row, at) => ({ row, at, tally: { found: 0, judged: 0, notJudged: 0 } }))
      .filter(({ row: { id } }) => (only === undefined || only.has(id)) && (id !== 'outside-network' || networks));
    this.counters = new Counters(this.settings);
    this.groups = new Groups(this.settings);
  }

  public add(record: AccessRecord): void {
    const { counts } = this;
    counts.records++;
    if (record.ambiguous !== undefined) counts.ambiguous++;
    if (record.time === undefined) counts.withoutTime++;
    const requester = principalOf(record);
    let judged = false;
    for (const { row, at, tally } of this.rows) {
      const judgement = row.kind === 'request' ? this.judge(row, at, record, requester) : this.weigh(row, at, record, requester, tally);
      if (judgement === 'not-applicable') continue;
      if (judgement === 'unknown') {
        tally.notJudged++;
        continue;
      }
      judged = true;
      tally.judged++;
      if (judgement === 'found') tally.found++;
    }
    counts[judged ? 'judged' : 'notJudged']++;
  }

  public result(): Detections {
    const { counts, counters } = this;
    const rows = this.rows.map(({ row: { id, kind }, at, tally }): RowSummary => ({
      id, ...tally, ...kind === 'window' && { windowsGivenUp: counters.givenUpIn(at), late: counters.lateIn(at) },
    }));
    return { detections: this.groups.all(), counts: { ...counts }, rows, windowsAtMost: counters.keptAtMost() };
  }

  private judge(row: RequestRow, at: number, record: AccessRecord, requester: string): Judgement {
    const judgement = row.judge(record, this.settings);
    if (judgement === 'found') {
      const group = this.groups.of(row, at, requester, record.bucket);
      group.count++;
      witness(group, record, this.settings.examples);
    }
    return judgement === 'clear' ? unlessAmbiguous(record) : judgement;
  }

  private weigh(row: WindowRow, at: number, record: AccessRecord, requester: string, tally: Tally): Judgement {
    const weight = row.weigh(record);
    if (typeof weight === 'string') return weight;
    if (record.time === undefined || record.ambiguous?.includes('time') === true) return 'unknown';
    const threshold = this.settings[row.threshold];
    for (const window of this.counters.add(at, row, requester, record.time, weight, record.ambiguous !== undefined)) {
      if (window.amount < threshold) continue;
      const group = this.groups.of(row, at, requester);
      const reached = window.amount - weight.amount < threshold;
      if (reached) {
        group.windows++;
        tally.found++;
      }
      if (window.amount > group.count) {
        group.count = window.amount;
        group.atLeast = window.atLeast;
        group.ambiguous = window.ambiguous;
      }
      if (reached) show(group, record, this.settings.examples);
      group.first = Math.min(group.first ?? Infinity, window.start);
      group.last = Math.max(group.last ?? -Infinity, window.end);
    }
    return weight.atLeast ? 'unknown' : unlessAmbiguous(record);
  }
}

/** What can be read in two ways proves nothing good. */
const unlessAmbiguous = ({ ambiguous }: AccessRecord): Judgement => ambiguous === undefined ? 'clear' : 'unknown';
