import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  at, BUCKET, EXPIRATION, longTerm, policyOf, policyWithout, REGION, sent, server, signed, signedBase64, signing, temporary,
} from './post-forms';
import { presignPost } from '../../src/runtime/presign-post';
import { formFields, type PostFile, type PostForm, type PostRefusalCode, verifyPost, type VerifyPostOptions } from '../../src/runtime/verify-post';

const file: PostFile = { size: 100, name: 'cat.jpg' };
const form = (fields: Readonly<Record<string, string>>, more: Partial<PostForm> = {}): PostForm => ({ fields, file, ...more });
const codeOf = async (posted: PostForm, options: Partial<VerifyPostOptions> = {}) => {
  const answer = await verifyPost(posted, { ...server, ...options });
  return answer.ok ? 'ok' : answer.code;
};
const without = (fields: Readonly<Record<string, string>>, left: string) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name !== left));

const EXAMPLES = join(__dirname, '../../../shared/data/sigv4/aws-docs-s3-examples.json');

/** The worked example of AWS, where it is at hand. */
(existsSync(EXAMPLES) ? describe : describe.skip)('the example of AWS', () => {
  const { postPolicy: example } = (existsSync(EXAMPLES) ? JSON.parse(readFileSync(EXAMPLES, 'utf8')) : {}) as { postPolicy: Record<string, string> };
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html
  const fields = () => ({
    'key': 'user/user1/${filename}',
    'acl': 'public-read',
    'success_action_redirect': 'http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html',
    'Content-Type': 'image/jpeg',
    'x-amz-meta-uuid': '14365123651274',
    'x-amz-server-side-encryption': 'AES256',
    'X-Amz-Credential': `${example.accessKeyId}/${example.date}/us-east-1/s3/aws4_request`,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': '20151229T000000Z',
    'x-amz-meta-tag': '',
    'Policy': example.policyBase64,
    'X-Amz-Signature': example.expectedSignature,
  });
  const options: VerifyPostOptions = {
    bucket: 'sigv4examplebucket',
    region: 'us-east-1',
    at: new Date('2015-12-30T12:00:00Z'),
    secretFor: id => id === example.accessKeyId ? example.secretAccessKey : undefined,
  };

  test('is accepted up to its last moment', async () => {
    const answer = await verifyPost(form(fields()), options);
    expect(answer).toEqual({
      ok: true,
      accessKeyId: example.accessKeyId,
      bucket: 'sigv4examplebucket',
      key: 'user/user1/cat.jpg',
      fields: new Map([
        ['key', 'user/user1/cat.jpg'], ['acl', 'public-read'], ['success_action_redirect', 'http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html'],
        ['content-type', 'image/jpeg'], ['x-amz-meta-uuid', '14365123651274'], ['x-amz-server-side-encryption', 'AES256'], ['x-amz-meta-tag', ''],
      ]),
      signedAt: new Date('2015-12-29T00:00:00Z'),
      expiresAt: new Date('2015-12-30T12:00:00Z'),
      region: 'us-east-1',
      service: 's3',
      sizeVerified: true,
    });
    expect(await codeOf(form(fields()), { ...options, at: new Date('2015-12-30T12:00:00.001Z') })).toBe('expired');
    expect(await codeOf(form({ ...fields(), acl: 'private' }), options)).toBe('condition-failed');
    expect(await codeOf(form({ ...fields(), key: 'user/user2/${filename}' }), options)).toBe('condition-failed');
  });
});

