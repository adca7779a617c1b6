import { Aws, Fn } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { messageOf, stackOf, synth } from './apps';
import { OTHER, plainBucket, roleArn } from './statement-cases';
import { S3PolicyStatements } from '../../src';
import { checkStatement } from '../../src/constructs/added-statements';
import { checkPolicySize, policySize } from '../../src/constructs/policy-size';
import { allowDelivery } from '../../src/constructs/policy-statements/delivery';

const CURE = 'name principals and actions in each Allow; use no `*`, `s3:*`, NotPrincipal, NotAction or NotResource there';
const partner = () => [new iam.ArnPrincipal(roleArn('app', OTHER))];
const allow = (bucket: s3.IBucket, props: iam.PolicyStatementProps) =>
  new iam.PolicyStatement({ principals: partner(), actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')], ...props });

type Make = (bucket: s3.IBucket) => iam.PolicyStatement;

describe('an added statement', () => {
  test.each<[string, Make, string]>([
    ['everybody', b => allow(b, { sid: 'Open', principals: [new iam.AnyPrincipal()] }), `Stack/Records: Open allows everybody; ${CURE}`],
    ['everybody by a star', b => allow(b, { principals: [new iam.StarPrincipal()] }), 'allows everybody'],
    ['everybody, under a prefix', b => allow(b, { principals: [new iam.AnyPrincipal()], resources: [b.arnForObjects('public/*')] }), 'allows everybody'],
    ['everybody with an address', b => allow(b, { principals: [new iam.AnyPrincipal()], conditions: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } }), 'allows everybody'],
    ['everybody by TLS', b => allow(b, { principals: [new iam.AnyPrincipal()], conditions: { Bool: { 'aws:SecureTransport': 'true' } } }), 'allows everybody'],
    ['everybody in any VPC', b => allow(b, { principals: [new iam.AnyPrincipal()], conditions: { StringLike: { 'aws:SourceVpc': 'vpc-*' } } }), 'allows everybody'],
    ['every action', b => allow(b, { sid: 'Own', actions: ['s3:*'] }), `Stack/Records: Own allows every action; ${CURE}`],
    ['every action of every service', b => allow(b, { actions: ['*'] }), 'statement 1 allows every action'],
    ['every principal but some', b => new iam.PolicyStatement({ notPrincipals: partner(), actions: ['s3:GetObject'], resources: [b.arnForObjects('*')] }),
      'allows everything but a list'],
    ['every action but some', b => new iam.PolicyStatement({ principals: partner(), notActions: ['s3:DeleteObject'], resources: [b.arnForObjects('*')] }),
      'allows everything but a list'],
    ['every resource but some', b => new iam.PolicyStatement({ principals: partner(), actions: ['s3:GetObject'], notResources: [b.arnForObjects('secret/*')] }),
      'allows everything but a list'],
  ])('that allows %s is an error', (_, make, message) => {
    const bucket = plainBucket();
    expect(messageOf(() => checkStatement(bucket, make(bucket)))).toContain(message);
  });

  test.each<[string, Make]>([
    ['a named role', b => allow(b, {})],
    ['several actions', b => allow(b, { actions: ['s3:Get*', 's3:List*'], resources: [b.bucketArn, b.arnForObjects('*')] })],
    ['an organization', b => allow(b, { principals: [new iam.OrganizationPrincipal('o-a1b2c3d4e5')] })],
    ['a VPC', b => allow(b, { principals: [new iam.AnyPrincipal()], conditions: { StringEquals: { 'aws:SourceVpc': 'vpc-01' } } })],
    ['a role that is made here', b => allow(b, { principals: [new iam.Role(b.stack, 'Role', { assumedBy: new iam.AccountPrincipal(OTHER) })] })],
    ['what only deployment decides', b => allow(b, { principals: [new iam.ArnPrincipal(Fn.importValue('Partner'))] })],
    ['everybody where deployment decides', b => allow(b, { principals: [new iam.AnyPrincipal()], conditions: { StringEquals: { 'aws:PrincipalOrgID': Fn.importValue('Org') } } })],
    ['log delivery', b => allowDelivery(b, 'logging.s3.amazonaws.com', 'logs/', b.bucketArn)],
    ['uploads', b => S3PolicyStatements.allowUploads(b, partner())],
    ['nothing', S3PolicyStatements.denyInsecureTransport],
    ['nothing to all but some', b => new iam.PolicyStatement({ effect: iam.Effect.DENY, notPrincipals: partner(), actions: ['s3:*'], resources: [b.bucketArn] })],
  ])('that allows %s is taken', (_, make) => {
    const bucket = plainBucket();
    expect(messageOf(() => checkStatement(bucket, make(bucket)))).toBe('');
  });

  test('has the number that it would get', () => {
    const bucket = plainBucket();
    for (const key of ['a', 'b']) bucket.addToResourcePolicy(S3PolicyStatements.requireObjectTag(bucket, key));
    expect(messageOf(() => checkStatement(bucket, allow(bucket, { actions: ['s3:*'] })))).toContain('statement 3 allows every action');
  });

  test.each<[string, (b: s3.IBucket) => string]>([['by its ARN', b => b.arnForObjects('*')], ['by its name', () => 'arn:aws:s3:::named/*']])('of a bucket with a name, %s', (_, resource) => {
    const bucket = new s3.Bucket(stackOf(), 'Records', { bucketName: 'named' });
    expect(messageOf(() => checkStatement(bucket, allow(bucket, { principals: [new iam.AnyPrincipal()], resources: [resource(bucket)] })))).toContain('allows everybody');
  });

  test('of an imported bucket', () => {
    const bucket = s3.Bucket.fromBucketName(stackOf(), 'Records', 'named');
    expect(messageOf(() => checkStatement(bucket, allow(bucket, { principals: [new iam.AnyPrincipal()] })))).toContain('allows everybody');
    expect(messageOf(() => checkStatement(bucket, allow(bucket, {})))).toBe('');
  });
});

describe('the size of the policy', () => {
  /** A bucket with a name, whose policy has exactly these bytes. */
  function sized(bytes: number): s3.Bucket {
    const bucket = new s3.Bucket(stackOf(), 'Records', { bucketName: 'named' });
    checkPolicySize(bucket);
    const deny = (key: string) => new iam.PolicyStatement({ effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions: ['s3:GetObject'], resources: [`arn:aws:s3:::named/${key}`] });
    for (let i = 0; i < 40; i++) bucket.addToResourcePolicy(deny(`${i}/${'k'.repeat(390)}`));
    const size = () => policySize(bucket, bucket.stack.resolve(bucket.policy!.document));
    const before = size();
    bucket.addToResourcePolicy(deny(''));
    const empty = size() - before;
    bucket.addToResourcePolicy(deny('x'.repeat(bytes - size() - empty)));
    expect(JSON.stringify(bucket.stack.resolve(bucket.policy!.document))).toHaveLength(bytes);
    return bucket;
  }

  test('just what S3 takes', () => {
    expect(messageOf(() => synth(sized(20480).stack))).toBe('');
  });

  test('a byte more', () => {
    expect(messageOf(() => synth(sized(20481).stack))).toContain(
      '[Stack/Records] the bucket policy has about 20481 bytes, and S3 takes 20480; give several principals one statement, or grant roles their access by their own policies');
  });

  test('no policy', () => {
    const bucket = plainBucket();
    checkPolicySize(bucket);
    expect(messageOf(() => synth(bucket.stack))).toBe('');
  });

  test('many statements, with roles that deployment names', () => {
    const bucket = plainBucket();
    checkPolicySize(bucket);
    for (let i = 0; i < 60; i++) {
      const role = new iam.Role(bucket.stack, `Role${i}`, { assumedBy: new iam.AccountPrincipal(OTHER) });
      bucket.addToResourcePolicy(S3PolicyStatements.allowUploads(bucket, [role]));
    }
    expect(messageOf(() => synth(bucket.stack))).toMatch(/the bucket policy has about 2\d{4} bytes, and S3 takes 20480/);
  });

  test('every helper at once fits', () => {
    const bucket = plainBucket();
    checkPolicySize(bucket);
    const role = new iam.Role(bucket.stack, 'Role', { assumedBy: new iam.AccountPrincipal(OTHER) });
    const statements = [
      S3PolicyStatements.denyInsecureTransport(bucket), S3PolicyStatements.denyOldTls(bucket), S3PolicyStatements.denySseC(bucket),
      S3PolicyStatements.denySigV2(bucket), S3PolicyStatements.denyOneZone(bucket), S3PolicyStatements.denyCrossAccountPermissionChanges(bucket),
      S3PolicyStatements.denyOutsideOrganization(bucket, 'o-a1b2c3d4e5'), S3PolicyStatements.requireMfa(bucket, [role.roleArn]),
      S3PolicyStatements.restrictGovernanceBypass(bucket, [role]), ...S3PolicyStatements.restrictLegalHold(bucket, [role]),
      S3PolicyStatements.requireObjectTag(bucket, 'class'), S3PolicyStatements.allowUploads(bucket, [role]),
    ];
    for (const statement of statements) bucket.addToResourcePolicy(statement);
    const size = policySize(bucket, bucket.stack.resolve(bucket.policy!.document));
    expect(size).toBeGreaterThan(3000);
    expect(size).toBeLessThan(20480 / 2);
  });

  /** The quotes around a text count as well. */
  test.each<[string, (bucket: s3.Bucket) => unknown, number]>([
    ['a text', () => 'abc', 5],
    ['letters of several bytes', () => 'é', 4],
    ['the bucket itself', b => b.bucketArn, 20 + 63 + 2],
    ['its objects', b => b.arnForObjects('*'), 20 + 63 + 2 + 2],
    ['an account', () => Aws.ACCOUNT_ID, 14],
    ['an ARN with an account', () => `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/x`, 4 + 10 + 6 + 12 + 7 + 2],
    ['a reference', () => Fn.ref('Other'), 65],
    ['an import', () => Fn.importValue('Role'), 97],
    ['a role', b => new iam.Role(b.stack, 'Role', { assumedBy: new iam.AccountPrincipal(OTHER) }).roleArn, 97],
    ['a list', () => ['a', 'b'], 9],
    ['no intrinsic function', () => ({ Null: { a: 'true' } }), 21],
  ])('%s', (_, make, size) => {
    const bucket = plainBucket(stackOf());
    expect(policySize(bucket, bucket.stack.resolve(make(bucket)))).toBe(size);
  });
});
