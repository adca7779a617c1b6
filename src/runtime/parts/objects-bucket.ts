import { isAlias, isKey } from './kms-key';
import { factOf, isRecord, Odd } from './objects-ask';
import * as expect from './objects-expect';
import type { Expected, ExpectedRetention, ObjectCheck, ObjectEncryption, ObjectExpectations } from './objects-expect';
import type { Place } from './objects-list';
import { type Fact, isKnown, known, unknown } from '../../posture/fact';
import { ask } from '../../posture/live/ask';
import type { Answer, Port } from '../../posture/live/port';

/** What every object must show, what is not asked and why, and what should be asked and cannot. */
export interface Asked {
  readonly expected: readonly Expected[];
  readonly notAsked: readonly { readonly check: ObjectCheck; readonly says: string }[];
  readonly unclear: readonly { readonly check: ObjectCheck; readonly control: string; readonly says: string }[];
}

const GIVEN = 'asked for';
const ENCRYPTION = 'the default encryption of the bucket';
const RETENTION = 'the default retention of the bucket';
const ACLS = 'ACLs of the bucket are in force';

/** What the caller asks for; for the rest, what the bucket's own configuration says. Without a port, the caller alone decides. */
export async function asked(wanted: ObjectExpectations, port?: Port, place?: Place): Promise<Asked> {
  const list: Asked = { expected: [], notAsked: [], unclear: [] };
  const [expected, notAsked, unclear] = [list.expected as Expected[], list.notAsked as Asked['notAsked'][number][], list.unclear as Asked['unclear'][number][]];
  const skip = (check: ObjectCheck, says: string) => notAsked.push({ check, says });
  const here = port && place ? { port, place } : undefined;

  if (wanted.encryption !== undefined) expected.push(expect.encryptionExpected(wanted.encryption, GIVEN));
  if (wanted.keyArn !== undefined) expected.push(expect.keyExpected(wanted.keyArn, GIVEN));
  if (here && (wanted.encryption === undefined || wanted.keyArn === undefined)) {
    const found = await defaultEncryption(here.port, here.place);
    if (isKnown(found)) {
      const { algorithm, key } = found.value;
      if (wanted.encryption === undefined) expected.push(expect.encryptionExpected(expect.orStronger(algorithm), ENCRYPTION));
      if (wanted.keyArn === undefined && key !== undefined && isKnown(key)) expected.push(expect.keyExpected(key.value, ENCRYPTION));
      if (wanted.keyArn === undefined && key !== undefined && !isKnown(key)) unclear.push({ check: 'key', control: 'encrypted-with-customer-key', says: key.unknown });
      if (wanted.keyArn === undefined && key === undefined) skip('key', `${ENCRYPTION} names no key`);
    } else {
      const says = `what to expect is not known: ${found.unknown}`;
      if (wanted.encryption === undefined) unclear.push({ check: 'encryption', control: 'encrypted-by-default', says });
      if (wanted.keyArn === undefined) unclear.push({ check: 'key', control: 'encrypted-with-customer-key', says });
    }
  }
  if (wanted.checksum !== undefined) expected.push(expect.checksumExpected(wanted.checksum, GIVEN));
  if (wanted.retention !== undefined) {
    expected.push(expect.retentionExpected(wanted.retention, GIVEN));
  } else if (here) {
    const found = await defaultRetention(here.port, here.place);
    if (!isKnown(found)) unclear.push({ check: 'retention', control: 'default-retention', says: `what to expect is not known: ${found.unknown}` });
    else if (found.value === null) skip('retention', 'the bucket has no default retention');
    else expected.push(expect.retentionExpected(found.value, RETENTION));
  }
  if (wanted.legalHold) expected.push(expect.legalHoldExpected(GIVEN));
  if (wanted.tags !== undefined) expected.push(expect.tagsExpected(wanted.tags, GIVEN));
  if (wanted.storageClasses !== undefined) expected.push(expect.storageClassExpected(wanted.storageClasses, GIVEN));
  if (wanted.noPublicGrants === true) expected.push(expect.noPublicGrantsExpected(GIVEN));
  if (wanted.noPublicGrants === undefined && here) {
    const why = await aclsVoid(here.port, here.place);
    if (why === undefined) expected.push(expect.noPublicGrantsExpected(ACLS));
    else skip('public-grants', why);
  }
  for (const check of CHECKS) {
    if (![...expected, ...notAsked, ...unclear].some(one => one.check === check)) skip(check, 'nobody asked for it');
  }
  return list;
}

