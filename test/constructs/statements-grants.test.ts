import { Aws, Fn } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { messageOf, stackOf } from './apps';
import { allowing, APP, type Asking, deployed, LOGS, OTHER, OUTSIDER, OWNER, plainBucket, policyWith, roleArn } from './statement-cases';
import { S3PolicyStatements } from '../../src';
import { leastPrivilegePolicy } from '../../src/controls/least-privilege-policy';
import { noPublicGrants } from '../../src/controls/no-public-grants';
import { ANONYMOUS, role } from '../../src/policy/request';
import { PERMISSION_ACTIONS } from '../../src/policy/s3-actions';
import { hardened } from '../controls/posture';

const ACL = 's3:x-amz-acl';
const PARTNER = roleArn('app', OTHER);
const uploader = (bucket: s3.IBucket) => iam.Role.fromRoleArn(bucket.stack, 'Uploader', roleArn('app'));
const delivery = () => new iam.ServicePrincipal('logging.s3.amazonaws.com').withConditions({ StringEquals: { 'aws:SourceAccount': OWNER } });

const POLICIES = {
  uploads: policyWith(b => S3PolicyStatements.allowUploads(b, [uploader(b), new iam.ArnPrincipal(PARTNER)], { prefix: 'in/' })),
  everywhere: policyWith(b => S3PolicyStatements.allowUploads(b, [uploader(b)])),
  delivery: policyWith(b => S3PolicyStatements.allowUploads(b, [delivery()])),
  partner: policyWith(b => S3PolicyStatements.allowRole(b, PARTNER, ['s3:GetObject', 's3:ListBucket'], { prefix: 'out/' })),
  reader: policyWith(b => S3PolicyStatements.allowRole(b, PARTNER, ['s3:GetObject', 's3:GetBucketLocation'])),
};
const at = (key: string, action = 's3:PutObject', by = APP, context: Asking['context'] = {}): Asking => ({ action, by, key, context });

test.each<[keyof typeof POLICIES, string, Asking, 'allowed' | 'denied']>([
  ['uploads', 'without an ACL', at('in/a'), 'allowed'],
  ['uploads', 'with full control for the owner', at('in/a', 's3:PutObject', APP, { [ACL]: 'bucket-owner-full-control' }), 'allowed'],
  ['uploads', 'with another ACL', at('in/a', 's3:PutObject', APP, { [ACL]: 'private' }), 'denied'],
  ['uploads', 'with a public ACL', at('in/a', 's3:PutObject', APP, { [ACL]: 'public-read' }), 'denied'],
  ['uploads', 'from another account', at('in/a', 's3:PutObject', OUTSIDER), 'allowed'],
  ['uploads', 'stopped half-way', at('in/a', 's3:AbortMultipartUpload'), 'allowed'],
  ['uploads', 'whose parts are listed', at('in/a', 's3:ListMultipartUploadParts'), 'allowed'],
  ['uploads', 'elsewhere', at('out/a'), 'denied'],
  ['uploads', 'by another role', at('in/a', 's3:PutObject', role('other')), 'denied'],
  ['uploads', 'by nobody in particular', at('in/a', 's3:PutObject', ANONYMOUS), 'denied'],
  ['uploads', 'no ACL afterwards', at('in/a', 's3:PutObjectAcl', APP, { [ACL]: 'bucket-owner-full-control' }), 'denied'],
  ['uploads', 'no reading', at('in/a', 's3:GetObject'), 'denied'],
  ['uploads', 'no deleting', at('in/a', 's3:DeleteObject'), 'denied'],
  ['everywhere', 'any key', at('any/thing'), 'allowed'],
  ['delivery', 'for the account', at('a', 's3:PutObject', LOGS, { 'aws:SourceAccount': '<account>' }), 'allowed'],
  ['delivery', 'for another account', at('a', 's3:PutObject', LOGS, { 'aws:SourceAccount': OTHER }), 'denied'],

  ['partner', 'reads under the prefix', at('out/a', 's3:GetObject', OUTSIDER), 'allowed'],
  ['partner', 'reads elsewhere', at('in/a', 's3:GetObject', OUTSIDER), 'denied'],
  ['partner', 'lists under the prefix', at('', 's3:ListBucket', OUTSIDER, { 's3:prefix': 'out/2026' }), 'allowed'],
  ['partner', 'lists elsewhere', at('', 's3:ListBucket', OUTSIDER, { 's3:prefix': 'in/' }), 'denied'],
  ['partner', 'lists everything', at('', 's3:ListBucket', OUTSIDER), 'denied'],
  ['partner', 'writes', at('out/a', 's3:PutObject', OUTSIDER), 'denied'],
  ['partner', 'is another role of the account', at('out/a', 's3:GetObject', role('other', OTHER)), 'denied'],
  ['reader', 'reads any key', at('any/thing', 's3:GetObject', OUTSIDER), 'allowed'],
  ['reader', 'asks where the bucket is', at('', 's3:GetBucketLocation', OUTSIDER), 'allowed'],
])('%s: %s', (name, _, asking, expected) => {
  expect(allowing(POLICIES[name], asking)).toMatchObject({ outcome: expected });
});

