import { factOf, isGone, isRecord, Odd, refused } from './objects-ask';
import type { Expected, ObjectCheck } from './objects-expect';
import { momentOf, type ObjectFacts, type Retention, STRANGERS } from './objects-facts';
import type { Listed, Place } from './objects-list';
import { type Fact, known, unknown } from '../../posture/fact';
import { ask } from '../../posture/live/ask';
import type { CallName } from '../../posture/live/calls';
import type { Answer, Port } from '../../posture/live/port';

/** Asks what the checks need to know of one object, and no more. `gone` where it is not there any more. */
export async function readObject(port: Port, { account, bucket, signal }: Place, object: Listed, expected: readonly Expected[]): Promise<ObjectFacts | 'gone'> {
  const input = { Bucket: bucket, Key: object.key, ExpectedBucketOwner: account };
  const answers = new Map<CallName, Answer>();
  const once = async (call: CallName, more: object = {}): Promise<Answer> => {
    const answer = answers.get(call) ?? await ask(port, call, { ...input, ...more }, { signal });
    answers.set(call, answer);
    return answer;
  };
  const attributes = async () => once('GetObjectAttributes', { ObjectAttributes: ['ETag', 'Checksum'] });
  const facts: { -readonly [name in keyof ObjectFacts]: ObjectFacts[name] } = { ...nothingAsked(object) };
  const asks: Readonly<Record<ObjectCheck, () => Promise<void>>> = {
    'encryption': async () => { ({ encryption: facts.encryption, key: facts.key } = await encryptionOf(await once('HeadObject'), attributes)); },
    'key': async () => asks.encryption(),
    'checksum': async () => { if (object.checksums.length === 0) facts.checksums = checksumsOf(await attributes()); },
    'retention': async () => { facts.retention = retentionOf(await once('GetObjectRetention')); },
    'legal-hold': async () => { facts.legalHold = legalHoldOf(await once('GetObjectLegalHold')); },
    'tags': async () => { facts.tags = tagsOf(await once('GetObjectTagging')); },
    'storage-class': async () => { },
    'public-grants': async () => { facts.publicGrants = grantsOf(await once('GetObjectAcl')); },
  };
  for (const { check } of expected) {
    await asks[check]();
    for (const [call, { error }] of answers) if (error !== undefined && isGone(call, error)) return 'gone';
  }
  return facts;
}

/** What the listing says, and of all else that it was not asked. */
function nothingAsked({ written, storageClass, checksums }: Listed): ObjectFacts {
  const not = unknown('', 'was not asked');
  return {
    encryption: not,
    key: not,
    checksums: checksums.length > 0 ? known('ListObjectsV2', checksums) : not,
    retention: not,
    legalHold: not,
    tags: not,
    publicGrants: not,
    storageClass: storageClass === undefined ? unknown('ListObjectsV2', 'OddAnswer: ListObjectsV2 brought no storage class') : known('ListObjectsV2', storageClass),
    written: written === undefined ? unknown('ListObjectsV2', 'OddAnswer: ListObjectsV2 brought no time of writing') : known('ListObjectsV2', written),
  };
}

/** S3's words, with `InvalidRequest` and 400, for an object under a customer's key that was asked for without the key. */
const NEEDS_KEY = /stored using a form of server side encryption/i;

/**
 * HeadObject answers 400 without a word for an object under SSE-C; GetObjectAttributes says why.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 */
