import { App, DefaultStackSynthesizer, Duration, NestedStack, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { hipaaBucket, messageOf, synth } from './apps';
import { CompliantBucket, GdprBucket } from '../../src';

const env = { account: '111122223333', region: 'eu-central-1' };
const stackOf = () => new Stack(new App({ analyticsReporting: false }), 'Stack', { env });
const roleOf = (scope: Stack, id = 'Keys') => new iam.Role(scope, id, { assumedBy: new iam.AccountRootPrincipal() });
const keyOf = (scope: Stack) => new kms.Key(scope, 'Key', { enableKeyRotation: true });
const elsewhere: Readonly<Record<string, (stack: Stack) => [bucketIn: Stack, keyIn: Stack]>> = {
  'another stack': stack => [stack, new Stack(stack.node.root, 'Other', { env })],
  'the stack around the bucket\'s': stack => [new NestedStack(stack, 'Nested'), stack],
  'a nested stack': stack => [stack, new NestedStack(stack, 'Nested')],
};

describe.each(Object.entries(elsewhere))('a key of %s', (_, placesOf) => {
  test('decrypts for the portability role by that role\'s own policy', () => {
    const [bucketIn, keyIn] = placesOf(stackOf());
    new GdprBucket(bucketIn, 'Bucket', { retentionLimit: Duration.days(365), encryptionKey: keyOf(keyIn) });
    expect(messageOf(() => synth(bucketIn))).toBe('');
    const { Resources } = Template.fromStack(keyIn).toJSON() as { Resources: Record<string, { Type: string; Properties: unknown }> };
    expect(JSON.stringify(Object.values(Resources).filter(r => r.Type === 'AWS::KMS::Key'))).not.toContain('AllowPortability');
    Template.fromStack(bucketIn).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'kms:Decrypt', Effect: 'Allow' })]) },
    });
  });
});

test('a key is administered by the role that deploys its own stack', () => {
  const stack = stackOf();
  const cloudFormationExecutionRole = 'arn:aws:iam::111122223333:role/DeployKeys';
  const keys = new Stack(stack.node.root, 'KeyStack', { env, synthesizer: new DefaultStackSynthesizer({ cloudFormationExecutionRole }) });
  hipaaBucket(stack, { encryptionKey: keyOf(keys), keyAdministrators: [roleOf(keys)] });
  Template.fromStack(keys).hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: {
      Statement: Match.arrayWith([Match.objectLike({
        Sid: 'OthersDoNotAdminister', Condition: { ArnNotEquals: { 'aws:PrincipalArn': Match.arrayWith([cloudFormationExecutionRole]) } },
      })]),
    },
  });
});

test('two buckets with the same administrators of one key say so once', () => {
  const stack = stackOf();
  const [encryptionKey, admin] = [keyOf(stack), roleOf(stack)];
  for (const id of ['One', 'Two']) new CompliantBucket(stack, id, { encryptionKey, keyAdministrators: [admin] });
  expect(messageOf(() => synth(stack))).toBe('');
});

test.each<[string, (stack: Stack) => unknown, string]>([
  ['other administrators of a shared key', (stack) => {
    const encryptionKey = keyOf(stack);
    new CompliantBucket(stack, 'One', { encryptionKey, keyAdministrators: [roleOf(stack, 'A')] });
    new CompliantBucket(stack, 'Two', { encryptionKey, keyAdministrators: [roleOf(stack, 'B')] });
  }, 'Stack/Two: Stack/Key is administered by Stack/A already, for another bucket; name the same roles'],
  ['administrators of an imported key', (stack) => {
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab');
    hipaaBucket(stack, { encryptionKey, keyAdministrators: [roleOf(stack)] });
  }, 'Stack/Records: \'keyAdministrators\' manage Stack/Key, which is imported, so that its policy cannot be changed here; pass a kms.Key of this app'],
  ['administrators without a key', stack => new CompliantBucket(stack, 'Bucket', { keyAdministrators: [roleOf(stack)] }),
    'Stack/Bucket: \'keyAdministrators\' manage no key: the bucket has none; pass a kms.Key of this app'],
  ['an administrator that the key would wait for', stack => hipaaBucket(stack, { encryptionKey: keyOf(new Stack(stack.node.root, 'Other', { env })), keyAdministrators: [roleOf(stack)] }),
    'Stack/Records: Stack/Keys administers Other/Key, whose stack must be there before the stack of the bucket and of the role; make the role in the stack of the key'],
])('%s are an error', (_, make, says) => {
  expect(messageOf(() => make(stackOf()))).toContain(says);
});
