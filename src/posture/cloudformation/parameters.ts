import { brief, own } from './json-value';
import { type Resolved, resolve } from './resolve';
import { type Scope, holeFor, scopeOf } from './scope';
import { Text, identityOf, lettersOf, textOf } from './symbolic-text';

const SSM = /^AWS::SSM::Parameter::/;
const LIST = /^(?:CommaDelimitedList$|List<)/;

/** What a parameter comes to; undefined where the template has no parameter of that name. */
export function parameter(name: string, scope: Scope): { readonly value: Resolved } | undefined {
  const definition = own(scope.stack.parameters, name);
  if (definition === undefined) return undefined;
  const { parent } = scope.stack;
  const passed = parent && own(own(parent.body.Properties, 'Parameters'), name);
  const type = own(definition, 'Type');
  const isList = typeof type === 'string' && LIST.test(type);
  if (parent && passed !== undefined) return { value: listed(resolve(passed, scopeOf(scope, parent)), isList) };
  const letters = typeof type === 'string' && SSM.test(type) ? undefined : lettersNow(name, definition, scope);
  if (letters === undefined) return { value: hole(name, definition, scope) };
  return { value: listed(textOf(letters), isList) };
}

function listed(value: Resolved, isList: boolean): Resolved {
  const letters = isList ? lettersOf(value) : undefined;
  return letters === undefined ? value : letters.split(',').map(item => textOf(item.trim()));
}

/** The value that this world decided, else, unless it is read strictly or ruled out, the default. */
function lettersNow(name: string, definition: unknown, scope: Scope): string | undefined {
  const { is, not } = scope.world.about(identityOf(hole(name, definition, scope)));
  if (is !== undefined || scope.strict) return is;
  const initial = own(definition, 'Default');
  if (!['string', 'number', 'boolean'].includes(typeof initial) || not.has(String(initial))) return undefined;
  scope.assumed.add(`parameter ${name} keeps its default ${brief(String(initial))}`);
  return String(initial);
}

function hole(name: string, definition: unknown, scope: Scope): Text {
  const allowed = own(definition, 'AllowedValues');
  return new Text([holeFor({ Ref: name }, scope, undefined, Array.isArray(allowed) ? allowed.map(String) : undefined)]);
}
