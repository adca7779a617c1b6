import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as apps from './apps';
import { deploy, only, policyFrom } from './deployed';
import { CompliantBucket, NetworkPerimeter } from '../../src';
import { decide } from '../../src/policy/decide';
import { parsePolicy, type Policy } from '../../src/policy/document';
import { ANONYMOUS, type ContextValue, type Requester, role, service } from '../../src/policy/request';

export const ACCOUNT = '111122223333';
export const VPC = 'vpc-0123456789abcdef0';
export const ORGANIZATION = 'o-a1b2c3d4e5';

/** A bucket as it is deployed. */
export interface Column {
  readonly name: string;
  readonly policy: Policy;
  readonly arn: string;
  /** ARN of its KMS key. */
  readonly key?: string;
}

export const named = (stack: Stack, name: string, account = ACCOUNT): iam.IRole =>
  stack.node.tryFindChild(name) as iam.IRole | undefined ?? iam.Role.fromRoleArn(stack, name, `arn:aws:iam::${account}:role/${name}`);

const within = (stack: Stack) => NetworkPerimeter.vpcIds([VPC], { exemptRoles: [named(stack, 'BreakGlass')] });
const locks = (stack: Stack) => ({ lockAdministrators: [named(stack, 'Locks')] });
const people = (stack: Stack) => ({ erasureRole: named(stack, 'Eraser'), portabilityRole: named(stack, 'Porter') });

const MADE: Readonly<Record<string, (stack: Stack) => CompliantBucket>> = {
  'hipaa': stack => apps.hipaaBucket(stack, { network: within(stack), ...locks(stack) }),
  'pci': stack => apps.pciBucket(stack, { organizationId: ORGANIZATION }),
  'gdpr': stack => apps.gdprBucket(stack, people(stack)),
  'soc2': stack => apps.soc2Bucket(stack, { mfaExemptRoles: [named(stack, 'Cleaner')] }),
  'hipaa+pci': stack => apps.hipaaPci(stack, { organizationId: ORGANIZATION, ...locks(stack) }),
  'gdpr+soc2': stack => apps.gdprSoc2(stack, { ...people(stack), ...locks(stack), network: within(stack), mfaExemptRoles: [named(stack, 'Cleaner')] }),
};

/** The six buckets, and the log bucket of the first. */
export function columns(): Column[] {
  return Object.entries(MADE).flatMap(([name, make]) => {
    const stack = apps.stackOf({ env: { account: ACCOUNT, region: 'eu-central-1' } });
    const bucket = make(stack);
    bucket._exemptRole(named(stack, 'Replicator'));
    bucket.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'AllowPartner', principals: [new iam.ArnPrincipal(`arn:aws:iam::${PARTNERS}:role/Partner`)], actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')],
    }));
    const resources = deploy(stack.node.root as never);
    const of = (logs: boolean, title: string): Column => {
      const { properties } = only(resources, 'AWS::S3::BucketPolicy', ({ id }) => id.includes('AccessLogs') === logs);
      const keys = logs ? [] : resources.filter(({ type }) => type === 'AWS::KMS::Key');
      return {
        name: title,
        policy: policyFrom(properties.PolicyDocument, title),
        arn: `arn:aws:s3:::${properties.Bucket}`,
        ...keys[0] && { key: `arn:aws:kms:eu-central-1:${ACCOUNT}:key/${keys[0].id}` },
      };
    };
    return [of(false, name), ...name === 'hipaa' ? [of(true, 'logs')] : []];
  }).sort(({ name: one }, { name: other }) => Number(one === 'logs') - Number(other === 'logs'));
}

const PARTNERS = '999999999999';

export const WHO: Readonly<Record<string, Requester>> = {
  app: role('App', ACCOUNT),
  deploy: role(`cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-central-1`, ACCOUNT),
  breakGlass: { type: 'AWS', id: `arn:aws:sts::${ACCOUNT}:assumed-role/BreakGlass/me` },
  replicator: role('Replicator', ACCOUNT),
  eraser: role('Eraser', ACCOUNT),
  porter: role('Porter', ACCOUNT),
  locks: role('Locks', ACCOUNT),
  cleaner: role('Cleaner', ACCOUNT),
  root: { type: 'AWS', id: `arn:aws:iam::${ACCOUNT}:root` },
  partner: role('Partner', PARTNERS),
  stranger: role('Stranger', PARTNERS),
  nobody: ANONYMOUS,
  logging: service('logging.s3.amazonaws.com'),
  s3: service('s3.amazonaws.com'),
  macie: service('macie.amazonaws.com'),
};

type Context = Record<string, ContextValue>;
export type Headers = (column: Column) => Context;

const SSE = 's3:x-amz-server-side-encryption';
const SSE_KEY = `${SSE}-aws-kms-key-id`;
const all = (...parts: (Context | Headers)[]): Headers => column => Object.assign({}, ...parts.map(part => typeof part === 'function' ? part(column) : part));

