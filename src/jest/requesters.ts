import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ANONYMOUS, awsRequester, type Requester, service } from '../policy/request';
import { THIS_ACCOUNT } from '../policy/text';
import { OTHER_ACCOUNT, somebodyOf } from '../policy/witnesses';

/** A role or user, such as `iam.Role` and `iam.User` are. */
export type Named = { readonly roleArn: string } | { readonly userArn: string };

export const OWN_ACCOUNT: readonly Requester[] = somebodyOf(THIS_ACCOUNT);

const ARN = /^arn:[^:]+:(?:iam|sts)::\d{12}:./;

/** Who asks. */
export interface Asking {
  readonly requesters: readonly Requester[];
  /** What stands in policies for the name of a role or user of the app, and the name that it has or may have. */
  readonly spelled?: { readonly token: string; readonly name: string };
}

/** @param refuse throws where nobody is named */
export function askingOf(requester: string | Named, refuse: (message: string) => never): Asking {
  return typeof requester === 'object' && requester !== null ? named(requester, refuse) : { requesters: requestersOf(requester, refuse) };
}

function requestersOf(requester: string, refuse: (message: string) => never): readonly Requester[] {
  if (requester === 'anonymous') return [ANONYMOUS];
  if (requester === 'own-account') return OWN_ACCOUNT;
  if (requester === 'other-account') return somebodyOf(OTHER_ACCOUNT);
  if (/^\d{12}$/.test(requester)) return somebodyOf(requester);
  if (ARN.test(requester)) return [awsRequester(requester)];
  if (/^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/.test(requester)) return [service(requester)];
  if (Token.isUnresolved(requester)) return refuse('\'requester\' is a token, whose value nobody knows here; pass the role or user itself');
  return refuse(`'requester' is '${requester}', which names nobody; pass a role, a user, an ARN, a 12-digit account, 'own-account', 'other-account', `
    + '\'anonymous\' or a service such as \'logging.s3.amazonaws.com\'');
}

function named(requester: Named, refuse: (message: string) => never): Asking {
  const arn = 'roleArn' in requester ? requester.roleArn : requester.userArn;
  if (ARN.test(arn)) return { requesters: [awsRequester(arn)] };
  const resource = Construct.isConstruct(requester) ? requester.node.defaultChild : undefined;
  if (!Construct.isConstruct(resource) || !CfnResource.isCfnResource(resource) || !/^AWS::IAM::(?:Role|User)$/.test(resource.cfnResourceType)) {
    return refuse('\'requester\' is neither made by this app nor known by its ARN; pass a role or user of the app, or an ARN');
  }
  const stack = Stack.of(resource);
  const id = stack.resolve(resource.logicalId) as string;
  const { roleName, userName } = resource as { roleName?: string; userName?: string };
  const given: unknown = stack.resolve(roleName ?? userName);
  // A condition may ask for a pattern of names; CloudFormation makes one of the stack, the resource and some letters.
  const name = typeof given === 'string' ? given : `${Token.isUnresolved(stack.stackName) ? 'Stack' : stack.stackName}-${id}-EXAMPLE`;
  const account = Token.isUnresolved(stack.account) ? THIS_ACCOUNT : stack.account;
  const kind = resource.cfnResourceType === 'AWS::IAM::Role' ? 'role' : 'user';
  return { requesters: [awsRequester(`arn:aws:iam::${account}:${kind}/${name}`)], spelled: { token: `<${stack.templateFile}.${id}>`, name } };
}
