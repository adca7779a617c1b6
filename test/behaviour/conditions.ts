import { ACCOUNT, PARTNERS } from './buckets';
import type { How, Verdict } from './question';

export type Condition = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A condition that a Deny of ours has, and requests on both sides of it. */
export interface Probe {
  readonly name: string;
  readonly cases: readonly Case[];
}

export interface Case {
  readonly condition: Condition;
  readonly headers?: Readonly<Record<string, string>>;
  readonly how?: How;
  /** Only for servers that speak TLS, or only for those that do not. */
  readonly tls?: boolean;
  readonly expected: Verdict;
}

const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/RecordsKey99747094`;
const SSE = 's3:x-amz-server-side-encryption';
const SERVICE = { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' };
const aes = { 'x-amz-server-side-encryption': 'AES256' };
const kms = { 'x-amz-server-side-encryption': 'aws:kms', 'x-amz-server-side-encryption-aws-kms-key-id': KEY };
const others = { ...kms, 'x-amz-server-side-encryption-aws-kms-key-id': 'key-of-others' };
const inDays = (days: number) => ({ 'x-amz-object-lock-mode': 'GOVERNANCE', 'x-amz-object-lock-retain-until-date': new Date(Date.now() + 86_400_000 * days).toISOString() });

const all = (condition: Condition, ...cases: readonly Omit<Case, 'condition'>[]): readonly Case[] => cases.map(each => ({ condition, ...each }));

/** Single operators, with a key that every server knows: they tell why a server enforces a condition of ours or does not. */
const OPERATORS: readonly Probe[] = [
  { name: 'Null: true', cases: all({ Null: { [SSE]: 'true' } }, { expected: 'deny' }, { headers: kms, expected: 'allow' }) },
  { name: 'Null: false', cases: all({ Null: { [SSE]: 'false' } }, { expected: 'allow' }, { headers: kms, expected: 'deny' }) },
  { name: 'StringEquals', cases: all({ StringEquals: { [SSE]: 'aws:kms' } }, { expected: 'allow' }, { headers: kms, expected: 'deny' }) },
  {
    name: 'StringNotEquals, present',
    cases: all({ StringNotEquals: { [SSE]: 'aws:kms' } }, { headers: kms, expected: 'allow' }, { headers: aes, expected: 'deny' }),
  },
  {
    name: 'StringNotEquals, absent',
    cases: all({ StringNotEquals: { [SSE]: 'aws:kms' } }, { expected: 'deny' }, { headers: kms, expected: 'allow' }),
  },
  {
    name: 'StringNotEqualsIfExists',
    cases: all({ StringNotEqualsIfExists: { [SSE]: 'aws:kms' } }, { expected: 'deny' }, { headers: kms, expected: 'allow' }),
  },
  {
    name: 'BoolIfExists',
    cases: [
      ...all({ BoolIfExists: { 'aws:SecureTransport': 'false' } }, { how: { http: true }, expected: 'deny' }, { tls: true, expected: 'allow' }),
      ...all({ BoolIfExists: { 'aws:SecureTransport': 'true' } }, { how: { http: true }, tls: false, expected: 'allow' }),
    ],
  },
  { name: 'no condition', cases: all({}, { expected: 'deny' }) },
];

/** By what a server can be asked on loopback. Where it cannot have a value, the condition asks for another one. */
export const PROBES: readonly Probe[] = [
  {
    name: 'aws:SecureTransport',
    cases: [
      ...all({ Bool: { 'aws:SecureTransport': 'false' } }, { how: { http: true }, expected: 'deny' }, { tls: true, expected: 'allow' }),
      ...all({ Bool: { 'aws:SecureTransport': 'true' } }, { how: { http: true }, tls: false, expected: 'allow' }),
    ],
  },
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
  ...OPERATORS,
];
