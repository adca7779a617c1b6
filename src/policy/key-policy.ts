import { effectOf } from './decide';
import { parsePolicy, type Policy } from './document';
import { glob } from './glob';
import { namingOf } from './principals';
import type { Asked } from './request';
import { type Text, THIS_ACCOUNT, THIS_KEY } from './text';
import { and, not, or, type Truth, UNKNOWN } from './truth';

const named = (names: string): readonly string[] => names.split(' ').map(name => `kms:${name}`);

/**
 * The actions that a key policy can grant on its key.
 *
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Key Management Service".
 */
export const KEY_ACTIONS = [
  ...named('Decrypt Encrypt GenerateDataKey GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext'),
  ...named('ReEncryptFrom ReEncryptTo DeriveSharedSecret GenerateMac VerifyMac Sign Verify CreateGrant RetireGrant RevokeGrant ListGrants'),
  ...named('PutKeyPolicy ScheduleKeyDeletion CancelKeyDeletion DisableKey EnableKey DisableKeyRotation EnableKeyRotation RotateKeyOnDemand'),
  ...named('ImportKeyMaterial DeleteImportedKeyMaterial GetParametersForImport ReplicateKey SynchronizeMultiRegionKey UpdatePrimaryRegion'),
  ...named('CreateAlias UpdateAlias DeleteAlias UpdateKeyDescription TagResource UntagResource DescribeKey GetKeyPolicy GetKeyRotationStatus'),
  ...named('GetPublicKey ListKeyPolicies ListKeyRotations ListResourceTags'),
];

/**
 * The policy that is in force for a key: the one that is stated, or the one that KMS gives a key for which none is.
 * Whether a resource pattern other than `*` reaches the key is left open, since a key policy speaks of no other key.
 *
 * Source: KMS Developer Guide, "Default key policy".
 */
export function policyInForce(stated: Policy | undefined): Policy {
  const policy = stated ?? parsePolicy(DEFAULT, { name: 'default key policy' });
  const statements = policy.statements.map(s => ({ ...s, resources: { ...s.resources, patterns: s.resources.patterns.map(perhapsThisKey) } }));
  return { ...policy, statements };
}

const DEFAULT = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${THIS_ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' },
};

const perhapsThisKey = (text: Text): Text => typeof text !== 'string' || !/[*?]/.test(text) || glob(text)(THIS_KEY) ? text
  : { opaque: `decided by the ARN of the key whether ${text} is this key`, like: '*' };

/**
 * What a key policy says to a request: yes where it names the requester, unknown where it names an account, whose own policies then decide.
 * Unlike S3, KMS heeds the policies of the key's account only where the key policy says so.
 */
export function keyAccess(policy: Policy): (asked: Asked) => Truth {
  const statements = policy.statements.map(s => s.principals.not ? s
    : { ...s, principals: { ...s.principals, entries: s.principals.entries.filter(entry => namingOf(entry) !== 'account') } });
  const direct = { ...policy, statements };
  return (asked) => {
    const allowed = or(effectOf(direct, 'allows', asked).truth, and(effectOf(policy, 'allows', asked).truth, UNKNOWN));
    return and(allowed, not(effectOf(policy, 'denies', asked).truth));
  };
}
