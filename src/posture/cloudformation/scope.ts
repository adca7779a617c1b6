import type { Assembly, Resource, Stack } from './assembly';
import { brief } from './json-value';
import { type Hole, Text } from './symbolic-text';
import type { World } from './world';

/** Where an expression stands, and in which world it is read. */
export interface Scope {
  readonly assembly: Assembly;
  readonly stack: Stack;
  readonly world: World;
  /** Collects what had to be taken for granted. */
  readonly assumed: Set<string>;
  /** Conditions are read strictly: in them a parameter is not taken to keep its default. */
  readonly strict?: boolean;
}

export const scopeIn = (scope: Scope, stack: Stack): Scope => scope.stack === stack ? scope : { ...scope, stack };
export const scopeOf = (scope: Scope, resource: Resource): Scope => scopeIn(scope, resource.stack);

/** An expression that stays unknown until the template is deployed. */
export const unreadable = (expression: unknown, scope: Scope, why?: string): Text => new Text([holeFor(expression, scope, why)]);

export function holeFor(expression: unknown, scope: Scope, why?: string, allowed?: readonly string[]): Hole {
  const shown = brief(expression);
  const identity = shown.length < 100 ? shown : stringified(expression);
  return { hole: `${scope.stack.label}|${identity}`, why: why ?? `decided at deploy time by ${shown}`, ...allowed && { allowed } };
}

function stringified(expression: unknown): string {
  try {
    return JSON.stringify(expression);
  } catch {
    return brief(expression);
  }
}
