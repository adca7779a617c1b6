import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import type { Control } from '../src/controls/control';

/** What the generated pages name must be there: each function here returns what it found, or throws. */
const ROOT = join(__dirname, '..');
const CONSTRUCTS = join(ROOT, 'src/constructs');
const TESTS = join(ROOT, 'test');
const DECISIONS = join(ROOT, 'docs/decisions');

/** A test file, from `test/`, and a text in it: the name of a test, or of a row of its table. */
export interface TestReference {
  readonly file: string;
  readonly name?: string;
}

interface Declared {
  readonly members: readonly string[];
  readonly bases: readonly string[];
}

/** The names that `src/index.ts` exports, each with its members. */
export interface PublicApi {
  readonly exported: ReadonlySet<string>;
  readonly declared: ReadonlyMap<string, Declared>;
}

export function readPublicApi(): PublicApi {
  const declared = new Map<string, Declared>();
  for (const file of readdirSync(CONSTRUCTS, { recursive: true, encoding: 'utf8' }).filter(f => f.endsWith('.ts'))) {
    parse(join(CONSTRUCTS, file)).forEachChild((node) => {
      if (!(ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isEnumDeclaration(node)) || !node.name) return;
      const clauses = ts.isEnumDeclaration(node) ? [] : node.heritageClauses ?? [];
      declared.set(node.name.text, {
        members: [...node.members].filter(isPublic).flatMap(({ name }) => name && ts.isIdentifier(name) ? [name.text] : []),
        bases: clauses.flatMap(clause => clause.types.map(type => type.expression.getText())),
      });
    });
  }
  const exported = new Set<string>();
  parse(join(ROOT, 'src/index.ts')).forEachChild((node) => {
    if (!ts.isExportDeclaration(node) || !node.exportClause || !ts.isNamedExports(node.exportClause)) return;
    node.exportClause.elements.forEach(element => exported.add(element.name.text));
  });
  return { exported, declared };
}

const parse = (path: string) => ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);

const HIDDEN: readonly ts.SyntaxKind[] = [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword];

const isPublic = (member: ts.Node): boolean =>
  !(ts.canHaveModifiers(member) && ts.getModifiers(member)?.some(({ kind }) => HIDDEN.includes(kind)));

/** Checks a public name: `HipaaBucket`, a member (`S3PolicyStatements.denySseC`), or a property of its props (`HipaaBucket.retention`). */
export function checkPublicName(api: PublicApi, name: string): string {
  const [type, member] = name.split('.');
  if (!api.exported.has(type)) throw new Error(`src/index.ts exports no '${type}'; name what it exports`);
  if (member !== undefined && ![...membersOf(api, type), ...membersOf(api, `${type}Props`)].includes(member)) {
    throw new Error(`'${type}' has no member or property '${member}'; name one of its public ones`);
  }
  return name;
}

function membersOf({ declared }: PublicApi, type: string): string[] {
  const found = declared.get(type);
  return found ? [...found.members, ...found.bases.flatMap(base => membersOf({ declared, exported: new Set() }, base))] : [];
}

/** Checks that the package has a subpath `runtime/...`. */
export function checkRuntime(name: string): string {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { exports: Readonly<Record<string, unknown>> };
  if (!Object.hasOwn(exports, `./runtime/${name}`)) throw new Error(`the package has no subpath 'runtime/${name}'; name one of its exports`);
  return name;
}

/** Checks that a test file is there, says the name, and speaks of one of the subjects. */
export function checkTest({ file, name }: TestReference, subjects: readonly string[] = []): TestReference {
  const path = join(TESTS, file);
  if (!existsSync(path)) throw new Error(`there is no test/${file}; name a test that is there`);
  const source = readFileSync(path, 'utf8');
  if (name !== undefined && !source.includes(name.replace(/'/g, '\\\'')) && !source.includes(name)) {
    throw new Error(`test/${file} has no test '${name}'; name one of its tests`);
  }
  if (subjects.length > 0 && !subjects.some(subject => source.includes(subject))) {
    throw new Error(`test/${file} speaks of none of ${subjects.join(', ')}; name the test that does`);
  }
  return { file, ...name !== undefined && { name } };
}

/** The test file with the table of a control. */
export function tableOf(control: Control): string {
  const exportName = control.id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const found = readdirSync(join(TESTS, 'controls')).filter(file => file.endsWith('.test.ts')
    && new RegExp(`(?:[tT]able\\(|\\[)${exportName},`).test(readFileSync(join(TESTS, 'controls', file), 'utf8')));
  if (found.length === 0) throw new Error(`no file in test/controls judges '${control.id}'; write its table`);
  return `controls/${found.find(file => file === `${control.id}.test.ts`) ?? found[0]}`;
}

/** A decision record by its number: its file name and its title. */
export function decisionRecord(number: number): { readonly file: string; readonly title: string } {
  const file = readdirSync(DECISIONS).find(name => name.startsWith(`${String(number).padStart(3, '0')}-`));
  if (file === undefined) throw new Error(`there is no decision record ${number} in docs/decisions; write it, or name another`);
  const title = /^# (.+)$/m.exec(readFileSync(join(DECISIONS, file), 'utf8'))?.[1];
  if (title === undefined) throw new Error(`docs/decisions/${file} has no title; begin it with '# '`);
  return { file, title };
}
