import { FRAMEWORKS } from '../frameworks';
import { ipRange } from '../policy/ip';

/** What to look for, and from when on it counts. */
export interface DetectOptions {
  /** Ids of detections. @default - all; `outside-network` only where the networks are given */
  readonly only?: readonly string[];
  /** VPC endpoints that requests are expected to come through: `vpce-0123456789abcdef0`. @default - any */
  readonly vpcEndpoints?: readonly string[];
  /** Addresses that requests are expected to come from, as IPv4 or IPv6 ranges in CIDR notation. @default - any */
  readonly ipRanges?: readonly string[];
  /** Accounts that may use the buckets beside the owner's: 12 digits each. @default - none */
  readonly trustedAccounts?: readonly string[];
  /** Oldest TLS version that is good: `1.2` or `1.3`. @default 1.2 */
  readonly minTlsVersion?: '1.2' | '1.3';
  /** Seconds: a presigned URL that works for longer, or is used when it is older, lives long. @default 3600 */
  readonly presignedLife?: number;
  /** Days: a lifecycle rule that deletes earlier is short. @default 30 */
  readonly lifecycleDays?: number;
  /** Refused requests of one requester in a window, from which on they are a burst. @default 20 */
  readonly deniedBurst?: number;
  /** Seconds. @default 300 */
  readonly deniedWindow?: number;
  /** Objects deleted by one requester in a window, from which on it is a mass. @default 100 */
  readonly massDelete?: number;
  /** Seconds. @default 600 */
  readonly massDeleteWindow?: number;
  /** Objects read by one requester in a window, from which on it is a mass. @default 10000 */
  readonly massRead?: number;
  /** Bytes read by one requester in a window, from which on they are a mass. @default 10737418240 (10 GiB) */
  readonly massReadBytes?: number;
  /** Seconds, of both. @default 3600 */
  readonly massReadWindow?: number;
  /** Requests shown with a detection. @default 3 */
  readonly examples?: number;
  /** Windows that are counted at the same time, of all requesters and detections. @default 100000 */
  readonly maxWindows?: number;
  /** Detections at most; what is found beyond them is counted together, by id. @default 10000 */
  readonly maxDetections?: number;
  /** Ids of the frameworks whose requirements a detection names. @default - all */
  readonly frameworks?: readonly string[];
}

/** Thresholds that are numbers, and what they are where nobody says. */
export const DEFAULTS = {
  presignedLife: 3600,
  lifecycleDays: 30,
  deniedBurst: 20,
  deniedWindow: 300,
  massDelete: 100,
  massDeleteWindow: 600,
  massRead: 10_000,
  massReadBytes: 10 * 2 ** 30,
  massReadWindow: 3600,
  examples: 3,
  maxWindows: 100_000,
  maxDetections: 10_000,
} as const;

export type Threshold = keyof typeof DEFAULTS;

/** Smallest value where that is not 1. */
const LEAST: Partial<Record<Threshold, number>> = { examples: 0, deniedWindow: 2, massDeleteWindow: 2, massReadWindow: 2 };
const MOST: Partial<Record<Threshold, number>> = { examples: 100, maxWindows: 10_000_000, maxDetections: 1_000_000 };

/** The options as they are used: complete, and checked. */
export interface Settings extends Record<Threshold, number> {
  readonly only?: ReadonlySet<string>;
  readonly vpcEndpoints: ReadonlySet<string>;
  readonly inRange: readonly ((address: string) => boolean)[];
  /** Whether somebody says where requests should come from. */
  readonly networks: boolean;
  readonly trustedAccounts: ReadonlySet<string>;
  readonly minTls: number;
  readonly frameworks: ReadonlySet<string>;
}

/** @throws RangeError naming the option, its value and what it may be */
export function settingsOf(options: DetectOptions, ids: readonly string[]): Settings {
  const { only, vpcEndpoints = [], ipRanges = [], trustedAccounts = [], minTlsVersion = '1.2', frameworks = FRAMEWORKS.map(f => f.id) } = options;
  each('only', only ?? [], id => ids.includes(id), `an id of a detection: ${ids.join(', ')}`);
  each('vpcEndpoints', vpcEndpoints, id => /^vpce-[0-9A-Za-z]{1,40}$/.test(id), 'an id such as vpce-0123456789abcdef0');
  each('trustedAccounts', trustedAccounts, account => /^\d{12}$/.test(account), '12 digits');
  each('frameworks', frameworks, id => FRAMEWORKS.some(f => f.id === id), `one of ${FRAMEWORKS.map(f => f.id).join(', ')}`);
  each('ipRanges', ipRanges, range => ipRange(range) !== undefined, 'an address or a range such as 10.0.0.0/8 or 2001:db8::/32');
  if (!['1.2', '1.3'].includes(minTlsVersion)) throw new RangeError(`'minTlsVersion' must be 1.2 or 1.3, got ${String(minTlsVersion)}`);
  const networks = vpcEndpoints.length + ipRanges.length > 0;
  if (only?.includes('outside-network') && !networks) throw new RangeError("'outside-network' needs to know the networks; pass 'vpcEndpoints' or 'ipRanges'");
  return {
    ...numbers(options),
    only: only && new Set(only),
    vpcEndpoints: new Set(vpcEndpoints),
    inRange: ipRanges.map(range => ipRange(range)!),
    networks,
    trustedAccounts: new Set(trustedAccounts),
    minTls: Number(minTlsVersion),
    frameworks: new Set(frameworks),
  };
}

function numbers(options: DetectOptions): Record<Threshold, number> {
  const names = Object.keys(DEFAULTS) as Threshold[];
  return Object.fromEntries(names.map((name) => {
    const value = options[name] ?? DEFAULTS[name];
    const [least, most] = [LEAST[name] ?? 1, MOST[name] ?? Number.MAX_SAFE_INTEGER];
    if (!Number.isSafeInteger(value) || value < least || value > most) {
      throw new RangeError(`'${name}' must be a whole number from ${least} ${most === Number.MAX_SAFE_INTEGER ? 'on' : `to ${most}`}, got ${String(value)}`);
    }
    return [name, value];
  })) as Record<Threshold, number>;
}

function each(option: string, values: readonly string[], holds: (value: string) => boolean, what: string): void {
  const wrong = values.find(value => typeof value !== 'string' || !holds(value));
  if (wrong !== undefined) throw new RangeError(`'${option}' must be ${what}; got '${String(wrong)}'`);
}
