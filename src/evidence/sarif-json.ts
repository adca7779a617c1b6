/** As JSON: indented down to a depth, and below it a line for each thing, so that many findings stay small and their changes read well. */
export function toJsonLines(value: object, depth: number): string {
  return write(value, depth, '') + '\n';
}

function write(value: unknown, depth: number, indent: string): string {
  if (depth === 0 || typeof value !== 'object' || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  const items = Array.isArray(value)
    ? value.map(item => write(item, depth - 1, deeper))
    : Object.entries(value).filter(([, item]) => item !== undefined).map(([key, item]) => `${JSON.stringify(key)}: ${write(item, depth - 1, deeper)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return items.length === 0 ? open + close : `${open}\n${deeper}${items.join(`,\n${deeper}`)}\n${indent}${close}`;
}
