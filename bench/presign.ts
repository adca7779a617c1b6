/// <reference path="../test/runtime/aws4.d.ts" />
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { SignatureV4 } from '@smithy/signature-v4';
import * as aws4 from 'aws4';
import { AwsV4Signer } from 'aws4fetch';
import { Client } from 'minio';
import { importTimes } from './import-times';
import { BUCKET, CREDENTIALS, cryptoFloor, HOST, keyOf, REGION, Sha256 } from './peers';
import { sideBySide, table } from './side-by-side';
import { presign } from '../src/runtime/presign';

const client = new S3Client({ region: REGION, credentials: CREDENTIALS });
const smithy = new SignatureV4({ credentials: CREDENTIALS, region: REGION, service: 's3', sha256: Sha256, uriEscapePath: false, applyChecksum: false });
const minio = new Client({ endPoint: `s3.${REGION}.amazonaws.com`, region: REGION, accessKey: CREDENTIALS.accessKeyId, secretKey: CREDENTIALS.secretAccessKey });

/** Presigned GETs of one bucket, another key each time. */
async function main(): Promise<void> {
  const rows = await sideBySide([
    { name: 'cdk-s3-compliance presign', work: i => presign({ bucket: BUCKET, key: keyOf(i), region: REGION, credentials: CREDENTIALS }).url },
    {
      name: 'the same, content-type signed and a version',
      work: i => presign({
        bucket: BUCKET, key: keyOf(i), region: REGION, credentials: CREDENTIALS, versionId: '3HL4kqtJvjVBH40N', headers: { 'content-type': 'image/jpeg' },
      }).url,
    },
    { name: 'floor: createHash + createHmac, key derived', work: cryptoFloor },
    {
      name: 'aws4',
      work: i => aws4.sign({ host: HOST, path: `/${keyOf(i)}?X-Amz-Expires=900`, service: 's3', region: REGION, signQuery: true }, CREDENTIALS).path,
    },
    {
      name: '@smithy/signature-v4',
      work: i => smithy.presign({
        method: 'GET', protocol: 'https:', hostname: HOST, path: `/${keyOf(i)}`, query: {}, headers: { host: HOST },
      }, { expiresIn: 900 }),
    },
    { name: '@aws-sdk/s3-request-presigner', work: i => getSignedUrl(client, new GetObjectCommand({ Bucket: BUCKET, Key: keyOf(i) }), { expiresIn: 900 }) },
    { name: 'aws4fetch', work: i => new AwsV4Signer({ ...CREDENTIALS, url: `https://${HOST}/${keyOf(i)}`, service: 's3', region: REGION, signQuery: true }).sign() },
    { name: 'minio', work: i => minio.presignedGetObject(BUCKET, keyOf(i), 900) },
  ]);
  process.stdout.write(table('presign a GET', rows));
  process.stdout.write(importTimes(['runtime/presign', 'runtime/verify', '@aws-sdk/s3-request-presigner + client-s3']));
}

void main();