describe('every reason to refuse', () => {
  const good = signed(policyOf(['content-length-range', 10, 1000], ['starts-with', '$content-type', 'image/']), { 'content-type': 'image/png' });
  const token = presignPost({ bucket: BUCKET, region: REGION, key: 'a.txt', credentials: temporary, at, contentLengthRange: { max: 1000 } }).fields;
  const cases: readonly (readonly [PostRefusalCode, string, PostForm, Partial<VerifyPostOptions>?])[] = [
    ['malformed-form', 'no fields', { fields: undefined as never }],
    ['malformed-form', 'nothing', undefined as never],
    ['malformed-form', 'a list as value', form({ ...good, acl: ['private'] as never })],
    ['malformed-form', 'a name alone', { fields: [['key']] as never }],
    ['malformed-form', 'no pair', { fields: 'key=a' as never }],
    ['malformed-form', 'text as a pair', { fields: ['ke'] as never }],
    ['malformed-form', 'no name', form({ ...good, '': '' })],
    ['malformed-form', 'the file among the fields', form({ ...good, file: 'x' })],
    ['malformed-form', 'a file name of 1025', form({ ...good, key: '${filename}' }, { file: { size: 100, name: 'n'.repeat(1025) } })],
    ['form-too-large', '20 KiB and one', form({ ...good, 'x-ignore-a': 'x'.repeat(20_480) })],
    ['duplicate-field', 'in other letters', form({ ...good, KEY: 'a.txt' })],
    ['duplicate-field', 'as pairs', { fields: [...Object.entries(good), ['key', 'a.txt']], file }],
    ['missing-field', 'no key', form(without(good, 'key'))],
    ['missing-field', 'no policy', form(without(good, 'policy'))],
    ['missing-field', 'no signature', form(without(good, 'x-amz-signature'))],
    ['missing-field', 'no algorithm', form(without(good, 'x-amz-algorithm'))],
    ['missing-field', 'no credential', form(without(good, 'x-amz-credential'))],
    ['missing-field', 'no date', form(without(good, 'x-amz-date'))],
    ['malformed-field', 'a signature in capitals', form({ ...good, 'x-amz-signature': good['x-amz-signature'].toUpperCase() })],
    ['malformed-field', 'a short signature', form({ ...good, 'x-amz-signature': good['x-amz-signature'].slice(1) })],
    ['malformed-field', 'an empty key', form(signed(policyWithout('key', { key: '' }), { key: '' }))],
    ['malformed-field', 'a key of 1025 bytes', form(signed(policyWithout('key', ['starts-with', '$key', '']), { key: `${'é'.repeat(512)}a` }))],
    ['not-signed', 'no field of the signature', form({ key: 'a.txt', policy: good.policy })],
    ['signature-version-2', 'the old fields', form({ key: 'a.txt', policy: good.policy, AWSAccessKeyId: 'a', signature: 'b' })],
    ['unsupported-algorithm', 'SigV4A', form({ ...good, 'x-amz-algorithm': 'AWS4-ECDSA-P256-SHA256' })],
    ['malformed-credential', 'a part less', form({ ...good, 'x-amz-credential': 'AKIAIOSFODNN7EXAMPLE/20260115/eu-central-1/s3' })],
    ['malformed-credential', 'a part more', form({ ...good, 'x-amz-credential': `a/${good['x-amz-credential']}` })],
    ['malformed-credential', 'another end', form({ ...good, 'x-amz-credential': 'AKIAIOSFODNN7EXAMPLE/20260115/eu-central-1/s3/aws4_request2' })],
    ['wrong-region', 'one', form(good), { region: 'eu-west-1' }],
    ['wrong-region', 'several', form(good), { region: ['eu-west-1', 'eu-west-2'] }],
    ['wrong-service', 'Outposts', form(good), { service: 's3-outposts' }],
    ['malformed-date', 'the 31st of February', form({ ...good, 'x-amz-date': '20260231T000000Z' })],
    ['malformed-date', 'an ISO date', form({ ...good, 'x-amz-date': '2026-01-15T10:30:00Z' })],
    ['date-mismatch', 'the day before', form({ ...good, 'x-amz-date': '20260114T103000Z' })],
    ['not-yet-valid', '15 minutes and a bit', form(good), { at: new Date(at.getTime() - 900_001) }],
    ['not-yet-valid', 'no skew', form(good), { at: new Date(at.getTime() - 1), clockSkewSeconds: 0 }],
    ['unknown-access-key', 'undefined', form(good), { secretFor: () => undefined }],
    ['unknown-access-key', 'null', form(good), { secretFor: async () => null as never }],
    ['unknown-access-key', 'an empty secret', form(good), { secretFor: () => '' }],
    ['unknown-access-key', 'no secret', form(good), { secretFor: () => ({}) as never }],
    ['expired-credentials', 'at their end', form(token), { secretFor: () => ({ ...temporary, expiration: at }) }],
    ['expired-credentials', 'an end that is none', form(token), { secretFor: () => ({ ...temporary, expiration: new Date(NaN) }) }],
    ['session-token-mismatch', 'another', form(token), { secretFor: () => ({ ...temporary, sessionToken: 'other' }) }],
    ['session-token-mismatch', 'none expected', form(token), { secretFor: () => temporary.secretAccessKey }],
    ['session-token-mismatch', 'a token that is none', form(token), { secretFor: () => ({ ...temporary, sessionToken: 1 as never }) }],
    ['session-token-mismatch', 'one expected', form(good), { secretFor: () => ({ ...longTerm, sessionToken: 'one' }) }],
    ['signature-mismatch', 'another secret', form(good), { secretFor: () => 'another' }],
    ['signature-mismatch', 'a policy cut short', form({ ...good, policy: good.policy.slice(0, -4) })],
    ['malformed-policy', 'no JSON', form(signed('{'))],
    ['expired', 'a millisecond', form(good), { at: new Date('2026-01-15T11:00:00.001Z') }],
    ['expiry-too-long', 'for the server', form(good), { maxExpiresIn: 1799 }],
    ['expiry-too-long', 'for anybody', form(signed({ ...policyOf(), expiration: '2026-01-22T10:30:01Z' })), { maxExpiresIn: 1e9 }],
    ['wrong-bucket', 'of the policy', form(good), { bucket: 'other' }],
    ['wrong-bucket', 'of the field', form({ ...good, bucket: 'other' })],
    ['missing-condition', 'for the bucket', form(signed(policyWithout('bucket')))],
    ['missing-condition', 'for the bucket, but its beginning', form(signed(policyWithout('bucket', ['starts-with', '$bucket', ''])))],
    ...Object.keys(signing).flatMap(name => [
      ['missing-condition', `for ${name}`, form(signed(policyWithout(name)))],
      ['missing-condition', `for ${name}, but its beginning`, form(signed(policyWithout(name, ['starts-with', `$${name}`, ''])))],
    ] as [PostRefusalCode, string, PostForm][]),
    ['condition-failed', 'the key', form({ ...good, key: 'b.txt' })],
    ['condition-failed', 'the beginning', form({ ...good, 'content-type': 'text/html' })],
    ['condition-failed', 'a field that is not there', form(without(good, 'content-type'))],
    ['condition-failed', 'the type of the file', form(good, { file: { ...file, contentType: 'text/html' } })],
    ['extra-field', 'an ACL', form({ ...good, acl: 'public-read' })],
    ['extra-field', 'a redirect', form({ ...good, success_action_redirect: 'https://example.org' })],
    ['extra-field', 'as S3 warns of', form({ ...good, Filename: 'a' })],
    ['extra-field', 'a token', form(signed(policyOf(), { 'x-amz-meta-a': '' }))],
    ['extra-field', 'no key in the policy', form(signed(policyWithout('key')))],
    ['missing-file-name', 'for the key', form({ ...good, key: 'a/${filename}' }, { file: { size: 100 } })],
    ['missing-file-name', 'no file', { fields: { ...good, key: 'a/${filename}' } }],
    ['missing-file-size', 'no file', { fields: good }],
    ['missing-file-size', 'no size', form(good, { file: { name: 'a' } })],
    ['missing-file-size', 'a size that is none', form(good, { file: { size: NaN } })],
    ['missing-file-size', 'a size as text', form(good, { file: { size: '100' as never } })],
    ['file-too-small', 'by one', form(good, { file: { size: 9 } })],
    ['file-too-large', 'by one', form(good, { file: { size: 1001 } })],
    ['file-too-large', 'known, while it need not be', form(good, { file: { size: 1001 } }), { allowUnknownSize: true }],
  ];
  test.each(cases.map(([code, name, posted, options = {}]) => [code, name, posted, options] as const))('%s: %s', async (code, _, posted, options) => {
    const answer = await verifyPost(posted, { ...server, ...options });
    expect(answer).toEqual({ ok: false, code, message: expect.stringMatching(/^[^\n]{10,300}$/) as string });
    expect(JSON.stringify(answer)).not.toMatch(/EXAMPLEKEY|token==/);
    expect(JSON.stringify(answer)).not.toContain(good['x-amz-signature']);
  });

  test('every code has a case', () => {
    const source = readFileSync(`${__dirname}/../../src/sigv4/post-verification.ts`, 'utf8');
    const codes = [...source.slice(source.indexOf('PostRefusalCode')).matchAll(/'([a-z0-9-]+)'/g)].map(([, code]) => code);
    expect([...new Set(cases.map(([code]) => code))].sort()).toEqual(codes.sort());
  });

  test('and none of them for the same form, nor at the limits', async () => {
    for (const size of [10, 1000]) expect(await codeOf(form(good, { file: { size } }))).toBe('ok');
    expect(await codeOf(form(good), { at: new Date(at.getTime() - 900_000) })).toBe('ok');
    expect(await codeOf(form(good), { at: new Date(EXPIRATION) })).toBe('ok');
    expect(await codeOf(form(good), { maxExpiresIn: 1800, region: ['us-east-1', REGION] })).toBe('ok');
    expect(await codeOf(form(signed({ ...policyOf(), expiration: '2026-01-22T10:30:00Z' })))).toBe('ok');
    expect(await codeOf(form(token), { secretFor: async (_, sessionToken) => sessionToken === temporary.sessionToken ? temporary : undefined })).toBe('ok');
    const more = await verifyPost(form({ ...good, 'bucket': BUCKET, 'x-ignore-a': 'anything', 'X-IGNORE-b': '' }), server);
    expect(more.ok && Object.fromEntries(more.fields)).toEqual({ 'key': 'a.txt', 'bucket': BUCKET, 'content-type': 'image/png' });
    const length = Object.entries(good).flat().join('').length;
    expect(await codeOf(form({ ...good, 'x-ignore-a': 'x'.repeat(20_480 - length - 10) }))).toBe('ok');
    expect(await codeOf(form({ ...good, 'x-ignore-a': 'x'.repeat(20_481 - length - 10) }))).toBe('form-too-large');
    expect(await verifyPost({ fields: good }, { ...server, allowUnknownSize: true }))
      .toMatchObject({ ok: true, sizeVerified: false, contentLengthRange: { min: 10, max: 1000 } });
  });
});

