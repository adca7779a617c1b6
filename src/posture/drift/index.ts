import { type Compare, type Compared, comparePlain, comparePolicies, compareTags } from './compare';
import { type Names, plainOf } from './plain';
import type { BucketPosture, KeyPosture } from '../bucket-posture';
import { type Fact, isKnown } from '../fact';

/** What one fact is in a template and in AWS. */
export interface FactDrift {
  /** A member of the posture: `publicAccessBlock.blockPublicAcls`. */
  readonly fact: string;
  readonly state: 'same' | 'differs' | 'not compared';
  readonly template: Side;
  readonly aws: Side;
  /** What differs, or why it was not compared, as a clause. */
  readonly because?: string;
}

/** What one observer says of a fact. */
export interface Side {
  /** A path in the template, or of an answer of AWS. */
  readonly at: string;
  /** The value as JSON, or why it is not known; of policies, what is here and not there. */
  readonly says: string;
}

export interface DriftContext {
  /** What the reference tokens of the templates are called in AWS: `<app.Logs>` is `acme-logs`. @default - not known */
  readonly names?: Names;
  /** Whether the template states what is at a path, rather than leaving it to AWS. @default - it states everything */
  readonly states?: (at: string) => boolean;
}

interface Row {
  readonly fact: string;
  readonly pick: (posture: BucketPosture) => Fact<unknown>;
  readonly compare?: Compare;
  /** What AWS gives a new bucket of which a template says nothing; the reader of templates takes the older, weaker default. */
  readonly byDefault?: { readonly value: unknown; readonly stated: (at: string) => string };
}

const parent = (at: string): string => at.slice(0, at.lastIndexOf('/'));
const itself = (at: string): string => at;

const block = (flag: keyof BucketPosture['publicAccessBlock']): Row =>
  ({ fact: `publicAccessBlock.${flag}`, pick: posture => posture.publicAccessBlock[flag], byDefault: { value: true, stated: parent } });

const keyPart = (part: Exclude<keyof KeyPosture, 'id' | 'retained' | 'otherBuckets'>): Row => ({
  fact: `key.${part}`,
  pick: ({ key }) => isKnown(key) ? key.value?.[part] ?? { ...key, value: undefined } : key,
  ...part === 'policy' && { compare: comparePolicies },
});

/**
 * What is compared: not the declarations, which AWS does not have, nor the trails, the log bucket's own settings and whose logs a bucket gets, which
 * are of other resources. Controls that ask for them are held against each other all the same.
 *
 * Source of the defaults: https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html (April 2023), and for SSE-C
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-s3-c-encryption-setting-faq.html (April 2026)
 */
const ROWS: readonly Row[] = [
  { fact: 'account', pick: posture => posture.account },
  { fact: 'region', pick: posture => posture.region },
  block('blockPublicAcls'),
  block('ignorePublicAcls'),
  block('blockPublicPolicy'),
  block('restrictPublicBuckets'),
  { fact: 'ownership', pick: posture => posture.ownership, byDefault: { value: 'BucketOwnerEnforced', stated: itself } },
  { fact: 'acl', pick: posture => posture.acl },
  { fact: 'policy', pick: posture => posture.policy, compare: comparePolicies },
  { fact: 'encryption', pick: posture => posture.encryption },
  ...(['manager', 'rotation', 'enabled', 'multiRegion', 'region', 'policy'] as const).map(keyPart),
  { fact: 'bucketKey', pick: posture => posture.bucketKey },
  { fact: 'blockedEncryption', pick: posture => posture.blockedEncryption, byDefault: { value: ['SSE-C'], stated: itself } },
  { fact: 'versioning', pick: posture => posture.versioning },
  { fact: 'objectLock', pick: posture => posture.objectLock },
  { fact: 'defaultRetention', pick: posture => posture.defaultRetention },
  { fact: 'lifecycle', pick: posture => posture.lifecycle },
  { fact: 'replication', pick: posture => posture.replication },
  { fact: 'accessLogs', pick: posture => posture.accessLogs },
  { fact: 'website', pick: posture => posture.website },
  { fact: 'tags', pick: posture => posture.tags, compare: compareTags },
  { fact: 'notifications', pick: posture => posture.notifications },
  { fact: 'inventories', pick: posture => posture.inventories },
  { fact: 'accessPoints', pick: posture => posture.accessPoints },
];

/** Holds what a template says of a bucket against what AWS says of it, fact by fact. */
export function driftOf(template: BucketPosture, live: BucketPosture, context: DriftContext = {}): readonly FactDrift[] {
  const { names = new Map(), states = () => true } = context;
  return ROWS.map(row => {
    const [there, here] = [row.pick(template), row.pick(live)];
    const { shown, ...found } = compared(row, there, here, names, states);
    const side = (fact: Fact<unknown>, says: string | undefined, of?: Names): Side => says === undefined ? sideOf(fact, of) : { at: fact.at, says };
    return { fact: row.fact, ...found, template: side(there, shown?.template, names), aws: side(here, shown?.aws) };
  });
}

function compared(
  { compare = comparePlain, byDefault }: Row, there: Fact<unknown>, here: Fact<unknown>, names: Names, states: (at: string) => boolean,
): Compared {
  if (!isKnown(there)) return { state: 'not compared', because: there.unknown };
  if (!isKnown(here)) return { state: 'not compared', because: here.unknown };
  const found = compare(there.value, here.value, names);
  if (found.state !== 'differs' || !byDefault || states(byDefault.stated(there.at))) return found;
  return plainOf(here.value).text === plainOf(byDefault.value).text
    ? { state: 'same', because: 'the template says nothing, and AWS gives this to a new bucket' }
    : found;
}

const sideOf = (fact: Fact<unknown>, names?: Names): Side =>
  ({ at: fact.at, says: !isKnown(fact) ? fact.unknown : fact.value === undefined ? 'not set' : plainOf(fact.value, names).text });
