import { CreateBucketCommand, GetObjectCommand, ListObjectVersionsCommand, PutBucketVersioningCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Proxy, startProxy } from './faults';
import { describeWith, RADOSGW } from './installed';
import { alice, type Radosgw, REGION, startRadosgw } from './radosgw';
import { audit } from '../../src/runtime/audit';
import { awsPort, type AwsPort } from '../../src/runtime/aws-sdk';

describeWith(RADOSGW, 'an audit of radosgw, whose answers are odd', () => {
  jest.setTimeout(120_000);
  let gateway: Radosgw;
  let proxy: Proxy;
  let port: AwsPort;
  let s3: S3Client;

  beforeAll(async () => {
    gateway = await startRadosgw();
    proxy = await startProxy(gateway.http);
    const options = { region: REGION, endpoint: gateway.http, credentials: alice };
    s3 = new S3Client({ ...options, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'records' }));
    await s3.send(new CreateBucketCommand({ Bucket: 'nothing-in-it' }));
    await s3.send(new PutBucketVersioningCommand({ Bucket: 'records', VersioningConfiguration: { Status: 'Enabled' } }));
    await s3.send(new PutObjectCommand({ Bucket: 'records', Key: 'one', Body: 'content' }));
    port = await awsPort({ ...options, endpoint: proxy.url });
  });

  afterAll(async () => {
    s3?.destroy();
    port?.close();
    await proxy?.stop();
    await gateway?.stop();
  });

  test('the listing that it answers for the encryption is no answer', async () => {
    await expect(port.GetBucketEncryption!({ Bucket: 'records' })).rejects.toMatchObject(
      { name: 'OddAnswer', message: 'its root is ListBucketResult, not ServerSideEncryptionConfiguration' });
    await expect(port.GetBucketEncryption!({ Bucket: 'nothing-in-it' })).rejects.toMatchObject({ name: 'OddAnswer' });
  });

  test('what is odd is unknown, and nothing is written', async () => {
    const everything = async (): Promise<string> => {
      const { Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket: 'records' }));
      const { Body, LastModified } = await s3.send(new GetObjectCommand({ Bucket: 'records', Key: 'one' }));
      return JSON.stringify([Versions, await Body!.transformToString(), LastModified, (await port.ListBuckets!({}))]);
    };
    const before = await everything();
    proxy.seen.length = 0;
    const { reports, recordings } = await audit({ targets: [{ account: '111122223333', port, region: REGION }], frameworks: ['baseline', 'hipaa', 'pci-dss-4-0-1'], attempts: 2 });
    expect(recordings.map(({ bucket }) => bucket)).toEqual(['nothing-in-it', 'records']);
    expect(new Set(proxy.seen.map(({ method }) => method))).toEqual(new Set(['GET']));
    expect(await everything()).toBe(before);
    const outcomes = (check: string): string[] => [...new Set(reports.flatMap(({ buckets }) => buckets.flatMap(({ findings }) =>
      findings.filter(one => one.check === check).map(({ outcome }) => outcome))))];
    expect(outcomes('encrypted-by-default')).toEqual(['unknown']);
    const versioning = reports[0].buckets.map(({ logicalId, findings }) => [logicalId, findings.find(({ check }) => check === 'versioning-enabled')?.outcome]);
    expect(versioning).toEqual([['nothing-in-it', 'fail'], ['records', 'pass']]);
  });
});
