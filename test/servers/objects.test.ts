import {
  CreateBucketCommand, PutBucketEncryptionCommand, PutObjectCommand, PutObjectLegalHoldCommand, S3Client,
} from '@aws-sdk/client-s3';
import { credentials } from './deploy';
import { describeWith } from './installed';
import { type Moto, MOTO, startMoto } from './moto';
import { auditObjects } from '../../src/runtime/audit-objects';
import { awsPort, type AwsPort } from '../../src/runtime/aws-sdk';

const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';
const BUCKET = 'objects-of-moto';

describeWith(MOTO, 'objects of moto', () => {
  jest.setTimeout(120_000);
  let moto: Moto;
  let port: AwsPort;

  beforeAll(async () => {
    moto = await startMoto(ACCOUNT);
    port = await awsPort({ region: REGION, credentials, endpoint: moto.url, timeout: 20_000 });
    const s3 = new S3Client({ region: REGION, credentials, endpoint: moto.url, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({
      Bucket: BUCKET, CreateBucketConfiguration: { LocationConstraint: REGION }, ObjectLockEnabledForBucket: true,
    }));
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'before the defaults', Body: 'x', ServerSideEncryption: 'AES256' }));
    await s3.send(new PutBucketEncryptionCommand({
      Bucket: BUCKET, ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] },
    }));
    const later = new Date(Date.now() + 31 * 86_400_000);
    await s3.send(new PutObjectCommand({
      Bucket: BUCKET,
      Key: 'ä+b c/behind them',
      Body: 'x',
      ServerSideEncryption: 'aws:kms',
      ChecksumAlgorithm: 'SHA256',
      Tagging: 'personal-data=true',
      ObjectLockMode: 'GOVERNANCE',
      ObjectLockRetainUntilDate: later,
    }));
    await s3.send(new PutObjectLegalHoldCommand({ Bucket: BUCKET, Key: 'ä+b c/behind them', LegalHold: { Status: 'ON' } }));
    s3.destroy();
  });

  afterAll(async () => {
    port?.close();
    await moto?.stop();
  });

  test('the object that is older than the defaults is the one that fails', async () => {
    const report = await auditObjects(port, {
      account: ACCOUNT, bucket: BUCKET, today: new Date(), expect: { retention: { mode: 'GOVERNANCE', minDays: 30 }, legalHold: true, tags: { 'personal-data': 'true' }, checksum: ['SHA256'] },
    });
    expect(report.looked).toMatchObject({ listed: 2, judged: 2, gone: 0, complete: true });
    const failing = report.checks.map(({ check, pass, examples }) => [check, pass, examples.map(({ key, outcome }) => [key, outcome])]);
    expect(Object.fromEntries(failing.map(([check, ...rest]) => [check, rest]))).toMatchObject({
      'encryption': [1, [['before the defaults', 'fail']]],
      // moto answers with no XML, and with no status: odd answers are unknown.
      'retention': [0, [['before the defaults', 'unknown'], ['ä+b c/behind them', 'unknown']]],
      'legal-hold': [1, [['before the defaults', 'unknown']]],
      'tags': [1, [['before the defaults', 'fail']]],
      'checksum': [1, [['before the defaults', 'fail']]],
    });
  });

  test('another account is refused, and nothing passes', async () => {
    const report = await auditObjects(port, { account: '999988887777', bucket: 'nobody-has-it', today: new Date() });
    expect([report.outcome, report.looked.complete]).toEqual(['unknown', false]);
  });
});
