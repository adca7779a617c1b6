import type { Control } from '../controls/control';
import { frameworkById } from '../frameworks';
import { demands, type Framework, requirementsFor } from '../frameworks/framework';

/** What a bucket is asked to support. */
export enum ComplianceFramework {
  /** The security checklist that applies to every bucket, whatever the law. */
  BASELINE = 'baseline',

  /** HIPAA Security Rule, 45 CFR Part 164 Subpart C. */
  HIPAA = 'hipaa',

  /** PCI DSS v4.0.1, June 2024. */
  PCI_DSS = 'pci-dss-4-0-1',

  /** Regulation (EU) 2016/679, the General Data Protection Regulation. */
  GDPR = 'gdpr',

  /** SOC 2, by the AICPA Trust Services Criteria of 2017. */
  SOC2 = 'soc2',
}

export const definitionOf = (framework: ComplianceFramework): Framework => frameworkById(framework);

/** The frameworks that ask for at least one of the controls. */
export function asking(frameworks: readonly ComplianceFramework[], ...controls: readonly Control[]): readonly ComplianceFramework[] {
  return frameworks.filter(framework => controls.some(control => demands(definitionOf(framework), control.id)));
}

/** Who asks for a control, and where: `HIPAA Security Rule 164.312(b), spec L540`. */
export function cited(frameworks: readonly ComplianceFramework[], ...controls: readonly Control[]): readonly string[] {
  return frameworks.map(definitionOf).flatMap((framework) => {
    const ids = [...new Set(controls.flatMap(control => requirementsFor(framework, control.id)))].filter(id => id !== 'no published mapping');
    const asked = controls.some(control => demands(framework, control.id));
    return asked ? [`${framework.title}${ids.length > 0 ? ` ${ids.join(', ')}` : ''}`] : [];
  });
}
