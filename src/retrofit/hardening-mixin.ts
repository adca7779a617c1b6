import { Annotations, Mixin } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { Surveyor } from './survey';
import { isTarget } from './target';

/**
 * Applies a hardening to every bucket below a scope, an `s3.Bucket` or a `CfnBucket`. Buckets of this library are left as they are. An imported
 * bucket is not of this app: nothing can be changed about it, and an info says so.
 *
 * @internal
 */
export abstract class HardeningMixin extends Mixin {
  private readonly surveyor = new Surveyor();

  public supports(construct: IConstruct): boolean {
    this.surveyor.visit(construct);
    return isTarget(construct) || isImported(construct);
  }

  public applyTo(construct: IConstruct): void {
    if (isTarget(construct)) {
      this._harden(construct, this.surveyor);
    } else if (isImported(construct)) {
      Annotations.of(construct).addInfoV2('cdk-s3-compliance:importedBucket',
        `${construct.node.path} is imported: nothing about it is changed here, harden it in the app that it belongs to`);
    }
  }

  /** @internal */
  protected abstract _harden(resource: s3.CfnBucket, surveyor: Surveyor): void;
}

/** A bucket without a resource in this app. */
const isImported = (construct: IConstruct): boolean => construct instanceof s3.BucketBase && construct.node.defaultChild === undefined;
