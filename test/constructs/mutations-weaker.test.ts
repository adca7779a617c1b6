import { BUCKETS, type Json, outcomes, subjectOf, weaker } from './mutations';
import { CONTROLS } from '../../src/controls';

const SUBJECTS = BUCKETS.map(name => [name, subjectOf(name)] as const);

const SSE = 's3:x-amz-server-side-encryption';
const SSE_KEY = `${SSE}-aws-kms-key-id`;
const OTHER_KEY = 'arn:aws:kms:eu-central-1:999999999999:key/00000000-0000-0000-0000-000000000000';

const encryption = ({ Properties }: Json) => Properties.BucketEncryption.ServerSideEncryptionConfiguration[0];
const rules = ({ Properties }: Json) => Properties.LifecycleConfiguration.Rules as Json[];
const lock = ({ Properties }: Json) => Properties.ObjectLockConfiguration?.Rule.DefaultRetention ?? {};
const to = (operator: string, key: string, value: unknown) => ({ Condition }: Json) => Object.assign(Condition[operator] ?? {}, { [key]: value });
const renamed = (from: string, operator: string, change = (values: Json) => values) => ({ Condition }: Json) => {
  Condition[operator] = { ...Condition[operator], ...change(Condition[from]) };
  delete Condition[from];
};

type Weaker = readonly [where: string, what: string, change: (part: Json) => unknown, control: string];

/** What is weaker than it was, and the control that fails. */
const WEAKER: readonly Weaker[] = [
  ['Bucket', 'one flag of the public access block is off', ({ Properties: p }) => { p.PublicAccessBlockConfiguration.BlockPublicPolicy = false; }, 'public-access-blocked'],
  ['Bucket', 'another flag of it is off', ({ Properties: p }) => { p.PublicAccessBlockConfiguration.RestrictPublicBuckets = 'false'; }, 'public-access-blocked'],
  ['Bucket', 'writers own their objects', ({ Properties: p }) => { p.OwnershipControls.Rules[0].ObjectOwnership = 'ObjectWriter'; }, 'acls-disabled'],
  ['Bucket', 'the owner is only preferred', ({ Properties: p }) => { p.OwnershipControls.Rules[0].ObjectOwnership = 'BucketOwnerPreferred'; }, 'acls-disabled'],
  ['Bucket', 'SSE-C is not blocked', (p) => { encryption(p).BlockedEncryptionTypes.EncryptionType = ['NONE']; }, 'sse-c-blocked'],
  ['Bucket', 'it logs to itself', ({ Properties: p }) => { delete p.LoggingConfiguration.DestinationBucketName; }, 'access-logging-enabled'],
  ['Bucket', 'the logs go where nothing lets them in', ({ Properties: p }) => { p.LoggingConfiguration.LogFilePrefix = 'elsewhere/'; }, 'log-destination-valid'],
  ['Bucket', 'it is a website', ({ Properties: p }) => { p.WebsiteConfiguration = { IndexDocument: 'index.html' }; }, 'website-hosting-off'],
  ['Bucket', 'no lifecycle rule is enabled', p => rules(p).forEach((rule) => { rule.Status = 'Disabled'; }), 'noncurrent-versions-expire'],
  ['Bucket', 'no lifecycle rule is enabled', p => rules(p).forEach((rule) => { rule.Status = 'Disabled'; }), 'incomplete-uploads-aborted'],
  ['Bucket', 'the lifecycle is of some objects', p => rules(p).forEach((rule) => { rule.Prefix = 'some/'; }), 'noncurrent-versions-expire'],
];