describe('conditions', () => {
  const cases: readonly (readonly [string, unknown, Readonly<Record<string, string>>, 'ok' | PostRefusalCode])[] = [
    ['eq as a list', ['eq', '$acl', 'private'], { acl: 'private' }, 'ok'],
    ['eq in other letters of the name', ['eq', '$aCL', 'private'], { AcL: 'private' }, 'ok'],
    ['eq in other letters of the value', ['eq', '$acl', 'private'], { acl: 'Private' }, 'condition-failed'],
    ['eq with a beginning', ['eq', '$acl', 'private'], { acl: 'private2' }, 'condition-failed'],
    ['eq with nothing', ['eq', '$acl', ''], { acl: '' }, 'ok'],
    ['starts-with', ['starts-with', '$x-amz-meta-a', 'b'], { 'x-amz-meta-a': 'bc' }, 'ok'],
    ['starts-with, in the middle', ['starts-with', '$x-amz-meta-a', 'b'], { 'x-amz-meta-a': 'abc' }, 'condition-failed'],
    ['starts-with, anything', ['starts-with', '$x-amz-meta-a', ''], { 'x-amz-meta-a': '' }, 'ok'],
    ['starts-with, anything but absent', ['starts-with', '$x-amz-meta-a', ''], {}, 'condition-failed'],
    ['starts-with, a comma elsewhere', ['starts-with', '$x-amz-meta-a', 'image/'], { 'x-amz-meta-a': 'image/a,text/b' }, 'ok'],
    ['a list of types', ['starts-with', '$Content-Type', 'image/'], { 'content-type': 'image/jpg,image/png,image/gif' }, 'ok'],
    ['a list of types, spaced', ['starts-with', '$Content-Type', 'image/'], { 'content-type': 'image/jpg, image/png' }, 'ok'],
    ['a list of types, one other', ['starts-with', '$Content-Type', 'image/'], { 'content-type': 'image/jpg,text/plain' }, 'condition-failed'],
    ['a list of types, empty ones', ['starts-with', '$Content-Type', 'image/'], { 'content-type': 'image/jpg,' }, 'condition-failed'],
    ['a list of types, exactly', ['eq', '$Content-Type', 'a/b,c/d'], { 'content-type': 'a/b,c/d' }, 'ok'],
    ['sizes in quotes', ['content-length-range', '1', '100'], {}, 'ok'],
    ['sizes upside down', ['content-length-range', 101, 1], {}, 'file-too-small'],
    ['a size of nothing', ['content-length-range', 0, 0], {}, 'file-too-large'],
    ['a name of Object', { constructor: 'x' }, { constructor: 'x' }, 'ok'],
    ['a name of Object, absent', { constructor: 'x' }, {}, 'condition-failed'],
    ['a pair of surrogates', { 'x-amz-meta-a': '\u{1f600}' }, { 'x-amz-meta-a': '\u{1f600}' }, 'ok'],
    ['two for one field, both kept', [['starts-with', '$acl', 'p'], { acl: 'private' }], { acl: 'private' }, 'ok'],
  ];
  test.each(cases)('%s', async (_, condition, fields, code) => {
    const several = Array.isArray(condition) && Array.isArray(condition[0]) ? condition as unknown[] : [condition];
    expect(await codeOf(form(signed(policyOf(...several), fields)))).toBe(code);
  });

  test('several ranges hold together', async () => {
    const fields = signed(policyOf(['content-length-range', 1, 200], ['content-length-range', 50, 300]));
    expect(await verifyPost(form(fields), server)).toMatchObject({ ok: true, contentLengthRange: { min: 50, max: 200 } });
    expect(await codeOf(form(fields, { file: { size: 49 } }))).toBe('file-too-small');
    expect(await codeOf(form(fields, { file: { size: 201 } }))).toBe('file-too-large');
  });

  test('a wrong one of two fails', async () => {
    expect(await codeOf(form(signed(policyOf({ acl: 'private' }, { acl: 'public-read' }), { acl: 'private' })))).toBe('condition-failed');
  });
});

