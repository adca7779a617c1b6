import { CfnParameter, Duration, Lazy, PhysicalName, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AccessLogBucket, ComplianceFramework, EncryptionHeaders, EncryptionMethod, NetworkPerimeter } from '../../src';

/** Where one combination is made: a scope and a number of its own, so that it shares nothing with its neighbours. */
export interface Place {
  readonly scope: Construct;
  readonly n: number;
}

export type Make = (place: Place) => unknown;
export type Values = Readonly<Record<string, Make>>;

const is = (value: unknown): Make => () => value;
const days = (n: number): Make => () => Duration.days(n);
const member = (enumeration: Readonly<Record<string, unknown>>): Values =>
  Object.fromEntries(Object.entries(enumeration).map(([name, value]) => [name, is(value)]));
const FLAG: Values = { true: is(true), false: is(false) };

const hex = ({ n }: Place): string => n.toString(16).padStart(12, '0');
const role = (place: Place, id: string): iam.IRole => new iam.Role(place.scope, id, { assumedBy: new iam.AccountRootPrincipal() });
const importedRole = (place: Place, id: string, account = '111122223333'): iam.IRole =>
  iam.Role.fromRoleArn(place.scope, id, `arn:aws:iam::${account}:role/${id}-${place.n}`);
const endpoint = (place: Place, id: string): ec2.IVpcEndpoint =>
  ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(place.scope, id, { vpcEndpointId: 'vpce-0123456789abcdef0', port: 443 });
const importedKey = (place: Place, id: string, { account = '111122223333', region = 'eu-central-1', prefix = '12345678-1234-1234-1234-' } = {}): kms.IKey =>
  kms.Key.fromKeyArn(place.scope, id, `arn:aws:kms:${region}:${account}:key/${prefix}${hex(place)}`);
const elsewhere = (place: Place): Stack => new Stack(place.scope.node.root as Construct, `Elsewhere${place.n}`, { env: { account: '111122223333', region: 'eu-west-1' } });

const roles = (id: string): Values => ({
  'one made here': place => [role(place, id)],
  'two, one imported': place => [role(place, id), importedRole(place, `${id}2`)],
  'one of another account': place => [importedRole(place, id, '444455556666')],
  'nobody': is([]),
  'twice the same': (place) => {
    const same = role(place, id);
    return [same, same];
  },
  'no list': is('admin'),
  'no role in it': is(['admin']),
  'null in it': is([null]),
});

const oneRole = (id: string): Values => ({
  'made here': place => role(place, id),
  'imported': place => importedRole(place, id),
  'of another account': place => importedRole(place, id, '444455556666'),
  'an ARN': is('arn:aws:iam::111122223333:role/erasure'),
  'a pattern': is({ roleArn: 'arn:aws:iam::111122223333:role/*' }),
});

const lengths = (...ok: number[]): Values => ({
  ...Object.fromEntries(ok.map(n => [`${n} days`, days(n)])),
  '1 day': days(1),
  '36500 days': days(36500),
  '36501 days': days(36501),
  '0 days': days(0),
  '36 hours': () => Duration.hours(36),
  'decided at deploy time': () => Duration.days(Lazy.number({ produce: () => 400 })),
  'a number': is(365),
});

const exception = (control: string, more: object = {}) => ({ control, reason: 'the migration lasts until then', owner: 'Jane Roe', expires: '9999-12-31', ...more });

const frameworks = Object.entries(ComplianceFramework);

