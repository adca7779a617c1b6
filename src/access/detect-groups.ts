import type { AccessRecord } from './access-record';
import { letIn } from './detect-operations';
import type { Settings } from './detect-options';
import type { Row } from './detect-row';
import type { Detection } from './detection';
import { FRAMEWORKS } from '../frameworks';
import { requirementsFor } from '../frameworks/framework';

/** Detections while they grow: one a row, bucket and requester. */
export interface Group {
  readonly row: Row;
  readonly at: number;
  readonly bucket?: string;
  readonly requester?: string;
  readonly others: boolean;
  count: number;
  atLeast: boolean;
  refused: number;
  ambiguous: number;
  windows: number;
  first?: number;
  last?: number;
  readonly examples: AccessRecord[];
}

export class Groups {
  private readonly groups = new Map<string, Group>();

  constructor(private readonly settings: Settings) {}

  /** The group that a record belongs to. Beyond the most that are kept, all of a row are one. */
  public of(row: Row, at: number, requester: string, bucket?: string): Group {
    const key = JSON.stringify([at, bucket, requester]);
    const there = this.groups.get(key);
    if (there) return there;
    const others = this.groups.size >= this.settings.maxDetections;
    const rest = others ? this.groups.get(String(at)) : undefined;
    if (rest) return rest;
    const nothing = { count: 0, atLeast: false, refused: 0, ambiguous: 0, windows: 0 };
    const group: Group = { row, at, ...!others && { bucket, requester }, others, ...nothing, examples: [] };
    this.groups.set(others ? String(at) : key, group);
    return group;
  }

  /** In the order of severity, of the table, of buckets and of requesters. */
  public all(): readonly Detection[] {
    const by = (group: Group, detection: Detection) => [RANK[detection.severity], group.at, group.others ? 1 : 0, group.bucket ?? '', group.requester ?? ''] as const;
    return [...this.groups.values()].map(group => ({ group, detection: detectionOf(group, this.settings) }))
      .map(({ group, detection }) => ({ detection, order: by(group, detection) }))
      .sort((one, other) => compare(one.order, other.order)).map(({ detection }) => detection);
  }
}

const RANK = { high: 0, medium: 1, low: 2 } as const;

function compare(one: readonly (number | string)[], other: readonly (number | string)[]): number {
  const i = one.findIndex((value, at) => value !== other[at]);
  return i < 0 ? 0 : one[i] < other[i] ? -1 : 1;
}

/** Takes a record up as evidence. */
export function witness(group: Group, record: AccessRecord, most: number): void {
  if (letIn(record) === false) group.refused++;
  if (record.ambiguous !== undefined) group.ambiguous++;
  const { time } = record;
  if (time !== undefined) {
    group.first = Math.min(group.first ?? time, time);
    group.last = Math.max(group.last ?? time, time);
  }
  show(group, record, most);
}

/** Keeps the earliest records as examples. */
export function show({ examples }: Group, record: AccessRecord, most: number): void {
  if (examples.includes(record)) return; // Windows overlap.
  const after = examples.findIndex(example => earlier(record, example));
  if (after >= 0) examples.splice(after, 0, record);
  else if (examples.length < most) examples.push(record);
  if (examples.length > most) examples.pop();
}

const placeOf = ({ time = Infinity, file = '', number }: AccessRecord) => [time, file, number];

const earlier = (one: AccessRecord, other: AccessRecord): boolean => compare(placeOf(one), placeOf(other)) < 0;

function detectionOf(group: Group, settings: Settings): Detection {
  const { row, bucket, requester, others, count, atLeast, refused, ambiguous, windows, first, last, examples } = group;
  const unit = row.kind === 'window' ? row.unit : 'requests';
  const allRefused = row.kind === 'request' && refused === count;
  const outOfWindow = row.id === 'denied-burst' ? count : 0;
  return {
    id: row.id,
    severity: allRefused ? 'low' : row.severity,
    says: says(group, settings),
    ...bucket !== undefined && { bucket },
    ...requester !== undefined && { requester },
    ...others && { others },
    count,
    unit,
    ...atLeast && { atLeast },
    refused: row.kind === 'request' ? refused : outOfWindow,
    ambiguous,
    ...row.kind === 'window' && { windows, threshold: settings[row.threshold], window: settings[row.window] },
    ...first !== undefined && { first, last },
    checks: row.checks,
    requirements: requirementsOf(row, settings),
    examples,
  };
}

function says({ row, count, atLeast, refused, windows, others }: Group, settings: Settings): string {
  const more = others ? ', by requesters beyond the most that are told apart' : '';
  if (row.kind === 'window') {
    return `requests ${row.what}: ${atLeast ? 'at least ' : ''}${count} ${row.unit} within ${settings[row.window]} s, where ${settings[row.threshold]} count as many`
      + `${windows > 1 ? `, in ${windows} windows` : ''}${more}`;
  }
  const refusals = refused === 0 || row.id === 'anonymous-refused' ? '' : refused === count ? ', all refused by S3' : `, ${refused} of them refused by S3`;
  return `requests ${row.what}: ${count}${refusals}${more}`;
}

/** The requirements that the checks of a row support, as the frameworks have them now. */
export function requirementsOf({ checks }: Pick<Row, 'checks'>, { frameworks }: Pick<Settings, 'frameworks'>): Readonly<Record<string, readonly string[]>> {
  const asked = FRAMEWORKS.filter(framework => frameworks.has(framework.id));
  const all = asked.map(framework => [framework.id, [...new Set(checks.flatMap(check => requirementsFor(framework, check)))]] as const);
  return Object.fromEntries(all.filter(([, ids]) => ids.length > 0));
}
