import { Token } from 'aws-cdk-lib';
import type { OrganizationGuardrailsProps } from './organization-guardrails-props';

const UNIT = /^(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;
const ACCOUNT = /^\d{12}$/;
const NAME = /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/;

/** Refuses what cannot work. @param path of the construct, for the messages */
export function checkOrganization(path: string, props: OrganizationGuardrailsProps): void {
  const refuse = (what: string): never => {
    throw new Error(`${path}: ${what}`);
  };
  const list = (name: 'organizationalUnits' | 'regions' | 'excludedAccounts', fits: RegExp, example: string) => {
    const given = props[name];
    if (given?.length === 0) refuse(`'${name}' is empty; pass at least one such as '${example}'`);
    const odd = given?.find(value => !Token.isUnresolved(value) && !fits.test(value));
    if (odd !== undefined) refuse(`'${name}' has '${odd}'; pass one such as '${example}'`);
    const twice = given?.find((value, i) => given.indexOf(value) !== i);
    if (twice !== undefined) refuse(`'${name}' has '${twice}' twice; name it once`);
  };
  const percent = (name: 'failureTolerancePercentage' | 'maxConcurrentPercentage', least: number) => {
    const value = props[name];
    if (value === undefined || Token.isUnresolved(value) || (Number.isInteger(value) && value >= least && value <= 100)) return;
    refuse(`'${name}' must be a whole number from ${least} to 100, got ${value}; leave it out for the default`);
  };
  list('organizationalUnits', UNIT, 'ou-ab12-3cd45678');
  list('regions', REGION, 'eu-central-1');
  list('excludedAccounts', ACCOUNT, '111122223333');
  percent('failureTolerancePercentage', 0);
  percent('maxConcurrentPercentage', 1);
  const { stackSetName, frameworks } = props;
  if (stackSetName !== undefined && !Token.isUnresolved(stackSetName) && !NAME.test(stackSetName)) {
    refuse(`'stackSetName' must be a letter, then letters, digits and hyphens, at most 128, got '${stackSetName}'; pass one such as 's3-guardrails'`);
  }
  if (frameworks?.length === 0) refuse("'frameworks' is empty; name one, or pass 'packsProvided'");
  const { homeRegion, regions, guardrails } = props;
  if (Token.isUnresolved(homeRegion)) refuse(`'homeRegion' cannot be left to the deployment; pass one of ${regions.join(', ')}`);
  if (homeRegion !== undefined && !regions.includes(homeRegion)) refuse(`'homeRegion' is ${homeRegion}, which is not in 'regions'; pass one of ${regions.join(', ')}`);
  if (frameworks && guardrails?.frameworks) refuse("'frameworks' cannot go with those of 'guardrails', or each rule would be billed twice; name them once");
  if (props.stackSetProvided && props.guardrails) refuse("'guardrails' cannot go with 'stackSetProvided'; pass one of them");
  if (props.packsProvided && frameworks) refuse("'frameworks' cannot go with 'packsProvided'; pass one of them");
  if (guardrails?.conformancePacksProvided && frameworks) refuse("'frameworks' cannot go with 'conformancePacksProvided' of 'guardrails'; pass one of them");
  if (props.packsProvided && guardrails?.frameworks) refuse("'packsProvided' cannot go with 'frameworks' of 'guardrails'; pass one of them");
}
