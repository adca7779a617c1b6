import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../..');
export const BUNDLE = join(ROOT, 'lib/lambda/scheduled-audit/index.js');

/** Puts the function's code where the compiled package has it, as the compile task does. */
export function bundleAudit(): void {
  mkdirSync(dirname(BUNDLE), { recursive: true });
  // Another suite may read it meanwhile.
  const draft = join(ROOT, `lib/lambda/draft-${process.pid}.js`);
  execFileSync(join(ROOT, 'node_modules/.bin/esbuild'), [
    join(ROOT, 'src/runtime/lambda/scheduled-audit.ts'), '--bundle', '--platform=node', '--target=node22', '--external:@aws-sdk/*',
    '--tsconfig-raw={}', '--log-level=warning', `--outfile=${draft}`,
  ]);
  renameSync(draft, BUNDLE);
}
