import fc from 'fast-check';
import { CONTROLS } from '../../../src/controls';
import { judge } from '../../../src/evidence/judge';
import {
  type Acl, ACL_PERMISSIONS, type AclGrant, CANNED_ACLS, cannedAcl, type CannedAclName, cannedNameOf, describeAcl, EC2_BUNDLE_READER,
  GROUP_URIS, readAcl,
} from '../../../src/runtime/acl';
import { hardened, readFirst, withAnswer } from '../live/helpers';

const OWNER = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be';
const OTHER = '2b1c0d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c';
const user = (ID: string) => ({ Type: 'CanonicalUser', ID });
const group = (name: keyof typeof GROUP_URIS) => ({ Type: 'Group', URI: GROUP_URIS[name] });
const answerOf = (...grants: readonly (readonly [object, string])[]) => ({
  Owner: { ID: OWNER }, Grants: [[user(OWNER), 'FULL_CONTROL'] as const, ...grants].map(([Grantee, Permission]) => ({ Grantee, Permission })),
});
const aclFrom = (...grants: readonly (readonly [object, string])[]): Acl => readAcl(answerOf(...grants)) as Acl;

describe('readAcl', () => {
  test('each kind of grantee', () => {
    expect(aclFrom([user(OTHER), 'READ'], [{ Type: 'AmazonCustomerByEmail', EmailAddress: 'a@example.com' }, 'WRITE'], [group('LogDelivery'), 'READ_ACP']).grants.slice(1)).toEqual([
      { grantee: { type: 'CanonicalUser', id: OTHER }, permission: 'READ' },
      { grantee: { type: 'Email', address: 'a@example.com' }, permission: 'WRITE' },
      { grantee: { type: 'Group', group: 'LogDelivery' }, permission: 'READ_ACP' },
    ]);
  });

  test.each([
    ['nothing', undefined, 'states no owner'],
    ['a list', [], 'states no owner'],
    ['no grants', { Owner: { ID: OWNER } }, 'undefined is no list of grants'],
    ['an unknown permission', answerOf([user(OTHER), 'DELETE']), '"DELETE" is no permission'],
    ['an unknown group', answerOf([{ Type: 'Group', URI: 'http://acs.amazonaws.com/groups/global/Somebody' }, 'READ']), '{"Type":"Group","URI":"http://acs.amazonaws.com/groups/global/Somebody"} is no grantee'],
    ['a type that is another', answerOf([{ Type: 'Group', ID: OTHER }, 'READ']), `{"Type":"Group","ID":"${OTHER}"} is no grantee`],
    ['a grantee that is nobody', answerOf([{}, 'READ']), '{} is no grantee'],
  ])('%s is no ACL', (_, answer, why) => {
    expect(readAcl(answer)).toEqual({ why });
  });

  test('nothing throws', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (Owner, Grants) => {
      expect(readAcl({ Owner, Grants })).toBeDefined();
    }), { numRuns: 200 });
  });
});

describe('canned ACLs', () => {
  test.each<[CannedAclName, readonly string[]]>([
    ['private', []],
    ['public-read', ['AllUsers READ']],
    ['public-read-write', ['AllUsers READ', 'AllUsers WRITE']],
    ['authenticated-read', ['AuthenticatedUsers READ']],
    ['aws-exec-read', [`${EC2_BUNDLE_READER} READ`]],
    ['log-delivery-write', ['LogDelivery WRITE', 'LogDelivery READ_ACP']],
    ['bucket-owner-read', [`${OTHER} READ`]],
    ['bucket-owner-full-control', [`${OTHER} FULL_CONTROL`]],
  ])('%s', (name, more) => {
    const { grants } = cannedAcl(name, { owner: OWNER, bucketOwner: OTHER });
    const shown = ({ grantee, permission }: AclGrant) => `${grantee.type === 'Group' ? grantee.group : grantee.type === 'Email' ? grantee.address : grantee.id} ${permission}`;
    expect(grants.map(shown)).toEqual([`${OWNER} FULL_CONTROL`, ...more]);
    expect(cannedNameOf({ owner: OWNER, grants: [...grants].reverse() }, OTHER)).toBe(name);
  });

  test('on a bucket those for the bucket owner add nothing', () => {
    for (const name of ['bucket-owner-read', 'bucket-owner-full-control'] as const) expect(cannedAcl(name, { owner: OWNER })).toEqual(cannedAcl('private', { owner: OWNER }));
  });

  test('a name that is none is refused', () => {
    expect(() => cannedAcl('public' as CannedAclName, { owner: OWNER })).toThrow(/^'name' must be a canned acl, got "public"; use one of private, /);
    expect(() => cannedAcl('constructor' as CannedAclName, { owner: OWNER })).toThrow(/must be a canned acl/);
  });
});

