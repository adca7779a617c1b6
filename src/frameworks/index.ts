import { BASELINE } from './baseline';
import type { Framework } from './framework';
import { HIPAA } from './hipaa';

export { BASELINE } from './baseline';
export { HIPAA } from './hipaa';

export const FRAMEWORKS: readonly Framework[] = [BASELINE, HIPAA];

export function frameworkById(id: string): Framework {
  const found = FRAMEWORKS.find(framework => framework.id === id);
  if (found) return found;
  throw new RangeError(`there is no framework '${id}'; pass one of ${FRAMEWORKS.map(framework => `'${framework.id}'`).join(', ')}`);
}
