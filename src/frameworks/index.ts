import { BASELINE } from './baseline';
import type { Framework } from './framework';
import { GDPR } from './gdpr';
import { HIPAA } from './hipaa';
import { PCI_DSS_4_0_1 } from './pci-dss-4-0-1';
import { SOC2 } from './soc2';

export { BASELINE } from './baseline';
export { GDPR } from './gdpr';
export { HIPAA } from './hipaa';
export { PCI_DSS_4_0_1 } from './pci-dss-4-0-1';
export { SOC2 } from './soc2';

export const FRAMEWORKS: readonly Framework[] = [BASELINE, HIPAA, GDPR, SOC2, PCI_DSS_4_0_1];

export function frameworkById(id: string): Framework {
  const found = FRAMEWORKS.find(framework => framework.id === id);
  if (found) return found;
  throw new RangeError(`there is no framework '${id}'; pass one of ${FRAMEWORKS.map(framework => `'${framework.id}'`).join(', ')}`);
}
