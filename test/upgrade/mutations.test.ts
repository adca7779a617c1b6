import { compare } from './compare';
import type { Exception } from './exceptions';
import { losses } from './losses';
import { readRelease } from './releases';
import type { Template } from './template';

type Json = Record<string, any>;

const release = readRelease('0.0.0');
const templateOf = (stack: string) => release.get(stack)!.template;
const idOf = (template: Json, type: string) => Object.keys(template.Resources as Json).find(id => template.Resources[id].Type === type)!;

/** What an upgrade to a template with one change in it would lose, without the logical ids. */
function changed(stack: string, change: (template: Json) => void): string[] {
  const after = structuredClone(templateOf(stack)) as Json;
  change(after);
  return losses(templateOf(stack), after as unknown as Template).map(({ type, what }) => `${type} ${what}`);
}

const resource = (type: string, change: (resource: Json) => void) => (template: Json) => change(template.Resources[idOf(template, type)] as Json);
const properties = (type: string, values: Json) => resource(type, ({ Properties }) => Object.assign(Properties as Json, values));
const remove = (type: string) => (template: Json) => delete template.Resources[idOf(template, type)];
const rename = (type: string) => (template: Json) => {
  template.Resources.Renamed = template.Resources[idOf(template, type)];
  remove(type)(template);
};

const [BUCKET, POLICY, KEY, ROLE] = ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::KMS::Key', 'AWS::IAM::Role'];
const [PLATFORM, HEALTH] = ['platform-account.Platform', 'platform-account.Health'];

