import { choose } from './conditions';
import { findInMap } from './find-in-map';
import { type JsonMap, isMap } from './json-value';
import { getAtt, importValue, ref } from './references';
import { type Scope, unreadable } from './scope';
import { join, select, split, sub } from './strings';
import { Text, textOf } from './symbolic-text';

/**
 * What an expression comes to: a text, a number, a boolean, a list or a map (their items not yet resolved), or undefined
 * where it is absent (`AWS::NoValue`). What nobody can know is a text that is one hole.
 */
export type Resolved = Text | number | boolean | readonly unknown[] | JsonMap | undefined;

/** One intrinsic function: its argument and the whole expression to its result. */
export type Intrinsic = (argument: unknown, scope: Scope, expression: unknown) => Resolved;

function intrinsic(name: string): Intrinsic | undefined {
  switch (name) {
    case 'Ref': return ref;
    case 'Fn::GetAtt': return getAtt;
    case 'Fn::ImportValue': return importValue;
    case 'Fn::Sub': return sub;
    case 'Fn::Join': return join;
    case 'Fn::Select': return select;
    case 'Fn::Split': return split;
    case 'Fn::FindInMap': return findInMap;
    case 'Fn::If': return choose;
    default: return undefined;
  }
}

/** Resolves one expression, not the items of what it comes to. */
export function resolve(expression: unknown, scope: Scope): Resolved {
  if (typeof expression === 'string') return textOf(expression);
  if (typeof expression === 'number' || typeof expression === 'boolean') return expression;
  if (expression instanceof Text || Array.isArray(expression)) return expression;
  if (!isMap(expression)) return undefined;
  const call = callOf(expression);
  if (!call) return expression;
  const apply = intrinsic(call.name);
  if (!apply) return unreadable(expression, scope);
  const found = scope.world.within(() => ({ value: apply(call.argument, scope, expression) }));
  return found ? found.value : unreadable(expression, scope, 'nested too deeply or too long to resolve');
}

/** The function call that a map is, where it is one: `{"Fn::Sub": ...}` or `{"Ref": ...}` and nothing beside it. */
export function callOf(expression: unknown): { readonly name: string; readonly argument: unknown } | undefined {
  if (!isMap(expression)) return undefined;
  const [name, ...more] = Object.keys(expression);
  if (name === undefined || more.length > 0 || !(name === 'Ref' || name.startsWith('Fn::'))) return undefined;
  return { name, argument: expression[name] };
}
