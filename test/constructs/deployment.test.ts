import {
  App, BootstraplessSynthesizer, CfnResource, CliCredentialsStackSynthesizer, DefaultStackSynthesizer, type IStackSynthesizer, LegacyStackSynthesizer,
  NestedStack, Stack,
} from 'aws-cdk-lib';
import { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { deploymentRoleArn } from '../../src/constructs/deployment';

const CUSTOM = 'arn:aws:iam::111122223333:role/deployer';
const BOOTSTRAPPED = 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/cdk-hnb659fds-cfn-exec-role-${AWS::AccountId}-${AWS::Region}';
const ENV = { account: '111122223333', region: 'eu-west-1' };

function appWith(synthesizer: IStackSynthesizer | undefined, env?: typeof ENV, context?: Record<string, string>) {
  const app = new App({ analyticsReporting: false, context });
  return { app, stack: new Stack(app, 'Stack', { synthesizer, env }) };
}

/** Each is also what the cloud assembly tells the command line to deploy with. */
test.each<[string, IStackSynthesizer | undefined, typeof ENV | undefined, unknown]>([
  ['the default', undefined, undefined, { 'Fn::Sub': BOOTSTRAPPED }],
  ['the default, with an environment', undefined, ENV,
    { 'Fn::Sub': 'arn:${AWS::Partition}:iam::111122223333:role/cdk-hnb659fds-cfn-exec-role-111122223333-eu-west-1' }],
  ['a qualifier', new DefaultStackSynthesizer({ qualifier: 'abc' }), undefined, { 'Fn::Sub': BOOTSTRAPPED.replace('hnb659fds', 'abc') }],
  ['a role', new DefaultStackSynthesizer({ cloudFormationExecutionRole: CUSTOM }), undefined, CUSTOM],
  ['a role with placeholders', new DefaultStackSynthesizer({ cloudFormationExecutionRole: 'arn:aws:iam::${AWS::AccountId}:role/${Qualifier}-x' }), undefined,
    { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/hnb659fds-x' }],
  ['an empty role', new DefaultStackSynthesizer({ cloudFormationExecutionRole: '' }), undefined, undefined],
  ['no bootstrap', new BootstraplessSynthesizer(), undefined, { 'Fn::Sub': BOOTSTRAPPED }],
  ['no bootstrap, with a role', new BootstraplessSynthesizer({ cloudFormationExecutionRoleArn: CUSTOM }), undefined, CUSTOM],
  ['the caller\'s credentials', new CliCredentialsStackSynthesizer(), undefined, undefined],
  ['legacy', new LegacyStackSynthesizer(), undefined, undefined],
])('%s', (_, synthesizer, env, expected) => {
  const { app, stack } = appWith(synthesizer, env);
  new CfnResource(stack, 'Anything', { type: 'AWS::SNS::Topic' });
  const found = stack.resolve(deploymentRoleArn(stack)) as undefined | string | Record<string, string>;
  expect(found).toEqual(expected);
  const artifact = app.synth().artifacts.find((a): a is CloudFormationStackArtifact => a instanceof CloudFormationStackArtifact);
  const told = (() => {
    try {
      return artifact?.cloudFormationExecutionRoleArn;
    } catch {
      return undefined;
    }
  })();
  expect(typeof found === 'object' ? found['Fn::Sub'] : found).toEqual(told || undefined);
});

test('a qualifier in the context', () => {
  const { stack } = appWith(undefined, undefined, { '@aws-cdk/core:bootstrapQualifier': 'ctx' });
  expect(stack.resolve(deploymentRoleArn(stack))).toEqual({ 'Fn::Sub': BOOTSTRAPPED.replace('hnb659fds', 'ctx') });
});

test('nested stacks are deployed with the role of the stack around them', () => {
  const { stack } = appWith(new DefaultStackSynthesizer({ cloudFormationExecutionRole: CUSTOM }));
  const nested = new NestedStack(new NestedStack(stack, 'Nested'), 'Deep');
  expect(nested.resolve(deploymentRoleArn(new CfnResource(nested, 'Anything', { type: 'AWS::SNS::Topic' })))).toBe(CUSTOM);
});
