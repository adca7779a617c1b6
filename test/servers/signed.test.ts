import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { alice, bob, REGION } from './radosgw';
import { type Answer, send } from './raw';
import { BODY, describeAtRadosgw } from './world';
import { type SignRequest, signHeaders, uriEncodePath } from '../../src/runtime/sign';
import { chunkedHeaders, signChunks } from '../../src/runtime/sign-chunks';
import { signingKey } from '../../src/runtime/signature';

describeAtRadosgw('requests with a signed header at a real server', world => {
  describe.each(['http', 'https'] as const)('over %s', scheme => {
    const ask = async (request: Omit<SignRequest, 'host'>, credentials = alice): Promise<Answer> => {
      const origin = world.gateway[scheme];
      const { headers } = signHeaders({ ...request, host: origin.slice(origin.indexOf('//') + 2) }, { credentials, region: REGION });
      return send({ method: request.method, url: `${origin}${request.path}`, headers, body: request.body, ca: world.gateway.ca });
    };

    test.each(['plain', 'a/../b', '//a', 'a b+c', 'ünï/код/😀', "!'()*&=;:@$,?#[]"])('PUT, GET, HEAD and DELETE of the key %s', async key => {
      const path = `/plain/${uriEncodePath(key)}`;
      expect(await ask({ method: 'PUT', path, body: BODY, headers: { 'Content-Type': 'text/x-fox' } })).toMatchObject({ status: 200, body: '' });
      expect(await ask({ method: 'GET', path })).toMatchObject({ status: 200, body: BODY });
      expect(await ask({ method: 'HEAD', path })).toMatchObject({ status: 200, headers: { 'content-type': 'text/x-fox' } });
      expect(await ask({ method: 'GET', path }, bob)).toMatchObject({ status: 403, code: 'AccessDenied' });
      expect(await ask({ method: 'GET', path }, { ...alice, secretAccessKey: bob.secretAccessKey })).toMatchObject({ status: 403 });
      expect(await ask({ method: 'DELETE', path })).toMatchObject({ status: 204 });
      expect(await ask({ method: 'GET', path })).toMatchObject({ status: 404, code: 'NoSuchKey' });
    });

    test('a body in signed chunks is stored without them', async () => {
      const content = Buffer.from(BODY.repeat(10_000));
      const origin = world.gateway[scheme];
      const { 'x-amz-content-sha256': payloadHash, ...headers } = chunkedHeaders(content.length);
      const host = origin.slice(origin.indexOf('//') + 2);
      const head = signHeaders({ method: 'PUT', host, path: '/plain/chunked', headers }, { credentials: alice, region: REGION, payloadHash });
      const pieces: Uint8Array[] = [];
      const chain = { ...head, key: signingKey(alice.secretAccessKey, head.scope), seedSignature: head.signature };
      for await (const piece of signChunks(content, chain)) pieces.push(piece);
      const request = { method: 'PUT', url: `${origin}/plain/chunked`, headers: head.headers, body: Buffer.concat(pieces), ca: world.gateway.ca };
      expect(pieces.length).toBe(Math.ceil(content.length / 65_536) + 1);

      const wrong = Buffer.from(request.body);
      wrong[wrong.length >> 1] ^= 1; // eslint-disable-line no-bitwise
      await ask({ method: 'DELETE', path: '/plain/chunked' });
      expect([400, 403]).toContain((await send({ ...request, body: wrong })).status);
      await expect(world.s3.send(new HeadObjectCommand({ Bucket: 'plain', Key: 'chunked' }))).rejects.toThrow();

      expect(await send(request)).toMatchObject({ status: 200 });
      const { Body } = await world.s3.send(new GetObjectCommand({ Bucket: 'plain', Key: 'chunked' }));
      expect(Buffer.from(await Body!.transformToByteArray()).equals(content)).toBe(true);
    });
  });
});
