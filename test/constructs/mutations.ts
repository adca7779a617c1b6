import { Duration, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as apps from './apps';
import { CONTROLS } from '../../src/controls';
import type { Control } from '../../src/controls/control';
import { judge } from '../../src/evidence/judge';
import { readTemplates } from '../../src/posture/cloudformation';

export type Json = Record<string, any>;
type Path = readonly string[];

/** A bucket of this library, and the resources of its template that harden it. */
export interface Subject {
  readonly body: Json;
  readonly bucketId: string;
  /** Where each part of the template begins: `Bucket`, `Policy`, `Key`. */
  readonly roots: Readonly<Record<string, Path>>;
}

/** A line of the template, and the template without it or with less than it. */
export interface Mutation {
  readonly line: string;
  readonly body: () => Json;
}

export const BUCKETS = ['hipaaBucket', 'pciBucket', 'gdprBucket', 'soc2Bucket', 'hipaaPci', 'gdprSoc2'] as const;
export type BucketName = typeof BUCKETS[number];

const ENV = { account: '111122223333', region: 'eu-central-1' };

const role = (stack: Stack, name: string) => iam.Role.fromRoleArn(stack, name, `arn:aws:iam::${ENV.account}:role/${name}`);

/** Options that add a line. */
const OPTIONS: Partial<Record<BucketName, (stack: Stack) => object>> = {
  gdprSoc2: () => ({ personalDataTag: 'pii' }),
  hipaaPci: stack => ({
    organizationId: 'o-a1b2c3d4e5',
    lockAdministrators: [role(stack, 'Locks')],
    minimumObjectRetention: Duration.days(30),
    keyAdministrators: [role(stack, 'Keys')],
  }),
};

export function subjectOf(name: BucketName): Subject {
  const stack = apps.stackOf({ env: ENV });
  apps[name](stack, OPTIONS[name]?.(stack));
  const body = apps.synth(stack).stacks[0].template as Json;
  const idOf = (type: string) => Object.keys(body.Resources).find(id => body.Resources[id].Type === type && !id.includes('AccessLogs'));
  const roots = Object.entries({ Bucket: 'AWS::S3::Bucket', Policy: 'AWS::S3::BucketPolicy', Key: 'AWS::KMS::Key' })
    .flatMap(([root, type]) => idOf(type) === undefined ? [] : [[root, ['Resources', idOf(type)!]] as const]);
  return { body, bucketId: idOf('AWS::S3::Bucket')!, roots: Object.fromEntries(roots) };
}

/** What the controls say of a template. */
export function outcomes({ bucketId }: Subject, body: Json, controls: readonly Control[] = CONTROLS): Map<string, string> {
  const reading = readTemplates([{ name: 'template.json', body, ...ENV }]).find(r => r.logicalId === bucketId);
  return new Map(controls.map(control => [control.id, reading ? judge(control, reading).outcome : 'gone']));
}

/** Everything that can be taken away, one after the other. */
export function removals(subject: Subject): Mutation[] {
  return Object.entries(subject.roots).flatMap(([root, path]) => {
    const resource = at(subject.body, path);
    return [
      ...paths(resource.Properties).filter(([first]) => !/^(PolicyDocument|KeyPolicy)$/.test(first)).map(inner => ({
        line: `${root} ${inner.join('/')}`,
        body: () => without(subject.body, [...path, 'Properties', ...inner]),
      })),
      ...['DeletionPolicy', 'UpdateReplacePolicy', 'Metadata'].filter(name => name in resource && root !== 'Policy')
        .map(name => ({ line: `${root} ${name}`, body: () => without(subject.body, [...path, name]) })),
      ...statementsOf(subject, root).flatMap(({ name, at: where, statement }) => [
        { line: `${root} ${name}`, body: () => without(subject.body, where) },
        ...['Action', 'Resource'].filter(part => Array.isArray(statement[part])).flatMap(part => statement[part].map((value: unknown, i: number) => ({
          line: `${root} ${name} ${part} ${say(value)}`, body: () => without(subject.body, [...where, part, `${i}`]),
        }))),
        ...conditions(statement).map(([operator, key]) => ({
          line: `${root} ${name} Condition ${operator} ${key}`, body: () => without(subject.body, [...where, 'Condition', operator, key]),
        })),
      ]),
    ];
  });
}

/** Each statement of a policy that harms nobody any more: allowed, of one role, of one action, of chosen requests. */
export function narrowings(subject: Subject): Mutation[] {
  return ['Policy', 'Key'].flatMap(root => statementsOf(subject, root)).filter(({ statement }) => statement.Effect === 'Deny').flatMap(({ root, name, at: where, statement }) => {
    const change = (what: string, props: Json): Mutation => ({
      line: `${root} ${name} ${what}`, body: () => changed(subject.body, where, old => ({ ...old, ...props })),
    });
    return [
      change('Effect Allow', { Effect: 'Allow' }),
      change('Principal one role', { Principal: { AWS: 'arn:aws:iam::111122223333:role/One' } }),
      change('Action one only', { Action: root === 'Key' ? 'kms:TagResource' : 's3:GetBucketLocation' }),
      change('Header needed', { Condition: { ...statement.Condition, StringLike: { ...statement.Condition?.StringLike, 'aws:UserAgent': 'curl*' } } }),
    ];
  });
}

/** The template with one statement, or the properties of one resource, changed in place; undefined where the bucket has none such. */
export function weaker(subject: Subject, where: string, change: (part: Json) => unknown): Json | undefined {
  const [root, name] = where.split(' ');
  if (!subject.roots[root]) return undefined;
  const path = name === undefined ? subject.roots[root] : statementsOf(subject, root).find(s => s.name === name)?.at;
  return path && changed(subject.body, path, (old) => {
    change(old);
    return old;
  });
}

interface NamedStatement {
  readonly root: string;
  readonly name: string;
  readonly at: Path;
  readonly statement: Json;
}

function statementsOf({ body, roots }: Subject, root: string): NamedStatement[] {
  if (!['Policy', 'Key'].includes(root) || !roots[root]) return [];
  const where = [...roots[root], 'Properties', root === 'Policy' ? 'PolicyDocument' : 'KeyPolicy', 'Statement'];
  return at(body, where).map((statement: Json, i: number) => ({ root, name: nameOf(statement), at: [...where, `${i}`], statement }));
}

/** The Sid without what makes it unique; the CDK gives its own statements none. */
const nameOf = ({ Sid, Action, Condition, Principal }: Json): string =>
  Sid?.replace(/[0-9A-F]{8}$/, '') ?? `(${conditions({ Condition }).map(([, key]) => key)[0] ?? `${Principal.Service ?? 'account'} ${say(Action)}`})`;

const conditions = ({ Condition = {} }: Json): [operator: string, key: string][] =>
  Object.entries(Condition as Json).flatMap(([operator, keys]) => Object.keys(keys).map((key): [string, string] => [operator, key]));

const say = (value: unknown): string => typeof value === 'string' ? value : JSON.stringify(value).includes('/*') ? 'objects' : 'bucket';

const isIntrinsic = (value: Json): boolean => Object.keys(value).length === 1 && /^(Ref|Fn::.*)$/.test(Object.keys(value)[0]);

/** Every path into a value, but into what only deployment knows. */
function paths(value: any, path: Path = []): Path[] {
  const here = path.length > 0 ? [path] : [];
  if (typeof value !== 'object' || value === null || isIntrinsic(value)) return here;
  return [...here, ...Object.entries(value).flatMap(([key, item]) => paths(item, [...path, key]))];
}

const at = (body: Json, path: Path): any => path.reduce((node: Json, key) => node[key], body);

function without(original: Json, path: Path): Json {
  const body = structuredClone(original);
  const parent = at(body, path.slice(0, -1));
  if (Array.isArray(parent)) parent.splice(Number(path.at(-1)), 1);
  else delete parent[path.at(-1)!];
  return body;
}

function changed(original: Json, path: Path, to: (old: any) => unknown): Json {
  const body = structuredClone(original);
  at(body, path.slice(0, -1))[path.at(-1)!] = to(at(body, path));
  return body;
}
