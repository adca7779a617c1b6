import type { PostCondition, PostPolicy } from './post-policy';

/** More is no policy that anybody wrote. */
const MOST_CONDITIONS = 256;

/**
 * Reads a policy, and only what S3 documents: an expiration and conditions, each once. A text says what is wrong with it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export function readPolicy(json: string): PostPolicy | string {
  const tokens = tokensOf(json);
  if (tokens === undefined) return 'it is no JSON, or has numbers that are not whole';
  if (!SHAPE.test(tokens.map(({ kind }) => kind).join(''))) {
    return 'it must be an object of expiration and conditions, and each condition one of {"field": "value"} and ["test", "$field", "value"]';
  }
  const first = tokens[3].kind === 's';
  const [expirationAt, conditionsAt] = first ? [1, 5] : [tokens.length - 4, 1];
  if (tokens[expirationAt].text !== 'expiration' || tokens[conditionsAt].text !== 'conditions') {
    return 'it must have the members expiration and conditions, and no other';
  }
  const expiresAt = parseIso(tokens[expirationAt + 2].text);
  if (expiresAt === undefined) return 'its expiration must be a time in UTC such as 2030-01-31T12:00:00.000Z';
  const conditions = conditionsOf(tokens, conditionsAt + 3);
  return typeof conditions === 'string' ? conditions : { expiresAt, conditions };
}

interface Token {
  /** A sign of JSON as it is, `s` for a string, `n` for a whole number. */
  readonly kind: string;
  readonly text: string;
}

// eslint-disable-next-line no-control-regex
const TOKEN = /[ \t\r\n]*(?:([[\]{}:,])|"((?:[^"\\\u0000-\u001f]|\\[^\u0000-\u001f])*)"|(-?(?:0|[1-9]\d*))|$)/y;

function tokensOf(json: string): Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < json.length) {
    const match = TOKEN.exec(json);
    if (match === null) return undefined;
    const [, sign, string, number] = match;
    if (string !== undefined) {
      const text = unescaped(string);
      if (text === undefined) return undefined;
      tokens.push({ kind: 's', text });
    } else if (sign !== undefined || number !== undefined) {
      tokens.push({ kind: sign ?? 'n', text: number });
    }
  }
  return tokens;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'], ['\\', '\\'], ['/', '/'], ['b', '\b'], ['f', '\f'], ['n', '\n'], ['r', '\r'], ['t', '\t'], ['v', '\v'], ['$', '$'],
]);

/** The escapes of JSON, and the two that S3 adds: `\$` and `\v`. */
function unescaped(string: string): string | undefined {
  if (!string.includes('\\')) return string;
  let known = true;
  const text = string.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gsu, (_, hex: string | undefined, character: string) => {
    if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
    known &&= ESCAPES.has(character);
    return ESCAPES.get(character) ?? '';
  });
  return known ? text : undefined;
}

/** The grammar of a policy over kinds of tokens. There is nothing to nest, so that nothing can be nested deep. */
const CONDITION = String.raw`(?:\{s:s\}|\[s,[sn],[sn]\])`;
const LIST = String.raw`s:\[(?:${CONDITION}(?:,${CONDITION})*)?\]`;
const SHAPE = new RegExp(String.raw`^\{(?:s:s,${LIST}|${LIST},s:s)\}$`);

/** The conditions of a list that begins at a token, its shape being known. */
function conditionsOf(tokens: readonly Token[], start: number): PostCondition[] | string {
  const conditions: PostCondition[] = [];
  for (let i = start; tokens[i].kind === '{' || tokens[i].kind === '[';) {
    if (conditions.length === MOST_CONDITIONS) return `it has more than ${MOST_CONDITIONS} conditions`;
    const simple = tokens[i].kind === '{';
    const condition = simple
      ? conditionOf('eq', `$${tokens[i + 1].text}`, tokens[i + 3])
      : listCondition(tokens[i + 1], tokens[i + 3], tokens[i + 5]);
    if (typeof condition === 'string') return condition;
    conditions.push(condition);
    i += simple ? 5 : 7;
    if (tokens[i].kind === ',') i++;
  }
  return conditions;
}

function listCondition(test: Token, second: Token, third: Token): PostCondition | string {
  if (test.text === 'content-length-range') {
    const [min, max] = [bytesOf(second), bytesOf(third)];
    return min === undefined || max === undefined ? 'its content-length-range must be two whole numbers of bytes' : { test: test.text, min, max };
  }
  return second.kind === 's' ? conditionOf(test.text, second.text, third) : 'a condition must name its field as "$field"';
}

function conditionOf(test: string, variable: string, value: Token): PostCondition | string {
  if (test !== 'eq' && test !== 'starts-with') return 'a condition must be one of eq, starts-with and content-length-range';
  if (!variable.startsWith('$') || variable === '$') return 'a condition must name its field as "$field"';
  return value.kind === 's' ? { test, field: variable.slice(1).toLowerCase(), value: value.text } : 'a condition must have text as its value';
}

/** S3 takes numbers in quotes as well. */
const bytesOf = ({ text }: Token): number | undefined => /^(?:0|[1-9]\d{0,14})$/.test(text) ? Number(text) : undefined;

const ISO = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/;

function parseIso(text: string): number | undefined {
  const [, seconds, fraction = ''] = ISO.exec(text) ?? [];
  const at = seconds === undefined ? NaN : Date.parse(`${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(seconds) ? at : undefined;
}
