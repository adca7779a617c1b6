import { ACCOUNT, awsError } from './helpers';
import { MANUAL_CHECKS } from '../../../src/controls/manual';
import { observe, type Port } from '../../../src/posture/live';

const TRAIL = `arn:aws:cloudtrail:eu-central-1:${ACCOUNT}:trail/all`;

const port: Port = {
  GetAccountPublicAccessBlock: async () => ({
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: false, RestrictPublicBuckets: true,
    },
  }),
  DescribeTrails: async () => ({
    trailList: [{
      TrailARN: TRAIL,
      HomeRegion: 'eu-central-1',
      S3BucketName: 'trail-files',
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
      LogFileValidationEnabled: true,
      KmsKeyId: 'arn:aws:kms:eu-central-1:1:key/k',
    }],
  }),
  GetTrailStatus: async () => ({ IsLogging: true }),
  GetEventSelectors: async () => ({ EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [] }] }),
  DescribeAlarms: async () => ({
    MetricAlarms: [
      { AlarmName: 'errors', Namespace: 'AWS/S3', MetricName: '5xxErrors', ActionsEnabled: true, AlarmActions: ['arn:aws:sns:x'] },
      { AlarmName: 'rate', Metrics: [{ MetricStat: { Metric: { Namespace: 'AWS/S3', MetricName: '4xxErrors' } } }], ActionsEnabled: false, AlarmActions: [] },
      { AlarmName: 'cpu', Namespace: 'AWS/EC2', MetricName: 'CPUUtilization' },
    ],
  }),
  GetMacieSession: async () => ({ status: 'ENABLED' }),
  GetAutomatedDiscoveryConfiguration: async () => ({ status: 'DISABLED' }),
};

test('it says what is there', async () => {
  expect(await observe(port, { account: ACCOUNT })).toEqual([
    {
      check: 'block-public-access-account',
      at: `Accounts/${ACCOUNT}/GetAccountPublicAccessBlock`,
      says: 'BlockPublicAcls is true, IgnorePublicAcls is true, BlockPublicPolicy is false, RestrictPublicBuckets is true',
    },
    {
      check: 'cloudtrail-multi-region-management-events',
      at: `Trails/${TRAIL}`,
      says: `${TRAIL}: multi-Region is true, global service events is true, logging is true, management events are recorded (All)`,
    },
    { check: 'cloudtrail-log-encryption', at: `Trails/${TRAIL}`, says: `${TRAIL} names the KMS key arn:aws:kms:eu-central-1:1:key/k` },
    { check: 'cloudtrail-log-file-validation', at: `Trails/${TRAIL}`, says: `${TRAIL}: log file validation is true` },
    { check: 'cloudtrail-log-bucket-protected', at: `Trails/${TRAIL}`, says: `${TRAIL} writes to the bucket trail-files` },
    { check: 'cloudwatch-4xx-5xx-alarms', at: `Accounts/${ACCOUNT}/DescribeAlarms/MetricAlarms/0`, says: 'errors: actions enabled is true, alarm actions: 1' },
    { check: 'cloudwatch-4xx-5xx-alarms', at: `Accounts/${ACCOUNT}/DescribeAlarms/MetricAlarms/1`, says: 'rate: actions enabled is false, alarm actions: 0' },
    { check: 'macie-enabled', at: `Accounts/${ACCOUNT}/GetMacieSession/status`, says: 'the status of Macie is ENABLED' },
    {
      check: 'macie-enabled',
      at: `Accounts/${ACCOUNT}/GetAutomatedDiscoveryConfiguration/status`,
      says: 'the status of automated discovery of sensitive data is DISABLED',
    },
  ]);
});

test('each observation speaks of a check that people attest', async () => {
  const known = MANUAL_CHECKS.map(({ id }) => id);
  for (const { check } of await observe(port, { account: ACCOUNT })) expect(known).toContain(check);
});

test('what is not there is said, and what is refused is said to be refused', async () => {
  const none: Port = {
    ...port,
    GetAccountPublicAccessBlock: async () => { throw awsError('NoSuchPublicAccessBlockConfiguration', 404); },
    DescribeTrails: async () => ({ trailList: [] }),
    DescribeAlarms: async () => ({ MetricAlarms: [] }),
    GetMacieSession: async () => { throw awsError('AccessDeniedException', 403, 'Macie is not enabled'); },
  };
  const says = (await observe(none, { account: ACCOUNT })).map(one => one.says);
  expect(says).toEqual([
    'the account has no block of public access',
    ...Array.from({ length: 4 }, () => 'no trail is shown in this Region'),
    'none of 0 alarms watches 4xxErrors or 5xxErrors of S3',
    'the status of Macie is not seen (AccessDeniedException: not allowed to call macie2:GetMacieSession)',
    'the status of automated discovery of sensitive data is DISABLED',
  ]);
});

test.each([['nothing', undefined], ['null', null], ['a list', []], ['a text', 'x'], ['another shape', { x: [{}] }]])('%s from every call is seen by nobody', async (_, answer) => {
  const odd = Object.fromEntries(Object.keys(port).map(name => [name, async () => answer])) as Port;
  const seen = await observe(odd, { account: ACCOUNT });
  expect(seen).toHaveLength(8);
  for (const { says } of seen) expect(says).toMatch(/not seen/);
});
