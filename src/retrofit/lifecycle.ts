import { Lazy, Token } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { objectOf } from './access';
import { refuse } from './refuse';
import type { Options } from './state';
import { isOpen, type Target, write } from './target';
import { lifecycleRules } from '../constructs/lifecycle';

type Rule = s3.CfnBucket.RuleProperty;

/**
 * Ends noncurrent versions and incomplete uploads where no rule of the bucket does, and everything within a retention limit. The rules of the
 * bucket stay; of several that fit S3 takes the one that ends first.
 */
export function limit(target: Target): void {
  const { resource, state, path } = target;
  const { Rules: stated = [] } = objectOf(target, 'lifecycleConfiguration');
  if (!Array.isArray(stated) || stated.some(isOpen)) {
    refuse(path, 'the rules of LifecycleConfiguration are decided at deploy time', 'write them out, so that one can be added');
  }
  if (state.wrote.get('lifecycleConfiguration')?.value === resource.lifecycleConfiguration && resource.lifecycleConfiguration !== undefined) return;
  const before = resource.lifecycleConfiguration;
  write(target, 'lifecycleConfiguration', Lazy.uncachedAny({
    produce: (context) => {
      const said = (context.resolve(before) ?? {}) as s3.CfnBucket.LifecycleConfigurationProperty;
      const rules = (said.rules ?? []) as Rule[];
      return { ...said, rules: [...rules, ...missing(target, rules)] };
    },
  }));
}

function missing({ path, state, survey }: Target, rules: readonly Rule[]): Rule[] {
  const options: Options = survey.receivesLogs ? {} : state.options;
  const [limits, markers] = lifecycleRules(path, options);
  const whole = rules.filter(isWhole);
  const noncurrent = options.retentionLimit || options.noncurrentVersionExpiration || !whole.some(endsNoncurrent);
  const uploads = !whole.some(endsUploads);
  const rule: Rule = {
    id: 'ComplianceLimits',
    status: 'Enabled',
    expirationInDays: limits.expiration?.toDays(),
    noncurrentVersionExpiration: noncurrent ? { noncurrentDays: limits.noncurrentVersionExpiration!.toDays() } : undefined,
    abortIncompleteMultipartUpload: uploads ? { daysAfterInitiation: limits.abortIncompleteMultipartUploadAfter!.toDays() } : undefined,
  };
  const marks = markers && !whole.some(one => one.expiredObjectDeleteMarker === true);
  return [
    ...Object.values(rule).filter(value => value !== undefined).length > 2 ? [rule] : [],
    ...marks ? [{ id: 'ComplianceDeleteMarkers', status: 'Enabled', expiredObjectDeleteMarker: true }] : [],
  ];
}

const isWhole = ({ status, prefix, tagFilters, objectSizeGreaterThan, objectSizeLessThan, ...rest }: Rule): boolean =>
  status === 'Enabled' && !prefix && !tagFilters && objectSizeGreaterThan === undefined && objectSizeLessThan === undefined && !('filter' in rest);

const endsNoncurrent = ({ noncurrentVersionExpiration: end, noncurrentVersionExpirationInDays: days }: Rule): boolean =>
  days !== undefined || (isPlain(end) && end.noncurrentDays !== undefined);

const endsUploads = ({ abortIncompleteMultipartUpload: abort }: Rule): boolean => isPlain(abort) && abort.daysAfterInitiation <= 7;

const isPlain = <T extends object>(value: T | { resolve: unknown } | undefined): value is Exclude<T, { resolve: unknown }> =>
  value !== undefined && !Token.isUnresolved(value);
