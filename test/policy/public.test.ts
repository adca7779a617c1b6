import { BUCKET, opaque } from './tables';
import { parsePolicy } from '../../src/policy/document';
import { publicAccess } from '../../src/policy/public';

const judge = (...statements: object[]) => publicAccess(parsePolicy({
  Version: '2012-10-17', Statement: statements.map(s => ({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${BUCKET}/*`, ...s })),
}, { name: 'bucket policy' }));
const when = (operator: string, key: string, value: unknown) => ({ Condition: { [operator]: { [key]: value } } });

test.each<[string, object, 'yes' | 'no' | 'unknown', RegExp]>([
  ['everybody', {}, 'yes', /everybody; it has no condition/],
  ['everybody, signed in', { Principal: { AWS: '*' } }, 'yes', /everybody/],
  ['an account', { Principal: { AWS: '111122223333' } }, 'no', /fixed principals/],
  ['a service', { Principal: { Service: 'logging.s3.amazonaws.com' } }, 'no', /fixed principals/],
  ['a canonical user', { Principal: { CanonicalUser: 'abc' } }, 'no', /fixed principals/],
  ['an identity provider', { Principal: { Federated: 'accounts.google.com' } }, 'yes', /every user of accounts.google.com/],
  ['all but one', { Principal: undefined, NotPrincipal: { AWS: '111122223333' } }, 'yes', /NotPrincipal/],
  ['a principal of the deployment', { Principal: { AWS: opaque('arn:aws:iam::*:root') } }, 'no', /fixed principals/],
  ['a principal that may be anybody', { Principal: { AWS: opaque() } }, 'unknown', /deploy time/],
  ['one VPC', when('StringEquals', 'aws:SourceVpc', 'vpc-1'), 'no', /fixed: vpc-1/],
  ['some VPCs', when('StringEquals', 'aws:SourceVpc', ['vpc-1', 'vpc-2']), 'no', /fixed/],
  ['any VPC', when('StringLike', 'aws:SourceVpc', ['vpc-1', 'vpc-*']), 'yes', /more than fixed values: vpc-\*/],
  ['a star that is none', when('StringEquals', 'aws:SourceVpc', 'vpc-*'), 'no', /fixed/],
  ['a policy variable', when('StringEquals', 'aws:SourceVpc', '${aws:PrincipalTag/vpc}'), 'yes', /more than fixed/],
  ['all but a VPC', when('StringNotEquals', 'aws:SourceVpc', 'vpc-1'), 'yes', /who is not meant/],
  ['a VPC if there is one', when('StringEqualsIfExists', 'aws:SourceVpc', 'vpc-1'), 'yes', /does not have the key/],
  ['all of no VPC', when('ForAllValues:StringEquals', 'aws:SourceVpc', 'vpc-1'), 'yes', /does not have the key/],
  ['a VPC of the deployment', when('StringEquals', 'aws:SourceVpc', opaque()), 'unknown', /deploy time/],
  ['an organization', when('StringEquals', 'aws:PrincipalOrgID', 'o-1'), 'no', /fixed/],
  ['an account as a condition', when('StringEquals', 'aws:SourceAccount', '111122223333'), 'no', /fixed/],
  ['a role id', when('StringLike', 'aws:userid', 'AROAEXAMPLEID1234567:*'), 'no', /fixed/],
  ['any id', when('StringLike', 'aws:userid', '*:ci'), 'yes', /more than fixed/],
  ['access points of an account', when('ArnLike', 's3:DataAccessPointArn', 'arn:aws:s3:us-west-2:123456789012:accesspoint/*'), 'no', /fixed/],
  ['access points of anybody', when('ArnLike', 's3:DataAccessPointArn', 'arn:aws:s3:us-west-2:*:accesspoint/*'), 'yes', /more than fixed/],
  ['a range', when('IpAddress', 'aws:SourceIp', '192.0.2.0/24'), 'no', /fixed/],
  ['a /8', when('IpAddress', 'aws:SourceIp', '10.0.0.0/8'), 'no', /fixed/],
  ['half of the Internet', when('IpAddress', 'aws:SourceIp', ['192.0.2.0/24', '0.0.0.0/1']), 'yes', /0\.0\.0\.0\/1/],
  ['a /31 of IPv6', when('IpAddress', 'aws:SourceIp', '2001:db8::/31'), 'yes', /more than fixed/],
  ['a /32 of IPv6', when('IpAddress', 'aws:SourceIp', '2001:db8::/32'), 'no', /fixed/],
  ['a referer', when('StringEquals', 'aws:Referer', 'https://example.com'), 'yes', /anybody may meet/],
  ['one of two conditions', { Condition: { StringLike: { 'aws:SourceVpc': '*' }, IpAddress: { 'aws:SourceIp': '192.0.2.1' } } }, 'no', /fixed/],
  ['what cannot be read', { Condition: 'x' }, 'unknown', /cannot be read/],
])('%s', (_, statement, expected, because) => {
  const { isPublic, statements } = judge(statement);
  expect([isPublic, statements[0].isPublic]).toEqual([expected, expected]);
  expect(statements[0].because).toMatch(because);
});

test('the statement that is public is named, and a Deny counts for the reach alone', () => {
  const answer = judge({ Sid: 'One', Principal: { AWS: '111122223333' } }, { Sid: 'Two' }, { Sid: 'No', Effect: 'Deny', Action: 's3:*' });
  expect(answer.statements.map(({ statement, isPublic }) => [statement, isPublic])).toEqual([['bucket policy: One', 'no'], ['bucket policy: Two', 'yes']]);
  expect([answer.isPublic, answer.reach.reached]).toEqual(['yes', 'no']);
  expect([answer.blockPublicPolicy, answer.restrictPublicBuckets]).toEqual(['refuses', 'leaves the owner account and AWS services']);
});

test('the reach names the real bucket', () => {
  expect(judge({ Sid: 'Open' }).reach).toEqual({
    reached: 'yes', because: `bucket policy: Open grants s3:GetObject on ${BUCKET}/any-object to anonymous`, statement: 'bucket policy: Open',
  });
});
