import { App, type AppProps, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  ComplianceFramework, CompliantBucket, type CompliantBucketProps, GdprBucket, type GdprBucketProps, HipaaBucket, type HipaaBucketProps,
  NetworkPerimeter, PciBucket, type PciBucketProps, Soc2Bucket, type Soc2BucketProps,
} from '../../src';

export const NETWORK = NetworkPerimeter.vpcIds(['vpc-0123456789abcdef0']);
export const RETENTION = s3.ObjectLockRetention.governance(Duration.days(2190));

export const stackOf = (props?: StackProps, app?: AppProps): Stack => new Stack(new App({ ...app, analyticsReporting: false }), 'Stack', props);

export function hipaaBucket(stack: Stack, props: Partial<HipaaBucketProps> = {}, id = 'Records'): HipaaBucket {
  return new HipaaBucket(stack, id, { retention: RETENTION, network: NETWORK, ...props });
}

export const ENDPOINT_ID = 'vpce-0123456789abcdef0';

/** A perimeter of one interface endpoint that exists already. */
export function endpoints(stack: Stack): NetworkPerimeter {
  const id = 'Endpoint';
  const endpoint = stack.node.tryFindChild(id) as ec2.IInterfaceVpcEndpoint | undefined
    ?? ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, id, { vpcEndpointId: ENDPOINT_ID, port: 443 });
  return NetworkPerimeter.vpcEndpoints([endpoint]);
}

export function pciBucket(stack: Stack, props: Partial<PciBucketProps> = {}, id = 'Records'): PciBucket {
  return new PciBucket(stack, id, { network: endpoints(stack), ...props });
}

/** The stack has to be in a Region of the European Union. */
export function gdprBucket(stack: Stack, props: Partial<GdprBucketProps> = {}, id = 'Records'): GdprBucket {
  return new GdprBucket(stack, id, { retentionLimit: Duration.days(365), ...props });
}

export function soc2Bucket(stack: Stack, props: Partial<Soc2BucketProps> = {}, id = 'Records'): Soc2Bucket {
  return new Soc2Bucket(stack, id, props);
}

export function hipaaPci(stack: Stack, props: Partial<CompliantBucketProps> = {}, id = 'Records'): CompliantBucket {
  const frameworks = [ComplianceFramework.HIPAA, ComplianceFramework.PCI_DSS];
  return new CompliantBucket(stack, id, { frameworks, retention: RETENTION, network: endpoints(stack), ...props });
}

/** The stack has to be in a Region of the European Union. */
export function gdprSoc2(stack: Stack, props: Partial<CompliantBucketProps> = {}, id = 'Records'): CompliantBucket {
  const frameworks = [ComplianceFramework.GDPR, ComplianceFramework.SOC2];
  return new CompliantBucket(stack, id, { frameworks, retentionLimit: Duration.days(3650), retention: RETENTION, ...props });
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
