import type { CfnResource } from 'aws-cdk-lib';
import { show } from './shapes';
import { CONTROLS } from '../controls';
import { isDay } from '../evidence/day';
import { saysSomething } from '../posture/declarations';

/** A control that one bucket is let off for a while. */
export interface ComplianceException {
  /** The control, such as `vpc-only`. */
  readonly control: string;

  /** Why the bucket may do without, in a sentence that an auditor can judge. */
  readonly reason: string;

  /** Who answers for it: a person or a team. */
  readonly owner: string;

  /** The first day on which it does not count any more, as `2027-03-31`. A day that has come is an error. */
  readonly expires: string;
}

/** Refuses exceptions that would waive nothing. @param path of the bucket, for the messages */
export function checkExceptions(path: string, exceptions: readonly ComplianceException[], today: string): void {
  const named = new Set<string>();
  for (const exception of exceptions) {
    const { control, reason, owner, expires } = exception ?? {};
    const refuse = (what: string, cure: string): never => {
      throw new Error(`${path}: the exception from ${show(control)} ${what}; ${cure}`);
    };
    if (!CONTROLS.some(({ id }) => id === control)) refuse('names no control', 'pass an id of docs/CONTROLS.md, such as \'vpc-only\'');
    if (named.has(control)) refuse('is there twice', 'leave one');
    named.add(control);
    for (const [name, value] of Object.entries({ reason, owner })) {
      if (typeof value !== 'string' || !saysSomething(value)) refuse(`has no ${name}`, `pass a ${name} that an auditor can follow up`);
    }
    if (typeof expires !== 'string' || !isDay(expires)) refuse(`expires on ${show(expires)}, which is no day`, 'pass a date such as \'2027-03-31\'');
    if (expires <= today) refuse(`expired on ${expires}`, 'meet the control, or have the exception renewed by its owner');
  }
}

/** Leaves what the owner declares beside the bucket in the template, where the evidence finds it. */
export function declare(resource: CfnResource, key: string, declared: object): void {
  const stated = Object.entries(declared).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0));
  if (stated.length > 0) resource.addMetadata(key, Object.fromEntries(stated));
}
