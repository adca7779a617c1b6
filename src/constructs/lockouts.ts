import { CfnResource, Reference, Stack, Tokenization } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { NetworkPerimeter } from './network-perimeter';
import { effectOf } from '../policy/decide';
import type { Policy } from '../policy/document';
import { ask, awsRequester } from '../policy/request';
import { isObjectAction } from '../policy/s3-actions';
import { THIS_ACCOUNT, THIS_BUCKET_ARN } from '../policy/text';
import { YES } from '../policy/truth';

/** Requests that a bucket policy must never refuse, or nobody could put right what went wrong. */
export interface MustWork {
  /** Who asks, in words: `the role that deploys the stack`. */
  readonly who: string;
  /** ARN of the role. */
  readonly roleArn: string;
  readonly actions: readonly string[];
  /** Whether they come with a second factor. */
  readonly mfa?: boolean;
  /** The condition key of the network that they come from. @default - from outside of every network */
  readonly inside?: string;
}

const FRESH = {
  'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3', 's3:signatureversion': 'AWS4-HMAC-SHA256', 's3:signatureAge': '1000', 'aws:ViaAWSService': 'false',
};

/** Who must get in. */
export interface WhoMustGetIn {
  readonly deploymentRoleArn?: string;
  readonly network?: NetworkPerimeter;
  /** ARNs of roles that the bucket itself lets through the perimeter: those that replicate. */
  readonly exempt: readonly string[];
  readonly mfaExemptRoles?: readonly iam.IRole[];
  readonly lockAdministrators: readonly iam.IRole[];
  readonly erasureRole?: iam.IRole;
}

const CONFIGURE = [
  's3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:GetBucketPolicy', 's3:PutBucketVersioning', 's3:PutEncryptionConfiguration',
  's3:PutLifecycleConfiguration', 's3:PutBucketLogging', 's3:PutBucketPublicAccessBlock', 's3:PutBucketNotification', 's3:PutReplicationConfiguration',
  's3:PutBucketOwnershipControls', 's3:PutBucketTagging', 's3:PutBucketObjectLockConfiguration', 's3:PutInventoryConfiguration',
];
const REPLICATE = ['s3:ListBucket', 's3:GetReplicationConfiguration', 's3:GetObjectVersionForReplication', 's3:GetObjectVersionTagging', 's3:GetObjectRetention'];
const IN_AN_EMERGENCY = ['s3:GetObject', 's3:DeleteObject', 's3:ListBucket'];

