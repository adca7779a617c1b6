/// <reference path="../test/runtime/aws4.d.ts" />
import { timingSafeEqual } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import * as aws4 from 'aws4';
import { AwsV4Signer } from 'aws4fetch';
import { BUCKET, CREDENTIALS, cryptoFloor, HOST, keyOf, REGION, Sha256 } from './peers';
import { sideBySide, table } from './side-by-side';
import { presign } from '../src/runtime/presign';
import { verify } from '../src/runtime/verify';

const HASH = 'x-amz-content-sha256';
const AT = new Date('2026-11-25T12:00:00Z');
const urls = Array.from({ length: 1000 }, (_, i) => presign({ bucket: BUCKET, key: keyOf(i), region: REGION, credentials: CREDENTIALS, at: AT }).url);
const options = { region: REGION, secretFor: () => CREDENTIALS.secretAccessKey, at: AT };
const smithy = new SignatureV4({ credentials: CREDENTIALS, region: REGION, service: 's3', sha256: Sha256, uriEscapePath: false, applyChecksum: false });

function same(a: string, b: string): void {
  if (a.length !== b.length || !timingSafeEqual(Buffer.from(a), Buffer.from(b))) throw new Error('a signature did not match');
}

/**
 * No peer verifies. What people do instead is to sign again and compare: each signer is given the parts of the URL and its time. None of them
 * checks expiry, Region, duplicates or unsigned headers on the way, as ours does.
 */
async function main(): Promise<void> {
  const rows = await sideBySide([
    {
      name: 'cdk-s3-compliance verify',
      work: async (i) => {
        const answer = await verify({ method: 'GET', url: urls[i % 1000] }, options);
        if (!answer.ok) throw new Error(answer.code);
      },
    },
    { name: 'floor: createHash + createHmac, key derived', work: cryptoFloor },
    {
      name: 'aws4, signed again',
      work: (i) => {
        const url = new URL(urls[i % 1000]);
        const given = url.searchParams.get('X-Amz-Signature')!;
        const path = `${url.pathname}?X-Amz-Date=${url.searchParams.get('X-Amz-Date')}&X-Amz-Expires=${url.searchParams.get('X-Amz-Expires')}`;
        const again = aws4.sign({ host: url.host, path, service: 's3', region: REGION, signQuery: true }, CREDENTIALS).path!;
        same(again.slice(again.indexOf('X-Amz-Signature=') + 16), given);
      },
    },
    {
      name: '@smithy/signature-v4, signed again',
      work: async (i) => {
        const url = new URL(urls[i % 1000]);
        const again = await smithy.presign({
          method: 'GET', protocol: 'https:', hostname: HOST, path: url.pathname, query: {}, headers: { host: HOST, [HASH]: 'UNSIGNED-PAYLOAD' },
        }, { expiresIn: 900, signingDate: AT, unhoistableHeaders: new Set([HASH]), unsignableHeaders: new Set([HASH]) });
        same(String(again.query!['X-Amz-Signature']), url.searchParams.get('X-Amz-Signature')!);
      },
    },
    {
      name: 'aws4fetch, signed again',
      work: async (i) => {
        const url = new URL(urls[i % 1000]);
        const given = url.searchParams.get('X-Amz-Signature')!;
        const datetime = url.searchParams.get('X-Amz-Date')!;
        const bare = `${url.origin}${url.pathname}?X-Amz-Expires=900`;
        const again = await new AwsV4Signer({ ...CREDENTIALS, url: bare, service: 's3', region: REGION, signQuery: true, datetime }).sign();
        same(again.url.searchParams.get('X-Amz-Signature')!, given);
      },
    },
  ]);
  process.stdout.write(table('verify a presigned GET', rows));
}

void main();
