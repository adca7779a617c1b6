import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { objectOf, shown } from './access';
import { keyNamed, newKey, rotate, sameKey } from './keys';
import { refuse } from './refuse';
import type { Options } from './state';
import { isOpen, original, type Target, write } from './target';
import { usableKey } from '../constructs/encryption-key';
import { EncryptionMethod } from '../constructs/encryption-method';
import { EVERY_BUCKET } from '../constructs/every-bucket';
import { S3PolicyStatements } from '../constructs/s3-policy-statements';

interface Rule {
  readonly ServerSideEncryptionByDefault?: { readonly SSEAlgorithm?: unknown; readonly KMSMasterKeyID?: unknown };
  readonly BlockedEncryptionTypes?: { readonly EncryptionType?: unknown };
}

interface Said {
  readonly serverSideEncryptionConfiguration?: readonly s3.CfnBucket.ServerSideEncryptionRuleProperty[];
}

const BLOCKED = { encryptionType: EVERY_BUCKET.blockedEncryptionTypes.map(({ name }) => name) };

/**
 * Default encryption, other encryption refused, SSE-C blocked.
 *
 * What a bucket says of its encryption is kept where it is as strong as what is asked for, and refused where it is weaker: with a KMS key,
 * readers need the use of the key, and have to be granted it first.
 *
 * @param asked whether a KMS key of the customer is asked for
 * @returns the key
 */
export function encrypt(target: Target, asked: boolean): kms.IKey | undefined {
  const { path, state, bucket } = target;
  const { rule, algorithm, named } = read(target);
  const usesKey = algorithm === EncryptionMethod.KMS || algorithm === EncryptionMethod.KMS_DSSE;
  const { encryptionKey, retention } = target.survey.receivesLogs ? {} as Options : state.options;
  const wanted = asked || state.withKey || encryptionKey !== undefined;
  state.withKey = wanted;
  if (wanted && algorithm !== undefined && !usesKey) {
    refuse(path, `SSEAlgorithm is ${shown(algorithm)}, and a KMS key is asked for`,
      'take BucketEncryption (encryption) out, and grant the use of the key to those who read');
  }
  if (wanted && usesKey && named === undefined) {
    refuse(path, `SSEAlgorithm is ${shown(algorithm)} without a key, so that S3 takes the AWS managed key`,
      'take BucketEncryption (encryption) out, or name a customer managed key in it');
  }
  const { node: { scope, id } } = target.owner;
  const given = encryptionKey && usableKey(scope!, id, encryptionKey, Boolean(retention));
  const own = usesKey && named !== undefined ? keyNamed(target, given) : undefined;
  if (own && given && !sameKey(target, own, given)) {
    refuse(path, `it is encrypted with ${shown(named)} already, and 'encryptionKey' is ${given.node.path}`,
      'pass the key of the bucket, or leave encryptionKey out');
  }
  if (given && state.ownKey) {
    refuse(path, `an earlier mixin made the key ${state.ownKey.node.path} for it, and 'encryptionKey' is ${given.node.path}`,
      'state encryptionKey in the first of them');
  }
  const key = own ?? (wanted ? given ?? newKey(target) : undefined);
  const method = usesKey ? algorithm : wanted ? EncryptionMethod.KMS : EncryptionMethod.S3_MANAGED;
  const fresh = { serverSideEncryptionByDefault: { sseAlgorithm: method, kmsMasterKeyId: key?.keyArn }, bucketKeyEnabled: key ? true : undefined };
  const written = { ...algorithm === undefined ? fresh : rule, blockedEncryptionTypes: BLOCKED };
  write(target, 'bucketEncryption', { serverSideEncryptionConfiguration: [written] });
  if (key) {
    Object.assign(Object.getPrototypeOf(bucket) as object, { encryptionKey: key });
    rotate(target, key);
  }
  if (method !== EncryptionMethod.S3_MANAGED) refuseOther(bucket, method, key);
  return key;
}

/** What its user says of the encryption. */
function read(target: Target): { rule?: s3.CfnBucket.ServerSideEncryptionRuleProperty; algorithm?: EncryptionMethod; named?: unknown } {
  const { path } = target;
  const { ServerSideEncryptionConfiguration: rules } = objectOf(target, 'bucketEncryption');
  if (rules !== undefined && (!Array.isArray(rules) || isOpen(rules[0]))) {
    refuse(path, 'BucketEncryption is decided at deploy time', 'write its one rule out');
  }
  const [{ ServerSideEncryptionByDefault: byDefault = {}, BlockedEncryptionTypes: blocked = {} } = {}] = (rules ?? []) as Rule[];
  const types = blocked.EncryptionType;
  if (types !== undefined && !(Array.isArray(types) && types.includes('SSE-C'))) {
    refuse(path, `BlockedEncryptionTypes.EncryptionType is ${shown(types)}, which lets SSE-C in`, 'take it out, or name SSE-C in it');
  }
  if (isOpen(byDefault) || isOpen(byDefault.SSEAlgorithm)) {
    refuse(path, 'the algorithm of BucketEncryption is decided at deploy time', 'write it out');
  }
  const { serverSideEncryptionConfiguration: [rule] = [] } = (original(target, 'bucketEncryption') ?? {}) as Said;
  return { rule, algorithm: byDefault.SSEAlgorithm as EncryptionMethod | undefined, named: byDefault.KMSMasterKeyID };
}

/** Of the AWS managed key nobody knows the ARN here: then only another algorithm is refused. */
function refuseOther(bucket: s3.Bucket, method: EncryptionMethod, key: kms.IKey | undefined): void {
  const nobody = { keyArn: 'arn:aws:kms:::key/nobody' } as kms.IKey;
  for (const statement of S3PolicyStatements.denyWrongEncryption(bucket, { method, key: key ?? nobody })) {
    if (key || statement.sid === 'DenyOtherAlgorithm') bucket.addToResourcePolicy(statement);
  }
}
