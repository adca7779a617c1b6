import type { Bucket, Statement } from './buckets';
import { type Ask, idOf, type Question } from './question';
import { blocking, request, type Server, setPolicy, translated, versionIn, xml } from './server';

const set = (parameter: string, body: string): Ask => ({ method: 'PUT', query: { [parameter]: '' }, body });

/** What a bucket of ours has beside its policy, as requests. */
const configuration = ({ key, locked }: Bucket): readonly Ask[] => [
  VERSIONING.enabled,
  set('ownershipControls', xml('OwnershipControls', '<Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule>')),
  set('encryption', xml('ServerSideEncryptionConfiguration', `<Rule><ApplyServerSideEncryptionByDefault>${
    key === undefined ? '<SSEAlgorithm>AES256</SSEAlgorithm>' : `<SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>${key}</KMSMasterKeyID>`
  }</ApplyServerSideEncryptionByDefault><BlockedEncryptionTypes><EncryptionType>SSE-C</EncryptionType></BlockedEncryptionTypes></Rule>`)),
  ...locked ? [set('object-lock', xml('ObjectLockConfiguration',
    '<ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>GOVERNANCE</Mode><Days>2190</Days></DefaultRetention></Rule>'))] : [],
];

const versioning = (status: string): Ask => set('versioning', xml('VersioningConfiguration', `<Status>${status}</Status>`));
export const VERSIONING = { enabled: versioning('Enabled'), suspended: versioning('Suspended') };

export const create = async (server: Server, { id, locked }: Bucket): Promise<void> =>
  done(await request(server, id, { method: 'PUT', headers: locked ? { 'x-amz-bucket-object-lock-enabled': 'true' } : {} }), `${server.name} makes no bucket ${id}`);

/** Configures a bucket. @returns what of it the server does not take */
export async function configure(server: Server, bucket: Bucket): Promise<readonly string[]> {
  const refused: string[] = [];
  for (const ask of configuration(bucket)) {
    const { status, code } = await request(server, bucket.id, ask);
    if (status >= 300) refused.push(`${Object.keys(ask.query!)[0]}: ${status} ${code ?? ''}`.trim());
  }
  return refused;
}

/** Puts the objects that questions are about. @returns their versions, by question */
export async function putObjects(server: Server, bucket: Bucket, questions: readonly Question[]): Promise<ReadonlyMap<string, string>> {
  const versions = new Map<string, string>();
  for (const [index, question] of questions.entries()) {
    if (question.object === undefined || question.bucket !== bucket.name) continue;
    const answer = await request(server, bucket.id, { method: 'PUT', key: keyOf(question, index), headers: question.object, body: 'what was there' });
    done(answer, `${server.name} takes no object for ${idOf(question)}`);
    versions.set(idOf(question), versionIn(answer));
  }
  return versions;
}

export const keyOf = ({ prefix = '' }: Question, index: number): string => `${prefix}object-${index}`;

/** Puts the policy, then blocks public access: radosgw takes every Allow for public, and no such policy once that is blocked. */
export async function protect(server: Server, { id }: Bucket, statements: readonly Statement[], blocks: readonly string[]): Promise<void> {
  await request(server, id, { method: 'DELETE', query: { publicAccessBlock: '' } });
  await setPolicy(server, id, translated(server, statements));
  done(await request(server, id, blocking(blocks)), `${server.name} does not block public access to ${id}`);
}

function done({ status, body }: { readonly status: number; readonly body: string }, what: string): void {
  if (status >= 300) throw new Error(`${what}: ${status} ${body}`);
}
