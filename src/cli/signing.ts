import type { Io } from './io';
import { Problem } from './problem';
import type { Credentials } from '../runtime/presign';

/** The credentials that stand in the environment, under the names that every AWS tool uses. */
export function environmentCredentials({ env }: Io): Credentials {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = env;
  const ends = env.AWS_CREDENTIAL_EXPIRATION;
  if (!accessKeyId || !secretAccessKey) {
    const missing = accessKeyId ? 'AWS_SECRET_ACCESS_KEY' : 'AWS_ACCESS_KEY_ID';
    throw new Problem(`${missing} is not in the environment; run eval "$(aws configure export-credentials --format env)"`);
  }
  const expiration = ends ? dateOf('AWS_CREDENTIAL_EXPIRATION', ends) : undefined;
  return { accessKeyId, secretAccessKey, sessionToken: sessionToken || undefined, expiration };
}

/** `--region`, or what the environment says. */
export function regionOf(option: string | undefined, { env }: Io): string {
  const region = option ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION);
  if (region === undefined || region === '') throw new Problem("no Region; pass '--region', or set AWS_REGION");
  return region;
}

/** A moment such as `2026-12-31T00:00:00Z`. */
export function dateOf(name: string, text: string): Date {
  const date = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? new Date(text) : new Date(Number.NaN);
  if (Number.isNaN(date.getTime())) throw new Problem(`'${name}' must be a moment such as 2026-12-31T00:00:00Z, got '${text}'`);
  return date;
}

/** `name: value`, as curl takes it; `name=value` for parameters. */
export function pairsOf(option: string, texts: readonly string[], separator: ':' | '='): [string, string][] {
  return texts.map((text) => {
    const at = text.indexOf(separator);
    if (at < 1) throw new Problem(`'${option}' must be 'name${separator === ':' ? ': ' : '='}value', got '${text}'`);
    return [text.slice(0, at).trim(), separator === ':' ? text.slice(at + 1).trim() : text.slice(at + 1)];
  });
}

/** The same, where each name stands once. */
export function recordOf(option: string, texts: readonly string[], separator: ':' | '='): Record<string, string> {
  const pairs = pairsOf(option, texts, separator);
  const twice = pairs.find(([name], i) => pairs.findIndex(([other]) => other.toLowerCase() === name.toLowerCase()) !== i);
  if (twice !== undefined) throw new Problem(`'${option}' has '${twice[0]}' more than once; state it once`);
  return Object.fromEntries(pairs);
}

export function secondsOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new Problem(`'${option}' must be whole seconds, got '${text}'`);
  return Number(text);
}

/** A URL of the command line, or with `-` the first line of standard input, which no history of a shell keeps. */
export async function urlOf(argument: string, { stdin }: Io): Promise<string> {
  if (argument !== '-') return argument;
  let text = '';
  for await (const chunk of stdin ?? []) {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    if (text.length > 100_000) throw new Problem('standard input is no URL: it is longer than 100000 characters');
  }
  const line = text.trim();
  if (line === '') throw new Problem('standard input is empty; pipe a URL into it');
  return line;
}

/** What the runtime refuses is the user's to correct. */
export function orProblem<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    throw new Problem(error.message.replace(/'([a-z]+[A-Z]\w*|region|endpoint|method|fips)'/g, asOption));
  }
}

/** `'expiresIn'` of the library is `'--expires-in'` here. */
const asOption = (_: string, name: string): string => `'--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}'`;
