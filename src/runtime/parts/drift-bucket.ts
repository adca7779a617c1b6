import { CONTROLS } from '../../controls';
import type { Control } from '../../controls/control';
import type { Reason, Verdict } from '../../controls/verdict';
import { judge } from '../../evidence';
import type { Template } from '../../posture/cloudformation';
import { type FactDrift, driftOf } from '../../posture/drift';
import type { Alternative, BucketReading } from '../../posture/reading';

/** A control that finds something else on the template than on the bucket. */
export interface ControlDrift {
  readonly control: string;
  readonly template: Judged;
  readonly aws: Judged;
}

export interface Judged {
  readonly outcome: Verdict['outcome'];
  readonly because: readonly Reason[];
}

/** A bucket of a template, held against the one that runs. */
export interface BucketDrift {
  readonly template: string;
  readonly logicalId: string;
  readonly account: string;
  readonly bucket: string;
  /** The branch of the template that the bucket is nearest to, such as `IsProd is true`; absent where nothing branches. */
  readonly when?: string;
  /** Whether a fact differs, or a control fails in AWS that does not fail in the template. */
  readonly drifted: boolean;
  /** All that was compared, and what was not, with the reason. */
  readonly facts: readonly FactDrift[];
  /** The controls whose outcomes differ, be it because one side does not know. */
  readonly controls: readonly ControlDrift[];
}

/** Compares the branch of the template that is nearest to the bucket. */
export function bucketDrift(
  there: BucketReading, here: BucketReading, templates: readonly Template[], names: ReadonlyMap<string, string>,
): BucketDrift {
  const live = here.alternatives[0].posture;
  const states = (at: string) => isStated(at, there.template, templates);
  const branches = there.alternatives.map(branch => ({ branch, facts: driftOf(branch.posture, live, { names, states }) }));
  const nearest = branches.reduce((one, other) => differing(other.facts) < differing(one.facts) ? other : one);
  const controls = CONTROLS.flatMap((control): ControlDrift[] => {
    const [template, aws] = [one(there, nearest.branch), here].map(reading => judged(control, reading));
    return template.outcome === aws.outcome ? [] : [{ control: control.id, template, aws }];
  });
  return {
    template: there.template,
    logicalId: there.logicalId,
    account: here.template.replace('aws://', ''),
    bucket: here.logicalId,
    ...nearest.branch.when.length > 0 && { when: nearest.branch.when.join(' and ') },
    drifted: differing(nearest.facts) > 0 || controls.some(({ template, aws }) => aws.outcome === 'fail' && template.outcome !== 'unknown'),
    facts: nearest.facts,
    controls,
  };
}

function judged(control: Control, reading: BucketReading): Judged {
  const { outcome, because } = judge(control, reading);
  return { outcome, because };
}

const one = (reading: BucketReading, branch: Alternative): BucketReading => ({ ...reading, alternatives: [branch] });

const differing = (facts: readonly FactDrift[]): number => facts.filter(({ state }) => state === 'differs').length;

/** Whether a template has something at a path; `other.yaml#Resources/Logs/...` is one of another template. */
function isStated(at: string, home: string, templates: readonly Template[]): boolean {
  const hash = at.lastIndexOf('#Resources/');
  const [name, path] = hash < 0 ? [home, at] : [at.slice(0, hash), at.slice(hash + 1)];
  let value: unknown = templates.find(template => template.name === name)?.body;
  for (const step of path.split('/')) {
    if (typeof value !== 'object' || value === null) return value !== undefined; // an intrinsic, or a text that says it all
    if (!Array.isArray(value) && Object.keys(value).some(key => key === 'Fn::If' || key === 'Ref' || key.startsWith('Fn::'))) return true;
    value = Object.hasOwn(value, step) ? (value as Readonly<Record<string, unknown>>)[step] : undefined;
  }
  return value !== undefined;
}
