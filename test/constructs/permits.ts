import { policyFrom } from './deployed';
import { effectOf } from '../../src/policy/decide';
import { ask, type ContextValue, type Requester } from '../../src/policy/request';
import { NO, YES } from '../../src/policy/truth';

/** Of a request over TLS 1.3 with a fresh Signature Version 4. */
export const SEALED = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3', 's3:signatureversion': 'AWS4-HMAC-SHA256', 's3:signatureAge': '1000' };

type Context = Readonly<Record<string, ContextValue>>;

/** Whether a policy by itself lets a request through: it surely allows it, and no statement may deny it. Keys that are not given are absent. */
export function permits(document: unknown, requester: Requester, action: string, resource: string, context: Context = {}): boolean {
  const policy = policyFrom(document, 'policy');
  const asked = ask({ action, resource, requester, context, otherKeys: 'absent' });
  const denied = effectOf(policy, 'denies', asked).truth;
  return effectOf(policy, 'allows', asked).truth === YES && denied === NO;
}
