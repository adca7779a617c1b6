import type { AccountGuardrailsProps } from '../account/account-guardrails-props';
import type { AlreadyProvided } from '../already-provided';
import type { ComplianceFramework } from '../compliance-framework';

/** Properties of the guardrails of an organization. */
export interface OrganizationGuardrailsProps {
  /** Where the stack set deploys: ids of organizational units, or the id of the root for all accounts. */
  readonly organizationalUnits: string[];

  /** The Regions that the stack set deploys to. */
  readonly regions: string[];

  /**
   * Where what is global is deployed, the Block Public Access of the accounts: one of the Regions.
   *
   * @default - the first of them
   */
  readonly homeRegion?: string;

  /**
   * What each account and Region gets. It must need no files, and name what it refers to as text: the accounts see nothing of this app.
   *
   * @default - what AccountGuardrails does by itself
   */
  readonly guardrails?: AccountGuardrailsProps;

  /**
   * Accounts that stack set and conformance packs leave out.
   *
   * @default - none
   */
  readonly excludedAccounts?: string[];

  /**
   * Set where the stack is in the account of a delegated administrator, and not in the management account.
   *
   * @default false
   */
  readonly delegatedAdministrator?: boolean;

  /**
   * The name of the stack set: a letter, then letters, digits and hyphens, at most 128.
   *
   * @default - a name made from the path of the construct
   */
  readonly stackSetName?: string;

  /**
   * In how many accounts of each Region a deployment may fail before it stops, in percent, 0 to 100.
   *
   * @default 10
   */
  readonly failureTolerancePercentage?: number;

  /**
   * To how many accounts of each Region it deploys at once, in percent, 1 to 100.
   *
   * @default 25
   */
  readonly maxConcurrentPercentage?: number;

  /**
   * What the accounts are judged by: one conformance pack each, for the whole organization, in the Region of the stack.
   *
   * @default [ComplianceFramework.BASELINE] - none where `guardrails` names frameworks, which then has packs in each account and Region
   */
  readonly frameworks?: ComplianceFramework[];

  /**
   * Attaches an S3 policy of the organization to the organizational units, which blocks all public access in their accounts and overrides what
   * the accounts say. The accounts can then no longer set their own block: S3 refuses it, so the guardrails must leave it out.
   *
   * @default false - each account blocks public access by itself
   * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_s3_syntax.html
   */
  readonly publicAccessPolicy?: boolean;

  /**
   * Says that another stack set deploys the guardrails already: none is made. The reference is its name or ARN.
   *
   * @default - the stack set is made
   */
  readonly stackSetProvided?: AlreadyProvided;

  /**
   * Says that the organization has conformance packs for S3 already: none is made. The reference is the name of one.
   *
   * @default - the packs are made
   */
  readonly packsProvided?: AlreadyProvided;
}
