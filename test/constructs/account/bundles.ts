import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../../..');

/** The functions whose code goes into templates. */
export const INLINE = ['account-public-access-block', 'account-sensitive-data-discovery'] as const;

export const bundleOf = (name: typeof INLINE[number]): string => join(ROOT, 'lib/lambda', name, 'index.js');

/** Puts the functions' code where the compiled package has it, as the compile task does. */
export function bundleInline(): void {
  for (const name of INLINE) {
    mkdirSync(dirname(bundleOf(name)), { recursive: true });
    // Another suite may read it meanwhile.
    const draft = join(ROOT, `lib/lambda/draft-${name}-${process.pid}.js`);
    execFileSync(join(ROOT, 'node_modules/.bin/esbuild'), [
      join(ROOT, `src/runtime/lambda/${name}.ts`), '--bundle', '--minify', '--platform=node', '--target=node22', '--external:@aws-sdk/*',
      '--tsconfig-raw={}', '--log-level=warning', `--outfile=${draft}`,
    ]);
    renameSync(draft, bundleOf(name));
  }
}
