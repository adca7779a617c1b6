import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { median } from './side-by-side';

const ROOT = join(__dirname, '..');
const RUNS = 15;

/** How long `require` takes in a fresh process, beside that of node:crypto alone: milliseconds, the median of the runs. Wants the compiled library. */
export function importTimes(names: readonly string[]): string {
  const crypto = times("require('node:crypto')");
  const rows = names.map((name) => {
    const source = name.startsWith('runtime/') ? `require(${JSON.stringify(join(ROOT, 'lib', name))})`
      : "require('@aws-sdk/client-s3'); require('@aws-sdk/s3-request-presigner')";
    const own = times(source);
    return `  ${name.padEnd(44)}${own.toFixed(1).padStart(12)} ms   node:crypto + ${(own - crypto).toFixed(1)} ms`;
  });
  return `import (median of ${RUNS} processes)\n  ${'node:crypto'.padEnd(44)}${crypto.toFixed(1).padStart(12)} ms\n${rows.join('\n')}\n`;
}

function times(source: string): number {
  const script = `const from = performance.now(); ${source}; process.stdout.write(String(performance.now() - from))`;
  return median(Array.from({ length: RUNS }, () => Number(execFileSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8' }))));
}
