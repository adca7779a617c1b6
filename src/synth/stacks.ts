import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type BucketReading, readTemplates, type Template } from '../posture/cloudformation';

/** What the stacks below a scope say about their buckets, read once for all of them. */
export class StackReadings {
  /** The templates as they will be written, property overrides included. */
  readonly templates: readonly Template[];
  private readonly byResource = new Map<string, BucketReading>();

  constructor(scope: IConstruct) {
    const stacks = scope.node.findAll().filter((node): node is Stack => Stack.isStack(node));
    this.templates = stacks.map(templateOf);
    for (const reading of readTemplates(this.templates)) this.byResource.set(`${reading.template}#${reading.logicalId}`, reading);
  }

  /** The reading of one bucket; undefined where the resource is none, or the scope does not hold it. */
  of(resource: CfnResource): BucketReading | undefined {
    const stack = Stack.of(resource);
    return this.byResource.get(`${stack.templateFile}#${stack.resolve(resource.logicalId)}`);
  }
}

function templateOf(stack: Stack): Template {
  const { _toCloudFormation: render } = stack as unknown as { _toCloudFormation: () => object };
  return {
    name: stack.templateFile,
    body: stack.resolve(render.call(stack)) as Record<string, unknown>,
    ...Token.isUnresolved(stack.account) ? {} : { account: stack.account },
    ...Token.isUnresolved(stack.region) ? {} : { region: stack.region },
  };
}
