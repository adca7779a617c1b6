import { wrong } from './wrong';

/** The one algorithm of this module. */
export const ALGORITHM = 'AWS4-HMAC-SHA256';
/** The payload hash of a request whose body nobody signs, such as that of a presigned URL. */
export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';
/** SHA-256 of nothing, in hexadecimal. */
export const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** What a signing key is good for: one day, one Region, one service. */
export interface Scope {
  /** `YYYYMMDD`, in UTC. */
  readonly date: string;
  /** Such as `eu-central-1`. */
  readonly region: string;
  /** Such as `s3`. */
  readonly service: string;
}

/** The credential scope: `20260115/eu-central-1/s3/aws4_request`. */
export const scopeText = ({ date, region, service }: Scope): string => `${date}/${region}/${service}/aws4_request`;

let lastSecond = Number.NaN;
let lastText = '';

/** A moment as `YYYYMMDDTHHMMSSZ`; fractions of a second are cut off. Throws a RangeError for a Date that is none. */
export function amzDate(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000);
  if (second !== lastSecond) {
    const iso = new Date(second * 1000).toISOString();
    if (iso.length !== 24) wrong(`a signature needs a year from 0 to 9999, got ${iso}; pass another 'at'`);
    lastText = `${iso.slice(0, 19).replace(/[-:]/g, '')}Z`;
    lastSecond = second;
  }
  return lastText;
}

/** Where months up to the 99th can lead to. */
const YEAR_10000 = 253_402_300_800_000;
const AMZ_DATE = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/** The milliseconds since 1970 of `YYYYMMDDTHHMMSSZ`; undefined for anything else, the 31st of February included. */
export function parseAmzDate(text: string): number | undefined {
  if (text === lastText && text >= '01') return lastSecond * 1000;
  const parts = AMZ_DATE.exec(text);
  if (parts === null) return undefined;
  const at = Date.UTC(+parts[1], +parts[2] - 1, +parts[3], +parts[4], +parts[5], +parts[6]);
  return at < YEAR_10000 && +parts[1] > 99 && amzDate(at) === text ? at : undefined;
}