const CHECKS: readonly ObjectCheck[] = ['encryption', 'key', 'checksum', 'retention', 'legal-hold', 'tags', 'storage-class', 'public-grants'];

const ALGORITHMS: readonly unknown[] = ['AES256', 'aws:kms', 'aws:kms:dsse'];

async function defaultEncryption(port: Port, { account, bucket, signal }: Place) {
  const answer = await ask(port, 'GetBucketEncryption', { Bucket: bucket, ExpectedBucketOwner: account }, { signal });
  const found = factOf('GetBucketEncryption', answer, ({ ServerSideEncryptionConfiguration: configuration }) => {
    const rules = isRecord(configuration) ? configuration.Rules : undefined;
    const rule: unknown = !Array.isArray(rules) ? undefined
      : rules.map(one => isRecord(one) ? one.ApplyServerSideEncryptionByDefault : undefined).find(isRecord);
    if (!isRecord(rule) || !ALGORITHMS.includes(rule.SSEAlgorithm)) return new Odd('default that is known here');
    return { algorithm: rule.SSEAlgorithm as ObjectEncryption, id: typeof rule.KMSMasterKeyID === 'string' ? rule.KMSMasterKeyID : undefined };
  });
  if (!isKnown(found)) return found;
  const { algorithm, id } = found.value;
  const key = id === undefined || id === '' || algorithm === 'AES256' ? undefined : await keyBehind(port, id, signal);
  return known(found.at, { algorithm, key });
}

/** The ARN of a key; an alias is looked up, since objects show the key behind it. */
async function keyBehind(port: Port, id: string, signal?: AbortSignal): Promise<Fact<string>> {
  if (isKey(id)) return known('GetBucketEncryption', id);
  if (!isAlias(id)) return unknown('GetBucketEncryption', 'the key of the default encryption is not readable');
  const answer = await ask(port, 'DescribeKey', { KeyId: id }, { signal });
  return factOf('DescribeKey', answer, ({ KeyMetadata: metadata }) => isRecord(metadata) && isKey(metadata.Arn) ? metadata.Arn : new Odd('ARN of the key'));
}

async function defaultRetention(port: Port, { account, bucket, signal }: Place): Promise<Fact<ExpectedRetention | null>> {
  const answer = await ask(port, 'GetObjectLockConfiguration', { Bucket: bucket, ExpectedBucketOwner: account }, { signal });
  return factOf<ExpectedRetention | null>('GetObjectLockConfiguration', answer, ({ ObjectLockConfiguration: configuration }) => {
    if (!isRecord(configuration) || configuration.ObjectLockEnabled !== 'Enabled') return new Odd('configuration');
    if (configuration.Rule === undefined) return null;
    const rule = isRecord(configuration.Rule) ? configuration.Rule.DefaultRetention : undefined;
    const { Mode: mode, Days: dayCount, Years: years } = isRecord(rule) ? rule : {} as Readonly<Record<string, unknown>>;
    const minDays = typeof dayCount === 'number' ? dayCount : typeof years === 'number' ? years * 365 : undefined;
    return (mode === 'GOVERNANCE' || mode === 'COMPLIANCE') && minDays !== undefined && minDays > 0 ? { mode, minDays } : new Odd('mode and time');
  }, null);
}

const shownBy = (answer: Answer): unknown => answer.error === undefined ? answer.answer : undefined;

/** Why no ACL of an object can open it to everybody; undefined where some may, or nobody knows. */
async function aclsVoid(port: Port, { account, bucket, signal }: Place): Promise<string | undefined> {
  const input = { Bucket: bucket, ExpectedBucketOwner: account };
  const controls = shownBy(await ask(port, 'GetBucketOwnershipControls', input, { signal }));
  const rules = isRecord(controls) && isRecord(controls.OwnershipControls) ? controls.OwnershipControls.Rules : undefined;
  if (Array.isArray(rules) && rules.some(rule => isRecord(rule) && rule.ObjectOwnership === 'BucketOwnerEnforced')) return 'ACLs are disabled (BucketOwnerEnforced)';
  const block = shownBy(await ask(port, 'GetPublicAccessBlock', input, { signal }));
  const configuration = isRecord(block) ? block.PublicAccessBlockConfiguration : undefined;
  return isRecord(configuration) && configuration.IgnorePublicAcls === true ? 'public ACLs are ignored (IgnorePublicAcls)' : undefined;
}
