/**
 * What Security Hub takes of a finding, lengths in characters.
 *
 * Sources: Security Hub API Reference, `AwsSecurityFinding` (Id, GeneratorId, ProductArn, Title, Description, ProductFields, 32 related
 * requirements and resources), `Recommendation` (text), `Severity` (original) and `BatchImportFindings` (240 KB a finding, 100 findings a
 * call); Security Hub Partner Integration Guide, "Guidelines for using the BatchImportFindings API" (6 MB a call, 10 calls a second). The
 * references give no length for a related requirement, a reason and its code: these are our own, below all that was ever seen refused.
 */
export const ASFF = {
  id: 512,
  generatorId: 512,
  productArn: 2048,
  title: 256,
  description: 1024,
  recommendation: 512,
  severity: 64,
  requirements: 32,
  requirement: 64,
  reasons: 20,
  reason: 512,
  fields: 50,
  fieldName: 128,
  field: 2048,
  /** Bytes of JSON in UTF-8. */
  finding: 240_000,
  /** Findings in one call. */
  batch: 100,
  /** Bytes of JSON in one call. */
  batchBytes: 6_000_000,
} as const;