test.each(Object.keys(POLICIES) as (keyof typeof POLICIES)[])('the controls of grants agree: %s', (name) => {
  const posture = hardened({ policy: { at: 'x', value: POLICIES[name] } });
  expect([leastPrivilegePolicy, noPublicGrants].map(control => control.test(posture).outcome)).toEqual(['pass', 'pass']);
});

test('each grant has a Sid of its own, whatever the app merges', () => {
  const stack = stackOf({}, { context: { '@aws-cdk/aws-iam:minimizePolicies': true } });
  const bucket = plainBucket(stack);
  const made = new iam.Role(stack, 'Made', { assumedBy: new iam.AccountPrincipal(OTHER) });
  const statements = [
    S3PolicyStatements.allowUploads(bucket, [made]),
    S3PolicyStatements.allowUploads(bucket, [made], { prefix: 'in/' }),
    S3PolicyStatements.allowUploads(bucket, [uploader(bucket)]),
    ...S3PolicyStatements.allowRole(bucket, PARTNER, ['s3:GetObject', 's3:ListBucket']),
    ...S3PolicyStatements.allowRole(bucket, PARTNER, ['s3:DeleteObject']),
    ...S3PolicyStatements.allowRole(bucket, roleArn('b', OTHER), ['s3:GetObject']),
    S3PolicyStatements.requireObjectTag(bucket, 'a'),
    S3PolicyStatements.requireObjectTag(bucket, 'b'),
    S3PolicyStatements.denyInsecureTransport(bucket),
    S3PolicyStatements.denySigV2(bucket),
    ...S3PolicyStatements.restrictLegalHold(bucket, []),
  ];
  for (const statement of statements) bucket.addToResourcePolicy(statement);
  const sids = deployed(bucket).map(statement => statement.Sid);
  expect(new Set(sids).size).toBe(statements.length);
  expect(sids).toHaveLength(statements.length);
  for (const sid of sids) expect(sid).toMatch(/^[A-Za-z0-9]+$/);
});

test('a Sid is the same in every synthesis', () => {
  const sid = () => {
    const bucket = plainBucket();
    return S3PolicyStatements.allowUploads(bucket, [new iam.Role(bucket.stack, 'Made', { assumedBy: new iam.AccountPrincipal(OTHER) })]).sid;
  };
  expect(sid()).toBe(sid());
});

const uploads = (b: s3.IBucket, ...principals: iam.IPrincipal[]) => S3PolicyStatements.allowUploads(b, principals);
const roles = (b: s3.IBucket, arn: string, ...actions: string[]) => S3PolicyStatements.allowRole(b, arn, actions);