const FRESH: Context = {
  'aws:SecureTransport': 'true',
  's3:TlsVersion': '1.3',
  's3:signatureversion': 'AWS4-HMAC-SHA256',
  's3:signatureAge': '1000',
  'aws:ViaAWSService': 'false',
  'aws:PrincipalOrgID': ORGANIZATION,
};
const outside = all(FRESH);
const inside = all(FRESH, { 'aws:SourceVpc': VPC, 'aws:SourceVpce': apps.ENDPOINT_ID });
const MFA = { 'aws:MultiFactorAuthPresent': 'true' };
const TAG = { 's3:RequestObjectTag/personal-data': 'true' };
const RIGHT: Headers = ({ key }): Context => key ? { [SSE]: 'aws:kms', [SSE_KEY]: key } : { [SSE]: 'AES256' };
const put = all(inside, TAG);
const days = (count: number) => ({ 's3:object-lock-mode': 'GOVERNANCE', 's3:object-lock-remaining-retention-days': `${count}` });

/** What a request carries, and where it comes from. */
export const HOW: Readonly<Record<string, Headers>> = {
  inside,
  outside,
  otherVpc: all(FRESH, { 'aws:SourceVpc': 'vpc-0fedcba9876543210', 'aws:SourceVpce': 'vpce-0fedcba9876543210' }),
  viaService: all(outside, { 'aws:ViaAWSService': 'true', 's3:TlsVersion': null }),
  mfa: all(inside, MFA),
  mfaOutside: all(outside, MFA),
  mfaFalse: all(inside, { 'aws:MultiFactorAuthPresent': 'false' }),
  http: all(inside, { 'aws:SecureTransport': 'false', 's3:TlsVersion': null }),
  httpOutside: all(outside, { 'aws:SecureTransport': 'false', 's3:TlsVersion': null }),
  tls11: all(inside, { 's3:TlsVersion': '1.1' }),
  sigV2: all(inside, { 's3:signatureversion': 'AWS', 's3:signatureAge': '0' }),
  days6: all(inside, { 's3:signatureAge': `${6 * 86_400_000}` }),
  days8: all(inside, { 's3:signatureAge': `${8 * 86_400_000}` }),
  otherOrg: all(inside, { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' }),
  noOrg: all(inside, { 'aws:PrincipalOrgID': null }),
  put: put,
  putNoTag: inside,
  putRight: all(put, RIGHT),
  putAes: all(put, { [SSE]: 'AES256' }),
  putDsse: all(put, RIGHT, ({ key }): Context => key ? { [SSE]: 'aws:kms:dsse' } : {}),
  putOtherKey: all(put, { [SSE]: 'aws:kms', [SSE_KEY]: `arn:aws:kms:eu-central-1:${PARTNERS}:key/x` }),
  putNoKey: all(put, { [SSE]: 'aws:kms' }),
  putSseC: all(put, { 's3:x-amz-server-side-encryption-customer-algorithm': 'AES256' }),
  putOneZone: all(put, { 's3:x-amz-storage-class': 'ONEZONE_IA' }),
  putIa: all(put, { 's3:x-amz-storage-class': 'STANDARD_IA' }),
  putHold: all(put, { 's3:object-lock-legal-hold': 'ON' }),
  putCompliance: all(put, days(365), { 's3:object-lock-mode': 'COMPLIANCE' }),
  put100Years: all(put, days(36500)),
  days365: all(inside, days(365)),
  years100: all(inside, days(36500)),
  delivery: ({ arn }) => ({ 'aws:SecureTransport': 'true', 'aws:SourceArn': arn, 'aws:SourceAccount': ACCOUNT, 'aws:ViaAWSService': 'false' }),
  logDelivery: ({ arn }) => ({ 'aws:SecureTransport': 'true', 'aws:SourceArn': arn.replace('accesslogs', '').replace(/[^:]*$/, LOGGED), 'aws:SourceAccount': ACCOUNT }),
  foreignDelivery: () => ({ 'aws:SecureTransport': 'true', 'aws:SourceArn': 'arn:aws:s3:::elsewhere', 'aws:SourceAccount': PARTNERS, 'aws:ViaAWSService': 'false' }),
};

/** Every bucket is the construct `Records` of its stack. */
const LOGGED = 'records091f6eca';

const everything = parsePolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] }, { name: 'identity policy' });

/** `A` where the requester, who may do everything by its own policies, is allowed; `D` where the bucket denies; `?` where nobody knows. */
export function answer(column: Column, who: string, action: string, how: string): string {
  const [name, key = 'a'] = action.split(' ');
  const resource = /Object|Bypass|ReplicateDelete/.test(name) && !name.startsWith('PutBucket') ? `${column.arn}/${key}` : column.arn;
  const request = { action: `s3:${name}`, resource, requester: WHO[who], context: HOW[how](column), otherKeys: 'absent' as const };
  return { allowed: 'A', denied: 'D', unknown: '?' }[decide({ owner: ACCOUNT, resource: column.policy, identity: [everything] }, request).outcome];
}
