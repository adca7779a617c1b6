import { App, Duration, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { HipaaBucket, NetworkPerimeter } from '../../../src';
import { DataEventTrail } from '../../../src/constructs/trail/data-event-trail';
import { evaluate } from '../../../src/evidence';
import { frameworkById } from '../../../src/frameworks';
import { service } from '../../../src/policy/request';
import { observeTemplates, readTemplates } from '../../../src/posture/cloudformation';
import { deploy, only } from '../deployed';
import { permits, SEALED } from '../permits';

type Json = Record<string, any>;

const ACCOUNT = '111122223333';
const ENV = { account: ACCOUNT, region: 'eu-west-1' };

function template(): Json {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack', { env: ENV });
  new DataEventTrail(stack, 'Trail', { trailName: 'audit' });
  new HipaaBucket(stack, 'Records', { retention: s3.ObjectLockRetention.governance(Duration.days(2190)), network: NetworkPerimeter.vpcIds(['vpc-0123456789abcdef0']) });
  return (stack.node.root as App).synth().stacks[0].template as Json;
}

/** What CloudTrail, and others, may do: a line each. */
function permitted(body: Json): string[] {
  const resources = deploy({ synth: () => ({ stacks: [{ stackName: 'Stack', environment: ENV, template: body }] }) } as unknown as App);
  const bucket = only(resources, 'AWS::S3::Bucket', ({ id }) => /^TrailBucket(?!AccessLogs)/.test(id)).id.toLowerCase();
  const { PolicyDocument } = resources.find(({ type, id }) => type === 'AWS::S3::BucketPolicy' && id.startsWith('TrailBucketPolicy'))?.properties ?? { PolicyDocument: { Statement: [] } };
  const key = only(resources, 'AWS::KMS::Key', ({ id }) => id.startsWith('TrailKey'));
  const objects = `arn:aws:s3:::${bucket}`;
  const mine = { 'aws:SourceArn': `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/audit`, 'aws:PrincipalIsAWSService': 'true' };
  const other = { ...mine, 'aws:SourceArn': `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/other` };
  const owned = { 's3:x-amz-acl': 'bucket-owner-full-control' };
  const context = { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/audit` };
  const cloudtrail = service('cloudtrail.amazonaws.com');
  const put = (what: object, folder = `AWSLogs/${ACCOUNT}`) => permits(PolicyDocument, cloudtrail, 's3:PutObject', `${objects}/${folder}/x`, { ...SEALED, ...what });
  const acl = (what: object) => permits(PolicyDocument, cloudtrail, 's3:GetBucketAcl', objects, { ...SEALED, ...what });
  const use = (action: string, what: object) => permits(key.properties.KeyPolicy, cloudtrail, `kms:${action}`, `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${key.id}`, what as Json);
  const asked: readonly (readonly [string, boolean])[] = [
    ['writes', put({ ...mine, ...owned })],
    ['writes for another trail', put({ ...other, ...owned })],
    ['writes without the ACL', put(mine)],
    ['writes elsewhere', put({ ...mine, ...owned }, 'elsewhere')],
    ['writes over HTTP', put({ ...mine, ...owned, 'aws:SecureTransport': 'false' })],
    ['asks for the ACL', acl(mine)],
    ['asks for the ACL for another trail', acl(other)],
    ['encrypts', use('GenerateDataKey', { ...mine, ...context })],
    ['encrypts for another trail', use('GenerateDataKey', { ...other, ...context })],
    ['encrypts what is no log', use('GenerateDataKey', mine)],
    ['describes the key', use('DescribeKey', mine)],
    ['describes the key for another trail', use('DescribeKey', other)],
  ];
  return asked.filter(([, truth]) => truth).map(([what]) => what);
}

/** All that our controls, our observations and our evaluator of policies say of a template: a line each. */
function says(body: Json): Set<string> {
  const templates = [{ name: 'Stack', body, ...ENV }];
  const { buckets } = evaluate(readTemplates(templates), frameworkById('hipaa'), { templates });
  return new Set([
    ...buckets.flatMap(({ logicalId, findings }) => findings.map(({ check, outcome }) => `${logicalId} ${check} ${outcome}`)),
    ...observeTemplates(templates).map(({ check, says: what }) => `${check}: ${what}`),
    ...permitted(body),
  ]);
}

/** The lines of a template: its resources of the trail, without those that protect nothing. Each is a way to the member that is dropped. */
function lines(body: Json): string[][] {
  const found: string[][] = [];
  const statements = (way: string[], document: Json) => document.Statement.forEach(({ Condition = {} }: Json, at: number) => {
    const path = [...way, 'Statement', String(at)];
    found.push(path, ...Object.entries(Condition as Json).flatMap(([operator, keys]) => Object.keys(keys).map(key => [...path, 'Condition', operator, key])));
  });
  for (const [id, { Type, Properties }] of Object.entries(body.Resources as Json)) {
    if (!id.startsWith('Trail') || /AccessLogs/.test(id)) continue;
    if (Type === 'AWS::S3::BucketPolicy') {
      statements(['Resources', id, 'Properties', 'PolicyDocument'], Properties.PolicyDocument);
    } else {
      found.push(...Object.keys(Properties).map(name => ['Resources', id, 'Properties', name]));
      if (Type === 'AWS::KMS::Key') statements(['Resources', id, 'Properties', 'KeyPolicy'], Properties.KeyPolicy);
    }
  }
  return found;
}

function without(body: Json, way: readonly string[]): Json {
  const copy = structuredClone(body);
  const owner = way.slice(0, -1).reduce<Json>((at, name) => at[name], copy);
  const name = way[way.length - 1];
  if (Array.isArray(owner)) owner.splice(Number(name), 1);
  else delete owner[name];
  return Object.keys(owner).length === 0 && way.length > 4 ? without(body, way.slice(0, -1)) : copy;
}

/** Lines that harden nothing by themselves, and why. */
const PLAIN: readonly [RegExp, string][] = [
  [/\/(?:Description|TrailName)$/, 'a name'],
  [/\/S3BucketName$/, 'CloudFormation refuses a trail without it'],
  [/\/KeyPolicy$/, 'CloudFormation refuses a key without it; its statements are dropped one by one'],
  [/\/KeyPolicy\/Statement\/0$/, 'the account itself: KMS refuses a key that nobody can manage'],
  [/\/EnableKeyRotation$/, 'a rule of cdk-nag notices, and the snapshot: no bucket has the key as its default'],
  [/\/VersioningConfiguration$/, 'implied by Object Lock'],
  [/\/PolicyDocument\/Statement\/6$/, 'it refuses One Zone, for SOC 2: HIPAA, which is asked here, does not'],
  [/\/ObjectLockEnabled$/, 'implied by the configuration, which CloudFormation refuses without it'],
];

test('drop any one line of the trail, its key, its bucket or their policies, and somebody notices', () => {
  const body = template();
  const [whole, may] = [says(body), permitted(body).join()];
  const all = lines(body);
  const plain = all.filter(way => PLAIN.some(([pattern]) => pattern.test(way.join('/'))));
  const unnoticed = all.filter(way => !plain.includes(way)).filter((way) => {
    const less = without(body, way);
    if (permitted(less).join() !== may) return false;
    const now = says(less);
    return now.size === whole.size && [...now].every(line => whole.has(line));
  });
  expect(unnoticed.map(way => way.slice(1).join('/'))).toEqual([]);
  expect(all.length - plain.length).toBe(34);
});

test.each<[string, string]>([
  ['EnableLogFileValidation', 'cloudtrail-log-file-validation: EnableLogFileValidation is false'],
  ['KMSKeyId', 'cloudtrail-log-encryption: names no KMSKeyId'],
  ['IsMultiRegionTrail', 'cloudtrail-multi-region-management-events: IsMultiRegionTrail is false, IncludeGlobalServiceEvents is true, IsLogging is true'],
  ['AdvancedEventSelectors', 'data-reads-recorded unknown'],
])('without %s: %s', (name, line) => {
  const body = template();
  const id = Object.keys(body.Resources).find(one => body.Resources[one].Type === 'AWS::CloudTrail::Trail')!;
  const now = [...says(without(body, ['Resources', id, 'Properties', name]))];
  expect(now.some(one => one.endsWith(line))).toBe(true);
  expect([...says(body)].some(one => one.endsWith(line) && one.startsWith(line === one ? one : 'Records'))).toBe(false);
});