test.each<[string, (bucket: s3.Bucket) => unknown, string]>([
  ['everybody', b => uploads(b, new iam.AnyPrincipal()),
    'Stack/Records: \'principals\' cannot hold "*", which is everybody; pass a role, or an AWS service with a condition on aws:SourceArn'],
  ['everybody by a star', b => uploads(b, new iam.StarPrincipal()), '"*", which is everybody'],
  ['an organization', b => uploads(b, new iam.OrganizationPrincipal('o-a1b2c3d4e5')), '"*", which is everybody'],
  ['nobody', b => uploads(b), 'Stack/Records: \'principals\' cannot be an empty list; name the roles that upload'],
  ['no list', b => S3PolicyStatements.allowUploads(b, uploader(b) as unknown as iam.IPrincipal[]), '\'principals\' cannot be an object of another kind'],
  ['what is no principal', b => uploads(b, 'x' as unknown as iam.IPrincipal), '\'principals\' cannot hold "x", which is no principal'],
  ['nothing', b => uploads(b, undefined as unknown as iam.IPrincipal), '\'principals\' cannot hold undefined, which is no principal'],
  ['a user of the app', b => uploads(b, new iam.User(b.stack, 'User')), '\'principals\' cannot hold an IAM user, whose credentials do not expire; pass a role'],
  ['a user by ARN', b => uploads(b, new iam.ArnPrincipal('arn:aws:iam::123456789012:user/upload-service')), 'user/upload-service", which is a user, whose credentials'],
  ['a user by name', b => uploads(b, iam.User.fromUserName(b.stack, 'User', 'me')), 'an IAM user'],
  ['a group', b => uploads(b, new iam.Group(b.stack, 'Group')), 'an IAM group'],
  ['an account', b => uploads(b, new iam.AccountPrincipal(OTHER)), 'which is a whole account'],
  ['the own account', b => uploads(b, new iam.AccountRootPrincipal()), 'which is a whole account'],
  ['a service for every customer', b => uploads(b, new iam.ServicePrincipal('cloudtrail.amazonaws.com')), 'which acts for every customer of AWS'],
  ['a service for all but one', b => uploads(b, new iam.ServicePrincipal('x.amazonaws.com').withConditions({ StringNotEquals: { 'aws:SourceAccount': OTHER } })),
    '"x.amazonaws.com", which acts for every customer of AWS'],
  ['a federation', b => uploads(b, new iam.FederatedPrincipal('accounts.google.com', {})), 'which is a principal of type Federated'],
  ['a canonical user', b => uploads(b, new iam.CanonicalUserPrincipal('79a5')), 'which is a principal of type CanonicalUser'],
  ['a good one and a bad one', b => uploads(b, uploader(b), new iam.AnyPrincipal()), '"*", which is everybody'],
  ['a pattern of keys', b => S3PolicyStatements.allowUploads(b, [uploader(b)], { prefix: 'in/*' }),
    'Stack/Records: \'prefix\' cannot be "in/*"; pass how the keys begin, without wildcards or variables'],
  ['a variable', b => S3PolicyStatements.allowUploads(b, [uploader(b)], { prefix: '${aws:username}/' }), '\'prefix\' cannot be "${aws:username}/"'],

  ['a role that is everybody', b => roles(b, '*', 's3:GetObject'), 'Stack/Records: \'roleArn\' is "*", which is everybody; pass the ARN of one role'],
  ['a role that is an account', b => roles(b, `arn:aws:iam::${OTHER}:root`, 's3:GetObject'), 'which is a whole account'],
  ['a role that is an account number', b => roles(b, OTHER, 's3:GetObject'), 'which is a whole account'],
  ['a role that is the root of this account', b => roles(b, `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:root`, 's3:GetObject'), 'which is a whole account'],
  ['a role that is a user', b => roles(b, `arn:aws:iam::${OTHER}:user/me`, 's3:GetObject'), 'which is a user'],
  ['roles by a pattern', b => roles(b, roleArn('app-*', OTHER), 's3:GetObject'), 'which is a pattern'],
  ['a session', b => roles(b, `arn:aws:sts::${OTHER}:assumed-role/app/me`, 's3:GetObject'), 'which is no role'],
  ['no role', b => roles(b, undefined as unknown as string, 's3:GetObject'), '\'roleArn\' is undefined, which is no role'],
  ['every action', b => roles(b, PARTNER, 's3:*'), 'Stack/Records: \'actions\' cannot hold "s3:*"; name each action by itself, such as s3:GetObject'],
  ['some actions', b => roles(b, PARTNER, 's3:Get*'), '\'actions\' cannot hold "s3:Get*"'],
  ['no action', b => roles(b, PARTNER), '\'actions\' cannot be an empty list; name what the role does'],
  ['one action', b => S3PolicyStatements.allowRole(b, PARTNER, 's3:GetObject' as unknown as string[]), '\'actions\' cannot be "s3:GetObject"'],
  ['a mistyped action', b => roles(b, PARTNER, 's3:ReadObject'), '\'actions\' cannot hold "s3:ReadObject", which is no action on a bucket'],
  ['an action of another service', b => roles(b, PARTNER, 'kms:Decrypt'), '"kms:Decrypt", which is no action on a bucket'],
  ['a permission in other letters', b => roles(b, PARTNER, 's3:putbucketpolicy'), 'cannot hold "s3:putbucketpolicy"'],
  ['an action on the whole bucket under a prefix', b => S3PolicyStatements.allowRole(b, PARTNER, ['s3:GetBucketLocation'], { prefix: 'a/' }),
    'cannot hold "s3:GetBucketLocation" together with a prefix: it is about the whole bucket; grant it without a prefix'],
  ...PERMISSION_ACTIONS.map((action): [string, (bucket: s3.Bucket) => unknown, string] =>
    [action, b => roles(b, PARTNER, action), `cannot hold "${action}", which changes who may do what; leave it to roles of the bucket's own account`]),
])('%s is an error', (_, make, part) => {
  expect(messageOf(() => make(plainBucket()))).toContain(part);
});

test('what only deployment decides is taken', () => {
  const bucket = plainBucket();
  const made = new iam.Role(bucket.stack, 'Made', { assumedBy: new iam.AccountPrincipal(OTHER) });
  expect(messageOf(() => {
    S3PolicyStatements.allowUploads(bucket, [made, iam.Role.fromRoleName(bucket.stack, 'Named', 'x')]);
    S3PolicyStatements.allowUploads(bucket, [new iam.ArnPrincipal(Fn.importValue('Uploader'))], { prefix: Fn.importValue('Prefix') });
    S3PolicyStatements.allowRole(bucket, Fn.importValue('Partner'), ['s3:GetObject']);
  })).toBe('');
});
