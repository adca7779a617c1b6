import { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import fc from 'fast-check';
import { character } from '../characters';
import { at, BUCKET, longTerm, policyOf, REGION, sent, server, signed, signedBase64, temporary } from './post-forms';
import { checksumHeaders, objectLock, sseKms, sseS3, tagging } from '../../src/runtime/headers';
import { presignPost, type PresignPostOptions } from '../../src/runtime/presign-post';
import { type PostForm, verifyPost } from '../../src/runtime/verify-post';

const base = { bucket: BUCKET, region: REGION, at, expiresIn: 600 };

/** Forms in which the page may choose nothing. */
const FORMS = [
  presignPost({ ...base, key: 'a.txt', credentials: longTerm }),
  presignPost({ ...base, key: 'scans/é$\u{1f600}.pdf', credentials: temporary, contentLengthRange: { min: 100, max: 100 } }),
  presignPost({
    ...base,
    key: 'b/c d',
    credentials: temporary,
    fields: { ...sseKms({ key: 'alias/records', encryptionContext: { a: 'b' } }).headers, ...tagging({ a: 'b' }).headers },
  }),
  presignPost({
    ...base,
    key: 'locked',
    credentials: longTerm,
    fields: { 'acl': 'private', 'content-type': 'text/plain', ...objectLock({ legalHold: true, at }).headers, ...checksumHeaders('SHA256', 'a').headers },
  }),
].map(({ fields }) => Object.entries(fields));

type Pairs = readonly (readonly [string, string])[];

/** One byte more, less or other, in one name or value. */
const mutation = fc.record({
  form: fc.nat(FORMS.length - 1),
  pair: fc.noBias(fc.nat(1e6)),
  name: fc.boolean(),
  where: fc.noBias(fc.nat(1e6)),
  how: fc.constantFrom('replace' as const, 'insert' as const, 'delete' as const, 'drop' as const, 'flip' as const),
  byte: fc.integer({ min: 0, max: 255 }),
  bit: fc.nat(7),
});

type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

function mutated(pairs: Pairs, { pair, name, where, how, byte, bit }: Mutation): Pairs {
  const i = pair % pairs.length;
  if (how === 'drop') return pairs.filter((_, j) => j !== i);
  const bytes = [...Buffer.from(pairs[i][name ? 0 : 1])];
  const place = where % bytes.length;
  // eslint-disable-next-line no-bitwise
  const put = how === 'delete' ? [] : how === 'flip' ? [bytes[place] ^ (1 << bit)] : [byte];
  bytes.splice(place, how === 'insert' ? 0 : 1, ...put);
  const text = Buffer.from(bytes).toString();
  return pairs.map((one, j) => j !== i ? one : name ? [text, one[1]] : [one[0], text]);
}

const lower = (pairs: Pairs) => JSON.stringify(pairs.map(([name, value]) => [name.toLowerCase(), value]));

test('every one-byte change of a field, the policy or the signature is refused, 10,000 times', async () => {
  for (const fields of FORMS) expect(await verifyPost({ fields, file: { size: 100 } }, server)).toMatchObject({ ok: true });
  const codes = new Map<string, number>();
  let tried = 0;
  await fc.assert(fc.asyncProperty(mutation, async how => {
    const fields = mutated(FORMS[how.form], how);
    // A name in other letters is the same name.
    if (lower(fields) === lower(FORMS[how.form])) return;
    const answer = await verifyPost({ fields, file: { size: 100 } }, server);
    expect(answer).toMatchObject({ ok: false });
    tried++;
    if (!answer.ok) codes.set(answer.code, (codes.get(answer.code) ?? 0) + 1);
  }), { numRuns: 10_400 });
  expect(tried).toBeGreaterThan(10_000);
  expect([...codes.keys()]).toEqual(expect.arrayContaining([
    'condition-failed', 'date-mismatch', 'extra-field', 'malformed-credential', 'malformed-date', 'malformed-field', 'missing-field', 'session-token-mismatch',
    'signature-mismatch', 'unknown-access-key', 'unsupported-algorithm', 'wrong-region', 'wrong-service',
  ]));
});

const NAMES = ['acl', 'cache-control', 'content-type', 'success_action_status', 'x-amz-meta-a', 'x-amz-meta-b', 'x-amz-storage-class', 'tagging'] as const;
const text = fc.string({ unit: character, maxLength: 30 }).filter(value => !/[\u0000-\u001f\u007f]|\$\{filename\}/.test(value)); // eslint-disable-line no-control-regex
const key = fc.string({ unit: character, minLength: 1, maxLength: 100 }).filter(value => !value.includes('${filename}'));

/** What may be asked of presignPost, what the page adds, and a file that fits. */
const asked = fc.record({
  key,
  exactKey: fc.boolean(),
  fields: fc.subarray([...NAMES.slice(0, 4)]).chain(names => fc.tuple(...names.map(name => fc.tuple(fc.constant(name), text)))),
  open: fc.subarray([...NAMES.slice(4)]).chain(names => fc.tuple(...names.map(name => fc.tuple(fc.constant(name), text, text)))),
  range: fc.option(fc.tuple(fc.nat(1000), fc.nat(1000)), { nil: undefined }),
  token: fc.boolean(),
  expiresIn: fc.integer({ min: 1, max: 604_800 }),
});

test('what presignPost signs is accepted, with what the page may choose, and nothing else', async () => {
  await fc.assert(fc.asyncProperty(asked, async ({ key: path, exactKey, fields, open, range, token, expiresIn }) => {
    const options: PresignPostOptions = {
      ...base,
      ...exactKey ? { key: path } : { keyPrefix: path },
      credentials: token ? temporary : longTerm,
      expiresIn,
      fields: Object.fromEntries(fields),
      startsWith: Object.fromEntries(open.map(([name, start]) => [name, start])),
      ...range && { contentLengthRange: { min: Math.min(...range), max: Math.max(...range) } },
    };
    const post = presignPost(options);
    const page = Object.fromEntries(open.map(([name, start, rest]) => [name, start + rest]));
    const size = range?.[0] ?? 5;
    const answer = await verifyPost(sent(post.fields, page, size), server);
    expect(answer).toMatchObject({
      ok: true, key: exactKey ? path : `${path}cat.jpg`, expiresAt: post.effectiveExpiresAt, signedAt: at, sizeVerified: true, bucket: BUCKET,
    });
    expect(answer.ok && Object.fromEntries(answer.fields)).toEqual({ ...Object.fromEntries(fields), ...page, key: exactKey ? path : `${path}cat.jpg` });

    for (const [name, start] of open.filter(([, prefix]) => prefix !== '')) {
      expect(await verifyPost(sent(post.fields, { ...page, [name]: `\u0001${start}` }, size), server)).toMatchObject({ code: 'condition-failed' });
    }
    if (range && range[0] !== range[1]) {
      expect(await verifyPost(sent(post.fields, page, Math.max(...range) + 1), server)).toMatchObject({ code: 'file-too-large' });
    }
    expect(await verifyPost(sent(post.fields, { ...page, 'x-amz-meta-z': '' }, size), server)).toMatchObject({ code: 'extra-field' });
  }), { numRuns: 300 });
});

describe('@aws-sdk/s3-presigned-post', () => {
  afterEach(() => jest.restoreAllMocks());

  const FIELDS: readonly Readonly<Record<string, string>>[] = [
    {}, { acl: 'private' }, { 'Content-Type': 'text/plain', 'success_action_status': '201' }, { ...sseS3().headers },
    { ...sseKms({ key: 'alias/records', bucketKey: true }).headers, 'x-amz-meta-Owner': 'é "quoted" \\ 日本' },
    { success_action_redirect: 'https://example.org/done?a=b&c=d', tagging: '<Tagging><TagSet/></Tagging>' },
  ];
  type Condition = NonNullable<Parameters<typeof createPresignedPost>[1]['Conditions']>[number];
  const CONDITIONS: readonly Condition[][] = [
    [], [['content-length-range', 0, 1000]], [['eq', '$x-amz-meta-a', 'b'], ['starts-with', '$x-amz-meta-c', '']], [{ acl: 'private' }], [['starts-with', '$Cache-Control', 'max-age=']],
  ];
  const PAGE: readonly Readonly<Record<string, string>>[] = [{}, {}, { 'x-amz-meta-a': 'b', 'x-amz-meta-c': 'd' }, { acl: 'private' }, { 'cache-control': 'max-age=60' }];
  const KEYS = ['a.txt', 'a b/ü+%.txt', 'uploads/${filename}', '${filename}', "it's/(1)!*.txt", '../up', 'a//b', '\u{1f600}'];

  const signers = [longTerm, temporary].flatMap(credentials => [false, true].map(forcePathStyle => ({ credentials, forcePathStyle })));
  const forms = FIELDS.flatMap(Fields => CONDITIONS.map((Conditions, i) => ({ Fields, Conditions, page: PAGE[i] })));
  const shapes = signers.flatMap(signer => forms.flatMap(form => [0, 3, 5, 6].map(step => ({ ...signer, ...form, step }))));

  test('480 forms in every shape are accepted, and not for another bucket, key or field', async () => {
    jest.spyOn(Date, 'now').mockReturnValue(at.getTime());
    expect(shapes).toHaveLength(480);
    for (const [i, { credentials, forcePathStyle, Fields, Conditions, page, step }] of shapes.entries()) {
      const Key = KEYS[(i + step) % KEYS.length];
      const client = new S3Client({ region: REGION, credentials, forcePathStyle });
      const { fields } = await createPresignedPost(client, { Bucket: BUCKET, Key, Fields: { ...Fields }, Conditions, Expires: 60 + i });
      const judge = async (more?: Readonly<Record<string, string>>, bucket = BUCKET) =>
        verifyPost(sent({ ...page, ...fields }, more), { ...server, bucket });
      expect(await judge()).toMatchObject({
        ok: true,
        key: Key.replace('${filename}', 'cat.jpg'),
        accessKeyId: credentials.accessKeyId,
        expiresAt: new Date(at.getTime() + (60 + i) * 1000),
      });
      expect(await judge({}, 'other')).toMatchObject({ code: 'wrong-bucket' });
      expect(await judge({ 'x-amz-meta-z': '1' })).toMatchObject({ code: 'extra-field' });
      if (Key !== '${filename}') expect(await judge({ key: '/' })).toMatchObject({ code: 'condition-failed' });
    }
  });
});

describe('nothing that a stranger sends makes it throw', () => {
  const answers = async (form: unknown) => {
    const answer = await verifyPost(form as PostForm, server);
    expect(answer.ok || (typeof answer.code === 'string' && typeof answer.message === 'string' && answer.message.length < 400)).toBe(true);
    return answer;
  };

  test('any JSON as a policy', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(fc.json({ maxDepth: 8 }), fc.jsonValue({ depthSize: 'large' }).map(value => JSON.stringify(value))), async policy => {
      expect(await answers({ fields: signed(policy), file: { size: 1 } })).toMatchObject({ code: 'malformed-policy' });
    }), { numRuns: 500 });
  });

  test('any JSON as conditions', async () => {
    const words = ['eq', 'starts-with', 'content-length-range', '$key', '$acl', '__proto__', 'a.txt', 0, 1, -1, 1e21, null];
    const piece = fc.oneof(fc.constantFrom<unknown>(...words), fc.jsonValue({ maxDepth: 1 }));
    const simple = fc.dictionary(fc.constantFrom('acl', 'key', '__proto__', '$key', 'constructor'), piece, { maxKeys: 2 });
    const condition = fc.oneof(fc.array(piece, { maxLength: 4 }), simple, fc.jsonValue());
    const kept = /^(?:\["eq","\$key","a\.txt"\]|\["starts-with","\$key","a?.{0,4}"\]|\["content-length-range",\d+,\d+\]|\{"key":"a\.txt"\})$/;
    await fc.assert(fc.asyncProperty(fc.array(condition, { maxLength: 3 }), async conditions => {
      const answer = await answers({ fields: signed(policyOf(...conditions)), file: { size: 1 } });
      if (answer.ok) expect(conditions.filter(one => !kept.test(JSON.stringify(one)))).toEqual([]);
    }), { numRuns: 2000 });
  });

  test('any text or bytes as a policy', async () => {
    const token = fc.constantFrom('{', '}', '[', ']', ',', ':', '"expiration"', '"conditions"', '"$key"', '"eq"', '1', '\\', '"', ' ', '\u{1f600}');
    const tokens = fc.array(token, { maxLength: 60 }).map(all => all.join(''));
    await fc.assert(fc.asyncProperty(fc.oneof(fc.string({ unit: character }), tokens), async policy => {
      expect(await answers({ fields: signed(policy) })).toMatchObject({ code: 'malformed-policy' });
    }), { numRuns: 1000 });
    const bytes = fc.uint8Array().map(all => Buffer.from(all).toString('base64'));
    await fc.assert(fc.asyncProperty(fc.oneof(bytes, fc.string(), fc.base64String()), async policy => {
      expect(await answers({ fields: signedBase64(policy) })).toMatchObject({ code: 'malformed-policy' });
    }), { numRuns: 1000 });
  });

  test('anything as fields and file', async () => {
    const [fields] = FORMS;
    const anything = fc.anything({ withMap: true, withNullPrototype: true, withBigInt: true, withDate: true, withSparseArray: true });
    await fc.assert(fc.asyncProperty(anything, anything, async (form, part) => {
      await answers(form);
      await answers({ fields: form });
      await answers({ fields: [...fields, form] });
      await answers({ fields, file: part });
      await answers({ fields, file: { size: part, name: part, contentType: part } });
      await answers({ fields: Object.fromEntries([...fields.slice(1), ['key', form]]), file: part });
    }), { numRuns: 400 });
  });

  test('long forms, in a time that grows with their length only', async () => {
    const started = performance.now();
    const long = ['[', '{"a":', ' ', '\\\\', '-', '1', 'a', '",'].map(piece => piece.repeat(15_000 / piece.length));
    for (const policy of long) for (const start of ['', '"']) await answers({ fields: signed(start + policy) });
    for (const policy of ['A'.repeat(20_000), '='.repeat(20_000), 'A'.repeat(19_999)]) await answers({ fields: signedBase64(policy) });
    const name = `${'/'.repeat(1e6)}${'n'.repeat(1024)}`;
    for (const acl of ['${filename}'.repeat(1700), '${'.repeat(9000)]) {
      await answers({ fields: signed(policyOf({ acl: '' }), { acl }), file: { size: 1, name } });
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
