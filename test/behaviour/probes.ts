import { ACCOUNT, type Bucket, PARTNERS, type Statement } from './buckets';
import { decision, verdictOf } from './evaluator';
import type { Ask, How, Judgement, Verdict } from './question';
import { judgementOf, request, type Server, setPolicy, translated } from './server';

type Condition = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A condition that a Deny of ours has, and requests on both sides of it. */
export interface Probe {
  readonly name: string;
  readonly cases: readonly Case[];
}

interface Case {
  readonly condition: Condition;
  readonly headers?: Readonly<Record<string, string>>;
  readonly how?: How;
  readonly expected: Verdict;
}

/** What a server makes of a condition: it enforces it where every case comes out as in S3. */
export interface Probed {
  readonly probe: string;
  readonly enforced: boolean;
  /** `enforced`, `never applies`, `always applies`, or what came of each case. */
  readonly says: string;
}

const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/RecordsKey99747094`;
const SSE = 's3:x-amz-server-side-encryption';
const SERVICE = { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' };
const aes = { 'x-amz-server-side-encryption': 'AES256' };
const kms = { 'x-amz-server-side-encryption': 'aws:kms', 'x-amz-server-side-encryption-aws-kms-key-id': KEY };
const others = { ...kms, 'x-amz-server-side-encryption-aws-kms-key-id': 'key-of-others' };
const inDays = (days: number) => ({ 'x-amz-object-lock-mode': 'GOVERNANCE', 'x-amz-object-lock-retain-until-date': new Date(Date.now() + 86_400_000 * days).toISOString() });

const all = (condition: Condition, ...cases: readonly Omit<Case, 'condition'>[]): readonly Case[] => cases.map(each => ({ condition, ...each }));

/** By what a server can be asked on loopback. Where it cannot have a value, the condition asks for another one. */
export const PROBES: readonly Probe[] = [
  { name: 'aws:SecureTransport', cases: all({ Bool: { 'aws:SecureTransport': 'false' } }, { how: { http: true }, expected: 'deny' }, { expected: 'allow' }) },
  {
    name: 's3:TlsVersion',
    cases: [
      ...all({ NumericLessThan: { 's3:TlsVersion': 1.2 } }, { expected: 'allow' }), ...all({ NumericLessThan: { 's3:TlsVersion': 1.4 } }, { expected: 'deny' }),
    ],
  },
  {
    name: `Null and StringNotEquals ${SSE}`,
    cases: all({ Null: { [SSE]: 'false' }, StringNotEquals: { [SSE]: 'aws:kms' } },
      { headers: aes, expected: 'deny' }, { expected: 'allow' }, { headers: kms, expected: 'allow' }),
  },
  {
    name: `Null and StringNotEquals ${SSE}-aws-kms-key-id`,
    cases: all({ Null: { [`${SSE}-aws-kms-key-id`]: 'false' }, StringNotEquals: { [`${SSE}-aws-kms-key-id`]: KEY } },
      { headers: others, expected: 'deny' }, { expected: 'allow' }, { headers: kms, expected: 'allow' }),
  },
  {
    name: `Null ${SSE}-aws-kms-key-id and StringEquals ${SSE}`,
    cases: all({ Null: { [`${SSE}-aws-kms-key-id`]: 'true' }, StringEquals: { [SSE]: 'aws:kms' } },
      { headers: { 'x-amz-server-side-encryption': 'aws:kms' }, expected: 'deny' }, { expected: 'allow' }, { headers: kms, expected: 'allow' }),
  },
  {
    name: 's3:signatureversion',
    cases: [
      ...all({ StringEquals: { 's3:signatureversion': 'AWS' } }, { expected: 'allow' }),
      ...all({ StringEquals: { 's3:signatureversion': 'AWS4-HMAC-SHA256' } }, { expected: 'deny' }),
    ],
  },
  {
    name: 's3:signatureAge',
    cases: [
      ...all({ NumericGreaterThan: { 's3:signatureAge': '604800000' } }, { expected: 'allow' }), ...all({ NumericGreaterThan: { 's3:signatureAge': '-1' } }, { expected: 'deny' }),
    ],
  },
  ...['aws:SourceVpc', 'aws:SourceVpce'].map((key): Probe => ({
    name: key,
    cases: [
      ...all({ StringNotEquals: { [key]: ['vpc-1'] }, BoolIfExists: SERVICE }, { expected: 'deny' }), ...all({ StringEquals: { [key]: ['vpc-1'] }, BoolIfExists: SERVICE }, { expected: 'allow' }),
    ],
  })),
  {
    name: 'aws:PrincipalAccount',
    cases: [ACCOUNT, PARTNERS].flatMap(account =>
      all({ StringNotEquals: { 'aws:PrincipalAccount': [account] }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } }, { expected: account === ACCOUNT ? 'allow' : 'deny' })),
  },
  {
    name: 'aws:MultiFactorAuthPresent and aws:PrincipalArn',
    cases: ['user/owner', 'role/other'].flatMap(name => all(
      { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false', ...SERVICE }, ArnNotEquals: { 'aws:PrincipalArn': [`arn:aws:iam::${ACCOUNT}:${name}`] } },
      { expected: name === 'role/other' ? 'deny' : 'allow' })),
  },
  {
    name: 's3:RequestObjectTag',
    cases: all({ Null: { 's3:RequestObjectTag/personal-data': 'true' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
      { expected: 'deny' }, { headers: { 'x-amz-tagging': 'other=true' }, expected: 'deny' }, { headers: { 'x-amz-tagging': 'personal-data=true' }, expected: 'allow' }),
  },
  {
    name: 's3:x-amz-storage-class',
    cases: [
      ...all({ StringEquals: { 's3:x-amz-storage-class': ['STANDARD'] } }, { headers: { 'x-amz-storage-class': 'STANDARD' }, expected: 'deny' }),
      ...all({ StringEquals: { 's3:x-amz-storage-class': ['ONEZONE_IA', 'REDUCED_REDUNDANCY', 'EXPRESS_ONEZONE'] } }, { headers: { 'x-amz-storage-class': 'STANDARD' }, expected: 'allow' }),
    ],
  },
  {
    name: 's3:object-lock-remaining-retention-days',
    cases: all({ NumericGreaterThan: { 's3:object-lock-remaining-retention-days': 3650 } },
      { headers: inDays(4000), expected: 'deny' }, { headers: inDays(10), expected: 'allow' }),
  },
  { name: 'no condition', cases: all({}, { expected: 'deny' }) },
];

/** Operators and keys of a condition, by which a statement finds its probe; with the value for Null and Bool, where it turns the meaning. */
export const shapeOf = (condition: Condition = {}): string => Object.entries(condition).flatMap(([operator, keys]) => Object.entries(keys)
  .map(([key, value]) => `${operator} ${key}${/^(Null|Bool)/.test(operator) ? ` ${String(value)}` : ''}`)).sort().join(', ');

export const probeOf = (statement: Statement): Probe | undefined => PROBES.find(({ cases }) => shapeOf(cases[0].condition) === shapeOf(statement.Condition));

const deny = (bucket: Bucket, Condition: Condition): Statement => ({
  Effect: 'Deny', Principal: { AWS: '*' }, Action: ['s3:PutObject'], Resource: [`${bucket.arn}/*`], ...Object.keys(Condition).length > 0 && { Condition },
});

const UPLOAD: Ask = { method: 'PUT', key: 'probe', body: 'probe' };

/** Puts one condition after another on a bucket and uploads to it. @param rewritten whether the server is told them in its dialect */
export async function probeServer(server: Server, bucket: Bucket, rewritten: boolean): Promise<readonly Probed[]> {
  const probed: Probed[] = [];
  for (const { name, cases } of PROBES) {
    const came: Judgement[] = [];
    for (const { condition, headers, how } of cases) {
      const statement = deny(bucket, condition);
      await setPolicy(server, bucket.id, [translated(server, rewritten ? server.rewritten(statement) : statement)]);
      came.push(judgementOf(await request(server, bucket.id, { ...UPLOAD, headers }, 'owner', how)));
    }
    probed.push(summary(name, cases, came));
  }
  await setPolicy(server, bucket.id, []);
  return probed;
}