describe('the name of the file', () => {
  const fields = signed(policyWithout('key', ['starts-with', '$key', 'a/'], ['starts-with', '$x-amz-meta-name', '']),
    { 'key': 'a/${filename}/${filename}', 'x-amz-meta-name': '<${filename}>' });
  test.each([
    ['cat.jpg', 'cat.jpg'], ['', ''], ['C:\\Program Files\\directory1\\file.txt', 'file.txt'], ['a/b/c', 'c'], ['a\\b/c\\d', 'd'], ['../../etc/passwd', 'passwd'],
    ['$&$1$$', '$&$1$$'], ['${filename}', '${filename}'], ['..', '..'],
  ])('%j', async (name, seen) => {
    const answer = await verifyPost(form(fields, { file: { name } }), server);
    expect(answer).toMatchObject({ ok: true, key: `a/${seen}/${seen}` });
    expect(answer.ok && answer.fields.get('x-amz-meta-name')).toBe(`<${seen}>`);
  });

  test('is there before the conditions are held against it', async () => {
    expect(await codeOf(form({ ...fields, key: '${filename}' }, { file: { name: 'a' } }))).toBe('condition-failed');
    expect(await codeOf(form(signed(policyOf(), { key: '${filename}' }), { file: { name: 'a.txt' } }))).toBe('ok');
  });
});