describe('describeAcl', () => {
  const open = { on: 'bucket', ownership: 'ObjectWriter', ignorePublicAcls: false } as const;

  test.each([
    ['READ', 'bucket', ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'], 'list the objects, their versions and unfinished uploads'],
    ['WRITE', 'bucket', ['s3:PutObject'], 'create objects, and overwrite and delete the objects that it owns'],
    ['READ_ACP', 'bucket', ['s3:GetBucketAcl'], 'read the ACL of the bucket'],
    ['WRITE_ACP', 'bucket', ['s3:PutBucketAcl'], 'change the ACL of the bucket, and so give itself every permission'],
    ['FULL_CONTROL', 'bucket', ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads', 's3:PutObject', 's3:GetBucketAcl', 's3:PutBucketAcl'], 'list the objects'],
    ['READ', 'object', ['s3:GetObject', 's3:GetObjectVersion'], 'read the object and its metadata'],
    ['READ_ACP', 'object', ['s3:GetObjectAcl', 's3:GetObjectVersionAcl'], 'read the ACL of the object'],
    ['WRITE_ACP', 'object', ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'], 'change the ACL of the object'],
    ['FULL_CONTROL', 'object', ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectAcl', 's3:GetObjectVersionAcl', 's3:PutObjectAcl', 's3:PutObjectVersionAcl'], 'read the object'],
  ] as const)('%s on %s', (permission, on, actions, says) => {
    const [, described] = describeAcl(aclFrom([user(OTHER), permission]), { ...open, on });
    expect(described).toMatchObject({ actions, effect: 'yes', public: false });
    expect(described.says).toContain(`the other AWS account with the canonical user id ${OTHER} may ${says}`);
  });

  test('WRITE on an object means nothing', () => {
    expect(describeAcl(aclFrom([user(OTHER), 'WRITE']), { ...open, on: 'object' })[1]).toMatchObject({ actions: [], effect: 'no', because: 'WRITE means nothing on an object' });
  });

  test('the owner of a bucket may also delete any version', () => {
    expect(describeAcl(aclFrom(), open)[0]).toMatchObject({ effect: 'yes', actions: expect.arrayContaining(['s3:DeleteObjectVersion']) as unknown });
    expect(describeAcl(aclFrom(), open)[0].says).toMatch(/^the owner may list .*create, overwrite and delete any object/);
  });

  test.each([
    [{ ownership: 'BucketOwnerEnforced' }, 'no', 'no'],
    [{ ownership: 'BucketOwnerPreferred', ignorePublicAcls: true }, 'no', 'yes'],
    [{ ownership: 'ObjectWriter', ignorePublicAcls: false }, 'yes', 'yes'],
    [{ ownership: 'ObjectWriter' }, 'unknown', 'yes'],
    [{ ignorePublicAcls: true }, 'no', 'unknown'],
    [{}, 'unknown', 'unknown'],
  ] as const)('under %j a public grant has effect: %s, one to an account: %s', (options, everybody, account) => {
    const [, first, second] = describeAcl(aclFrom([group('AllUsers'), 'READ'], [user(OTHER), 'READ']), { on: 'bucket', ...options });
    expect([first.public, first.effect, second.public, second.effect]).toEqual([true, everybody, false, account]);
    expect([first.because === undefined, second.because === undefined]).toEqual([everybody === 'yes', account === 'yes']);
  });
});

describe('the fact', () => {
  const told = (answer: object): unknown => {
    const { acl } = readFirst(withAnswer(hardened(), 'GetBucketAcl', { answer })).alternatives[0].posture;
    return acl.unknown ?? acl.value;
  };

  test.each<[string, string, readonly (readonly [object, string])[]]>([
    ['nobody else', 'Private', []],
    ['everybody reads', 'PublicRead', [[group('AllUsers'), 'READ']]],
    ['everybody writes', 'PublicReadWrite', [[group('AllUsers'), 'WRITE']]],
    ['everybody changes the ACL', 'PublicReadWrite', [[group('AllUsers'), 'WRITE_ACP']]],
    ['everybody reads the ACL', 'PublicRead', [[group('AllUsers'), 'READ_ACP']]],
    ['every account reads', 'AuthenticatedRead', [[group('AuthenticatedUsers'), 'READ']]],
    ['every account reads the ACL', 'AuthenticatedRead', [[group('AuthenticatedUsers'), 'READ_ACP']]],
    ['every account writes', 'PublicReadWrite', [[group('AuthenticatedUsers'), 'FULL_CONTROL']]],
    ['logs and everybody', 'PublicRead', [[group('LogDelivery'), 'WRITE'], [group('LogDelivery'), 'READ_ACP'], [group('AllUsers'), 'READ']]],
    ['logs', 'LogDeliveryWrite', [[group('LogDelivery'), 'WRITE'], [group('LogDelivery'), 'READ_ACP']]],
    ['logs, all of it', 'LogDeliveryWrite', [[group('LogDelivery'), 'FULL_CONTROL']]],
    ['logs, half', 'WRITE to group LogDelivery', [[group('LogDelivery'), 'WRITE']]],
    ['logs and an account', `LogDeliveryWrite and READ to id ${OTHER}`, [[group('LogDelivery'), 'WRITE'], [group('LogDelivery'), 'READ_ACP'], [user(OTHER), 'READ']]],
    ['an account', `READ to id ${OTHER} and WRITE to id ${OTHER}`, [[user(OTHER), 'READ'], [user(OTHER), 'WRITE']]],
    ['EC2', 'AwsExecRead', [[user(EC2_BUNDLE_READER), 'READ']]],
  ])('%s: %s', (_, value, grants) => {
    expect(told(answerOf(...grants))).toBe(value);
  });

  test('what cannot be read is unknown', () => {
    expect(told({ Owner: { ID: OWNER }, Grants: [{ Grantee: user(OTHER), Permission: 'OWN' }] })).toBe('OddAnswer: "OWN" is no permission');
  });

  const grantee = fc.constantFrom(user(OWNER), user(OTHER), group('AllUsers'), group('AuthenticatedUsers'), group('LogDelivery'));
  const noPublicGrants = CONTROLS.find(({ id }) => id === 'no-public-grants')!;

  test('with ACLs in force no-public-grants passes exactly where nobody of the public is granted anything', () => {
    fc.assert(fc.property(fc.array(fc.tuple(grantee, fc.constantFrom(...ACL_PERMISSIONS)), { maxLength: 4 }), (grants) => {
      const open = withAnswer(hardened(), 'GetBucketOwnershipControls', { answer: { OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } } });
      const unblocked = withAnswer(open, 'GetPublicAccessBlock', { error: { code: 'NoSuchPublicAccessBlockConfiguration', status: 404 } });
      const reading = readFirst(withAnswer(unblocked, 'GetBucketAcl', { answer: answerOf(...grants) }));
      const isPublic = grants.some(([who]) => 'URI' in who && who.URI !== GROUP_URIS.LogDelivery);
      expect(judge(noPublicGrants, reading).outcome).toBe(isPublic ? 'fail' : 'pass');
    }), { numRuns: 40 });
  });
});

test('every canned ACL has the name that CloudFormation gives it', () => {
  expect(Object.entries(CANNED_ACLS).filter(([name, other]) => name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase()) !== other)).toEqual([]);
});
