import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { RootConstruct } from 'constructs';

/**
 * A statement as somebody would write it into a policy elsewhere, in one line. What only deployment decides is written as in `Fn::Sub`:
 * `${AWS::Partition}`.
 */
export function written(statement: iam.PolicyStatement, from: Stack): string {
  return JSON.stringify(resolved(statement.toStatementJson(), from), (_, value: unknown) => text(value));
}

/** Seen from elsewhere, a role has a name instead of a reference; where it can have none, the reference stays. */
function resolved(json: unknown, from: Stack): unknown {
  try {
    return new Stack(new RootConstruct(), 'Elsewhere').resolve(json);
  } catch {
    return from.resolve(json);
  }
}

/** An intrinsic function as one string; what is none stays as it is. */
export function text(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const [[name, argument] = []] = Object.entries(value) as [string, unknown][];
  if (name === 'Ref') return `\${${String(argument)}}`;
  if (name === 'Fn::ImportValue') return text(argument);
  if (name === 'Fn::GetAtt') return `\${${(argument as string[]).join('.')}}`;
  return name === 'Fn::Join' ? (argument as [string, unknown[]])[1].map(text).join((argument as [string])[0]) : value;
}
