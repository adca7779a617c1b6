import { Template } from 'aws-cdk-lib/assertions';
import { hipaaBucket, stackOf } from './apps';
import { CONTROLS } from '../../src/controls';
import { judge } from '../../src/evidence/judge';
import { HIPAA } from '../../src/frameworks';
import { controlsOf } from '../../src/frameworks/framework';
import { readTemplates } from '../../src/posture/cloudformation';

type Json = Record<string, any>;
type Path = readonly (string | number)[];

/** Each line that hardens a HipaaBucket, and the control that fails when the line is taken away. */
const HARDENING: readonly (readonly [line: string, control: string])[] = [
  ['Bucket BucketEncryption', 'encrypted-with-kms'],
  ['Bucket BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault', 'encrypted-with-kms'],
  ['Bucket BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/SSEAlgorithm', 'encrypted-with-kms'],
  ['Bucket BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/KMSMasterKeyID', 'encrypted-with-customer-key'],
  ['Bucket BucketEncryption/ServerSideEncryptionConfiguration/0/BucketKeyEnabled', 'bucket-key-enabled'],
  ['Bucket BucketEncryption/ServerSideEncryptionConfiguration/0/BlockedEncryptionTypes', 'sse-c-blocked'],
  ['Bucket LifecycleConfiguration', 'noncurrent-versions-expire'],
  ['Bucket LifecycleConfiguration/Rules/0/NoncurrentVersionExpiration', 'noncurrent-versions-expire'],
  ['Bucket LifecycleConfiguration/Rules/0/AbortIncompleteMultipartUpload', 'incomplete-uploads-aborted'],
  ['Bucket LoggingConfiguration', 'access-logging-enabled'],
  ['Bucket LoggingConfiguration/DestinationBucketName', 'access-logging-enabled'],
  ['Bucket LoggingConfiguration/LogFilePrefix', 'log-destination-valid'],
  ['Bucket ObjectLockConfiguration', 'default-retention'],
  ['Bucket ObjectLockConfiguration/Rule', 'default-retention'],
  ['Bucket ObjectLockConfiguration/Rule/DefaultRetention', 'default-retention'],
  ['Bucket OwnershipControls', 'acls-disabled'],
  ['Bucket OwnershipControls/Rules/0/ObjectOwnership', 'acls-disabled'],
  ['Bucket PublicAccessBlockConfiguration', 'public-access-blocked'],
  ['Bucket PublicAccessBlockConfiguration/BlockPublicAcls', 'public-access-blocked'],
  ['Bucket PublicAccessBlockConfiguration/BlockPublicPolicy', 'public-access-blocked'],
  ['Bucket PublicAccessBlockConfiguration/IgnorePublicAcls', 'public-access-blocked'],
  ['Bucket PublicAccessBlockConfiguration/RestrictPublicBuckets', 'public-access-blocked'],
  ['Key EnableKeyRotation', 'key-rotates'],
  ['Policy PolicyDocument/Statement/0', 'http-refused'],
  ['Policy PolicyDocument/Statement/0/Resource/0', 'http-refused'],
  ['Policy PolicyDocument/Statement/0/Resource/1', 'http-refused'],
  ['Policy PolicyDocument/Statement/1', 'old-tls-refused'],
  ['Policy PolicyDocument/Statement/1/Resource/0', 'old-tls-refused'],
  ['Policy PolicyDocument/Statement/1/Resource/1', 'old-tls-refused'],
  ['Policy PolicyDocument/Statement/2', 'wrong-encryption-refused'],
  ['Policy PolicyDocument/Statement/3', 'wrong-encryption-refused'],
  ['Policy PolicyDocument/Statement/4', 'wrong-encryption-refused'],
  ['Policy PolicyDocument/Statement/5', 'vpc-only'],
  ['Policy PolicyDocument/Statement/5/Action/0', 'vpc-only'],
  ['Policy PolicyDocument/Statement/5/Action/1', 'vpc-only'],
  ['Policy PolicyDocument/Statement/5/Action/2', 'vpc-only'],
  ['Policy PolicyDocument/Statement/5/Action/3', 'vpc-only'],
  ['Policy PolicyDocument/Statement/5/Resource/0', 'vpc-only'],
  ['Policy PolicyDocument/Statement/5/Resource/1', 'vpc-only'],
];

