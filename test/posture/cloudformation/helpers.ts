import { stringify } from 'yaml';
import type { BucketPosture } from '../../../src/posture/bucket-posture';
import { type BucketReading, type Environment, parseTemplate, readTemplates } from '../../../src/posture/cloudformation';
import { type Fact, isKnown } from '../../../src/posture/fact';

export const bucket = (properties?: unknown, more: object = {}): object => ({ Type: 'AWS::S3::Bucket', Properties: properties, ...more });

export const bucketPolicy = (of: unknown, ...statements: readonly unknown[]): object => ({
  Type: 'AWS::S3::BucketPolicy',
  Properties: { Bucket: of, PolicyDocument: { Version: '2012-10-17', Statement: statements } },
});

/** Reads templates given by name as objects. */
export function readAll(templates: Record<string, object>, env?: Environment): readonly BucketReading[] {
  return readTemplates(Object.entries(templates).map(([name, body]) => parseTemplate(name, JSON.stringify(body), env)));
}

/** Reads one template that is given as an object, through its JSON text and again through its YAML text. */
export function readBoth(body: object, env?: Environment): readonly BucketReading[] {
  const viaJson = readTemplates([parseTemplate('app', JSON.stringify(body), env)]);
  const viaYaml = readTemplates([parseTemplate('app', stringify(JSON.parse(JSON.stringify(body)), { aliasDuplicateObjects: false, version: '1.1' }), env)]);
  const unplaced = (readings: readonly BucketReading[]) => readings.map(reading => ({ ...reading, line: 0 }));
  expect(unplaced(viaYaml)).toEqual(unplaced(viaJson));
  return viaJson;
}

export function find(readings: readonly BucketReading[], logicalId: string): BucketReading {
  const found = readings.find(reading => reading.logicalId === logicalId);
  if (!found) throw new Error(`no reading of '${logicalId}'`);
  return found;
}

/** The posture of a bucket that has one only, whatever happens. */
export function posture(readings: readonly BucketReading[], logicalId = 'B'): BucketPosture {
  const { alternatives } = find(readings, logicalId);
  expect(alternatives.map(({ when }) => when)).toEqual([[]]);
  return alternatives[0].posture;
}

/** A fact in one value: what is known, or the reason why it is not. */
export const told = <T>(fact: Fact<T>): T | { why: string } => isKnown(fact) ? fact.value : { why: fact.unknown };
