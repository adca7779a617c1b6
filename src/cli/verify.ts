import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Io } from './io';
import { Problem, systemProblem } from './problem';
import { dateOf, environmentCredentials, orProblem, pairsOf, secondsOf, urlOf } from './signing';
import { clean } from '../evidence';
import { inspect } from '../runtime/inspect';
import { type Verification, verify as verified } from '../runtime/verify';

export interface VerifyCommand {
  readonly method: string;
  readonly region?: string;
  readonly header: readonly string[];
  readonly body?: string;
  readonly maxExpiresIn?: string;
  readonly maxAge?: string;
  readonly allowHttp?: boolean;
  readonly at?: string;
  readonly format: 'text' | 'json';
}

/** Verifies a presigned URL, or with an authorization header a signed request, against the secret in the environment: 0 where it holds, 1 where not. */
export async function verify(argument: string, options: VerifyCommand, io: Io): Promise<number> {
  const credentials = environmentCredentials(io);
  const url = await urlOf(argument, io);
  const headers = pairsOf('--header', options.header, ':');
  const answer = await verified({ method: options.method.toUpperCase(), url, headers, body: await bodyOf(options.body, io) }, orProblem(() => ({
    secretFor: id => id === credentials.accessKeyId ? credentials : undefined,
    region: options.region ?? regionIn(url, headers) ?? '',
    maxExpiresIn: secondsOf('--max-expires-in', options.maxExpiresIn),
    maxAge: secondsOf('--max-age', options.maxAge),
    allowHttp: options.allowHttp,
    at: options.at === undefined ? undefined : dateOf('--at', options.at),
  })));
  io.stdout.write(options.format === 'json' ? `${JSON.stringify(answer, undefined, 2)}\n` : textOf(answer));
  return answer.ok ? 0 : 1;
}

/** The Region that the signature itself names, where nobody says which it should be. */
function regionIn(url: string, headers: readonly (readonly [string, string])[]): string | undefined {
  const seen = inspect(url);
  if (seen.ok) return seen.region;
  const authorization = headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? '';
  return /Credential=[^/,]+\/\d{8}\/([^/,]+)\//.exec(authorization)?.[1];
}

async function bodyOf(file: string | undefined, { cwd }: Io): Promise<Uint8Array | undefined> {
  if (file === undefined) return undefined;
  return readFile(resolve(cwd, file)).catch((error) => {
    throw new Problem(`cannot read '${file}': ${systemProblem(error)}`);
  });
}

function textOf(answer: Verification): string {
  if (!answer.ok) return `refused: ${clean(answer.message)} (${answer.code})\n`;
  const { method, host, path, accessKeyId, expiresAt, signedHeaders, bodyVerified } = answer;
  return clean(`the signature holds: ${method} ${host}${path}, by ${accessKeyId}, until ${expiresAt.toISOString()}, signed headers ${signedHeaders.join(', ')}`
    + `${bodyVerified ? ', body verified' : ''}`) + '\n';
}
