/**
 * The IAM policy language for S3: decide requests, explain decisions, compare policies. No AWS SDK, no dependency, no network.
 *
 * ```ts
 * import { decide, explain, parsePolicy, publicAccess } from 'cdk-s3-compliance/policy';
 * ```
 */
export { decide, decider, type Decision, type Policies, type Step } from './decide';
export { diff, type Difference, type DiffOptions, type PolicyDiff } from './diff';
export { parsePolicy, type Condition, type ParseOptions, type Policy, type PrincipalElement, type PrincipalEntry, type Selector, type Statement } from './document';
export { explain, type Explanation, type Known, type PartLook, type PolicyKind, type StatementLook } from './explain';
export { publicAccess, type PublicAccess, type PublicStatement } from './public';
export { type Reach } from './reach';
export { ANONYMOUS, awsRequester, type ContextValue, type Request, type Requester, role, service } from './request';
export { s3Action, s3Actions, s3ActionsLike, s3ConditionKey, s3ConditionKeys, type ConditionKey, type S3Action } from './s3-reference';
export {
  requesterOf, simulate, type Expectation, type Simulation, type SimulationCell, type SimulationContext, type SimulationRow, type SimulationTable,
} from './simulate';
export { type Opaque, type Text } from './text';
export { validate, type PolicyProblem, type ValidateOptions } from './validate';
