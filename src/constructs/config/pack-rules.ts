import { type ManagedRule, MANAGED_RULES } from './managed-rules';
import type { Check } from '../../controls/control';
import { checksOf, demands, type Framework, requirementsFor } from '../../frameworks/framework';

/** What a pack is made from. */
export interface PackSettings {
  readonly framework: Framework;
  readonly conditionalChecks: readonly string[];
  readonly excludedRules: readonly string[];
  /** Parameters by rule, beside those of the table. */
  readonly parameters: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** One rule of a pack. */
export interface PackRule {
  readonly rule: ManagedRule;
  readonly name: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What AWS Config takes for the description of a rule. */
const MOST_DESCRIPTION = 256;

const rulesFor = (check: string): readonly ManagedRule[] => MANAGED_RULES.filter(rule => rule.checks.includes(check));

/** The checks that the pack is asked to judge. */
const asked = ({ framework, conditionalChecks }: PackSettings): readonly Check[] =>
  checksOf(framework).filter(({ id }) => demands(framework, id) || conditionalChecks.includes(id));

const usable = (rule: ManagedRule, { excludedRules, parameters }: PackSettings): boolean =>
  !excludedRules.includes(rule.identifier) && (rule.needs === undefined || parameters[rule.identifier] !== undefined);

/** The rules of a pack, in the order of the table. */
export function packRules(settings: PackSettings): readonly PackRule[] {
  const wanted = asked(settings).map(({ id }) => id);
  return MANAGED_RULES.filter(rule => usable(rule, settings)).flatMap((rule) => {
    const checks = rule.checks.filter(id => wanted.includes(id));
    if (checks.length === 0) return [];
    return [{
      rule,
      name: rule.identifier.toLowerCase().replace(/_/g, '-'),
      description: descriptionOf(settings.framework, checks),
      parameters: { ...rule.parameters, ...settings.parameters[rule.identifier] },
    }];
  });
}

/** What the framework asks and the pack does not judge, with the reason. */
export function notJudged(settings: PackSettings): readonly (readonly [check: string, why: string])[] {
  const wanted = new Set(asked(settings).map(({ id }) => id));
  return checksOf(settings.framework).flatMap(({ id }) => {
    const rules = rulesFor(id);
    if (rules.length === 0) return [[id, 'no managed rule'] as const];
    if (!wanted.has(id)) return [[id, 'asked of some buckets only'] as const];
    if (rules.some(rule => usable(rule, settings))) return [];
    const missing = rules.find(({ needs }) => needs !== undefined);
    return [[id, missing ? `needs '${missing.needs}'` : 'left out'] as const];
  });
}

/** The control, then as many of the requirements as there is room for: numbers only. */
function descriptionOf(framework: Framework, checks: readonly string[]): string {
  const ids = [...new Set(checks.flatMap(check => requirementsFor(framework, check)))].filter(id => id !== 'no published mapping');
  const head = checks.join(', ');
  for (let kept = ids.length; kept > 0; kept--) {
    const more = kept < ids.length ? ` and ${ids.length - kept} more` : '';
    const text = `${head}: ${framework.title} ${ids.slice(0, kept).join(', ')}${more}`;
    if (text.length <= MOST_DESCRIPTION) return text;
  }
  return head;
}
