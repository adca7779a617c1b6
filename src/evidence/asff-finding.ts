/**
 * A finding in the AWS Security Finding Format: as much of it as is written here.
 *
 * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
 */
export interface AsffFinding {
  readonly SchemaVersion: '2018-10-08';
  readonly Id: string;
  readonly ProductArn: string;
  readonly ProductName: string;
  readonly GeneratorId: string;
  readonly AwsAccountId: string;
  readonly CreatedAt: string;
  readonly UpdatedAt: string;
  readonly LastObservedAt: string;
  readonly Title: string;
  readonly Description: string;
  readonly Remediation?: { readonly Recommendation: { readonly Text: string } };
  readonly FindingProviderFields: { readonly Severity: AsffSeverity; readonly Types: readonly string[] };
  readonly ProductFields: Readonly<Record<string, string>>;
  readonly Resources: readonly AsffResource[];
  readonly Compliance: AsffCompliance;
  readonly Workflow?: { readonly Status: 'SUPPRESSED' };
  readonly RecordState: 'ACTIVE' | 'ARCHIVED';
}

export interface AsffSeverity {
  readonly Label: 'INFORMATIONAL' | 'LOW' | 'MEDIUM' | 'HIGH';
  readonly Original: string;
}

export interface AsffResource {
  readonly Type: 'AwsS3Bucket';
  readonly Id: string;
  readonly Partition: string;
  readonly Region?: string;
}

export interface AsffCompliance {
  readonly Status: 'PASSED' | 'WARNING' | 'FAILED' | 'NOT_AVAILABLE';
  readonly SecurityControlId: string;
  readonly RelatedRequirements?: readonly string[];
  readonly StatusReasons?: readonly { readonly ReasonCode: string; readonly Description: string }[];
}
