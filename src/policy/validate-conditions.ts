import { ipRange } from './ip';
import { OPERATORS } from './operators';
import { s3ActionsLike, s3ConditionKey } from './s3-reference';
import { clip, isObject, type Notes, show } from './validate-notes';

export function validateConditions(block: unknown, at: string, actions: readonly string[], variables: boolean, notes: Notes): void {
  if (!isObject(block)) return notes.error(at, `Condition is ${show(block)}; pass an object such as { "Bool": { "aws:SecureTransport": "false" } }`);
  for (const [written, keys] of Object.entries(block)) {
    const name = written.replace(/^(?:ForAllValues|ForAnyValue):/i, '').replace(/IfExists$/i, '').toLowerCase();
    if (name !== 'null' && !Object.hasOwn(OPERATORS, name)) {
      notes.error(`${at}.${written}`, `'${clip(written)}' is no condition operator; see "IAM JSON policy elements: Condition operators"`);
    }
    if (name === 'null' && name !== written.toLowerCase()) notes.error(`${at}.${written}`, `'${clip(written)}' is no condition operator; Null stands alone`);
    if (!isObject(keys)) {
      notes.error(`${at}.${written}`, `got ${show(keys)}; pass an object of condition keys`);
      continue;
    }
    if (/^ForAllValues:/i.test(written)) {
      notes.warning(`${at}.${written}`, 'ForAllValues holds where the key is absent as well; add a Null condition with "false" where it must be there');
    }
    for (const [key, values] of Object.entries(keys)) validateKey(key, [values].flat(), name, `${at}.${written}.${key}`, actions, variables, notes);
  }
}

function validateKey(
  key: string, values: readonly unknown[], operator: string, at: string, actions: readonly string[], variables: boolean, notes: Notes,
): void {
  const known = s3ConditionKey(key);
  if (!known) {
    notes.error(at, `'${clip(key)}' is no condition key of S3 nor of every request, so it is never there; check its spelling`);
  } else if (!known.global) {
    const asked = actions.flatMap(s3ActionsLike);
    const carried = asked.length === 0 || asked.some(action => action.conditionKeys.includes(known.name));
    if (!carried) notes.warning(at, `no action of the statement carries ${known.name}, so it is never there; name actions that do`);
  }
  if (values.length === 0) notes.error(at, 'the list is empty, so nothing is asked; name a value');
  for (const value of values) {
    if (!['string', 'number', 'boolean'].includes(typeof value)) {
      notes.error(at, `got ${show(value)}; pass a text, a number or a boolean`);
      continue;
    }
    const text = String(value);
    const hasVariable = /\$\{[^}]*\}/.test(text);
    if (hasVariable && !variables) notes.warning(at, `'${clip(text)}' has a policy variable, which needs Version 2012-10-17`);
    const what = hasVariable ? undefined : strange(operator, text);
    if (what !== undefined) notes.error(at, `'${clip(text)}' is no ${what}, so the condition never compares with it; write one`);
  }
}

/** What a value should be where it is not. */
function strange(operator: string, value: string): string | undefined {
  if (operator === 'null' || operator === 'bool') return /^(?:true|false)$/i.test(value) ? undefined : "'true' or 'false'";
  if (operator.endsWith('ipaddress')) return ipRange(value) ? undefined : 'address or CIDR range';
  const { compile } = OPERATORS[operator] ?? {};
  if (compile === undefined || compile(value) !== undefined) return undefined;
  if (operator.startsWith('numeric')) return 'number';
  return operator.startsWith('date') ? 'date such as 2026-12-31T00:00:00Z' : 'ARN';
}