const WEAKER_KMS: readonly Weaker[] = [
  ['Bucket', 'S3 holds the key', (p) => { encryption(p).ServerSideEncryptionByDefault = { SSEAlgorithm: 'AES256' }; }, 'encrypted-with-kms'],
  ['Bucket', 'AWS holds the key', (p) => { encryption(p).ServerSideEncryptionByDefault.KMSMasterKeyID = 'alias/aws/s3'; }, 'encrypted-with-customer-key'],
  ['Bucket', 'each object has a call to KMS', (p) => { encryption(p).BucketKeyEnabled = false; }, 'bucket-key-enabled'],
  ['Key', 'the key does not rotate', ({ Properties: p }) => { p.EnableKeyRotation = false; }, 'key-rotates'],
  ['Key', 'the key is off', ({ Properties: p }) => { p.Enabled = false; }, 'key-stays-usable'],
  ['Key', 'the key goes with the stack', (key) => { key.DeletionPolicy = 'Delete'; }, 'key-stays-usable'],
  ['Key', 'everybody decrypts', ({ Properties: p }) => { p.KeyPolicy.Statement.push({ Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' }); }, 'key-policy-not-public'],
  ['Policy DenyOtherAlgorithm', 'SSE-S3 passes as well', to('StringNotEquals', SSE, ['aws:kms', 'AES256']), 'wrong-encryption-refused'],
  ['Policy DenyOtherKey', 'the key of others passes as well', to('StringNotEquals', SSE_KEY, OTHER_KEY), 'wrong-encryption-refused'],
  ['Policy DenyOtherKey', 'every key passes', renamed('StringNotEquals', 'StringNotLike', () => ({ [SSE_KEY]: '*' })), 'wrong-encryption-refused'],
  ['Policy DenyKmsWithoutKey', 'SSE-S3 instead of KMS', to('StringEquals', SSE, 'AES256'), 'wrong-encryption-refused'],
];

const WEAKER_POLICY: readonly Weaker[] = [
  ['Policy (aws:SecureTransport)', 'HTTPS is refused', to('Bool', 'aws:SecureTransport', 'true'), 'http-refused'],
  ['Policy (s3:TlsVersion)', 'TLS 1.0 is enough', to('NumericLessThan', 's3:TlsVersion', 1.0), 'old-tls-refused'],
  ['Policy (s3:TlsVersion)', 'TLS 1.1 is enough', to('NumericLessThan', 's3:TlsVersion', '1.1'), 'old-tls-refused'],
  ['Policy DenyOldSignatures', 'a thousand times as old', to('NumericGreaterThan', 's3:signatureAge', '604800000000'), 'presigned-urls-expire'],
  ['Policy DenyOldSignatures', 'a day older', to('NumericGreaterThan', 's3:signatureAge', '691200000'), 'presigned-urls-expire'],
  ['Policy DenySigV2', 'the other version', to('StringEquals', 's3:signatureversion', 'AWS4-HMAC-SHA256'), 'sigv2-refused'],
  ['Policy DenyOutsideNetwork', 'every VPC', renamed('StringNotEquals', 'StringNotLike', keys => Object.fromEntries(Object.keys(keys).map(k => [k, 'vpc*']))), 'vpc-only'],
  ['Policy DenyOutsideNetwork', 'only where there is an endpoint', renamed('StringNotEquals', 'StringNotEqualsIfExists', keys => ({ ...keys, 'aws:UserAgent': 'curl' })), 'vpc-only'],
  ['Policy DenyOutsideNetwork', 'no role at all is outside', ({ Condition: c }) => { c.ArnNotLike = { 'aws:PrincipalArn': '*' }; }, 'vpc-only'],
  ['Policy DenyOutsideNetwork', 'reads only', (s) => { s.Action = ['s3:GetObject*', 's3:ListBucket*']; }, 'vpc-only'],
  ['Policy DenyGovernanceBypass', 'every role of the account lifts', (s) => { s.Condition = { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } }; }, 'governance-bypass-restricted'],
  ['Policy DenyLongRetention', 'a hundred times as long', to('NumericGreaterThan', 's3:object-lock-remaining-retention-days', 365000), 'object-retention-bounded'],
  ['Policy DenyOneZone', 'one zone passes', to('StringEquals', 's3:x-amz-storage-class', ['REDUCED_REDUNDANCY', 'EXPRESS_ONEZONE']), 'multi-az-storage'],
  ['Policy DenyOneZone', 'reduced redundancy passes', to('StringEquals', 's3:x-amz-storage-class', ['ONEZONE_IA']), 'multi-az-storage'],
  ['Policy DenyDestructiveChangesWithoutMfa', 'long-term keys pass', renamed('BoolIfExists', 'Bool'), 'destructive-changes-need-mfa'],
  ['Policy DenyDestructiveChangesWithoutMfa', 'every role is exempt', renamed('ArnNotEquals', 'ArnNotLike', () => ({ 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' })), 'destructive-changes-need-mfa'],
  ['Policy DenyWithoutTag', 'another tag', (s) => { s.Condition = { Null: { 's3:RequestObjectTag/another': 'true' } }; }, 'personal-data-tagged'],
  ['Policy DenyWithoutTag', 'some objects', (s) => { s.Resource = { 'Fn::Join': ['', [s.Resource['Fn::Join'][1][0], '/some/*']] }; }, 'personal-data-tagged'],
];

const WEAKER_OF_SOME: readonly Weaker[] = [
  ['Bucket', 'the lock is off', ({ Properties: p }) => { p.ObjectLockEnabled = false; delete p.ObjectLockConfiguration; }, 'object-lock-enabled'],
  ['Bucket', 'the lock lasts no day', (p) => { lock(p).Days = 0; }, 'default-retention'],
  ['Bucket', 'nobody can lift the lock', (p) => { lock(p).Mode = 'COMPLIANCE'; }, 'erasure-possible'],
  ['Bucket', 'versions are suspended', ({ Properties: p }) => { p.VersioningConfiguration.Status = 'Suspended'; }, 'versioning-enabled'],
  ['Bucket', 'the inventory is off', ({ Properties: p }) => { p.InventoryConfigurations[0].Enabled = false; }, 'inventory-listed'],
  ['Bucket', 'the inventory is of some objects', ({ Properties: p }) => { p.InventoryConfigurations[0].Prefix = 'some/'; }, 'inventory-listed'],
  ['Bucket', 'nothing expires', p => rules(p).forEach((rule) => { rule.Status = 'Disabled'; }), 'lifecycle-limits'],
  ['Bucket', 'nothing expires', p => rules(p).forEach((rule) => { rule.Status = 'Disabled'; }), 'erasure-possible'],
  ['Bucket', 'it says that there is no personal data', ({ Properties: p }) => { p.Tags[0].Value = 'none'; }, 'personal-data-tagged'],
];

const ALL = [...WEAKER, ...WEAKER_KMS, ...WEAKER_POLICY, ...WEAKER_OF_SOME];
const tried = new Set<string>();

describe.each(SUBJECTS)('%s', (name, subject) => {
  const before = outcomes(subject, subject.body);
  // Of the controls that the bucket passes.
  const rows = ALL
    .flatMap(([where, what, change, control]) => before.get(control) === 'pass' ? [[where, what, control, weaker(subject, where, change)] as const] : [])
    .filter(([, , , body]) => body && JSON.stringify(body) !== JSON.stringify(subject.body));

  test.each(rows)('%s, %s: %s', (where, what, control, body) => {
    tried.add(`${where} ${what} ${control}`);
    expect(outcomes(subject, body!, CONTROLS.filter(({ id }) => id === control)).get(control)).toBe('fail');
  });

  test(`${name} is weakened at all`, () => {
    expect(rows.length).toBeGreaterThan(15);
  });
});

test('every weaker line is of some bucket', () => {
  expect(ALL.map(([where, what, , control]) => `${where} ${what} ${control}`).filter(row => !tried.has(row))).toEqual([]);
});
