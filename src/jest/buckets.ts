import { CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { type BucketReading, readTemplates } from '../posture/cloudformation';
import { StackReadings } from '../synth/stacks';

/**
 * The buckets of what a test hands over: a stack with its nested stacks, an app or a stage, one bucket, a `Template` of
 * aws-cdk-lib/assertions, or a template in JSON form.
 *
 * @throws Error where it is none of these, holds no bucket that can be judged, or cannot be synthesized for another reason than a finding
 */
export function bucketsOf(received: unknown, matcher: string): readonly BucketReading[] {
  const found = Construct.isConstruct(received) ? inTree(received, matcher) : readTemplates([{ name: 'template', body: templateOf(received, matcher) }]);
  if (found.length > 0) return found;
  const what = Construct.isConstruct(received) ? `'${pathOf(received)}'` : 'the template';
  throw new Error(`${matcher}: ${what} holds no S3 bucket, so there is nothing to judge; pass the stack, stage or app that the bucket is in`);
}

function inTree(scope: IConstruct, matcher: string): readonly BucketReading[] {
  if (Stack.isStack(scope) || Stage.isStage(scope)) {
    const readings = readingsAround(scope, matcher);
    const stacks = new Set(scope.node.findAll().filter(node => Stack.isStack(node)).map(stack => stack.templateFile));
    const paths = new Map(scope.node.findAll().filter(isBucket).map(bucket => [readings.of(bucket), pathOf(bucket)]));
    return readings.all().filter(reading => stacks.has(reading.template)).map(reading => named(reading, paths.get(reading)));
  }

  const bucket = isBucket(scope) ? scope : scope.node.defaultChild;
  if (!isBucket(bucket)) {
    throw new Error(`${matcher}: '${pathOf(scope)}' is no stack, stage, app or bucket, or a bucket that another app makes; `
      + 'pass the s3.Bucket itself, or the stack around it');
  }
  const reading = readingsAround(bucket, matcher).of(bucket);
  return reading ? [named(reading, pathOf(bucket))] : [];
}

/** The tree as it is now, after what synthesis adds to it: aspects, and references between stacks. */
function readingsAround(scope: IConstruct, matcher: string): StackReadings {
  const stage = Stage.isStage(scope) ? scope : Stage.of(scope);
  const stopped = stage && whatStops(() => stage.synth());
  // A tree that grew since is synthesized again.
  const error = stopped?.name === 'ConstructTreeModifiedAfterSynth' ? whatStops(() => stage?.synth({ force: true })) : stopped;
  // A finding of a pack or a guard comes after what is needed here; anything else leaves the tree half made, and nothing can be said of it.
  if (error && !error.name.startsWith('ValidationFailed')) {
    throw new Error(`${matcher}: '${pathOf(scope)}' cannot be synthesized (${error.message}); mend that first`);
  }
  return new StackReadings(scope);
}

function whatStops(synth: () => unknown): Error | undefined {
  try {
    synth();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

const isBucket = (node: unknown): node is CfnResource =>
  Construct.isConstruct(node) && CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::S3::Bucket';

const pathOf = ({ node }: IConstruct): string => node.path.replace(/\/Resource$/, '') || 'the app';

const named = (reading: BucketReading, constructPath: string | undefined): BucketReading => constructPath ? { ...reading, constructPath } : reading;

function templateOf(received: unknown, matcher: string): Record<string, unknown> {
  const body = isObject(received) && typeof received.toJSON === 'function' ? received.toJSON() as unknown : received;
  if (isObject(body) && isObject(body.Resources)) return body;
  throw new Error(`${matcher}: got ${typeof received === 'string' ? 'a string' : describe(received)}, which is neither a construct nor a template with Resources; `
    + 'pass a stack, a stage, an app, a bucket, Template.fromStack(stack) or the template as an object');
}

const describe = (value: unknown): string => value === null || typeof value !== 'object' ? String(value) : Array.isArray(value) ? 'an array' : 'an object';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
