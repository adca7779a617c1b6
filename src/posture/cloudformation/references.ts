import type { Resource } from './assembly';
import { brief, own } from './json-value';
import { parameter } from './parameters';
import { type Intrinsic, type Resolved, resolve } from './resolve';
import { type Scope, scopeIn, unreadable } from './scope';
import { type Piece, Text, holeOf, identityOf, textOf } from './symbolic-text';

/** Resources whose name and attributes are whatever some code or another template answers at deploy time. */
const OPAQUE_TYPE = /^(?:Custom::|AWS::CloudFormation::|AWS::Serverless::Application$|AWS::ServiceCatalog::CloudFormationProvisionedProduct$|AWS::SSM::Parameter$)/;
/** Attributes that name one thing; others, such as an address, may be equal to something else. */
const IDENTIFIES = /(?:Arn|ARN|Id|ID|Name)$/;

export const ref: Intrinsic = (argument, scope, expression) => {
  if (typeof argument !== 'string') return unreadable(expression, scope);
  if (argument.startsWith('AWS::')) return pseudoParameter(argument, scope, expression);
  const given = parameter(argument, scope);
  if (given !== undefined) return given.value;
  const resource = scope.stack.resources.get(argument);
  if (!resource) return unreadable(expression, scope, `${brief(expression)} names nothing in the template`);
  return OPAQUE_TYPE.test(resource.type) ? unreadable(expression, scope) : textOf(referenceTo(resource));
};

export const getAtt: Intrinsic = (argument, scope, expression) => {
  const [id, ...path] = typeof argument === 'string' ? argument.split('.') : Array.isArray(argument) ? argument as unknown[] : [];
  const resource = typeof id === 'string' ? scope.stack.resources.get(id) : undefined;
  if (!resource || path.some(part => typeof part !== 'string')) {
    return unreadable(expression, scope, resource ? undefined : `${brief(expression)} names nothing in the template`);
  }
  const attribute = path.join('.');
  if (resource.type === 'AWS::CloudFormation::Stack') return nestedOutput(resource, attribute, scope, expression);
  const pieces = OPAQUE_TYPE.test(resource.type) ? undefined : attributePieces(resource, attribute, scope);
  return pieces ? textOf(...pieces) : unreadable(expression, scope);
};

/** The ARNs that policies name are spelled out, so that a Sub or Join with the same parts is the same text. */
function attributePieces(resource: Resource, attribute: string, scope: Scope): readonly Piece[] | undefined {
  const name = referenceTo(resource);
  switch (`${resource.type}.${attribute}`) {
    case 'AWS::S3::Bucket.Arn': return ['arn:aws:s3:::', name];
    case 'AWS::KMS::Key.Arn': return ['arn:aws:kms:', region(scope), ':', account(scope), ':key/', name];
    case 'AWS::KMS::Key.KeyId': return [name];
    case 'AWS::IAM::Role.Arn': return ['arn:aws:iam::', account(scope), ':role/', name];
    case 'AWS::IAM::User.Arn': return ['arn:aws:iam::', account(scope), ':user/', name];
    default: return IDENTIFIES.test(attribute) ? [{ token: `${resource.token.slice(0, -1)}.${attribute}>`, resource, attribute }] : undefined;
  }
}

const referenceTo = (resource: Resource): Piece => ({ token: resource.token, resource });
const account = (scope: Scope): Piece => scope.stack.template.account ?? { token: '<account>' };
const region = (scope: Scope): Piece => scope.stack.template.region ?? { token: '<region>' };

/**
 * The partition is always written `aws`, with the suffix that belongs to it, for nothing that is judged depends on it;
 * but what the template itself makes of it is not decided here.
 */
function pseudoParameter(name: string, scope: Scope, expression: unknown): Resolved {
  if (scope.strict && ['AWS::Partition', 'AWS::URLSuffix'].includes(name)) return unreadable(expression, scope);
  switch (name) {
    case 'AWS::NoValue': return undefined;
    case 'AWS::Partition': return textOf('aws');
    case 'AWS::URLSuffix': return textOf('amazonaws.com');
    case 'AWS::AccountId': return textOf(account(scope));
    case 'AWS::Region': return textOf(region(scope));
    case 'AWS::StackName':
    case 'AWS::StackId': return textOf({ token: `<${scope.stack.label}.${name}>` });
    default: return unreadable(expression, scope);
  }
}

/** An import is followed to the output of the assembly that exports it. */
export const importValue: Intrinsic = (argument, scope, expression) => {
  const name = resolve(argument, scope);
  const found = name instanceof Text ? scope.assembly.exports.get(identityOf(name)) : undefined;
  if (!found) {
    const hole = name instanceof Text ? holeOf(name) : undefined;
    return unreadable(expression, scope, hole?.why ?? `imported from outside these templates by ${brief(expression)}`);
  }
  if (found === 'ambiguous') return unreadable(expression, scope, `exported more than once in these templates: ${brief(expression)}`);
  const { following } = scope.world;
  if (following.has(found)) return unreadable(expression, scope, `imports itself through ${brief(expression)}`);
  following.add(found);
  const value = resolve(found.value, scopeIn(scope, found.stack));
  following.delete(found);
  return value;
};

function nestedOutput(resource: Resource, attribute: string, scope: Scope, expression: unknown): Resolved {
  const child = scope.assembly.nested.get(resource);
  const output = attribute.startsWith('Outputs.') ? own(child?.template.body.Outputs, attribute.slice('Outputs.'.length)) : undefined;
  return child && output !== undefined ? resolve(own(output, 'Value'), scopeIn(scope, child)) : unreadable(expression, scope);
}
