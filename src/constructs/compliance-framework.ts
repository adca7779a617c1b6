import { frameworkById } from '../frameworks';
import { type Framework } from '../frameworks/framework';

/** What a bucket is asked to support. */
export enum ComplianceFramework {
  /** The security checklist that applies to every bucket, whatever the law. */
  BASELINE = 'baseline',

  /** HIPAA Security Rule, 45 CFR Part 164 Subpart C. */
  HIPAA = 'hipaa',
}

/** What a framework asks of the construct beyond what every bucket gets. */
export interface Floor {
  readonly kms: boolean;
  readonly retention: boolean;
  readonly network: boolean;
}

const FLOORS: Readonly<Record<ComplianceFramework, Floor>> = {
  [ComplianceFramework.BASELINE]: { kms: false, retention: false, network: false },
  [ComplianceFramework.HIPAA]: { kms: true, retention: true, network: true },
};

/** The strictest of what several frameworks ask. */
export function floorOf(frameworks: readonly ComplianceFramework[]): Floor {
  const floors = frameworks.map(f => FLOORS[f]);
  return { kms: floors.some(f => f.kms), retention: floors.some(f => f.retention), network: floors.some(f => f.network) };
}

export const definitionOf = (framework: ComplianceFramework): Framework => frameworkById(framework);