/** Values of every property: each that means something else, the bounds, and what is beyond them. Left out is one more of each. */
export const VALUES: Readonly<Record<string, Values>> = {
  bucketName: {
    'a name': ({ n }) => `records-${n}`,
    '63 characters': ({ n }) => `r${n}`.padEnd(63, 'x'),
    '64 characters': ({ n }) => `r${n}`.padEnd(64, 'x'),
    'two characters': is('ab'),
    'capitals': is('Records'),
    'an IP address': is('192.168.1.1'),
    'two dots': is('a..b'),
    'reserved': is('records-s3alias'),
    'empty': is(''),
    'a number': is(5),
    'made by the CDK if needed': is(PhysicalName.GENERATE_IF_NEEDED),
    'decided at deploy time': ({ scope }) => new CfnParameter(scope, 'Name').valueAsString,
    'lazy': ({ n }) => Lazy.string({ produce: () => `lazy-${n}` }),
  },
  encryption: { ...member(EncryptionMethod), 'no member': is('aws:nothing') },
  encryptionKey: {
    'made here': ({ scope }) => new kms.Key(scope, 'Key', { enableKeyRotation: true }),
    'without rotation': ({ scope }) => new kms.Key(scope, 'Key'),
    'with DESTROY': ({ scope }) => new kms.Key(scope, 'Key', { enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY }),
    'multi-Region': ({ scope }) => new kms.Key(scope, 'Key', { enableKeyRotation: true, multiRegion: true }),
    'alias of one made here': ({ scope, n }) => new kms.Key(scope, 'Key', { enableKeyRotation: true }).addAlias(`alias/records-${n}`),
    'imported': place => importedKey(place, 'Key'),
    'imported, multi-Region': place => importedKey(place, 'Key', { prefix: 'mrk-12345678123412341234' }),
    'imported, of another account': place => importedKey(place, 'Key', { account: '444455556666' }),
    'imported, of another Region': place => importedKey(place, 'Key', { region: 'eu-west-1' }),
    'imported alias': ({ scope }) => kms.Alias.fromAliasName(scope, 'Key', 'alias/records'),
    'an ARN': is('arn:aws:kms:eu-central-1:111122223333:key/12345678-1234-1234-1234-123456789012'),
    'an L1 key': ({ scope }) => new kms.CfnKey(scope, 'Key', { keyPolicy: {} }),
  },
  keyAdministrators: roles('KeyAdmin'),
  bucketKeyEnabled: FLAG,
  encryptionHeaders: { ...member(EncryptionHeaders), 'no member': is('sometimes') },
  presignedUrlMaxAge: {
    '15 minutes': () => Duration.minutes(15),
    '1 day': days(1),
    '7 days': days(7),
    '14 minutes': () => Duration.minutes(14),
    '8 days': days(8),
    'half a second': () => Duration.millis(900500),
    'decided at deploy time': ({ scope }) => Duration.minutes(new CfnParameter(scope, 'Age', { type: 'Number' }).valueAsNumber),
    'a number': is(3600),
  },
  organizationId: { 'an id': is('o-exampleorgid'), 'no id': is('example'), 'a pattern': is('o-*'), 'empty': is(''), 'a number': is(5) },
  accessLogBucket: {
    'an AccessLogBucket': ({ scope }) => new AccessLogBucket(scope, 'Logs'),
    'a plain bucket': ({ scope }) => new s3.Bucket(scope, 'Logs', { enforceSSL: true, versioned: true, blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL }),
    'imported': ({ scope, n }) => s3.Bucket.fromBucketName(scope, 'Logs', `logs-${n}`),
    'with KMS': ({ scope }) => new s3.Bucket(scope, 'Logs', { encryption: s3.BucketEncryption.KMS }),
    'with KMS_MANAGED': ({ scope }) => new s3.Bucket(scope, 'Logs', { encryption: s3.BucketEncryption.KMS_MANAGED }),
    'with a default retention': ({ scope }) => new s3.Bucket(scope, 'Logs', { objectLockDefaultRetention: s3.ObjectLockRetention.governance(Duration.days(1)) }),
    'with Object Lock only': ({ scope }) => new s3.Bucket(scope, 'Logs', { objectLockEnabled: true }),
    'in another Region': place => new AccessLogBucket(elsewhere(place), 'Logs'),
    'a name': is('logs'),
  },
  eventBridgeEnabled: FLAG,
  expiration: lengths(365, 600),
  noncurrentVersionExpiration: lengths(365, 30),
  acknowledgeIrreversibleLock: FLAG,
  lockAdministrators: roles('LockAdmin'),
  maximumObjectRetention: lengths(365, 3650),
  minimumObjectRetention: lengths(30, 365),
  mfaExemptRoles: roles('Exempt'),
  exceptions: {
    'none': is([]),
    'vpc-only': is([exception('vpc-only')]),
    'encrypted-with-kms': is([exception('encrypted-with-kms')]),
    'default-retention and lifecycle-limits': is([exception('default-retention'), exception('lifecycle-limits')]),
    'expired': is([exception('vpc-only', { expires: '2020-01-01' })]),
    'without a reason': is([exception('vpc-only', { reason: ' ' })]),
    'no control': is([exception('vpc')]),
    'no day': is([exception('vpc-only', { expires: 'tomorrow' })]),
    'twice': is([exception('vpc-only'), exception('vpc-only')]),
    'null in it': is([null]),
    'no list': is('vpc-only'),
  },
  removalPolicy: { ...member(RemovalPolicy), 'no member': is('keep') },
  autoDeleteObjects: FLAG,
  allowedRegions: {
    'this one': is(['eu-central-1']),
    'two': is(['eu-west-1', 'eu-central-1']),
    'another': is(['us-east-1']),
    'none': is([]),
    'no Region': is(['Europe']),
    'a number': is([5]),
    'no list': is('eu-central-1'),
  },
  multiRegionKeyAllowed: FLAG,
  personalDataTag: {
    'a key': is('pii'),
    '128 characters': is('p'.repeat(128)),
    '129 characters': is('p'.repeat(129)),
    'of AWS': is('aws:pii'),
    'odd characters': is('p*'),
    'empty': is(''),
    'a number': is(5),
  },
  erasureRole: oneRole('Erase'),
  portabilityRole: oneRole('HandOver'),
  retentionLegalBasis: { 'a law': is('45 CFR 164.316(b)(2)(i)'), 'blank': is(' '), 'a number': is(5) },
  retention: {
    'governance 365 days': () => s3.ObjectLockRetention.governance(Duration.days(365)),
    'governance 1 day': () => s3.ObjectLockRetention.governance(Duration.days(1)),
    'governance 100 years': () => s3.ObjectLockRetention.governance(Duration.days(36500)),
    'compliance 365 days': () => s3.ObjectLockRetention.compliance(Duration.days(365)),
    'a length': days(365),
  },
  retentionLimit: { ...lengths(730, 365), '2 days': days(2) },
  network: {
    'VPC ids': () => NetworkPerimeter.vpcIds(['vpc-0123456789abcdef0', 'vpc-0fedcba9876543210']),
    'a VPC': ({ scope }) => NetworkPerimeter.vpcs([ec2.Vpc.fromVpcAttributes(scope, 'Vpc', { vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['eu-central-1a'] })]),
    'an endpoint': place => NetworkPerimeter.vpcEndpoints([endpoint(place, 'Endpoint')]),
    'an endpoint, with exempt roles': place =>
      NetworkPerimeter.vpcEndpoints([endpoint(place, 'Endpoint')], { exemptRoles: [role(place, 'BreakGlass'), importedRole(place, 'Backup')] }),
    'VPC ids, with an exempt role': place => NetworkPerimeter.vpcIds(['vpc-0123456789abcdef0'], { exemptRoles: [role(place, 'BreakGlass')] }),
    'an id': is('vpc-0123456789abcdef0'),
  },
  frameworks: {
    ...Object.fromEntries(frameworks.map(([name, value]) => [name, is([value])])),
    ...Object.fromEntries(frameworks.flatMap(([one, a], i) => frameworks.slice(i + 1).map(([other, b]) => [`${one} and ${other}`, is([a, b])]))),
    'all': is(frameworks.map(([, value]) => value)),
    'twice': is([ComplianceFramework.SOC2, ComplianceFramework.SOC2]),
    'none': is([]),
    'no framework': is(['iso27001']),
    'no list': is('hipaa'),
  },
};

/** What a bucket is asked for where the pair does not say: enough for every framework. */
export const BASE: Readonly<Record<string, Make>> = {
  retention: VALUES.retention['governance 365 days'],
  network: VALUES.network['an endpoint'],
  retentionLimit: VALUES.retentionLimit['730 days'],
};

/** Where a property of one bucket means something else than that of the others. */
export const OF_LOG_BUCKET: Readonly<Record<string, Values>> = {
  retention: lengths(365, 2192),
  bucketName: VALUES.bucketName,
  removalPolicy: VALUES.removalPolicy,
  mfaExemptRoles: VALUES.mfaExemptRoles,
};

/** What only the end of synthesis can tell. */
export const LATE: ReadonlySet<string> = new Set([
  'encryptionKey: without rotation', 'encryptionKey: an L1 key', 'accessLogBucket: with KMS_MANAGED', 'accessLogBucket: a plain bucket', 'encryption: KMS_DSSE',
  'lockAdministrators: one of another account', 'mfaExemptRoles: one of another account', 'erasureRole: of another account',
]);
