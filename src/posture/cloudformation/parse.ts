import { deepestLine, linesOfJson, repeatedKey } from './json';
import { isMap } from './json-value';
import { type Template, TemplateError } from './template';
import { readYaml } from './yaml';

/** Far above the 1 MB that CloudFormation itself accepts. */
const MAX_CHARACTERS = 5_000_000;
const MAX_DEPTH = 200;

/** Where a template is going to be deployed, as far as known. */
export interface Environment {
  readonly account?: string;
  readonly region?: string;
}

/** JSON or YAML text, with CloudFormation's short tags, to a template; throws a TemplateError on text that is none. */
export function parseTemplate(name: string, text: string, env: Environment = {}): Template {
  if (text.length > MAX_CHARACTERS) {
    throw new TemplateError('too-large',
      `'${name}' has ${text.length} characters, more than ${MAX_CHARACTERS}; split it, CloudFormation accepts 1 MB`);
  }
  const { body, lines } = read(name, text.replace(/^\uFEFF/, ''));
  if (!isMap(body)) throw new TemplateError('no-resources', `'${name}' is no map at line 1; a template is a map with Resources`);
  if (!Object.hasOwn(body, 'Resources') || !isMap(body.Resources)) {
    const line = deepestLine(lines(), 'Resources') ?? 1;
    throw new TemplateError('no-resources', `'${name}' has no map called Resources at line ${line}; pass a CloudFormation template`);
  }
  return { name, body, ...env, lineOf: path => deepestLine(lines(), path) };
}

interface Read {
  readonly body: unknown;
  readonly lines: () => ReadonlyMap<string, number>;
}

function read(name: string, text: string): Read {
  const body = text.trimStart().startsWith('{') ? fromJson(text) : undefined;
  if (body === undefined) return fromYaml(name, text);
  const repeated = repeatedKey(text);
  if (repeated) {
    throw new TemplateError('duplicate-key', `'${name}' has the key "${repeated.path}" twice at line ${repeated.line}; remove one of them`);
  }
  refuseDepth(name, body);
  let lines: ReadonlyMap<string, number> | undefined;
  return { body, lines: () => lines ??= linesOfJson(text) };
}

/** What is no JSON may still be YAML that starts with a brace. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fromYaml(name: string, text: string): Read {
  try {
    const { value, lines } = readYaml(name, text);
    return { body: value, lines: () => lines };
  } catch (error) {
    if (error instanceof TemplateError) throw error;
    throw new TemplateError('unreadable', `'${name}' cannot be read as YAML from line 1 (${String(error).toLowerCase()}); simplify it`);
  }
}

function refuseDepth(name: string, body: unknown): void {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) throw new TemplateError('too-deep', `'${name}' is nested more than ${MAX_DEPTH} levels deep from line 1; flatten it`);
    level = level.flatMap(value => typeof value === 'object' && value !== null ? Object.values(value) : []);
  }
}
