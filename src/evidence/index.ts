export { clean } from './clean';
export { evaluate, type EvaluateOptions } from './evaluate';
export { toJson } from './json';
export { judge } from './judge';
export { toMarkdown } from './markdown';
export type { Attestation, Because, BucketReport, Counts, Finding, Outcome, Report, RequirementReport } from './report';
export { toText, type TextOptions } from './text';