async function encryptionOf(head: Answer, attributes: () => Promise<Answer>): Promise<Pick<ObjectFacts, 'encryption' | 'key'>> {
  if (head.error?.status === 400) {
    const { error } = await attributes();
    if (needsKey(error)) return { encryption: known('HeadObject', 'SSE-C'), key: known('HeadObject', undefined) };
    const why = unknown('HeadObject', `${refused('HeadObject', head.error)}, as for an object under a customer key (SSE-C); GetObjectAttributes does not confirm it`);
    return { encryption: why, key: why };
  }
  const fact = factOf('HeadObject', head, ({ ETag, ServerSideEncryption, SSEKMSKeyId, SSECustomerAlgorithm }) => {
    if (typeof ETag !== 'string' || ETag === '') return new Odd('ETag');
    const encryption = typeof ServerSideEncryption === 'string' && ServerSideEncryption !== '' ? ServerSideEncryption
      : SSECustomerAlgorithm !== undefined ? 'SSE-C' : ServerSideEncryption === undefined ? 'none' : undefined;
    if (encryption === undefined) return new Odd('readable encryption');
    return { encryption, key: typeof SSEKMSKeyId === 'string' && SSEKMSKeyId !== '' ? SSEKMSKeyId : undefined };
  });
  if (fact.unknown !== undefined) return { encryption: fact, key: fact };
  const { encryption, key } = fact.value;
  const kms = encryption.startsWith('aws:kms');
  return {
    encryption: known('HeadObject', encryption),
    key: kms && key === undefined ? unknown('HeadObject', 'OddAnswer: HeadObject brought no KMS key') : known('HeadObject', kms ? key : undefined),
  };
}

const needsKey = (error: Answer['error']): boolean => error?.code === 'InvalidRequest' && NEEDS_KEY.test(error.says ?? '');

function checksumsOf(answer: Answer): Fact<readonly string[]> {
  if (needsKey(answer.error)) return unknown('GetObjectAttributes', 'it is under a customer key (SSE-C), which nobody here has');
  const fact = factOf('GetObjectAttributes', answer, ({ ETag, Checksum }) => {
    if (typeof ETag !== 'string' || ETag === '') return new Odd('ETag');
    if (Checksum === undefined) return [];
    if (!isRecord(Checksum)) return new Odd('readable checksum');
    return Object.entries(Checksum).filter(([name, value]) => name !== 'ChecksumType' && name.startsWith('Checksum') && typeof value === 'string' && value !== '')
      .map(([name]) => name.slice('Checksum'.length));
  });
  return fact.unknown?.includes('not allowed') ? unknown(fact.at, `${fact.unknown}, or kms:Decrypt for the key that the object is under`) : fact;
}

const retentionOf = (answer: Answer): Fact<Retention | null> => factOf<Retention | null>('GetObjectRetention', answer, ({ Retention: found }) => {
  if (isRecord(found) && found.EventHold === 'ON' && found.RetainUntilDate === undefined) return new Odd('date, since an event hold is on and the time has not begun');
  const until = isRecord(found) ? momentOf(found.RetainUntilDate) : undefined;
  const mode = isRecord(found) ? found.Mode : undefined;
  return until === undefined || (mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') ? new Odd('mode and date') : { mode, until };
}, null);

const legalHoldOf = (answer: Answer): Fact<boolean> => factOf<boolean>('GetObjectLegalHold', answer, ({ LegalHold: found }) => {
  const status = isRecord(found) ? found.Status : undefined;
  return status === 'ON' ? true : status === 'OFF' ? false : new Odd('status');
}, false);

const tagsOf = (answer: Answer): Fact<ReadonlyMap<string, string>> => factOf('GetObjectTagging', answer, ({ TagSet: tags }) => {
  if (!Array.isArray(tags) || !tags.every(tag => isRecord(tag) && typeof tag.Key === 'string')) return new Odd('set of tags');
  return new Map((tags as { Key: string; Value?: unknown }[]).map(({ Key, Value }) => [Key, typeof Value === 'string' ? Value : '']));
});

const grantsOf = (answer: Answer): Fact<readonly string[]> => factOf('GetObjectAcl', answer, ({ Grants: grants, Owner }) => {
  const readable = Array.isArray(grants) && (grants.length > 0 || isRecord(Owner))
    && grants.every(grant => isRecord(grant) && typeof grant.Permission === 'string' && isRecord(grant.Grantee));
  if (!readable) return new Odd('readable grants');
  return (grants as { Permission: string; Grantee: { URI?: unknown } }[]).flatMap(({ Permission, Grantee }) => {
    const group = typeof Grantee.URI === 'string' ? STRANGERS.get(Grantee.URI) : undefined;
    return group === undefined ? [] : [`${Permission} to ${group}`];
  });
});
