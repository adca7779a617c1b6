import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { messageOf, stackOf } from './apps';
import { allowing, APP, type Asking, denying, LOGS, OTHER, policyWith, roleArn } from './statement-cases';
import { CompliantBucket, EncryptionHeaders, EncryptionMethod, NetworkPerimeter, S3PolicyStatements } from '../../src';
import { noPublicGrants } from '../../src/controls/no-public-grants';
import { parsePolicy } from '../../src/policy/document';
import { ANONYMOUS, awsRequester, role } from '../../src/policy/request';
import { hardened } from '../controls/posture';

/** The example policy of the spec, L155-209, for this bucket. */
const SPEC = {
  AllowPublicRead: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::<bucket>/*' },
  AllowSpecificUserUpload: {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${OTHER}:user/upload-service` },
    Action: ['s3:PutObject', 's3:PutObjectAcl'],
    Resource: 'arn:aws:s3:::<bucket>/*',
    Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
  },
  DenyUnencryptedUploads: {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: 'arn:aws:s3:::<bucket>/*',
    Condition: { Null: { 's3:x-amz-server-side-encryption': 'true' } },
  },
  RestrictToVPC: {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: ['arn:aws:s3:::<bucket>', 'arn:aws:s3:::<bucket>/*'],
    Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-12345678' } },
  },
};

const spec = (sid: keyof typeof SPEC) => parsePolicy({ Version: '2012-10-17', Statement: [{ Sid: sid, ...SPEC[sid] }] });

test('AllowPublicRead: no helper has it, and a bucket refuses it; public content goes through CloudFront', () => {
  expect(allowing(spec('AllowPublicRead'), { action: 's3:GetObject', by: ANONYMOUS }).outcome).toBe('allowed');
  expect(noPublicGrants.test(hardened({ policy: { at: 'x', value: spec('AllowPublicRead') } })).outcome).toBe('fail');
  const stack = stackOf();
  const bucket = new CompliantBucket(stack, 'Records');
  expect(messageOf(() => {
    const { Principal: _, ...read } = SPEC.AllowPublicRead;
    bucket.addToResourcePolicy(iam.PolicyStatement.fromJson({ ...read, Principal: { AWS: '*' }, Resource: bucket.arnForObjects('*') }));
    Template.fromStack(stack);
  })).toContain('Stack/Records');
});

describe('AllowSpecificUserUpload', () => {
  const ACL = { 's3:x-amz-acl': 'bucket-owner-full-control' };
  const ours = policyWith(bucket => S3PolicyStatements.allowUploads(bucket, [new iam.ArnPrincipal(roleArn('upload-service', OTHER))]));
  const user = awsRequester(`arn:aws:iam::${OTHER}:user/upload-service`);
  const uploader = role('upload-service', OTHER);

  /** The spec names a user, this library a role: each policy is asked by the one it names. */
  test.each<[string, Asking, 'allowed' | 'denied', 'allowed' | 'denied']>([
    ['full control for the owner', { action: 's3:PutObject', context: ACL }, 'allowed', 'allowed'],
    ['another ACL', { action: 's3:PutObject', context: { 's3:x-amz-acl': 'public-read' } }, 'denied', 'denied'],
    ['no ACL, as the parts of an upload', { action: 's3:PutObject' }, 'denied', 'allowed'],
    ['an ACL afterwards, which a bucket without ACLs has not', { action: 's3:PutObjectAcl', context: ACL }, 'allowed', 'denied'],
    ['an upload stopped half-way', { action: 's3:AbortMultipartUpload' }, 'denied', 'allowed'],
    ['reading', { action: 's3:GetObject' }, 'denied', 'denied'],
  ])('%s', (_, asking, theirs, mine) => {
    expect(allowing(spec('AllowSpecificUserUpload'), { ...asking, by: user }).outcome).toBe(theirs);
    expect(allowing(ours, { ...asking, by: uploader }).outcome).toBe(mine);
    expect(allowing(ours, { ...asking, by: user }).outcome).toBe('denied');
  });
});

describe('DenyUnencryptedUploads', () => {
  const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1';
  const SSE = 's3:x-amz-server-side-encryption';
  const ours = (headers?: EncryptionHeaders) => policyWith(bucket =>
    S3PolicyStatements.denyWrongEncryption(bucket, { method: EncryptionMethod.KMS, key: kms.Key.fromKeyArn(bucket.stack, 'Key', KEY), headers }));
  const [optional, required] = [ours(), ours(EncryptionHeaders.REQUIRED)];

  test.each<[string, Record<string, string>, 'allowed' | 'denied', 'allowed' | 'denied', 'allowed' | 'denied']>([
    ['no header, which S3 encrypts by default', {}, 'denied', 'allowed', 'denied'],
    ['the right headers', { [SSE]: 'aws:kms', [`${SSE}-aws-kms-key-id`]: KEY.replace('111122223333', '<account>') }, 'allowed', 'allowed', 'allowed'],
    ['a weaker algorithm', { [SSE]: 'AES256' }, 'allowed', 'denied', 'denied'],
    ['a foreign key', { [SSE]: 'aws:kms', [`${SSE}-aws-kms-key-id`]: KEY.replace('111122223333', OTHER) }, 'allowed', 'denied', 'denied'],
  ])('%s', (_, context, theirs, byDefault, strict) => {
    const asking = { action: 's3:PutObject', context };
    expect([spec('DenyUnencryptedUploads'), optional, required].map(policy => denying(policy, asking).outcome)).toEqual([theirs, byDefault, strict]);
  });
});

describe('RestrictToVPC', () => {
  const ours = policyWith(bucket => S3PolicyStatements.denyOutside(bucket, NetworkPerimeter.vpcIds(['vpc-12345678'], {
    exemptRoles: [iam.Role.fromRoleArn(bucket.stack, 'Replication', roleArn('replication'))],
  })));

  test.each<[string, Asking, 'allowed' | 'denied', 'allowed' | 'denied']>([
    ['inside', { action: 's3:GetObject', context: { 'aws:SourceVpc': 'vpc-12345678' } }, 'allowed', 'allowed'],
    ['another VPC', { action: 's3:GetObject', context: { 'aws:SourceVpc': 'vpc-87654321' } }, 'denied', 'denied'],
    ['the Internet', { action: 's3:ListBucket' }, 'denied', 'denied'],
    ['a deployment', { action: 's3:PutBucketPolicy', by: role('cdk-exec') }, 'denied', 'allowed'],
    ['log delivery', { action: 's3:PutObject', by: LOGS }, 'denied', 'allowed'],
    ['a service for a caller', { action: 's3:GetObject', by: APP, context: { 'aws:ViaAWSService': 'true' } }, 'denied', 'allowed'],
    ['the exempt role', { action: 's3:GetObject', by: role('replication') }, 'denied', 'allowed'],
  ])('%s', (_, asking, theirs, mine) => {
    expect([spec('RestrictToVPC'), ours].map(policy => denying(policy, asking).outcome)).toEqual([theirs, mine]);
  });
});
