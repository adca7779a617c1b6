import { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { at, BUCKET, longTerm, REGION, sent, server, temporary } from './post-forms';
import { checksumHeaders, objectLock, sseC, sseKms, tagging } from '../../src/runtime/headers';
import { presign } from '../../src/runtime/presign';
import { presignPost, type PresignPostOptions, taggingXml } from '../../src/runtime/presign-post';
import { signature, signingKey } from '../../src/runtime/signature';
import { verifyPost } from '../../src/runtime/verify-post';

const base: PresignPostOptions = { bucket: BUCKET, region: REGION, credentials: longTerm, at, key: 'a.txt', contentLengthRange: { max: 1000 } };
const prefix: PresignPostOptions = { ...base, key: undefined, keyPrefix: 'uploads/17/' };
const policyOf = (fields: Readonly<Record<string, string>>) => JSON.parse(Buffer.from(fields.policy, 'base64').toString()) as { expiration: string; conditions: unknown[] };

const SCOPE = ['20260115', REGION, 's3', 'aws4_request'].join('/');
const signedBy = (id: string) => [{ 'x-amz-algorithm': 'AWS4-HMAC-SHA256' }, { 'x-amz-credential': `${id}/${SCOPE}` }, { 'x-amz-date': '20260115T103000Z' }];

describe('a form', () => {
  test('has one key, and every field in its policy', () => {
    const { url, fields, effectiveExpiresAt, warnings } = presignPost({ ...base, fields: { 'Content-Type': 'image/png', 'success_action_status': '201' } });
    expect(url).toBe('https://records.s3.eu-central-1.amazonaws.com/');
    expect(Object.keys(fields)).toEqual([
      'key', 'content-type', 'success_action_status', 'x-amz-algorithm', 'x-amz-credential', 'x-amz-date', 'policy', 'x-amz-signature',
    ]);
    expect(policyOf(fields)).toEqual({
      expiration: '2026-01-15T10:45:00.000Z',
      conditions: [
        { bucket: BUCKET }, { key: 'a.txt' }, { 'content-type': 'image/png' }, { success_action_status: '201' }, ['content-length-range', 0, 1000],
        ...signedBy(longTerm.accessKeyId),
      ],
    });
    expect(fields['x-amz-signature']).toBe(signature(signingKey(longTerm.secretAccessKey, { date: '20260115', region: REGION, service: 's3' }), fields.policy));
    expect(effectiveExpiresAt).toEqual(new Date('2026-01-15T10:45:00Z'));
    expect(warnings).toEqual([]);
  });

  test('has a prefix, open fields, a token and a range', () => {
    const { fields } = presignPost({
      ...prefix, credentials: temporary, startsWith: { 'Content-Type': 'image/', 'x-amz-meta-note': '' }, contentLengthRange: { min: 1, max: 5 }, expiresIn: 60,
    });
    expect(fields.key).toBe('uploads/17/${filename}');
    expect(fields['x-amz-security-token']).toBe(temporary.sessionToken);
    expect(policyOf(fields)).toEqual({
      expiration: '2026-01-15T10:31:00.000Z',
      conditions: [
        { bucket: BUCKET }, ['starts-with', '$key', 'uploads/17/'], ['starts-with', '$content-type', 'image/'], ['starts-with', '$x-amz-meta-note', ''],
        ['content-length-range', 1, 5], ...signedBy(temporary.accessKeyId), { 'x-amz-security-token': temporary.sessionToken },
      ],
    });
  });

  test('has a policy in which dollar signs and all up to U+FFFF are escaped, as JSON has it', async () => {
    const keys = ['$a', 'a$$b', '\u{1f600}é\u2028', 'a"b\\c', '</script>', "it's", 'a\u000bb', 'x\u007f'];
    for (const key of keys) {
      const { fields } = presignPost({ ...base, key });
      const text = Buffer.from(fields.policy, 'base64').toString();
      expect(text).toMatch(/^[ -~\u{10000}-\u{10ffff}]*$/u);
      expect(text).not.toContain('$');
      expect(policyOf(fields).conditions[1]).toEqual({ key });
      expect(await verifyPost(sent(fields), server)).toMatchObject({ ok: true, key });
    }
    const open = Buffer.from(presignPost({ ...prefix, keyPrefix: '$é\u{1f600}' }).fields.policy, 'base64').toString();
    expect(open).toContain(String.raw`["starts-with","$key","\u0024\u00e9` + '\u{1f600}"]');
  });

  test('takes what the builders of headers give, and tags as XML', async () => {
    const builders = {
      ...sseKms({ key: 'alias/records', encryptionContext: { tenant: '17' }, bucketKey: true }).headers,
      ...objectLock({ mode: 'GOVERNANCE', retainUntil: new Date('2027-01-01T00:00:00Z'), legalHold: true, at }).headers,
      ...checksumHeaders('SHA256', 'hello').headers,
      ...tagging({ 'personal-data': 'true', 'a b': 'c+d/é' }).headers,
    };
    const { fields } = presignPost({ ...base, fields: builders });
    const { 'x-amz-tagging': tags, ...others } = builders;
    expect(tags).toBe('a%20b=c%2Bd%2F%C3%A9&personal-data=true');
    expect(fields).toMatchObject(others);
    expect(fields).not.toHaveProperty('x-amz-tagging');
    expect(fields.tagging).toBe('<Tagging><TagSet><Tag><Key>a b</Key><Value>c+d/é</Value></Tag><Tag><Key>personal-data</Key><Value>true</Value></Tag></TagSet></Tagging>');
    expect(await verifyPost(sent(fields), server)).toMatchObject({ ok: true });
    expect(policyOf(presignPost({ ...base, fields: { ...sseC({ key: new Uint8Array(32) }).headers } }).fields).conditions).toHaveLength(9);
  });

  test('tags are escaped', () => {
    expect(taggingXml({ 'a<b': '"&\'>' })).toBe('<Tagging><TagSet><Tag><Key>a&lt;b</Key><Value>&quot;&amp;&apos;&gt;</Value></Tag></TagSet></Tagging>');
    expect(taggingXml('')).toBe('<Tagging><TagSet></TagSet></Tagging>');
  });
});

describe('where a form goes', () => {
  const arn = (region: string) => `arn:aws:s3:${region}:123456789012:accesspoint/mine`;
  const cases: readonly (readonly [string, Partial<PresignPostOptions>, string])[] = [
    ['virtual-hosted', {}, 'https://records.s3.eu-central-1.amazonaws.com/'],
    ['path style', { pathStyle: true }, 'https://s3.eu-central-1.amazonaws.com/records'],
    ['dual stack', { dualStack: true }, 'https://records.s3.dualstack.eu-central-1.amazonaws.com/'],
    ['FIPS', { fips: true, region: 'us-gov-west-1' }, 'https://records.s3-fips.us-gov-west-1.amazonaws.com/'],
    ['China', { region: 'cn-north-1' }, 'https://records.s3.cn-north-1.amazonaws.com.cn/'],
    ['a name with dots', { bucket: 'my.records' }, 'https://s3.eu-central-1.amazonaws.com/my.records'],
    ['an access point', { bucket: arn(REGION) }, 'https://mine-123456789012.s3-accesspoint.eu-central-1.amazonaws.com/'],
    ['another service', { endpoint: 'https://storage.example.org:9000/base' }, 'https://records.storage.example.org:9000/base'],
    ['another service, path style', { endpoint: 'http://127.0.0.1:9000', allowHttp: true }, 'http://127.0.0.1:9000/records'],
  ];
  test.each(cases)('%s', async (_, options, url) => {
    const asked = { ...base, ...options };
    const { url: found, fields } = presignPost(asked);
    expect(found).toBe(url);
    expect(policyOf(fields).conditions[0]).toEqual({ bucket: asked.bucket });
    expect(await verifyPost(sent(fields), { ...server, bucket: asked.bucket, region: asked.region })).toMatchObject({ ok: true });
  });

  test('an Outpost signs for its own service', async () => {
    const bucket = 'arn:aws:s3-outposts:eu-central-1:123456789012:outpost/op-01ac5d28a6a232904/accesspoint/mine';
    const { fields } = presignPost({ ...base, bucket });
    expect(fields['x-amz-credential']).toContain('/s3-outposts/');
    expect(await verifyPost(sent(fields), { ...server, bucket, service: 's3-outposts' })).toMatchObject({ ok: true, service: 's3-outposts' });
    expect(await verifyPost(sent(fields), { ...server, bucket })).toMatchObject({ code: 'wrong-service' });
  });
});

describe('the end of a form', () => {
  const ending = { ...temporary, expiration: new Date('2026-01-15T10:35:00Z') };
  const message = 'the credentials end at 2026-01-15T10:35:00.000Z, before the form would at 2026-01-15T10:45:00.000Z';

  test('is that of the credentials where it comes first', () => {
    const { effectiveExpiresAt, warnings } = presignPost({ ...base, credentials: ending });
    expect(effectiveExpiresAt).toEqual(ending.expiration);
    expect(warnings).toEqual([{ code: 'credentials-end-first', message }]);
    expect(presignPost({ ...base, credentials: ending, expiresIn: 300, onEarlyEnd: 'error' }).warnings).toEqual([]);
    expect(() => presignPost({ ...base, credentials: ending, onEarlyEnd: 'error' })).toThrow(`${message}; refresh them, or pass a shorter 'expiresIn'`);
  });

  test('is cut to whole seconds, as the date is', () => {
    const { fields, effectiveExpiresAt } = presignPost({ ...base, at: new Date('2026-01-15T10:30:00.999Z'), expiresIn: 1 });
    expect(policyOf(fields).expiration).toBe('2026-01-15T10:30:01.000Z');
    expect(effectiveExpiresAt).toEqual(new Date('2026-01-15T10:30:01Z'));
  });
});

test.each<readonly [string, Partial<PresignPostOptions>, string]>([
  ['path-style', { bucket: 'my.records' }, "the name 'my.records' has dots"],
  ['any-size', { contentLengthRange: undefined }, 'a file of any size'],
  ['double-dollar', { key: 'a$$.txt' }, "has '$$'"],
  ['object-lock', { fields: objectLock({ legalHold: true, at }).headers }, 'look at the object, or presign a PUT'],
  ['access-point', { bucket: 'arn:aws:s3:eu-central-1:123456789012:accesspoint/mine' }, 'AWS does not list form uploads'],
])('warns: %s', (code, options, text) => {
  const { warnings } = presignPost({ ...base, ...options });
  expect(warnings).toEqual([{ code, message: expect.stringContaining(text) as string }]);
});

describe('what is refused', () => {
  const cases: readonly (readonly [string, Partial<PresignPostOptions>, string])[] = [
    ['no key', { key: undefined }, "a form needs either a 'key' or a 'keyPrefix'; pass one of them"],
    ['two keys', { keyPrefix: 'a/' }, "a form needs either a 'key' or a 'keyPrefix'; pass one of them"],
    ['an empty prefix', { key: undefined, keyPrefix: '' }, "'keyPrefix' must be"],
    ['a long prefix', { key: undefined, keyPrefix: 'é'.repeat(513) }, "'keyPrefix' must be"],
    ['a variable in the key', { key: 'a/${filename}' }, "'key' has ${filename}, which S3 replaces by the name of the file; pass what comes before it as 'keyPrefix'"],
    ['a variable in the prefix', { key: undefined, keyPrefix: 'a/${filename}' }, "'keyPrefix' has ${filename}"],
    ['a variable in a field', { fields: { 'x-amz-meta-name': '${filename}' } }, "'fields.x-amz-meta-name' has ${filename}, which S3 replaces by the name of the file; pass"],
    ['a range upside down', { contentLengthRange: { min: 2, max: 1 } }, "'contentLengthRange' must be whole bytes, 0 <= min <= max, got 2 to 1; correct them"],
    ['a negative range', { contentLengthRange: { min: -1, max: 1 } }, 'got -1 to 1'],
    ['a broken range', { contentLengthRange: { max: 1.5 } }, 'got 0 to 1.5'],
    ['a huge range', { contentLengthRange: { max: 2 ** 53 } }, 'got 0 to 9007199254740992'],
    ['a name twice', { fields: { acl: 'private', ACL: 'private' } }, "'fields' and 'startsWith' name \"acl\" twice; name each field once"],
    ['a name in both', { fields: { acl: 'private' }, startsWith: { Acl: '' } }, 'name "acl" twice'],
    ['tags twice', { fields: { 'tagging': '<Tagging/>', 'x-amz-tagging': 'a=b' } }, 'name "tagging" twice'],
    ['open tags', { startsWith: { 'x-amz-tagging': '' } }, "'startsWith' cannot hold 'x-amz-tagging'"],
    ['a control character', { fields: { 'x-amz-meta-a': 'a\r\nb' } }, "'fields.x-amz-meta-a' must be text without control characters and halves of surrogate pairs"],
    ['half a pair', { startsWith: { 'x-amz-meta-a': '\ud800' } }, "'startsWith.x-amz-meta-a' must be text without control characters and halves"],
    ['a number', { fields: { success_action_status: 201 as never } }, "'fields.success_action_status' must be text"],
    ['a key over HTTP', { endpoint: 'http://storage.example.org', allowHttp: true, fields: sseC({ key: new Uint8Array(32) }).headers }, 'over plain HTTP'],
    ['an open key over HTTP', { endpoint: 'http://storage.example.org', allowHttp: true, startsWith: { 'x-amz-server-side-encryption-customer-key': '' } }, 'over plain HTTP'],
    ['too many bytes', { fields: { 'x-amz-meta-a': 'é'.repeat(5000) } }, 'and S3 takes 20480 before the file; leave some out'],
    ['no such bucket', { bucket: 'a/b' }, "'bucket' must be a bucket name"],
  ];
  test.each(cases)('%s', (_, options, message) => {
    expect(() => presignPost({ ...base, ...options })).toThrow(RangeError);
    expect(() => presignPost({ ...base, ...options })).toThrow(message);
  });

  test.each([
    'key', 'bucket', 'file', 'policy', 'Signature', 'AWSAccessKeyId', 'host', 'authorization', 'content-length', 'content-length-range', 'x-ignore-a', 'x-amz-date',
    'x-amz-credential', 'x-amz-algorithm', 'X-Amz-Signature', 'x-amz-security-token', 'x-amz-content-sha256', '__proto__', '', 'a b', '$key', 'a\n', 'é',
  ])('the field %j', name => {
    const message = `cannot hold ${JSON.stringify(name)}; it is no field of a form, or another option or the signature sets it`;
    expect(() => presignPost({ ...base, fields: Object.fromEntries([[name, 'a']]) })).toThrow(`'fields' ${message}`);
    expect(() => presignPost({ ...base, startsWith: Object.fromEntries([[name, 'a']]) })).toThrow(`'startsWith' ${message}`);
  });

  const shared: readonly (readonly [string, Partial<PresignPostOptions>])[] = [
    ['a long time', { expiresIn: 604_801 }], ['no time', { expiresIn: 0 }], ['a broken time', { expiresIn: 1.5 }], ['more than the cap', { expiresIn: 61, maxExpiresIn: 60 }],
    ['a bad cap', { maxExpiresIn: 604_801 }], ['no date', { at: new Date(NaN) }], ['long-term keys', { requireTemporary: true }],
    ['no key id', { credentials: { ...longTerm, accessKeyId: '' } }], ['no secret', { credentials: { ...longTerm, secretAccessKey: '' } }],
    ['ended keys', { credentials: { ...temporary, expiration: at } }], ['a bad end', { credentials: { ...temporary, expiration: new Date(NaN) } }],
    ['a broken key', { key: '\ud800' }], ['an empty key', { key: '' }], ['a long key', { key: 'k'.repeat(1025) }], ['a bad Region', { region: 'nowhere' }],
  ];
  test.each(shared)('as presign does: %s', (_, options) => {
    const message = errorOf(() => presignPost({ ...base, ...options }));
    expect(message).toBe(errorOf(() => presign({ ...base, ...options } as never)));
    expect(message).not.toMatch(/EXAMPLEKEY|token==/);
  });
});

function errorOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was thrown';
}

