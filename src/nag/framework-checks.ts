import type { CfnResource, PolicyValidationPluginReport, PolicyViolation } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { NagMessageLevel, NagPack, type NagPackProps, NagRuleCompliance, type NagRuleResult } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import type { Control } from '../controls/control';
import { judge } from '../evidence/judge';
import { controlsOf, demands, type Framework, requirementsFor } from '../frameworks/framework';
import { StackReadings } from '../synth/stacks';

/**
 * Runs the controls of one framework over every bucket of an app, as a cdk-nag pack and a native validation plugin in one.
 *
 * @internal
 */
export abstract class FrameworkChecks extends NagPack {
  /** @internal */
  protected abstract readonly _framework: Framework;
  private _readings?: StackReadings;

  constructor(scope?: IConstruct, props?: NagPackProps) {
    super(scope, props);
  }

  public validateScope(scope: IConstruct): PolicyValidationPluginReport {
    this.packName = this.name;
    this._readings = new StackReadings(scope);
    const { success, violations } = super.validateScope(scope);
    this._readings = undefined;
    const failedFirst = [...violations].sort((one, other) => Number(isUnknown(one)) - Number(isUnknown(other)));
    return { success, violations: failedFirst.map(violation => this._explain(violation)) };
  }

  protected checkResource(node: CfnResource): void {
    if (!CfnBucket.isCfnBucket(node)) return;
    const reading = this._readings?.of(node);
    for (const control of controlsOf(this._framework)) {
      // What is asked of some buckets only is for the report to say.
      if (!demands(this._framework, control.id)) continue;
      this.applyRule({
        node,
        ruleSuffixOverride: control.id,
        info: control.statement,
        explanation: `${control.why} ${control.fix}`,
        level: control.severity === 'low' ? NagMessageLevel.WARN : NagMessageLevel.ERROR,
        rule: () => reading ? toNag(judge(control, reading).outcome) : ['unknown'],
      });
    }
  }

  /** Adds what cdk-nag leaves out: the cure, the severity, the requirements, where the resource is judged. */
  private _explain(violation: PolicyViolation): PolicyViolation {
    const control = controlsOf(this._framework).find(c => ruleOf(this.name, c) === violation.ruleName.replace(UNKNOWN, ''));
    if (!control) return violation;
    const requirements = requirementsFor(this._framework, control.id).join(', ');
    return {
      ...violation,
      description: isUnknown(violation) ? `Cannot be known before deployment: ${violation.description}` : violation.description,
      fix: control.fix,
      ruleMetadata: {
        framework: this._framework.title,
        edition: this._framework.edition,
        requirements,
        severity: control.severity,
        documentation: control.see.join(' '),
      },
    };
  }
}

const UNKNOWN = '[unknown]';

const isUnknown = (violation: PolicyViolation): boolean => violation.ruleName.endsWith(UNKNOWN);

const ruleOf = (pack: string, control: Control): string => `${pack}-${control.id}`;

function toNag(outcome: 'pass' | 'fail' | 'unknown' | 'not-applicable'): NagRuleResult {
  switch (outcome) {
    case 'pass': return NagRuleCompliance.COMPLIANT;
    case 'fail': return NagRuleCompliance.NON_COMPLIANT;
    case 'unknown': return ['unknown'];
    case 'not-applicable': return NagRuleCompliance.NOT_APPLICABLE;
  }
}
