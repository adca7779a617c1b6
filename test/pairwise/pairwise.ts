import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CloudFormationValidatePlugin, type CfnResource, Stack } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import * as ts from 'typescript';
import { BASE, LATE, OF_LOG_BUCKET, VALUES, type Values } from './pairs';
import { AccessLogBucket, CompliantBucket, GdprBucket, HipaaBucket, PciBucket, Soc2Bucket } from '../../src';
import { definitionOf } from '../../src/constructs/compliance-framework';
import { ruling } from '../../src/evidence/ruling';
import { controlsOf, demands } from '../../src/frameworks/framework';
import { readTemplates } from '../../src/posture/cloudformation';

/** The properties of each interface, as declared in the source, with those that it inherits. */
function declaredProps(): Map<string, string[]> {
  const folder = join(__dirname, '../../src/constructs');
  const interfaces = readdirSync(folder).filter(name => name.endsWith('.ts')).flatMap((name) => {
    const source = ts.createSourceFile(name, readFileSync(join(folder, name), 'utf8'), ts.ScriptTarget.Latest);
    return source.statements.filter(ts.isInterfaceDeclaration);
  });
  const named = (name: string): string[] => {
    const found = interfaces.find(i => i.name.text === name);
    if (!found) throw new Error(`no interface ${name} in src/constructs`);
    const parents = (found.heritageClauses ?? []).flatMap(clause => clause.types).map(type => (type.expression as ts.Identifier).text);
    return [...parents.flatMap(named), ...found.members.map(member => (member.name as ts.Identifier).text)];
  };
  return new Map(['HipaaBucket', 'PciBucket', 'GdprBucket', 'Soc2Bucket', 'CompliantBucket', 'AccessLogBucket'].map(name => [name, named(`${name}Props`)]));
}

const PROPS = declaredProps();
const MAKERS = { HipaaBucket, PciBucket, GdprBucket, Soc2Bucket, CompliantBucket, AccessLogBucket } as unknown as
  Readonly<Record<string, new (scope: Construct, id: string, props: object) => s3.Bucket>>;

/** Left out is a value of every property. */
const valuesOf = (name: string, prop: string): Values =>
  ({ 'left out': () => undefined, ...(name === 'AccessLogBucket' ? OF_LOG_BUCKET : VALUES)[prop] });

type Row = Readonly<Record<string, string>>;
type Pair = readonly [one: string, value: string, other: string, otherValue: string];

/** Every value of one property with every value of each other. */
function pairsOf(name: string): Pair[] {
  const props = PROPS.get(name)!;
  return props.flatMap((one, i) => props.slice(i + 1).flatMap(other =>
    Object.keys(valuesOf(name, one)).flatMap(value =>
      Object.keys(valuesOf(name, other)).map((otherValue): Pair => [one, value, other, otherValue]))));
}

const keyOf = ([one, value, other, otherValue]: Pair): string => [one, value, other, otherValue].join('|');

/** A plain error of this library: whose bucket, what is wrong, what to do. */
const clear = (message: string): boolean =>
  /^Stack\/B\d+\/\S+: [^\n]+; [^\n]+$/.test(message) || /^Stack\/B\d+\/\S+: control '[a-z0-9-]+' fails .+ Cause: .+ Cure: .+/.test(message);

const CHUNK = 60;

class Chunk {
  private readonly outdir = mkdtempSync(join(tmpdir(), 'pairwise-'));
  private readonly app = new App({ outdir: this.outdir, analyticsReporting: false, context: { '@aws-cdk/core:stackResourceLimit': 0 } });
  private readonly stack = new Stack(this.app, 'Stack', { env: { account: '111122223333', region: 'eu-central-1' }, suppressTemplateIndentation: true });
  readonly buckets = new Map<string, { row: Row; bucket: s3.Bucket }>();

  /** @returns what the constructor threw */
  add(n: number, name: string, row: Row): unknown {
    const scope = new Construct(this.stack, `B${n}`);
    const base = Object.entries(name === 'AccessLogBucket' ? {} : BASE).filter(([prop]) => PROPS.get(name)!.includes(prop));
    const makes = {
      ...Object.fromEntries(base),
      ...Object.fromEntries(Object.entries(row).map(([prop, value]) => [prop, valuesOf(name, prop)[value]])),
    };
    try {
      const props = Object.fromEntries(Object.entries(makes).map(([prop, make]) => [prop, make({ scope, n })]));
      this.buckets.set(`B${n}`, { row, bucket: new MAKERS[name](scope, 'Bucket', props) });
      return undefined;
    } catch (error) {
      this.remove(n);
      return error;
    }
  }

  remove(n: number): void {
    this.buckets.delete(`B${n}`);
    this.stack.node.tryRemoveChild(`B${n}`);
    this.app.node.tryRemoveChild(`Elsewhere${n}`);
  }

