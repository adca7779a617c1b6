import type { Report } from './report';
import { CONTROLS } from '../controls';
import type { Severity } from '../controls/control';
import { MANUAL_CHECKS } from '../controls/manual';

/** How SARIF ranks a failure of each severity; `score` is what GitHub sorts security alerts by (CVSS: high from 7, medium from 4). */
export const RANKS: Readonly<Record<Severity, { readonly level: 'error' | 'warning' | 'note'; readonly score: string }>> = {
  high: { level: 'error', score: '8.0' },
  medium: { level: 'warning', score: '5.5' },
  low: { level: 'note', score: '3.0' },
};

export interface Rule {
  readonly id: string;
  /** Undefined where a person attests it. */
  readonly severity?: Severity;
  readonly descriptor: object;
}

/** GitHub refuses rules with more. */
const MOST_TAGS = 20;

/** Every control that was asked, and every attestation, each once, in the order of the report. */
export function rulesOf(report: Report): readonly Rule[] {
  const catalogue = new Map(CONTROLS.map(control => [control.id, control]));
  const places = new Map(report.requirements.map(({ id }, index) => [id, index]));
  const rules = new Map<string, Rule>();
  for (const { check, statement, severity, why, fix, requirements } of report.buckets.flatMap(b => b.findings)) {
    const known = rules.get(check);
    if (known && (why === undefined || catalogue.has(check))) continue;
    const control = catalogue.get(check) ?? { why: why ?? statement, fix: fix ?? '', see: [] };
    rules.set(check, {
      id: check,
      severity,
      descriptor: {
        ...described(check, statement, control.why, control.fix && `Fix: ${control.fix}`, control.see),
        defaultConfiguration: { level: RANKS[severity].level },
        properties: { ...tagged(report, requirements), 'security-severity': RANKS[severity].score, severity },
        relationships: related(report, requirements, places),
      },
    });
  }
  const documented = new Map(MANUAL_CHECKS.map(({ id, see }) => [id, see]));
  for (const { check, statement, manual, onlyIf, requirements } of report.manual) {
    const clause = onlyIf === undefined ? '' : `Asked only ${onlyIf}.`;
    rules.set(check, {
      id: check,
      descriptor: {
        ...described(check, statement, manual, clause, documented.get(check) ?? []),
        defaultConfiguration: { level: 'none' },
        properties: tagged(report, requirements),
        relationships: related(report, requirements, places),
      },
    });
  }
  return [...rules.values()];
}

/** The requirements of the framework, as SARIF names what rules are relevant to. */
export function taxonomyOf({ framework, requirements }: Report): object {
  return {
    name: framework.title,
    version: framework.edition,
    ...isUri(framework.source) && { informationUri: framework.source },
    shortDescription: { text: `${framework.title}, ${framework.edition}: the requirements that checks of S3 buckets support` },
    fullDescription: { text: `Source: ${framework.source}` },
    isComprehensive: false,
    taxa: requirements.map(({ id, title }) => ({ id, shortDescription: { text: title } })),
  };
}

const isUri = (text: string): boolean => /^https?:\/\/\S+$/.test(text);

function described(id: string, statement: string, why: string, more: string, see: readonly string[]): object {
  const help = [why, more].filter(text => text !== '');
  return {
    id,
    ...id.includes('-') && { name: id.split('-').map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('') },
    shortDescription: { text: sentence(statement) },
    fullDescription: { text: sentence(why) },
    help: {
      text: [...help, ...see].join('\n'),
      markdown: [sentence(statement), ...help, ...see.map(url => `<${url}>`)].join('\n\n'),
    },
    ...see.length > 0 && { helpUri: see[0] },
  };
}

const sentence = (text: string): string => text.replace(/\.?$/, '.');

function tagged({ framework }: Report, requirements: readonly string[]): object {
  const tags = ['security', 'aws-s3', framework.id, ...requirements.map(id => `${framework.id}/${id}`)];
  return { tags: [...new Set(tags)].slice(0, MOST_TAGS), requirements };
}

function related({ framework }: Report, requirements: readonly string[], places: ReadonlyMap<string, number>): readonly object[] {
  return requirements.map(id => ({ target: { id, index: places.get(id) ?? -1, toolComponent: { name: framework.title, index: 0 } }, kinds: ['relevant'] }));
}