describe('a policy', () => {
  const text = JSON.stringify(policyOf());
  const [conditions] = [JSON.stringify(policyOf().conditions)];
  const refused: readonly (readonly [string, string])[] = [
    ['nothing', ''], ['null', 'null'], ['a list', '[]'], ['no members', '{}'], ['no expiration', `{"conditions":${conditions}}`],
    ['no conditions', `{"expiration":"${EXPIRATION}"}`], ['capitals', text.replace('expiration', 'Expiration')], ['capitals', text.replace('conditions', 'CONDITIONS')],
    ['a third member', text.replace('{', '{"Version":"2012-10-17",')], ['an expiration twice', text.replace('{', `{"expiration":"${EXPIRATION}",`)],
    ['two expirations and no conditions', `{"expiration":"${EXPIRATION}","expiration":"${EXPIRATION}"}`],
    ['a trailing comma', text.replace(']}', ',]}')], ['something behind', `${text}x`], ['a second one', text + text], ['a comment', `/**/${text}`],
    ['a byte order mark', `\ufeff${text}`], ['a NUL', `${text}\0`], ['a no-break space', `\u00a0${text}`],
    ['a number as expiration', text.replace(`"${EXPIRATION}"`, '1768474800')], ['an offset', text.replace(EXPIRATION, '2026-01-15T12:00:00+01:00')],
    ['a space for the T', text.replace(EXPIRATION, '2026-01-15 11:00:00Z')], ['no such day', text.replace(EXPIRATION, '2026-02-30T11:00:00Z')],
    ['no such hour', text.replace(EXPIRATION, '2026-01-15T24:00:00Z')], ['no expiration', text.replace(EXPIRATION, '')],
    ['conditions as an object', `{"expiration":"${EXPIRATION}","conditions":{}}`],
    ...([
      {}, [], null, 1, 'eq', true, { a: 1 }, { a: null }, { a: ['b'] }, { a: 'b', c: 'd' }, ['eq', '$acl'], ['eq', '$acl', 'a', 'b'], ['eq', '$acl', 1], ['eq', '$acl', null],
      ['eq', 'acl', 'a'], ['eq', '$', 'a'], ['EQ', '$acl', 'a'], ['ends-with', '$acl', 'a'], ['__proto__', '$acl', 'a'], [['eq', '$acl', 'a']], [1, '$acl', 'a'],
      ['eq', 1, 'a'], ['content-length-range', 0], ['content-length-range', -1, 0], ['content-length-range', 0, 1.5], ['content-length-range', 'a', 'b'],
      ['content-length-range', '01', '1'], ['content-length-range', 0, 1e300], ['content-length-range', 0, 1e15], ['content-length-range', '', ''],
      ['content-length-range', 0, 1, 2], ['content-length-range', '$acl', 'a'],
    ] as unknown[]).map(condition => [`the condition ${JSON.stringify(condition)}`, JSON.stringify(policyOf(condition))] as const),
    ['many conditions', JSON.stringify(policyOf(...new Array(252).fill({ a: '' })))],
    ['deep lists', JSON.stringify(policyOf()).replace('[', '['.repeat(5000))], ['a deep object', '{"a":'.repeat(2500)], ['an open string', `${'"'.padEnd(15_000, 'a')}`],
    ['a string of escapes', `"${'\\\\'.repeat(7000)}`], ['a huge number', `[${'9'.repeat(15_000)}]`], ['white space', ' '.repeat(15_000)],
    ['an unknown escape', text.replace('a.txt', 'a\\x2etxt')], ['half an escape', text.replace('a.txt', '\\u002')], ['a line in a string', text.replace('a.txt', 'a\n.txt')],
  ];
  test.each(refused)('with %s is refused', async (_, policy) => {
    expect(await codeOf(form(signed(policy)))).toBe('malformed-policy');
  });

  test.each<readonly [string, string]>([
    ['conditions first', `{"conditions":${conditions},"expiration":"${EXPIRATION}"}`],
    ['white space', ` \t\r\n${text.replace(/[{}[\]:,]/g, ' $& ').replace(/2026-01-15T11 : 00 : 00/, '2026-01-15T11:00:00')}\n`],
    ['no milliseconds', text.replace('.000Z', 'Z')], ['microseconds', text.replace('.000Z', '.123456Z')],
    ['many conditions', JSON.stringify(policyOf(...new Array(251).fill({ key: 'a.txt' })))],
    ['the escapes of S3', text.replace('$key', '\\u0024key').replace('a.txt', '\\u0061\\u002Etxt')],
  ])('with %s is read', async (_, policy) => {
    expect(await codeOf(form(signed(policy)))).toBe('ok');
  });

  test.each([
    [String.raw`\$a\v\/\"\\\b\f\n\r\té\u00e9\uD83D\uDE00`, '$a\v/"\\\b\f\n\r\téé\u{1f600}'], [String.raw`\\$foo`, '\\$foo'],
  ])('%s is unescaped', async (escaped, value) => {
    const policy = JSON.stringify(policyOf({ 'x-amz-meta-a': 'HERE' })).replace('HERE', () => escaped);
    expect(await codeOf(form(signed(policy, { 'x-amz-meta-a': value })))).toBe('ok');
  });

  test('must be strict base64 of UTF-8', async () => {
    const padded = Buffer.from(`${text}${' '.repeat(3 - text.length % 3 + 1)}`).toString('base64');
    expect(padded).toMatch(/==$/);
    expect(await codeOf(form(signedBase64(padded)))).toBe('ok');
    const short = padded.replace('==', '');
    for (const odd of [short, `${short}=`, `${short.slice(0, -1)}B==`, `${padded}\n`, ` ${padded}`, padded.replace('e', '-'), `${padded}====`, 'A', '=']) {
      expect(await codeOf(form(signedBase64(odd)))).toBe('malformed-policy');
    }
    const [before, after] = JSON.stringify(policyOf(['starts-with', '$x-amz-meta-a', ''], { 'x-amz-meta-a': 'HERE' })).split('HERE');
    for (const [hex, value, code] of [['ff', '\ufffd', 'malformed-policy'], ['c0af', '\ufffd\ufffd', 'malformed-policy'], ['c3a9', 'é', 'ok']]) {
      const raw = Buffer.concat([Buffer.from(before), Buffer.from(hex, 'hex'), Buffer.from(after)]);
      expect(await codeOf(form(signedBase64(raw.toString('base64'), { 'x-amz-meta-a': value })))).toBe(code);
    }
  });
});

