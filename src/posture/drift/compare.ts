import { type Names, plainOf } from './plain';
import type { Policy } from '../../policy/document';
import type { Tag } from '../bucket-posture';

export interface Compared {
  readonly state: 'same' | 'differs' | 'not compared';
  /** What differs, or why it was not compared, as a clause. */
  readonly because?: string;
  /** What to show of both values, where not all of them differs. */
  readonly shown?: { readonly template: string; readonly aws: string };
}

/** Compares the values of one fact: what the template says, and what AWS says. */
export type Compare = (template: unknown, live: unknown, names: Names) => Compared;

const SAME: Compared = { state: 'same' };
const differs = (because?: string): Compared => because === undefined ? { state: 'differs' } : { state: 'differs', because };
const unclear = (because: string): Compared => ({ state: 'not compared', because });

/** Lists are sets: neither S3 nor CloudFormation promises their order. */
export const comparePlain: Compare = (template, live, names) => {
  const [there, here] = [plainOf(template, names), plainOf(live)];
  const why = there.unclear ?? here.unclear;
  return why !== undefined ? unclear(why) : there.text === here.text ? SAME : differs();
};

/** Compares statements as a set: their order and their Sids do not matter. */
export const comparePolicies: Compare = (template, live, names) => {
  if (template === undefined || live === undefined) return template === live ? SAME : differs(template === undefined ? 'there is a policy' : 'there is no policy');
  const [there, here] = [statementsOf(template as Policy, names), statementsOf(live as Policy)];
  const missing = there.filter(one => !here.some(other => other.text === one.text));
  const added = here.filter(one => !there.some(other => other.text === one.text));
  const why = [...missing, ...added].find(one => one.unclear !== undefined)?.unclear;
  if (missing.length + added.length === 0) return SAME;
  if (why !== undefined) return unclear(why);
  const namesOf = (list: readonly Statement[]) => list.map(({ name }) => name);
  const changed = namesOf(missing).filter(name => namesOf(added).includes(name));
  const rest = (list: readonly Statement[]) => namesOf(list).filter(name => !changed.includes(name));
  return {
    ...differs([...say('differs', changed), ...say('is not there', rest(missing)), ...say('is there besides', rest(added))].join('; ')),
    shown: { template: shown(missing, added), aws: shown(added, missing) },
  };
};

/** Statements that the other side has not; of one that it has in another form, what differs. */
function shown(statements: readonly Statement[], others: readonly Statement[]): string {
  const told = statements.map(({ name, text }) => {
    const other = others.find(one => one.name === name);
    const members = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const there = other === undefined ? {} : JSON.parse(other.text) as Readonly<Record<string, unknown>>;
    const own = Object.entries(members).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(there[key]));
    return [name, Object.fromEntries(own)] as const;
  });
  return told.map(([name, members]) => `${name} ${JSON.stringify(members)}`).join('; ') || 'nothing besides';
}

interface Statement {
  readonly name: string;
  readonly text: string;
  readonly unclear?: string;
}

const statementsOf = ({ statements, variables }: Policy, names?: Names): readonly Statement[] =>
  statements.map(({ name, ...rest }) => ({ name, ...plainOf({ ...rest, variables }, names) }));

const say = (what: string, names: readonly string[]): readonly string[] => names.length === 0 ? [] : [`${names.map(name => JSON.stringify(name)).join(', ')} ${what}`];

/** Tags of the template; a stack gives its own tags to its buckets besides, and AWS some whose keys begin with `aws:`. */
export const compareTags: Compare = (template, live, names) => {
  const [there, here] = [template as readonly Tag[], live as readonly Tag[]];
  const wrong = there.filter(({ key, value }) => {
    const { text } = plainOf(value, names);
    return !here.some(tag => tag.key === key && plainOf(tag.value).text === text);
  });
  const why = wrong.map(({ value }) => plainOf(value, names).unclear).find(one => one !== undefined);
  if (why !== undefined) return unclear(why);
  if (wrong.length > 0) return differs([...say('differs or is not there', wrong.map(({ key }) => key))].join('; '));
  const more = here.filter(({ key }) => !key.startsWith('aws:') && !there.some(tag => tag.key === key)).map(({ key }) => key);
  return more.length === 0 ? SAME : unclear(`${say('is there besides', more).join('')}: the stack may give such tags`);
};