export const probeEvaluator = (bucket: Bucket): readonly Probed[] => PROBES.map(({ name, cases }) => summary(name, cases,
  cases.map(({ condition, headers, how = {} }) => verdictOf(decision([deny({ ...bucket, vpc: undefined }, condition)], { ...bucket, vpc: undefined }, { ...UPLOAD, headers }, 'owner', how)))));

function summary(probe: string, cases: readonly Case[], came: readonly Judgement[]): Probed {
  const enforced = cases.every(({ expected }, i) => came[i] === expected);
  const same = came.every(one => one === came[0]) ? { allow: 'never applies', deny: 'always applies' }[came[0] as Verdict] : undefined;
  return { probe, enforced, says: enforced ? 'enforced' : same ?? came.map((one, i) => `${cases[i].expected}: ${one}`).join(', ') };
}

/** Actions that the server does not take into a policy. */
export async function unknownActions(server: Server, bucket: Bucket, statements: readonly Statement[]): Promise<readonly string[]> {
  const unknown: string[] = [];
  for (const action of new Set(statements.flatMap(({ Action }) => Action))) {
    const statement = { ...deny(bucket, {}), Action: [action], Resource: [bucket.arn, `${bucket.arn}/none`], Principal: { AWS: `arn:aws:iam::${PARTNERS}:user/nobody` } };
    await setPolicy(server, bucket.id, [statement]).catch(() => unknown.push(action));
  }
  await setPolicy(server, bucket.id, []);
  return unknown;
}
