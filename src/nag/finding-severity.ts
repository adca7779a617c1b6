/** How much a finding weighs in the validation report of the CDK. */
export enum FindingSeverity {
  /** Stands in the report and stops nothing. */
  INFO = 'info',

  /** Stands in the report and is printed; synthesis goes on, unless the CDK's strict mode makes errors of warnings. */
  WARNING = 'warning',

  /** Stops the synthesis until it is mended, acknowledged with a reason, waived by an exception of the bucket, or known from a baseline file. */
  ERROR = 'error',

  /** Stops the synthesis until it is mended: no acknowledgement, no exception and no baseline file lets it pass. */
  FATAL = 'fatal',
}
