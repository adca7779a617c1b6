import type { Assembly, Stack } from './assembly';
import { addTo } from './assembly';
import { entriesOf, own } from './json-value';
import { branches, properties, undecided } from './possible';
import { resolve } from './resolve';
import { Text } from './symbolic-text';

/** Something that a template tells other templates, and the name of the export where it is one. */
interface Told {
  readonly value: unknown;
  readonly exportName?: unknown;
}

/** Notes for each resource that its template tells others about: through outputs, parameters of nested stacks, or SSM parameters. */
export function indexHandedOut(assembly: Assembly): void {
  for (const stack of assembly.stacks) {
    const scope = undecided(stack, assembly);
    for (const { value, exportName } of toldBy(stack)) {
      const name = resolve(exportName, scope);
      for (const text of branches(value).map(branch => resolve(branch, scope))) {
        for (const piece of text instanceof Text ? text.pieces : []) {
          if (typeof piece === 'object' && 'token' in piece && piece.resource) addTo(assembly.handedOut, piece.resource, name instanceof Text ? name : undefined);
        }
      }
    }
  }
}

function toldBy(stack: Stack): readonly Told[] {
  const outputs = entriesOf(own(stack.template.body, 'Outputs')).map(([, output]) => ({ value: own(output, 'Value'), exportName: own(own(output, 'Export'), 'Name') }));
  const passed = [...stack.resources.values()].flatMap(resource => {
    if (resource.type === 'AWS::SSM::Parameter') return [own(properties(resource), 'Value')];
    if (resource.type !== 'AWS::CloudFormation::Stack') return [];
    return entriesOf(own(properties(resource), 'Parameters')).map(([, value]) => value);
  });
  return [...outputs, ...passed.map(value => ({ value }))];
}
