import type { Policy, Selector } from './document';
import { type Text, THIS_BUCKET, THIS_BUCKET_ARN } from './text';

const ARN = /^arn:[^:]*:s3:::([^/*?$]+)(?=\/|$|\*)/;

/** The buckets that the resources of policies name; where they name none, a stand-in that any pattern may take in. */
export function bucketsNamed(policies: readonly Policy[]): readonly string[] {
  const texts = policies.flatMap(({ statements }) => statements.flatMap(({ resources }) => resources.patterns));
  const names = texts.flatMap((text) => {
    const [, name] = ARN.exec(typeof text === 'string' ? text : text.like) ?? [];
    return name === undefined ? [] : [name];
  });
  return names.length === 0 ? [THIS_BUCKET] : [...new Set(names)].sort();
}

/** The same policy, with a bucket's ARN as the samples of requests write it. */
export function asThisBucket(policy: Policy, bucket: string): Policy {
  const own = ({ not, patterns }: Selector): Selector => ({ not, patterns: patterns.map(text => rewritten(text, bucket)) });
  return { ...policy, statements: policy.statements.map(s => ({ ...s, resources: own(s.resources) })) };
}

const rewritten = (text: Text, bucket: string): Text => typeof text === 'string' ? arnOf(text, bucket) : { ...text, like: arnOf(text.like, bucket) };

function arnOf(text: string, bucket: string): string {
  const [arn, name] = ARN.exec(text) ?? [];
  return arn !== undefined && name === bucket ? `${THIS_BUCKET_ARN}${text.slice(arn.length)}` : text;
}

/** The ARN of a sample request as the policy writes it. */
export const fromThisBucket = (arn: string, bucket: string): string => arn.replace(THIS_BUCKET_ARN, `arn:aws:s3:::${bucket}`);
