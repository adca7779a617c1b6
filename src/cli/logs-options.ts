import { type Command, InvalidArgumentError, Option } from 'commander';
import { repeatable } from './options';
import { FRAMEWORKS } from '../frameworks';
import { defaults, type DetectOptions } from '../runtime/detect';

export const LOG_FORMATS = ['text', 'markdown', 'json', 'ndjson'] as const;
export const LOG_FAIL_ON = ['none', 'high', 'medium', 'low', 'unknown'] as const;

/** A threshold, and how many seconds its window has. */
interface Within {
  readonly most: number;
  readonly seconds?: number;
}

export interface LogsOptions {
  readonly parse?: boolean;
  readonly format: typeof LOG_FORMATS[number];
  readonly failOn: typeof LOG_FAIL_ON[number];
  readonly only?: readonly string[];
  readonly framework?: readonly string[];
  readonly vpcEndpoint?: readonly string[];
  readonly ipRange?: readonly string[];
  readonly trustAccount?: readonly string[];
  readonly minTls?: '1.2' | '1.3';
  readonly presignedLife?: number;
  readonly lifecycleDays?: number;
  readonly deniedBurst?: Within;
  readonly massDelete?: Within;
  readonly massRead?: Within;
  readonly massReadBytes?: number;
  readonly examples?: number;
  readonly quiet?: boolean;
}

const { presignedLife, lifecycleDays, examples } = defaults();
const { deniedBurst, deniedWindow, massDelete, massDeleteWindow, massRead, massReadBytes, massReadWindow } = defaults();

const whole = (text: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
};

const within = (text: string): Within => {
  const [, most, seconds] = /^(\d{1,15})(?:\/(\d{1,9}))?$/.exec(text) ?? [];
  if (most === undefined) throw new InvalidArgumentError('It must be a whole number, or one and its seconds such as 50/600.');
  return { most: Number(most), ...seconds !== undefined && { seconds: Number(seconds) } };
};

export function addLogsOptions(command: Command): Command {
  const list = (flags: string, says: string, choices?: readonly string[]) =>
    repeatable(choices ? new Option(flags, says).choices(choices) : new Option(flags, says), { commas: true });
  const number = (flags: string, says: string, of: number) => new Option(flags, `${says} (default: ${of})`).argParser(whole);
  const windowed = (flags: string, says: string, most: number, seconds: number) => new Option(flags, `${says} (default: ${most}/${seconds})`).argParser(within);
  return command
    .option('--parse', 'print the records as JSON lines instead of judging them')
    .addOption(new Option('--format <format>', 'how to report; ndjson is --parse').choices(LOG_FORMATS).default('text'))
    .addOption(list('--only <detection>', 'look for these only'))
    .addOption(list('--vpc-endpoint <id>', 'VPC endpoint that requests should come through'))
    .addOption(list('--ip-range <cidr>', 'addresses that requests should come from'))
    .addOption(list('--trust-account <id>', 'account that may use the buckets beside their owner'))
    .addOption(new Option('--min-tls <version>', 'oldest good TLS version (default: 1.2)').choices(['1.2', '1.3']))
    .addOption(number('--presigned-life <seconds>', 'longest good life of a URL', presignedLife))
    .addOption(number('--lifecycle-days <days>', 'shortest good lifecycle', lifecycleDays))
    .addOption(windowed('--denied-burst <n/s>', 'refusals within seconds', deniedBurst, deniedWindow))
    .addOption(windowed('--mass-delete <n/s>', 'objects deleted within seconds', massDelete, massDeleteWindow))
    .addOption(windowed('--mass-read <n/s>', 'objects read within seconds', massRead, massReadWindow))
    .addOption(number('--mass-read-bytes <n>', 'bytes read within the same', massReadBytes))
    .addOption(number('--examples <n>', 'requests shown with each detection', examples))
    .addOption(list('-f, --framework <id>', 'requirements of these only', FRAMEWORKS.map(({ id }) => id)))
    .addOption(new Option('--fail-on <what>', 'exit with 1 where that, or worse, is found').choices(LOG_FAIL_ON).default('low'))
    .option('-q, --quiet', 'no notes and no progress');
}

/** The options of `detect`; undefined where nobody says. */
export function detectOptions(o: LogsOptions): DetectOptions {
  return {
    only: o.only,
    vpcEndpoints: o.vpcEndpoint,
    ipRanges: o.ipRange,
    trustedAccounts: o.trustAccount,
    minTlsVersion: o.minTls,
    presignedLife: o.presignedLife,
    lifecycleDays: o.lifecycleDays,
    deniedBurst: o.deniedBurst?.most,
    deniedWindow: o.deniedBurst?.seconds,
    massDelete: o.massDelete?.most,
    massDeleteWindow: o.massDelete?.seconds,
    massRead: o.massRead?.most,
    massReadBytes: o.massReadBytes,
    massReadWindow: o.massRead?.seconds,
    examples: o.examples,
    frameworks: o.framework,
  };
}

/** The option of the command line behind an option of the library. */
export const OPTION_NAMES: Readonly<Record<string, string>> = {
  only: 'only',
  vpcEndpoints: 'vpc-endpoint',
  ipRanges: 'ip-range',
  trustedAccounts: 'trust-account',
  frameworks: 'framework',
  presignedLife: 'presigned-life',
  lifecycleDays: 'lifecycle-days',
  deniedBurst: 'denied-burst',
  deniedWindow: 'denied-burst',
  massDelete: 'mass-delete',
  massDeleteWindow: 'mass-delete',
  massRead: 'mass-read',
  massReadWindow: 'mass-read',
  massReadBytes: 'mass-read-bytes',
  examples: 'examples',
};
