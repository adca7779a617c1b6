import type { Resource } from './assembly';
import { own } from './json-value';
import { resolve } from './resolve';
import { type Scope, scopeOf } from './scope';
import { Text, identityOf, referent, textOf } from './symbolic-text';

const KEY_ARN = /:key\/$/;
const KEY_OR_ALIAS = /^arn:[^:]*:kms:[^:]*:[^:]*:(?:key\/|(?=alias\/))/;

/** The id of a key without the ARN around it: a reference, or letters; alias ARNs become alias names. */
export function keyId(text: Text): Text {
  const arn = text.pieces.findIndex(piece => typeof piece === 'string' && KEY_ARN.test(piece));
  if (arn >= 0 && arn === text.pieces.length - 2) return textOf(text.pieces[arn + 1]);
  const last = text.pieces[text.pieces.length - 1];
  const flat = identityOf(text);
  if (typeof last !== 'string' || !KEY_OR_ALIAS.test(flat)) return text;
  const rest = flat.replace(KEY_OR_ALIAS, '');
  return last.endsWith(rest) ? textOf(rest) : text;
}

/** The key resource that a text means: by id, by ARN, by a reference to its alias, or by the alias's name. */
export function keyOf(text: Text, scope: Scope): Resource | undefined {
  const id = keyId(text);
  const direct = referent(id) ?? scope.assembly.aliasNames.get(identityOf(id));
  if (direct?.type !== 'AWS::KMS::Alias') return direct;
  const inside = scopeOf(scope, direct);
  const target = resolve(own(resolve(own(direct.body, 'Properties'), inside), 'TargetKeyId'), inside);
  return target instanceof Text ? referent(keyId(target)) : undefined;
}

/** Equal for every way of writing the same key. */
export const keyIdentity = (text: Text, scope: Scope): string => keyOf(text, scope)?.token ?? identityOf(keyId(text));
