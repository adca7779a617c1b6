import { GDPR, HIPAA, PCI_DSS_4_0_1, SOC2 } from '../../src/frameworks';
import type { Citation, Framework, Tier } from '../../src/frameworks/framework';

/** A framework and what the research says of it. */
export interface Researched {
  readonly framework: Framework;
  /** Its key in `frameworks` and `frameworkTier` of controls.json. */
  readonly key: string;
  /** Its name in `specMandatoryFor`. */
  readonly target: string;
  /** How its own text numbers its requirements. */
  readonly numbered: RegExp;
  /** Which sources map it. */
  readonly tiers: readonly Tier[];
  /** `line check`: what a line of the spec asks of some buckets only. */
  readonly optionalInSpec: readonly string[];
}

export const RESEARCHED: readonly Researched[] = [
  {
    framework: HIPAA,
    key: 'HIPAA',
    target: 'HIPAA',
    numbered: /^164\.3\d\d(\([a-zA-Z0-9]+\))+$/,
    tiers: ['A', 'B'],
    optionalInSpec: ['spec L533 key-duties-separated', 'spec L538 key-dedicated'],
  },
  { framework: GDPR, key: 'GDPR', target: 'GDPR', numbered: /^Art\. \d+(\(\d+\))?(\([a-z]\))?$/, tiers: ['A', 'B', 'C'], optionalInSpec: ['spec L525 key-dedicated'] },
  { framework: SOC2, key: 'SOC2', target: 'SOC2', numbered: /^(A|C|CC|PI)\d\.\d$/, tiers: ['B'], optionalInSpec: [] },
  { framework: PCI_DSS_4_0_1, key: 'PCI_DSS_4_0_1', target: 'PCI_DSS', numbered: /^\d+\.\d+\.\d+$/, tiers: ['A'], optionalInSpec: [] },
];

export const UNMAPPED = 'no published mapping';

export const isSpec = (id: string): boolean => /^spec L\d+$/.test(id);

/** Every citation of a check, with the requirement that it stands under. */
export const cited = (framework: Framework, check: string): readonly (Citation & { readonly id: string })[] =>
  framework.requirements.flatMap(({ id, checks }) => checks.filter(c => c.check.id === check).map(c => ({ ...c, id })));

export const checksWith = (framework: Framework, wanted: (id: string) => boolean): string[] =>
  framework.requirements.filter(r => wanted(r.id)).flatMap(r => r.checks.map(c => c.check.id));

/** What a framework leaves to the caller: each check with its clauses. */
export const optionalIn = (framework: Framework): Readonly<Record<string, string>> => Object.fromEntries(framework.requirements
  .flatMap(r => r.checks.flatMap(({ check, onlyIf }) => onlyIf === undefined ? [] : [[check.id, onlyIf] as const]))
  .sort(([one], [other]) => one < other ? -1 : 1));
