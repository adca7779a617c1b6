import { type Node, LineCounter, type ScalarTag, type Tags, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { TemplateError } from './template';

const MAX_DEPTH = 200;
const MAX_ALIASED_NODES = 20_000;

/** The booleans of YAML 1.1, which CloudFormation uses; `y` and `n` are strings to it. */
const BOOLEAN: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  test: /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  resolve: text => /^(?:yes|true|on)$/i.test(text),
};

/** A number with a leading zero is an account id or the like, so only plain decimals are numbers; dates stay text. */
const NUMBER: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  test: /^[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/,
  resolve: text => Number.isSafeInteger(Number(text)) || text.includes('.') ? Number(text) : text,
};

const withOwnScalars = (tags: Tags): Tags =>
  [...tags.filter(tag => typeof tag === 'string' || !/:(?:bool|int|float)$/.test(tag.tag)), BOOLEAN, NUMBER];

interface Walk {
  readonly name: string;
  readonly lines: Map<string, number>;
  readonly counter: LineCounter;
  readonly anchors: Map<string, Node>;
  /** The anchored nodes that are being read: one that meets itself contains itself. */
  readonly open: Set<Node>;
  aliased: number;
}

/** YAML text as JSON, each short tag spelled out as the function it stands for, and the line of every node by its path. */
export function readYaml(name: string, text: string): { readonly value: unknown; readonly lines: ReadonlyMap<string, number> } {
  const counter = new LineCounter();
  const document = parseDocument(text, { schema: 'core', customTags: withOwnScalars, uniqueKeys: false, lineCounter: counter, logLevel: 'error' });
  const error = document.errors[0];
  if (error) {
    const line = error.linePos?.[0].line ?? 1;
    throw new TemplateError('unreadable', `'${name}' is neither JSON nor YAML at line ${line} (${firstLine(error.message)}); correct that line`);
  }
  const walk: Walk = { name, lines: new Map(), counter, anchors: new Map(), open: new Set(), aliased: 0 };
  return { value: convert(document.contents, '', 0, walk, false), lines: walk.lines };
}

function convert(node: Node | null | undefined, path: string, depth: number, walk: Walk, aliased: boolean): unknown {
  if (!node) return null;
  const line = walk.counter.linePos(node.range?.[0] ?? 0).line;
  if (!aliased && !walk.lines.has(path)) walk.lines.set(path, line);
  if (depth > MAX_DEPTH) {
    throw new TemplateError('too-deep', `'${walk.name}' is nested more than ${MAX_DEPTH} levels deep at line ${line}; flatten it`);
  }
  if (aliased && ++walk.aliased > MAX_ALIASED_NODES) {
    throw new TemplateError('too-many-aliases',
      `'${walk.name}' repeats more than ${MAX_ALIASED_NODES} nodes through aliases at line ${line}; write them out or use fewer`);
  }
  if (isAlias(node)) return followAlias(node.source, line, path, depth, walk);
  if (node.anchor) walk.anchors.set(node.anchor, node);
  const name = functionOf(node.tag);
  walk.open.add(node);
  const value = contentOf(node, name === undefined ? path : below(path, name), depth, walk, aliased);
  walk.open.delete(node);
  return name === undefined ? value : Object.fromEntries([[name, value]]);
}

function followAlias(anchor: string, line: number, path: string, depth: number, walk: Walk): unknown {
  const target = walk.anchors.get(anchor);
  if (!target || walk.open.has(target)) {
    const problem = target ? 'that contains itself' : 'that nothing defines before it';
    throw new TemplateError('unreadable', `'${walk.name}' uses the alias "*${anchor}" ${problem} at line ${line}; write the value out`);
  }
  return convert(target, path, depth + 1, walk, true);
}

function contentOf(node: Node, path: string, depth: number, walk: Walk, aliased: boolean): unknown {
  if (isSeq(node)) return node.items.map((item, i) => convert(item as Node, below(path, i), depth + 1, walk, aliased));
  if (!isMap(node)) return isScalar(node) ? jsonScalar(node.value) : null;
  const entries = new Map<string, unknown>();
  const merged: unknown[] = [];
  for (const pair of node.items) {
    const key = pair.key as Node | null;
    const name = isScalar(key) ? key.source ?? String(key.value) : String(JSON.stringify(convert(key, `${path}/?`, depth + 1, walk, true)));
    const line = walk.counter.linePos(key?.range?.[0] ?? 0).line;
    if (entries.has(name)) {
      throw new TemplateError('duplicate-key', `'${walk.name}' has the key "${name}" twice in one map at line ${line}; remove one of them`);
    }
    if (!aliased) walk.lines.set(below(path, name), line);
    const value = convert(pair.value as Node | null, below(path, name), depth + 1, walk, aliased);
    if (name === '<<' && typeof value === 'object') merged.push(...[value].flat());
    else entries.set(name, value);
  }
  const own = Object.fromEntries(entries);
  return merged.length === 0 ? own : Object.fromEntries([...merged.reverse(), own].flatMap(map => Object.entries(map ?? {})));
}

/** The function that a short tag stands for: `!Ref` is `Ref`, and any other `!Name` is `Fn::Name`. */
function functionOf(tag: string | undefined): string | undefined {
  if (!tag?.startsWith('!') || tag.startsWith('!!') || tag === '!') return undefined;
  const name = tag.slice(1);
  return name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
}

const jsonScalar = (value: unknown): unknown => ['string', 'number', 'boolean'].includes(typeof value) ? value : null;
const below = (path: string, key: string | number): string => path === '' ? String(key) : `${path}/${key}`;
const firstLine = (message: string): string => message.split('\n')[0].replace(/ at line \d+.*$/, '').toLowerCase();
