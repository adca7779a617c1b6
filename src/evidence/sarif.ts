import { present, type Report } from './report';
import { toJsonLines } from './sarif-json';
import { BASE, locationOf } from './sarif-locations';
import { resultsOf } from './sarif-results';
import { rulesOf, taxonomyOf } from './sarif-rules';
import { line, message } from './sarif-text';
import { declaredInWords, exceptionInWords } from './words';

export interface SarifOptions {
  /** The version of this package, as semantic version. */
  readonly version: string;
  /**
   * Only what fails or is unknown. GitHub code scanning makes an alert of every result, whatever its kind, and heeds no suppressions.
   * @default false - every finding, with its kind
   */
  readonly alertsOnly?: boolean;
}

const NAME = 'cdk-s3-compliance';

/**
 * As SARIF 2.1.0, a run for each framework: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
 *
 * Rules are controls, taxa are requirements. `unknown` is an open result, `manual` one for review, `waived` a suppressed failure; only
 * failures have a level.
 */
export function toSarif(reports: readonly Report[], options: SarifOptions): string {
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: reports.map(report => runOf(report, options)),
  };
  return toJsonLines(log, 4);
}

function runOf(report: Report, { version, alertsOnly = false }: SarifOptions): object {
  const { framework, disclaimer, generatedAt, asOf } = report;
  const rules = rulesOf(report);
  return {
    tool: {
      driver: {
        name: NAME,
        version,
        semanticVersion: version,
        informationUri: `https://github.com/${NAME}/${NAME}`,
        supportedTaxonomies: [{ name: framework.title, index: 0 }],
        rules: rules.map(rule => rule.descriptor),
      },
    },
    automationDetails: { id: `${NAME}/${framework.id}/`, description: { text: `${framework.title}, ${framework.edition}` } },
    invocations: [{ executionSuccessful: true, toolConfigurationNotifications: notificationsOf(report) }],
    originalUriBaseIds: { [BASE]: { description: { text: 'The directory that the command ran in' } } },
    columnKind: 'utf16CodeUnits',
    taxonomies: [taxonomyOf(report)],
    results: resultsOf(report, rules, alertsOnly),
    properties: { framework: framework.id, disclaimer, ...present('generatedAt', generatedAt), ...present('exceptionsAsOf', asOf) },
  };
}

/** What the owners of the buckets declare: exceptions that waive nothing are easily overlooked. */
function notificationsOf({ buckets }: Report): readonly object[] {
  return buckets.flatMap(bucket => [
    ...bucket.exceptions.filter(e => e.status !== 'waives').map(exception => ({
      level: exception.status.startsWith('not ') ? 'note' : 'warning',
      message: message(`Exception for ${line(exception.control)}, ${exception.status}: ${line(exception.says)} (${line(exceptionInWords(exception))})`),
      locations: [locationOf(bucket, exception)],
    })),
    ...(bucket.declared ?? []).map(declared => ({
      level: declared.unreadable ? 'warning' : 'note',
      message: message(`Declared by the owner, not verified: ${declaredInWords(declared).map(line).join('; ')}`),
      locations: [locationOf(bucket, declared)],
    })),
  ]);
}
