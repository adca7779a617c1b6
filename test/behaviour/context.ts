import { ACCOUNT, type Bucket, PARTNERS } from './buckets';
import type { Ask, How, Who } from './question';
import { ANONYMOUS, awsRequester, type ContextValue, type Requester, service } from '../../src/policy/request';

const DAY = 86_400_000;
const SSE = 'x-amz-server-side-encryption';

/** Headers whose value is that of a condition key. */
const AS_THEY_ARE = [SSE, `${SSE}-aws-kms-key-id`, `${SSE}-customer-algorithm`, 'x-amz-storage-class', 'x-amz-acl'];

/** The condition keys that S3 makes of a request. Source: Service Authorization Reference, "Condition keys for Amazon S3". */
export function contextOf({ headers = {}, body }: Ask, how: How, bucket: Bucket, who: Who): Record<string, ContextValue> {
  const { http, tls, outside, mfa, signature, days = 0 } = how;
  const copied = AS_THEY_ARE.filter(name => headers[name] !== undefined).map(name => [`s3:${name}`, headers[name]]);
  const tags = [...new URLSearchParams(headers['x-amz-tagging'] ?? '')].map(([name, value]) => [`s3:RequestObjectTag/${name}`, value]);
  const until = headers['x-amz-object-lock-retain-until-date'] ?? /<RetainUntilDate>([^<]*)</.exec(body ?? '')?.[1];
  const network = bucket.vpc === undefined || outside ? {} : { [bucket.vpc.startsWith('VpcS3') ? 'aws:SourceVpce' : 'aws:SourceVpc']: bucket.vpc };
  return {
    'aws:SecureTransport': `${!http}`,
    ...!http && { 's3:TlsVersion': tls ?? '1.3' },
    ...who !== 'anonymous' && {
      's3:signatureversion': signature === 'version 2' ? 'AWS' : 'AWS4-HMAC-SHA256',
      ...signature !== 'version 2' && { 's3:signatureAge': `${days * DAY}` },
    },
    'aws:ViaAWSService': 'false',
    ...mfa && { 'aws:MultiFactorAuthPresent': mfa },
    ...network,
    ...Object.fromEntries([...copied, ...tags]),
    ...headers['x-amz-object-lock-mode'] && { 's3:object-lock-mode': headers['x-amz-object-lock-mode'] },
    ...headers['x-amz-object-lock-legal-hold'] && { 's3:object-lock-legal-hold': headers['x-amz-object-lock-legal-hold'] },
    ...until && { 's3:object-lock-remaining-retention-days': `${Math.ceil((Date.parse(until) - Date.now()) / DAY)}` },
    ...who.endsWith(' delivery') && { 'aws:SourceArn': bucket.logged!, 'aws:SourceAccount': ACCOUNT },
    ...who.endsWith(' for others') && { 'aws:SourceArn': 'arn:aws:s3:::elsewhere', 'aws:SourceAccount': PARTNERS },
  };
}

/** Parameters by which a request asks for another action than that of its method. */
const BUCKET_ACTIONS: Readonly<Record<string, string>> = {
  'GET policy': 'GetBucketPolicy',
  'PUT policy': 'PutBucketPolicy',
  'DELETE policy': 'DeleteBucketPolicy',
  'PUT versioning': 'PutBucketVersioning',
  'PUT publicAccessBlock': 'PutBucketPublicAccessBlock',
  'DELETE publicAccessBlock': 'PutBucketPublicAccessBlock',
  'PUT acl': 'PutBucketAcl',
  'PUT object-lock': 'PutBucketObjectLockConfiguration',
};

/** Every action that S3 asks its policies for: the request is granted where all of them are. */
export function actionsOf({ method, key, query = {}, headers = {} }: Ask): string[] {
  const names = Object.keys(query);
  if (key === undefined) {
    const named = names.map(name => BUCKET_ACTIONS[`${method} ${name}`]).find(action => action !== undefined);
    return [`s3:${named ?? (method === 'DELETE' ? 'DeleteBucket' : 'ListBucket')}`];
  }
  const version = names.includes('versionId') ? 'Version' : '';
  const bypass = headers['x-amz-bypass-governance-retention'] === 'true' ? ['s3:BypassGovernanceRetention'] : [];
  if (names.includes('retention')) return ['s3:PutObjectRetention', ...bypass];
  if (names.includes('legal-hold')) return ['s3:PutObjectLegalHold'];
  if (names.includes('acl')) return [`s3:PutObject${version}Acl`];
  if (method === 'GET' || method === 'DELETE') return [`s3:${method === 'GET' ? 'Get' : 'Delete'}Object${version}`, ...bypass];
  return [
    's3:PutObject', ...headers['x-amz-tagging'] ? ['s3:PutObjectTagging'] : [], ...headers['x-amz-acl'] ? ['s3:PutObjectAcl'] : [],
    ...headers['x-amz-object-lock-mode'] ? ['s3:PutObjectRetention'] : [], ...headers['x-amz-object-lock-legal-hold'] ? ['s3:PutObjectLegalHold'] : [],
  ];
}

/** Who asks, as S3 sees them. */
export function requesterOf(who: Who, bucket: Bucket): Requester {
  switch (who) {
    case 'owner': case 'clerk': return awsRequester(`arn:aws:iam::${ACCOUNT}:user/${who}`);
    case 'eraser': return awsRequester(bucket.eraser!);
    case 'porter': case 'reader': return awsRequester(bucket.porter!);
    case 'deployer': return awsRequester(`arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-central-1`);
    case 'processor': return awsRequester(`arn:aws:iam::${PARTNERS}:role/processor`);
    case 'stranger': return awsRequester(`arn:aws:iam::${PARTNERS}:user/stranger`);
    case 'anonymous': return ANONYMOUS;
    default: return service(who.startsWith('log') ? 'logging.s3.amazonaws.com' : 's3.amazonaws.com');
  }
}

/** Who may do everything in S3, as far as its own policies go. */
export const MAY_EVERYTHING: readonly Who[] = ['owner', 'deployer', 'processor', 'stranger'];
