import type { CfnResource, PolicyValidationPluginReport, PolicyViolation } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { NagMessageLevel, NagPack, type NagPackProps, NagRuleCompliance, type NagRuleResult } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import type { Control } from '../controls/control';
import { clean, shorten } from '../evidence/clean';
import { dayOf } from '../evidence/day';
import { ruling, type Ruling } from '../evidence/ruling';
import type { Waiver } from '../evidence/waiver';
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
  private _today = '';
  private _waived: PolicyViolation[] = [];

  constructor(scope?: IConstruct, props?: NagPackProps) {
    super(scope, props);
  }

  public validateScope(scope: IConstruct): PolicyValidationPluginReport {
    this.packName = this.name;
    this._readings = new StackReadings(scope);
    this._today = dayOf(new Date());
    this._waived = [];
    const { success, violations } = super.validateScope(scope);
    this._readings = undefined;
    const failedFirst = [...violations].sort((one, other) => Number(isUnknown(one)) - Number(isUnknown(other)));
    return { success, violations: [...failedFirst, ...this._waived].map(violation => this._explain(violation)) };
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
        rule: () => reading ? this._rule(control, node, ruling(control, reading, this._today)) : ['unknown'],
      });
    }
  }

  /** A waiver is no violation, so it never fails the synthesis; but the report says it, as information. */
  private _rule(control: Control, node: CfnResource, { outcome, waiver }: Ruling): NagRuleResult {
    if (waiver) {
      this._waived.push({
        ruleName: `${ruleOf(this.name, control)}${WAIVED}`,
        description: `${describe(waiver)}: ${control.statement}`,
        severity: 'info',
        violatingResources: [{ constructPath: node.node.path, locations: ['Properties'] }],
      });
    }
    return toNag(outcome);
  }

  /** Adds what cdk-nag leaves out: the cure, the severity, the requirements, where the resource is judged. */
  private _explain(violation: PolicyViolation): PolicyViolation {
    const control = controlsOf(this._framework).find(c => ruleOf(this.name, c) === violation.ruleName.replace(UNKNOWN, '').replace(WAIVED, ''));
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

const WAIVED = '[waived]';

const describe = ({ owner, expires, reason }: Waiver): string =>
  `Waived until ${expires} by ${shorten(clean(owner), 80)} (${shorten(clean(reason), 1000)})`;

const isUnknown = (violation: PolicyViolation): boolean => violation.ruleName.endsWith(UNKNOWN);

const ruleOf = (pack: string, control: Control): string => `${pack}-${control.id}`;

function toNag(outcome: Ruling['outcome']): NagRuleResult {
  switch (outcome) {
    case 'waived':
    case 'pass': return NagRuleCompliance.COMPLIANT;
    case 'fail': return NagRuleCompliance.NON_COMPLIANT;
    case 'unknown': return ['unknown'];
    case 'not-applicable': return NagRuleCompliance.NOT_APPLICABLE;
  }
}
