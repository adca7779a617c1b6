import type { Look } from './look';
import { own } from '../cloudformation/json-value';

export const AWS_MANAGED = 'alias/aws/s3';

/** How a bucket names the key of its default encryption; undefined where it has none, or the one that AWS manages. */
export function keyNamed({ value }: Look): string | undefined {
  const rules = own(own(value, 'ServerSideEncryptionConfiguration'), 'Rules');
  const byDefault = own(Array.isArray(rules) ? rules[0] : undefined, 'ApplyServerSideEncryptionByDefault');
  const name = own(byDefault, 'KMSMasterKeyID');
  const algorithm = own(byDefault, 'SSEAlgorithm');
  if (algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse') return undefined;
  return typeof name === 'string' && name !== '' && keyId(name) !== AWS_MANAGED ? name : undefined;
}

const KMS_ARN = /^arn:[^:]*:kms:([^:]*):([^:]*):(.*)$/s;

/** The id of a key without the ARN around it; alias ARNs become alias names. */
export const keyId = (name: string): string => (KMS_ARN.exec(name)?.[3] ?? name).replace(/^key\//, '');

/** The Region and the account that the ARN of a key or an alias names. */
export const keyRegion = (name: string): string | undefined => KMS_ARN.exec(name)?.[1] || undefined;
export const keyAccount = (name: string): string | undefined => KMS_ARN.exec(name)?.[2] || undefined;

const KEY_ARN = /^arn:[^:]*:kms:[^:]+:[^:]+:key\//;

/** Whether a name is the ARN of the key itself, which no other key has. */
export const isKeyArn = (name: string): boolean => KEY_ARN.test(name);
