import { GetObjectTaggingCommand } from '@aws-sdk/client-s3';
import { type Form, formRequest } from './form';
import { alice, bob, KMS_KEYS, REGION } from './radosgw';
import { send } from './raw';
import { altered } from './tamper';
import { BODY, describeAtRadosgw, presigned, versions } from './world';
import { presignPost, type PresignPostOptions } from '../../src/runtime/presign-post';
import { verifyPost } from '../../src/runtime/verify-post';

type Asked = Omit<PresignPostOptions, 'bucket' | 'region' | 'credentials'> & Partial<PresignPostOptions>;
/** What is allowed, what the page fills in, and which changes are within what is allowed. */
type Case = [name: string, asked: Asked, page: Readonly<Record<string, string>>, allowed: readonly string[]];

const SSE_KMS = { 'x-amz-server-side-encryption': 'aws:kms', 'x-amz-server-side-encryption-aws-kms-key-id': KMS_KEYS[0] };
const SIZES = ['a large file', 'a small file'];

const CASES: readonly Case[] = [
  ['one key', { key: 'form/one' }, {}, SIZES],
  ['a key that begins so', { keyPrefix: 'form/17/' }, {}, [...SIZES, 'key altered']],
  ['a size', { key: 'form/size', contentLengthRange: { min: 10, max: 100 } }, {}, []],
  ['a kind of media', { key: 'form/kind', startsWith: { 'content-type': 'image/' } }, { 'content-type': 'image/png' }, [...SIZES, 'content-type altered']],
  ['metadata that the page fills in', { key: 'form/meta', startsWith: { 'x-amz-meta-note': 'a ' } }, { 'x-amz-meta-note': 'a fox, in ü' }, [...SIZES, 'x-amz-meta-note altered']],
  ['all sorts of fields', {
    keyPrefix: 'form/', fields: { 'acl': 'private', 'success_action_status': '201', 'x-amz-meta-a': 'b $ c', 'Content-Type': 'text/x-fox', 'Cache-Control': 'no-store' },
  }, {}, [...SIZES, 'key altered']],
  ['SSE-KMS', { key: 'form/kms', fields: SSE_KMS }, {}, SIZES],
  ['tags', { key: 'form/tags', fields: { 'x-amz-tagging': 'data=personal' } }, {}, SIZES],
];

/** Where radosgw 16 and our verifier do not agree, in each of the cases. */
const KNOWN: readonly { readonly change: string; readonly theirs: boolean; readonly ours: string; readonly reason: string }[] = [
  { change: 'a field twice', theirs: true, ours: 'duplicate-field', reason: 'radosgw takes one of them' },
  { change: 'somebody who may not', theirs: false, ours: 'accepted', reason: 'the signature holds; what its owner may do is for whoever asks the verifier' },
];