describe('fields', () => {
  const fields = signed(policyOf());
  test.each<readonly [string, PostForm['fields']]>([
    ['a record', fields], ['a record with holes', { ...fields, acl: undefined }], ['pairs', Object.entries(fields)], ['a Map', new Map(Object.entries(fields))],
    ['a generator', (function* () { yield* Object.entries(fields); })()], ['URLSearchParams', new URLSearchParams(fields)],
    ['a record without a prototype', Object.assign(Object.create(null) as object, fields)],
  ])('may be %s', async (_, given) => {
    expect(await verifyPost({ fields: given, file }, server)).toMatchObject({ ok: true, key: 'a.txt' });
  });

  test('with names of Object are names like others', async () => {
    const odd = JSON.parse(JSON.stringify(fields).replace('{', '{"__proto__":"x",')) as Record<string, string>;
    expect(await codeOf(form(odd))).toBe('extra-field');
    const allowed = signed(JSON.stringify(policyOf({ zzz: 'x' })).replace('zzz', '__proto__'));
    const answer = await verifyPost({ fields: [...Object.entries(allowed), ['__proto__', 'x']], file }, server);
    expect(answer.ok && answer.fields.get('__proto__')).toBe('x');
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test('without end are not read to it', async () => {
    const endless = (function* (): Generator<[string, string]> { for (let i = 0; ; i++) yield [`x-ignore-${i}`, '']; })();
    expect(await codeOf({ fields: endless, file })).toBe('form-too-large');
  });
});

test('what secretFor throws comes through, and it is asked for the key id and token of the form', async () => {
  const failed = new Error('the store is away');
  await expect(verifyPost(form(signed(policyOf())), { ...server, secretFor: () => Promise.reject(failed) })).rejects.toBe(failed);
  const secretFor = jest.fn(() => undefined);
  await verifyPost(sent(presignPost({ bucket: BUCKET, region: REGION, key: 'a', credentials: temporary, at }).fields), { ...server, secretFor });
  expect(secretFor.mock.calls).toEqual([[temporary.accessKeyId, temporary.sessionToken]]);
});

test.each<readonly [string, Partial<VerifyPostOptions>]>([
  ['bucket', { bucket: '' }], ['bucket', { bucket: undefined }], ['region', { region: undefined }], ['secretFor', { secretFor: undefined }],
  ['clockSkewSeconds', { clockSkewSeconds: NaN }], ['maxExpiresIn', { maxExpiresIn: '60' as never }], ['at', { at: new Date(NaN) }],
])('options that are none are errors: %s', async (name, options) => {
  await expect(verifyPost(form(signed(policyOf())), { ...server, ...options } as VerifyPostOptions)).rejects.toThrow(`'${name}' must be`);
});

describe('formFields', () => {
  const fields = presignPost({ bucket: BUCKET, region: REGION, keyPrefix: 'in/', credentials: longTerm, at, contentLengthRange: { min: 5, max: 5 } }).fields;
  const posted = async (fill: (data: FormData) => void) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    fill(data);
    return formFields(await new Response(data).formData());
  };

  test('reads a form as it came over the wire, and nothing behind its file', async () => {
    const read = await posted(data => {
      data.append('file', new Blob(['hello'], { type: 'text/plain' }), 'greeting.txt');
      data.append('submit', 'Upload');
    });
    expect(read.file).toEqual({ size: 5, name: 'greeting.txt' });
    expect(await verifyPost(read, server)).toMatchObject({ ok: true, key: 'in/greeting.txt', sizeVerified: true });
  });

  test('takes text for a file without a name', async () => {
    expect((await posted(data => data.append('file', 'héllo'))).file).toEqual({ size: 6 });
  });

  test.each<readonly [string, (data: FormData) => void]>([
    ['two files', data => ['a', 'b'].forEach(name => data.append('file', new Blob([name]), name))],
    ['a file of another name', data => data.append('upload', new Blob(['a']), 'a')],
  ])('lets %s be refused', async (_, fill) => {
    expect(await codeOf(await posted(fill))).toBe('malformed-form');
  });
});
