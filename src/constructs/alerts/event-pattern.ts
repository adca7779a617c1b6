import type { AlertRule, Pattern, Surroundings } from './alert-rule';

/** EventBridge takes so many characters of a pattern. */
export const MOST_CHARACTERS = 2048;

/** What a token may become: the longest name of a bucket, or an account. */
const LONGEST = { bucket: 63, account: 12 };

/** The events of a rule as EventBridge delivers those of CloudTrail. @param buckets names, none for all */
export function patternOf({ services, detail, ofBucket }: AlertRule, around: Surroundings, buckets: readonly string[] = []): Pattern {
  const { requestParameters, ...rest } = detail(around);
  const asked = ofBucket && buckets.length > 0 ? { ...requestParameters as Pattern | undefined, bucketName: buckets } : requestParameters;
  return {
    'source': services.map(service => `aws.${service}`),
    'detail-type': ['AWS API Call via CloudTrail'],
    'detail': { eventSource: services.map(service => `${service}.amazonaws.com`), ...rest, ...asked && { requestParameters: asked } },
  };
}

/** One pattern, or as many as the names of the buckets need. @param isToken whether a text is decided at deployment */
export function patternsOf(
  rule: AlertRule, around: Surroundings, buckets: readonly string[], isToken: (text: string) => boolean,
): readonly Pattern[] {
  if (!rule.ofBucket || buckets.length === 0) return [patternOf(rule, around)];
  const account = isToken(around.account) ? '0'.repeat(LONGEST.account) : around.account;
  const room = MOST_CHARACTERS - JSON.stringify(patternOf(rule, { ...around, account }, [''])).length;
  const parts: string[][] = [];
  let left = 0;
  for (const bucket of buckets) {
    const size = (isToken(bucket) ? LONGEST.bucket : bucket.length) + '"",'.length;
    if (parts.length === 0 || size > left) {
      parts.push([]);
      left = room;
    }
    parts[parts.length - 1].push(bucket);
    left -= size;
  }
  return parts.map(names => patternOf(rule, around, names));
}
