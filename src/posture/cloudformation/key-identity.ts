import type { Resource } from './assembly';
import { exists } from './conditions';
import { own } from './json-value';
import { resolve } from './resolve';
import { type Scope, scopeOf } from './scope';
import { type Piece, Text, identityOf, lettersOf, referent, textOf } from './symbolic-text';

const KMS_ARN = /^arn:[^:]*:kms:/;
const FIELDS = 6;

/** The ARN of a key or an alias taken apart; undefined where a text is none. */
export interface KmsArn {
  readonly region: Text;
  readonly account: Text;
  /** What follows: `key/1234` or `alias/mine`. */
  readonly resource: Text;
}

export function kmsArn(text: Text): KmsArn | undefined {
  const [first] = text.pieces;
  if (typeof first !== 'string' || !KMS_ARN.test(first)) return undefined;
  const fields: Piece[][] = [[]];
  for (const piece of text.pieces) {
    const parts = typeof piece === 'string' ? piece.split(':') : [piece];
    const apart = Math.min(parts.length, FIELDS - fields.length + 1);
    const rest = parts.slice(apart - 1);
    const pieces = [...parts.slice(0, apart - 1), rest.length > 1 ? rest.join(':') : rest[0]];
    fields[fields.length - 1].push(pieces[0]);
    for (const part of pieces.slice(1)) fields.push([part]);
  }
  if (fields.length < FIELDS) return undefined;
  const [region, account, resource] = fields.slice(3).map(field => textOf(...field));
  return { region, account, resource };
}

/** The id of a key without the ARN around it: a reference, or letters; alias ARNs become alias names. */
export function keyId(text: Text): Text {
  const arn = kmsArn(text);
  if (!arn) return text;
  const [first, ...rest] = arn.resource.pieces;
  return typeof first === 'string' ? textOf(first.replace(/^key\//, ''), ...rest) : arn.resource;
}

/** The key resource that a text means: by id, by ARN, by a reference to its alias, or by the alias's name. */
export function keyOf(text: Text, scope: Scope): Resource | undefined {
  const found = referent(keyMeant(text, scope));
  return found?.type === 'AWS::KMS::Alias' ? undefined : found;
}

/** The id of the key that a text means: an alias of these templates is followed to what it is for. */
export function keyMeant(text: Text, scope: Scope): Text {
  const id = keyId(text);
  const found = referent(id) ?? aliasNamed(id, kmsArn(text), scope);
  if (found?.type !== 'AWS::KMS::Alias') return id;
  const inside = scopeOf(scope, found);
  const target = resolve(own(resolve(own(found.body, 'Properties'), inside), 'TargetKeyId'), inside);
  return target instanceof Text ? keyId(target) : id;
}

/** The alias of that name, one of the same template before that of another; undefined where there are several. */
function aliasNamed(id: Text, arn: KmsArn | undefined, scope: Scope): Resource | undefined {
  const all = (scope.assembly.aliasNames.get(identityOf(id)) ?? []).filter(one => exists(one, scope) !== false && !isElsewhere(one, arn, scope));
  const near = all.filter(({ stack }) => stack === scope.stack);
  const [first, ...more] = near.length > 0 ? near : all;
  return more.length === 0 ? first : undefined;
}

/** Whether an alias is surely in another Region or account than a name says; the name alone is of where it stands. */
function isElsewhere({ stack }: Resource, arn: KmsArn | undefined, scope: Scope): boolean {
  return (['region', 'account'] as const).some(key => {
    const [here, there] = [(arn && lettersOf(arn[key])) ?? scope.stack.template[key], stack.template[key]];
    return here !== undefined && there !== undefined && here !== there;
  });
}

/** Equal for every way of writing the same key. */
export const keyIdentity = (text: Text, scope: Scope): string => keyOf(text, scope)?.token ?? identityOf(keyMeant(text, scope));

const KEY_NAME = /^(?:arn:[^:]*:kms:|alias\/|mrk-|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$)/i;

/** Whether a text can be the name of a key: `*` or an action never is one, whatever a template calls its key or alias. */
export const namesKey = (text: Text): boolean => KEY_NAME.test(lettersOf(text) ?? 'alias/');
