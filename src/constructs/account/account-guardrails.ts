import type * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { AccountGuardrailsProps } from './account-guardrails-props';
import { AccountPublicAccessBlock } from './account-public-access-block';
import { ExternalAccessAnalyzer } from './external-access-analyzer';
import { tellFindings } from './findings';
import { SensitiveDataDiscovery } from './sensitive-data-discovery';
import { ThreatDetection } from './threat-detection';
import { ComplianceFramework } from '../compliance-framework';
import { ConfigRecording } from '../config/config-recording';
import { FrameworkConformancePack } from '../config/framework-conformance-pack';

/**
 * What an account needs once, around its buckets: Block Public Access for the whole account, IAM Access Analyzer, Macie with its discovery of sensitive
 * data, GuardDuty with S3 Protection, a recorder of AWS Config, and a conformance pack for each framework. It holds no assets, so a stack set can deploy
 * it to each account.
 *
 * All but Block Public Access is of one Region, so each Region with buckets needs a stack; there `regionalOnly` leaves that out. Each part can be
 * provided by somebody else already: see the properties that end in `Provided`. What turns a service on keeps it on when the stack goes.
 *
 * Supports the checks `block-public-access-account`, `access-analyzer-external-access`, `macie-enabled`, `guardduty-s3-protection`,
 * `aws-config-recording` and `security-assessments`.
 *
 * It does not cover: trails, which `DataEventTrail` has; alerts on what people change, which `AccessAlerts` has; and answering the findings.
 *
 * Costs: Macie bills buckets, objects and gigabytes that it samples; GuardDuty bills events; AWS Config bills what it records and each evaluation of a
 * rule; the rest is free, or nearly. Cheaper: one framework, `automatedDiscovery: false`, or `sensitiveDataDiscovery: false` where no data is sensitive.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export class AccountGuardrails extends Construct {
  /** Block Public Access of the account; none where the stack of another Region has it. */
  public readonly publicAccessBlock?: AccountPublicAccessBlock;

  /** Access from outside. */
  public readonly externalAccessAnalyzer: ExternalAccessAnalyzer;

  /** Macie; none where it is left out. */
  public readonly sensitiveDataDiscovery?: SensitiveDataDiscovery;

  /** GuardDuty; none where it is left out. */
  public readonly threatDetection?: ThreatDetection;

  /** AWS Config. */
  public readonly configRecording: ConfigRecording;

  /** A conformance pack for each framework. */
  public readonly conformancePacks: FrameworkConformancePack[];

  /** What tells the topic of findings; none without a topic. */
  public readonly findingRules: events.Rule[];

  constructor(scope: Construct, id: string, props: AccountGuardrailsProps = {}) {
    super(scope, id);
    checkGuardrails(this.node.path, props);
    const { encryptionKey, assertAgain, findingsTopic } = props;
    if (!props.regionalOnly) {
      this.publicAccessBlock = new AccountPublicAccessBlock(this, 'PublicAccessBlock', {
        encryptionKey, assertAgain, alreadyProvided: props.publicAccessBlockProvided,
      });
    }
    this.externalAccessAnalyzer = new ExternalAccessAnalyzer(this, 'ExternalAccess', {
      unusedAccessAge: props.unusedAccessAge, alreadyProvided: props.externalAccessAnalyzerProvided,
    });
    if (props.sensitiveDataDiscovery ?? true) {
      this.sensitiveDataDiscovery = new SensitiveDataDiscovery(this, 'SensitiveData', {
        automatedDiscovery: props.automatedDiscovery, encryptionKey, assertAgain, alreadyProvided: props.sensitiveDataDiscoveryProvided,
      });
    }
    if (props.threatDetection ?? true) {
      this.threatDetection = new ThreatDetection(this, 'Threats', { alreadyProvided: props.threatDetectionProvided });
    }
    this.configRecording = new ConfigRecording(this, 'Config', {
      encryptionKey, bucket: props.configBucket, accessLogBucket: props.accessLogBucket, alreadyProvided: props.configRecordingProvided,
    });
    this.conformancePacks = (props.frameworks ?? [ComplianceFramework.BASELINE]).map(framework => new FrameworkConformancePack(this, `Pack-${framework}`, {
      framework,
      alreadyProvided: props.conformancePacksProvided,
      ...!props.configRecordingProvided && { recording: this.configRecording },
    }));
    this.findingRules = findingsTopic ? tellFindings(this, findingsTopic) : [];
  }
}

/** Properties that would do nothing beside another one. */
const SILENT: readonly [keyof AccountGuardrailsProps, keyof AccountGuardrailsProps][] = [
  ['publicAccessBlockProvided', 'regionalOnly'],
  ['automatedDiscovery', 'sensitiveDataDiscoveryProvided'],
  ['configBucket', 'configRecordingProvided'],
  ['accessLogBucket', 'configRecordingProvided'],
  ['accessLogBucket', 'configBucket'],
];

function checkGuardrails(path: string, props: AccountGuardrailsProps): void {
  const refuse = (what: string): never => {
    throw new Error(`${path}: ${what}`);
  };
  const { frameworks } = props;
  if (frameworks?.length === 0) refuse("'frameworks' is empty; name one, such as ComplianceFramework.BASELINE");
  const twice = frameworks?.find((framework, i) => frameworks.indexOf(framework) !== i);
  if (twice !== undefined) refuse(`'frameworks' names '${twice}' twice; name it once`);
  const silent = SILENT.find(([name, beside]) => props[name] !== undefined && props[beside]);
  if (silent) refuse(`'${silent[0]}' says nothing beside '${silent[1]}'; pass one of them`);
  if (props.automatedDiscovery && props.sensitiveDataDiscovery === false) refuse("'automatedDiscovery' cannot go with 'sensitiveDataDiscovery: false'; leave out one of them");
  for (const [part, given] of [
    ['sensitiveDataDiscovery', props.sensitiveDataDiscoveryProvided], ['threatDetection', props.threatDetectionProvided],
  ] as const) {
    if (props[part] === false && given) refuse(`'${part}Provided' cannot go with '${part}: false'; leave out the latter`);
  }
}
