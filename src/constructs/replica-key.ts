import { CfnResource, Names, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct, IConstruct } from 'constructs';

/** How a stack names a key that may be in another one. */
export interface ReachableKey {
  /** For S3: an ARN of the key or of its alias. */
  readonly id: string;
  /** For IAM, which knows keys by their own ARN only. */
  readonly resource: string;
  readonly conditions?: Record<string, Record<string, unknown>>;
}

/**
 * A key has no name that another account or Region could know before it is made. There an alias stands for it, which has one.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
export function reachableKey(key: kms.IKey, from: IConstruct): ReachableKey {
  if (!isMadeHere(key) || !isElsewhere(key, from)) return { id: key.keyArn, resource: key.keyArn };
  const stack = Stack.of(key);
  const aliasName = `alias/${Names.uniqueResourceName(key, { maxLength: 200, separator: '-' })}`;
  if (!key.node.tryFindChild('ReplicaAlias')) new kms.Alias(key as unknown as Construct, 'ReplicaAlias', { aliasName, targetKey: key });
  return {
    id: stack.formatArn({ service: 'kms', resource: aliasName }),
    resource: stack.formatArn({ service: 'kms', resource: 'key', resourceName: '*' }),
    conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': aliasName } },
  };
}

/** Whether a construct is made by this app, not imported. */
export const isMadeHere = ({ node: { defaultChild } }: IConstruct): boolean => defaultChild !== undefined && CfnResource.isCfnResource(defaultChild);

/** Whether a stack can name what another one makes only by a name that both know. */
export function isElsewhere(construct: IConstruct, from: IConstruct): boolean {
  const [one, other] = [Stack.of(construct), Stack.of(from)];
  return one.account !== other.account || (one.region !== other.region && !other._crossRegionReferences);
}
