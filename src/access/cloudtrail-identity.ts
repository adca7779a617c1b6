import type { RecordedRequester } from './access-record';
import { type Fields, fields, flag, text } from './cloudtrail-fields';

/** Who made the request, as CloudTrail has it. */
export interface CloudTrailIdentity {
  /** `Root`, `IAMUser`, `AssumedRole`, `FederatedUser`, `AWSAccount`, `AWSService`, `Unknown` and others. */
  readonly type?: string;
  readonly arn?: string;
  readonly account?: string;
  readonly principalId?: string;
  readonly accessKeyId?: string;
  readonly userName?: string;
  /** The service that made the request, as its principal or its name. */
  readonly invokedBy?: string;
  /** ARN of the role or the user that a session was made from. */
  readonly issuer?: string;
  readonly mfa?: boolean;
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
export function identityOf(value: unknown): CloudTrailIdentity {
  const identity = fields(value);
  const session = fields(identity.sessionContext);
  return {
    type: text(identity, 'type'),
    arn: text(identity, 'arn'),
    account: text(identity, 'accountId'),
    principalId: text(identity, 'principalId'),
    accessKeyId: text(identity, 'accessKeyId'),
    userName: text(identity, 'userName'),
    invokedBy: text(identity, 'invokedBy'),
    issuer: text(fields(session.sessionIssuer), 'arn'),
    mfa: flag(fields(session.attributes), 'mfaAuthenticated'),
  };
}

const ANONYMOUS = 'ANONYMOUS_PRINCIPAL';

/** CloudTrail has anonymous requests as an account of that name, or as an unknown `Anonymous`. */
function isAnonymous({ type, account, principalId }: CloudTrailIdentity): boolean {
  return account?.toUpperCase() === ANONYMOUS || principalId?.toUpperCase() === ANONYMOUS
    || (type === 'Unknown' && principalId?.toLowerCase() === 'anonymous');
}

export function requesterOf(identity: CloudTrailIdentity): RecordedRequester {
  const { type, arn, account, principalId, invokedBy } = identity;
  if (isAnonymous(identity)) return { type: 'anonymous', root: false };
  if (type === 'AWSService') return { type: 'service', ...invokedBy !== undefined && { id: invokedBy }, root: false };
  const id = arn ?? principalId ?? account;
  if (type === undefined || type === 'Unknown' || id === undefined) return { type: 'unknown', ...id !== undefined && { id } };
  return { type: 'aws', id, ...account !== undefined && { account }, ...rootOf(identity) };
}

/** Of another account CloudTrail tells no more than the account. */
const rootOf = ({ type }: CloudTrailIdentity): { root?: boolean } => type === 'Root' ? { root: true } : type === 'AWSAccount' ? {} : { root: false };

export const parameters = (event: Fields): Fields => fields(event.requestParameters);
