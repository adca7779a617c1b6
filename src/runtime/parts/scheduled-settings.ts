import type { Settings, Task } from './scheduled-world';
import { frameworkById } from '../../frameworks';

/** What the function is told by its environment. */
export interface Surroundings extends Settings {
  readonly securityHub: boolean;
  readonly reports?: { readonly bucket: string; readonly prefix: string; readonly encryption: string; readonly key?: string };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws RangeError naming the variable that is missing or cannot be */
export function settingsFrom(env: Environment): Surroundings {
  const needed = (name: string): string => {
    const value = env[name];
    if (value === undefined || value === '') throw new RangeError(`the variable ${name} is not set; deploy the construct ScheduledAudit again`);
    return value;
  };
  const number = (name: string): number => {
    const value = Number(needed(name));
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`the variable ${name} must be a whole number, got '${env[name]}'`);
    return value;
  };
  const { REPORT_BUCKET: bucket, REPORT_PREFIX: prefix = '', REPORT_ENCRYPTION: encryption = 'AES256', REPORT_KEY: key } = env;
  return {
    account: needed('ACCOUNT'),
    region: needed('AWS_REGION'),
    partition: needed('PARTITION'),
    frameworks: needed('FRAMEWORKS').split(',').map(frameworkById),
    concurrency: number('CONCURRENCY'),
    handOvers: number('HAND_OVERS'),
    securityHub: env.SECURITY_HUB !== 'off',
    ...bucket && { reports: { bucket, prefix, encryption, ...key && { key } } },
  };
}

/**
 * The task of this invocation: what another one handed on, or a new one.
 *
 * @param id of the invocation, the same when Lambda tries it again
 * @throws RangeError where the event is neither
 */
export function taskFrom(event: unknown, id: string, now: Date): Task {
  const said = (typeof event === 'object' && event !== null ? event : {}) as Readonly<Record<string, unknown>>;
  const { run = id, at = now.toISOString(), hop = 0, buckets, exceptions, after, portions, left, refused } = said;
  const texts = [run, at, ...after === undefined ? [] : [after], ...Array.isArray(buckets) ? buckets as unknown[] : []];
  const counts = [hop, ...[portions, left, refused].filter(count => count !== undefined)];
  const fits = texts.every(text => typeof text === 'string') && counts.every(count => Number.isSafeInteger(count) && (count as number) >= 0)
    && (buckets === undefined || Array.isArray(buckets)) && (exceptions === undefined || areExceptions(exceptions)) && /^[\w.:-]{1,100}$/.test(run as string) && !Number.isNaN(Date.parse(at as string));
  if (!fits) throw new RangeError('the event is no task of a scheduled audit; invoke the function with {}, or with { "buckets": ["name"] }');
  return { run, at, hop, buckets, exceptions, after, portions, left, refused } as Task;
}

const areExceptions = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.values(value).every(those =>
  Array.isArray(those) && those.every(one => ['control', 'reason', 'owner', 'expires'].every(member => typeof Object(one)[member] === 'string')));
