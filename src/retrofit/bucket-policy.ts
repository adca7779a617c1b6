import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { refuse } from './refuse';
import { differ } from '../constructs/environment';

interface Json { readonly Statement?: unknown }

/**
 * Adds a statement to the one policy of a bucket: that in the app that names it, in whichever stack, or a new one. S3 keeps one policy, so of two the
 * statements of one would be lost.
 */
export function addToPolicy(
  path: string, bucket: s3.IBucket, policies: readonly s3.CfnBucketPolicy[], statement: iam.PolicyStatement,
): iam.AddToResourcePolicyResult {
  const [policy, another] = policies;
  if (another) {
    refuse(path, `the bucket has two policies, ${policy.node.path} and ${another.node.path}, and S3 keeps the one that is deployed last`,
      'put the statements of both into one');
  }
  if (!policy || policy === bucket.policy?.node.defaultChild) return bucket.addToResourcePolicy(named(statement, sidsOf(bucket.policy?.document)));
  const { account, region } = Stack.of(policy);
  if (differ(account, bucket.env.account) || differ(region, bucket.env.region)) {
    refuse(path, `its policy ${policy.node.path} is deployed to ${account}/${region}, and the bucket to ${bucket.env.account}/${bucket.env.region}`,
      'put the policy into a stack of the bucket\'s account and Region');
  }
  const document: unknown = policy.policyDocument;
  if (document instanceof iam.PolicyDocument) {
    document.addStatements(named(statement, sidsOf(document)));
    return { statementAdded: true, policyDependable: policy };
  }
  const { Statement: said = [] } = readable(path, policy, document);
  const known = Array.isArray(said) ? said : [said];
  policy.policyDocument = { ...document as object, Statement: [...known, named(statement, sids(known)).toStatementJson()] };
  return { statementAdded: true, policyDependable: policy };
}

/** The document of the policy that `addToPolicy` adds to. */
export const documentOf = (bucket: s3.IBucket, policies: readonly s3.CfnBucketPolicy[]): unknown =>
  policies[0]?.policyDocument ?? bucket.policy?.document;

/** Refuses a policy whose statements are not there to be added to. */
function readable(path: string, policy: s3.CfnBucketPolicy, document: unknown): Json {
  const open = (value: unknown) => typeof value !== 'object' || value === null || Token.isUnresolved(value);
  const statements = open(document) ? undefined : (document as Json).Statement;
  if (open(document) || (statements !== undefined && open(statements))) {
    refuse(path, `the document of its policy ${policy.node.path} is decided at deploy time, so that no statement can be added`,
      'write the statements out in PolicyDocument');
  }
  return document as Json;
}

/** A user may have a statement of the same name; S3 takes each name once. */
function named(statement: iam.PolicyStatement, taken: readonly unknown[]): iam.PolicyStatement {
  while (taken.includes(statement.sid)) statement.sid = `${statement.sid}Enforced`;
  return statement;
}

const sidsOf = (document: iam.PolicyDocument | undefined): readonly unknown[] =>
  sids(((document?.toJSON() ?? {}) as { Statement?: unknown[] }).Statement ?? []);

const sids = (statements: readonly unknown[]): readonly unknown[] =>
  statements.flatMap(s => typeof s === 'object' && s !== null && (s as { Sid?: unknown }).Sid !== undefined ? [(s as { Sid?: unknown }).Sid] : []);
