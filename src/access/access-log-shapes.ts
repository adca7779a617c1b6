const DASH = 45;

/** Digits of the longest number: 10^15 bytes and milliseconds are more than S3 has. */
const LONGEST_NUMBER = 15;

/** Absent, or no number at all. */
export const ABSENT = -1;
export const NO_NUMBER = -2;

/** The number between two places, ABSENT for `-`, NO_NUMBER for anything else. */
export function numberIn(text: string, start: number, end: number): number {
  const first = text.charCodeAt(start);
  if (first === DASH && end === start + 1) return ABSENT;
  if (end === start || end - start > LONGEST_NUMBER) return NO_NUMBER;
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return NO_NUMBER;
    value = value * 10 + digit;
  }
  return value;
}

/** Whether a status stands between two places: three digits or `-`. */
export const isStatus = (text: string, start: number, end: number): boolean =>
  end === start + 3 ? numberIn(text, start, end) >= 0 : end === start + 1 && text.charCodeAt(start) === DASH;

const LONGEST_CODE = 100;

/** Whether `-` or an error code stands between two places: letters, digits, `.`, `_`, `-`. */
export function isErrorCode(text: string, start: number, end: number): boolean {
  if (end === start || end - start > LONGEST_CODE) return false;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (!isLetter(c) && !(c >= 48 && c <= 57) && c !== 46 && c !== 95 && c !== DASH) return false;
  }
  return true;
}

export const isLetter = (c: number): boolean => (c >= 65 && c <= 90) || (c >= 97 && c <= 122);

/** Whether upper-case letters, digits, `-` and `_` stand between two places, as in the names of cipher suites. */
export function isCipher(text: string, start: number, end: number): boolean {
  if (end === start || end - start > LONGEST_CODE) return false;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (!(c >= 65 && c <= 90) && !(c >= 48 && c <= 57) && c !== DASH && c !== 95) return false;
  }
  return true;
}

/** Whether hexadecimal digits, `.` and `:` stand between two places, or `-` alone. */
export function isIp(text: string, start: number, end: number): boolean {
  if (end <= start || end - start > 64) return false;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (!(c >= 46 && c <= 58) && !(c >= 97 && c <= 102) && !(c >= 65 && c <= 70)) return c === DASH && end === start + 1;
  }
  return true;
}

/** Whether words of letters and digits stand between two places, with `.` and `_` between them: `REST.GET.OBJECT`. */
export function isOperation(text: string, start: number, end: number): boolean {
  let dots = 0;
  let before = 46;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === 46 || c === 95) {
      if (before === 46 || before === 95) return false;
      if (c === 46) dots++;
    } else if (!isLetter(c) && !(c >= 48 && c <= 57)) {return false;}
    before = c;
  }
  return dots > 0 && before !== 46 && before !== 95 && end - start <= LONGEST_CODE;
}

/** Shapes of whole words. None of them can backtrack. */
export const SHAPES = {
  signature: /^(?:-|SigV\d[A-Z]?)$/,
  authentication: /^(?:-|[A-Z][A-Za-z]{1,31})$/,
  tls: /^(?:TLS[vV]\d(?:\.\d)?|SSL[vV]\d)$/,
  arn: /^(?:-|arn:.*)$/,
  aclRequired: /^(?:-|Yes|No)$/,
  region: /^(?:-|[a-z]{2,}(?:-[a-z0-9]+)+)$/,
} as const;
