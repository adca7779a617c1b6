import { sameKey } from './kms-key';
import type { ExpectedRetention } from './objects-expect';
import type { ObjectFacts } from './objects-facts';
import { all, fail, holds, pass, type Verdict } from '../../controls/verdict';
import { plural } from '../../evidence/words';
import { show } from '../../sigv4/show';

const DAY = 86_400_000;

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

export const days = (n: number): string => plural(n, 'day');

export const encryption = ({ encryption: fact }: ObjectFacts, accepted: readonly string[]): Verdict => holds(fact, (found, at) =>
  accepted.includes(found) ? pass(at, `is encrypted with ${found}`)
    : fail(at, found === 'none' ? 'is not encrypted' : found === 'SSE-C' ? 'is encrypted under a key that only its writer has (SSE-C)' : `is encrypted with ${show(found)}`));

export const key = ({ key: fact }: ObjectFacts, arn: string): Verdict => holds(fact, (found, at) =>
  found === undefined ? fail(at, 'is encrypted under no KMS key')
    : sameKey(found, arn) ? pass(at, 'is encrypted under that key') : fail(at, `is encrypted under ${show(found)}`));

export const checksum = ({ checksums }: ObjectFacts, accepted: 'any' | readonly string[]): Verdict => holds(checksums, (found, at) =>
  found.length === 0 ? fail(at, 'has no checksum')
    : accepted === 'any' || found.some(name => accepted.includes(name)) ? pass(at, `has a checksum by ${found.join(', ')}`)
      : fail(at, `has a checksum by ${show(found.join(', '))} only`));

/** What S3 stores as a second more or less does not count. */
const SLACK = 1000;

export function retention({ retention: fact, written }: ObjectFacts, { mode, minDays, minDaysLeft }: ExpectedRetention, today: number): Verdict {
  return holds(fact, (found, at) => {
    if (found === null) return fail(at, 'has no retention');
    const end = dayOf(found.until);
    const modeHolds = mode === undefined || found.mode === 'COMPLIANCE' || found.mode === mode
      ? pass(at, `is locked in ${found.mode} mode until ${end}`)
      : fail(at, `is locked in ${found.mode} mode only, until ${end}`);
    const left = Math.floor((found.until - today) / DAY);
    const least = minDaysLeft ?? (minDays === undefined ? 0 : undefined);
    const leftHolds = least === undefined || (left >= least && found.until > today) ? modeHolds
      : fail(at, found.until <= today ? `was locked until ${end}` : `is locked for ${days(left)} more, until ${end}`);
    const lengthHolds = minDays === undefined ? modeHolds : holds(written, time => {
      const length = Math.floor((found.until - time + SLACK) / DAY);
      return length >= minDays ? modeHolds : fail(at, `is locked for ${days(Math.max(0, length))} from when it was written, until ${end}`);
    });
    return all(modeHolds, leftHolds, lengthHolds);
  });
}

export const legalHold = ({ legalHold: fact }: ObjectFacts): Verdict => holds(fact, (on, at) => on ? pass(at, 'has a legal hold') : fail(at, 'has no legal hold'));

export const tags = ({ tags: fact }: ObjectFacts, expected: readonly (readonly [string, string | true])[]): Verdict => holds(fact, (found, at) => {
  const missing = expected.filter(([name]) => !found.has(name)).map(([name]) => name);
  if (missing.length > 0) return fail(at, `has no tag ${missing.map(show).join(', ')}`);
  // What a tag says may be personal: the value is not shown.
  const other = expected.filter(([name, value]) => value !== true && found.get(name) !== value).map(([name]) => name);
  return other.length > 0 ? fail(at, `has another value of the tag ${other.map(show).join(', ')}`) : pass(at, 'has the tags');
});

export const storageClass = ({ storageClass: fact }: ObjectFacts, accepted: readonly string[]): Verdict => holds(fact, (found, at) =>
  accepted.includes(found) ? pass(at, `is stored as ${found}`) : fail(at, `is stored as ${show(found)}`));

export const publicGrants = ({ publicGrants: fact }: ObjectFacts): Verdict => holds(fact, (found, at) =>
  found.length === 0 ? pass(at, 'grants nothing to everybody') : fail(at, `grants ${found.map(show).join(', ')}`));
