import { App, Duration, NestedStack, PhysicalName, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { hipaaBucket, messageOf, NETWORK } from './apps';
import { deploy, type Deployed, only, policyFrom } from './deployed';
import { AccessLogBucket, BucketReplication, type BucketReplicationProps, CompliantBucket } from '../../src';
import { crossAccountPermissionChangesRefused, leastPrivilegePolicy, replicated, vpcOnly } from '../../src/controls';
import { decide } from '../../src/policy/decide';
import { awsRequester, type ContextValue } from '../../src/policy/request';
import { StackReadings } from '../../src/synth/stacks';

const [HERE, THERE] = ['111122223333', '222233334444'];
const appOf = () => new App({ analyticsReporting: false });
const stackIn = (app: App, id: string, account = HERE, region = 'eu-west-1', props = {}) => new Stack(app, id, { env: { account, region }, ...props });

interface Case {
  readonly app: App;
  readonly replication: BucketReplication;
  readonly destinationAccount: string;
  readonly destinationRegion: string;
  /** Logical id, name or ARN of what is imported. */
  readonly imported?: { readonly bucket: string; readonly key: string };
}

type Destination = (app: App, source: Stack) => Omit<Case, 'app' | 'replication'> & Omit<BucketReplicationProps, 'source'>;

function caseOf(destination: Destination): Case {
  const app = appOf();
  const stack = stackIn(app, 'Source');
  const source = hipaaBucket(stack);
  const { destinationAccount, destinationRegion, imported, ...props } = destination(app, stack);
  return { app, replication: new BucketReplication(stack, 'Replication', { source, ...props }), destinationAccount, destinationRegion, imported };
}

const CASES: Record<string, Destination> = {
  'one stack': (_, stack) => ({ destination: hipaaBucket(stack, {}, 'Copies'), destinationAccount: HERE, destinationRegion: 'eu-west-1' }),
  'another stack': app => ({ destination: hipaaBucket(stackIn(app, 'There'), {}, 'Copies'), destinationAccount: HERE, destinationRegion: 'eu-west-1' }),
  'another Region': app => ({
    destination: hipaaBucket(stackIn(app, 'There', HERE, 'eu-central-1'), { bucketName: 'copies' }, 'Copies'), destinationAccount: HERE, destinationRegion: 'eu-central-1',
  }),
  'another account': app => ({
    destination: hipaaBucket(stackIn(app, 'There', THERE), { bucketName: 'copies' }, 'Copies'), destinationAccount: THERE, destinationRegion: 'eu-west-1',
  }),
  'another account and Region': app => ({
    destination: hipaaBucket(stackIn(app, 'There', THERE, 'eu-central-1'), { bucketName: PhysicalName.GENERATE_IF_NEEDED }, 'Copies'), destinationAccount: THERE, destinationRegion: 'eu-central-1',
  }),
  'an imported bucket': (_, stack) => ({
    destination: s3.Bucket.fromBucketAttributes(stack, 'Copies', { bucketName: 'copies', region: 'eu-central-1' }),
    destinationKey: kms.Key.fromKeyArn(stack, 'TheirKey', `arn:aws:kms:eu-central-1:${HERE}:key/theirs`),
    destinationAccount: HERE,
    destinationRegion: 'eu-central-1',
    imported: { bucket: 'copies', key: `arn:aws:kms:eu-central-1:${HERE}:key/theirs` },
  }),
};

type Context = Record<string, ContextValue>;

/** A role's session of S3, as KMS and S3 see it. */
function ask(resources: Deployed[], found: { owner: string; policy?: unknown }, action: string, resource: string, context: Context) {
  const role = only(resources, 'AWS::IAM::Role', r => r.id.includes('ReplicationRole'));
  const requester = awsRequester(`arn:aws:iam::${HERE}:role/${role.properties.RoleName ?? role.id}`);
  const identity = [policyFrom(only(resources, 'AWS::IAM::ManagedPolicy').properties.PolicyDocument, 'identity policy')];
  const policy = found.policy === undefined ? undefined : policyFrom(found.policy, 'resource policy');
  return decide({ owner: found.owner, resource: policy, identity }, { action, resource, requester, context: { 'aws:ViaAWSService': 'false', ...context }, otherKeys: 'absent' });
}

const bucketOf = (resources: Deployed[], id: string) => only(resources, 'AWS::S3::Bucket', b => b.id.startsWith(id) && !b.id.includes('AccessLogs'));
const policyOf = (resources: Deployed[], id: string) => only(resources, 'AWS::S3::BucketPolicy', p => p.id.startsWith(id) && !p.id.includes('AccessLogs')).properties.PolicyDocument;
const keyOf = (resources: Deployed[], id: string) => only(resources, 'AWS::KMS::Key', k => k.id.startsWith(id));
const nameOf = ({ id, properties }: Deployed): string => properties.BucketName ?? id.toLowerCase();

describe.each(Object.keys(CASES))('to %s', (name) => {
  const { app, destinationAccount, destinationRegion, imported, replication } = caseOf(CASES[name]);
  const resources = deploy(app);
  const across = destinationAccount !== HERE;
  const source = bucketOf(resources, 'Records');
  const sourceArn = `arn:aws:s3:::${nameOf(source)}`;
  const copies = imported?.bucket ?? nameOf(bucketOf(resources, 'Copies'));
  const at = {
    source: { owner: HERE, policy: policyOf(resources, 'Records'), arn: sourceArn },
    destination: { owner: destinationAccount, policy: imported ? undefined : policyOf(resources, 'Copies'), arn: `arn:aws:s3:::${copies}` },
    sourceKey: { owner: HERE, policy: keyOf(resources, 'Records').properties.KeyPolicy, arn: `arn:aws:kms:eu-west-1:${HERE}:key/${keyOf(resources, 'Records').id}` },
    destinationKey: {
      owner: destinationAccount,
      policy: imported ? { Version: '2012-10-17', Statement: [] } : keyOf(resources, 'Copies').properties.KeyPolicy,
      arn: imported?.key ?? `arn:aws:kms:${destinationRegion}:${destinationAccount}:key/${keyOf(resources, 'Copies').id}`,
    },
  };
  const aliases = resources.filter(({ type }) => type === 'AWS::KMS::Alias').map(({ properties }) => properties.AliasName as string);
  const through = (region: string, bucket: string) => ({ 'kms:ViaService': `s3.${region}.amazonaws.com`, 'kms:EncryptionContext:aws:s3:arn': bucket });
  const S3 = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.2' };
  const WITHIN = through('eu-west-1', sourceArn);
  const OUT = { ...through(destinationRegion, at.destination.arn), 'kms:ResourceAliases': aliases };

  test.each<[where: keyof typeof at, below: string, actions: string, context: Context, outcome: 'allowed' | 'denied']>([
    ['source', '', 's3:GetReplicationConfiguration s3:ListBucket', S3, 'allowed'],
    ['source', '/a', 's3:GetObjectVersionForReplication s3:GetObjectVersionAcl s3:GetObjectVersionTagging s3:GetObjectRetention s3:GetObjectLegalHold', S3, 'allowed'],
    ['source', '/a', 's3:GetObjectVersionForReplication', {}, 'allowed'],
    ['source', '/a', 's3:GetObjectVersionForReplication', { ...S3, 'aws:SecureTransport': 'false' }, 'denied'],
    ['source', '/a', 's3:GetObject s3:GetObjectVersion s3:PutObject s3:DeleteObject s3:DeleteObjectVersion s3:ReplicateObject s3:BypassGovernanceRetention', S3, 'denied'],
    ['source', '', 's3:PutBucketPolicy s3:PutReplicationConfiguration s3:PutBucketVersioning', S3, 'denied'],
    ['destination', '/a', 's3:ReplicateObject s3:ReplicateDelete s3:ReplicateTags', S3, 'allowed'],
    ['destination', '/a', 's3:ReplicateObject s3:ReplicateDelete', { ...S3, 's3:x-amz-server-side-encryption': 'aws:kms' }, 'allowed'],
    ['destination', '/a', 's3:ObjectOwnerOverrideToBucketOwner', S3, across ? 'allowed' : 'denied'],
    ['destination', '/a', 's3:GetObject s3:PutObject s3:DeleteObject s3:DeleteObjectVersion s3:PutObjectRetention s3:BypassGovernanceRetention', S3, 'denied'],
    ['destination', '', 's3:ListBucket s3:PutBucketPolicy s3:PutBucketVersioning', S3, 'denied'],
    ['sourceKey', '', 'kms:Decrypt', WITHIN, 'allowed'],
    ['sourceKey', '', 'kms:Decrypt', through('eu-west-1', `${sourceArn}/a`), 'allowed'],
    ['sourceKey', '', 'kms:Decrypt', through('eu-west-1', `${sourceArn}-else`), 'denied'],
    ['sourceKey', '', 'kms:Decrypt', { ...WITHIN, 'kms:ViaService': 'sqs.eu-west-1.amazonaws.com' }, 'denied'],
    ['sourceKey', '', 'kms:Decrypt', {}, 'denied'],
    ['sourceKey', '', 'kms:Encrypt kms:GenerateDataKey kms:ScheduleKeyDeletion', { ...WITHIN, 'kms:ResourceAliases': aliases }, 'denied'],
    ['destinationKey', '', 'kms:Encrypt kms:GenerateDataKey kms:Decrypt', OUT, 'allowed'],
    ['destinationKey', '', 'kms:Encrypt', { ...OUT, ...through(destinationRegion, `${at.destination.arn}/a`) }, 'allowed'],
    ['destinationKey', '', 'kms:Encrypt kms:Decrypt', { ...OUT, ...through(destinationRegion, 'arn:aws:s3:::else') }, 'denied'],
    ['destinationKey', '', 'kms:Encrypt', { ...OUT, 'kms:ResourceAliases': ['alias/another-key'] }, aliases.length > 0 ? 'denied' : 'allowed'],
    ['destinationKey', '', 'kms:Encrypt kms:Decrypt', { 'kms:ResourceAliases': aliases }, 'denied'],
    ['destinationKey', '', 'kms:CreateGrant kms:PutKeyPolicy', OUT, 'denied'],
  ])('at the %s%s: %s', (where, below, actions, context, outcome) => {
    const { arn, ...found } = at[where];
    const asked = actions.split(' ');
    const outcomes = asked.map(action => `${action} ${ask(resources, found, action, arn + below, context).outcome}`);
    expect(outcomes).toEqual(asked.map(action => `${action} ${outcome}`));
  });

  test('nobody else of the source\'s account may put replicas there', () => {
    if (imported || !across) return;
    const everything = policyFrom({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }, 'identity policy');
    const requester = awsRequester(`arn:aws:iam::${HERE}:role/other`);
    const asked = { requester, context: { ...S3, ...OUT }, otherKeys: 'absent' } as const;
    const of = (policy: unknown) => ({ owner: THERE, resource: policyFrom(policy, 'resource policy'), identity: [everything] });
    expect(decide(of(at.destination.policy), { ...asked, action: 's3:ReplicateObject', resource: `${at.destination.arn}/a` }).outcome).toBe('denied');
    expect(decide(of(at.destinationKey.policy), { ...asked, action: 'kms:Encrypt', resource: at.destinationKey.arn }).outcome).toBe('denied');
  });

  test('the rule', () => {
    const elsewhere = across || (destinationRegion !== 'eu-west-1' && !imported);
    const key = elsewhere ? `arn:aws:kms:${destinationRegion}:${destinationAccount}:${aliases[0]}` : at.destinationKey.arn;
    expect(source.properties.ReplicationConfiguration).toEqual({
      Role: expect.stringContaining(`arn:aws:iam::${HERE}:role/`),
      Rules: [{
        Id: expect.stringMatching(/^Source-Replication/),
        Priority: 1,
        Status: 'Enabled',
        Filter: { Prefix: '' },
        DeleteMarkerReplication: { Status: 'Disabled' },
        SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
        Destination: {
          Bucket: at.destination.arn,
          EncryptionConfiguration: { ReplicaKmsKeyID: key },
          ...across ? { Account: THERE, AccessControlTranslation: { Owner: 'Destination' } } : {},
        },
      }],
    });
    expect(aliases).toHaveLength(elsewhere ? 1 : 0);
  });

  test('nothing waits for itself', () => {
    for (const stack of app.node.children.filter(Stack.isStack)) expect(messageOf(() => Template.fromStack(stack as Stack))).toBe('');
  });

  test('the destination is deployed first', () => {
    const there = app.node.tryFindChild('There') as Stack | undefined;
    if (there) expect(Stack.of(replication).dependencies).toContain(there);
  });
});

interface Made {
  readonly app: App;
  readonly stack: Stack;
  readonly source: CompliantBucket;
}

const imported = (stack: Stack, attributes: Partial<s3.BucketAttributes> = {}) =>
  s3.Bucket.fromBucketAttributes(stack, 'Imported', { bucketName: 'copies', ...attributes });
const keyArn = (stack: Stack, arn: string) => kms.Key.fromKeyArn(stack, 'ImportedKey', arn);
const THEIRS = `arn:aws:kms:eu-west-1:${HERE}:key/theirs`;

describe('destinations that are refused', () => {
  const inEurope = ({ source }: Made) => {
    Object.assign(source, { _allowedRegions: ['eu-west-1', 'eu-central-1'] });
  };
  test.each<[string, (made: Made) => Partial<BucketReplicationProps>, string[]]>([
    ['the source', ({ source }) => ({ destination: source }), ['\'destination\' is the source itself, Source/Records']],
    ['the source by its name', ({ stack }) => {
      const named = hipaaBucket(stack, { bucketName: 'copies' }, 'Named');
      return { source: named, destination: imported(stack), destinationKey: keyArn(stack, THEIRS) };
    }, ['is the source itself']],
    ['a log bucket', ({ stack }) => ({ destination: new AccessLogBucket(stack, 'Logs') }), ['access log bucket Source/Logs', 'pass a CompliantBucket']],
    ['a plain bucket', ({ stack }) => ({ destination: new s3.Bucket(stack, 'Plain') }), ['Source/Plain, which is no CompliantBucket', 'make it a CompliantBucket']],
    ['a bucket of another framework', ({ stack }) => ({ destination: new CompliantBucket(stack, 'Baseline') }), ['does not support HIPAA', 'frameworks']],
    ['a bucket without a lock', ({ stack }) => ({
      source: new CompliantBucket(stack, 'Locked', { retention: s3.ObjectLockRetention.governance(Duration.days(1)) }), destination: new CompliantBucket(stack, 'Open'),
    }), ['Source/Open, which has no Object Lock', 'retention']],
    ['no bucket', () => ({ destination: 'copies' as unknown as s3.IBucket }), ['\'destination\' cannot be "copies"']],
    ['no source', ({ stack }) => ({ source: new s3.Bucket(stack, 'Plain') as unknown as CompliantBucket }), ['\'source\' cannot be an object of another kind', 'pass a CompliantBucket']],
    ['a source that has rules already', ({ stack, source }) => {
      (source.node.defaultChild as s3.CfnBucket).replicationConfiguration = { role: 'r', rules: [] };
      return { destination: hipaaBucket(stack, {}, 'Copies') };
    }, ['has a replication configuration already']],
    ['a bucket without a name in another Region', ({ app }) => ({ destination: hipaaBucket(stackIn(app, 'There', HERE, 'eu-central-1')) }),
      ['There/Records in another account or Region', 'bucketName, or PhysicalName.GENERATE_IF_NEEDED']],
    ['a bucket somewhere', ({ app }) => ({ destination: hipaaBucket(new Stack(app, 'There')) }), ['which may be in another account or Region', 'give both stacks an env']],
    ['a bucket whose stack waits for the source', ({ app, stack }) => {
      const there = stackIn(app, 'There');
      there.addStackDependency(stack);
      return { destination: hipaaBucket(there) };
    }, ['its stack cannot be deployed before that of the source', 'import it by its name']],
    ['a bucket of another stage', ({ app }) => ({ destination: hipaaBucket(new Stack(new Stage(app, 'Stage'), 'There', { env: { account: HERE, region: 'eu-west-1' } })) }),
      ['its stack cannot be deployed before', 'import it by its name']],
    ['a bucket that is replicated to the source', ({ stack, source }) => {
      const back = hipaaBucket(stack, {}, 'Back');
      new BucketReplication(stack, 'There', { source: back, destination: source });
      return { destination: back };
    }, ['Source/Back is replicated to Source/Records', 'replicate one way']],
    ['a bucket twice', ({ stack, source }) => {
      const destination = hipaaBucket(stack, {}, 'Copies');
      new BucketReplication(stack, 'There', { source, destination });
      return { destination };
    }, ['is replicated to Source/Copies already']],
    ['another Region than it has', ({ stack }) => ({ destination: hipaaBucket(stack, {}, 'Copies'), destinationRegion: 'us-east-1' }), ['\'destinationRegion\' is us-east-1']],
    ['another account than it has', ({ stack }) => ({ destination: hipaaBucket(stack, {}, 'Copies'), destinationAccount: THERE }), [`'destinationAccount' is ${THERE}`]],
    ['a Region that is not allowed', (made) => {
      inEurope(made);
      return { destination: hipaaBucket(stackIn(made.app, 'There', HERE, 'us-east-1'), { bucketName: 'copies' }) };
    }, ['is in us-east-1', 'eu-west-1, eu-central-1 only', '(the \'allowedRegions\' of this bucket against HIPAA Security Rule 164.308(a)(7)(i)']],
    ['an imported bucket in a Region that is not allowed', (made) => {
      inEurope(made);
      return { destination: imported(made.stack), destinationRegion: 'us-east-1', destinationKey: keyArn(made.stack, THEIRS) };
    }, ['is in us-east-1', 'only']],
    ['an imported bucket of a Region that nobody stated', (made) => {
      inEurope(made);
      return { destination: imported(made.stack), destinationKey: keyArn(made.stack, THEIRS) };
    }, ['nobody knows here which Region Source/Imported is in', 'pass destinationRegion']],
    ['a bucket of a Region that deployment decides', ({ app }) => {
      const stack = new Stack(app, 'Anywhere');
      const source = hipaaBucket(stack);
      Object.assign(source, { _allowedRegions: ['eu-west-1'] });
      return { source, destination: hipaaBucket(stack, {}, 'Copies') };
    }, ['nobody knows here which Region', 'give its stack an env with a region']],
    ['an imported bucket without a key', ({ stack }) => ({ destination: imported(stack) }), ['Source/Records has a KMS key', 'pass destinationKey']],
    ['a bucket with SSE-S3', ({ stack }) => ({
      source: new CompliantBucket(stack, 'Encrypted', { encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }) }), destination: new CompliantBucket(stack, 'Open'),
    }), ['has a KMS key', 'pass destinationKey']],
    ['another key than its own', ({ stack }) => ({ destination: hipaaBucket(stack, {}, 'Copies'), destinationKey: new kms.Key(stack, 'Key') }),
      ['Source/Copies encrypts with Source/Copies/Key', 'leave destinationKey out']],
    ['a key of another Region', ({ stack }) => ({ destination: imported(stack, { region: 'eu-central-1' }), destinationKey: keyArn(stack, THEIRS.replace('/theirs', '/mrk-1')) }),
      ['is in eu-west-1', 'a multi-Region key included', 'pass a key in eu-central-1']],
    ['a multi-Region key where the Region matters', (made) => {
      inEurope(made);
      return { destination: imported(made.stack), destinationRegion: 'eu-west-1', destinationKey: keyArn(made.stack, THEIRS.replace('/theirs', '/mrk-1')) };
    }, ['is a multi-Region key']],
    ['a key of a stack that may be anywhere', ({ app, stack }) => ({
      destination: imported(stack), destinationKey: new kms.Key(new Stack(app, 'Keys'), 'Key'),
    }), ['\'destinationKey\' is Keys/Key, which may be in another account or Region', 'give both stacks an env']],
    ['a key whose stack waits for the source', ({ app, stack }) => {
      const keys = stackIn(app, 'Keys', HERE, 'eu-central-1');
      keys.addStackDependency(stack);
      return { destination: imported(stack, { region: 'eu-central-1' }), destinationKey: new kms.Key(keys, 'Key') };
    }, ['\'destinationKey\' is Keys/Key, and its stack cannot be deployed before']],
    ['no key', ({ stack }) => ({ destination: imported(stack), destinationKey: THEIRS as unknown as kms.IKey }), ['\'destinationKey\' cannot be', 'pass a kms.Key']],
    ['no account', ({ stack }) => ({ destination: imported(stack), destinationAccount: '*' }), ['\'destinationAccount\' cannot be "*"', '12 digits']],
    ['no Region', ({ stack }) => ({ destination: imported(stack), destinationRegion: 'Ireland' }), ['\'destinationRegion\' cannot be "Ireland"']],
    ['no storage class', ({ stack }) => ({ destination: imported(stack), storageClass: 'GLACIER' as unknown as s3.StorageClass }), ['\'storageClass\' cannot be "GLACIER"']],
    ['an alias that nobody knows', ({ stack }) => ({ destination: imported(stack), destinationKey: kms.Alias.fromAliasName(stack, 'Alias', 'alias/x') }),
      ['\'destinationKey\' is an alias']],
  ])('%s', (_, make, parts) => {
    const app = appOf();
    const stack = stackIn(app, 'Source');
    const source = hipaaBucket(stack);
    const message = messageOf(() => new BucketReplication(stack, 'Replication', { source, destination: source, ...make({ app, stack, source }) }));
    for (const part of ['Source/Replication: ', ...parts]) expect(message).toContain(part);
  });
});

