import { frameworkNamed } from './catalogue';
import type { Io } from './io';
import { dayIn, momentOf } from './options';
import { cell, jsonText, lines, markdownTable, pageOf, SEVERITY_STYLE } from './printed';
import { version } from './version';
import { isManual } from '../controls/control';
import { toOscalComponents } from '../evidence';
import { present } from '../evidence/report';
import { plural } from '../evidence/words';
import { FRAMEWORKS } from '../frameworks';
import { checksOf, controlsOf, type Framework } from '../frameworks/framework';

export const FRAMEWORK_FORMATS = ['text', 'markdown', 'json', 'oscal'] as const;

export interface FrameworkOptions {
  /** `oscal` is a component-definition. */
  readonly format: typeof FRAMEWORK_FORMATS[number];
  /** The day that an OSCAL document has, as `YYYY-MM-DD`. @default - now */
  readonly at?: string;
}

/** Lists the frameworks. */
export function listFrameworks({ format, at }: FrameworkOptions, io: Io): number {
  io.stdout.write(listed(format, at, io));
  return 0;
}

function listed(format: FrameworkOptions['format'], at: string | undefined, io: Io): string {
  switch (format) {
    case 'oscal': return oscal(FRAMEWORKS, at);
    case 'json': return jsonText(FRAMEWORKS.map(describe));
    case 'markdown': return markdownTable(
      ['Framework', 'Title', 'Edition', 'Requirements', 'Controls', 'By hand'],
      FRAMEWORKS.map(framework => [framework.id, framework.title, framework.edition, ...sizes(framework).map(String)]),
    );
    case 'text': return lines(pageOf(io), FRAMEWORKS.flatMap(framework => {
      const { id, title, edition } = framework;
      const [requirements, controls, manual] = sizes(framework);
      const size = `${plural(requirements, 'requirement')}, ${plural(controls, 'control')} judged by code, ${plural(manual, 'check')} by hand`;
      return [[cell(id, 16, 'bold'), cell(edition.startsWith(title) ? edition : `${title}, ${edition}`)], [cell('', 16), cell(size, undefined, 'dim')]];
    }));
  }
}

/** Shows the requirements of a framework, and the checks that support each. */
export function showFramework(id: string, { format, at }: FrameworkOptions, io: Io): number {
  const framework = frameworkNamed(id);
  io.stdout.write(shown(framework, format, at, io));
  return 0;
}

function shown(framework: Framework, format: FrameworkOptions['format'], at: string | undefined, io: Io): string {
  switch (format) {
    case 'oscal': return oscal([framework], at);
    case 'json': return jsonText(describe(framework));
    case 'markdown': return markdownOf(framework);
    case 'text': return textOf(framework, io);
  }
}

function sizes(framework: Framework): readonly [requirements: number, controls: number, manual: number] {
  const controls = controlsOf(framework).length;
  return [framework.requirements.length, controls, checksOf(framework).length - controls];
}

const oscal = (frameworks: readonly Framework[], at: string | undefined): string =>
  toOscalComponents(frameworks, { version: version(), at: momentOf(dayIn(at)) });

function describe({ id, title, edition, source, requirements }: Framework): object {
  return {
    id,
    title,
    edition,
    source,
    requirements: requirements.map(({ checks, ...rest }) => ({
      ...rest,
      checks: checks.map(({ check, tier, onlyIf }) => ({
        id: check.id,
        statement: check.statement,
        ...isManual(check) ? { manual: true } : { severity: check.severity },
        tier,
        ...present('onlyIf', onlyIf),
      })),
    })),
  };
}

function textOf(framework: Framework, io: Io): string {
  const width = Math.max(...checksOf(framework).map(({ id }) => id.length)) + 2;
  return lines(pageOf(io), [
    [cell(`${framework.title}  `, undefined, 'bold'), cell(framework.edition)],
    [cell(framework.source, undefined, 'dim')],
    ...framework.requirements.flatMap(({ id, title, priority, checks }) => [
      [cell('')],
      [cell(`${id}  `, undefined, 'bold'), cell(`${title}${priority === undefined ? '' : ` (${priority})`}`)],
      ...checks.map(({ check, tier, onlyIf }) => [
        cell(`  ${check.id}`, width + 2),
        isManual(check) ? cell('by hand', 9, 'cyan') : cell(check.severity, 9, ...SEVERITY_STYLE[check.severity]),
        cell(`[${tier}]${onlyIf === undefined ? '' : ` only ${onlyIf}`}`, undefined, 'dim'),
      ]),
    ]),
  ]);
}

function markdownOf({ title, edition, source, requirements }: Framework): string {
  const rows = requirements.flatMap(({ id, title: name, checks }) => checks.map(({ check, tier, onlyIf }, i) =>
    [i === 0 ? id : '', i === 0 ? name : '', check.id, isManual(check) ? 'by hand' : check.severity, tier, onlyIf === undefined ? '' : `only ${onlyIf}`]));
  return `# ${title}\n\n- Edition: ${edition}\n- Source: ${source}\n\n${markdownTable(['Requirement', 'Title', 'Check', 'Severity', 'Source', 'Asked'], rows)}`;
}
