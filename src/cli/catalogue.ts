import { meant } from './nearest';
import { Problem } from './problem';
import { CONTROLS } from '../controls';
import { type Check, isManual } from '../controls/control';
import { FRAMEWORKS } from '../frameworks';
import { checksOf, type Framework } from '../frameworks/framework';

/** Every check there is: what code judges, then what a person attests. */
export function everyCheck(): readonly Check[] {
  return [...CONTROLS, ...new Set(FRAMEWORKS.flatMap(checksOf).filter(isManual))];
}

/** The check of a name; else a problem that names the nearest. */
export function checkNamed(id: string): Check {
  const all = everyCheck();
  const found = all.find(check => check.id === id);
  if (found) return found;
  throw new Problem(`there is no control '${id}'${meant(id, all.map(check => check.id), "'cdk-s3-compliance controls' lists them all")}`);
}

/** The name of all frameworks together. */
export const ALL = 'all';

/** The frameworks of these names, each once, in the order of the list; `all` is all of them. */
export function frameworksNamed(ids: readonly string[]): readonly Framework[] {
  const names = FRAMEWORKS.map(framework => framework.id);
  const unknown = ids.find(id => id !== ALL && !names.includes(id));
  if (unknown !== undefined) {
    const pass = `pass one of ${[...names, ALL].map(name => `'${name}'`).join(', ')}`;
    throw new Problem(`there is no framework '${unknown}'${meant(unknown, [...names, ALL], pass)}`);
  }
  return ids.includes(ALL) ? FRAMEWORKS : FRAMEWORKS.filter(framework => ids.includes(framework.id));
}

export const frameworkNamed = (id: string): Framework => {
  const [framework, another] = frameworksNamed([id]);
  if (another) throw new Problem(`'${ALL}' is more than one framework; name one`);
  return framework;
};
