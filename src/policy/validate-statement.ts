import { s3ActionsLike } from './s3-reference';
import { validateConditions } from './validate-conditions';
import { clip, type Fields, isObject, type Notes, show } from './validate-notes';

const ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];
const PRINCIPALS = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

export function validateStatement(statement: Fields, at: string, kind: 'bucket' | 'identity', variables: boolean, notes: Notes): void {
  for (const key of Object.keys(statement)) {
    if (!ELEMENTS.includes(key)) notes.error(`${at}.${key}`, `'${clip(key)}' is no element of a statement; the elements are ${ELEMENTS.join(', ')}`);
  }
  const { Effect: effect, Sid: sid, Condition: condition } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') notes.error(`${at}.Effect`, `Effect is ${show(effect)}; pass 'Allow' or 'Deny'`);
  if (sid !== undefined && typeof sid !== 'string') notes.error(`${at}.Sid`, `Sid is ${show(sid)}; pass a text`);
  const actions = either(statement, 'Action', at, notes);
  const resources = either(statement, 'Resource', at, notes);
  validatePrincipal(statement, at, kind, notes);
  for (const action of actions) validateAction(action, `${at}.${nameOf(statement, 'Action')}`, notes);
  for (const resource of resources) validateResource(resource, `${at}.${nameOf(statement, 'Resource')}`, variables, notes);
  if (statement.Action !== undefined && statement.Resource !== undefined) validateFit(actions, resources, at, notes);
  if (condition !== undefined) validateConditions(condition, `${at}.Condition`, statement.Action === undefined ? [] : actions, variables, notes);
}

const nameOf = (statement: Fields, name: string): string => statement[name] === undefined ? `Not${name}` : name;

/** The texts of an element or its opposite; one of them must be there. */
function either(statement: Fields, name: string, at: string, notes: Notes): readonly string[] {
  const there = [name, `Not${name}`].filter(key => statement[key] !== undefined);
  if (there.length === 0) notes.error(at, `the statement has neither ${name} nor Not${name}; add one`);
  if (there.length === 2) notes.error(at, `the statement has both ${name} and Not${name}; keep one`);
  return there.flatMap(key => textsOf(statement[key], `${at}.${key}`, notes));
}

function textsOf(value: unknown, at: string, notes: Notes): readonly string[] {
  const list = [value].flat();
  if (list.length === 0) notes.error(at, 'the list is empty, so it matches nothing; name something, or remove the statement');
  list.filter(item => typeof item !== 'string').forEach(item => notes.error(at, `got ${show(item)}; pass a text or a list of texts`));
  return list.filter((item): item is string => typeof item === 'string');
}

function validatePrincipal(statement: Fields, at: string, kind: 'bucket' | 'identity', notes: Notes): void {
  const there = ['Principal', 'NotPrincipal'].filter(key => statement[key] !== undefined);
  if (kind === 'identity') return there.forEach(key => notes.error(`${at}.${key}`, `an identity policy has no ${key}; remove it`));
  if (there.length === 0) notes.error(at, "a bucket policy names who is meant; add a Principal, such as '*' in a Deny");
  if (there.length === 2) notes.error(at, 'the statement has both Principal and NotPrincipal; keep one');
  if (statement.NotPrincipal !== undefined && statement.Effect === 'Allow') {
    notes.error(`${at}.NotPrincipal`, 'NotPrincipal with Allow lets in everybody else, anonymous users too; name who may come in, as Principal');
  }
  for (const key of there) {
    const value = statement[key];
    if (value === '*') continue;
    const place = `${at}.${key}`;
    if (!isObject(value)) {
      notes.error(place, `${key} is ${show(value)}; pass '*' or an object such as { "AWS": "arn:aws:iam::111122223333:role/reader" }`);
      continue;
    }
    if (Object.keys(value).length === 0) notes.error(place, 'the principal is empty, so it names nobody; name somebody, or remove the statement');
    for (const [type, ids] of Object.entries(value)) {
      if (!PRINCIPALS.includes(type)) notes.error(`${place}.${type}`, `'${clip(type)}' is no type of principal; the types are ${PRINCIPALS.join(', ')}`);
      for (const id of textsOf(ids, `${place}.${type}`, notes)) if (type === 'AWS') validateId(id, `${place}.AWS`, notes);
    }
  }
}

function validateId(id: string, at: string, notes: Notes): void {
  if (id === '*') return;
  if (/[*?]/.test(id)) {
    notes.error(at, `'${clip(id)}' has a wildcard, which principals do not take; use { "AWS": "*" } with a condition on aws:PrincipalArn`);
  } else if (!/^(?:\d{12}|arn:[^:]+:(?:iam|sts)::[^:]+:.+)$/.test(id)) {
    notes.warning(at, `'${clip(id)}' is neither an account nor the ARN of a user, role or session; an id such as AIDA... is what is left of one that was deleted`);
  }
}

function validateAction(action: string, at: string, notes: Notes): void {
  if (action === '*') return;
  const [service, name, ...rest] = action.split(':');
  if (name === undefined || rest.length > 0) return notes.error(at, `'${clip(action)}' is no action; write service:operation, such as s3:GetObject`);
  if (service.toLowerCase() !== 's3') {
    if (!/[*?]/.test(service)) notes.warning(at, `'${clip(action)}' is no action of S3, so it says nothing about a bucket; remove it`);
    return;
  }
  if (s3ActionsLike(action).length === 0) notes.error(at, `'${clip(action)}' is no action of S3, and matches none; see the list of actions of Amazon S3`);
}

function validateResource(resource: string, at: string, variables: boolean, notes: Notes): void {
  if (resource !== '*' && !resource.startsWith('arn:') && !/^[*?]/.test(resource)) {
    notes.error(at, `'${clip(resource)}' is no ARN; write arn:aws:s3:::bucket for the bucket, arn:aws:s3:::bucket/* for its objects`);
  }
  if (!variables && /\$\{[^}]*\}/.test(resource)) notes.warning(at, `'${clip(resource)}' has a policy variable, which needs Version 2012-10-17`);
}

/** S3 refuses a statement whose actions apply to none of its resources. */
function validateFit(actions: readonly string[], resources: readonly string[], at: string, notes: Notes): void {
  const found = actions.flatMap(action => s3ActionsLike(action));
  const s3 = resources.filter(resource => /^arn:[^:]*:s3:::[^*?$]+(?:$|\/)/.test(resource));
  if (found.length === 0 || s3.length === 0 || s3.length < resources.length) return;
  const fits = (resource: string) => found.some(action => action.resources.includes(resource.includes('/') ? 'object' : 'bucket'));
  if (!s3.some(fits)) {
    const cure = s3[0].includes('/') ? 'name the bucket itself, without a slash' : "name the objects, with '/*' behind the bucket";
    notes.error(at, `no action of the statement applies to its resources (${clip(s3.join(', '))}); ${cure}`);
  }
}