describeAtRadosgw('forms at a real server', world => {
  const form = (asked: Asked, page: Readonly<Record<string, string>> = {}): Form => {
    const { url, fields } = presignPost({ bucket: 'plain', region: REGION, credentials: alice, endpoint: world.gateway.https, pathStyle: true, ...asked });
    return { url, fields: Object.entries({ ...fields, ...page }), file: { name: 'fox.txt', content: BODY }, ca: world.gateway.ca };
  };
  const changes = (asked: Asked, page?: Readonly<Record<string, string>>): [string, Form][] => {
    const good = form(asked, page);
    const withFields = (fields: Form['fields']): Form => ({ ...good, fields });
    return [
      ...good.fields.flatMap(([name, value], i): [string, Form][] => [
        [`${name} altered`, withFields(good.fields.map((f, j) => i === j ? [name, altered(value)] : f))],
        [`${name} altered at its beginning`, withFields(good.fields.map((f, j) => i === j ? [name, `x${value}`] : f))],
        [`${name} left out`, withFields(good.fields.filter((_, j) => i !== j))],
      ]),
      ['a field more', withFields([...good.fields, ['x-amz-meta-more', 'x']])],
      ['a field twice', withFields([...good.fields, good.fields.at(-1)!])],
      ['a large file', { ...good, file: { ...good.file, content: BODY.repeat(10) } }],
      ['a small file', { ...good, file: { ...good.file, content: 'fox' } }],
      ['another bucket', { ...good, url: good.url.replace('plain', 'locked') }],
      ['expired', form({ ...asked, at: new Date(Date.now() - 3_600_000), expiresIn: 60 }, page)],
      ['another secret', form({ ...asked, credentials: { ...alice, secretAccessKey: bob.secretAccessKey } }, page)],
      ['nobody', form({ ...asked, credentials: { accessKeyId: 'AKIANOBODY0000000000', secretAccessKey: 'none' } }, page)],
      ['somebody who may not', form({ ...asked, credentials: bob }, page)],
    ];
  };
  /** What both say: whether radosgw took it, and our code. */
  const ask = async (asked: Form): Promise<{ theirs: boolean; ours: string }> => {
    const { status } = await send(formRequest(asked));
    expect([201, 204, 400, 403]).toContain(status);
    const { name, content } = asked.file;
    const ours = await verifyPost({ fields: asked.fields, file: { name, size: content.length } }, {
      bucket: asked.url.split('/').at(-1)!, region: REGION, secretFor: id => [alice, bob].find(c => c.accessKeyId === id)?.secretAccessKey,
    });
    return { theirs: status < 300, ours: ours.ok ? 'accepted' : ours.code };
  };

  test.each<Case>([...CASES])('%s: accepted, and no change of it is that is not allowed', async (...[, asked, page, allowed]: Case) => {
    const before = await versions(world, 'plain');
    const surprises: string[] = [];
    const seen = new Set<string>();
    for (const [change, changed] of changes(asked, page)) {
      const { theirs, ours } = await ask(changed);
      const expected = allowed.includes(change) ? { theirs: true, ours: 'accepted' } : KNOWN.find(k => k.change === change);
      if (expected !== undefined) seen.add(change);
      if (expected === undefined ? theirs || ours === 'accepted' : theirs !== expected.theirs || ours !== expected.ours) surprises.push(`${change}: radosgw ${theirs ? 'accepts' : 'refuses'}, ours ${ours}`);
    }
    expect(surprises).toEqual([]);
    expect(allowed.filter(change => !seen.has(change))).toEqual([]);
    // what was accepted has its own key, or another version of the same content: nothing else came to be
    if (allowed.length === 0) expect((await versions(world, 'plain')).length - before.length).toBeLessThanOrEqual(1);

    expect(await ask(form(asked, page))).toEqual({ theirs: true, ours: 'accepted' });
  });

  test('what is stored is what the form said', async () => {
    const fields = { 'Content-Type': 'text/x-fox', 'x-amz-meta-owner': 'records', 'x-amz-tagging': 'data=personal&keep=10%20years', ...SSE_KMS };
    expect(await ask(form({ keyPrefix: 'stored/', fields }))).toMatchObject({ theirs: true });
    const { headers } = await send(presigned(world, { method: 'HEAD', key: 'stored/fox.txt' }));
    expect(headers).toMatchObject({ 'content-length': `${BODY.length}`, 'content-type': 'text/x-fox', 'x-amz-meta-owner': 'records', ...SSE_KMS });
    const { TagSet } = await world.s3.send(new GetObjectTaggingCommand({ Bucket: 'plain', Key: 'stored/fox.txt' }));
    expect(TagSet).toEqual([{ Key: 'data', Value: 'personal' }, { Key: 'keep', Value: '10 years' }]);
  });

  test.each(['HTTP, bucket in the path', 'HTTP, bucket in the host', 'HTTPS, bucket in the host'])('over %s', async place => {
    const scheme = place.startsWith('HTTPS') ? 'https' : 'http';
    const where = place.endsWith('host') ? { endpoint: world.gateway.named[scheme], pathStyle: false } : { endpoint: world.gateway.http };
    const { status } = await send(formRequest(form({ key: 'form/place', allowHttp: true, ...where })));
    expect(status).toBe(204);
  });
});
