/** A piece of the input that should be one event, or the reason why none can be read from it. */
export type JsonItem =
  | { readonly ok: true; readonly value: unknown; readonly text: string }
  | { readonly ok: false; readonly reason: string; readonly text: string };

export interface JsonLimits {
  /** Characters of one event at most. */
  readonly size: number;
  /** Levels of nesting of one event at most. */
  readonly depth: number;
}

/** CloudTrail writes events of 256 KB at most, of 1 MB into event data stores. */
export const JSON_LIMITS: JsonLimits = { size: 2 ** 21, depth: 100 };

/** Members whose arrays hold events: log files, `aws cloudtrail lookup-events`, CloudWatch Logs. */
const LISTS: ReadonlySet<string> = new Set(['Records', 'Events', 'logEvents']);
const LONGEST_NAME = 9;
/** Lists inside lists at most; a list below them is read as one event. */
const LIST_DEPTH = 8;
/** Characters kept of what is too large to be an event. */
const KEPT = 65_536;

const [QUOTE, BACKSLASH, OPEN, CLOSE, ARRAY, END, COLON, COMMA, NEWLINE] = [34, 92, 123, 125, 91, 93, 58, 44, 10];

/**
 * Takes JSON apart as it comes: log files (`{"Records": [...]}`), arrays, JSON lines, and values one after the other. Linear in time; never
 * holds more than one event. What is broken ends where its braces do, or at a brace that cannot stand where it stands: there the next one begins.
 */
export class JsonItems {
  /** The lists around this place: those of an envelope, whose brace is still open, and plain ones. */
  private readonly lists: ('envelope' | 'plain')[] = [];
  /** Open brackets of this item, and how many more there are than are kept. */
  private readonly open: number[] = [];
  private deeper = 0;
  private inItem = false;
  /** It begins with no bracket, so it ends at the comma or the line. */
  private loose = false;
  /** What follows the list of an envelope: nobody's event. */
  private tail = false;
  private inString = false;
  private escaped = false;
  /** The last string directly in the item, as far as it may be the name of a list. */
  private name = '';
  /** The last character that is no space. */
  private last = 0;
  private parts: string[] = [];
  private size = 0;
  private problem: string | undefined;

  constructor(private readonly limits: JsonLimits = JSON_LIMITS) {}

