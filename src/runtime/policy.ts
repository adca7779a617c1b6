/**
 * The IAM policy language for Lambda functions: no AWS SDK, no dependency, nothing but this project's own files.
 *
 * ```ts
 * import { decide, parsePolicy, role } from 'cdk-s3-compliance/runtime/policy';
 * ```
 */
export { decide, type Decision, type Policies, type Step } from '../policy/decide';
export { parsePolicy, type ParseOptions, type Policy, type Statement } from '../policy/document';
export { ANONYMOUS, awsRequester, type ContextValue, type Request, type Requester, role, service } from '../policy/request';
