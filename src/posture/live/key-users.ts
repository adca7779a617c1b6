import { type Fact, isKnown, known, unknown } from '../fact';
import { answerTo } from './answers';
import { encryptionOf } from './encryption';
import { resolvedKey } from './key';
import { AWS_MANAGED, keyId } from './key-name';
import { wording } from './look';
import type { Recording } from './port';

/** Which bucket uses which key, seen over all buckets that are read together. */
export interface KeyUsers {
  readonly of: ReadonlyMap<string, readonly string[]>;
  /** Buckets of which nobody knows which key they use, and why. */
  readonly doubtful: readonly { readonly bucket: string; readonly why: string }[];
}

export function keyUsersAmong(recordings: readonly Recording[]): KeyUsers {
  const of = new Map<string, string[]>();
  const doubtful: { readonly bucket: string; readonly why: string }[] = [];
  for (const recording of recordings) {
    const { bucket } = recording;
    const { encryption, keyLook } = encryptionOf(answerTo(recording, `Buckets/${bucket}`, 'GetBucketEncryption'));
    if (isKnown(encryption) && encryption.value === 'AES256') continue;
    const name = wording(keyLook, AWS_MANAGED);
    if (!isKnown(encryption) || !isKnown(name)) {
      doubtful.push({ bucket, why: isKnown(encryption) ? isKnown(name) ? '' : name.unknown : encryption.unknown });
    } else if (keyId(name.value) !== AWS_MANAGED) {
      const arn = resolvedKey(recording, name.value);
      const key = arn ?? name.value;
      of.set(key, [...of.get(key) ?? [], bucket]);
      if (arn === undefined) doubtful.push({ bucket, why: `the key ${name.value} could not be looked up` });
    }
  }
  return { of, doubtful };
}

/**
 * The other buckets that use a key. That there are none is known only where all buckets of the account were read.
 *
 * @param unread how many buckets of the account were not read; undefined where nobody listed them
 */
export function otherBuckets(users: KeyUsers, key: string, bucket: string, unread: number | undefined, at: string): Fact<readonly string[]> {
  const others = (users.of.get(key) ?? []).filter(other => other !== bucket);
  if (others.length > 0) return known(at, others.map(other => `Buckets/${other}`));
  const doubt = users.doubtful.find(one => one.bucket !== bucket);
  if (doubt) return unknown(at, `Buckets/${doubt.bucket} may use it: ${doubt.why}`);
  if (unread === 0) return known(at, []);
  const left = unread === undefined ? 'not all buckets of the account were read' : `${unread} of the buckets of the account ${unread === 1 ? 'was' : 'were'} not read`;
  return unknown(at, `${left}, and another may use it`);
}
