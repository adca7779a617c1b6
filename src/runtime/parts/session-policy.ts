import { isObjectAction } from '../../policy/s3-actions';

export interface SessionPolicyOptions {
  /** Name of a general purpose bucket. */
  readonly bucket: string;
  /**
   * Where the session may act, such as `tenants/17/`. Each ends in `/`: `tenants/1` would be the beginning of `tenants/17` as well.
   * No `*`, `?` and `${`, which IAM would read as more than themselves.
   */
  readonly prefixes: readonly string[];
  /** Actions on objects, as `s3:GetObject`; and `s3:ListBucket` or `s3:ListBucketVersions`, which list under the prefixes only. No wildcards. */
  readonly actions: readonly string[];
  /** ARNs of the KMS keys of the objects, used through S3 only: to decrypt, and to encrypt where `s3:PutObject` is among the actions. @default - none */
  readonly kmsKeys?: readonly string[];
  /** `aws`, `aws-cn`, `aws-us-gov`, ... @default 'aws' */
  readonly partition?: string;
}

/** STS takes no more characters than these. */
export const SESSION_POLICY_LIMIT = 2048;

const LISTS: readonly string[] = ['s3:ListBucket', 's3:ListBucketVersions'];

/**
 * A policy for `assumeRole` that narrows the role to some prefixes of one bucket. It gives nothing that the role has not. An object that is not
 * there answers 403 instead of 404, since nothing lists the whole bucket.
 *
 * STS also packs policy and session tags into a binary form with a limit of its own, which only STS can tell.
 *
 * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 *
 * @returns JSON in ASCII
 * @throws RangeError for what cannot be scoped, and for a policy of more than 2048 characters
 */
export function sessionPolicy(options: SessionPolicyOptions): string {
  const { bucket, prefixes, actions, kmsKeys = [], partition = 'aws' } = options;
  if (!/^aws(-[a-z]+)*$/.test(partition)) throw new RangeError(`'partition' must be aws, aws-cn, aws-us-gov or another of AWS, got ${JSON.stringify(partition)}`);
  if (typeof bucket !== 'string' || !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw new RangeError(`'bucket' must be a bucket name of 3 to 63 lower-case letters, digits, dots and hyphens, got ${JSON.stringify(bucket)}; pass no ARN`);
  }
  someOf('prefixes', prefixes).forEach(checkPrefix);
  someOf('actions', actions).forEach(checkAction);
  const arn = `arn:${partition}:s3:::${bucket}`;
  const below = unique(prefixes).map(prefix => `${prefix}*`);
  const objects = unique(actions).filter(isObjectAction);
  const lists = unique(actions).filter(action => LISTS.includes(action));
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      ...objects.length === 0 ? [] : [{ Effect: 'Allow', Action: objects, Resource: below.map(prefix => `${arn}/${prefix}`) }],
      ...lists.length === 0 ? [] : [{ Effect: 'Allow', Action: lists, Resource: arn, Condition: { StringLike: { 's3:prefix': below } } }],
      ...kmsKeys.length === 0 ? [] : [keys(unique(kmsKeys), partition, objects.includes('s3:PutObject'))],
    ],
  }).replace(/[^\x20-\x7e]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (policy.length > SESSION_POLICY_LIMIT) {
    throw new RangeError(`the session policy has ${policy.length} characters and STS takes ${SESSION_POLICY_LIMIT}; pass fewer or shorter prefixes, actions or keys`);
  }
  return policy;
}

/** An upload in parts decrypts what it encrypted, so that both go together. */
function keys(arns: readonly string[], partition: string, encrypts: boolean): object {
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  const services = arns.map((key) => {
    const region = new RegExp(`^arn:${partition}:kms:([a-z0-9-]+):\\d{12}:key/[A-Za-z0-9-]+$`).exec(key)?.[1];
    if (region === undefined) throw new RangeError(`'kmsKeys' must hold key ARNs of partition ${partition}, got ${JSON.stringify(key)}; pass no alias and no id`);
    return `s3.${region}.${suffix}`;
  });
  return {
    Effect: 'Allow',
    Action: ['kms:Decrypt', ...encrypts ? ['kms:GenerateDataKey'] : []],
    Resource: arns,
    Condition: { StringEquals: { 'kms:ViaService': unique(services) } },
  };
}

function someOf(name: string, list: readonly string[]): readonly string[] {
  if (!Array.isArray(list) || list.length === 0) throw new RangeError(`'${name}' must be a list of at least one, got ${JSON.stringify(list)}`);
  return list;
}

function checkPrefix(prefix: string): void {
  const says = `'prefixes' holds ${JSON.stringify(prefix)}, `;
  if (typeof prefix !== 'string' || prefix === '') throw new RangeError(`${says}which is no prefix; name a folder such as tenants/17/`);
  if (/[*?]|\$\{/.test(prefix)) throw new RangeError(`${says}and IAM reads *, ? and \${ as more than themselves; use prefixes without them`);
  if (!prefix.endsWith('/')) throw new RangeError(`${says}which other names may begin with as well; end it in /`);
  if (/\p{Surrogate}/u.test(prefix) || Buffer.byteLength(prefix) > 1024) {
    throw new RangeError(`${says}which no object key begins with; keys are 1 to 1024 bytes of UTF-8`);
  }
}

function checkAction(action: string): void {
  if (isObjectAction(action) || LISTS.includes(action)) return;
  const says = `'actions' holds ${JSON.stringify(action)}, `;
  if (/[*?]/.test(String(action))) throw new RangeError(`${says}a wildcard; name each action`);
  throw new RangeError(`${says}which is no action on objects; use such as s3:GetObject, or s3:ListBucket`);
}

const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];
