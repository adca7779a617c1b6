import { Duration, type Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { IMixin } from 'constructs';
import { BaselineCompliance, GdprCompliance, HipaaCompliance, NetworkPerimeter, PciCompliance, Soc2Compliance } from '../../src';

export const ENV = { account: '111122223333', region: 'eu-central-1' };

/** A perimeter anew each time: two that mean the same are no conflict. */
export const endpoints = (vpcEndpointId = 'vpce-0123456789abcdef0') => NetworkPerimeter.vpcEndpoints([{ vpcEndpointId } as ec2.IVpcEndpoint]);
export const retention = () => s3.ObjectLockRetention.governance(Duration.days(300));

/** What each framework makes its user state, and no more; by the id of the framework. */
export const MIXINS: Readonly<Record<string, () => IMixin>> = {
  'baseline': () => new BaselineCompliance(),
  'hipaa': () => new HipaaCompliance({ retention: retention(), network: endpoints(), newBuckets: true }),
  'pci-dss-4-0-1': () => new PciCompliance({ network: endpoints() }),
  'gdpr': () => new GdprCompliance({ retentionLimit: Duration.days(365) }),
  'soc2': () => new Soc2Compliance(),
};

type Json = Record<string, any>;

/** The resources of a stack as they would be written, without a synthesis; statements and rules in an order of their own. */
export function resourcesOf(stack: Stack): Json {
  const { _toCloudFormation: render } = stack as unknown as { _toCloudFormation: () => object };
  const { Resources = {} } = stack.resolve(render.call(stack)) as { Resources?: Json };
  return sorted(Resources) as Json;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(sorted);
    return items.every(item => typeof item === 'object') ? items.sort((a, b) => JSON.stringify(a) < JSON.stringify(b) ? -1 : 1) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([key, item]) => [key, sorted(item)]));
}
