import { onBucket, put, THERE } from './asks';
import type { Bucket } from './buckets';
import { VERSIONING } from './prepare';
import type { Ask, Question } from './question';

const policy = (Principal: unknown) => ({ arn }: Bucket): Ask => ({
  method: 'PUT', query: { policy: '' }, body: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: `${arn}/*` }] }),
});
const suspend = () => VERSIONING.suspended;
const dropPolicy = onBucket('DELETE', 'policy');
const beyond = 'Object Ownership';

/** Grants of ACLs, which a bucket of ours does not take. */
const acls: readonly Question[] = [
  { bucket: 'Uploads', name: 'PUT with the ACL public-read', ask: put({ 'x-amz-acl': 'public-read' }), beyond, expected: 'deny' },
  { bucket: 'Uploads', name: 'PUT with the ACL bucket-owner-full-control', ask: put({ 'x-amz-acl': 'bucket-owner-full-control' }), expected: 'allow' },
  {
    bucket: 'Uploads',
    name: 'PUT of the ACL public-read',
    object: THERE,
    beyond,
    expected: 'deny',
    ask: (_, key) => ({ method: 'PUT', key, query: { acl: '' }, headers: { 'x-amz-acl': 'public-read' } }),
  },
  {
    bucket: 'Uploads',
    name: 'PUT of the ACL public-read on the bucket',
    beyond,
    expected: 'deny',
    ask: () => ({ method: 'PUT', query: { acl: '' }, headers: { 'x-amz-acl': 'public-read' } }),
  },
];

/** Changes of the bucket. Each is put right again before the next question. */
const changes: readonly Question[] = [
  { bucket: 'Records', name: 'PUT of a public policy', ask: policy('*'), beyond: 'Block Public Access', expected: 'deny' },
  { bucket: 'Settlements', name: 'PUT of a public policy', ask: policy({ AWS: '*' }), beyond: 'Block Public Access', expected: 'deny' },
  { bucket: 'Settlements', name: 'PUT of a policy for a role', ask: policy({ AWS: 'arn:aws:iam::999999999999:role/processor' }), expected: 'allow' },
  { bucket: 'Settlements', name: 'PUT of a policy by stranger', ask: policy({ AWS: 'arn:aws:iam::999999999999:role/processor' }), by: 'stranger', expected: 'deny' },
  { bucket: 'Settlements', name: 'DELETE of the policy', ask: dropPolicy, expected: 'allow' },
  { bucket: 'Settlements', name: 'DELETE of the policy by stranger', ask: dropPolicy, by: 'stranger', expected: 'deny' },
  { bucket: 'Settlements', name: 'DELETE of the policy by clerk', ask: dropPolicy, by: 'clerk', expected: 'deny' },
  { bucket: 'Settlements', name: 'DELETE of the policy by anonymous', ask: dropPolicy, by: 'anonymous', expected: 'deny' },
  { bucket: 'Settlements', name: 'DELETE of the public access block', ask: onBucket('DELETE', 'publicAccessBlock'), expected: 'allow' },
  { bucket: 'Settlements', name: 'DELETE of the public access block by stranger', ask: onBucket('DELETE', 'publicAccessBlock'), by: 'stranger', expected: 'deny' },
  { bucket: 'Uploads', name: 'DELETE of the policy', ask: dropPolicy, expected: 'deny' },
  { bucket: 'Uploads', name: 'DELETE of the policy over HTTP', ask: dropPolicy, how: { http: true }, expected: 'deny' },
  { bucket: 'Uploads', name: 'DELETE of the policy with MFA', ask: dropPolicy, how: { mfa: 'true' }, expected: 'allow' },
  { bucket: 'Uploads', name: 'DELETE of the policy by the deployment', ask: dropPolicy, by: 'deployer', about: 'aws:PrincipalArn', expected: 'allow' },
  { bucket: 'Records', name: 'PUT of suspended versioning', ask: suspend, beyond: 'Object Lock', expected: 'deny' },
  { bucket: 'Uploads', name: 'PUT of suspended versioning', ask: suspend, expected: 'allow' },
  { bucket: 'Uploads', name: 'PUT of suspended versioning by stranger', ask: suspend, by: 'stranger', expected: 'deny' },
  { bucket: 'Uploads', name: 'PUT of suspended versioning by clerk', ask: suspend, by: 'clerk', expected: 'deny' },
];

export const bucketQuestions: readonly Question[] = [...acls, ...changes];
