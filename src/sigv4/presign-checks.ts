import { assertCredentials, type Credentials } from './credentials';
import { uriEncodePath } from './encode';
import type { PresignWarning } from './presign-options';
import { assertWhole, mustBe, wrong } from './wrong';

/** What Signature Version 4 allows at most: 7 days, in seconds. */
const WEEK = 604_800;

/** Throws for credentials that are none, or live long where only temporary ones are wanted. */
export function assertSigner(credentials: Credentials, requireTemporary: boolean | undefined): void {
  assertCredentials(credentials);
  if (requireTemporary && credentials.sessionToken === undefined) {
    wrong("'credentials' have no session token; sign with those of a role");
  }
}

export function assertExpiry(expiresIn: number, most = WEEK): void {
  assertWhole('maxExpiresIn', most, WEEK);
  assertWhole('expiresIn', expiresIn, most);
}

/** The moment of signing, in milliseconds since 1970. */
export const signingMoment = (date: Date | undefined): number => date === undefined ? Date.now() : millisecondsOf('at', date);

export function millisecondsOf(option: string, date: Date): number {
  const milliseconds = typeof date?.getTime === 'function' ? date.getTime() : Number.NaN;
  if (Number.isNaN(milliseconds)) mustBe(option, 'a valid Date', date instanceof Date ? milliseconds : date, 'pass one, or leave it out');
  return milliseconds;
}

/** An object key as a path has it. Throws for what cannot be a key. */
export function encodedKey(key: string, option = 'key'): string {
  const encoded = typeof key === 'string' ? encodedText(option, key, uriEncodePath) : '';
  if (encoded === '' || (encoded.length > 1024 && encoded.replace(/%../g, '.').length > 1024)) mustBe(option, 'an object key of 1 to 1024 bytes', key, AS_IT_IS);
  return encoded;
}

export const AS_IT_IS = 'pass it as it is, not encoded';

export function encodedText(option: string, text: string, encode: (text: string) => string): string {
  try {
    return encode(text);
  } catch {
    return wrong(`'${option}' has half of a surrogate pair, which has no UTF-8 form; correct the text`);
  }
}

/** When the credentials end, in milliseconds since 1970, or never. Throws where they have ended. */
export function endOf({ expiration }: Credentials, at: number): number {
  if (expiration === undefined || expiration === null) return Infinity;
  const ends = millisecondsOf('credentials.expiration', expiration);
  if (ends <= at) wrong(`'credentials' ended at ${iso(ends)}; ask the provider for new ones`);
  return ends;
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** Says that the credentials end before what they sign: an error or a warning. */
export function endsFirst(ends: number, expiresAt: number, signed: 'URL' | 'form', onEarlyEnd: 'error' | 'warn' | undefined): PresignWarning {
  const message = `the credentials end at ${iso(ends)}, before the ${signed} would at ${iso(expiresAt)}`;
  if (onEarlyEnd === 'error') wrong(`${message}; refresh them, or pass a shorter 'expiresIn'`);
  return { code: 'credentials-end-first', message };
}
