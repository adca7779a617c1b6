import { CfnDeletionPolicy, type CfnResource, Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { differ } from './environment';

/**
 * The key that encrypts, behind an alias as well: a bucket policy names a key only by the key's own ARN.
 *
 * @param locked whether objects outlive their deletion, which they do only as long as their key lives
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export function usableKey(scope: Construct, id: string, given: kms.IKey, locked: boolean): kms.IKey {
  const refuse = (what: string, cure: string): never => {
    throw new Error(`${scope.node.path}/${id}: 'encryptionKey' ${what}; ${cure}`);
  };
  const key = targetOf(given) ?? refuse(`is the alias ${given.keyArn.replace(/^.*:alias/, 'alias')}, whose key nobody knows here, and uploads name the key`,
    'pass kms.Key.fromKeyArn(...) with the ARN of the key itself');
  const { region } = Stack.of(scope);
  if (differ(key.env.region, region)) {
    refuse(`${key.node.path} is in ${key.env.region}, and S3 uses keys of its own Region only`, `pass a key in ${region}`);
  }
  const made = key.node.defaultChild as CfnResource | undefined;
  if (locked && made?.cfnOptions.deletionPolicy === CfnDeletionPolicy.DELETE) {
    refuse(`${key.node.path} has RemovalPolicy.DESTROY, which cannot go with 'retention': what is locked would stay, unreadable`, 'give the key RemovalPolicy.RETAIN');
  }
  return key;
}

/** Undefined for an imported alias: the CDK throws where its key is asked for. */
export function targetOf(key: kms.IKey): kms.IKey | undefined {
  try {
    return 'aliasTargetKey' in key ? (key as kms.IAlias).aliasTargetKey : /:alias\//.test(key.keyArn) ? undefined : key;
  } catch {
    return undefined;
  }
}
