import { type S3Arn, couldBe } from './bucket-names';
import { type Text, lettersOf, textOf } from './symbolic-text';

/**
 * What remains of a pattern whose bucket part has a wildcard (or a policy variable, which is one), seen from the bucket: `data-*` + `/x` is `*` + `/x` to the bucket
 * `data-eu`. 'elsewhere' where it cannot match the bucket, 'unclear' where it may.
 */
export function wildcardTail({ name, tail }: S3Arn, own: Text | undefined): Text | 'elsewhere' | 'unclear' {
  const [first] = tail.pieces;
  const hasWildcard = typeof first === 'string' && /^(?:[*?]|\$\{)/.test(first);
  const start = lettersOf(name);
  const letters = own && lettersOf(own);
  if (!hasWildcard) return couldBe(name, own) ? 'unclear' : 'elsewhere';
  const rest = first.replace(/^\*+/, '');
  const simple = first.startsWith('*') && (rest === '' ? tail.pieces.length === 1 : rest.startsWith('/'));
  if (start === '' && simple) return textOf('*', rest, ...tail.pieces.slice(1));
  if (start === undefined || letters === undefined) return 'unclear';
  if (!letters.startsWith(start)) return 'elsewhere';
  return simple ? textOf('*', rest, ...tail.pieces.slice(1)) : 'unclear';
}
