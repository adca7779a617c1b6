import type { Resource } from './assembly';
import { brief, isMap, own } from './json-value';
import { type Intrinsic, callOf, resolve } from './resolve';
import { type Scope, holeFor, unreadable } from './scope';
import { piecesOf } from './strings';
import { type Text, identityOf, lettersOf, render, textOf } from './symbolic-text';
import type { Atom } from './world';

/** True, false, or the first comparison that has to be decided to know. */
type Truth = boolean | Atom;

/** `Fn::If`: the branch that this world takes. */
export const choose: Intrinsic = (argument, scope, expression) => {
  if (!Array.isArray(argument) || argument.length !== 3) return unreadable(expression, scope);
  const [name, yes, no] = argument as unknown[];
  const holds = typeof name === 'string' ? conditionHolds(name, scope) : undefined;
  if (holds === undefined) return unreadable(expression, scope, `decided at deploy time by the condition ${brief(name)}`);
  return resolve(holds ? yes : no, scope);
};

/** Whether a resource exists in this world, by its Condition and those of the nested stacks around it; undefined where that is not decided. */
export function exists(resource: Resource, scope: Scope): boolean | undefined {
  const { parent } = resource.stack;
  const around = parent ? scope.world.within(() => exists(parent, scope)) : true;
  const itself = around === false ? false : meetsCondition(resource, scope);
  return itself === true ? around : itself;
}

function meetsCondition({ body, stack }: Resource, scope: Scope): boolean | undefined {
  const name = own(body, 'Condition');
  if (name === undefined || name === null) return true;
  return typeof name === 'string' ? conditionHolds(name, { ...scope, stack }) : undefined;
}

/** Whether a condition holds in this world; where it is undecided, the world is asked to branch on it. */
function conditionHolds(name: string, scope: Scope): boolean | undefined {
  const { world } = scope;
  const consulted = world.consulted;
  world.consulted = new Set();
  const truth = named(name, { ...scope, strict: true });
  const varies = world.consulted.size > 0;
  for (const operand of world.consulted) consulted.add(operand);
  world.consulted = consulted;
  if (typeof truth !== 'boolean') {
    world.asked ??= truth;
    return undefined;
  }
  if (varies) world.conditions.set(scope.stack === world.home ? name : `${scope.stack.label}#${name}`, truth);
  return truth;
}

function named(name: string, scope: Scope): Truth {
  const { evaluated } = scope.world;
  const key = `${scope.stack.label}|${name}`;
  const before = evaluated.get(key);
  if (before === 'open') return decided(atomFor({ Condition: name }, scope), scope);
  if (before !== undefined) return reconsult(before, scope);
  evaluated.set(key, 'open');
  const expression = own(scope.stack.conditions, name);
  const truth = expression === undefined ? decided(atomFor({ Condition: name }, scope), scope) : evaluate(expression, scope);
  evaluated.set(key, truth);
  return truth;
}

function reconsult(truth: Truth, scope: Scope): Truth {
  for (const { atom } of scope.world.decisions) scope.world.consulted.add(atom.operand);
  if (typeof truth !== 'boolean') scope.world.consulted.add(truth.operand);
  return truth;
}

function evaluate(expression: unknown, scope: Scope): Truth {
  if (typeof expression === 'boolean') return expression;
  const call = callOf(expression) ?? conditionCall(expression);
  const operands = Array.isArray(call?.argument) ? call.argument as unknown[] : [];
  const inner = scope.world.within((): Truth | undefined => {
    switch (call?.name) {
      case 'Condition': return typeof call.argument === 'string' ? named(call.argument, scope) : undefined;
      case 'Fn::Equals': return operands.length === 2 ? equals(operands[0], operands[1], scope) : undefined;
      case 'Fn::And': return operands.length > 0 ? combine(operands, false, scope) : undefined;
      case 'Fn::Or': return operands.length > 0 ? combine(operands, true, scope) : undefined;
      case 'Fn::Not': return operands.length === 1 ? negate(evaluate(operands[0], scope)) : undefined;
      default: return undefined;
    }
  });
  return inner ?? decided(atomFor(expression, scope), scope);
}

/** Or (`outweighs` is true) and And (false): one operand of that value decides alone. */
function combine(operands: readonly unknown[], outweighs: boolean, scope: Scope): Truth {
  let open: Atom | undefined;
  for (const operand of operands) {
    const truth = evaluate(operand, scope);
    if (truth === outweighs) return outweighs;
    if (typeof truth !== 'boolean') open ??= truth;
  }
  return open ?? !outweighs;
}

const negate = (truth: Truth): Truth => typeof truth === 'boolean' ? !truth : truth;

function equals(left: unknown, right: unknown, scope: Scope): Truth {
  const [a, b] = [left, right].map(side => textOf(...piecesOf(resolve(side, scope), scope, side)));
  const [lettersA, lettersB] = [lettersOf(a), lettersOf(b)];
  if (identityOf(a) === identityOf(b)) return true;
  if (lettersA !== undefined && lettersB !== undefined) return false;
  if (lettersB !== undefined) return decided(comparison(a, lettersB), scope);
  if (lettersA !== undefined) return decided(comparison(b, lettersA), scope);
  const [operand, other] = [a, b].map(identityOf).sort();
  const shown = `${brief(left)} equals ${brief(right)}`;
  return decided({ operand: `${operand}=${other}`, literal: 'true', says: [shown, `not ${shown}`] }, scope);
}

function comparison(text: Text, literal: string): Atom {
  const [piece] = text.pieces;
  const allowed = text.pieces.length === 1 && typeof piece === 'object' && 'hole' in piece ? piece.allowed : undefined;
  const shown = render(text, hole => hole.hole.slice(hole.hole.indexOf('|') + 1));
  return { operand: identityOf(text), literal, says: [`${shown} is "${literal}"`, `${shown} is not "${literal}"`], ...allowed && { allowed } };
}

function atomFor(expression: unknown, scope: Scope): Atom {
  const shown = brief(expression);
  return { operand: holeFor(expression, scope).hole, literal: 'true', says: [`${shown} is true`, `${shown} is false`] };
}

const decided = (atom: Atom, scope: Scope): Truth => scope.world.holds(atom) ?? atom;

function conditionCall(expression: unknown): { readonly name: string; readonly argument: unknown } | undefined {
  return isMap(expression) && Object.keys(expression).length === 1 && 'Condition' in expression
    ? { name: 'Condition', argument: expression.Condition } : undefined;
}
