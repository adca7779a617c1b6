const SLASH = 47;
const COLON = 58;
const ZERO = 48;
const DAY = 86_400;

/** Length of `[06/Feb/2019:00:00:38 +0000]`. */
export const TIME_LENGTH = 28;

/** Milliseconds since 1970 of `[06/Feb/2019:00:00:38 +0000]` at `at`, and NaN where no such time stands there. */
export function timeAt(text: string, at: number): number {
  if (text.charCodeAt(at) !== 91 || text.charCodeAt(at + 27) !== 93 || text.charCodeAt(at + 3) !== SLASH || text.charCodeAt(at + 7) !== SLASH
    || text.charCodeAt(at + 12) !== COLON || text.charCodeAt(at + 15) !== COLON || text.charCodeAt(at + 18) !== COLON
    || text.charCodeAt(at + 21) !== 32) return NaN;
  const month = monthAt(text, at + 4);
  const year = two(text, at + 8) * 100 + two(text, at + 10);
  const day = two(text, at + 1);
  const hour = two(text, at + 13);
  const minute = two(text, at + 16);
  const second = two(text, at + 19);
  const zone = two(text, at + 23) * 60 + two(text, at + 25);
  const sign = text.charCodeAt(at + 22);
  // 60 is a leap second. A comparison with NaN is false.
  if (!(month > 0 && day >= 1 && day <= daysOf(month, year) && hour < 24 && minute < 60 && second <= 60 && zone < 1440)) return NaN;
  if (sign !== 43 && sign !== 45) return NaN;
  return (daysSince1970(year, month, day) * DAY + hour * 3600 + minute * 60 + second + (sign === 43 ? -zone : zone) * 60) * 1000;
}

function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/** 1 to 12, and 0 for what is no month. */
function monthAt(text: string, at: number): number {
  switch (text.charCodeAt(at) * 65536 + text.charCodeAt(at + 1) * 256 + text.charCodeAt(at + 2)) {
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
