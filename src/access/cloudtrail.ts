import type { AccessRecord } from './access-record';
import { type CloudTrailEvent, eventOf, isS3 } from './cloudtrail-event';
import { JSON_LIMITS, type JsonItem, JsonItems } from './cloudtrail-json';
import { recordOf } from './cloudtrail-record';

export type { CloudTrailEvent } from './cloudtrail-event';
export type { CloudTrailIdentity } from './cloudtrail-identity';

/** An event of S3. */
export interface S3Event {
  readonly ok: true;
  /** Its number in the source, from 1 on; other services' events and bad ones count. */
  readonly number: number;
  readonly event: CloudTrailEvent;
  readonly record: AccessRecord;
}

/** What should be an event and cannot be read as one. It is kept as it came. */
export interface BadEvent {
  readonly ok: false;
  readonly number: number;
  /** Its text, or the first 65536 characters of one that is too large. */
  readonly text: string;
  /** What is wrong, in a clause. */
  readonly why: string;
}

export interface CloudTrailOptions {
  /** Longest event, in UTF-16 units. A longer one is a `BadEvent`. @default 2097152 (2 Mi) */
  readonly maxEventLength?: number;
  /** Deepest nesting of an event, in levels. A deeper one is a `BadEvent`. @default 100 */
  readonly maxDepth?: number;
}

/** What was read in all. */
export interface CloudTrailCounts {
  /** Events of S3. */
  readonly read: number;
  /** Events of other services, which are left out. */
  readonly otherServices: number;
  readonly bad: number;
}

/** Reads pieces of text that follow each other. */
export class CloudTrailReader {
  private readonly items: JsonItems;
  private number = 0;
  private readonly tally = { read: 0, otherServices: 0, bad: 0 };

  /** @throws RangeError where a limit is not a whole number from 1 on */
  constructor(options: CloudTrailOptions = {}) {
    this.items = new JsonItems({
      size: whole('maxEventLength', options.maxEventLength ?? JSON_LIMITS.size),
      depth: whole('maxDepth', options.maxDepth ?? JSON_LIMITS.depth),
    });
  }

  public *push(text: string): Generator<S3Event | BadEvent> {
    for (const item of this.items.push(text)) yield* this.read(item);
  }

  public *end(): Generator<S3Event | BadEvent> {
    for (const item of this.items.end()) yield* this.read(item);
  }

  /** An event that was read from JSON elsewhere. */
  public *value(value: unknown): Generator<S3Event | BadEvent> {
    yield* this.read({ ok: true, value, text: '' });
  }

  /** Something that is wrong with the input as a whole. */
  public bad(why: string, text = ''): BadEvent {
    this.tally.bad++;
    return { ok: false, number: ++this.number, text, why };
  }

  public counts(): CloudTrailCounts {
    return { ...this.tally };
  }

  private *read(item: JsonItem): Generator<S3Event | BadEvent> {
    if (!item.ok) {
      yield this.bad(item.reason, item.text);
      return;
    }
    const event = eventOf(item.value);
    if (typeof event === 'string') {
      yield this.bad(event, item.text || JSON.stringify(item.value)?.slice(0, 65_536));
      return;
    }
    this.number++;
    if (!isS3(event.source)) {
      this.tally.otherServices++;
      return;
    }
    this.tally.read++;
    yield { ok: true, number: this.number, event, record: recordOf(event, this.number) };
  }
}

function whole(name: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`'${name}' must be a whole number from 1 on, got ${value}`);
  return value;
}
