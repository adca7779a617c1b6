import { checkNamed, everyCheck, frameworksNamed } from './catalogue';
import type { Io } from './io';
import { cell, csvTable, jsonText, lines, markdownTable, pageOf, SEVERITY_STYLE } from './printed';
import { type Check, isManual, type Severity } from '../controls/control';
import { present } from '../evidence/report';
import { FRAMEWORKS } from '../frameworks';
import { checksOf, type Tier } from '../frameworks/framework';

export interface ListOptions {
  /** Only what these frameworks ask for. @default - every check */
  readonly framework?: readonly string[];
  /** Only controls of these severities. @default - all, and what is attested by hand */
  readonly severity?: readonly Severity[];
  readonly format: 'text' | 'markdown' | 'json' | 'csv';
}

interface Support {
  readonly framework: string;
  readonly requirement: string;
  readonly title: string;
  readonly tier: Tier;
  readonly onlyIf?: string;
}

/** Lists checks. */
export function listControls({ framework, severity, format }: ListOptions, io: Io): number {
  const asked = framework && new Set(frameworksNamed(framework).flatMap(checksOf).map(check => check.id));
  const isSevere = (check: Check) => !severity || (!isManual(check) && severity.includes(check.severity));
  const checks = everyCheck().filter(check => (!asked || asked.has(check.id)) && isSevere(check));
  io.stdout.write(listed(checks, format, io));
  return 0;
}

function listed(checks: readonly Check[], format: ListOptions['format'], io: Io): string {
  const rows = checks.map(check => [check.id, severityOf(check), placesOf(check), frameworksOf(check).join(' '), check.statement]);
  switch (format) {
    case 'json': return jsonText(checks.map(describe));
    case 'csv': return csvTable(['control', 'severity', 'judged_in', 'frameworks', 'statement'], rows);
    case 'markdown': return markdownTable(['Control', 'Severity', 'Judged in', 'Frameworks', 'What is true when it passes'], rows);
    case 'text': {
      const width = Math.max(...checks.map(({ id }) => id.length), 0) + 2;
      return lines(pageOf(io), checks.map(check => [cell(check.id, width, 'bold'), cell(severityOf(check), 9, ...styleOf(check)), cell(check.statement)]));
    }
  }
}

/** Shows all of one check. */
export function showControl(id: string, { format }: { readonly format: 'text' | 'markdown' | 'json' }, io: Io): number {
  const check = checkNamed(id);
  io.stdout.write(format === 'json' ? jsonText(describe(check)) : format === 'markdown' ? markdownOf(check) : textOf(check, io));
  return 0;
}

/** Says why a control matters: in one paragraph. */
export function whyControl(id: string, io: Io): number {
  const check = checkNamed(id);
  io.stdout.write(lines(pageOf(io), [[cell(isManual(check) ? `${check.statement}.` : check.why)]]));
  return 0;
}

/** Says how to mend what a control finds, or what a person looks at. */
export function fixControl(id: string, io: Io): number {
  const check = checkNamed(id);
  io.stdout.write(lines(pageOf(io), [[cell(isManual(check) ? check.manual : check.fix)]]));
  return 0;
}

const severityOf = (check: Check): string => isManual(check) ? 'by hand' : check.severity;
const styleOf = (check: Check) => isManual(check) ? ['cyan'] as const : SEVERITY_STYLE[check.severity];
const placesOf = (check: Check): string => isManual(check) ? 'by hand' : 'synth, template, live';
const frameworksOf = ({ id }: Check): readonly string[] => FRAMEWORKS.filter(f => checksOf(f).some(check => check.id === id)).map(f => f.id);

/** Every requirement that cites the check. */
function supports({ id }: Check): readonly Support[] {
  return FRAMEWORKS.flatMap(framework => framework.requirements.flatMap(({ id: requirement, title, checks }) =>
    checks.filter(({ check }) => check.id === id).map(({ tier, onlyIf }) => ({ framework: framework.id, requirement, title, tier, ...present('onlyIf', onlyIf) }))));
}

function describe(check: Check): object {
  const { id, statement, see } = check;
  return {
    id,
    statement,
    ...isManual(check) ? { judgedIn: [], manual: check.manual }
      : { severity: check.severity, judgedIn: ['synth', 'template', 'live'], why: check.why, fix: check.fix },
    requirements: supports(check),
    see,
  };
}

function textOf(check: Check, io: Io): string {
  const label = (text: string) => cell(text, 10, 'dim');
  const all = supports(check);
  const cited = FRAMEWORKS.map(({ id, title }) => ({ title, cites: all.filter(({ framework }) => framework === id) }))
    .filter(({ cites }) => cites.length > 0);
  return lines(pageOf(io), [
    [cell(`${check.id}  `, undefined, 'bold'), cell(severityOf(check), undefined, ...styleOf(check))],
    [cell(`${check.statement}.`)],
    [cell('')],
    ...isManual(check) ? [[label('by hand'), cell(check.manual)]] : [[label('why'), cell(check.why)], [label('fix'), cell(check.fix)]],
    [label('judged'), cell(isManual(check) ? 'by a person' : 'at synth and in templates')],
    [cell('')],
    ...cited.flatMap(({ title, cites }) => [[cell(title, undefined, 'bold')], ...cites.map(({ requirement, tier, onlyIf, title: name }) =>
      [cell(`  ${requirement}  `), cell(`[${tier}] `, undefined, 'dim'), cell(`${name}${onlyIf === undefined ? '' : ` (only ${onlyIf})`}`)])]),
    [cell('')],
    ...check.see.map((url, i) => [label(i === 0 ? 'see' : ''), cell(url)]),
    [label(''), cell(`docs/CONTROLS.md#${check.id}`)],
  ]);
}

function markdownOf(check: Check): string {
  const rows = supports(check).map(({ framework, requirement, title, tier, onlyIf }) =>
    [framework, requirement, title, tier, onlyIf === undefined ? '' : `only ${onlyIf}`]);
  return [
    `## ${check.id}`,
    `${check.statement}. (${severityOf(check)})`,
    ...isManual(check) ? [`**By hand.** ${check.manual}`] : [`**Why.** ${check.why}`, `**Fix.** ${check.fix}`],
    markdownTable(['Framework', 'Requirement', 'Title', 'Source', 'Asked'], rows).trimEnd(),
    check.see.map(url => `- <${url}>`).join('\n'),
  ].join('\n\n') + '\n';
}
