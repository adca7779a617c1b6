import { patiently } from './account-patience';
import type { Clock } from './audit-clock';

/** What CloudFormation asks of a custom resource. */
export interface Asked {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  /** Whoever has it can answer in our place, so it is written nowhere. */
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
}

/** As much of Lambda's context as is needed. */
export interface Context {
  readonly invokedFunctionArn: string;
  getRemainingTimeInMillis(): number;
}

/** Something that an account has once, and that is turned on here and never off. */
export interface Setting {
  /** What becomes of it with the stack, in one sentence. */
  readonly onDelete: string;
  /** Turns it on where it is off. @returns whether something was changed */
  turnOn(account: string, signal: AbortSignal): Promise<boolean>;
}

export interface World {
  readonly clock: Clock;
  log(line: object): void;
}

/** Kept back for the answer, in milliseconds. */
const FOR_ANSWER = 15_000;

/** An answer has 4,096 bytes at most. */
const LONGEST_REASON = 1_000;

/**
 * Does what CloudFormation asks, and answers it, whatever happens.
 *
 * @throws where CloudFormation cannot be reached, so that Lambda does all of it again
 */
export async function answer(asked: Asked, context: Context, setting: Setting, world: World): Promise<void> {
  const { RequestType, ResponseURL, StackId, RequestId, LogicalResourceId } = asked;
  const account = context.invokedFunctionArn.split(':')[4];
  const { onDelete } = setting;
  const body = { StackId, RequestId, LogicalResourceId, PhysicalResourceId: asked.PhysicalResourceId ?? account };
  let result: object;
  try {
    if (RequestType === 'Delete') {
      result = { Status: 'SUCCESS', Reason: onDelete };
    } else {
      const changed = await inTime(context, async signal => setting.turnOn(account, signal));
      result = { Status: 'SUCCESS', Reason: changed ? 'turned on' : 'it was on already', Data: { Changed: String(changed), OnDelete: onDelete } };
    }
  } catch (error) {
    result = { Status: 'FAILED', Reason: String((error as Error)?.message ?? error).replaceAll(ResponseURL, '').slice(0, LONGEST_REASON) };
  }
  world.log({ RequestType, account, ...result });
  const left = AbortSignal.timeout(Math.max(1_000, context.getRemainingTimeInMillis() - 1_000));
  await put(ResponseURL, JSON.stringify({ ...body, ...result }), world.clock, left);
}

/** Stops the work while there is time to say so. */
async function inTime<T>(context: Context, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const late = new Error('there was no time left; deploy again');
  const timer = setTimeout(() => stop.abort(late), Math.max(0, context.getRemainingTimeInMillis() - FOR_ANSWER));
  const end = new Promise<never>((_, reject) => stop.signal.addEventListener('abort', () => reject(late)));
  try {
    return await Promise.race([work(stop.signal), end]);
  } finally {
    clearTimeout(timer);
  }
}

/** What `fetch` fails with may name the URL, so no more is told than its code. */
async function put(url: string, body: string, clock: Clock, left: AbortSignal): Promise<void> {
  try {
    await patiently(clock, left, async () => {
      const signal = AbortSignal.any([left, AbortSignal.timeout(5_000)]);
      // As bytes it gets no content type: the URL is signed without one.
      const { status } = await fetch(url, { method: 'PUT', body: Buffer.from(body), redirect: 'manual', signal }).catch(bare);
      if (status !== 200) throw Object.assign(new Error(), { name: `HTTP ${status}`, $metadata: { httpStatusCode: status } });
    });
  } catch (error) {
    throw new Error(`CloudFormation was not reached (${codeOf(error)})`);
  }
}

const codeOf = (error: unknown): string => {
  const { code, name } = error as { readonly code?: string; readonly name: string };
  return code ?? name;
};

function bare({ name, cause }: Error): never {
  throw Object.assign(new Error(), { name, code: (cause as { readonly code?: string } | undefined)?.code });
}
