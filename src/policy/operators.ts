import { glob } from './glob';
import { ipRange } from './ip';

/** How one condition operator compares a value of the policy with a value of the request. */
export interface Operator {
  /** Compiles the policy's value to a test; undefined where it is no value of the operator's type and so matches nothing. */
  readonly compile: (policyValue: string) => ((requestValue: string) => boolean) | undefined;
  /** A negated operator is true where the compared one is false, and where the key is absent. */
  readonly negated?: boolean;
  /** Whether `*` and `?` are wildcards in the policy's value. */
  readonly wildcards?: boolean;
  /** Whether policy variables may stand in the policy's value: string, ARN and Boolean operators. */
  readonly variables?: boolean;
}

/** AWS: IAM JSON policy elements, condition operators. By their names in lower case. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  ...pair('stringequals', 'stringnotequals', { variables: true, compile: p => v => v === p }),
  ...pair('stringequalsignorecase', 'stringnotequalsignorecase', {
    variables: true,
    compile: (p) => {
      const lower = p.toLowerCase();
      return v => v.toLowerCase() === lower;
    },
  }),
  ...pair('stringlike', 'stringnotlike', { variables: true, wildcards: true, compile: glob }),
  ...pair('numericequals', 'numericnotequals', ordered(number, (v, p) => v === p)),
  numericlessthan: ordered(number, (v, p) => v < p),
  numericlessthanequals: ordered(number, (v, p) => v <= p),
  numericgreaterthan: ordered(number, (v, p) => v > p),
  numericgreaterthanequals: ordered(number, (v, p) => v >= p),
  ...pair('dateequals', 'datenotequals', ordered(date, (v, p) => v === p)),
  datelessthan: ordered(date, (v, p) => v < p),
  datelessthanequals: ordered(date, (v, p) => v <= p),
  dategreaterthan: ordered(date, (v, p) => v > p),
  dategreaterthanequals: ordered(date, (v, p) => v >= p),
  bool: { variables: true, compile: bool },
  binaryequals: { compile: p => v => v === p },
  ...pair('ipaddress', 'notipaddress', { compile: ipRange }),
  ...pair('arnequals', 'arnnotequals', { variables: true, wildcards: true, compile: arn }),
  ...pair('arnlike', 'arnnotlike', { variables: true, wildcards: true, compile: arn }),
};

function pair(positive: string, negative: string, operator: Operator): Record<string, Operator> {
  return { [positive]: operator, [negative]: { ...operator, negated: true } };
}

function ordered(parse: (text: string) => number | undefined, holds: (value: number, policy: number) => boolean): Operator {
  return {
    compile: (policyValue) => {
      const p = parse(policyValue);
      if (p === undefined) return undefined;
      return (requestValue) => {
        const v = parse(requestValue);
        return v !== undefined && holds(v, p);
      };
    },
  };
}

function number(text: string): number | undefined {
  // Most are as plain as `1.2` or `900`.
  if (isPlainNumber(text)) return Number(text);
  return /^[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})(e[+-]?\d{1,3})?$/i.test(text.trim()) ? Number(text) : undefined;
}

/** Up to 15 digits with a point between two of them, or none. */
function isPlainNumber(text: string): boolean {
  let points = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x2e && i > 0 && i < text.length - 1) points++;
    else if (code < 0x30 || code > 0x39) return false;
  }
  return points <= 1 && text.length > 0 && text.length <= 15;
}

/** A W3C profile of ISO 8601, or seconds since 1970. The result is in milliseconds. */
function date(text: string): number | undefined {
  if (/^\d{1,15}$/.test(text) && text.length !== 4) return Number(text) * 1000;
  if (!/^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/.test(text)) return undefined;
  const zoned = /T/.test(text) && !/(Z|[+-]\d\d:?\d\d)$/.test(text) ? `${text}Z` : text;
  const parsed = Date.parse(zoned);
  return Number.isNaN(parsed) ? undefined : parsed;
}

function bool(policyValue: string): ((value: string) => boolean) | undefined {
  const wanted = policyValue.toLowerCase();
  return wanted === 'true' || wanted === 'false' ? value => value === wanted || value.toLowerCase() === wanted : undefined;
}

/** Each of the six parts of an ARN is matched by itself, so that a wildcard never reaches over a colon; the last may hold colons. */
function arn(pattern: string): ((value: string) => boolean) | undefined {
  if (pattern === '*') return () => true;
  const parts = arnParts(pattern);
  if (!parts) return undefined;
  const tests = parts.map(glob);
  const [, , , , , last] = tests;
  return (value) => {
    let from = 0;
    for (let i = 0; i < 5; i++) {
      const colon = value.indexOf(':', from);
      if (colon < 0 || !tests[i](value.slice(from, colon))) return false;
      from = colon + 1;
    }
    return last(value.slice(from));
  };
}

function arnParts(text: string): string[] | undefined {
  const parts = text.split(':');
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