  /** What the end of synthesis says against each bucket, by its place. */
  judge(): Map<string, string[]> {
    try {
      const broken = this.synth();
      for (const place of broken.keys()) this.stack.node.tryRemoveChild(place);
      if (broken.size > 0 && this.synth(true).size > 0) throw new Error('what was broken is gone, and the synthesis fails still');
      return new Map([...broken, ...this.failing()]);
    } finally {
      rmSync(this.outdir, { recursive: true });
    }
  }

  private synth(force = false): Map<string, string[]> {
    const broken = new Map<string, string[]>();
    try {
      this.app.synth({ force });
    } catch (error) {
      const [head, ...lines] = (error as Error).message.split('\n');
      if (!head.startsWith('Validation failed')) throw error;
      for (const line of lines) {
        const [, where = '', says = line] = /^\s*\[([^\]]*)\] (.*)$/.exec(line) ?? [];
        const at = /^Stack\/(B\d+)/.exec(where === '' ? says : where)?.[1];
        if (at === undefined) throw error;
        broken.set(at, [...broken.get(at) ?? [], says]);
      }
    }
    return broken;
  }

  /** What fails in the template, whatever the guard says. */
  private failing(): [string, string[]][] {
    const body = JSON.parse(readFileSync(join(this.outdir, this.stack.templateFile), 'utf8'));
    const readings = new Map(readTemplates([{ name: 'Stack', body, account: '111122223333', region: 'eu-central-1' }]).map(r => [r.logicalId, r]));
    const today = new Date().toISOString().slice(0, 10);
    return [...this.buckets].flatMap(([place, { bucket }]): [string, string[]][] => {
      if (!bucket.node.scope || !this.stack.node.tryFindChild(place) || !(bucket instanceof CompliantBucket)) return [];
      const reading = readings.get(this.stack.resolve((bucket.node.defaultChild as CfnResource).logicalId) as string);
      if (!reading) return [[place, ['is not in the template']]];
      const failing = bucket.frameworks.map(definitionOf).flatMap(f => controlsOf(f).filter(c => demands(f, c.id)))
        .filter(control => ruling(control, reading, today).outcome === 'fail');
      return failing.length > 0 ? [[place, [`synthesizes, and fails ${failing.map(c => c.id).join(', ')}`]]] : [];
    });
  }
}

interface Count { pairs: number; bothRefused: number; synthesize: number; refusedAtOnce: number; refusedAtTheEnd: number; synthesized: number }

/**
 * Asks every pair of values. A value that is refused by itself is asked with each other value, one pair at a time: that is quick.
 * Of the others many pairs are asked in one bucket, as far as it takes them; what is left is asked one pair at a time again.
 */
function run(name: string): { count: Count; findings: string[] } {
  const props = PROPS.get(name)!;
  const findings: string[] = [];
  const count: Count = { pairs: 0, bothRefused: 0, synthesize: 0, refusedAtOnce: 0, refusedAtTheEnd: 0, synthesized: 0 };
  const open = new Map(pairsOf(name).map(pair => [keyOf(pair), pair]));
  count.pairs = open.size;
  let chunk = new Chunk();
  let n = 0;
  const within = (row: Row): string[] => props.flatMap((one, i) => props.slice(i + 1).flatMap((other) => {
    const key = keyOf([one, row[one] ?? '', other, row[other] ?? '']);
    return open.has(key) ? [key] : [];
  }));
  const say = (row: Row, error: unknown) => {
    const { constructor, message } = error as Error;
    if (constructor !== Error || !clear(message)) findings.push(`${name} ${JSON.stringify(row)}: ${constructor.name}: ${message}`);
  };
  const close = () => {
    const said = chunk.judge();
    for (const [place, { row }] of chunk.buckets) {
      const says = said.get(place);
      for (const one of says ?? []) if (!clear(one)) findings.push(`${name} ${JSON.stringify(row)}: ${one}`);
      const covered = within(row);
      for (const key of covered) open.delete(key);
      count[says ? 'refusedAtTheEnd' : 'synthesize'] += covered.length;
      count.synthesized += says ? 0 : 1;
    }
    chunk = new Chunk();
  };

  // By itself.
  const alone = new Map<string, boolean>();
  for (const prop of props) {
    for (const value of Object.keys(valuesOf(name, prop))) {
      const error = chunk.add(++n, name, { [prop]: value });
      if (error === undefined) chunk.remove(n);
      else say({ [prop]: value }, error);
      alone.set(`${prop}|${value}`, error === undefined);
    }
  }
  // Where both are refused by themselves the first of them is refused again.
  for (const [key, [one, value, other, otherValue]] of [...open]) {
    if (alone.get(`${one}|${value}`) || alone.get(`${other}|${otherValue}`)) continue;
    open.delete(key);
    count.bothRefused++;
  }
  const taken = (prop: string) => Object.keys(valuesOf(name, prop)).filter(value => alone.get(`${prop}|${value}`));
  const late = (prop: string, value: string) => LATE.has(`${prop}: ${value}`);

  // Many at once: first what is taken to the end, then each that is refused there.
  const lates = props.flatMap(prop => taken(prop).filter(value => late(prop, value)).map((value): [string, string] => [prop, value]));
  for (const only of [undefined, ...lates]) {
    const pool = (prop: string) => only?.[0] === prop ? [only[1]] : taken(prop).filter(value => !late(prop, value));
    const wanted = new Set([...open.values()]
      .filter(([a, v, b, w]) => pool(a).includes(v) && pool(b).includes(w) && (!only || a === only[0] || b === only[0])).map(keyOf));
    let idle = 0;
    while (wanted.size > 0 && idle < 8) {
      const row = best(props, pool, wanted, only);
      let accepted: Row = row;
      const error = chunk.add(++n, name, row);
      if (error !== undefined) {
        say(row, error);
        accepted = {};
        for (const prop of Object.keys(row)) {
          const more = { ...accepted, [prop]: row[prop] };
          if (chunk.add(++n, name, more) !== undefined) continue;
          chunk.remove(n);
          accepted = more;
        }
        chunk.add(++n, name, accepted);
      }
      const before = wanted.size;
      for (const key of within(accepted)) wanted.delete(key);
      idle = wanted.size < before ? 0 : idle + 1;
      if (idle > 0) chunk.remove(n);
      if (chunk.buckets.size >= CHUNK) close();
    }
    close();
  }

  // One pair at a time.
  for (const [one, value, other, otherValue] of [...open.values()]) {
    const row = { [one]: value, [other]: otherValue };
    const error = chunk.add(++n, name, row);
    if (error !== undefined) {
      say(row, error);
      open.delete(keyOf([one, value, other, otherValue]));
      count.refusedAtOnce++;
    }
    if (chunk.buckets.size >= CHUNK) close();
  }
  close();
  return { count, findings };
}

