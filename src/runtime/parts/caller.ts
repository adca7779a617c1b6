import { Refused } from './refused';

/** What GetCallerIdentity answers, as far as it is read here. */
export interface CallerIdentity {
  readonly Arn?: string | undefined;
}

/** Who calls. `unknown`: an ARN of no form that is documented, or none. */
export type Caller =
  | { readonly kind: 'root'; readonly account: string }
  | { readonly kind: 'user'; readonly account: string; readonly user: string }
  | { readonly kind: 'assumed-role'; readonly account: string; readonly role: string; readonly session: string }
  | { readonly kind: 'federated-user'; readonly account: string; readonly user: string }
  | { readonly kind: 'unknown'; readonly arn: string };

const ARN = /^arn:aws(?:-[a-z]+)*:(iam|sts)::(\d{12}):(?:(root)|(user|assumed-role|federated-user)\/(.+))$/;

/**
 * Reads the answer of STS GetCallerIdentity. Names come without their path; the role of a session has none in any case.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns,
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function callerOf(identity: CallerIdentity): Caller {
  const arn = typeof identity?.Arn === 'string' ? identity.Arn : '';
  const [, service, account, root, type, rest = ''] = ARN.exec(arn) ?? [];
  const names = rest.split('/');
  const kind = `${service}:${root ?? type}`;
  if (kind === 'iam:root') return { kind: 'root', account };
  if (names.includes('')) return { kind: 'unknown', arn };
  if (kind === 'iam:user') return { kind: 'user', account, user: names[names.length - 1] };
  if (kind === 'sts:assumed-role' && names.length === 2) return { kind: 'assumed-role', account, role: names[0], session: names[1] };
  if (kind === 'sts:federated-user' && names.length === 1) return { kind: 'federated-user', account, user: names[0] };
  return { kind: 'unknown', arn };
}

/**
 * Refuses the root user, and who cannot be told from it.
 *
 * @throws Refused: root-user or unknown-caller
 */
export function refuseRoot(identity: CallerIdentity): void {
  const caller = callerOf(identity);
  if (caller.kind === 'root') throw new Refused('root-user', `the caller is the root user of account ${caller.account}; use a role instead`);
  if (caller.kind === 'unknown') {
    const arn = caller.arn === '' ? 'no ARN' : `the ARN ${JSON.stringify(caller.arn)}`;
    throw new Refused('unknown-caller', `the caller has ${arn}, so it cannot be told from the root user; pass the answer of GetCallerIdentity`);
  }
}
