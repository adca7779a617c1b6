import type { Assembly } from './assembly';
import { entriesOf, own } from './json-value';
import { branches, properties, undecided } from './possible';
import { resolve } from './resolve';
import { Text } from './symbolic-text';

/** Notes for each resource that its template tells others about: through outputs, parameters of nested stacks, or SSM parameters. */
export function indexHandedOut(assembly: Assembly): void {
  for (const stack of assembly.stacks) {
    const scope = undecided(stack, assembly);
    const told = [
      ...entriesOf(own(stack.template.body, 'Outputs')).map(([, output]) => own(output, 'Value')),
      ...[...stack.resources.values()].flatMap(resource => {
        if (resource.type === 'AWS::SSM::Parameter') return [own(properties(resource), 'Value')];
        if (resource.type !== 'AWS::CloudFormation::Stack') return [];
        return entriesOf(own(properties(resource), 'Parameters')).map(([, value]) => value);
      }),
    ];
    for (const expression of told.flatMap(branches)) {
      const value = resolve(expression, scope);
      const pieces = value instanceof Text ? value.pieces : [];
      for (const piece of pieces) if (typeof piece === 'object' && 'token' in piece && piece.resource) assembly.handedOut.add(piece.resource);
    }
  }
}