/** The requests that have to work: of those who deploy, who replicate, who break the glass, who hold a lock, who erase. */
export function mustWork({ deploymentRoleArn, network, exempt, mfaExemptRoles = [], lockAdministrators, erasureRole }: WhoMustGetIn): MustWork[] {
  const inside = network?._key;
  return [
    ...deploymentRoleArn === undefined ? [] : [{ who: 'the role that deploys the stack', roleArn: deploymentRoleArn, actions: CONFIGURE }],
    ...exempt.map(roleArn => ({ who: 'the role that replicates', roleArn, actions: REPLICATE })),
    ...(network?._exemptArns() ?? []).map(roleArn => ({ who: 'a role that the network perimeter exempts', roleArn, actions: IN_AN_EMERGENCY })),
    ...mfaExemptRoles.map(role => ({ who: role.node.path, roleArn: role.roleArn, actions: ['s3:DeleteObjectVersion'], inside })),
    ...lockAdministrators.map(role => ({ who: role.node.path, roleArn: role.roleArn, actions: ['s3:BypassGovernanceRetention'], inside, mfa: true })),
    ...erasureRole ? [{ who: 'the erasure role', roleArn: erasureRole.roleArn, actions: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:ListBucketVersions'], inside, mfa: true }] : [],
  ];
}

/** The requests that the policy surely refuses, as sentences. */
export function lockouts(scope: IConstruct, policy: Policy, requests: readonly MustWork[]): string[] {
  return requests.flatMap(({ who, roleArn, actions, inside, mfa }) => {
    const arn = readAs(scope, roleArn, policy);
    if (arn === undefined) return [];
    const requester = awsRequester(arn);
    const network = inside === undefined ? {} : networkNamed(policy, inside);
    const context = { ...FRESH, ...network, 'aws:MultiFactorAuthPresent': mfa ? 'true' : null };
    // A network that only deployment names may be the one that they come from.
    const otherKeys = network ? 'absent' : 'unknown';
    return actions.flatMap((action) => {
      const resource = isObjectAction(action) ? `${THIS_BUCKET_ARN}/any-object` : THIS_BUCKET_ARN;
      const { truth, by } = effectOf(policy, 'denies', ask({ action, resource, requester, context, otherKeys }));
      return truth === YES ? [`${by} locks out ${who}, which needs ${action}`] : [];
    });
  });
}

/** One of the networks that the policy names under a condition key, as the policy writes it. */
function networkNamed(policy: Policy, key: string): Record<string, string> | undefined {
  const values = policy.statements.flatMap(s => s.conditions).filter(c => c.key === key.toLowerCase()).flatMap(c => c.values);
  const named = values.find((value): value is string => typeof value === 'string');
  return named === undefined ? undefined : { [key]: named };
}

/** A role's ARN as the reader of templates writes it: its account by its agreed name, a role of the app by its token; undefined where nobody knows. */
function readAs(scope: IConstruct, arn: string, policy: Policy): string | undefined {
  const stack = Stack.of(scope);
  const made = roleOf(arn);
  const resolved: unknown = stack.resolve(arn);
  const text = lettersOf(resolved);
  // A role of the app is known by its logical id, which is an import or a parameter where another stack names it.
  if (text === undefined) return made && tokenOf(Stack.of(made).resolve(made.logicalId) as string, policy);
  const account: unknown = stack.resolve(stack.account);
  const region: unknown = stack.resolve(stack.region);
  return text.replaceAll('${AWS::Partition}', 'aws')
    .replaceAll('${AWS::AccountId}', THIS_ACCOUNT)
    .replaceAll('${AWS::Region}', typeof region === 'string' ? region : '<region>')
    .replaceAll(typeof account === 'string' ? account : THIS_ACCOUNT, THIS_ACCOUNT);
}

/** The role that an ARN is the attribute of, in whichever stack; undefined for an ARN that is no attribute. */
function roleOf(arn: string): CfnResource | undefined {
  const { firstToken } = Tokenization.reverseString(arn);
  const target = firstToken !== undefined && Reference.isReference(firstToken) ? firstToken.target : undefined;
  return target !== undefined && CfnResource.isCfnResource(target) ? target : undefined;
}

/** A resolved text, pseudo parameters as `Fn::Sub` writes them; undefined where other parts of it are decided at deploy time. */
function lettersOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const { Ref: name, 'Fn::Sub': sub, 'Fn::Join': join } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (typeof name === 'string' && name.startsWith('AWS::')) return `\${${name}}`;
  if (typeof sub === 'string') return /\$\{(?!AWS::)/.test(sub) ? undefined : sub;
  const [separator, parts] = Array.isArray(join) ? join as [string, unknown] : ['', undefined];
  const letters = Array.isArray(parts) ? parts.map(lettersOf) : [undefined];
  return letters.includes(undefined) ? undefined : letters.join(separator);
}

/** A role that the policy names nowhere is nobody that it makes an exception for. */
function tokenOf(logicalId: string, policy: Policy): string {
  const named = policy.statements.flatMap(s => [...s.principals.entries.map(e => e.id), ...s.conditions.flatMap(c => c.values)])
    .filter((text): text is string => typeof text === 'string');
  return named.find(text => text.endsWith(`.${logicalId}>`)) ?? `arn:aws:iam::${THIS_ACCOUNT}:role/<${logicalId}>`;
}
