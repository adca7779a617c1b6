import { App, Aspects, Mixins, NestedStack, Shims, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ENV } from './buckets';
import { BaselineCompliance, HipaaCompliance } from '../../src';
import { messageOf, stackOf, synth } from '../constructs/apps';

type Json = Record<string, any>;

describe('the guard at the end of synthesis', () => {
  test.each<[string, (data: s3.CfnBucket) => void, string]>([
    ['a property override', data => data.addPropertyOverride('VersioningConfiguration.Status', 'Suspended'), 'control \'versioning-enabled\' fails'],
    ['a property that was set again', (data) => { data.ownershipControls = undefined; }, 'control \'acls-disabled\' fails'],
    ['a second policy', (data) => { new s3.CfnBucketPolicy(data.stack, 'Second', { bucket: data.ref, policyDocument: { Statement: [] } }); }, 'has more than one policy'],
    ['a statement that locks out who deploys', (data) => {
      s3.Bucket.fromCfnBucket(data).addToResourcePolicy(new iam.PolicyStatement({
        effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions: ['s3:PutBucketPolicy'], resources: [data.attrArn],
      }));
    }, 'locks out the role that deploys the stack'],
    ['a grant that the hardening refuses altogether', (data) => {
      const principals = [new iam.ArnPrincipal('arn:aws:iam::111122223333:role/writer')];
      const upload = { principals, actions: ['s3:PutObject'], resources: [`${data.attrArn}/*`] };
      const bucket = s3.Bucket.fromCfnBucket(data);
      bucket.addToResourcePolicy(new iam.PolicyStatement({ ...upload, sid: 'Http', conditions: { Bool: { 'aws:SecureTransport': 'false' } } }));
      bucket.addToResourcePolicy(new iam.PolicyStatement({ ...upload, sid: 'Https', conditions: { Bool: { 'aws:SecureTransport': 'true' } } }));
    }, 'DenyInsecureTransport refuses everything that the statement \'Http\' allows; change that statement'],
    ['a policy that is larger than S3 takes', (data) => {
      const principals = Array.from({ length: 250 }, (_, i) => new iam.ArnPrincipal(`arn:aws:iam::111122223333:role/a-role-with-quite-a-long-name-${i}-${'x'.repeat(20)}`));
      s3.Bucket.fromCfnBucket(data).addToResourcePolicy(new iam.PolicyStatement({ principals, actions: ['s3:GetObject'], resources: [`${data.attrArn}/*`] }));
    }, 'and S3 takes 20480'],
  ])('sees %s', (_, tamper, expected) => {
    const stack = stackOf({ env: ENV });
    const data = new s3.CfnBucket(stack, 'Data');
    Mixins.of(stack).apply(new BaselineCompliance());
    tamper(data);
    expect(messageOf(() => synth(stack))).toContain(expected);
  });

  test('in a nested stack and in a stage, where an aspect applies the mixin', () => {
    const app = new App({ analyticsReporting: false });
    const stack = new Stack(new Stage(app, 'Prod'), 'Stack', { env: ENV });
    const data = new s3.Bucket(new NestedStack(stack, 'Nested'), 'Data');
    new s3.CfnBucket(stack, 'Raw').addPropertyDeletionOverride('PublicAccessBlockConfiguration');
    Aspects.of(stack).add(Shims.asAspect(new BaselineCompliance()));
    (data.node.defaultChild as s3.CfnBucket).addPropertyDeletionOverride('VersioningConfiguration');
    const message = messageOf(() => app.synth());
    expect(message).toContain('Prod/Stack/Nested/Data: control \'versioning-enabled\' fails');
    expect(message).toContain('Prod/Stack/Raw: control \'public-access-blocked\' fails');
    expect(message.match(/fails/g)).toHaveLength(2);
  });
});

test('exceptions stand beside those that the bucket declares, and waive what the mixin could not give', () => {
  const stack = stackOf({ env: ENV });
  const exception = (control: string) => ({ control, reason: 'it exists without', owner: 'Jane Roe', expires: '2999-01-01' });
  const data = new s3.CfnBucket(stack, 'Data');
  data.addMetadata('cdk-s3-compliance', { personalDataTag: 'person', exceptions: [exception('vpc-only')] });
  Mixins.of(stack).apply(new HipaaCompliance({ exceptions: [exception('object-lock-enabled'), exception('default-retention')] }));
  expect(messageOf(() => synth(stack))).toBe('');
  expect(data.getMetadata('cdk-s3-compliance')).toMatchObject({ personalDataTag: 'person' });
  expect((data.getMetadata('cdk-s3-compliance') as Json).exceptions.map((e: Json) => e.control).sort()).toEqual(['default-retention', 'object-lock-enabled', 'vpc-only']);
});