describe('imported buckets', () => {
  const warnings = (make: (stack: Stack) => Partial<BucketReplicationProps>) => {
    const stack = stackIn(appOf(), 'Source');
    const source = hipaaBucket(stack);
    const replication = new BucketReplication(stack, 'Replication', { source, destination: source, ...make(stack) });
    return { source, role: replication.role, found: Annotations.fromStack(stack).findWarning('/Source/Replication', Match.anyValue()).map(({ entry }) => String(entry.data)) };
  };

  test('of this account', () => {
    const { found } = warnings(stack => ({ destination: imported(stack), destinationKey: keyArn(stack, THEIRS) }));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain('nothing is known here of the imported bucket Source/Imported; see that it keeps versions, has Object Lock and is as compliant');
  });

  test('of another account: what they must allow, to copy and paste', () => {
    const { found, source } = warnings(stack => ({
      destination: imported(stack, { account: THERE, region: 'eu-central-1' }), destinationKey: keyArn(stack, `arn:aws:kms:eu-central-1:${THERE}:key/theirs`),
    }));
    const statement = (about: string) => JSON.parse(/add (\{.*\}) to it/.exec(found.find(text => text.includes(about))!)![1]);
    const roleArn = expect.stringMatching(new RegExp(`^arn:\\$\\{AWS::Partition\\}:iam::${HERE}:role/[a-z0-9-]+$`));
    expect(statement('imported Source/Imported cannot be changed')).toEqual({
      Action: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags', 's3:ObjectOwnerOverrideToBucketOwner'],
      Condition: { ArnEquals: { 'aws:PrincipalArn': roleArn } },
      Effect: 'Allow',
      Principal: { AWS: `arn:\${AWS::Partition}:iam::${HERE}:root` },
      Resource: 'arn:${AWS::Partition}:s3:::copies/*',
    });
    expect(statement('imported Source/ImportedKey cannot be changed')).toMatchObject({
      Action: ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:Decrypt'],
      Condition: {
        ArnEquals: { 'aws:PrincipalArn': roleArn },
        StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' },
        StringLike: { 'kms:EncryptionContext:aws:s3:arn': ['arn:${AWS::Partition}:s3:::copies', 'arn:${AWS::Partition}:s3:::copies/*'] },
      },
      Resource: '*',
    });
    const app = source.node.root as App;
    const role = only(deploy(app), 'AWS::IAM::Role', r => r.id.includes('ReplicationRole'));
    expect(found[0]).toContain(`:role/${role.properties.RoleName}"`);
  });

  test('of another account than one that deployment decides', () => {
    const stack = new Stack(appOf(), 'Source');
    new BucketReplication(stack, 'Replication', { source: new CompliantBucket(stack, 'Records'), destination: imported(stack, { account: THERE }) });
    const found = Annotations.fromStack(stack).findWarning('/Source/Replication', Match.anyValue()).map(({ entry }) => String(entry.data));
    expect(found[0]).toMatch(/"aws:PrincipalArn":"\$\{RecordsReplicationRole[A-Z0-9]+\.Arn\}".*arn:\$\{AWS::Partition\}:iam::\$\{AWS::AccountId\}:root/);
  });

  test('of this account, with a key of another account', () => {
    const stack = stackIn(appOf(), 'Source');
    const theirs = keyArn(stack, `arn:aws:kms:eu-west-1:${THERE}:key/12345678-1234-1234-1234-123456789012`);
    new BucketReplication(stack, 'Replication', { source: hipaaBucket(stack), destination: hipaaBucket(stack, { encryptionKey: theirs }, 'Copies') });
    const [found, ...more] = Annotations.fromStack(stack).findWarning('/Source/Replication', Match.anyValue()).map(({ entry }) => String(entry.data));
    expect(found).toMatch(/imported Source\/ImportedKey cannot be changed.*"kms:Encrypt".*"kms:EncryptionContext:aws:s3:arn":\["\$\{Copies/);
    expect(more).toEqual([]);
  });

  test('with a key that another stack makes', () => {
    const app = appOf();
    const stack = stackIn(app, 'Source');
    const keys = stackIn(app, 'Keys', THERE, 'eu-central-1');
    const destination = imported(stack, { account: THERE, region: 'eu-central-1' });
    new BucketReplication(stack, 'Replication', { source: hipaaBucket(stack), destination, destinationKey: new kms.Key(keys, 'Key') });
    const resources = deploy(app);
    expect(stack.dependencies).toContain(keys);
    expect(bucketOf(resources, 'Records').properties.ReplicationConfiguration.Rules[0].Destination.EncryptionConfiguration.ReplicaKmsKeyID)
      .toBe(`arn:aws:kms:eu-central-1:${THERE}:${only(resources, 'AWS::KMS::Alias').properties.AliasName}`);
    expect(only(resources, 'AWS::KMS::Key', k => k.stack === 'Keys').properties.KeyPolicy.Statement[1]).toMatchObject({
      Action: ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:Decrypt'],
      Condition: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': ['arn:aws:s3:::copies', 'arn:aws:s3:::copies/*'] } },
    });
  });

  test('with a source whose key is another account\'s', () => {
    const stack = stackIn(appOf(), 'Source');
    const source = new CompliantBucket(stack, 'Records', { encryptionKey: keyArn(stack, `arn:aws:kms:eu-west-1:${THERE}:key/12345678-1234-1234-1234-123456789012`) });
    new BucketReplication(stack, 'Replication', { source, destination: hipaaBucket(stack, {}, 'Copies') });
    const [found, ...more] = Annotations.fromStack(stack).findWarning('/Source/Replication', Match.anyValue()).map(({ entry }) => String(entry.data));
    expect(found).toMatch(/imported Source\/ImportedKey cannot be changed.*"kms:Decrypt".*"aws:PrincipalArn":"[^"]*ReplicationRole.*"kms:EncryptionContext:aws:s3:arn":\["\$\{Records/);
    expect(more).toEqual([]);
  });

  test('an account that is stated', () => {
    const { found, source } = warnings(stack => ({ destination: imported(stack), destinationKey: keyArn(stack, THEIRS), destinationAccount: THERE }));
    expect(found).toHaveLength(2);
    const [rule] = only(deploy(source.node.root as App), 'AWS::S3::Bucket', b => b.id.startsWith('Records') && !b.id.includes('Logs')).properties.ReplicationConfiguration.Rules;
    expect(rule.Destination).toMatchObject({ Account: THERE, AccessControlTranslation: { Owner: 'Destination' } });
  });
});

test('several replications share the role, and each has its own rule', () => {
  const app = appOf();
  const stack = stackIn(app, 'Source');
  const source = hipaaBucket(stack);
  const there = stackIn(app, 'There', HERE, 'eu-central-1');
  const far = hipaaBucket(there, { bucketName: PhysicalName.GENERATE_IF_NEEDED }, 'Far');
  const near = hipaaBucket(stack, {}, 'Near');
  const replications = [
    new BucketReplication(stack, 'ToNear', { source, destination: near, deleteMarkers: true, timeControl: true, storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL }),
    new BucketReplication(there, 'ToFar', { source, destination: far }),
    new BucketReplication(stack, 'NearToFar', { source: near, destination: far }),
  ];
  expect(replications[0].role).toBe(replications[1].role);
  expect(replications[2].role).not.toBe(replications[1].role);
  const resources = deploy(app);
  const { Rules } = bucketOf(resources, 'Records').properties.ReplicationConfiguration;
  expect(Rules.map(({ Priority, Id }: { Priority: number; Id: string }) => [Priority, Id.split('-')[1]])).toEqual([[1, 'ToNear'], [2, 'ToFar']]);
  expect(Rules[0]).toMatchObject({
    DeleteMarkerReplication: { Status: 'Enabled' },
    Destination: {
      StorageClass: 'GLACIER_IR',
      ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } },
      Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } },
    },
  });
  expect(Rules[1].Destination.Bucket).toBe(`arn:aws:s3:::${nameOf(bucketOf(resources, 'Far'))}`);
  expect(resources.filter(({ type }) => type === 'AWS::KMS::Alias')).toHaveLength(1);
});

test('a key of this app behind an alias, two stacks that refer across Regions, a source with SSE-S3', () => {
  const app = appOf();
  const stack = stackIn(app, 'Source', HERE, 'eu-west-1', { crossRegionReferences: true });
  const there = stackIn(app, 'There', HERE, 'eu-central-1', { crossRegionReferences: true });
  const source = new CompliantBucket(stack, 'Records');
  const key = new kms.Key(there, 'Key', { enableKeyRotation: true });
  const destination = new CompliantBucket(there, 'Copies', { encryptionKey: key });
  new BucketReplication(stack, 'Replication', { source, destination, destinationKey: new kms.Alias(there, 'Alias', { aliasName: 'alias/copies', targetKey: key }) });
  expect(messageOf(() => app.synth())).toBe('');
  expect(key.node.tryFindChild('ReplicaAlias')).toBeUndefined();
});

test('nested stacks', () => {
  const app = appOf();
  const stack = stackIn(app, 'Source');
  const nested = new NestedStack(stack, 'Nested');
  new BucketReplication(stack, 'Up', { source: hipaaBucket(nested), destination: hipaaBucket(stack, {}, 'Copies') });
  expect(messageOf(() => app.synth())).toBe('');
});

test('stacks without an environment', () => {
  const app = appOf();
  const stack = new Stack(app, 'Source');
  new BucketReplication(stack, 'Replication', { source: hipaaBucket(stack), destination: hipaaBucket(new Stack(app, 'There'), {}, 'Copies') });
  expect(messageOf(() => app.synth())).toBe('');
});

test('the network still keeps everybody else out, and the bucket counts as replicated', () => {
  const app = appOf();
  const stack = stackIn(app, 'Source');
  const source = hipaaBucket(stack, { network: NETWORK });
  new BucketReplication(stack, 'Replication', { source, destination: hipaaBucket(stack, {}, 'Copies') });
  app.synth();
  const { posture } = new StackReadings(app).of(source.node.defaultChild as s3.CfnBucket)!.alternatives[0];
  const outcomes = [vpcOnly, replicated, leastPrivilegePolicy, crossAccountPermissionChangesRefused].map(control => `${control.id} ${control.test(posture).outcome}`);
  expect(outcomes).toEqual(['vpc-only pass', 'replicated pass', 'least-privilege-policy pass', 'cross-account-permission-changes-refused pass']);
});