test.each<[string, string, (template: Json) => void, string]>([
  ['a bucket with another logical id', HEALTH, rename(BUCKET), `${BUCKET} would be left behind, outside the stack: no resource has its logical id; new of its type: Renamed`],
  ['a policy with another logical id', HEALTH, rename(POLICY), `${POLICY} would be destroyed: no resource has its logical id; new of its type: Renamed`],
  ['a key with another logical id', HEALTH, rename(KEY), `${KEY} would be left behind, outside the stack: no resource has its logical id; new of its type: Renamed`],
  ['a bucket less', HEALTH, remove(BUCKET), `${BUCKET} would be left behind, outside the stack: no resource has its logical id`],
  ['a log group less', HEALTH, remove('AWS::Logs::LogGroup'), 'AWS::Logs::LogGroup would be left behind, outside the stack: no resource has its logical id'],
  ['a topic less', PLATFORM, remove('AWS::SNS::Topic'), 'AWS::SNS::Topic would be destroyed: no resource has its logical id'],
  ['a bucket that gets a name', HEALTH, properties(BUCKET, { BucketName: 'mine' }), `${BUCKET} would be replaced: BucketName nothing -> "mine"`],
  ['a bucket without its lock', HEALTH, resource(BUCKET, r => delete r.Properties.ObjectLockEnabled), `${BUCKET} would be replaced: ObjectLockEnabled true -> nothing`],
  ['a policy of another bucket', HEALTH, properties(POLICY, { Bucket: 'other' }), `${POLICY} would be replaced: Bucket {"Ref":"Records091F6ECA"} -> "other"`],
  ['a key of another kind', HEALTH, properties(KEY, { KeySpec: 'RSA_4096' }), `${KEY} could not be updated: KeySpec nothing -> "RSA_4096"`],
  ['a key for signatures', HEALTH, properties(KEY, { KeyUsage: 'SIGN_VERIFY' }), `${KEY} could not be updated: KeyUsage nothing -> "SIGN_VERIFY"`],
  ['a key of several Regions', HEALTH, properties(KEY, { MultiRegion: true }), `${KEY} could not be updated: MultiRegion nothing -> true`],
  ['a key that may go', HEALTH, resource(KEY, r => Object.assign(r, { DeletionPolicy: 'Delete' })), `${KEY} would no longer be kept: DeletionPolicy "Retain" -> "Delete"`],
  ['a bucket that says nothing', HEALTH, resource(BUCKET, r => delete r.DeletionPolicy), `${BUCKET} would no longer be kept: DeletionPolicy "Retain" -> nothing`],
  ['a bucket that goes when replaced', HEALTH, resource(BUCKET, r => delete r.UpdateReplacePolicy), `${BUCKET} would no longer be kept: UpdateReplacePolicy "Retain" -> nothing`],
  ['a bucket kept if it was made', HEALTH, resource(BUCKET, r => Object.assign(r, { DeletionPolicy: 'RetainExceptOnCreate' })), `${BUCKET} would no longer be kept: DeletionPolicy "Retain" -> "RetainExceptOnCreate"`],
  ['a bucket in some Regions', HEALTH, resource(BUCKET, r => Object.assign(r, { Condition: 'Home' })), `${BUCKET} would be there under a condition only: Home`],
  ['a trail of another name', PLATFORM, properties('AWS::CloudTrail::Trail', { TrailName: 'other' }), 'AWS::CloudTrail::Trail would be replaced: TrailName '],
  ['a role of another name', HEALTH, properties(ROLE, { RoleName: 'other' }), `${ROLE} would be replaced: RoleName nothing -> "other"`],
  ['an endpoint of another kind', HEALTH, properties('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'GatewayLoadBalancer' }), 'AWS::EC2::VPCEndpoint would be replaced: VpcEndpointType "Gateway" -> "GatewayLoadBalancer"'],
  ['a function behind the account\'s block', PLATFORM, properties('Custom::AccountPublicAccessBlock', { ServiceToken: 'other' }), 'Custom::AccountPublicAccessBlock could not be updated: ServiceToken'],
  ['another type under the same id', HEALTH, resource(BUCKET, r => Object.assign(r, { Type: 'AWS::SQS::Queue' })), `${BUCKET} would be replaced: its type would be AWS::SQS::Queue and no more ${BUCKET}`],
  ['an export less', PLATFORM, t => delete t.Outputs[Object.keys(t.Outputs as Json)[0]], 'export would be gone, but other stacks import "Platform:'],
  ['an export of something else', PLATFORM, t => Object.assign((Object.values(t.Outputs as Json)[0] as Json), { Value: 'other' }), 'export would change, but other stacks import "Platform:'],
  ['another condition, in the template of a stack set', 'guardrails.Organization.OrganizationStackSetE39864DE', t => Object.assign(t.Conditions as Json, { IsHomeRegion: false }), 'would be there under another condition: IsHomeRegion'],
])('%s is found', (_, stack, change, words) => {
  expect(changed(stack, change).join('\n')).toContain(words);
});

test('what a replaced resource takes with it is found as well', () => {
  const found = changed(HEALTH, properties(BUCKET, { BucketName: 'mine' }));
  expect(found.filter(text => text.startsWith(`${POLICY} would be replaced: Bucket`))).toHaveLength(1);
});

const quietly = (type: string, values: Json) => properties(type, values);
test.each<[string, string, (template: Json) => void]>([
  ['tags', HEALTH, quietly(BUCKET, { Tags: [{ Key: 'team', Value: 'records' }] })],
  ['the document of a bucket policy', HEALTH, quietly(POLICY, { PolicyDocument: { Version: '2012-10-17', Statement: [] } })],
  ['the policy of a key', HEALTH, quietly(KEY, { KeyPolicy: { Version: '2012-10-17', Statement: [] } })],
  ['the rules of a lifecycle', HEALTH, quietly(BUCKET, { LifecycleConfiguration: { Rules: [] } })],
  ['versions', HEALTH, quietly(BUCKET, { VersioningConfiguration: { Status: 'Suspended' } })],
  ['encryption', HEALTH, quietly(BUCKET, { BucketEncryption: { ServerSideEncryptionConfiguration: [] } })],
  ['rotation', HEALTH, quietly(KEY, { EnableKeyRotation: false, RotationPeriodInDays: 90 })],
  ['the description of a key', HEALTH, quietly(KEY, { Description: 'other' })],
  ['the days of a log group', HEALTH, quietly('AWS::Logs::LogGroup', { RetentionInDays: 30 })],
  ['the selectors of a trail', PLATFORM, quietly('AWS::CloudTrail::Trail', { AdvancedEventSelectors: [] })],
  ['who may take a role', HEALTH, quietly(ROLE, { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] } })],
  ['the code of a function', PLATFORM, quietly('AWS::Lambda::Function', { Code: { ZipFile: 'other' } })],
  ['metadata', HEALTH, resource(BUCKET, r => Object.assign(r, { Metadata: { 'aws:cdk:path': 'x' } }))],
  ['an order', HEALTH, resource(BUCKET, r => Object.assign(r, { DependsOn: [] }))],
  ['a bucket more', HEALTH, t => Object.assign(t.Resources as Json, { New: { Type: BUCKET } })],
  ['a rule that goes', PLATFORM, remove('AWS::Events::Rule')],
  ['an alarm of another name', HEALTH, quietly('AWS::CloudWatch::Alarm', { AlarmName: 'other' })],
  ['more that is kept', PLATFORM, resource('AWS::SNS::Topic', r => Object.assign(r, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' }))],
])('%s is no loss', (_, stack, change) => {
  expect(changed(stack, change)).toEqual([]);
});

describe('the comparison of a release', () => {
  const NAME = 'buckets.Hipaa';
  const without = new Map([...release].filter(([stack]) => stack !== NAME));
  const said = (exceptions: Exception[]) => compare('0.0.0', release, without, exceptions);
  const exception = { release: '0.0.0', stack: NAME, id: '', reason: 'the test takes it out' };

  test('says of each loss which release, stack, resource and type', () => {
    const template = structuredClone(templateOf(NAME)) as Json;
    const id = idOf(template, BUCKET);
    template.Resources[id].Properties.BucketName = 'mine';
    const after = new Map([...release, [NAME, { ...release.get(NAME)!, template: template as unknown as Template }]]);
    expect(compare('0.0.0', release, after, [])).toContain(`0.0.0 ${NAME} ${id} (${BUCKET}) would be replaced: BucketName nothing -> "mine"`);
  });

  test('misses a stack that is not in the set any more', () => {
    expect(said([])).toEqual([`0.0.0 ${NAME}  (stack) is not in the set any more: add it again`]);
  });

  test('lets pass what was decided, for this release and this resource, and finds a decision that is not needed', () => {
    expect(said([exception])).toEqual([]);
    expect(said([{ ...exception, release: '0.0.1' }])).toHaveLength(1);
    expect(said([exception, { ...exception, id: 'Gone' }])).toEqual([`0.0.0 ${NAME} Gone is an exception that nothing needs: remove it from exceptions.ts`]);
  });

  test('is quiet about a release that is the same', () => expect(compare('0.0.0', release, release, [])).toEqual([]));
});
