import type { Opaque, Text } from './text';

/** One statement in normal form: lists, never scalars; action patterns and condition keys in lower case. */
export interface Statement {
  /** How messages name it: its Sid, or its place in the document. */
  readonly name: string;
  readonly effect: 'Allow' | 'Deny';
  readonly principals: PrincipalElement;
  readonly actions: Selector;
  readonly resources: Selector;
  readonly conditions: readonly Condition[];
  /** Set where the statement, or a part of it, cannot be read: the reason. It may or may not apply. */
  readonly unreadable?: string;
}

/** The patterns of Action / Resource, or, where `not` is set, of NotAction / NotResource. */
export interface Selector {
  readonly not: boolean;
  readonly patterns: readonly Text[];
}

/** Principal, or, where `not` is set, NotPrincipal. Identity policies have none: everybody. */
export interface PrincipalElement {
  readonly not: boolean;
  readonly entries: readonly PrincipalEntry[];
}

export interface PrincipalEntry {
  readonly type: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser' | '*';
  readonly id: Text;
}

export interface Condition {
  /** The operator as written, without its qualifier and suffix: `StringEquals`. */
  readonly operator: string;
  readonly qualifier?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
  readonly key: string;
  readonly values: readonly Text[];
}

export interface Policy {
  /** How messages name the policy: `bucket policy`. */
  readonly name: string;
  /** Whether `${...}` is a policy variable: only from version 2012-10-17 on. */
  readonly variables: boolean;
  readonly statements: readonly Statement[];
}

export interface ParseOptions {
  /** How messages name the policy. @default 'policy' */
  readonly name?: string;
}

/**
 * Brings a policy document into normal form. An object where a string is expected (an intrinsic function) becomes opaque;
 * `{ opaque, like }` is taken as it is. Never throws: what is no policy at all becomes unreadable statements.
 */
export function parsePolicy(document: unknown, options: ParseOptions = {}): Policy {
  const body = isObject(document) ? document : {};
  const statements = own(body, 'Statement');
  return {
    name: options.name ?? 'policy',
    variables: own(body, 'Version') === '2012-10-17',
    statements: statements === undefined ? unreadable('the document', 'has no statements') : [statements].flat().flatMap(parseStatement),
  };
}

function parseStatement(source: unknown, index: number): Statement[] {
  const place = `statement ${index + 1}`;
  if (!isObject(source)) return unreadable(place, `is ${show(source)}, not a statement`);
  if (isOpaque(source)) return unreadable(place, source.opaque);
  const effect = own(source, 'Effect');
  const sid = own(source, 'Sid');
  const name = typeof sid === 'string' && sid !== '' ? sid : place;
  if (effect !== 'Allow' && effect !== 'Deny') return unreadable(name, `has the effect ${show(effect)}`);
  const actions = selector(source, 'Action', text => text.toLowerCase());
  const resources = selector(source, 'Resource', text => text);
  if (!actions || !resources) return unreadable(name, `has no ${actions ? 'resource' : 'action'}`).filter(s => s.effect === effect);
  const reasons = strangeElements(source);
  const principals = principalElement(source, reasons);
  const conditions = conditionList(own(source, 'Condition'), reasons);
  return [{ name, effect, principals, actions, resources, conditions, ...(reasons.length > 0 ? { unreadable: reasons.join('; ') } : {}) }];
}

/** AWS refuses a statement that has other elements than these, or an element beside its opposite. */
const ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

function strangeElements(source: Fields): string[] {
  const strange = Object.keys(source).filter(key => !ELEMENTS.includes(key)).map(key => `has an element ${show(key)}`);
  const doubled = ['Principal', 'Action', 'Resource'].filter(key => own(source, key) !== undefined && own(source, `Not${key}`) !== undefined);
  return [...strange, ...doubled.map(key => `has both ${key} and Not${key}`)];
}

