const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|\n|[^\s{}[\],:"]+/g;

interface Level {
  readonly path: string;
  readonly keys?: Set<string>;
  index: number;
  key: string;
  /** Whether the next token starts an item of this list. */
  fresh: boolean;
}

/** Something seen while walking over JSON text: a key or an item, on its line. */
type Visit = (path: string, line: number, repeated: boolean) => void;

/** Walks over JSON text that is known to be valid and reports each key and each item with its line. */
function walkJson(text: string, visit: Visit): void {
  const levels: Level[] = [];
  let line = 1;
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    const level = levels[levels.length - 1];
    if (token === '\n') {
      line++;
      continue;
    }
    if (level?.fresh && token !== ']') {
      level.fresh = false;
      visit(level.path + level.index, line, false);
    }
    if (token === '{' || token === '[') {
      const path = level === undefined ? '' : `${level.path}${level.keys ? level.key : level.index}/`;
      levels.push({ path, keys: token === '{' ? new Set() : undefined, index: 0, key: '', fresh: token === '[' });
    } else if (token === '}' || token === ']') {
      levels.pop();
    } else if (token === ':' && level?.keys) {
      level.key = JSON.parse(last) as string;
      visit(level.path + level.key, line, level.keys.has(level.key));
      level.keys.add(level.key);
    } else if (token === ',' && level && !level.keys) {
      level.index++;
      level.fresh = true;
    }
    last = token;
  }
}

/** The first key that an object of the JSON text has twice. */
export function repeatedKey(text: string): { readonly path: string; readonly line: number } | undefined {
  let found: { path: string; line: number } | undefined;
  walkJson(text, (path, line, repeated) => {
    if (repeated) found ??= { path, line };
  });
  return found;
}

/** The line of every key and item of the JSON text, by slash path. */
export function linesOfJson(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  walkJson(text, (path, line) => lines.set(path, line));
  return lines;
}

/** The line of the deepest node on the path that the index knows. */
export function deepestLine(lines: ReadonlyMap<string, number>, path: string): number | undefined {
  for (let rest = path; rest !== ''; rest = rest.slice(0, Math.max(0, rest.lastIndexOf('/')))) {
    const line = lines.get(rest);
    if (line !== undefined) return line;
  }
  return undefined;
}
