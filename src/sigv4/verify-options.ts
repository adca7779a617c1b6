import { show } from './show';
import type { VerifyOptions } from './verification';

const LISTS = ['methods', 'hosts', 'prefixes', 'signedHeaders', 'unsignedHeaders'] as const;
const SECONDS = ['clockSkewSeconds', 'maxExpiresIn', 'maxAge'] as const;

/** Throws for options that would let in what nobody meant: a text in place of a list has every part of it, and no number is less than NaN. */
export function assertVerifyOptions(options: VerifyOptions): void {
  const { secretFor, region } = options;
  if (typeof secretFor !== 'function') throw new TypeError(`'secretFor' must be a function, got ${show(secretFor)}; pass one that looks a secret up`);
  if (typeof region !== 'string' && !Array.isArray(region)) {
    throw new TypeError(`'region' must be a Region or a list of them, got ${show(region)}; pass the one that signatures are for`);
  }
  for (const name of LISTS) {
    const list = options[name];
    if (list !== undefined && !Array.isArray(list)) throw new TypeError(`'${name}' must be a list, got ${show(list)}; pass an array or leave it out`);
  }
  for (const name of SECONDS) {
    const seconds = options[name];
    if (seconds !== undefined && !(typeof seconds === 'number' && seconds >= 0)) {
      throw new RangeError(`'${name}' must be seconds from 0 on, got ${show(seconds)}; pass a number or leave it out`);
    }
  }
}
