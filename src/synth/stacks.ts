import { type CfnResource, Stack, Stage, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type BucketReading, readTemplates, type Template } from '../posture/cloudformation';

/** What the stacks around and below a scope say about their buckets, read once for all of them. */
export class StackReadings {
  private readonly byResource = new Map<string, BucketReading>();

  constructor(scope: IConstruct) {
    const stacks = (Stage.of(scope) ?? scope.node.root).node.findAll().filter((node): node is Stack => Stack.isStack(node));
    const templates = new Map(stacks.map(stack => [stack, templateOf(stack)]));
    for (const stack of stacks) nameInParent(stack, templates);
    for (const reading of readTemplates([...templates.values()])) this.byResource.set(`${reading.template}#${reading.logicalId}`, reading);
  }

  /** The reading of one bucket; undefined where the resource is none, or the stacks do not hold it. */
  of(resource: CfnResource): BucketReading | undefined {
    const stack = Stack.of(resource);
    return this.byResource.get(`${stack.templateFile}#${stack.resolve(resource.logicalId)}`);
  }
}

/** The template as it will be written, property overrides included. */
function templateOf(stack: Stack): Template {
  const { _toCloudFormation: render } = stack as unknown as { _toCloudFormation: () => object };
  return {
    name: stack.templateFile,
    body: stack.resolve(render.call(stack)) as Record<string, unknown>,
    ...Token.isUnresolved(stack.account) ? {} : { account: stack.account },
    ...Token.isUnresolved(stack.region) ? {} : { region: stack.region },
  };
}

/** Says in the parent's template which template a nested stack has; the CDK says so only where asset metadata is asked for. */
function nameInParent({ nestedStackResource: nested, templateFile }: Stack, templates: ReadonlyMap<Stack, Template>): void {
  if (!nested) return;
  const { Resources } = (templates.get(nested.stack)?.body ?? {}) as { Resources?: Record<string, { Metadata?: object }> };
  const resource = Resources?.[nested.stack.resolve(nested.logicalId) as string];
  if (resource) resource.Metadata = { ...resource.Metadata, 'aws:asset:path': templateFile };
}
