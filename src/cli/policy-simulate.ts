import type { Io } from './io';
import { policiesOf, type PoliciesCommand, contextOf } from './policy-decide';
import { readJson } from './policy-input';
import { type Line, linesText } from './policy-text';
import { jsonText } from './printed';
import { Problem } from './problem';
import * as shapes from './shapes';
import { clean } from '../evidence';
import { simulate, type Simulation, type SimulationTable } from '../policy';

export interface SimulateCommand extends PoliciesCommand {
  readonly table?: string;
  readonly principal?: readonly string[];
  readonly action?: readonly string[];
  readonly resource?: readonly string[];
  readonly context: readonly string[];
  readonly format: 'text' | 'json';
}

/** Decides a table of requests: 1 where a decision is not as expected, or an expectation names no request. */
export async function simulateCommand(policy: string, options: SimulateCommand, io: Io): Promise<number> {
  const table = options.table === undefined ? ofOptions(options) : await readTable(options.table, io);
  const simulation = simulate(await policiesOf(policy, { ...options, principal: firstOf(table) }, io), table);
  io.stdout.write(options.format === 'json' ? jsonText(simulation) : textOf(simulation));
  return simulation.differences.length + simulation.unmet.length > 0 ? 1 : 0;
}

const firstOf = ({ principals: [first] }: SimulationTable): string | undefined => typeof first === 'string' ? first : first?.id;

function ofOptions({ principal, action, resource, context }: SimulateCommand): SimulationTable {
  if (!principal || !action || !resource) throw new Problem("pass a table with '--table', or '--principal', '--action' and '--resource'");
  return { principals: principal, actions: action, resources: resource, contexts: [{ label: '', keys: contextOf(context) }] };
}

const TEXTS = shapes.list(shapes.text);
const TABLE = shapes.map({ principals: TEXTS, actions: TEXTS, resources: TEXTS }, {
  contexts: shapes.list(shapes.map({ label: shapes.text, keys: shapes.map({}) }, { otherKeys: shapes.oneOf('absent', 'unknown', 'hostile') })),
  expected: shapes.list(shapes.map({ outcome: shapes.oneOf('allowed', 'denied', 'unknown') }, {
    principal: shapes.text, action: shapes.text, resource: shapes.text, context: shapes.text,
  })),
});

async function readTable(file: string, io: Io): Promise<SimulationTable> {
  const json = await readJson(file, io, { limit: 10_000_000, tooLarge: 'and no table is; pass a smaller one', pass: 'pass a table in JSON' });
  const wrong = TABLE(json, 'the table');
  if (wrong !== undefined) throw new Problem(`'${file}' is no table: ${wrong}; see policy simulate --help`);
  return json as SimulationTable;
}

function textOf({ columns, rows, totals, differences, unmet }: Simulation): string {
  const width = Math.max(...columns.map(column => clean(column).length));
  const body = rows.flatMap(({ principal, resource, context, cells }): (Line | string)[] => [
    `${principal} on ${resource}${context === '' ? '' : `, ${context}`}`,
    ...cells.map(({ action, outcome, because, expected }): Line => [
      `  ${outcome.padEnd(9)}${clean(action).padEnd(width)}  `, `${because}${expected !== undefined && expected !== outcome ? `; expected ${expected}` : ''}`,
    ]),
  ]);
  return linesText([
    ...body,
    '',
    `${totals.allowed} allowed, ${totals.denied} denied, ${totals.unknown} unknown${differences.length === 0 ? '' : `, ${differences.length} not as expected`}`,
    ...unmet.map(expectation => `no request is what the table expects of ${JSON.stringify(expectation)}`),
  ]);
}
