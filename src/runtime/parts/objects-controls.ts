import { FRAMEWORKS, frameworkById } from '../../frameworks';
import type { Framework } from '../../frameworks/framework';
import { requirementsFor } from '../../frameworks/framework';

/** The frameworks of these ids; throws a RangeError for one that there is none of. @default - all */
export const frameworksOf = (ids?: readonly string[]): readonly Framework[] => ids === undefined ? FRAMEWORKS : ids.map(frameworkById);

/** The requirements that cite a control, by framework; those that cite it nowhere are left out. */
export const supportsOf = (frameworks: readonly Framework[], control: string) =>
  frameworks.map(one => ({ framework: one.id, requirements: requirementsFor(one, control) })).filter(({ requirements }) => requirements.length > 0);
