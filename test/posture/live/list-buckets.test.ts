import { awsError } from './helpers';
import { listBuckets, LiveError, type Port } from '../../../src/posture/live';

const named = (...names: readonly string[]) => names.map(Name => ({ Name, CreationDate: '2024-01-01T00:00:00.000Z' }));
const pages = (answers: Readonly<Record<string, unknown>>): Port => ({ ListBuckets: async ({ ContinuationToken = 'first' }) => answers[ContinuationToken as string] });

test('all pages are read, in order', async () => {
  expect(await listBuckets(pages({ first: { Buckets: named('c', 'a'), ContinuationToken: 'more' }, more: { Buckets: named('b') } }))).toEqual(['a', 'b', 'c']);
});

test('an account without buckets has none', async () => {
  expect(await listBuckets(pages({ first: { Buckets: [], Owner: { ID: 'o' } } }))).toEqual([]);
  expect(await listBuckets(pages({ first: { Owner: { ID: 'o' } } }))).toEqual([]);
});

test.each([
  ['an empty answer', {}],
  ['a list of something else', { Buckets: [{ Nom: 'x' }] }],
  ['no list', { Buckets: 'x' }],
  ['a text', '<html>'],
  ['nothing', undefined],
  ['pages without an end', { Buckets: named('a'), ContinuationToken: 'first' }],
])('%s is an error, not an account without buckets', async (_, answer) => {
  await expect(listBuckets(pages({ first: answer }))).rejects.toMatchObject({ name: 'LiveError', call: 'ListBuckets', code: 'OddAnswer' });
});

test('a refusal names the call, the code, the permission and the cure', async () => {
  const port: Port = { ListBuckets: async () => { throw awsError('AccessDenied', 403); } };
  const error = await listBuckets(port).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(LiveError);
  expect(error).toMatchObject({ call: 'ListBuckets', code: 'AccessDenied', permissions: ['s3:ListAllMyBuckets'] });
  expect((error as Error).message).toBe('AccessDenied: not allowed to call s3:ListAllMyBuckets; allow it, or name the buckets');
});

test.each([
  ['CredentialsProviderError', 'see to the credentials: none were found, or they hold no more'],
  ['ExpiredToken', 'see to the credentials: none were found, or they hold no more'],
  ['SlowDown', 'try again, or name the buckets'],
])('%s has its own cure', async (code, cure) => {
  const port: Port = { ListBuckets: async () => { throw awsError(code); } };
  await expect(listBuckets(port)).rejects.toThrow(new RegExp(`^${code}: ListBuckets was not answered; ${cure}$`));
});
