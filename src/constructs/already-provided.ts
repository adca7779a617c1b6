import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { show } from './shapes';
import type { Check } from '../controls/control';
import { saysSomething } from '../posture/declarations';
import { type Provided, PROVIDED } from '../posture/provided';

/**
 * Says that a guardrail is there already, so that none is made: an organization has one trail, and its security account has enabled Macie.
 * It is written into the template, and the reports repeat it for the person who attests the check.
 */
export interface AlreadyProvided {
  /** What is there: its ARN, id or name, as the construct that takes it says. */
  readonly reference: string;

  /** Who provides it, in words that an auditor can follow up: `the trail of the organization, account 111122223333`. */
  readonly providedBy: string;
}

type Pattern = readonly [pattern: RegExp, example: string];

/**
 * Writes down that a guardrail is there already.
 *
 * @param scope the construct that would have made it
 * @param name of the property, for the message
 * @param checks that the guardrail is for
 * @param fits what the reference must look like: a pattern, and an example of it
 * @returns the reference
 */
export function provided(scope: IConstruct, name: string, given: AlreadyProvided, checks: readonly Check[], fits?: Pattern): string {
  const refuse = (what: string, cure: string): never => {
    throw new Error(`${scope.node.path}: '${name}' ${what}; ${cure}`);
  };
  const { reference, providedBy } = given ?? {};
  const cure = fits ? `pass one such as '${fits[1]}'` : 'pass an ARN, an id or a name';
  if (typeof reference !== 'string' || reference === '') refuse(`has the reference ${show(reference)}`, cure);
  if (fits && !Token.isUnresolved(reference) && !fits[0].test(reference)) refuse(`has the reference '${reference}'`, cure);
  if (typeof providedBy !== 'string' || !saysSomething(providedBy)) refuse(`does not say who provides ${show(reference)}`, 'pass a \'providedBy\' that an auditor can follow up');
  const { templateOptions } = Stack.of(scope);
  const entry: Provided = { checks: checks.map(({ id }) => id), reference, providedBy };
  const others = (templateOptions.metadata?.[PROVIDED] ?? []) as readonly Provided[];
  templateOptions.metadata = { ...templateOptions.metadata, [PROVIDED]: [...others, entry] };
  return reference;
}
