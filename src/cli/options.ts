import { type Command, InvalidArgumentError, Option } from 'commander';
import { FAIL_ON, type FailOn } from './fail-on';
import { type Format, FORMATS } from './formats';
import { Problem } from './problem';
import { dayOf, isDay } from '../evidence';
import { FRAMEWORKS } from '../frameworks';

/** What `check` and `baseline` are told about the templates and the judging. */
export interface JudgeOptions {
  /** Ids of frameworks, or `all`. @default - baseline */
  readonly framework?: readonly string[];
  /** Judges these controls only. @default - all that the frameworks ask for */
  readonly control?: readonly string[];
  readonly account?: string;
  readonly region?: string;
  /** The day to judge exceptions on, as `YYYY-MM-DD`. @default - today in UTC */
  readonly at?: string;
  /** Nothing on standard error but what is wrong. @default false */
  readonly quiet?: boolean;
}

/** How reports are told and written. */
export interface ReportOptions {
  /** One for each output, in their order. @default - as the names of the outputs tell, text for standard output */
  readonly format?: readonly Format[];
  /** Files, or `-` for standard output. @default - standard output */
  readonly output?: readonly string[];
  /** @default low */
  readonly failOn: FailOn;
  /** SARIF holds only what fails or is unknown. @default false */
  readonly alertsOnly?: boolean;
}

/** An option that may be repeated; where `commas` are allowed, one value may be several. */
export function repeatable(option: Option, { commas = false } = {}): Option {
  const one = option.parseArg;
  return option.argParser((text: string, before: readonly unknown[] | undefined) => {
    const values = commas ? text.split(',').map(value => value.trim()).filter(value => value !== '') : [text];
    if (values.length === 0) throw new InvalidArgumentError('It names nothing.');
    return [...before ?? [], ...values.map(value => one ? one(value, undefined) : value)];
  });
}

export function addJudgeOptions(command: Command): Command {
  return addFrameworkOptions(command)
    .option('--account <id>', 'account that the templates go to, where they do not say')
    .option('--region <region>', 'Region that the templates go to, where they do not say');
}

/** What to judge by, be it templates or buckets that run. */
export function addFrameworkOptions(command: Command): Command {
  const ids = [...FRAMEWORKS.map(framework => framework.id), 'all'].join(', ');
  return command
    .addOption(repeatable(new Option('-f, --framework <framework>', `what to check against, with commas between several: ${ids} (default: baseline)`), { commas: true }))
    .addOption(repeatable(new Option('-c, --control <control>', 'judge this control only; may be repeated'), { commas: true }))
    .option('--at <day>', 'judge exceptions as of a day, YYYY-MM-DD (default: today in UTC)')
    .option('-q, --quiet', 'no notes and no progress');
}

export function addReportOptions(command: Command): Command {
  return command
    .addOption(repeatable(new Option('--format <format>', 'how to report (default: as the output\'s name tells, else text)').choices(FORMATS)))
    .addOption(repeatable(new Option('-o, --output <file>', 'write a report to a file, or to standard output with -; may be repeated')))
    .option('--alerts-only', 'SARIF with only what fails or is unknown, for GitHub code scanning, which shows all results as alerts')
    .addOption(new Option('--fail-on <what>', 'exit with 1 where that, or worse, is found').choices(FAIL_ON).default('low'));
}

/** The day and the place to judge for; refuses what is none. */
export function circumstances({ account, region, at }: JudgeOptions): Pick<JudgeOptions, 'account' | 'region'> & { readonly today: string } {
  if (account !== undefined && !/^\d{12}$/.test(account)) throw new Problem(`'--account' must be 12 digits, got '${account}'`);
  if (region !== undefined && !/^[a-z]+(?:-[a-z]+)+-\d+$/.test(region)) throw new Problem(`'--region' must be a region such as eu-west-1, got '${region}'`);
  return { account, region, today: dayIn(at) ?? dayOf(new Date()) };
}

/** `--at` where it is given and is a day. */
export function dayIn(at: string | undefined): string | undefined {
  if (at !== undefined && !isDay(at)) throw new Problem(`'--at' must be a day of the calendar such as 2026-12-31, got '${at}'`);
  return at;
}

/** The moment that a document was made: midnight (UTC) of a day that is given, so that the same input gives the same bytes. */
export const momentOf = (at: string | undefined): string => at === undefined ? new Date().toISOString() : `${at}T00:00:00Z`;