/** Lines that can go without opening the bucket, and why. */
const NEUTRAL: Readonly<Record<string, string>> = {
  'Bucket VersioningConfiguration': 'Object Lock turns versioning on by itself: see the last test',
  'Bucket ObjectLockEnabled': 'ObjectLockConfiguration says the same: see the last test',
  'Bucket LoggingConfiguration/TargetObjectKeyFormat': 'partitions make logs cheaper to search; logs without them are as complete',
  'Bucket LifecycleConfiguration/Rules/0/Id': 'a name',
  'Key KeyPolicy': 'not a setting of the bucket; a key without a policy cannot be deployed',
  'Key Description': 'a name',
  'Policy Bucket': 'a policy without a bucket cannot be deployed',
  'Policy PolicyDocument/Version': 'the policy uses no variables',
};

const stack = stackOf();
hipaaBucket(stack);
const BODY: Json = Template.fromStack(stack).toJSON();

const idOf = (type: string) => Object.keys(BODY.Resources).find(id => BODY.Resources[id].Type === type && !id.includes('AccessLogs'))!;
const ROOTS: Readonly<Record<string, Path>> = {
  Bucket: ['Resources', idOf('AWS::S3::Bucket'), 'Properties'],
  Policy: ['Resources', idOf('AWS::S3::BucketPolicy'), 'Properties'],
  Key: ['Resources', idOf('AWS::KMS::Key'), 'Properties'],
};

const at = (body: Json, path: Path): any => path.reduce((node: Json, key) => node[key], body);

function without(...lines: readonly string[]): Json {
  const body = structuredClone(BODY);
  for (const line of lines) {
    const path = pathOf(line);
    const parent = at(body, path.slice(0, -1));
    const last = path.at(-1)!;
    expect(parent).toHaveProperty([String(last)]);
    if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else delete parent[last];
  }
  return body;
}

const pathOf = (line: string): Path => {
  const [root, path] = line.split(' ');
  return [...ROOTS[root], ...path.split('/')];
};

function failing(body: Json): string[] {
  const reading = readTemplates([{ name: 'template.json', body }]).find(r => r.logicalId === ROOTS.Bucket[1])!;
  return CONTROLS.filter(control => judge(control, reading).outcome === 'fail').map(control => control.id);
}

/** What fails before anything is taken away: the two that HIPAA asks of some buckets only. */
const BEFORE = ['lifecycle-limits', 'replicated'];

test('nothing else fails before', () => {
  expect(failing(BODY).sort()).toEqual(BEFORE);
  expect(controlsOf(HIPAA).map(c => c.id)).toEqual(expect.arrayContaining(HARDENING.map(([, control]) => control)));
});

test.each(HARDENING)('without %s: %s', (line, control) => {
  expect(failing(without(line))).toContain(control);
});

test('each line of the template is in one of the two tables', () => {
  const known = [...HARDENING.map(([line]) => line), ...Object.keys(NEUTRAL)];
  const lines = Object.keys(ROOTS).flatMap(root => Object.keys(at(BODY, ROOTS[root])).map(key => `${root} ${key}`));
  const statements = at(BODY, pathOf('Policy PolicyDocument/Statement')).map((_: unknown, i: number) => `Policy PolicyDocument/Statement/${i}`);
  const missing = [...lines, ...statements].filter(line => !known.some(k => k === line || k.startsWith(`${line}/`)));
  expect(missing).toEqual([]);
});

test.each(Object.keys(NEUTRAL))('without %s nothing new fails', (line) => {
  expect(failing(without(line)).sort()).toEqual(BEFORE);
});

test('without the lock, and without versioning as well', () => {
  expect(failing(without('Bucket ObjectLockEnabled', 'Bucket ObjectLockConfiguration'))).toContain('object-lock-enabled');
  expect(failing(without('Bucket ObjectLockEnabled', 'Bucket ObjectLockConfiguration', 'Bucket VersioningConfiguration'))).toContain('versioning-enabled');
});
