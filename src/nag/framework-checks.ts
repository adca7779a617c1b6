import { type CfnResource, type IPolicyValidationContext, type PolicyValidationPluginReport, type PolicyViolation, Stack } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { NagMessageLevel, NagPack, NagRuleCompliance } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { FindingSeverity } from './finding-severity';
import { type Judged, judgedAsWritten, judgedNow } from './judged';
import { type Options, optionsOf } from './options';
import { OwnViolations } from './own-violations';
import type { S3ChecksProps } from './s3-checks-props';
import type { Control } from '../controls/control';
import { KnownFindings } from '../evidence/baseline';
import { clean, shorten } from '../evidence/clean';
import { dayOf } from '../evidence/day';
import type { Ruling } from '../evidence/ruling';
import type { Waiver } from '../evidence/waiver';
import { type Framework, requirementsFor } from '../frameworks/framework';
import type { BucketReading } from '../posture/cloudformation';

/**
 * Runs the controls of one framework over every bucket of an app, as a cdk-nag pack and a native validation plugin in one.
 *
 * @internal
 */
export abstract class FrameworkChecks extends NagPack {
  private readonly options: Options;
  private judged?: Judged;
  /** The paths of the stacks to look at. Undefined: all. */
  private within?: ReadonlySet<string>;
  private known?: KnownFindings;
  private today = '';
  private own = new OwnViolations();

  constructor(public readonly name: string, private readonly framework: Framework, scope?: IConstruct, props?: S3ChecksProps) {
    super(scope, props);
    this.packName = name;
    this.options = optionsOf(name, framework, props);
  }

  /** Judges the templates as they were just written, of those stacks only that the plugin was added for. */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    this.judged = judgedAsWritten(context.appConstruct);
    this.within = new Set(context.stackTemplates.map(stack => stack.stackConstructPath));
    try {
      return super.validate(context);
    } finally {
      this.judged = undefined;
      this.within = undefined;
    }
  }

  /** Judges a construct tree as it is now. */
  public validateScope(scope: IConstruct): PolicyValidationPluginReport {
    const { baseline, excluded, controls } = this.options;
    this.judged ??= judgedNow(scope);
    this.known = baseline && new KnownFindings(baseline);
    this.today = dayOf(new Date());
    this.own = new OwnViolations();
    const found = super.validateScope(scope).violations;
    this.judged = undefined;

    const violations = [...this.own.list(), ...found].map(violation => this.explain(violation)).sort((one, other) => order(one) - order(other));
    const gone = this.known?.gone(new Set(controls.map(control => control.id))) ?? [];
    return {
      success: violations.every(({ severity }) => severity !== FindingSeverity.ERROR && severity !== FindingSeverity.FATAL),
      violations,
      metadata: {
        framework: this.framework.title,
        edition: this.framework.edition,
        ...excluded.length > 0 ? { excluded: excluded.join(', ') } : {},
        ...gone.length > 0 ? { noLongerFound: gone.map(({ bucket, control }) => `${control} of ${bucket}`).join(', ') } : {},
      },
    };
  }

  protected checkResource(node: CfnResource): void {
    if (!CfnBucket.isCfnBucket(node) || !this.looksAt(node)) return;
    const reading = this.judged?.readings.of(node);
    for (const control of this.options.controls) this.apply(control, node, reading ? this.find(control, reading) : { outcome: 'unknown' });
  }

  private looksAt(node: CfnResource): boolean {
    let stack = Stack.of(node);
    while (stack.nestedStackParent) stack = stack.nestedStackParent;
    return this.within?.has(stack.node.path) ?? true;
  }

  /** What is fatal is judged as if the bucket declared no exception. */
  private find(control: Control, reading: BucketReading): Pick<Ruling, 'outcome' | 'waiver'> {
    const { severityOf, unknownSeverityOf } = this.options;
    if (![severityOf(control), unknownSeverityOf(control)].includes(FindingSeverity.FATAL)) return this.judged!.ruling(control, reading, this.today);
    const bare = this.judged!.ruling(control, reading, undefined);
    return this.severityOf(control, bare.outcome) === FindingSeverity.FATAL ? bare : this.judged!.ruling(control, reading, this.today);
  }

  private severityOf(control: Control, outcome: Ruling['outcome']): FindingSeverity | undefined {
    if (outcome === 'fail') return this.options.severityOf(control);
    return outcome === 'unknown' ? this.options.unknownSeverityOf(control) : undefined;
  }

  private apply(control: Control, node: CfnResource, { outcome, waiver }: Pick<Ruling, 'outcome' | 'waiver'>): void {
    const { path } = node.node;
    const rule = `${this.name}-${control.id}`;
    const severity = this.severityOf(control, outcome);
    if (severity === undefined) {
      if (waiver) this.own.add(`${rule}${WAIVED}`, `${describe(waiver)}: ${control.statement}`, FindingSeverity.INFO, path);
    } else if (severity === FindingSeverity.FATAL) {
      this.own.add(outcome === 'unknown' ? `${rule}${UNKNOWN}` : rule, control.statement, severity, path);
    } else if (this.known?.has(path.replace(/\/Resource$/, ''), control.id, outcome)) {
      this.own.add(`${rule}${KNOWN}`, `Known from the baseline file: ${control.statement}`, FindingSeverity.INFO, path);
    } else {
      this.applyRule({
        node,
        ruleSuffixOverride: control.id,
        info: control.statement,
        explanation: `${control.why} ${control.fix}`,
        level: NagMessageLevel.ERROR,
        rule: () => outcome === 'unknown' ? ['unknown'] : NagRuleCompliance.NON_COMPLIANT,
      });
    }
  }

  /** Adds what cdk-nag leaves out: the cure, the severity, the requirements. */
  private explain(violation: PolicyViolation): PolicyViolation {
    const unknown = violation.ruleName.endsWith(UNKNOWN);
    const id = violation.ruleName.slice(this.name.length + 1).replace(/\[\w+\]$/, '');
    const control = this.options.controls.find(c => c.id === id);
    if (!control) return violation;
    return {
      ...violation,
      severity: violation.severity === FindingSeverity.INFO ? violation.severity : this.severityOf(control, unknown ? 'unknown' : 'fail'),
      description: unknown ? `Cannot be known before deployment: ${violation.description}` : violation.description,
      fix: control.fix,
      ruleMetadata: {
        framework: this.framework.title,
        edition: this.framework.edition,
        requirements: requirementsFor(this.framework, control.id).join(', '),
        severity: control.severity,
        documentation: control.see.join(' '),
      },
    };
  }
}

const UNKNOWN = '[unknown]';

const WAIVED = '[waived]';

const KNOWN = '[known]';

/** What nobody can waive, then what failed, what is unknown, and what only informs. */
function order({ ruleName, severity }: PolicyViolation): number {
  if (severity === FindingSeverity.FATAL) return 0;
  if (ruleName.endsWith(WAIVED) || ruleName.endsWith(KNOWN)) return 3;
  return ruleName.endsWith(UNKNOWN) ? 2 : 1;
}

const describe = ({ owner, expires, reason }: Waiver): string =>
  `Waived until ${expires} by ${shorten(clean(owner), 80)} (${shorten(clean(reason), 1000)})`;
