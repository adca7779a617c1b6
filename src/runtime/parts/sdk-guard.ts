import type { SdkService } from './sdk-load';
import { CALLS, type CallName } from '../../posture/live';

type Handler = (args: never) => Promise<unknown>;
export type Middleware = (next: Handler, context: { readonly commandName?: string }) => Handler;

/** As much of a client of the AWS SDK, or of a command for one, as is used. */
export interface Stacked {
  readonly middlewareStack: { add(middleware: Middleware, options: Readonly<Record<string, string>>): void };
}

export interface SdkClient extends Stacked {
  send(command: Stacked, options: { readonly abortSignal: AbortSignal }): Promise<unknown>;
  destroy(): void;
}

export interface WireRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Operations by the names of their API references. The two services beside those of the port serve to find out who asks, and as whom. */
export const OPERATIONS: Readonly<Record<SdkService, ReadonlySet<string>>> = {
  's3': operationsOf('s3'),
  's3-control': operationsOf('s3-control'),
  'kms': operationsOf('kms'),
  'cloudtrail': operationsOf('cloudtrail'),
  'cloudwatch': operationsOf('cloudwatch'),
  'macie2': operationsOf('macie2'),
  'sts': new Set(['GetCallerIdentity', 'AssumeRole']),
  'organizations': new Set(['ListAccounts']),
};

/** The operation of a call. S3 and S3 Control have one of the same name, for a bucket and for the account. */
export function operationOf(call: CallName): string {
  return call === 'GetAccountPublicAccessBlock' ? 'GetPublicAccessBlock' : call;
}

function operationsOf(service: SdkService): ReadonlySet<string> {
  return new Set((Object.keys(CALLS) as CallName[]).filter(call => CALLS[call].service === service).map(operationOf));
}

/** Services that say by the method of a request whether it writes. The others send everything as POST, and the operation beside it. */
const BY_METHOD: readonly SdkService[] = ['s3', 's3-control', 'macie2'];

/**
 * Lets a client send nothing but the reads of `OPERATIONS`. Looks twice: at the command that is asked for, before anything is made of it, and at the
 * request itself, after everything else that could change it.
 */
export function guard(client: Stacked, service: SdkService): void {
  client.middlewareStack.add((next, { commandName = '' }) => async (args) => {
    if (!OPERATIONS[service].has(commandName.replace(/Command$/, ''))) throw refusal(commandName);
    return next(args);
  }, { step: 'initialize', priority: 'high', name: 'onlyReadsAsked' });
  client.middlewareStack.add((next, { commandName = '' }) => async (args) => {
    const { request } = args as { readonly request: WireRequest };
    if (!isRead(service, request, commandName.replace(/Command$/, ''))) throw refusal(`${commandName} as ${request.method}`);
    return next(args);
  }, { step: 'deserialize', priority: 'low', name: 'onlyReadsSent' });
}

export function isRead(service: SdkService, { method, path = '', headers = {}, body }: WireRequest, operation: string): boolean {
  if (!OPERATIONS[service].has(operation)) return false;
  if (BY_METHOD.includes(service)) return method === 'GET' || method === 'HEAD';
  const target = Object.entries(headers).find(([name]) => name.toLowerCase() === 'x-amz-target')?.[1];
  if (target !== undefined) return target.endsWith(`.${operation}`);
  if (path.includes('/operation/')) return path.endsWith(`/operation/${operation}`);
  return typeof body === 'string' && new URLSearchParams(body).getAll('Action').join() === operation;
}

const refusal = (what: string): Error => Object.assign(new Error(`refused to send ${what}: an audit reads only`), { name: 'Refused' });
