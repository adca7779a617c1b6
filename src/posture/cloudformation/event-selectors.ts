import { isKnown } from '../fact';
import { s3Arn } from './bucket-names';
import { type Spot, get, items, oneOf, wording } from './spot';
import { Text, holeOf, lettersOf } from './symbolic-text';

/** Which objects one selector of a trail records, before anybody asks about one bucket. */
export interface Selector {
  readonly reads: boolean;
  readonly writes: boolean;
  readonly everywhere: boolean;
  /** Names of buckets of which every object is recorded. */
  readonly buckets: readonly Text[];
  /** Names of buckets of which only some objects are recorded, or nobody can tell. */
  readonly partly: readonly Text[];
  /** Beginnings of names: every object of each bucket whose name starts so is recorded. */
  readonly stems: readonly string[];
  /** What it leaves out of all that, in the same terms. */
  readonly except?: Selector;
  /** Why it may record less than the buckets say. */
  readonly narrowed?: string;
  /** Why it may record more than the buckets say. */
  readonly more?: string;
  /** What had to be taken for granted to read it. */
  readonly assuming?: readonly string[];
}

const NOTHING: Selector = { reads: false, writes: false, everywhere: false, buckets: [], partly: [], stems: [] };
const doubtful = (more: string): Selector => ({ ...NOTHING, reads: true, writes: true, more });

/** What the event selectors of a trail, old form and new, record of S3 objects. */
export function selectorsOf(properties: Spot): readonly Selector[] {
  const spots = ['EventSelectors', 'AdvancedEventSelectors'].map(key => items(get(properties, key)));
  const [basic, advanced] = spots.map((list, form) => isKnown(list)
    ? list.value.flatMap(spot => form === 0 ? basicSelectors(spot) : advancedSelector(spot))
    : [doubtful(list.unknown)]);
  return [...basic, ...advanced];
}

function basicSelectors(spot: Spot): readonly Selector[] {
  const kind = oneOf(get(spot, 'ReadWriteType'), ['All', 'ReadOnly', 'WriteOnly'], 'All');
  const resources = items(get(spot, 'DataResources'));
  if (!isKnown(resources)) return [doubtful(resources.unknown)];
  return resources.value.map(resource => {
    const type = wording(get(resource, 'Type'));
    if (!isKnown(type)) return doubtful(type.unknown);
    if (lettersOf(type.value) !== 'AWS::S3::Object') return NOTHING;
    const covered = coverage(get(resource, 'Values'));
    if (!isKnown(kind)) return { ...covered, reads: true, writes: true, narrowed: kind.unknown };
    const assuming = [...covered.assuming ?? [], ...kind.assuming ?? [], ...type.assuming ?? []];
    return { ...covered, reads: kind.value !== 'WriteOnly', writes: kind.value !== 'ReadOnly', assuming };
  });
}

/** The buckets that prefixes of ARNs stand for; a prefix that ends inside a bucket's name may stand for several. */
function coverage(values: Spot): Selector {
  const list = items(values);
  if (!isKnown(list)) return doubtful(list.unknown);
  const texts = list.value.map(({ value }) => value).filter(value => value instanceof Text);
  const buckets: Text[] = [];
  const partly: Text[] = [];
  const stems: string[] = [];
  let more: string | undefined;
  for (const text of texts) {
    const arn = s3Arn(text);
    const tail = arn && lettersOf(arn.tail);
    if (!arn) more ??= holeOf(text)?.why;
    else if (tail === '') stems.push(...[lettersOf(arn.name) ?? []].flat().filter(stem => stem !== ''));
    if (arn && arn.name.pieces.length > 0) (tail === '/' || tail === '' ? buckets : partly).push(arn.name);
  }
  const everywhere = texts.some(text => /^arn:aws(?:-cn|-us-gov)?:s3:{0,3}$/.test(lettersOf(text) ?? ''));
  const assuming = list.value.flatMap(value => value.assuming);
  return { reads: true, writes: true, everywhere, buckets, partly, stems, assuming, ...more !== undefined && { more } };
}

/** An advanced selector records data events where every one of its fields agrees. */
function advancedSelector(spot: Spot): Selector {
  const fields = items(get(spot, 'FieldSelectors'));
  if (!isKnown(fields)) return doubtful(fields.unknown);
  let found: Selector = { ...NOTHING, reads: true, writes: true, everywhere: true };
  let narrowed: string | undefined;
  let isData = false;
  for (const field of fields.value) {
    const name = wording(get(field, 'Field'));
    const letters = isKnown(name) ? lettersOf(name.value) : undefined;
    const equal = only(field, 'Equals') ? lettersIn(get(field, 'Equals')) : undefined;
    if (letters === 'eventCategory' && equal && !equal.includes('Data')) return NOTHING;
    if (letters === 'resources.type' && equal && !equal.includes('AWS::S3::Object')) return NOTHING;
    if (letters === 'eventCategory' && equal) {
      isData = true;
    } else if (letters === 'readOnly' && equal) {
      found = { ...found, reads: equal.includes('true'), writes: equal.includes('false') };
    } else if (letters === 'resources.ARN' && only(field, 'StartsWith')) {
      const { reads, writes, except } = found;
      found = { ...coverage(get(field, 'StartsWith')), reads, writes, except };
    } else if (letters === 'resources.ARN' && only(field, 'NotStartsWith')) {
      found = { ...found, except: coverage(get(field, 'NotStartsWith')) };
    } else if (letters !== 'resources.type' || !equal) {
      narrowed ??= `the selector is narrowed by ${letters ?? 'a field that cannot be read'}`;
    }
  }
  if (!isData) narrowed ??= 'the selector names no event category that can be read';
  const assuming = fields.value.flatMap(field => ['Field', ...OPERATORS].flatMap(key => assumedOf(get(field, key))));
  return { ...found, assuming, ...narrowed !== undefined && { narrowed } };
}

/** Whether a field is compared by one operator and no other. */
const only = (field: Spot, operator: string): boolean =>
  OPERATORS.every(key => (get(field, key).value !== undefined) === (key === operator));

const OPERATORS = ['Equals', 'StartsWith', 'EndsWith', 'NotEquals', 'NotStartsWith', 'NotEndsWith'] as const;

/** What is taken for granted about a value, and about its items where it is a list. */
function assumedOf(spot: Spot): readonly string[] {
  const list = items(spot);
  return isKnown(list) && list.value.length > 0 ? list.value.flatMap(({ assuming }) => assuming) : spot.assuming;
}

/** The letters of a list; undefined where some cannot be read. */
function lettersIn(spot: Spot): readonly string[] | undefined {
  const list = items(spot);
  const letters = isKnown(list) ? list.value.map(({ value }) => typeof value === 'boolean' ? String(value) : lettersOf(value)) : [undefined];
  return letters.every(text => text !== undefined) ? letters : undefined;
}
