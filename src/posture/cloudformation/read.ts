import type { Alternative, BucketReading } from '../reading';
import { readAlternatives } from './alternatives';
import type { Assembly, Resource, Stack } from './assembly';
import { bucketPosture } from './bucket';
import { exists } from './conditions';
import { indexAssembly } from './index-assembly';
import { own } from './json-value';
import type { Template } from './template';
import { unreadableBucket } from './unreadable-bucket';

/** Reads every bucket of some templates that are deployed together: policies, keys, trails and log buckets are found across them. */
export function readTemplates(templates: readonly Template[]): readonly BucketReading[] {
  const assembly = indexAssembly(templates);
  return assembly.stacks.flatMap(stack => [
    ...[...stack.resources.values()].filter(({ type }) => type === 'AWS::S3::Bucket').map(bucket => readBucket(bucket, assembly)),
    ...readLoops(stack),
  ]);
}

function readBucket(bucket: Resource, assembly: Assembly): BucketReading {
  const { stack, id, body } = bucket;
  const alternatives = readAlternatives(stack, world => {
    const scope = { assembly, stack, world, assumed: new Set<string>() };
    return exists(bucket, scope) === false ? undefined : bucketPosture(bucket, scope);
  });
  const noted = own(own(body, 'Metadata'), 'aws:cdk:path');
  const path = typeof noted === 'string' ? noted.replace(/\/Resource$/, '') : stack.template.constructPathOf?.(id);
  const constructPath = path === undefined ? {} : { constructPath: path };
  return { ...reading(stack, id, `Resources/${id}`, alternatives), ...constructPath };
}

/** Nothing is known of the buckets that a loop makes, except that there may be some. */
function readLoops(stack: Stack): readonly BucketReading[] {
  return stack.loops.flatMap(({ key, buckets }) => buckets.map(below => {
    const at = `Resources/${key}${below}`;
    const posture = unreadableBucket(at, `arn:aws:s3:::<${stack.label}.${key}>`, `made by the loop ${key} at deploy time`);
    return reading(stack, key, at, [{ when: [], posture }]);
  }));
}

function reading({ template }: Stack, logicalId: string, at: string, alternatives: readonly Alternative[]): BucketReading {
  return { template: template.name, logicalId, at, ...template.lineOf && { line: template.lineOf(at) }, alternatives };
}
