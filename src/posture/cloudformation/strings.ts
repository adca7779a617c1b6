import { own } from './json-value';
import { type Intrinsic, type Resolved, resolve } from './resolve';
import { type Scope, holeFor, unreadable } from './scope';
import { type Piece, Text, isHole, joined, lettersOf } from './symbolic-text';

/** A resolved value as pieces of a text; what is no text becomes a hole. */
export function piecesOf(value: Resolved, scope: Scope, expression: unknown): readonly Piece[] {
  if (value instanceof Text) return value.pieces;
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  return [holeFor(expression, scope)];
}

const VARIABLE = /\$\{([^}]*)\}/g;

export const sub: Intrinsic = (argument, scope, expression) => {
  const [template, variables] = Array.isArray(argument) ? argument as unknown[] : [argument, undefined];
  if (typeof template !== 'string') return unreadable(expression, scope);
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of template.matchAll(VARIABLE)) {
    pieces.push(template.slice(end, match.index), ...variable(match[1], variables, scope));
    end = match.index + match[0].length;
  }
  return joined([...pieces, template.slice(end)]);
};

function variable(name: string, variables: unknown, scope: Scope): readonly Piece[] {
  if (name.startsWith('!')) return [`\${${name.slice(1)}}`];
  const given = own(variables, name);
  const expression = given ?? (name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name });
  return piecesOf(resolve(expression, scope), scope, expression);
}

export const join: Intrinsic = (argument, scope, expression) => {
  const [delimiter, given] = Array.isArray(argument) ? argument as unknown[] : [];
  const list = itemsOf(given, scope);
  if (typeof delimiter !== 'string' || !list) return unreadable(expression, scope);
  const parts = list.map(item => piecesOf(item, scope, expression));
  return joined(parts.flatMap((part, i) => i === 0 ? part : [delimiter, ...part]));
};

export const select: Intrinsic = (argument, scope, expression) => {
  const [index, given] = Array.isArray(argument) ? argument as unknown[] : [];
  const position = resolve(index, scope);
  const at = typeof position === 'number' ? position : Number(lettersOf(position) ?? NaN);
  const list = itemsOf(given, scope);
  return Number.isInteger(at) && list && at >= 0 && at < list.length ? list[at] : unreadable(expression, scope);
};

/** A name never contains a colon or a slash, so only at these a text with a reference is split; a hole or an attribute may contain anything. */
export const split: Intrinsic = (argument, scope, expression) => {
  const [delimiter, given] = Array.isArray(argument) ? argument as unknown[] : [];
  const text = resolve(given, scope);
  if (typeof delimiter !== 'string' || delimiter === '' || !(text instanceof Text) || !canSplit(text, delimiter)) return unreadable(expression, scope);
  const parts: Piece[][] = [[]];
  for (const piece of text.pieces) {
    const [first, ...more] = typeof piece === 'string' ? piece.split(delimiter) : [piece];
    parts[parts.length - 1].push(first);
    for (const part of more) parts.push([part]);
  }
  return parts.map(joined);
};

const canSplit = ({ pieces }: Text, delimiter: string): boolean =>
  pieces.every(piece => typeof piece === 'string' || (!isHole(piece) && piece.attribute === undefined && /^[:/]+$/.test(delimiter)));

/** The items of a list, resolved, without the absent ones and with lists among them opened; undefined where nobody knows them. */
function itemsOf(expression: unknown, scope: Scope): readonly Resolved[] | undefined {
  const list = resolve(expression, scope);
  if (!Array.isArray(list)) return undefined;
  return list.flatMap(item => {
    const value = resolve(item, scope);
    if (value === undefined) return [];
    return Array.isArray(value) ? value.map(inner => resolve(inner, scope)) : [value];
  });
}
