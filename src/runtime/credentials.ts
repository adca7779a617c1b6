/**
 * Temporary credentials for Lambda functions and services: assumed, scoped, renewed, and nothing else accepted. No AWS SDK, no dependency.
 *
 * ```ts
 * import { assumeRole, requireTemporary, sessionPolicy } from 'cdk-s3-compliance/runtime/credentials';
 * ```
 */
export { assumeRole, type AssumeRoleAnswer, type AssumeRoleInput, type AssumeRoleOptions, type TemporaryCredentials } from './parts/assume-role';
export { type Caller, type CallerIdentity, callerOf, refuseRoot } from './parts/caller';
export { type AnyCredentials, isLongTerm, kindOfKey, refuseLongTerm, requireTemporary } from './parts/credential-guard';
export { sessionPolicy, type SessionPolicyOptions } from './parts/session-policy';
export { Refused } from './parts/refused';
