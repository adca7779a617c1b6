/** An answer of the SDK as plain data: instants as ISO 8601, nothing that is undefined, nothing of how it was got. Bytes stay bytes. */
export function plain(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).flatMap(([key, member]) => key === '$metadata' || member === undefined ? [] : [[key, plain(member)]]));
}
