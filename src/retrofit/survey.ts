import { Reference, Stage, Token, Tokenization } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';

/** What the app around a bucket says of it. */
export interface Survey {
  /** The policies that name it, in whichever stack of the stage. */
  readonly policies: readonly s3.CfnBucketPolicy[];
  /** Whether another bucket sends its access logs here. */
  readonly receivesLogs: boolean;
}

type Surveys = ReadonlyMap<s3.CfnBucket, Survey>;

/**
 * What the app says of its buckets, looked up once for each pass over a scope: a policy or a source of logs may be anywhere, and an app may have a
 * thousand buckets.
 */
export class Surveyor {
  private first?: IConstruct;
  private seen = new WeakSet<IConstruct>();
  private surveys?: Surveys;

  /** Tells that a construct is visited. One that was visited before, or that is not below the first, begins a pass of its own. */
  visit(construct: IConstruct): void {
    if (!this.first || this.seen.has(construct) || !isBelow(construct, this.first)) {
      this.first = construct;
      this.seen = new WeakSet();
      this.surveys = undefined;
    }
    this.seen.add(construct);
  }

  of(resource: s3.CfnBucket): Survey {
    if (!this.surveys?.has(resource)) this.surveys = look(Stage.of(resource) ?? resource.node.root);
    return this.surveys.get(resource)!;
  }
}

function isBelow(construct: IConstruct, other: IConstruct): boolean {
  for (let at: IConstruct | undefined = construct; at; at = at.node.scope) if (at === other) return true;
  return false;
}

function look(stage: IConstruct): Surveys {
  const buckets = new Map<s3.CfnBucket, { policies: s3.CfnBucketPolicy[]; receivesLogs: boolean }>();
  const byName = new Map<string, s3.CfnBucket[]>();
  const policies: s3.CfnBucketPolicy[] = [];
  for (const node of stage.node.findAll()) {
    if (s3.CfnBucketPolicy.isCfnBucketPolicy(node)) policies.push(node);
    if (!s3.CfnBucket.isCfnBucket(node)) continue;
    buckets.set(node, { policies: [], receivesLogs: false });
    const { bucketName: name } = node;
    if (name !== undefined && !Token.isUnresolved(name)) byName.set(name, [...byName.get(name) ?? [], node]);
  }
  const named = (name: unknown) => bucketsNamed(name, byName).flatMap(bucket => buckets.get(bucket) ?? []);
  for (const policy of policies) for (const bucket of named(policy.bucket)) bucket.policies.push(policy);
  for (const source of buckets.keys()) {
    const { loggingConfiguration: logs } = source;
    const target = logs !== undefined && 'destinationBucketName' in logs ? logs.destinationBucketName : undefined;
    for (const bucket of named(target)) bucket.receivesLogs ||= bucket !== buckets.get(source);
  }
  return buckets;
}

/** The buckets of a name: by reference, or by the same text. */
function bucketsNamed(name: unknown, byName: ReadonlyMap<string, readonly s3.CfnBucket[]>): readonly s3.CfnBucket[] {
  if (!Token.isUnresolved(name)) return typeof name === 'string' ? byName.get(name) ?? [] : [];
  const token = Tokenization.reverse(name);
  return token !== undefined && Reference.isReference(token) && s3.CfnBucket.isCfnBucket(token.target) ? [token.target] : [];
}
