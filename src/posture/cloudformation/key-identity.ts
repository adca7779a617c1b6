import type { Resource } from './assembly';
import { exists } from './conditions';
import { own } from './json-value';
import { resolve } from './resolve';
import { type Scope, scopeOf } from './scope';
import { Text, identityOf, referent, textOf } from './symbolic-text';

const KMS_ARN = /^arn:[^:]*:kms:/;
const FIELDS_BEFORE_ID = 5;

/** The id of a key without the ARN around it: a reference, or letters; alias ARNs become alias names. */
export function keyId(text: Text): Text {
  const [first] = text.pieces;
  if (typeof first !== 'string' || !KMS_ARN.test(first)) return text;
  let fields = 0;
  for (const [i, piece] of text.pieces.entries()) {
    const parts = typeof piece === 'string' ? piece.split(':') : [piece];
    const missing = FIELDS_BEFORE_ID - fields;
    fields += parts.length - 1;
    if (fields >= FIELDS_BEFORE_ID) return textOf(parts.slice(missing).join(':').replace(/^key\//, ''), ...text.pieces.slice(i + 1));
  }
  return text;
}

/** The key resource that a text means: by id, by ARN, by a reference to its alias, or by the alias's name. */
export function keyOf(text: Text, scope: Scope): Resource | undefined {
  const id = keyId(text);
  const direct = referent(id) ?? aliasNamed(id, scope);
  if (direct?.type !== 'AWS::KMS::Alias') return direct;
  const inside = scopeOf(scope, direct);
  const target = resolve(own(resolve(own(direct.body, 'Properties'), inside), 'TargetKeyId'), inside);
  return target instanceof Text ? referent(keyId(target)) : undefined;
}

/** The alias of that name, one of the same template before that of another; undefined where there are several. */
function aliasNamed(id: Text, scope: Scope): Resource | undefined {
  const all = (scope.assembly.aliasNames.get(identityOf(id)) ?? []).filter(alias => exists(alias, scope) !== false);
  const near = all.filter(({ stack }) => stack === scope.stack);
  const [first, ...more] = near.length > 0 ? near : all;
  return more.length === 0 ? first : undefined;
}

/** Equal for every way of writing the same key. */
export const keyIdentity = (text: Text, scope: Scope): string => keyOf(text, scope)?.token ?? identityOf(keyId(text));
