import { App, type AppProps, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { HipaaBucket, type HipaaBucketProps, NetworkPerimeter } from '../../src';

export const NETWORK = NetworkPerimeter.vpcIds(['vpc-0123456789abcdef0']);
export const RETENTION = s3.ObjectLockRetention.governance(Duration.days(2190));

export const stackOf = (props?: StackProps, app?: AppProps): Stack => new Stack(new App({ ...app, analyticsReporting: false }), 'Stack', props);

export function hipaaBucket(stack: Stack, props: Partial<HipaaBucketProps> = {}, id = 'Records'): HipaaBucket {
  return new HipaaBucket(stack, id, { retention: RETENTION, network: NETWORK, ...props });
}

export const synth = (stack: Stack) => (stack.node.root as App).synth();

/** The message of what a function throws; the empty string where it throws nothing. */
export function messageOf(action: () => unknown): string {
  try {
    action();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