/** A set of conditions, whatever the order and the letters of names. */
const comparable = (conditions: readonly unknown[]) => conditions.map(condition => Array.isArray(condition)
  ? JSON.stringify([condition[0], typeof condition[1] === 'string' ? condition[1].toLowerCase() : condition[1], condition[2]])
  : JSON.stringify(Object.entries(condition as Record<string, string>).map(([name, value]) => [name.toLowerCase(), value])[0])).sort();

describe('@aws-sdk/s3-presigned-post', () => {
  afterEach(() => jest.restoreAllMocks());

  test.each<readonly [string, Partial<PresignPostOptions>]>([
    ['one key', {}],
    ['a prefix', { key: undefined, keyPrefix: 'uploads/17/' }],
    ['fields', { fields: { 'acl': 'private', 'content-type': 'text/plain', 'x-amz-meta-a': 'é$' } }],
    ['a token', { credentials: temporary }],
    ['open fields and a range', { startsWith: { 'content-type': 'image/', 'x-amz-meta-a': '' }, contentLengthRange: { min: 3, max: 9 } }],
    ['seven days', { expiresIn: 604_800 }],
    ['path style', { pathStyle: true }],
  ])('makes the same of %s', async (_, more) => {
    jest.spyOn(Date, 'now').mockReturnValue(at.getTime());
    const options: PresignPostOptions = { ...base, ...more, at: undefined };
    const { key, keyPrefix, contentLengthRange: { min = 0, max } = { max: 0 }, startsWith = {} } = options;
    const client = new S3Client({ region: REGION, credentials: options.credentials, forcePathStyle: options.pathStyle });
    const theirs = await createPresignedPost(client, {
      Bucket: BUCKET,
      Key: key ?? `${keyPrefix}\${filename}`,
      Expires: options.expiresIn ?? 900,
      Fields: { ...options.fields },
      Conditions: [...Object.entries(startsWith).map(([name, value]) => ['starts-with', `$${name}`, value] as ['starts-with', string, string]),
        ['content-length-range', min, max]],
    });
    const ours = presignPost(options);
    expect(ours.url).toBe(theirs.url);
    const [left, right] = [policyOf(ours.fields), policyOf({ policy: theirs.fields.Policy })];
    expect(comparable(left.conditions)).toEqual(comparable(right.conditions));
    expect(Date.parse(left.expiration)).toBe(Date.parse(right.expiration));
    expect({ ...ours.fields, 'bucket': BUCKET, 'policy': '', 'x-amz-signature': '' }).toEqual({
      ...Object.fromEntries(Object.entries(theirs.fields).map(([name, value]) => [name.toLowerCase(), value])), 'policy': '', 'x-amz-signature': '',
    });
    const page = Object.fromEntries(Object.entries(startsWith).map(([name, value]) => [name, `${value}png`]));
    for (const { fields } of [ours, theirs]) expect(await verifyPost(sent(fields, page, 5), server)).toMatchObject({ ok: true, sizeVerified: true });
  });
});
