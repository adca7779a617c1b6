import { AspectPriority, Aspects, Stage } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { harden } from './harden';
import type { Options } from './state';
import { Surveyor } from './survey';
import type { ComplianceFramework } from '../constructs/compliance-framework';

type Harden = (resource: s3.CfnBucket, surveyor: Surveyor) => void;

/** The buckets that injectors saw, by their scope and id: an injector runs before there is a bucket. */
const born = new WeakMap<IConstruct, Map<string, Harden>>();

const visited = new WeakSet<IConstruct>();

/** Hardens a bucket that is about to be made, at the beginning of synthesis, when all that the app adds to it is known. */
export function hardenLater(scope: IConstruct, id: string, frameworks: readonly ComplianceFramework[], options: Options): void {
  const here = born.get(scope) ?? new Map<string, Harden>();
  born.set(scope, here);
  here.set(id, (resource, surveyor) => harden(resource, surveyor, frameworks, options));
  const stage = Stage.of(scope) ?? scope.node.root;
  if (visited.has(stage)) return;
  visited.add(stage);
  // With those that change the tree, before those that look at it.
  const surveyor = new Surveyor();
  Aspects.of(stage).add({ visit: node => visit(node, surveyor) }, { priority: AspectPriority.MUTATING });
}

function visit(node: IConstruct, surveyor: Surveyor): void {
  surveyor.visit(node);
  const { scope, id } = node.node;
  const later = scope && born.get(scope)?.get(id);
  if (later && node instanceof s3.Bucket) later(node.node.defaultChild as s3.CfnBucket, surveyor);
}
