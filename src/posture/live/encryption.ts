import type { BucketPosture, EncryptionAlgorithm } from '../bucket-posture';
import { type Fact, isKnown, known, unknown } from '../fact';
import { type Look, items, member, oneOf, optional, truth, wording } from './look';

const ALGORITHMS: readonly EncryptionAlgorithm[] = ['AES256', 'aws:kms', 'aws:kms:dsse'];

export type Encryption = Pick<BucketPosture, 'encryption' | 'bucketKey' | 'blockedEncryption'> & {
  /** Where the answer names the key. */
  readonly keyLook: Look;
};

/** The default encryption of a bucket. Where none is configured S3 encrypts with AES256. */
export function encryptionOf(answer: Look): Encryption {
  const rule = onlyRule(member(answer, 'ServerSideEncryptionConfiguration', 'Rules'));
  const byDefault = member(rule, 'ApplyServerSideEncryptionByDefault');
  return {
    encryption: oneOf(member(byDefault, 'SSEAlgorithm'), ALGORITHMS, 'AES256'),
    keyLook: optional(byDefault, 'KMSMasterKeyID'),
    bucketKey: truth(optional(rule, 'BucketKeyEnabled'), false),
    blockedEncryption: blocked(optional(rule, 'BlockedEncryptionTypes', 'EncryptionType')),
  };
}

/** S3 has one rule of a kind for a bucket, and answers no empty list of them. */
export function onlyRule(rules: Look): Look {
  const list = items(rules, []);
  if (!isKnown(list)) return { at: `${rules.at}/0`, why: list.unknown };
  if (rules.value === undefined) return { at: `${rules.at}/0` };
  return list.value.length === 1 ? list.value[0] : { at: `${rules.at}/0`, why: `OddAnswer: has ${list.value.length} rules, expected 1` };
}

/** `NONE` is how S3 says that nothing is refused. */
function blocked(types: Look): Fact<readonly string[]> {
  const list = items(types, []);
  if (!isKnown(list)) return list;
  const words: string[] = [];
  for (const type of list.value) {
    const word = wording(type);
    if (!isKnown(word)) return unknown(word.at, word.unknown);
    words.push(word.value);
  }
  return known(list.at, words.filter(word => word !== 'NONE'));
}