  /** The items that end in this piece of text. */
  public *push(text: string): Generator<JsonItem> {
    let from = 0;
    let nameFrom = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (this.inString) {
        if (this.escaped) {this.escaped = false;} else if (code === BACKSLASH) {this.escaped = true;} else if (code === QUOTE) {
          this.inString = false;
          this.last = QUOTE;
          if (this.open.length === 1) this.name = this.named(text, nameFrom, i);
        } else if (code === NEWLINE) {
          this.problem ??= 'a string in it does not end';
          this.inString = false;
          if (this.lists.length === 0) { yield* this.finish(text, from, i); from = i; }
        }
      } else if (code === 32 || code === 9 || code === 13) {
        continue;
      } else if (code === NEWLINE) {
        if (this.inItem && this.open.length === 0 && this.lists.length === 0) { yield* this.finish(text, from, i); from = i; }
      } else {
        if (this.inItem && code === OPEN && !this.mayOpen()) {
          this.problem ??= 'its braces do not close';
          yield* this.finish(text, from, i);
        }
        if (!this.inItem) {
          from = i;
          if (this.between(code)) continue;
          this.inItem = true;
          this.loose = ![OPEN, CLOSE, ARRAY, END].includes(code);
        }
        if (code === QUOTE) {
          this.inString = true;
          this.name = '';
          nameFrom = i + 1;
        } else if (code === ARRAY && this.opensList()) {
          yield* this.enter();
          continue;
        } else if (code === OPEN || code === ARRAY) {
          this.deepen(code);
        } else if (code === CLOSE || code === END) {
          if (this.deeper > 0) {this.deeper--;} else if (this.open.pop() === undefined && code === END && this.lists.length > 0) { // it ends the list, and what stands before it
            yield* this.finish(text, from, i);
            from = i--;
            continue;
          } else if (this.open.length === 0 && !this.loose) {
            yield* this.finish(text, from, i + 1);
            from = i + 1;
            continue;
          }
        } else if (code === COMMA && this.open.length === 0 && this.lists.length > 0) {
          yield* this.finish(text, from, i);
          from = i + 1;
          continue;
        }
        this.last = code;
      }
    }
    if (this.inString) this.name = this.named(text, nameFrom, text.length);
    if (this.inItem) this.keep(text.slice(from));
  }

  /** What is left at the end of the input. */
  public *end(): Generator<JsonItem> {
    if (this.inItem && this.tail) {yield { ok: false, reason: 'the input ends in the middle of an envelope', text: this.parts.join('') };} else if (this.inItem) {
      if (this.open.length > 0 || this.inString) this.problem ??= 'the input ends in the middle of it';
      yield* this.finish('', 0, 0);
    }
    if (this.lists.length > 0) yield { ok: false, reason: 'the input ends before its list of events does', text: '' };
    this.lists.length = 0;
    this.reset();
  }

  /** Takes what may stand between items; false where an item begins. */
  private between(code: number): boolean {
    if (code === COMMA) return true;
    if (code === ARRAY && this.lists.length < LIST_DEPTH) {
      this.lists.push('plain');
      return true;
    }
    if (code !== END || this.lists.length === 0) return false;
    if (this.lists.pop() === 'envelope') {
      this.inItem = this.tail = true;
      this.open.push(OPEN);
      this.last = END;
    }
    return true;
  }

  /** Whether an object may begin here, inside an item. */
  private mayOpen(): boolean {
    if (this.deeper > 0) return true;
    const around = this.open[this.open.length - 1];
    if (around === undefined) return this.lists.length === 0;
    return around === OPEN ? this.last === COLON : this.last === ARRAY || this.last === COMMA;
  }

  private opensList(): boolean {
    return this.open.length === 1 && this.open[0] === OPEN && this.last === COLON && LISTS.has(this.name) && this.lists.length < LIST_DEPTH;
  }

  private *enter(): Generator<JsonItem> {
    if (this.problem !== undefined) yield { ok: false, reason: this.problem, text: this.parts.join('') };
    this.reset();
    this.lists.push('envelope');
  }

  private deepen(code: number): void {
    if (this.open.length < this.limits.depth) {this.open.push(code);} else {
      this.problem ??= `it is nested deeper than ${this.limits.depth} levels`;
      this.deeper++;
    }
  }

  private named(text: string, from: number, to: number): string {
    return to - from + this.name.length > LONGEST_NAME ? ' '.repeat(LONGEST_NAME + 1) : this.name + text.slice(from, to);
  }

  private keep(text: string): void {
    this.size += text.length;
    if (this.size > this.limits.size) this.problem ??= `it is longer than ${this.limits.size} characters`;
    const room = this.size > this.limits.size ? KEPT - (this.size - text.length) : text.length;
    if (room > 0) this.parts.push(text.slice(0, room));
  }

  private *finish(text: string, from: number, to: number): Generator<JsonItem> {
    this.keep(text.slice(from, to));
    const { problem, tail } = this;
    const whole = this.parts.join('');
    this.reset();
    if (problem !== undefined) yield { ok: false, reason: problem, text: whole };
    else if (!tail) yield parsed(whole);
  }

  private reset(): void {
    this.inItem = this.loose = this.tail = this.inString = this.escaped = false;
    this.open.length = this.deeper = this.size = this.last = 0;
    this.parts = [];
    this.problem = undefined;
    this.name = '';
  }
}

function parsed(text: string): JsonItem {
  try {
    return { ok: true, value: JSON.parse(text) as unknown, text };
  } catch {
    return { ok: false, reason: 'it is no JSON', text };
  }
}
