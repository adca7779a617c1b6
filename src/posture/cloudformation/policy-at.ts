import { parsePolicy, type Policy } from '../../policy/document';
import { type Fact, known, unknown } from '../fact';
import { brief } from './json-value';
import { type Owner, policyDocument } from './policy-document';
import type { Spot } from './spot';
import { Text, holeOf, lettersOf } from './symbolic-text';

/** The policy whose document stands at a spot, as its owner sees it. */
export function policyAt(spot: Spot, owner: Owner, name: string, paired: readonly string[] = []): Fact<Policy> {
  const { at, value, assuming, scope } = spot;
  const assumed = new Set([...assuming, ...paired]);
  if (value === undefined) return unknown(at, 'is required but absent');
  const hole = value instanceof Text ? holeOf(value) : undefined;
  if (hole) return unknown(at, hole.why);
  const document = value instanceof Text ? fromJson(lettersOf(value)) : value;
  if (document === undefined) return unknown(at, `${brief(lettersOf(value as Text) ?? '...')} is no policy document`);
  return known(at, parsePolicy(policyDocument(document, { ...scope, assumed }, owner), { name }), [...assumed]);
}

/** CloudFormation also takes a policy document as JSON text. */
function fromJson(letters: string | undefined): unknown {
  try {
    const value: unknown = letters === undefined ? undefined : JSON.parse(letters);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