/** A row with as many wanted pairs as a greedy choice finds, begun with one of them. */
function best(props: readonly string[], pool: (prop: string) => string[], wanted: ReadonlySet<string>, only?: readonly [string, string]): Row {
  const [one, value, other, otherValue] = [...wanted][0].split('|');
  const row: Record<string, string> = { ...(only && { [only[0]]: only[1] }), [one]: value, [other]: otherValue };
  const order = new Map(props.map((prop, i) => [prop, i]));
  for (const prop of props) {
    if (row[prop] !== undefined) continue;
    const gain = (candidate: string) => Object.entries(row).filter(([p, v]) =>
      wanted.has(order.get(p)! < order.get(prop)! ? `${p}|${v}|${prop}|${candidate}` : `${prop}|${candidate}|${p}|${v}`)).length;
    const [first] = pool(prop).map((candidate): [string, number] => [candidate, gain(candidate)]).sort((a, b) => b[1] - a[1]);
    row[prop] = first[0];
  }
  return row;
}

/** One finding of each kind, and how often it came. */
function kindsOf(findings: readonly string[]): string[] {
  const kinds = new Map<string, string[]>();
  for (const finding of findings) {
    const kind = finding.replace(/^.*?}: /, '').replace(/\d+/g, 'N').slice(0, 80);
    kinds.set(kind, [...kinds.get(kind) ?? [], finding]);
  }
  return [...kinds.values()].map(of => `${of.length} times: ${of[0]}`);
}

/** Asks every pair of values of every property of one bucket, and prints how many there are of each kind. */
export function everyPair(name: string): void {
  beforeAll(() => {
    // What CloudFormation says of a template with all buckets is asked in test/nag/five-packs.test.ts.
    jest.spyOn(CloudFormationValidatePlugin.prototype, 'validate').mockReturnValue({ success: true, violations: [] });
    jest.spyOn(console, 'error').mockImplementation();
    // Nobody asks where a bucket was made.
    Error.stackTraceLimit = 1;
  });

  test('every property has values', () => {
    const values = name === 'AccessLogBucket' ? OF_LOG_BUCKET : VALUES;
    expect(PROPS.get(name)!.filter(prop => values[prop] === undefined)).toEqual([]);
    expect(Object.keys(OF_LOG_BUCKET).every(prop => PROPS.get('AccessLogBucket')!.includes(prop))).toBe(true);
  });

  test(`${name}: every pair synthesizes with no failing control or is refused in one clear sentence`, () => {
    const start = Date.now();
    const { count, findings } = run(name);
    console.info(`${name}: ${JSON.stringify(count)} ${Date.now() - start} ms`);
    expect(kindsOf(findings)).toEqual([]);
  }, 900_000);
}
