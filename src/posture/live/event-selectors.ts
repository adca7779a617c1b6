import { isKnown } from '../fact';
import { type Look, items, member, oneOf, optional, wording } from './look';

/** Which objects one selector of a trail records. */
export interface Selector {
  readonly reads: boolean;
  readonly writes: boolean;
  /** What it records of a bucket: all of its objects, some, none, or nobody knows why. */
  readonly of: (bucket: string) => 'all' | 'none' | { readonly why: string };
}

const doubtful = (why: string): Selector => ({ reads: true, writes: true, of: () => ({ why }) });

/** The event selectors of a trail, old form and new. A trail has one of them at least. */
export function selectorsOf(answer: Look): readonly Selector[] {
  const [basic, advanced] = [optional(answer, 'EventSelectors'), optional(answer, 'AdvancedEventSelectors')];
  if (basic.value === undefined && advanced.value === undefined) return [doubtful(answer.why ?? 'OddAnswer: states no event selectors')];
  return [...each(basic, basicSelectors), ...each(advanced, look => [advancedSelector(look)])];
}

function each(look: Look, selectors: (item: Look) => readonly Selector[]): readonly Selector[] {
  const list = items(look, []);
  return isKnown(list) ? list.value.flatMap(selectors) : [doubtful(list.unknown)];
}

function basicSelectors(selector: Look): readonly Selector[] {
  const kind = oneOf(member(selector, 'ReadWriteType'), ['All', 'ReadOnly', 'WriteOnly']);
  return each(optional(selector, 'DataResources'), (resource) => {
    const type = wording(member(resource, 'Type'));
    if (!isKnown(type)) return [doubtful(type.unknown)];
    if (type.value !== 'AWS::S3::Object') return [];
    if (!isKnown(kind)) return [doubtful(kind.unknown)];
    return [{ reads: kind.value !== 'WriteOnly', writes: kind.value !== 'ReadOnly', of: coverage(optional(resource, 'Values')) }];
  });
}

const PARTLY = 'records only some objects of the bucket';
const ALL_OF_S3 = /^arn:[a-z-]+:s3:{0,3}$/;
const OBJECTS = /^arn:[a-z-]+:s3:::([^/]*)(\/.*)?$/s;

/** What the beginnings of ARNs take in. */
function coverage(values: Look): Selector['of'] {
  const list = items(values, []);
  if (!isKnown(list)) return () => ({ why: list.unknown });
  const texts = list.value.map(value => wording(value));
  return (bucket) => {
    let doubt: string | undefined;
    for (const text of texts) {
      if (!isKnown(text)) {
        doubt ??= text.unknown;
        continue;
      }
      const [, name, path] = OBJECTS.exec(text.value) ?? [];
      if (ALL_OF_S3.test(text.value) || (path === undefined && name !== undefined && bucket.startsWith(name)) || (name === bucket && path === '/')) return 'all';
      if (name === bucket) doubt ??= PARTLY;
    }
    return doubt === undefined ? 'none' : { why: doubt };
  };
}

const OPERATORS = ['Equals', 'StartsWith', 'EndsWith', 'NotEquals', 'NotStartsWith', 'NotEndsWith'] as const;

/** An advanced selector records data events where every one of its fields agrees. */
function advancedSelector(selector: Look): Selector {
  const fields = items(member(selector, 'FieldSelectors'));
  if (!isKnown(fields)) return doubtful(fields.unknown);
  let [reads, writes, isData] = [true, true, false];
  let of: Selector['of'] = () => 'all';
  let except: Selector['of'] = () => 'none';
  let narrowed: string | undefined;
  for (const field of fields.value) {
    const name = wording(member(field, 'Field'));
    const equal = lettersOf(field, 'Equals');
    const [what, stated] = [isKnown(name) ? name.value : undefined, equal ?? []];
    if (what === 'eventCategory' && equal) {
      if (!stated.includes('Data')) return { reads: false, writes: false, of: () => 'none' };
      isData = true;
    } else if (what === 'resources.type' && equal) {
      if (!stated.includes('AWS::S3::Object')) return { reads: false, writes: false, of: () => 'none' };
    } else if (what === 'readOnly' && equal) {
      [reads, writes] = [stated.includes('true'), stated.includes('false')];
    } else if (what === 'resources.ARN' && only(field, 'StartsWith')) {
      of = coverage(member(field, 'StartsWith'));
    } else if (what === 'resources.ARN' && only(field, 'NotStartsWith')) {
      except = coverage(member(field, 'NotStartsWith'));
    } else {
      narrowed ??= `the selector is narrowed by ${what?.slice(0, 80) ?? 'a field that cannot be read'}`;
    }
  }
  if (!isData) narrowed ??= 'the selector names no event category that can be read';
  const [why, inside, outside] = [narrowed, of, except];
  return {
    reads,
    writes,
    of: (bucket) => {
      const [taken, left] = [inside(bucket), outside(bucket)];
      if (taken === 'none' || left === 'all') return 'none';
      if (why !== undefined) return { why };
      return left === 'none' || taken !== 'all' ? taken : { why: left.why === PARTLY ? 'leaves out some objects of the bucket' : left.why };
    },
  };
}

const only = (field: Look, operator: string): boolean =>
  OPERATORS.every(one => (optional(field, one).value !== undefined) === (one === operator));

/** The values of an operator that stands alone; undefined where they cannot be read. */
function lettersOf(field: Look, operator: string): readonly string[] | undefined {
  const list = only(field, operator) ? items(optional(field, operator)) : undefined;
  if (!list || !isKnown(list)) return undefined;
  const letters = list.value.map(({ value }) => typeof value === 'boolean' ? String(value) : value);
  return letters.every(text => typeof text === 'string') ? letters : undefined;
}
