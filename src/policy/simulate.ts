import { type Decision, decider, type Policies } from './decide';
import { ANONYMOUS, awsRequester, type ContextValue, type Request, type Requester, service } from './request';
import { BUCKET_ACTIONS } from './s3-actions';

/** What to ask about: every combination. */
export interface SimulationTable {
  /** ARNs, `anonymous`, names of AWS services (`logging.s3.amazonaws.com`), or requesters; each is its own label. */
  readonly principals: readonly (string | Requester)[];
  readonly actions: readonly string[];
  /** ARNs. An action on the bucket itself is asked for the bucket of an object's ARN. */
  readonly resources: readonly string[];
  /** @default - one that has no further condition keys, called '' */
  readonly contexts?: readonly SimulationContext[];
  /** @default - nothing is expected */
  readonly expected?: readonly Expectation[];
}

export interface SimulationContext {
  readonly label: string;
  readonly keys: Readonly<Record<string, ContextValue>>;
  /** What the keys are that are not listed. @default 'absent' */
  readonly otherKeys?: Request['otherKeys'];
}

/** What is expected of the cells that it names; what it leaves out may be any. The last one that names a cell counts. */
export interface Expectation {
  readonly principal?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly context?: string;
  readonly outcome: Decision['outcome'];
}

export interface SimulationCell extends Decision {
  readonly action: string;
  /** The ARN that was asked for. */
  readonly asked: string;
  readonly expected?: Decision['outcome'];
}

export interface SimulationRow {
  readonly principal: string;
  readonly resource: string;
  readonly context: string;
  /** One for each action, in their order. */
  readonly cells: readonly SimulationCell[];
}

export interface Simulation {
  /** The actions. */
  readonly columns: readonly string[];
  /** Principals, then resources, then contexts, in their order. */
  readonly rows: readonly SimulationRow[];
  readonly totals: Readonly<Record<Decision['outcome'], number>>;
  /** The cells that are not as expected. */
  readonly differences: readonly (Omit<SimulationRow, 'cells'> & SimulationCell)[];
  /** Expectations that name no cell: a misspelt label. */
  readonly unmet: readonly Expectation[];
}

/** Decides every combination of a table. The same input gives the same output, in the same order. */
export function simulate(policies: Policies, table: SimulationTable): Simulation {
  const decide = decider(policies);
  const { actions, resources, expected = [], contexts = [{ label: '', keys: {} }] } = table;
  const rows = table.principals.flatMap((principal) => {
    const requester = typeof principal === 'string' ? requesterOf(principal) : principal;
    return resources.flatMap(resource => contexts.map(({ label, keys, otherKeys = 'absent' }): SimulationRow => ({
      principal: requester.id,
      resource,
      context: label,
      cells: actions.map((action): SimulationCell => {
        const asked = BUCKET.has(action.toLowerCase()) ? bucketOf(resource) : resource;
        const decision = decide({ action, resource: asked, requester, context: keys, otherKeys });
        const wanted = [...expected].reverse().find(e => names(e, { principal: requester.id, action, resource, context: label }));
        return { action, asked, ...decision, ...wanted === undefined ? {} : { expected: wanted.outcome } };
      }),
    })));
  });
  const cells = rows.flatMap(({ cells: list, ...row }) => list.map(cell => ({ ...row, ...cell })));
  const count = (outcome: Decision['outcome']) => cells.filter(cell => cell.outcome === outcome).length;
  return {
    columns: actions,
    rows,
    totals: { allowed: count('allowed'), denied: count('denied'), unknown: count('unknown') },
    differences: cells.filter(cell => cell.expected !== undefined && cell.expected !== cell.outcome),
    unmet: expected.filter(e => !cells.some(cell => names(e, cell))),
  };
}

/** Who a text names: an ARN, `anonymous` (or `*`), an account number, or an AWS service. */
export function requesterOf(text: string): Requester {
  if (text === 'anonymous' || text === '*') return ANONYMOUS;
  if (/^\d{12}$/.test(text)) return awsRequester(`arn:aws:iam::${text}:root`);
  return text.startsWith('arn:') ? awsRequester(text) : service(text);
}

type Labels = Pick<SimulationCell, 'action'> & Omit<SimulationRow, 'cells'>;

const names = (expected: Expectation, labels: Labels): boolean =>
  (['principal', 'action', 'resource', 'context'] as const).every(label => expected[label] === undefined || expected[label] === labels[label]);

const BUCKET = new Set(BUCKET_ACTIONS.map(action => action.toLowerCase()));

/** The bucket of an object's ARN; anything else as it is. */
const bucketOf = (arn: string): string => /^arn:[^:]*:s3:::[^/]+/.exec(arn)?.[0] ?? arn;
