import { uuidOf } from './oscal-ids';
import type { Observed } from './oscal-observations';
import { inert, prop } from './oscal-parts';
import type { Outcome, Report } from './report';
import { waiverInWords } from './words';

export interface Risk {
  readonly check: string;
  readonly uuid: string;
  readonly risk: object;
}

const STATUS = { fail: 'open', unknown: 'investigating', manual: 'investigating' } as const;
const TITLES = { fail: 'fails', unknown: 'is unknown', manual: 'is to be decided by hand' } as const;

/** A risk for each control and outcome that somebody has to look into, over all buckets; and one for each waiver. */
export function risksOf({ framework }: Report, observed: readonly Observed[], at: string): readonly Risk[] {
  const groups = new Map<string, { readonly outcome: keyof typeof STATUS; readonly those: Observed[] }>();
  for (const one of observed) {
    if (!one.finding || !isOpen(one.outcome)) continue;
    const key = `${one.check}\n${one.outcome}`;
    const group = groups.get(key) ?? { outcome: one.outcome, those: [] };
    groups.set(key, group);
    group.those.push(one);
  }
  const open = [...groups.values()].map(({ outcome, those }) => openRisk(framework.id, outcome, those, at));
  return [...open, ...observed.flatMap(one => one.finding?.waiver ? [waivedRisk(framework.id, one, at)] : [])];
}

const isOpen = (outcome: Outcome): outcome is keyof typeof STATUS => Object.hasOwn(STATUS, outcome);

function openRisk(framework: string, outcome: keyof typeof STATUS, those: readonly Observed[], at: string): Risk {
  const { check, finding } = those[0];
  const { statement, why = statement, fix, severity } = finding!;
  const uuid = uuidOf('risk', at, framework, check, outcome);
  return {
    check,
    uuid,
    risk: {
      uuid,
      'title': `${check} ${TITLES[outcome]}`,
      'description': why,
      'statement': `Expected: ${statement.replace(/\.?$/, '.')} Not so, or not known to be so, of ${those.length === 1 ? '1 bucket' : `${those.length} buckets`}.`,
      'props': [...prop('check', check), ...prop('outcome', outcome), ...prop('severity', severity)],
      'status': STATUS[outcome],
      ...fix !== undefined && { remediations: [{ uuid: uuidOf('remediation', at, framework, check, outcome), lifecycle: 'recommendation', title: `Mend ${check}`, description: fix }] },
      'related-observations': those.map(o => ({ 'observation-uuid': o.uuid })),
    },
  };
}

/** Until its day the owner stands for it; `deadline` is the first day on which the control fails again. */
function waivedRisk(framework: string, { check, uuid: observation, finding }: Observed, at: string): Risk {
  const { statement, why = statement, severity, waiver } = finding!;
  const uuid = uuidOf('waived', at, framework, observation);
  return {
    check,
    uuid,
    risk: {
      uuid,
      'title': `${check} is waived`,
      'description': why,
      'statement': `Waived by ${inert(waiverInWords(waiver!))}`,
      'props': [
        ...prop('check', check),
        ...prop('outcome', 'waived'),
        ...prop('severity', severity),
        ...prop('waiver-owner', waiver!.owner),
        ...prop('waiver-reason', waiver!.reason),
        ...prop('waiver-expires', waiver!.expires),
      ],
      'status': 'deviation-approved',
      ...isDate(waiver!.expires) && { deadline: `${waiver!.expires}T00:00:00Z` },
      'related-observations': [{ 'observation-uuid': observation }],
    },
  };
}

/** OSCAL holds days of the years 1900 to 2999. */
const isDate = (day: string): boolean => /^(?:19|2\d)\d\d-\d\d-\d\d$/.test(day);
