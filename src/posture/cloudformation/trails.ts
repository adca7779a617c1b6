import type { Trail } from '../bucket-posture';
import { type Fact, isKnown, known, unknown } from '../fact';
import type { Resource } from './assembly';
import { couldBe, writtenName } from './bucket-names';
import { exists } from './conditions';
import { type Selector, selectorsOf } from './event-selectors';
import type { Scope } from './scope';
import { share } from './share';
import { get, pathOf, propertiesOf, truth } from './spot';
import { type Text, identityOf, lettersOf, referent, textOf } from './symbolic-text';

const TYPE = 'AWS::CloudTrail::Trail';

/** A trail as read once for all buckets. */
interface Recorder {
  readonly trail: Resource;
  readonly at: string;
  /** Undefined where it is not decided whether the trail exists. */
  readonly there: boolean | undefined;
  readonly logging: Fact<boolean>;
  readonly multiRegion: Fact<boolean>;
  readonly organization: Fact<boolean>;
  readonly selectors: readonly IndexedSelector[];
}

interface IndexedSelector extends Selector {
  readonly except?: IndexedSelector;
  /** The names of its buckets, to look one up. */
  readonly whole: ReadonlySet<string>;
  /** Names that are no references, and among them those that are not all letters: a bucket may turn out to have such a name. */
  readonly loose: readonly Text[];
  readonly symbolic: readonly Text[];
}

/** The trails of the templates, seen from one bucket. */
export function trailsOf(bucket: Resource, scope: Scope): Fact<readonly Trail[]> {
  const at = pathOf(bucket, scope);
  const trails = scope.assembly.byType.get(TYPE) ?? [];
  const recorders = trails.map(trail => share(`trail ${trail.token}`, scope, () => recorder(trail, scope))).filter(({ there }) => there !== false);
  if (recorders.length > 0) return known(at, recorders.map(found => seenFrom(bucket, found, scope)));
  return unknown(at, bucket.stack.mayAdd(TYPE) ?? 'no trail in these templates; trails usually belong to the account');
}

function recorder(trail: Resource, scope: Scope): Recorder {
  const properties = propertiesOf(trail, scope);
  return {
    trail,
    at: pathOf(trail, scope),
    there: exists(trail, scope),
    logging: truth(get(properties, 'IsLogging')),
    multiRegion: truth(get(properties, 'IsMultiRegionTrail'), false),
    organization: truth(get(properties, 'IsOrganizationTrail'), false),
    selectors: selectorsOf(properties).map(indexed),
  };
}

function indexed(selector: Selector): IndexedSelector {
  const loose = selector.buckets.filter(name => !referent(name));
  const whole = new Set(selector.buckets.map(identityOf));
  const symbolic = loose.filter(name => lettersOf(name) === undefined);
  return { ...selector, except: selector.except && indexed(selector.except), whole, loose, symbolic };
}

function seenFrom(bucket: Resource, found: Recorder, scope: Scope): Trail {
  const { at } = found;
  if (found.there === undefined) {
    const maybe = unknown(at, 'decided at deploy time whether this trail exists');
    return { at, logging: maybe, multiRegion: maybe, dataReads: maybe, dataWrites: maybe };
  }
  const away = outOfReach(bucket, found);
  return {
    at,
    logging: found.logging,
    multiRegion: found.multiRegion,
    dataReads: away ?? records(bucket, found, 'reads', scope),
    dataWrites: away ?? records(bucket, found, 'writes', scope),
  };
}

/** A trail of another region or account records nothing here, unless it is for all of them. */
function outOfReach(bucket: Resource, { trail, at, multiRegion, organization }: Recorder): Fact<boolean> | undefined {
  const differ = (key: 'region' | 'account'): boolean => {
    const [here, there] = [bucket.stack.template[key], trail.stack.template[key]];
    return here !== undefined && there !== undefined && here !== there;
  };
  for (const [key, reaches] of [['region', multiRegion], ['account', organization]] as const) {
    if (differ(key) && !(isKnown(reaches) && reaches.value)) return isKnown(reaches) ? known(at, false) : unknown(at, reaches.unknown);
  }
  return undefined;
}

function records(bucket: Resource, { at, selectors }: Recorder, kind: 'reads' | 'writes', scope: Scope): Fact<boolean> {
  const name = writtenName(bucket, scope);
  const letters = lettersOf(name);
  const keys = [textOf({ token: bucket.token, resource: bucket }), ...name ? [name] : []].map(identityOf);
  let doubt: string | undefined;
  const covers = (selector: IndexedSelector): boolean => selector.everywhere || keys.some(key => selector.whole.has(key))
    || (letters !== undefined && selector.stems.some(stem => letters.startsWith(stem)));
  const mayCover = (selector: IndexedSelector): boolean => may(name && letters === undefined ? selector.loose : selector.symbolic, bucket, name);
  for (const selector of selectors.filter(one => one[kind])) {
    const { except } = selector;
    if (except && covers(except)) continue;
    const partly = except && (may(except.partly, bucket, name) ? 'leaves out some objects of the bucket'
      : mayCover(except) || (letters === undefined && except.stems.length > 0) ? 'decided at deploy time whether it leaves out this bucket' : except.more);
    const narrowed = selector.narrowed ?? partly;
    const covered = covers(selector);
    if (covered && narrowed === undefined) return known(at, true, [...new Set([...selector.assuming ?? [], ...except?.assuming ?? []])]);
    if (covered) doubt ??= narrowed;
    else if (may(selector.partly, bucket, name)) doubt ??= 'records only some objects of the bucket';
    else if (mayCover(selector)) doubt ??= 'decided at deploy time whether it records this bucket';
    else doubt ??= selector.more;
  }
  return doubt === undefined ? known(at, false) : unknown(at, doubt);
}

const may = (names: readonly Text[], bucket: Resource, name: Text | undefined): boolean =>
  names.some(text => referent(text) ? referent(text) === bucket : couldBe(text, name));
