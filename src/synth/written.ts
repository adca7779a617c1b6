import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Stack, Stage } from 'aws-cdk-lib';

/** The templates that synthesis has written, each as the text of its file; a stack whose file is not there has none. */
export function writtenTemplates(stacks: readonly Stack[]): ReadonlyMap<Stack, string> {
  return new Map(stacks.flatMap((stack) => {
    const text = written(stack);
    return text === undefined ? [] : [[stack, text] as const];
  }));
}

function written(stack: Stack): string | undefined {
  const { outdir } = Stage.of(stack) ?? {};
  try {
    return outdir === undefined ? undefined : readFileSync(join(outdir, stack.templateFile), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
