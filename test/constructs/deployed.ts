import type { App } from 'aws-cdk-lib';
import type { Policy } from '../../src/policy/document';
import { parsePolicy } from '../../src/policy/document';

type Json = Record<string, any>;

export interface Deployed {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  /** Its properties with every intrinsic function replaced by what CloudFormation would make of it. */
  readonly properties: Json;
}

/** The resources of an app as CloudFormation would make them: names are logical ids where the template states none. */
export function deploy(app: App): Deployed[] {
  const stacks = app.synth().stacks.map(({ stackName: name, environment, template }) => ({
    name,
    template: template as Json,
    account: /^\d+$/.test(environment.account) ? environment.account : '111122223333',
    region: environment.region === 'unknown-region' ? 'us-east-1' : environment.region,
  }));
  const exported = new Map<string, () => unknown>(stacks.flatMap(stack => Object.values((stack.template.Outputs ?? {}) as Json)
    .filter(output => output.Export).map((output): [string, () => unknown] => [output.Export.Name, () => plain(output.Value, stack)])));

  function arnOf(id: string, { template, account, region }: typeof stacks[number]): string {
    const { Type: type, Properties: properties = {} } = template.Resources[id];
    switch (type) {
      case 'AWS::S3::Bucket': return `arn:aws:s3:::${properties.BucketName ?? id.toLowerCase()}`;
      case 'AWS::IAM::Role': return `arn:aws:iam::${account}:role/${properties.RoleName ?? id}`;
      case 'AWS::KMS::Key': return `arn:aws:kms:${region}:${account}:key/${id}`;
      default: throw new Error(`no ARN is known of ${type}`);
    }
  }

  function plain(value: any, stack: typeof stacks[number]): any {
    if (Array.isArray(value)) return value.map(item => plain(item, stack));
    if (typeof value !== 'object' || value === null) return value;
    const [name, argument] = Object.entries(value)[0] as [string, any];
    const ref = (id: string): string => ({ 'AWS::Partition': 'aws', 'AWS::AccountId': stack.account, 'AWS::Region': stack.region, 'AWS::URLSuffix': 'amazonaws.com' } as Json)[id]
      ?? (stack.template.Resources[id].Type === 'AWS::S3::Bucket' ? arnOf(id, stack).slice('arn:aws:s3:::'.length) : id);
    switch (name) {
      case 'Ref': return ref(argument);
      case 'Fn::GetAtt': return arnOf(argument[0], stack);
      case 'Fn::Join': return plain(argument[1], stack).join(argument[0]);
      case 'Fn::Sub': return argument.replace(/\$\{([^}]+)\}/g, (_: string, id: string) => ref(id));
      case 'Fn::ImportValue': return exported.get(argument)!();
      default: return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, stack)]));
    }
  }

  return stacks.flatMap(stack => Object.entries(stack.template.Resources as Json).map(([id, { Type: type, Properties }]) =>
    ({ stack: stack.name, id, type, properties: plain(Properties ?? {}, stack) as Json })));
}

/** The one resource of a type whose path or properties fit. */
export function only(resources: readonly Deployed[], type: string, fits: (resource: Deployed) => boolean = () => true): Deployed {
  const found = resources.filter(resource => resource.type === type && fits(resource));
  if (found.length !== 1) throw new Error(`expected one ${type}, found ${found.map(({ id }) => id).join(', ') || 'none'}`);
  return found[0];
}

export const policyFrom = (document: unknown, name: string): Policy => parsePolicy(document, { name });
