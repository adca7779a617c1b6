import type { IConstruct } from 'constructs';
import { bucketsOf } from './buckets';
import { askBucket, type Wanted } from './decisions';
import { decided, supported, unsupported } from './messages';
import { type BucketRequest, questionOf } from './request';
import { type FrameworkId, judged, type SupportOptions } from './support';

export type { BucketRequest } from './request';
export type { Named } from './requesters';
export type { FrameworkId, SupportOptions } from './support';

/** What jest and vitest hear from a matcher. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** What `expect(...)` can ask of a stack with its nested stacks, an app or stage, a bucket, a `Template`, or a template as an object. */
export interface S3Matchers<R = void> {
  /**
   * Passes where every bucket supports every control that the framework asks of every bucket. What nobody can know before deployment fails
   * as well, unless `allowUnknown` lets it pass; a control that the bucket declares an exception for is let pass. With `not`: passes
   * where some control surely fails.
   *
   * @throws Error where there is no bucket, no such framework or no such control, with `not` too
   */
  toSupport(framework: FrameworkId, options?: SupportOptions): R;

  /**
   * Passes where the policy of every bucket surely denies the request, whoever sends it and whatever else it carries. With `not`: asks
   * what `toAllow` asks.
   *
   * @throws Error where there is no bucket, or no such request, with `not` too
   */
  toRefuse(request: BucketRequest): R;

  /**
   * Passes where every bucket surely allows the request, for a requester whose own policies do. What is not said of it is ordinary: HTTPS, a fresh
   * signature, no optional header. With `not`: asks what `toRefuse` asks.
   *
   * @throws Error where there is no bucket, or no such request, with `not` too
   */
  toAllow(request: BucketRequest): R;
}

/** Whether a matcher stands behind `not`, as the runner says in `this`. */
const isNegated = (state: unknown): boolean => (state as { readonly isNot?: boolean } | undefined)?.isNot === true;

function toSupport(this: unknown, received: unknown, framework: FrameworkId, options: SupportOptions = {}): MatcherResult {
  const found = judged(bucketsOf(received, 'toSupport'), framework, options, 'toSupport');
  const findings = found.report.buckets.flatMap(bucket => bucket.findings);
  const header = (not: string) => `expect(received)${not}.toSupport('${framework}')`;
  if (isNegated(this)) {
    return { pass: !findings.some(({ outcome }) => outcome === 'fail'), message: () => supported(header('.not'), found) };
  }
  return { pass: !findings.some(found.counts), message: () => unsupported(header(''), found) };
}

function ask(state: unknown, received: unknown, request: BucketRequest, name: 'toRefuse' | 'toAllow'): MatcherResult {
  const isNot = isNegated(state);
  const wanted: Wanted = (name === 'toRefuse') === isNot ? 'allow' : 'refuse';
  const question = questionOf(request, name);
  const outcomes = bucketsOf(received, name).map(bucket => askBucket(bucket, question, wanted));
  const holds = outcomes.every(({ outcome }) => outcome === (wanted === 'refuse' ? 'denied' : 'allowed'));
  const header = `expect(received)${isNot ? '.not' : ''}.${name}(${shown(request)})`;
  return { pass: holds !== isNot, message: () => decided(header, wanted, outcomes) };
}

/** A construct has no JSON form. */
const shown = ({ requester, ...request }: BucketRequest): string =>
  JSON.stringify(typeof requester === 'object' ? { ...request, requester: `<${(requester as Partial<IConstruct>).node?.path ?? 'a role or user'}>` } : { ...request, requester });

function toRefuse(this: unknown, received: unknown, request: BucketRequest): MatcherResult {
  return ask(this, received, request, 'toRefuse');
}

function toAllow(this: unknown, received: unknown, request: BucketRequest): MatcherResult {
  return ask(this, received, request, 'toAllow');
}

/**
 * Matchers for jest and vitest.
 *
 * ```ts
 * import { matchers } from 'cdk-s3-compliance/jest';
 * expect.extend(matchers);
 * ```
 */
export const matchers = { toSupport, toRefuse, toAllow };

declare global {
  // vitest takes what is added here as well.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-unused-vars
    interface Matchers<R, T> extends S3Matchers<R> {}
  }
}

/** @ts-ignore: whoever takes `expect` from @jest/globals has this module, others need not. */
declare module 'expect' {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface Matchers<R extends void | Promise<void>, T> extends S3Matchers<R> {}
}
