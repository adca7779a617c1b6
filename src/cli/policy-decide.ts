import type { Io } from './io';
import { parsedPolicy } from './policy-input';
import { type Line, linesText } from './policy-text';
import { jsonText } from './printed';
import { Problem } from './problem';
import { pairsOf } from './signing';
import { type ContextValue, decide, type Decision, explain, type Explanation, type Policies, type Request, requesterOf } from '../policy';

export interface PoliciesCommand {
  readonly owner?: string;
  readonly identity?: readonly string[];
  readonly boundary?: string;
  readonly session?: readonly string[];
  readonly scp?: readonly string[];
  readonly rcp?: readonly string[];
}

export interface DecideCommand extends PoliciesCommand {
  readonly action: string;
  readonly principal: string;
  readonly resource: string;
  readonly context: readonly string[];
  readonly otherKeys: 'absent' | 'unknown';
  readonly format: 'text' | 'json';
}

const WORDS = { allowed: 0, denied: 1, unknown: 1 } as const;

/** Decides one request: 0 where it is allowed, 1 where it is denied or not known. */
export async function decideCommand(policy: string, options: DecideCommand, io: Io): Promise<number> {
  const decision = decide(await policiesOf(policy, options, io), requestOf(options));
  io.stdout.write(options.format === 'json' ? jsonText(decision) : decisionText(decision));
  return WORDS[decision.outcome];
}

/** The same, with every statement and what its parts say. */
export async function explainCommand(policy: string, options: DecideCommand, io: Io): Promise<number> {
  const explanation = explain(await policiesOf(policy, options, io), requestOf(options));
  io.stdout.write(options.format === 'json' ? jsonText(explanation) : decisionText(explanation) + statementsText(explanation));
  return WORDS[explanation.outcome];
}

/** The policies that a request meets. Without `--owner` the bucket is of the requester's account. */
export async function policiesOf(
  policy: string, options: PoliciesCommand & { readonly principal?: string | readonly string[] }, io: Io,
): Promise<Policies> {
  const { owner = accountIn([options.principal ?? []].flat()[0]), identity = [], boundary, session, scp, rcp } = options;
  if (!/^\d{12}$/.test(owner)) throw new Problem(`'--owner' must be the 12 digits of the bucket's account, got '${owner}'`);
  const all = (files: readonly string[]) => Promise.all(files.map(file => parsedPolicy(file, file, io)));
  return {
    owner,
    resource: await parsedPolicy(policy, 'bucket policy', io),
    identity: await all(identity),
    ...boundary !== undefined && { boundary: await parsedPolicy(boundary, boundary, io) },
    ...session !== undefined && { session: await all(session) },
    ...scp !== undefined && { scps: (await all(scp)).map(each => [each]) },
    ...rcp !== undefined && { rcps: (await all(rcp)).map(each => [each]) },
  };
}

const accountIn = (principal: string | undefined): string => /^(?:arn:[^:]*:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(principal ?? '')?.[1] ?? '000000000000';

function requestOf({ action, principal, resource, context, otherKeys }: DecideCommand): Request {
  if (!/^[a-z0-9-]+:[A-Za-z0-9]+$/i.test(action)) throw new Problem(`'--action' must be an action such as s3:GetObject, got '${action}'`);
  if (!resource.startsWith('arn:')) throw new Problem(`'--resource' must be an ARN such as arn:aws:s3:::records/a.txt, got '${resource}'`);
  return { action, resource, requester: requesterOf(principal), context: contextOf(context), otherKeys };
}

/** `key=value`; the same key twice has two values, `key=` the empty text. */
export function contextOf(texts: readonly string[]): Record<string, ContextValue> {
  const context = new Map<string, readonly string[]>();
  for (const [key, value] of pairsOf('--context', texts, '=')) context.set(key, [...context.get(key) ?? [], value]);
  return Object.fromEntries(context);
}

const decisionText = ({ outcome, step, because }: Decision): string => linesText([`${outcome}: ${because} (${step})`]);

function statementsText({ statements }: Explanation): string {
  return linesText(statements.flatMap(({ statement, policy, effect, applies, parts, decided }): (Line | string)[] => [
    '',
    [decided ? '> ' : '  ', `${effect} by ${statement} (${policy}): ${{ yes: 'applies', no: 'does not apply', unknown: 'may apply' }[applies]}`],
    ...parts.map(({ part, matches, says }): Line => [`    ${{ yes: 'yes', no: 'no', unknown: '?' }[matches].padEnd(4)}${part.padEnd(10)}`, says]),
  ]));
}
