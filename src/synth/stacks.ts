import { type CfnResource, Stack, Stage, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { writtenTemplates } from './written';
import { type BucketReading, readTemplates, type Template } from '../posture/cloudformation';

/** What the stacks around and below a scope say about their buckets, read once for all of them. */
export class StackReadings {
  private readonly byResource = new Map<string, BucketReading>();
  private readonly templates: ReadonlyMap<Stack, Template>;

  /** @param texts the templates of the stacks as they were written; a stack without one is rendered again */
  constructor(scope: IConstruct, texts: ReadonlyMap<Stack, string> = new Map()) {
    const templates = new Map(stacksOf(scope).map(stack => [stack, templateOf(stack, texts.get(stack))]));
    for (const stack of templates.keys()) nameInParent(stack, templates);
    this.templates = templates;
    for (const reading of readTemplates([...templates.values()])) this.byResource.set(`${reading.template}#${reading.logicalId}`, reading);
  }

  /** The reading of one bucket; undefined where the resource is none, or the stacks do not hold it. */
  of(resource: CfnResource): BucketReading | undefined {
    const stack = Stack.of(resource);
    return this.byResource.get(`${stack.templateFile}#${stack.resolve(resource.logicalId)}`);
  }

  /** The template of a stack; undefined where it is not among those that were read. */
  bodyOf(stack: Stack): Readonly<Record<string, unknown>> | undefined {
    return this.templates.get(stack)?.body;
  }

  /** Every bucket of the stacks. */
  all(): readonly BucketReading[] {
    return [...this.byResource.values()];
  }
}

interface Remembered {
  readonly texts: ReadonlyMap<Stack, string>;
  readonly readings: StackReadings;
}

const remembered = new WeakMap<IConstruct, Remembered>();

/** The readings of an app as it has just been written: the same object to everybody who asks before a template changes. */
export function writtenReadings(app: IConstruct): StackReadings {
  const texts = writtenTemplates(stacksOf(app));
  const before = remembered.get(app);
  if (before && sameTexts(before.texts, texts)) return before.readings;
  const readings = new StackReadings(app, texts);
  remembered.set(app, { texts, readings });
  return readings;
}

const stacksOf = (scope: IConstruct): readonly Stack[] =>
  (Stage.of(scope) ?? scope.node.root).node.findAll().filter((node): node is Stack => Stack.isStack(node));

function sameTexts(one: ReadonlyMap<Stack, string>, other: ReadonlyMap<Stack, string>): boolean {
  return one.size === other.size && [...one].every(([stack, text]) => other.get(stack) === text);
}

/** The template as it is or will be written, property overrides included. */
function templateOf(stack: Stack, text: string | undefined): Template {
  const { _toCloudFormation: render } = stack as unknown as { _toCloudFormation: () => object };
  return {
    name: stack.templateFile,
    body: text === undefined ? stack.resolve(render.call(stack)) as Record<string, unknown> : JSON.parse(text) as Record<string, unknown>,
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
