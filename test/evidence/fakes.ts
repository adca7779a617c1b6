import type { Control, ManualCheck } from '../../src/controls/control';
import type { Reason, Verdict } from '../../src/controls/verdict';
import type { Framework } from '../../src/frameworks/framework';
import type { BucketPosture } from '../../src/posture/bucket-posture';
import type { Alternative, BucketReading, Template } from '../../src/posture/cloudformation';
import { type Declarations, type Exception, NOTHING_DECLARED } from '../../src/posture/declarations';
import { known } from '../../src/posture/fact';

/** A posture that carries a name, by which fake controls look up their verdict, and what its owner declares. */
export const posture = (name: string, declared: Partial<Declarations> = {}): BucketPosture =>
  ({ at: name, declared: known(DECLARED, { ...NOTHING_DECLARED, ...declared }) }) as BucketPosture;

export const branch = (name: string, ...when: readonly string[]): Alternative => ({ when, posture: posture(name) });

const DECLARED = 'Resources/Records/Metadata/cdk-s3-compliance';

/** An exception that holds until the end of 2026, unless it is told otherwise. */
export const exception = (name: string, given: Partial<Exception> = {}): Exception =>
  ({ at: `${DECLARED}/exceptions/0`, control: name, reason: 'rebuilt every night', owner: 'Jane Roe', expires: '2027-01-01', ...given });

export function reading(logicalId: string, given: Partial<BucketReading> = {}): BucketReading {
  return { template: 'app.yaml', logicalId, at: `Resources/${logicalId}`, alternatives: [branch('only')], ...given };
}

export function control(id: string, test: Control['test'], given: Partial<Control> = {}): Control {
  return { id, statement: `The bucket has ${id}.`, why: `Without ${id} data gets lost.`, fix: `Set \`${id}: true\`.`, severity: 'high', see: [], test, ...given };
}

/** A control whose verdicts are `fail`, `pass`, ... by the name of the posture. */
export function byName(id: string, verdicts: Record<string, Verdict['outcome']>): Control {
  return control(id, ({ at }) => verdict(verdicts[at], { at: `Resources/Records/Properties/${id}`, says: `is ${at}` }));
}

export const verdict = (outcome: Verdict['outcome'], ...because: readonly Reason[]): Verdict => ({ outcome, because });

export const manual = (id: string): ManualCheck => ({ id, statement: `The account has ${id}.`, manual: `Look at ${id}.`, see: [] });

export const framework = (...requirements: Framework['requirements']): Framework => ({
  id: 'demo', title: 'Demo Rule', edition: '2026 edition', source: 'https://example.com/rule', requirements,
});

/** A template that has these paths; the line of each is its length. */
export function template(name: string, ...paths: readonly string[]): Template {
  return { name, body: {}, lineOf: path => paths.filter(p => `${path}/`.startsWith(`${p}/`)).map(p => p.length).sort().pop() };
}
