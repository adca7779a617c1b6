import { type App, CfnParameter, Stack, type StackProps, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { gdprBucket, gdprSoc2, hipaaBucket, hipaaPci, pciBucket, RETENTION, soc2Bucket, stackOf } from './apps';
import { type CompliantBucket, type CompliantBucketProps, NetworkPerimeter } from '../../src';

export const ACCOUNT = '111122223333';
export const BUCKETS = { hipaaBucket, pciBucket, gdprBucket, soc2Bucket, hipaaPci, gdprSoc2 } as const;
export type Name = keyof typeof BUCKETS;
export const PERSONAL: readonly string[] = ['gdprBucket', 'gdprSoc2'];
export const ENDPOINTS: readonly string[] = ['pciBucket', 'hipaaPci'];

/** Where a stack is; personal data asks for a Region. */
export const PLACES: Readonly<Record<string, StackProps>> = {
  'a known account and Region': { env: { account: ACCOUNT, region: 'eu-central-1' } },
  'a known Region': { env: { region: 'eu-central-1' } },
  'any account and Region': {},
};

/** How a role comes to be known. */
export const ROLES: Readonly<Record<string, (stack: Stack, name: string) => iam.IRole>> = {
  'of the stack': (stack, name) => new iam.Role(stack, name, { assumedBy: new iam.AccountRootPrincipal() }),
  'with a name, of the stack': (stack, name) => new iam.Role(stack, name, { assumedBy: new iam.AccountRootPrincipal(), roleName: `my-${name}` }),
  'imported by its ARN': (stack, name) => iam.Role.fromRoleArn(stack, name, `arn:aws:iam::${ACCOUNT}:role/${name}`),
  'of another stack': (stack, name) => {
    const [account, region] = [stack.account, stack.region].map(known => Token.isUnresolved(known) ? undefined : known);
    const other = stack.node.root.node.tryFindChild('Roles') ?? new Stack(stack.node.root as App, 'Roles', { env: { account, region } });
    return new iam.Role(other, name, { assumedBy: new iam.AccountRootPrincipal() });
  },
  'named by a parameter': (stack, name) => iam.Role.fromRoleArn(stack, name, new CfnParameter(stack, `${name}Arn`).valueAsString),
  'imported by its name': (stack, name) => iam.Role.fromRoleName(stack, name, name),
};

/** How a network is known. */
export const NETWORKS: Readonly<Record<string, (stack: Stack, endpoints: boolean, exemptRoles: iam.IRole[]) => NetworkPerimeter>> = {
  'a known network': (stack, endpoints, exemptRoles) => endpoints
    ? NetworkPerimeter.vpcEndpoints([ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'E', { vpcEndpointId: 'vpce-0a', port: 443 })], { exemptRoles })
    : NetworkPerimeter.vpcIds(['vpc-0a', 'vpc-0b'], { exemptRoles }),
  'a network of the stack': (stack, endpoints, exemptRoles) => {
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 });
    if (!endpoints) return NetworkPerimeter.vpcs([vpc], { exemptRoles });
    return NetworkPerimeter.vpcEndpoints([vpc.addInterfaceEndpoint('S3', { service: ec2.InterfaceVpcEndpointAwsService.S3 })], { exemptRoles });
  },
};

export interface Made {
  readonly stack: Stack;
  readonly bucket: CompliantBucket;
  readonly roles: Readonly<Record<'breakGlass' | 'replicator' | 'locks' | 'cleaner' | 'keys' | 'eraser' | 'app', iam.IRole>>;
}

interface Choice {
  readonly place?: string;
  readonly role?: string;
  readonly network?: string;
  readonly without?: readonly (keyof CompliantBucketProps)[];
}

/** A bucket with every option that spares somebody. */
export function made(name: Name, { place = 'a known Region', role = 'of the stack', network = 'a known network', without = [] }: Choice = {}): Made {
  const stack = stackOf(PLACES[place]);
  const named = (id: string) => ROLES[role](stack, id);
  const roles = {
    breakGlass: named('BreakGlass'), replicator: named('Replicator'), locks: named('Locks'), cleaner: named('Cleaner'), keys: named('Keys'), eraser: named('Eraser'), app: named('App'),
  };
  const props: Partial<CompliantBucketProps> = {
    network: NETWORKS[network](stack, ENDPOINTS.includes(name), [roles.breakGlass]),
    retention: RETENTION,
    lockAdministrators: [roles.locks],
    mfaExemptRoles: [roles.cleaner],
    ...name === 'soc2Bucket' ? {} : { keyAdministrators: [roles.keys] },
    ...PERSONAL.includes(name) ? { erasureRole: roles.eraser, retentionLimit: RETENTION.duration.plus(RETENTION.duration) } : {},
  };
  for (const key of without) delete (props as Record<string, unknown>)[key];
  const bucket = (BUCKETS[name] as (stack: Stack, props: object) => CompliantBucket)(stack, props);
  bucket._exemptRole(roles.replicator);
  return { stack, bucket, roles };
}

export const deny = (
  bucket: CompliantBucket, actions: string[], conditions?: Record<string, unknown>, resources = [bucket.bucketArn, bucket.arnForObjects('*')],
) => bucket.addToResourcePolicy(new iam.PolicyStatement({
  sid: 'Locks', effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions, resources, conditions,
}));
export const only = (role: iam.IRole) => ({ ArnEquals: { 'aws:PrincipalArn': role.roleArn } });
