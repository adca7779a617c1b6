import type { Policy } from '../../policy/document';
import { glob } from '../../policy/glob';
import { THIS_KEY, type Text } from '../../policy/text';
import type { EncryptionAlgorithm, KeyPosture } from '../bucket-posture';
import { type Fact, isKnown, known, map, unknown } from '../fact';
import { answerTo } from './answers';
import { AWS_MANAGED, isKeyArn, keyAccount, keyId, keyRegion } from './key-name';
import { type Look, member, oneOf, optional, truth, wording } from './look';
import { policyIn } from './policy-text';
import type { Recording } from './port';

/** What a bucket's key is seen from. */
export interface KeyViewer {
  readonly recording: Recording;
  readonly region: Fact<string>;
  readonly isRead: (bucket: string) => boolean;
  readonly otherBuckets: (at: string) => Fact<readonly string[]>;
}

/** The key of the default encryption of a bucket; undefined where the algorithm uses none. */
export function keyPosture(keyLook: Look, algorithm: Fact<EncryptionAlgorithm>, viewer: KeyViewer): Fact<KeyPosture | undefined> {
  if (!isKnown(algorithm)) return algorithm;
  if (algorithm.value === 'AES256') return known(algorithm.at, undefined);
  const name = wording(keyLook, AWS_MANAGED);
  if (!isKnown(name)) return name;
  if (name.value === '') return unknown(name.at, 'OddAnswer: names no key');
  if (keyId(name.value) === AWS_MANAGED) return known(name.at, awsManaged(name.at, viewer));
  const described = member(describe(viewer.recording, name.value), 'KeyMetadata');
  const manager = managerOf(described);
  return known(name.at, isKnown(manager) && manager.value === 'aws' ? awsManaged(manager.at, viewer) : keyFacts(name.value, described, manager, viewer));
}

/** What KMS says of a key; an answer about another key than the one that was asked for is none. */
function describe(recording: Recording, name: string): Look {
  const answer = answerTo(recording, `Keys/${name}`, 'DescribeKey', name);
  const { value } = optional(answer, 'KeyMetadata', 'Arn');
  return isKeyArn(name) && value !== undefined && value !== name ? { at: answer.at, why: 'OddAnswer: speaks of another key' } : answer;
}

const awsManaged = (at: string, { region }: KeyViewer): KeyPosture => ({
  id: AWS_MANAGED,
  manager: known(at, 'aws'),
  rotation: known(at, true),
  enabled: known(at, true),
  multiRegion: known(at, false),
  region,
  policy: unknown(at, 'AWS writes the policy of its managed key'),
  retained: known(at, true),
  otherBuckets: unknown(at, 'the AWS managed key is shared by every bucket of the account that names no other'),
});

const managerOf = (described: Look): KeyPosture['manager'] =>
  map(oneOf(member(described, 'KeyManager'), ['CUSTOMER', 'AWS']), by => by === 'AWS' ? 'aws' : 'customer');

/** The ARN of the key, which a name may stand for. */
export function resolvedKey(recording: Recording, name: string): string | undefined {
  const { value } = optional(describe(recording, name), 'KeyMetadata', 'Arn');
  return typeof value === 'string' && isKeyArn(value) ? value : isKeyArn(name) ? name : undefined;
}

function keyFacts(name: string, described: Look, manager: KeyPosture['manager'], viewer: KeyViewer): KeyPosture {
  const { recording, region, otherBuckets } = viewer;
  const arn = resolvedKey(recording, name);
  const ask = (call: 'GetKeyRotationStatus' | 'GetKeyPolicy'): Look =>
    described.why === undefined && arn !== undefined ? answerTo(recording, `Keys/${arn}`, call, arn) : described;
  const place = keyRegion(arn ?? name);
  return {
    id: arn ?? name,
    manager,
    rotation: truth(member(ask('GetKeyRotationStatus'), 'KeyRotationEnabled')),
    enabled: enabledOf(described),
    multiRegion: truth(member(described, 'MultiRegion')),
    region: place === undefined ? region : known(described.at, place),
    policy: keyPolicy(member(ask('GetKeyPolicy'), 'Policy'), name, arn, viewer),
    retained: unknown(described.at, 'no API says whether the key outlives the stack that made it'),
    otherBuckets: otherBuckets(described.at),
  };
}

const STATES = [
  'Creating', 'Enabled', 'Disabled', 'PendingDeletion', 'PendingImport', 'PendingReplicaDeletion', 'Unavailable', 'Updating',
] as const;

/** Material of one's own may expire, and then the key decrypts nothing. */
function enabledOf(described: Look): Fact<boolean> {
  const enabled = truth(member(described, 'Enabled'));
  const state = oneOf(member(described, 'KeyState'), STATES);
  if (!isKnown(enabled)) return enabled;
  if (!isKnown(state)) return state;
  if (enabled.value !== (state.value === 'Enabled')) {
    return state.value === 'Updating' || state.value === 'Creating' ? unknown(state.at, `is ${state.value} just now`)
      : unknown(state.at, `OddAnswer: is ${state.value}, and Enabled is ${enabled.value}`);
  }
  const expires = optional(described, 'ExpirationModel');
  return enabled.value && expires.value === 'KEY_MATERIAL_EXPIRES' ? unknown(expires.at, 'its material was brought in from elsewhere, and expires') : enabled;
}

/** In the policy of a key, what matches its ARN means the key. */
function keyPolicy(text: Look, name: string, arn: string | undefined, { isRead }: KeyViewer): KeyPosture['policy'] {
  const account = keyAccount(arn ?? name) ?? '';
  if (text.value === undefined && text.why === undefined) return unknown(text.at, 'OddAnswer: states no policy');
  const fact = policyIn(text, { account, keys: [keyId(name), ...arn === undefined ? [] : [keyId(arn)]], isRead }, 'key policy');
  return map(fact, policy => policy && ofThisKey(policy, arn, account));
}

function ofThisKey(policy: Policy, arn: string | undefined, account: string): Policy {
  const own = (text: Text): Text => typeof text === 'string' && (text === '*' || (arn !== undefined && glob(text.replaceAll('<account>', account))(arn)))
    ? THIS_KEY : text;
  return { ...policy, statements: policy.statements.map(s => ({ ...s, resources: { ...s.resources, patterns: s.resources.patterns.map(own) } })) };
}
