import { Token } from 'aws-cdk-lib';
import type { FrameworkConformancePackProps } from './framework-conformance-pack-props';
import { MANAGED_RULES } from './managed-rules';
import { checksOf, demands } from '../../frameworks/framework';
import { ComplianceFramework, definitionOf } from '../compliance-framework';

const KNOWN: readonly string[] = Object.values(ComplianceFramework);

/** What RetentionInDays of a log group can be. */
const LOG_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

const MOST_EXCLUDED = 1_000;

/** Refuses what AWS Config would refuse, and what would judge nothing. @param path of the construct, for the messages */
export function checkPack(path: string, props: FrameworkConformancePackProps): void {
  const refuse = (what: string): never => {
    throw new Error(`${path}: ${what}`);
  };
  const { framework, packName, excludedAccounts, logRetention } = props;
  if (!KNOWN.includes(framework)) refuse(`there is no framework '${framework}'; pass a member of ComplianceFramework`);
  if (packName !== undefined && !Token.isUnresolved(packName) && !/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(packName)) {
    refuse(`'packName' must be a letter, then letters, digits and hyphens, at most 128, got '${packName}'; pass one such as 's3-hipaa'`);
  }
  for (const name of ['excludedAccounts', 'conditionalChecks', 'excludedRules', 'encryptionKeys', 'bucketGrantees'] as const) {
    if (props[name]?.length === 0) refuse(`'${name}' is empty; leave it out`);
  }
  if (excludedAccounts && !props.organization) refuse("'excludedAccounts' needs 'organization'; leave it out for a pack of one account");
  if (excludedAccounts && excludedAccounts.length > MOST_EXCLUDED) {
    refuse(`'excludedAccounts' names ${excludedAccounts.length}, and at most ${MOST_EXCLUDED} fit; make packs for the organizational units instead`);
  }
  const odd = excludedAccounts?.find(account => !Token.isUnresolved(account) && !/^\d{12}$/.test(account));
  if (odd !== undefined) refuse(`'excludedAccounts' must be ids of 12 digits, got '${odd}'; pass one such as '111122223333'`);
  const rules = MANAGED_RULES.map(({ identifier }) => identifier);
  const noRule = props.excludedRules?.find(identifier => !rules.includes(identifier));
  if (noRule !== undefined) refuse(`'excludedRules' names '${noRule}', which no pack has; pass identifiers such as 'MACIE_STATUS_CHECK'`);
  const definition = definitionOf(framework);
  const conditional = checksOf(definition).map(({ id }) => id)
    .filter(id => !demands(definition, id) && MANAGED_RULES.some(({ checks }) => checks.includes(id)));
  const noCheck = props.conditionalChecks?.find(id => !conditional.includes(id));
  if (noCheck !== undefined) {
    refuse(`'conditionalChecks' names '${noCheck}', which ${definition.title} does not ask of some buckets only; `
      + (conditional.length > 0 ? `pass some of ${conditional.map(id => `'${id}'`).join(', ')}` : 'leave it out'));
  }
  const days = logRetention && !logRetention.isUnresolved() ? logRetention.toDays({ integral: false }) : undefined;
  if (days !== undefined && !LOG_DAYS.includes(days)) {
    refuse(`'logRetention' must be days that CloudWatch Logs knows, got ${days}; pass one of ${LOG_DAYS.join(', ')}`);
  }
  if (props.recording && props.organization) refuse("'recording' cannot go with 'organization', whose accounts have recorders of their own; leave it out");
}
