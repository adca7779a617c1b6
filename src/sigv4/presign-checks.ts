import { assertCredentials, type Credentials } from './credentials';
import { uriEncodePath } from './encode';
import type { PresignWarning } from './presign-options';
import { show } from './show';

/** What Signature Version 4 allows at most: 7 days, in seconds. */
const WEEK = 604_800;

/** Throws for credentials that are none, or live long where only temporary ones are wanted. */
export function assertSigner(credentials: Credentials, requireTemporary: boolean | undefined): void {
  assertCredentials(credentials);
  if (requireTemporary && credentials.sessionToken === undefined) {
    throw new RangeError('\'credentials\' have no session token, so they live long; sign with those of a role');
  }
}

export function assertExpiry(expiresIn: number, most = WEEK): void {
  if (!(Number.isInteger(most) && most >= 1 && most <= WEEK)) {
    throw new RangeError(`'maxExpiresIn' must be whole seconds from 1 to ${WEEK}, got ${show(most)}; pass 604800 for the limit of Signature Version 4`);
  }
  if (!(Number.isInteger(expiresIn) && expiresIn >= 1 && expiresIn <= most)) {
    throw new RangeError(`'expiresIn' must be whole seconds from 1 to ${most}, got ${show(expiresIn)}; pass a number in that range`);
  }
}

/** The moment of signing, in milliseconds since 1970. */
export function signingMoment(date: Date | undefined): number {
  return date === undefined ? Date.now() : millisecondsOf('at', date, 'pass a valid one, or leave it out');
}

function millisecondsOf(name: string, date: Date, cure: string): number {
  const milliseconds = typeof date?.getTime === 'function' ? date.getTime() : Number.NaN;
  if (Number.isNaN(milliseconds)) throw new RangeError(`'${name}' must be a valid Date, got ${date instanceof Date ? 'an invalid one' : show(date)}; ${cure}`);
  return milliseconds;
}

/** An object key as a path has it. Throws for what cannot be a key. */
export function encodedKey(key: string, option = 'key'): string {
  if (typeof key !== 'string' || key === '') {
    throw new RangeError(`'${option}' must be an object key of 1 to 1024 bytes, got ${show(key)}; pass the key as it is, not encoded`);
  }
  let encoded: string;
  try {
    encoded = uriEncodePath(key);
  } catch {
    throw new RangeError(`'${option}' has half of a surrogate pair, which has no UTF-8 form: ${show(key)}; correct the key`);
  }
  const bytes = encoded.length === key.length ? key.length : encoded.replace(/%../g, '.').length;
  if (bytes > 1024) throw new RangeError(`'${option}' must be at most 1024 bytes of UTF-8, got ${bytes}; shorten it`);
  return encoded;
}

/** When the credentials end, in milliseconds since 1970, or never. Throws where they have ended. */
export function endOf({ expiration }: Credentials, at: number): number {
  if (expiration === undefined || expiration === null) return Infinity;
  const ends = millisecondsOf('credentials.expiration', expiration, 'pass what the provider gave, or leave it out');
  if (ends <= at) throw new RangeError(`'credentials' ended at ${new Date(ends).toISOString()}; ask the provider for new ones`);
  return ends;
}

/** Says that the credentials end before what they sign: an error or a warning. */
export function endsFirst(ends: number, expiresAt: number, signed: 'URL' | 'form', onEarlyEnd: 'error' | 'warn' | undefined): PresignWarning {
  const message = `the credentials end at ${new Date(ends).toISOString()}, before the ${signed} would at ${new Date(expiresAt).toISOString()}`;
  if (onEarlyEnd === 'error') throw new RangeError(`${message}; refresh them, or pass a shorter 'expiresIn'`);
  return { code: 'credentials-end-first', message };
}
