import { Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { shown } from './access';
import { refuse } from './refuse';
import { original, type Target } from './target';

interface Said {
  readonly serverSideEncryptionConfiguration?: readonly { readonly serverSideEncryptionByDefault?: { readonly kmsMasterKeyId?: string } }[];
}

/** The key that a bucket names, by the key's own ARN: a policy knows it by no other name. @param given the key that the user says it is */
export function keyNamed(target: Target, given: kms.IKey | undefined): kms.IKey {
  const { path, owner, bucket } = target;
  if (bucket.encryptionKey) return bucket.encryptionKey;
  const { serverSideEncryptionConfiguration: [rule] = [] } = (original(target, 'bucketEncryption') ?? {}) as Said;
  const id = rule?.serverSideEncryptionByDefault?.kmsMasterKeyId ?? '';
  if (Token.isUnresolved(id)) {
    const token = Tokenization.reverse(id);
    const made = token !== undefined && Reference.isReference(token) ? token.target : undefined;
    if (kms.CfnKey.isCfnKey(made)) return kms.Key.fromCfnKey(made);
    const name = shown(Stack.of(owner).resolve(id));
    return given ?? refuse(path, `KMSMasterKeyID is ${name}, which only deployment knows, and the policy names the key by its ARN`,
      'pass the key as \'encryptionKey\', with kms.Key.fromKeyArn(...)');
  }
  const arn = /^(?:mrk-)?[0-9a-f-]{32,36}$/.test(id) ? Stack.of(owner).formatArn({ service: 'kms', resource: 'key', resourceName: id }) : id;
  if (!/^arn:[^:]+:kms:[^:]+:[^:]+:key\//.test(arn.replace(/\$\{Token\[[^\]]*\]\}/g, 'x'))) {
    return given ?? refuse(path, `KMSMasterKeyID is ${shown(id)}, an alias, and the policy names the key by its ARN`,
      'name the key by its ARN, or pass it as \'encryptionKey\'');
  }
  return owner.node.tryFindChild('EncryptionKey') as kms.IKey | undefined ?? kms.Key.fromKeyArn(owner, 'EncryptionKey', arn);
}

/** The key of a bucket that names none. The `s3.Bucket` of the CDK would have made it under the same id. */
export function newKey({ owner, state }: Target): kms.IKey {
  state.ownKey ??= new kms.Key(owner, 'Key', { description: `Created by ${owner.node.path}`, enableKeyRotation: true });
  return state.ownKey;
}

export const sameKey = ({ owner }: Target, one: kms.IKey, other: kms.IKey): boolean => {
  const arn = (key: kms.IKey) => JSON.stringify(Stack.of(owner).resolve(key.keyArn));
  return one === other || arn(one) === arn(other);
};

/** Turns the rotation of a key of the app on, where it is a key that S3 can use at all. */
export function rotate({ path }: Target, key: kms.IKey): void {
  const made = [key.node.defaultChild, key.node.scope].find(node => kms.CfnKey.isCfnKey(node));
  if (!made) return;
  if (made.enableKeyRotation === false) refuse(path, `its key ${made.node.path} has EnableKeyRotation false`, 'take that out, or set it to true');
  made.enableKeyRotation ??= true;
}
