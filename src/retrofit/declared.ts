import { CfnDeletionPolicy, RemovalPolicy, Token } from 'aws-cdk-lib';
import { statedRetention } from './object-lock';
import type { Options } from './state';
import type { Target } from './target';
import type { CompliantBucketProps } from '../constructs/compliant-bucket-props';
import { type ComplianceException, declare } from '../constructs/exceptions';
import { DECLARATIONS } from '../posture/declarations';

/** What a mixin states, and what the bucket itself does: its retention, and its exceptions. */
export function withOwn(target: Target, given: Options): Options {
  const known = declared(target).exceptions ?? [];
  const exceptions = [...given.exceptions ?? [], ...known.filter(one => !given.exceptions?.some(({ control }) => control === one.control))];
  return { ...given, retention: given.retention ?? statedRetention(target), exceptions: exceptions.length > 0 ? exceptions : undefined };
}

interface Declared { readonly exceptions?: ComplianceException[] }

function declared({ resource }: Target): Declared {
  const found: unknown = resource.getMetadata(DECLARATIONS);
  return typeof found === 'object' && found !== null && !Token.isUnresolved(found) ? found as Declared : {};
}

/** The options as those of a bucket of this library, with what the resource says of its end. */
export function asProps({ resource, owner }: Target, options: Options): CompliantBucketProps {
  return {
    ...options,
    removalPolicy: resource.cfnOptions.deletionPolicy === CfnDeletionPolicy.DELETE ? RemovalPolicy.DESTROY : undefined,
    autoDeleteObjects: owner.node.tryFindChild('AutoDeleteObjectsCustomResource') !== undefined || undefined,
  };
}

/** Leaves what the mixins and the bucket itself declare in the template. */
export function declareAll(target: Target): void {
  const { allowedRegions, multiRegionKeyAllowed, retentionLegalBasis, personalDataTag, exceptions } = target.state.options;
  declare(target.resource, DECLARATIONS, {
    ...declared(target), allowedRegions, multiRegionKeyAllowed, retentionLegalBasis, personalDataTag, exceptions,
  });
}
