import { isKey } from './kms-key';
import type { ObjectExpectations } from './objects-expect';
import { kind } from './request-part';
import { show } from '../../sigv4/show';

const ENCRYPTIONS = ['AES256', 'aws:kms', 'aws:kms:dsse'];
const KNOWN = ['encryption', 'keyArn', 'checksum', 'retention', 'legalHold', 'tags', 'storageClasses', 'noPublicGrants'];

/** Refuses expectations that no object could be held against; a typing error must not make a check vanish. */
export function checkExpectations(expect: ObjectExpectations): void {
  const other = Object.keys(expect).find(name => !KNOWN.includes(name));
  if (other !== undefined) throw new TypeError(`there is no expectation ${show(other)}; pass one of ${KNOWN.join(', ')}`);
  const { encryption, keyArn, checksum, retention, tags, storageClasses } = expect;
  if (encryption !== undefined) {
    listed('encryption', encryption);
    const strange = encryption.find(one => !ENCRYPTIONS.includes(one));
    if (strange !== undefined) throw new RangeError(`'encryption' must be ${ENCRYPTIONS.join(', ')}, got ${show(strange)}`);
  }
  if (keyArn !== undefined && !isKey(keyArn)) throw new RangeError(`'keyArn' must be the ARN or id of a KMS key, got ${show(keyArn)}; pass the one behind the alias`);
  if (checksum !== undefined && checksum !== 'any') listed('checksum', checksum);
  if (storageClasses !== undefined) listed('storageClasses', storageClasses);
  if (tags !== undefined) {
    const entries = Object.entries(tags);
    if (entries.length === 0) throw new RangeError("'tags' is empty; leave it out, or name a tag");
    const strange = entries.find(([, value]) => value !== true && typeof value !== 'string');
    if (strange) throw new TypeError(`'tags' must hold strings or true, got ${kind(strange[1])} for ${show(strange[0])}`);
  }
  if (retention !== undefined) {
    const { mode, minDays, minDaysLeft } = retention;
    if (mode !== undefined && mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') throw new RangeError(`'retention.mode' must be GOVERNANCE or COMPLIANCE, got ${show(mode)}`);
    if (minDays !== undefined) checkNumber('retention.minDays', minDays, 1, 36_500);
    if (minDaysLeft !== undefined) checkNumber('retention.minDaysLeft', minDaysLeft, 0, 36_500);
  }
}

function listed(name: string, values: unknown): void {
  if (!Array.isArray(values) || values.length === 0 || !values.every(value => typeof value === 'string' && value !== '')) {
    throw new TypeError(`'${name}' must be a list of texts, got ${Array.isArray(values) ? 'an empty one, or one with other things in it' : kind(values)}`);
  }
}

export function checkNumber(name: string, value: number, least: number, most: number): number {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  throw new RangeError(`'${name}' must be a whole number from ${least} to ${most}, got ${show(value)}`);
}

export function checkToday(today: unknown): Date {
  if (today instanceof Date && !Number.isNaN(today.getTime())) return today;
  throw new TypeError(`'today' must be a valid Date, got ${today instanceof Date ? 'an invalid one' : kind(today)}`);
}
