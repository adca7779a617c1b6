import type { Io } from './io';
import { dateOf, secondsOf, urlOf } from './signing';
import { clean } from '../evidence';
import { type Inspection, inspect as inspected } from '../runtime/inspect';

export interface InspectCommand {
  readonly method?: string;
  readonly longLife?: string;
  readonly failOn?: 'high' | 'medium' | 'low';
  readonly at?: string;
  readonly format: 'text' | 'json';
}

const RANK = ['high', 'medium', 'low'] as const;

/** Says what a presigned URL grants and what is risky about it: 1 where it is none, or has a risk that `--fail-on` names. */
export async function inspect(argument: string, options: InspectCommand, io: Io): Promise<number> {
  const answer = inspected(await urlOf(argument, io), {
    method: options.method?.toUpperCase(),
    longLife: secondsOf('--long-life', options.longLife),
    at: options.at === undefined ? undefined : dateOf('--at', options.at),
  });
  if (options.format === 'json') io.stdout.write(`${JSON.stringify(answer, undefined, 2)}\n`);
  else io.stdout.write(answer.ok ? textOf(answer) : `no presigned URL: ${clean(answer.message)} (${answer.code})\n`);
  if (!answer.ok) return 1;
  const { failOn } = options;
  return failOn !== undefined && answer.risks.some(({ severity }) => RANK.indexOf(severity) <= RANK.indexOf(failOn)) ? 1 : 0;
}

function textOf(answer: Inspection): string {
  const { bucket, key, host, path, calls, accessKeyId, credentials, region, service, signedAt } = answer;
  const { expiresAt, secondsLeft, requiredHeaders, parameters, risks } = answer;
  const rows: [string, string | undefined][] = [
    ['bucket', bucket],
    ['key', key],
    ['host', host],
    ['path', path],
    ['call', calls.length > 1 ? `one of ${calls.join(', ')}: the method is signed, and the URL does not name it` : calls.join('')],
    ['signed by', `${accessKeyId} (${credentials === 'unknown' ? 'of a kind that is not known' : credentials})`],
    ['scope', `${service} in ${region}`],
    ['signed at', signedAt.toISOString()],
    ['expires at', `${expiresAt.toISOString()} (${secondsLeft < 0 ? 'it is over' : `in ${secondsLeft} s`})`],
    ['send with it', requiredHeaders.join(', ') || undefined],
    ['parameters', Object.entries(parameters).map(([name, value]) => `${name}=${value}`).join(' ') || undefined],
  ];
  const facts = rows.filter(([, value]) => value !== undefined).map(([name, value]) => `${name.padEnd(14)}${clean(value!)}\n`).join('');
  return `${facts}\n${risks.length === 0 ? 'no risk was found\n' : risks.map(risk => `${risk.severity.padEnd(8)}${clean(risk.message)} (${risk.code})\n`).join('')}`;
}
