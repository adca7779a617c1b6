import { Token, Tokenization } from 'aws-cdk-lib';
import * as config from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';
import type { FrameworkConformancePackProps } from './framework-conformance-pack-props';
import { checkPack } from './pack-checks';
import { notJudged, packRules, type PackSettings } from './pack-rules';
import { MOST_TEMPLATE, packTemplate } from './pack-template';
import { securityAssessments } from '../../controls/manual';
import { provided } from '../already-provided';
import { definitionOf } from '../compliance-framework';

/**
 * A conformance pack of AWS Config with the managed rules for one framework: what the framework asks of every bucket, as far as AWS has a rule
 * for it. AWS evaluates them in each account and Region whenever a bucket changes, or once a day, however many buckets there are.
 *
 * Supports the check `security-assessments`, and has a second opinion on the controls in its template: the description of each rule has the id
 * of the control and the numbers of the requirements.
 *
 * It does not cover: what no managed rule judges. `uncovered` has those checks, the template names them at its top, and docs/CONFIG-RULES.md
 * says where a rule is weaker than our control. Managed rules see general purpose buckets only. A rule that the Region does not have fails the
 * whole pack: leave it out with `excludedRules`. It remediates nothing.
 *
 * Costs: AWS Config bills each evaluation of a rule, in each pack by itself. Cheaper: one pack, of the framework that asks most.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/conformance-packs.html
 * @see https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
 */
export class FrameworkConformancePack extends Construct {
  /** The name of the pack, or what stands for it where somebody else provides it. */
  public readonly packName: string;

  /** Identifiers of the managed rules in the pack. */
  public readonly rules: string[];

  /** Ids of the controls and checks of the framework that no rule of the pack judges. */
  public readonly uncovered: string[];

  constructor(scope: Construct, id: string, props: FrameworkConformancePackProps) {
    super(scope, id);
    const path = this.node.path;
    checkPack(path, props);
    const framework = definitionOf(props.framework);
    const settings: PackSettings = {
      framework,
      conditionalChecks: props.conditionalChecks ?? [],
      excludedRules: props.excludedRules ?? [],
      parameters: parametersOf(props),
    };
    if (props.alreadyProvided) {
      this.packName = provided(this, 'alreadyProvided', props.alreadyProvided, [securityAssessments]);
      this.rules = [];
      this.uncovered = [];
      return;
    }
    const rules = packRules(settings);
    const left = notJudged(settings);
    if (rules.length === 0) throw new Error(`${path}: 'excludedRules' leaves no rule; name fewer`);
    this.packName = props.packName ?? `s3-${props.framework}`;
    this.rules = rules.map(({ rule }) => rule.identifier);
    this.uncovered = left.map(([check]) => check);
    const templateBody = packTemplate([
      `S3 buckets by ${framework.title}, ${framework.edition}: ${rules.length} managed rules, which support its requirements.`,
      ...left.map(([check, why]) => `Not judged: ${check} (${why})`),
    ], rules);
    const size = Buffer.byteLength(templateBody);
    if (size > MOST_TEMPLATE) throw new Error(`${path}: the template has ${size} bytes, and ${MOST_TEMPLATE} fit; shorten 'bucketGrantees' or 'encryptionKeys'`);
    if (props.organization) {
      new config.CfnOrganizationConformancePack(this, 'Resource', {
        organizationConformancePackName: this.packName, templateBody, excludedAccounts: props.excludedAccounts,
      });
    } else {
      new config.CfnConformancePack(this, 'Resource', { conformancePackName: this.packName, templateBody });
    }
    if (props.recording) this.node.addDependency(props.recording);
  }
}

function parametersOf({ encryptionKeys, bucketGrantees, logRetention }: FrameworkConformancePackProps): PackSettings['parameters'] {
  const services = bucketGrantees?.filter(isService) ?? [];
  const principals = bucketGrantees?.filter(grantee => !isService(grantee)) ?? [];
  const keys = encryptionKeys?.map(key => key.keyArn).join(',');
  return {
    ...keys !== undefined && { S3_DEFAULT_ENCRYPTION_KMS: { kmsKeyArns: keys } },
    ...logRetention && { CW_LOGGROUP_RETENTION_PERIOD_CHECK: { MinRetentionTime: Tokenization.stringifyNumber(logRetention.toDays()) } },
    ...bucketGrantees && {
      S3_BUCKET_POLICY_GRANTEE_CHECK: {
        ...principals.length > 0 && { awsPrincipals: principals.join(',') },
        ...services.length > 0 && { servicePrincipals: services.join(',') },
      },
    },
  };
}

const isService = (grantee: string): boolean => !Token.isUnresolved(grantee) && /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(grantee);
