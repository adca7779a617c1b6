import { uuidOf } from './oscal-ids';
import type { Observed } from './oscal-observations';
import { prop, some } from './oscal-parts';
import type { Risk } from './oscal-risks';
import type { Report, RequirementReport } from './report';
import { countsInWords } from './words';

/** A finding for each requirement: what the checks that support it show. */
export function findingsOf(
  report: Report, observed: readonly Observed[], risks: readonly Risk[], ids: ReadonlyMap<string, string>, at: string,
): readonly object[] {
  const observations = byCheck(observed, o => o.uuid);
  const risky = byCheck(risks, r => r.uuid);
  return report.requirements.map(requirement => {
    const { id, title, priority, checks } = requirement;
    const names = [...new Set(checks.map(c => c.id))];
    return {
      uuid: uuidOf('finding', at, report.framework.id, id),
      title: `${id} ${title}`,
      description: `The checks that support ${report.framework.title} ${id}: ${names.join(', ') || 'none'}.`,
      props: [...prop('label', id), ...prop('priority', priority), ...checks.flatMap(c =>
        prop('supporting-check', c.id, { class: `tier-${c.tier}`, ...c.onlyIf !== undefined && { remarks: `asked only ${c.onlyIf}` } }))],
      target: { 'type': 'objective-id', 'target-id': ids.get(id)!, title, 'status': statusOf(requirement) },
      ...some('related-observations', names.flatMap(name => observations.get(name) ?? []).map(uuid => ({ 'observation-uuid': uuid }))),
      ...some('related-risks', names.flatMap(name => risky.get(name) ?? []).map(uuid => ({ 'risk-uuid': uuid }))),
    };
  });
}

function byCheck<T extends { readonly check: string }>(list: readonly T[], value: (item: T) => string): ReadonlyMap<string, readonly string[]> {
  const map = new Map<string, string[]>();
  for (const item of list) {
    const found = map.get(item.check);
    if (found) found.push(value(item));
    else map.set(item.check, [value(item)]);
  }
  return map;
}

/** `satisfied` only where every check passes or does not apply: what is unknown, waived or left to a person is not shown. */
function statusOf({ outcomes }: RequirementReport): object {
  const remarks = countsInWords(outcomes).map(c => c.text).join(', ');
  if (outcomes.fail > 0) return { state: 'not-satisfied', reason: 'fail', remarks };
  if (outcomes.unknown + outcomes.manual + outcomes.waived > 0) return { state: 'not-satisfied', reason: 'other', remarks: `Not shown: ${remarks}` };
  if (outcomes.pass > 0) return { state: 'satisfied', reason: 'pass', remarks };
  return outcomes['not-applicable'] > 0
    ? { state: 'satisfied', reason: 'other', remarks: 'No bucket has what the checks ask about.' }
    : { state: 'not-satisfied', reason: 'other', remarks: 'Nothing was judged.' };
}
