import { momentOf } from './objects-facts';
import { decoded } from './objects-list';
import { show } from '../../sigv4/show';

/** One row of an inventory. A member is absent where the inventory has no such column, and empty where the row says nothing. */
export interface InventoryRow {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  readonly isLatest?: boolean;
  readonly isDeleteMarker?: boolean;
  /** Bytes. */
  readonly size?: number;
  /** Milliseconds since 1970. */
  readonly lastModified?: number;
  /** All columns as they stand, by the names of the manifest: `EncryptionStatus`, `ObjectLockMode`. */
  readonly columns: ReadonlyMap<string, string>;
}

/** What became of a row, with its number from 1. */
export type RowOutcome =
  | { readonly number: number; readonly row: InventoryRow; readonly bad?: undefined }
  | { readonly number: number; readonly bad: string };

/** Longer than any row: a key has at most 1,024 bytes, three times that when encoded, and an ACL 100 grants. */
const LONGEST = 262_144;

/**
 * Reads rows of CSV, however the bytes are cut into pieces; `columns` are the names of the manifest. A row ends at the end of its line,
 * since S3 encodes keys and nothing else can hold a line break: one bad row cannot swallow others. A row that cannot be read is given with
 * its number and the reason.
 */
export async function* inventoryRows(bytes: AsyncIterable<Uint8Array>, columns: readonly string[]): AsyncGenerator<RowOutcome> {
  let number = 0;
  for await (const line of lines(bytes)) {
    number++;
    if (line === undefined) yield { number, bad: `the row has more than ${LONGEST} bytes` };
    else if (line !== '') yield rowOf(line, number, columns);
  }
}

/** The lines of a text; undefined for one that is too long, which is passed over. */
async function* lines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string | undefined> {
  let parts: Buffer[] = [];
  let held = 0;
  const end = (): string | undefined => {
    const line = held > LONGEST ? undefined : withoutReturn(Buffer.concat(parts).toString('utf8'));
    [parts, held] = [[], 0];
    return line;
  };
  for await (const piece of bytes) {
    const buffer = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    let from = 0;
    for (let at = buffer.indexOf(0x0a); at >= 0; at = buffer.indexOf(0x0a, from)) {
      if (held === 0 && at - from <= LONGEST) {
        yield withoutReturn(buffer.toString('utf8', from, at));
      } else {
        hold(buffer.subarray(from, at));
        yield end();
      }
      from = at + 1;
    }
    // A copy, so that a short rest does not keep a long piece alive.
    if (from < buffer.length) hold(Buffer.from(buffer.subarray(from)));
  }
  if (held > 0) yield end();

  function hold(part: Buffer): void {
    held += part.length;
    if (held <= LONGEST) parts.push(part);
    else parts = [];
  }
}

const withoutReturn = (line: string): string => line.endsWith('\r') ? line.slice(0, -1) : line;

function rowOf(line: string, number: number, columns: readonly string[]): RowOutcome {
  const cells = cellsOf(line);
  if (cells === undefined) return { number, bad: 'a quotation mark stands where none may' };
  if (cells.length !== columns.length) return { number, bad: `it has ${cells.length} cells, the manifest ${columns.length} columns` };
  const named = new Map<string, string>();
  for (let i = 0; i < cells.length; i++) named.set(columns[i], cells[i]);
  const text = (name: string): string | undefined => named.get(name) || undefined;
  const key = decoded(named.get('Key') ?? '');
  const bucket = text('Bucket');
  if (key === undefined || key === '') return { number, bad: `its key ${show(named.get('Key'))} is not URL-encoded` };
  if (bucket === undefined) return { number, bad: 'it names no bucket' };
  for (const [name, right] of SHAPES) {
    const value = text(name);
    if (value !== undefined && !right(value)) return { number, bad: `its ${name} is ${show(value)}` };
  }
  const row: { -readonly [name in keyof InventoryRow]: InventoryRow[name] } = { bucket, key, columns: named };
  const [version, latest, marker, size, written] = [text('VersionId'), text('IsLatest'), text('IsDeleteMarker'), text('Size'), text('LastModifiedDate')];
  if (version !== undefined) row.versionId = version;
  if (latest !== undefined) row.isLatest = latest === 'true';
  if (marker !== undefined) row.isDeleteMarker = marker === 'true';
  if (size !== undefined) row.size = Number(size);
  if (written !== undefined) row.lastModified = momentOf(written);
  return { number, row };
}

const flag = (value: string): boolean => value === 'true' || value === 'false';
const moment = (value: string): boolean => momentOf(value) !== undefined;

const SHAPES: readonly (readonly [string, (value: string) => boolean])[] = [
  ['IsLatest', flag],
  ['IsDeleteMarker', flag],
  ['Size', value => /^\d{1,15}$/.test(value)],
  ['LastModifiedDate', moment],
  ['ObjectLockRetainUntilDate', moment],
];

/** The cells of a line: quoted or not, a quotation mark within quotes doubled (RFC 4180). Undefined where the quotes are wrong. */
function cellsOf(line: string): string[] | undefined {
  const cells: string[] = [];
  for (let at = 0; ;) {
    if (line[at] === '"') {
      let cell = '';
      for (let from = at + 1; ;) {
        const end = line.indexOf('"', from);
        if (end < 0) return undefined;
        cell += line.slice(from, end);
        at = end + 1;
        if (line[at] !== '"') break;
        cell += '"';
        from = at + 1;
      }
      cells.push(cell);
      if (at < line.length && line[at] !== ',') return undefined;
    } else {
      const comma = line.indexOf(',', at);
      const end = comma < 0 ? line.length : comma;
      const cell = line.slice(at, end);
      if (cell.includes('"')) return undefined;
      cells.push(cell);
      at = end;
    }
    if (at >= line.length) return cells;
    at++;
  }
}
