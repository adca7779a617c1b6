import { type Fact, isKnown, known, unknown } from '../fact';
import { type Look, optional, wording } from './look';

/**
 * Where a bucket is. AWS answers nothing for us-east-1, and `EU` for old buckets in eu-west-1.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
 */
export function regionOf(location: Look): Fact<string> {
  const constraint = optional(location, 'LocationConstraint');
  const place = constraint.value === null || constraint.value === '' ? { at: constraint.at } : constraint;
  const fact = wording(place, 'us-east-1');
  if (!isKnown(fact)) return fact;
  if (fact.value === 'EU') return known(fact.at, 'eu-west-1');
  return /^[a-z]{2,}(-[a-z]+)+-\d$/.test(fact.value) ? fact : unknown(fact.at, `OddAnswer: ${JSON.stringify(fact.value.slice(0, 80))} is no Region`);
}

export function regionFrom(location: Look): string | undefined {
  const fact = regionOf(location);
  return isKnown(fact) ? fact.value : undefined;
}
