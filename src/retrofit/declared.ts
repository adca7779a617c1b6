import { CfnDeletionPolicy, RemovalPolicy, Token } from 'aws-cdk-lib';
import { statedRetention } from './object-lock';
import type { Options } from './state';
import type { Target } from './target';
import type { CompliantBucketProps } from '../constructs/compliant-bucket-props';
import { declare } from '../constructs/exceptions';
import { DECLARATIONS } from '../posture/declarations';

type Declared = Pick<Options, 'allowedRegions' | 'multiRegionKeyAllowed' | 'retentionLegalBasis' | 'personalDataTag' | 'exceptions'>;

/** What a mixin states, and what the bucket itself does: its retention, and what it declares in its template. */
export function withOwn(target: Target, given: Options): Options {
  const own = declared(target);
  const { allowedRegions, multiRegionKeyAllowed, retentionLegalBasis, personalDataTag } = own;
  const others = (own.exceptions ?? []).filter(one => !given.exceptions?.some(({ control }) => control === one.control));
  const exceptions = [...given.exceptions ?? [], ...others];
  return {
    ...given,
    allowedRegions: given.allowedRegions ?? allowedRegions,
    multiRegionKeyAllowed: given.multiRegionKeyAllowed ?? multiRegionKeyAllowed,
    retentionLegalBasis: given.retentionLegalBasis ?? retentionLegalBasis,
    personalDataTag: given.personalDataTag ?? personalDataTag,
    retention: given.retention ?? statedRetention(target),
    exceptions: exceptions.length > 0 ? exceptions : undefined,
  };
}

/** What the bucket declared before the first mixin came. */
function declared({ resource, state }: Target): Declared {
  if (state.declared) return state.declared;
  const found: unknown = resource.getMetadata(DECLARATIONS);
  state.declared = typeof found === 'object' && found !== null && !Token.isUnresolved(found) ? found as Declared : {};
  return state.declared;
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
  const stated = { allowedRegions, multiRegionKeyAllowed, retentionLegalBasis, personalDataTag, exceptions };
  const known = Object.entries(stated).filter(([, value]) => value !== undefined);
  declare(target.resource, DECLARATIONS, { ...declared(target), ...Object.fromEntries(known) });
}
