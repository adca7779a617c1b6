import { type Codes, codesOf } from './access-log-codes';

const SLASH = 47;
const COLON = 58;
const ZERO = 48;
const DAY = 86_400;

/** Length of `[06/Feb/2019:00:00:38 +0000]`. */
export const TIME_LENGTH = 28;

/** Milliseconds since 1970 of `[06/Feb/2019:00:00:38 +0000]` at `at`, and NaN where no such time stands there. */
export const timeAt = (text: string, at: number): number => timeIn(codesOf(text.slice(at, at + TIME_LENGTH)), 0);

/** The same of the codes of a text. */
export function timeIn(codes: Codes, at: number): number {
  if (codes[at] !== 91 || codes[at + 27] !== 93 || codes[at + 3] !== SLASH || codes[at + 7] !== SLASH || codes[at + 12] !== COLON
    || codes[at + 15] !== COLON || codes[at + 18] !== COLON || codes[at + 21] !== 32) return NaN;
  const month = monthIn(codes, at + 4);
  const day = two(codes, at + 1);
  const century = two(codes, at + 8);
  const yearOfIt = two(codes, at + 10);
  const hour = two(codes, at + 13);
  const minute = two(codes, at + 16);
  const second = two(codes, at + 19);
  const zoneHour = two(codes, at + 23);
  const zoneMinute = two(codes, at + 25);
  const wrong = day | century | yearOfIt | hour | minute | second | zoneHour | zoneMinute; // eslint-disable-line no-bitwise
  const year = century * 100 + yearOfIt;
  const zone = zoneHour * 60 + zoneMinute;
  const sign = codes[at + 22];
  // 60 is a leap second.
  if (wrong < 0 || month === 0 || day < 1 || day > daysOf(month, year) || hour > 23 || minute > 59 || second > 60 || zone > 1439) return NaN;
  if (sign !== 43 && sign !== 45) return NaN;
  return (daysSince1970(year, month, day) * DAY + hour * 3600 + minute * 60 + second + (sign === 43 ? -zone : zone) * 60) * 1000;
}

/** Two digits; negative where one of them is none. Without a branch, as eight of these are read for each line. */
function two(codes: Codes, at: number): number {
  const tens = codes[at] - ZERO;
  const ones = codes[at + 1] - ZERO;
  return (tens * 10 + ones) | ((tens | ones | (9 - tens) | (9 - ones)) >> 31); // eslint-disable-line no-bitwise
}

function monthIn(codes: Codes, at: number): number {
  switch (codes[at] * 65536 + codes[at + 1] * 256 + codes[at + 2]) {
    case 0x4a616e: return 1;
    case 0x466562: return 2;
    case 0x4d6172: return 3;
    case 0x417072: return 4;
    case 0x4d6179: return 5;
    case 0x4a756e: return 6;
    case 0x4a756c: return 7;
    case 0x417567: return 8;
    case 0x536570: return 9;
    case 0x4f6374: return 10;
    case 0x4e6f76: return 11;
    case 0x446563: return 12;
    default: return 0;
  }
}

function daysOf(month: number, year: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** Years begin in March here, so that the leap day is their last. */
function daysSince1970(year: number, month: number, day: number): number {
  const from = month > 2 ? year : year - 1;
  const days = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return from * 365 + Math.floor(from / 4) - Math.floor(from / 100) + Math.floor(from / 400) + days - 719_468;
}