/** What cannot be read may grant or refuse anything. */
function unreadable(name: string, why: string): Statement[] {
  return (['Allow', 'Deny'] as const).map(effect => ({
    name, effect, principals: EVERYBODY, actions: ANYTHING, resources: ANYTHING, conditions: [], unreadable: `${name} ${why}`,
  }));
}

const ANYTHING: Selector = { not: false, patterns: ['*'] };
const EVERYBODY: PrincipalElement = { not: false, entries: [{ type: '*', id: '*' }] };

function selector(source: Fields, name: string, normal: (text: string) => string): Selector | undefined {
  const key = [name, `Not${name}`].find(k => own(source, k) !== undefined);
  return key === undefined ? undefined : { not: key !== name, patterns: texts(own(source, key)).map(t => changed(t, normal)) };
}

const changed = (text: Text, change: (text: string) => string): Text =>
  typeof text === 'string' ? change(text) : { opaque: text.opaque, like: change(text.like) };

function principalElement(source: Fields, reasons: string[]): PrincipalElement {
  const key = ['Principal', 'NotPrincipal'].find(k => own(source, k) !== undefined);
  if (key === undefined) return EVERYBODY;
  const value = own(source, key);
  const not = key === 'NotPrincipal';
  if (value === '*') return { ...EVERYBODY, not };
  const types = isObject(value) && !isOpaque(value) ? Object.entries(value) : [];
  const strange = types.length === 0 ? texts(value).map(say).join() : types.map(([type]) => type).filter(type => !isPrincipalType(type)).join();
  if (types.length === 0 || strange !== '') {
    reasons.push(`has a ${key} that cannot be read: ${strange}`);
    return EVERYBODY;
  }
  const entries = types.flatMap(([type, ids]) => texts(ids).map(id => principalEntry(type as PrincipalEntry['type'], id)));
  return { not, entries };
}

const principalEntry = (type: PrincipalEntry['type'], id: Text): PrincipalEntry => ({ type: type === 'AWS' && id === '*' ? '*' : type, id });

const isPrincipalType = (type: string): boolean => ['AWS', 'Service', 'Federated', 'CanonicalUser'].includes(type);

function conditionList(block: unknown, reasons: string[]): Condition[] {
  if (block === undefined) return [];
  if (!isObject(block) || isOpaque(block)) {
    reasons.push(`has a condition that cannot be read: ${texts(block).map(say).join()}`);
    return [];
  }
  return Object.entries(block).flatMap(([written, keys]) => {
    const [, qualifier, operator, suffix] = /^(?:(ForAllValues|ForAnyValue):)?([^]*?)(IfExists)?$/i.exec(written)!;
    if (!isObject(keys) || isOpaque(keys)) {
      reasons.push(`has a condition ${show(written)} that cannot be read`);
      return [];
    }
    return Object.entries(keys).map(([key, values]): Condition => ({
      operator,
      ...(qualifier ? { qualifier: /all/i.test(qualifier) ? 'ForAllValues' as const : 'ForAnyValue' as const } : {}),
      ifExists: suffix !== undefined,
      key: key.toLowerCase(),
      values: texts(values),
    }));
  });
}

/** A string or list as a list; numbers and booleans as their text; anything else opaque. */
function texts(value: unknown): Text[] {
  return [value].flat().filter(v => v !== undefined).map((item): Text => {
    if (typeof item === 'string') return item;
    if (typeof item === 'number' || typeof item === 'boolean') return String(item);
    return isOpaque(item) ? { opaque: item.opaque, like: item.like } : { opaque: `decided at deploy time by ${show(item)}`, like: '*' };
  });
}

type Fields = Record<string, unknown>;
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isOpaque = (value: unknown): value is Opaque => isObject(value) && typeof own(value, 'opaque') === 'string' && typeof own(value, 'like') === 'string';
const own = (fields: object, key: string): unknown => Object.hasOwn(fields, key) ? (fields as Fields)[key] : undefined;
const say = (text: Text): string => typeof text === 'string' ? show(text) : text.opaque;

function show(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'nothing';
  } catch {
    return 'something too deep to show';
  }
}
